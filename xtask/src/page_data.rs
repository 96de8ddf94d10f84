//! Writes the modules with data that our pages need without the core: what regulators said in each
//! region, and the way by hand. The core computes both, natively, at build time. Their types are in
//! `extension/common/*-data.d.ts`.

use anyhow::{Context, Result};
use headsup_core::by_hand::{path, steps};
use headsup_core::catalogue::catalogue;
use headsup_core::regional::{Regional, Said, regional, spoken};
use headsup_core::regulators::{Regulator, Statement, regions, regulators};
use headsup_core::sentence::{Arg, Sentence};
use serde_json::{Value, json};

/// The modules: the path in a package, and the text.
pub(crate) fn modules() -> Result<[(&'static str, String); 2]> {
    Ok([
        ("common/by-hand-data.js", by_hand()?),
        ("common/regional-data.js", said_and_done()),
    ])
}

const HEAD: &str = "// Written by `cargo xtask build` from data/.\n";

fn by_hand() -> Result<String> {
    let setting = catalogue()
        .settings
        .first()
        .context("data/settings.json: `settings` is empty")?;
    let address = Value::from(setting.address(&catalogue().site));
    let steps: Value = steps(setting, None).iter().map(sentence).collect();
    let path = path(setting, None).context(
        "data/settings.json: the first of `settings` has no category, or no English wording",
    )?;
    let path = sentence(&path);
    let region = Value::from(regions().default);
    Ok(format!(
        "{HEAD}export const byHand = {{\n  address: {address},\n  steps: {steps},\n  \
         path: {path},\n  region: {region},\n}};\n"
    ))
}

fn said_and_done() -> String {
    let by_id = regulators().regulators.iter();
    let by_id = by_id.map(|it| (it.id, names(it)));
    let by_code = regions().regions.iter();
    let by_code = by_code.map(|it| (it.code, region(&regional(regulators(), it))));
    let statements = regulators().regulators.iter();
    let statements = statements.map(|it| (it.id, statements_of(it)));
    format!(
        "{HEAD}export const localNames = {};\nexport const statements = {};\nexport const regions = {};\n",
        object(by_id),
        object(statements),
        object(by_code)
    )
}

/// A JavaScript object, one field a line.
fn object<'a>(fields: impl Iterator<Item = (&'a str, Value)>) -> String {
    let lines = fields.map(|(name, value)| format!("  {}: {value},\n", json!(name)));
    format!("{{\n{}}}", lines.collect::<String>())
}

fn names(regulator: &Regulator) -> Value {
    let names = regulator.local_names.iter();
    names
        .map(|it| json!({"lang": it.lang, "name": it.name}))
        .collect()
}

/// All statements of a regulator, the latest first.
fn statements_of(regulator: &'static Regulator) -> Value {
    regulator.statements.iter().map(statement).collect()
}

fn statement(said: &'static Statement) -> Value {
    let spoken = spoken(said);
    let pages = said.pages.iter();
    let pages = pages.map(|it| json!({"lang": it.lang, "title": it.title, "address": it.address}));
    let source = said.source.as_ref();
    json!({
        "kind": spoken.kind,
        "about": spoken.about.iter().map(sentence).collect::<Vec<_>>(),
        "gist": spoken.gist,
        "quote": said.quote,
        "notes": said.notes,
        "pages": pages.collect::<Vec<_>>(),
        "source": source.map(|it| json!({"name": it.name, "address": it.address})),
    })
}

fn region(regional: &Regional) -> Value {
    let place = |of: &Said| regional.said.iter().position(|it| it == of);
    let reminder = regional.reminder().map(|it| {
        json!({
            "said": place(it.said),
            "note": it.note,
            "beside": it.beside.and_then(place),
        })
    });
    let routes = regional.routes.iter();
    let routes =
        routes.map(|it| json!({"label": it.label, "notes": it.notes, "address": it.address}));
    let said = regional.said.iter().map(|it| {
        json!({
            "by": it.regulator.id,
            "name": sentence(&it.name),
            "compact": it.compact,
        })
    });
    json!({
        "note": regional.note,
        "said": said.collect::<Vec<_>>(),
        "reminder": reminder,
        "law": regional.law,
        "routes": routes.collect::<Vec<_>>(),
    })
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
