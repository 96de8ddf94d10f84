//! The shape of `data/regulators.json` (the types of `src/core/regulators.rs`),
//! and the rules that no shape can say: nothing is put into a regulator's mouth.
//!
//! The build runs it, and `tests/regulators.rs` runs it on broken samples.

use serde_json::Value;

use crate::shape::{Result, Shape, rust_value};
use Shape::{AnyList, List, Number, Optional, Struct, Tagged, Text, Variant};

/// The sentences that may be quoted, and whose they are. Everything else is
/// said in our own words.
const QUOTES: &[(&str, &str)] = &[(
    "pcpd",
    "Privacy Commissioner for Personal Data Ada Chung Lai-ling reminds LinkedIn users to pay attention to the changes in LinkedIn's privacy policy and to understand its relevant contents, in particular those relating to the use of users' personal data for training generative AI models, in order to decide whether to consent to such use.",
)];

/// The regulators that reminded people to look and decide. No other did.
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
        ("word", Variant("Word", &["object", "withdraw-consent"])),
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

/// The file as Rust.
pub struct Code {
    /// A value of the type `Regulators`.
    pub regulators: String,
    /// A value of the type `Regions`. On its own, so that the WASM has this half alone.
    pub regions: String,
}

/// The file as Rust; an error that says what is wrong with it and where.
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
                return Err(format!("{id}: a name and its language, not {local}"));
            }
        }
        if list(regulator, "statements").is_empty() {
            return Err(format!("{id}: no statement, not even that none was found"));
        }
        for statement in list(regulator, "statements") {
            said(id, statement).map_err(|fault| format!("{id}: {fault}"))?;
        }
    }
    for region in list(file, "regions") {
        let code = text(region, "code");
        let regulators = list(region, "own").iter().chain(region.get("lead"));
        for id in regulators.filter_map(Value::as_str) {
            known(&ids, id).map_err(|fault| format!("{code}: {fault}"))?;
        }
        known(&rights, text(region, "rights")).map_err(|fault| format!("{code}: {fault}"))?;
    }
    known(&codes, text(file, "default"))?;
    Ok(code)
}

/// Whether a statement is one that this regulator may be said to have made.
fn said(id: &str, statement: &Value) -> Result<()> {
    let (kind, mark) = (text(statement, "kind"), text(statement, "mark"));
    if kind == "reminder" && !REMINDED.contains(&id) {
        let list = "`REMINDED` of src/core/build/regulators.rs, which names who gave one";
        return Err(format!(
            "it gave no reminder; if it did, it belongs into {list}"
        ));
    }
    if let Some(quote) = statement.get("quote").and_then(Value::as_str)
        && !QUOTES.contains(&(id, quote))
    {
        return Err(format!("not to be quoted with {quote:?}"));
    }
    let due = match kind {
        "none-found" => Some("searched"),
        "not-looked-for" => Some("not-searched"),
        _ => None,
    };
    let silent = ["searched", "not-searched"].contains(&mark);
    if due.map_or(silent, |due| mark != due) {
        return Err(format!("`{kind}` cannot be marked `{mark}`"));
    }
    if due.is_some() != (statement["date"] == "none") {
        return Err(format!("`{kind}` with the date {}", statement["date"]));
    }
    if ["primary", "title-only"].contains(&mark) == list(statement, "pages").is_empty() {
        return Err(format!("`{mark}`, with or without the page that was seen"));
    }
    days(&statement["date"])
}

/// Days are days of the calendar, months are months, a season has its year, and in order.
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
        return Err(format!("{date} is no date"));
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

/// Every address is https and carries no parameters.
fn addresses(value: &Value, at: &str) -> Result<()> {
    match value {
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            let at = format!("{at}.{name}");
            let is_address = ["address", "objection_form"].contains(&name.as_str());
            match value.as_str().filter(|_| is_address) {
                Some(it) if !it.starts_with("https://") => Err(format!("{at}: {it} is not https")),
                Some(it) if it.contains(['?', '#', ' ']) => {
                    Err(format!("{at}: {it} has parameters"))
                }
                _ => addresses(value, &at),
            }
        }),
        Value::Array(items) => items.iter().try_for_each(|item| addresses(item, at)),
        _ => Ok(()),
    }
}

/// The names in a list, which must differ.
fn unique<'v>(file: &'v Value, of: &str, name: &str) -> Result<Vec<&'v str>> {
    let names: Vec<&str> = list(file, of).iter().map(|it| text(it, name)).collect();
    match (1..names.len()).find(|&index| names[..index].contains(&names[index])) {
        Some(index) => Err(format!("{of}: two are named {}", names[index])),
        None => Ok(names),
    }
}

fn known(names: &[&str], name: &str) -> Result<()> {
    match names.contains(&name) {
        true => Ok(()),
        false => Err(format!("`{name}` is not known")),
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
