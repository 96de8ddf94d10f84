//! The shape of `data/settings.json` (the types of `src/core/catalogue.rs`), and the rules that a
//! shape cannot express: ids, paths and keys are unique, categories and messages exist.
//!
//! The build runs it. `tests/settings.rs` runs it on broken samples.

use serde_json::{Map, Value, json};

use crate::shape::{Result, Shape, rust_value};
use Shape::{AnyList, Bool, Flag, List, Number, Optional, Pairs, Struct, Text};

const SITE: &Shape = &Struct(
    "Site",
    &[
        ("origin", Text),
        ("sign_in", List(&Text)),
        ("categories", List(&Text)),
        ("legacy", Pairs),
    ],
);

/// One switch, with the fields of the entry that it belongs to.
const SETTING: &Shape = &Struct(
    "Setting",
    &[
        ("id", Text),
        ("category", Optional(&Text)),
        ("path", Text),
        ("sources", Number),
        (
            "wording",
            List(&Struct(
                "Wording",
                &[
                    ("lang", Text),
                    ("category", Optional(&Text)),
                    ("name", Text),
                    ("on", Optional(&Text)),
                    ("off", Optional(&Text)),
                    ("verified", Bool),
                ],
            )),
        ),
        ("keys", List(&Text)),
        ("reversed", Flag),
        (
            "labels",
            AnyList(&Struct(
                "Label",
                &[("lang", Text), ("texts", List(&Text)), ("verified", Bool)],
            )),
        ),
        ("title", Text),
        ("on", Text),
        ("off", Text),
    ],
);

/// The file as a Rust value of the type `Catalogue`. `messages` are the English ones. An error
/// names the entry, the field, and what is wrong.
pub fn rust_of(file: &Value, messages: &Value) -> Result<String> {
    let fields = known(file, "settings", &["schema", "site", "settings"])?;
    let schema = rust_value(
        fields.get("schema").unwrap_or(&Value::Null),
        &Number,
        "schema",
    )?;
    let site = rust_value(fields.get("site").unwrap_or(&Value::Null), SITE, "site")?;
    let mut settings = Vec::new();
    let mut declared = Vec::new();
    for (at, entry) in list(file, "settings").iter().enumerate() {
        let id = text(entry, "id");
        // With the position: where two entries have the same id, the id alone would name neither.
        let here = format!("{id} (settings[{at}])");
        let mut once = |field, value: &str| once(&mut declared, field, value, &here);
        settings.extend(switches_of(entry, id)?);
        words_of(entry, id, messages)?;
        once("id", id)?;
        once("path", text(entry, "path"))?;
        let categories = list(&file["site"], "categories");
        if let Some(category) = entry.get("category")
            && !categories.contains(category)
        {
            return Err(format!(
                "{id}: category: {category} is none of `site.categories`; add it there if LinkedIn has it"
            ));
        }
        for wording in list(entry, "wording") {
            once("lang", &format!("{id} {}", text(wording, "lang")))?;
        }
        if !list(entry, "wording")
            .iter()
            .any(|it| text(it, "lang") == "en")
        {
            return Err(format!(
                "{id}: wording: an entry with `lang` `en` is missing; it stands in for all other languages"
            ));
        }
        for key in list(entry, "switches")
            .iter()
            .flat_map(|it| list(it, "keys"))
        {
            once("key", key.as_str().unwrap_or_default())?;
        }
    }
    if settings.is_empty() {
        return Err(
            "settings: there is none; the first is the one that Heads Up is about".to_owned(),
        );
    }
    Ok(format!(
        "Catalogue {{schema:{schema},site:{site},settings:&[{}]}}",
        settings.join(",")
    ))
}

/// The switches of an entry, each with the fields that the entry has for all of them. The second
/// switch has the id of the entry with `.2` behind it, and so on.
fn switches_of(entry: &Value, id: &str) -> Result<Vec<String>> {
    let own = ["id", "category", "path", "sources", "wording", "switches"];
    let mut shared = known(entry, id, &own)?.clone();
    shared.remove("switches");
    let switches = list(entry, "switches");
    if switches.is_empty() {
        return Err(format!(
            "{id}: switches: there is none; a page has one or two"
        ));
    }
    let switches = switches.iter().enumerate().map(|(at, switch)| {
        let at_switch = format!("{id}: switches[{at}]");
        let own = ["keys", "reversed", "labels", "title", "on", "off"];
        let mut setting = shared.clone();
        setting.extend(known(switch, &at_switch, &own)?.clone());
        if at > 0 {
            setting.insert("id".to_owned(), json!(format!("{id}.{}", at + 1)));
        }
        rust_value(&setting.into(), SETTING, &at_switch)
    });
    switches.collect()
}

/// An error where a switch names a message that the English file does not have.
fn words_of(entry: &Value, id: &str, messages: &Value) -> Result<()> {
    for (at, switch) in list(entry, "switches").iter().enumerate() {
        for field in ["title", "on", "off"] {
            let key = text(switch, field);
            if messages.get(key).is_none() {
                return Err(format!(
                    "{id}: switches[{at}].{field}: no message `{key}` in extension/_locales/en/messages.json: \
                     add it there"
                ));
            }
        }
    }
    Ok(())
}

/// The fields of the object `value`. An error where it has another field than `fields`.
fn known<'v>(value: &'v Value, at: &str, fields: &[&str]) -> Result<&'v Map<String, Value>> {
    let object = value
        .as_object()
        .ok_or_else(|| format!("{at}: {value} is no object"))?;
    match object.keys().find(|key| !fields.contains(&key.as_str())) {
        Some(unknown) => Err(format!(
            "{at}: unknown field `{unknown}`; there are: {}",
            fields.join(", ")
        )),
        None => Ok(object),
    }
}

/// The name of a field, its value, and the entry that declares it.
type Declared<'f> = (&'f str, String, String);

/// Notes that the entry `here` declares `value`. An error names both entries where another did
/// before.
fn once<'f>(
    declared: &mut Vec<Declared<'f>>,
    field: &'f str,
    value: &str,
    here: &str,
) -> Result<()> {
    let is_same = |it: &&Declared<'_>| it.0 == field && it.1 == value;
    if let Some((.., first)) = declared.iter().find(is_same) {
        return Err(format!(
            "{field}: `{value}` is declared twice: by {first} and by {here}"
        ));
    }
    declared.push((field, value.to_owned(), here.to_owned()));
    Ok(())
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    let list = value.get(name).and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
