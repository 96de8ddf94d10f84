//! What `data/settings.json` may say, and which broken files the build refuses: by entry and field.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

#[path = "../src/core/build/settings.rs"]
mod settings;
#[allow(dead_code, reason = "shapes that only the other file has")]
#[path = "../src/core/build/shape.rs"]
mod shape;

fn read(path: &str) -> Result<Value> {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

fn file() -> Result<Value> {
    read("data/settings.json")
}

/// The English words, with those of [`thirteenth`].
fn messages() -> Result<Value> {
    let mut messages = read("extension/_locales/en/messages.json")?;
    if let Value::Object(own) = read("tests/another-setting/messages.json")? {
        messages.as_object_mut().context("no words")?.extend(own);
    }
    Ok(messages)
}

fn rust_of(file: &Value) -> Result<String> {
    settings::rust_of(file, &messages()?).map_err(anyhow::Error::msg)
}

/// How many entries the file has, which is the position of an added one.
fn count() -> Result<usize> {
    let file = file()?;
    Ok(file["settings"].as_array().context("no list")?.len())
}

/// The build's error after `change`.
fn fault_of(change: impl FnOnce(&mut Value)) -> Result<String> {
    let mut file = file()?;
    change(&mut file);
    settings::rust_of(&file, &messages()?)
        .err()
        .context("let through")
}

/// A complete entry with two switches, the second of them reversed.
fn thirteenth() -> Result<Value> {
    read("tests/another-setting/entry.json")
}

#[test]
fn the_file_as_it_is_fits_and_so_does_one_with_another_entry() -> Result<()> {
    let mut file = file()?;
    let code = rust_of(&file)?;
    ensure!(code.contains("linkedin/linkedin-promotions.2"));
    let reversed = |code: &str| code.matches("reversed:true").count();
    let before = reversed(&code);
    file["settings"]
        .as_array_mut()
        .context("no list")?
        .push(thirteenth()?);
    let code = rust_of(&file)?;
    ensure!(code.contains("linkedin/made-up.2"));
    ensure!(
        reversed(&code) == before + 1,
        "the second alone is reversed"
    );
    Ok(())
}

#[test]
fn what_is_missing_or_unknown_is_refused_with_entry_and_field() -> Result<()> {
    for (field, value, words) in [
        (
            "path",
            Value::Null,
            &["linkedin/made-up", "path", "missing"][..],
        ),
        ("sources", json!("two"), &["linkedin/made-up", "sources"]),
        (
            "category",
            json!("nowhere"),
            &["linkedin/made-up", "category", "nowhere"],
        ),
        (
            "pathh",
            json!("x"),
            &["linkedin/made-up", "unknown field `pathh`"],
        ),
        ("switches", json!([]), &["linkedin/made-up", "switches"]),
        ("wording", json!([]), &["linkedin/made-up", "wording", "en"]),
        (
            "wording",
            json!([{"lang": "en"}]),
            &["linkedin/made-up", "wording[0].name", "missing"],
        ),
        (
            "switches",
            json!([{"keys": ["x"]}]),
            &["linkedin/made-up", "switches[0]", "title"],
        ),
        (
            "switches",
            json!([{"keys": ["x"], "title": "a", "on": "b", "off": "c", "reverse": true}]),
            &["linkedin/made-up", "switches[0]", "unknown field `reverse`"],
        ),
        (
            "switches",
            json!([{"keys": ["x"], "title": "a", "on": "b", "off": "c", "reversed": "yes"}]),
            &["linkedin/made-up", "switches[0].reversed"],
        ),
    ] {
        let mut entry = thirteenth()?;
        let fault = fault_of(|file| {
            entry[field] = value.clone();
            if value.is_null() {
                entry.as_object_mut().map(|fields| fields.remove(field));
            }
            if let Some(settings) = file["settings"].as_array_mut() {
                settings.push(entry);
            }
        })?;
        ensure!(
            words.iter().all(|it| fault.contains(it)),
            "{field} {value}: {fault}"
        );
    }
    Ok(())
}

#[test]
fn words_that_are_no_message_are_refused() -> Result<()> {
    for field in ["title", "on", "off"] {
        let fault = fault_of(|file| file["settings"][1]["switches"][0][field] = json!("forgoten"))?;
        let id = file()?["settings"][1]["id"].clone();
        let id = id.as_str().context("no id")?;
        let words = format!("{id}: switches[0].{field}: no message `forgoten`");
        ensure!(fault.starts_with(&words), "{fault}");
    }
    Ok(())
}

#[test]
fn what_is_declared_twice_is_refused() -> Result<()> {
    for (field, value) in [
        ("id", json!("linkedin/ads-by-age")),
        ("path", json!("settings/ads-by-age")),
    ] {
        let mut entry = thirteenth()?;
        let fault = fault_of(|file| {
            entry[field] = value.clone();
            if let Some(settings) = file["settings"].as_array_mut() {
                settings.push(entry);
            }
        })?;
        // The error names positions too: both entries have the same id.
        let added = format!("(settings[{}])", count()?);
        for words in ["declared twice", "linkedin/ads-by-age (settings[", &added] {
            ensure!(fault.contains(words), "{fault}");
        }
    }
    let fault =
        fault_of(|file| file["settings"][1]["switches"][0]["keys"][0] = json!("allowAdsByAge"))?;
    ensure!(
        fault.contains("`allowAdsByAge` is declared twice"),
        "{fault}"
    );
    let fault = fault_of(|file| file["settings"] = json!([]))?;
    ensure!(fault.contains("settings: there is none"), "{fault}");
    Ok(())
}
