//! Writes what the extension's pages show where the core cannot start: the way by hand, and each
//! region's reminder, as the core would tell them. Its layout is in
//! `extension/common/by-hand-data.d.ts`.

use anyhow::{Context, Result};
use headsup::core::by_hand::{path, steps};
use headsup::core::catalogue::catalogue;
use headsup::core::regional::{Said, regional};
use headsup::core::regulators::{Region, regulators};
use headsup::core::sentence::{Arg, Sentence};
use serde_json::{Value, json};

/// Its place in a package.
pub(crate) const DATA: &str = "common/by-hand-data.js";

/// The language whose words the steps and names are in: the core's other pages know more.
const LANGUAGE: &str = "en";

/// The module, as text.
pub(crate) fn module() -> Result<String> {
    let setting = catalogue().main_setting().context("data/ has no setting")?;
    let address = Value::from(setting.address(&catalogue().site));
    let steps: Value = steps(setting, None).iter().map(sentence).collect();
    let path = path(setting, None).context("data/ has no English wording")?;
    let path = sentence(&path);
    let region = Value::from(regulators().default);
    let reminders = regulators().regions.iter();
    let reminders = reminders.map(|it| format!("    {}: {},\n", json!(it.code), reminder(it)));
    let reminders: String = reminders.collect();
    Ok(format!(
        "// Written by `cargo xtask build` from data/.\n\
         export const byHand = {{\n  address: {address},\n  steps: {steps},\n  \
         path: {path},\n  region: {region},\n  reminders: {{\n{reminders}  }},\n}};\n"
    ))
}

/// What the popup tells of a region's regulator.
fn reminder(region: &'static Region) -> Value {
    let regional = regional(regulators(), region, false);
    let Some(reminder) = regional.reminder() else {
        return Value::Null;
    };
    let said = reminder.said;
    let (_, other) = said.names(LANGUAGE);
    let statement = said.last.statement;
    let gist = [Some(said.last.gist), reminder.note].into_iter().flatten();
    let about = said.last.about.iter().map(sentence);
    let pages = statement.pages.iter();
    let pages = pages.map(|page| json!({"lang": page.lang, "address": page.address}));
    let source = statement.source.as_ref();
    json!({
        "name": name(said),
        "otherName": other.map(|(name, lang)| json!({"name": name, "lang": lang})),
        "kind": said.last.kind,
        "about": about.collect::<Vec<_>>(),
        "gist": gist.collect::<Vec<_>>(),
        "pages": pages.collect::<Vec<_>>(),
        "source": source.map(|it| json!({"name": it.name, "address": it.address})),
        "beside": reminder.beside.map(|it| json!({"name": name(it), "kind": it.last.kind})),
    })
}

fn name(said: &Said) -> Value {
    sentence(&said.names(LANGUAGE).0)
}

fn sentence(sentence: &Sentence) -> Value {
    let args = sentence.args.iter().map(|arg| match arg {
        Arg::Text(text) => json!(["text", text]),
        Arg::Name(name, lang) => json!(["name", name, lang]),
        Arg::Time(time) => json!(["moment", time.millis()]),
        Arg::Days(from, to) => json!(["days", from, to]),
        Arg::Months(from, to) => json!(["months", from, to]),
        Arg::Country(code) => json!(["country", code]),
    });
    json!({"key": sentence.key, "args": args.collect::<Vec<_>>()})
}
