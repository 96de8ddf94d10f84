//! Each message is named by a page or by code, and each that is named exists.

use anyhow::Result;
use serde_json::Value;

use crate::{SOURCE, Sources, keys, locales, none, sample, sources};

/// The messages that no file names. A key that is put together at run time does not count: nobody
/// could find it by a search.
fn unused(messages: &Value, sources: &Sources) -> Vec<String> {
    let is_named = |key: &str| {
        let names = [
            format!("\"{key}\""),
            format!("'{key}'"),
            format!("__MSG_{key}__"),
        ];
        let mut texts = sources.values();
        texts.any(|text| names.iter().any(|name| text.contains(name)))
    };
    let keys = keys(messages).into_iter();
    keys.filter(|key| !is_named(key))
        .map(str::to_owned)
        .collect()
}

/// The messages that files name and that do not exist.
fn missing(messages: &Value, sources: &Sources) -> Vec<String> {
    let known = keys(messages);
    let mut missing = Vec::new();
    for (path, text) in sources {
        for (before, after) in [
            ("data-i18n=\"", '"'),
            ("getMessage(\"", '"'),
            ("localise::text(\"", '"'),
            ("plain(\"", '"'),
            ("__MSG_", '_'),
        ] {
            let asked = text.split(before).skip(1);
            let asked = asked.filter_map(|rest| rest.split(after).next());
            // Keys with @@ are the browser's own.
            let wrong = asked.filter(|key| !known.contains(key) && !key.starts_with("@@"));
            missing.extend(wrong.map(|key| format!("{path}: {key}")));
        }
    }
    missing
}

#[test]
fn no_message_is_unused_and_none_is_missing() -> Result<()> {
    let (locales, sources) = (locales()?, sources()?);
    let messages = &locales[SOURCE];
    assert!(sources.len() > 30 && keys(messages).len() > 100);
    let unused = unused(messages, &sources).into_iter();
    let missing = missing(messages, &sources).into_iter();
    let missing = missing.map(|it| format!("used and missing: {it}"));
    none(
        unused
            .map(|it| format!("not used: {it}"))
            .chain(missing)
            .collect(),
    )
}

#[test]
fn a_message_that_nothing_names_is_found_and_one_that_is_not_there_too() {
    let messages = &sample()["en"];
    let of = |text: &str| Sources::from([("page.js".to_owned(), text.to_owned())]);
    let all = "__MSG_extensionName__ getMessage(\"languageTag\") say(\"languageDirection\") say(\"seen\")";
    assert!(unused(messages, &of(all)).is_empty());
    assert_eq!(
        unused(messages, &of(&all.replace("\"seen\"", "\"se\" + \"en\""))),
        ["seen"]
    );
    assert!(missing(messages, &of(all)).is_empty());
    assert_eq!(
        missing(messages, &of("getMessage(\"sean\")")),
        ["page.js: sean"]
    );
    assert_eq!(
        missing(messages, &of("<p data-i18n=\"no\"></p>")),
        ["page.js: no"]
    );
}
