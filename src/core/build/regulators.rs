//! The shape of `data/regulators.json` (the types of `src/core/regulators.rs`), and the rules that
//! a shape cannot express: a quote is the regulator's own, a reminder was given, dates are dates.
//!
//! The build runs it. `tests/regulators.rs` runs it on broken samples.

use serde_json::Value;

use crate::shape::{Result, Shape, rust_value};
use Shape::{AnyList, List, Number, Optional, Struct, Tagged, Text, Variant};

/// The quotes that are allowed, each with the id of the regulator that said it. Everything else is
/// paraphrased in `_locales`.
const QUOTES: &[(&str, &str)] = &[(
    "pcpd",
    "Privacy Commissioner for Personal Data Ada Chung Lai-ling reminds LinkedIn users to pay attention to the changes in LinkedIn's privacy policy and to understand its relevant contents, in particular those relating to the use of users' personal data for training generative AI models, in order to decide whether to consent to such use.",
)];

/// The ids of the regulators that gave a reminder: they asked people to look at the setting and
/// decide, or to object.
const REMINDED: &[&str] = &[
    "pcpd",
    "ap",
    "apd-gba",
    "cnpd",
    "garante",
    "cnil",
    "hmbbfdi",
    "lfd-niedersachsen",
    "sdtb",
    "lfdi-mv",
    "datenschutzstelle-li",
];

const KINDS: &[&str] = &[
    "reminder",
    "assessment",
    "pause",
    "concern",
    "talks",
    "none-found",
    "not-looked-for",
];

const MARKS: &[&str] = &[
    "primary",
    "title-only",
    "reported",
    "searched",
    "not-searched",
];

const WHEN: Shape = Tagged(
    "When",
    &[
        ("day", 1),
        ("updated", 2),
        ("between", 2),
        ("month", 1),
        ("months", 2),
        ("autumn", 1),
        ("before", 1),
        ("by", 1),
        ("none", 0),
    ],
);

const REGULATORS: &Shape = &Struct(
    "Regulators",
    &[
        ("schema", Number),
        ("objection_form", Text),
        ("regulators", List(&REGULATOR)),
        ("rights", List(&RIGHTS)),
    ],
);

const REGIONS: &Shape = &Struct("Regions", &[("default", Text), ("regions", List(&REGION))]);

const REGULATOR: Shape = Struct(
    "Regulator",
    &[
        ("id", Text),
        ("name", Optional(&Text)),
        (
            "local_names",
            AnyList(&Struct("LocalName", &[("lang", Text), ("name", Text)])),
        ),
        ("statements", List(&STATEMENT)),
    ],
);

const STATEMENT: Shape = Struct(
    "Statement",
    &[
        ("kind", Variant("Kind", KINDS)),
        ("date", WHEN),
        ("mark", Variant("Mark", MARKS)),
        ("gist", Text),
        ("quote", Optional(&Text)),
        ("notes", AnyList(&Text)),
        (
            "pages",
            AnyList(&Struct(
                "OwnPage",
                &[
                    ("lang", Text),
                    ("title", Optional(&Text)),
                    ("address", Text),
                ],
            )),
        ),
        (
            "source",
            Optional(&Struct("Source", &[("name", Text), ("address", Text)])),
        ),
    ],
);

const RIGHTS: Shape = Struct(
    "Rights",
    &[
        ("id", Text),
        ("law", Text),
        (
            "refusal",
            Variant("Refusal", &["object", "withdraw-consent"]),
        ),
        (
            "page",
            Struct(
                "RightsPage",
                &[
                    ("label", Text),
                    ("note", Optional(&Text)),
                    ("address", Text),
                ],
            ),
        ),
    ],
);

const REGION: Shape = Struct(
    "Region",
    &[
        ("code", Text),
        ("country", Text),
        ("name", Optional(&Text)),
        ("own", List(&Text)),
        ("lead", Optional(&Text)),
        ("note", Optional(&Text)),
        ("rights", Text),
        ("zones", AnyList(&Text)),
        ("languages", AnyList(&Text)),
    ],
);

/// The Rust code that is written from the file.
pub struct Code {
    /// A value of the type `Regulators`.
    pub regulators: String,
    /// A value of the type `Regions`. Apart from the regulators, because the WASM needs the regions
    /// alone.
    pub regions: String,
}

/// The Rust code for `data/regulators.json`. An error names the entry, the field, and what is
/// wrong.
pub fn rust_of(file: &Value) -> Result<Code> {
    let (mut regions, mut rest) = (Value::default(), file.clone());
    for field in ["default", "regions"] {
        regions[field] = rest.get_mut(field).map(Value::take).unwrap_or_default();
        rest.as_object_mut().and_then(|rest| rest.remove(field));
    }
    let code = Code {
        regulators: rust_value(&rest, REGULATORS, "regulators")?,
        regions: rust_value(&regions, REGIONS, "regulators")?,
    };
    addresses(file, "regulators")?;
    let ids = unique(file, "regulators", "id")?;
    let rights = unique(file, "rights", "id")?;
    let codes = unique(file, "regions", "code")?;
    for regulator in list(file, "regulators") {
        let id = text(regulator, "id");
        unique(regulator, "local_names", "lang").map_err(|fault| format!("{id}: {fault}"))?;
        for local in list(regulator, "local_names") {
            if text(local, "lang").is_empty() || text(local, "name").is_empty() {
                return Err(format!(
                    "{id}: local_names: `lang` (a language) and `name` must both have a text, not {local}"
                ));
            }
        }
        if list(regulator, "statements").is_empty() {
            return Err(format!(
                "{id}: statements: there is none; if none was found, add one of the kind `none-found`"
            ));
        }
        for (at, statement) in list(regulator, "statements").iter().enumerate() {
            said(id, statement).map_err(|fault| format!("{id}: statements[{at}].{fault}"))?;
        }
    }
    for region in list(file, "regions") {
        let code = text(region, "code");
        let at = |field: &str| format!("regions: {code}: {field}");
        for id in list(region, "own").iter().filter_map(Value::as_str) {
            known(&ids, id, &at("own"), "an `id` of `regulators`")?;
        }
        if let Some(id) = region.get("lead").and_then(Value::as_str) {
            known(&ids, id, &at("lead"), "an `id` of `regulators`")?;
        }
        known(
            &rights,
            text(region, "rights"),
            &at("rights"),
            "an `id` of `rights`",
        )?;
    }
    known(
        &codes,
        text(file, "default"),
        "default",
        "a `code` of `regions`",
    )?;
    Ok(code)
}

