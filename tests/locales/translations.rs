//! Each language has every English message, with the same placeholders.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::{Value, json};

use crate::{Locales, SOURCE, keys, locales, message, none, sample};

/// Messages that are the same in every language.
const NAMES: [&str; 1] = ["extensionName"];

/// So many English words in a row were forgotten by the translator. Fewer may be the same by
/// chance.
const FORGOTTEN: usize = 4;

/// What is found wrong, by the change that breaks the sample.
type Break = (&'static str, fn(&mut Locales));

/// The names between dollar signs, each as often as it is used. Text that is no name stays as it
/// is.
fn places(message: &str) -> Vec<String> {
    let mut names: Vec<_> = message.split('$').collect();
    // An odd number of dollar signs: one has no partner.
    let stray = names.len().is_multiple_of(2).then_some("$");
    names = names.into_iter().skip(1).step_by(2).collect();
    names.extend(stray);
    let mut names: Vec<_> = names.into_iter().map(str::to_lowercase).collect();
    names.sort();
    names
}

/// The names of a message's placeholders and what each stands for.
fn placeholders(messages: &Value, key: &str) -> BTreeMap<String, String> {
    let declared = messages[key]["placeholders"].as_object();
    let declared = declared.into_iter().flatten();
    declared
        .map(|(name, it)| (name.to_lowercase(), it["content"].to_string()))
        .collect()
}

/// What is wrong with the files as a whole.
fn faults(locales: &Locales) -> Vec<String> {
    let Some(source) = locales.get(SOURCE) else {
        return vec![format!("there is no {SOURCE}")];
    };
    let mut faults = Vec::new();
    for key in keys(source) {
        let description = source[key]["description"].as_str().unwrap_or_default();
        if description.trim().len() < 5 {
            faults.push(format!("{SOURCE}: {key}: no description for translators"));
        }
        let used: BTreeSet<_> = places(message(source, key)).into_iter().collect();
        let declared = placeholders(source, key).into_keys().collect();
        if used != declared {
            faults.push(format!(
                "{SOURCE}: {key}: places {used:?}, not {declared:?}"
            ));
        }
    }
    for (locale, messages) in locales {
        let (here, there) = (keys(messages), keys(source));
        for (one, without, file) in [(&there, &here, locale.as_str()), (&here, &there, SOURCE)] {
            let absent: Vec<_> = one.difference(without).copied().collect();
            if !absent.is_empty() {
                let absent = absent.join(", ");
                faults.push(format!("missing in {file}/messages.json: {absent}"));
            }
        }
        for key in keys(source).intersection(&keys(messages)) {
            let found = fault(source, messages, key);
            faults.extend(found.map(|fault| format!("{locale}: {key}: {fault}")));
        }
        let tag = message(messages, "languageTag").replace('-', "_");
        let language = locale.split('_').next().unwrap_or_default();
        if tag.split('_').next() != Some(language) {
            faults.push(format!("{locale}: languageTag: {tag}"));
        }
        let direction = message(messages, "languageDirection");
        if !["ltr", "rtl"].contains(&direction) {
            faults.push(format!("{locale}: languageDirection: {direction}"));
        }
        if locale != SOURCE {
            let left = keys(source).into_iter().filter(|key| {
                let text = message(source, key);
                text.split(' ').count() >= FORGOTTEN && text == message(messages, key)
            });
            faults.extend(left.map(|key| format!("{locale}: {key}: still in English")));
        }
    }
    faults
}

/// What is wrong with a message, compared with the English one.
fn fault(source: &Value, messages: &Value, key: &str) -> Option<String> {
    let (original, text) = (message(source, key), message(messages, key));
    if text.is_empty() || text != text.trim() {
        return Some(format!("{text:?}"));
    }
    if NAMES.contains(&key) && text != original {
        return Some(format!("{text:?}: a name is not translated"));
    }
    if places(text) != places(original) {
        return Some(format!("{text:?} has other places than {original:?}"));
    }
    let (declared, expected) = (placeholders(messages, key), placeholders(source, key));
    (declared != expected).then(|| format!("placeholders {declared:?}, not {expected:?}"))
}

#[test]
fn every_language_says_everything_with_the_same_places() -> Result<()> {
    none(faults(&locales()?))
}

#[test]
fn a_translation_with_a_fault_is_refused() {
    assert_eq!(faults(&sample()), Vec::<String>::new());
    let breaks: [Break; 11] = [
        ("missing in de/messages.json: seen", |it| {
            drop(remove(it, "de", "seen"))
        }),
        ("missing in en/messages.json: more", |it| {
            it.entry("de".into()).or_default()["more"] = json!({"message": "Mehr"})
        }),
        ("de: seen: \"\"", |it| {
            it.entry("de".into()).or_default()["seen"]["message"] = json!("")
        }),
        ("has other places", |it| {
            it.entry("de".into()).or_default()["seen"]["message"] = json!("Gesehen.")
        }),
        ("has other places", |it| {
            it.entry("de".into()).or_default()["seen"]["message"] = json!("$DAY$ $DAY$")
        }),
        ("has other places", |it| {
            it.entry("de".into()).or_default()["seen"]["message"] = json!("Am $DAY$ für 5$")
        }),
        ("de: seen: placeholders", |it| {
            it.entry("de".into()).or_default()["seen"]["placeholders"]["day"]["content"] =
                json!("$2");
        }),
        ("a name is not translated", |it| {
            it.entry("de".into()).or_default()["extensionName"]["message"] = json!("Achtung");
        }),
        ("de: languageDirection: right", |it| {
            it.entry("de".into()).or_default()["languageDirection"]["message"] = json!("right");
        }),
        ("still in English", |it| {
            it.entry("de".into()).or_default()["seen"]["message"] = json!("Seen at home on $DAY$.");
        }),
        ("en: seen: no description", |it| {
            it.entry("en".into()).or_default()["seen"]["description"] = json!("")
        }),
    ];
    for (expected, break_it) in breaks {
        let mut locales = sample();
        for messages in locales.values_mut() {
            assert!(messages.is_object());
        }
        break_it(&mut locales);
        let found = faults(&locales);
        assert!(
            found.iter().any(|fault| fault.contains(expected)),
            "{expected}: {found:?}"
        );
    }
}

fn remove(locales: &mut Locales, locale: &str, key: &str) -> Option<Value> {
    locales.get_mut(locale)?.as_object_mut()?.remove(key)
}