/// An error where the fields of `statement` contradict each other, or the regulator did not say it.
fn said(id: &str, statement: &Value) -> Result<()> {
    let (kind, mark) = (text(statement, "kind"), text(statement, "mark"));
    if kind == "reminder" && !REMINDED.contains(&id) {
        return Err(
            "kind: it gave no reminder; if it did, add its id to `REMINDED` of src/core/build/regulators.rs"
                .to_owned(),
        );
    }
    if let Some(quote) = statement.get("quote").and_then(Value::as_str)
        && !QUOTES.contains(&(id, quote))
    {
        return Err(format!(
            "quote: not to be quoted with {quote:?}; a quote that it did give belongs into `QUOTES` of \
             src/core/build/regulators.rs, word for word"
        ));
    }
    let due = match kind {
        "none-found" => Some("searched"),
        "not-looked-for" => Some("not-searched"),
        _ => None,
    };
    let silent = ["searched", "not-searched"].contains(&mark);
    if due.map_or(silent, |due| mark != due) {
        return Err(format!(
            "mark: a statement of the kind `{kind}` cannot be marked `{mark}`; `searched` goes with \
             `none-found`, `not-searched` with `not-looked-for`"
        ));
    }
    if due.is_some() != (statement["date"] == "none") {
        return Err(format!(
            "date: {} does not go with the kind `{kind}`; `none` is the date of `none-found` and \
             `not-looked-for`, and of no other",
            statement["date"]
        ));
    }
    if ["primary", "title-only"].contains(&mark) == list(statement, "pages").is_empty() {
        return Err(format!(
            "pages: those marked `primary` or `title-only` have the page that was seen, all others none; \
             this one is marked `{mark}`"
        ));
    }
    days(&statement["date"])
}

/// An error where a day, month or year does not exist, or the second of two comes before the first.
fn days(date: &Value) -> Result<()> {
    let Some((tag, content)) = date.as_object().and_then(|it| it.iter().next()) else {
        return Ok(());
    };
    let dates: Vec<&str> = match content {
        Value::Array(both) => both.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let parts = match tag.as_str() {
        "autumn" => 1,
        "month" | "months" => 2,
        _ => 3,
    };
    if !dates.iter().all(|date| is_date(date, parts)) || !dates.is_sorted() {
        return Err(format!(
            "date: {date} is no date; `When` of src/core/regulators.rs says how each is written"
        ));
    }
    Ok(())
}

fn is_date(date: &str, parts: usize) -> bool {
    let numbers: Vec<u32> = date.split('-').flat_map(str::parse).collect();
    let in_range = match numbers[..] {
        [_] => true,
        [_, month] => (1..=12).contains(&month),
        [_, month, day] => (1..=12).contains(&month) && (1..=31).contains(&day),
        _ => false,
    };
    in_range && numbers.len() == parts && date.len() == 1 + 3 * parts
}

/// An error where an address is not https, or has a query, a fragment or a space.
fn addresses(value: &Value, at: &str) -> Result<()> {
    match value {
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            let at = format!("{at}.{name}");
            let is_address = ["address", "objection_form"].contains(&name.as_str());
            match value.as_str().filter(|_| is_address) {
                Some(it) if !it.starts_with("https://") => {
                    Err(format!("{at}: {it} must begin with https://"))
                }
                Some(it) if it.contains(['?', '#', ' ']) => {
                    Err(format!("{at}: {it} must have no `?`, `#` or space"))
                }
                _ => addresses(value, &at),
            }
        }),
        Value::Array(items) => items.iter().try_for_each(|item| addresses(item, at)),
        _ => Ok(()),
    }
}

/// The values of the field `name` in the list `of`. An error where two are the same.
fn unique<'v>(file: &'v Value, of: &str, name: &str) -> Result<Vec<&'v str>> {
    let names: Vec<&str> = list(file, of).iter().map(|it| text(it, name)).collect();
    match (1..names.len()).find(|&index| names[..index].contains(&names[index])) {
        Some(index) => Err(format!("{of}: {name}: two are named {}", names[index])),
        None => Ok(names),
    }
}

/// An error where `name`, the value of the field `at`, is none of `names`, which `what` describes.
fn known(names: &[&str], name: &str, at: &str, what: &str) -> Result<()> {
    match names.contains(&name) {
        true => Ok(()),
        false => Err(format!("{at}: `{name}` is not known; it must be {what}")),
    }
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
