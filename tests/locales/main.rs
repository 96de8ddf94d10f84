//! The words in every language: complete, used, and nowhere else than in `_locales`.
//! Whether they fit into the popup is looked at in `browser/room.rs`.
//!
//! - `translations`: each language says what English says
//! - `used`: each message is used, and each that is used is there
//! - `words`: pages and code hold no words of their own

mod translations;
mod used;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// The language that the others are translated from.
const SOURCE: &str = "en";

/// What each file under `_locales` holds, by the name of its folder.
type Locales = BTreeMap<String, Value>;

/// The texts of files, by their path.
type Sources = BTreeMap<String, String>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn locales() -> Result<Locales> {
    let mut locales = Locales::new();
    for folder in fs::read_dir(root().join("extension/_locales"))? {
        let folder = folder?;
        let name = folder.file_name().to_string_lossy().into_owned();
        let text = fs::read_to_string(folder.path().join("messages.json"))?;
        let messages = serde_json::from_str(&text).with_context(|| name.clone())?;
        locales.insert(name, messages);
    }
    Ok(locales)
}

/// All files below `folder` whose name ends so, but for those below `_locales`.
fn read(folder: &str, endings: &[&str], into: &mut Sources) -> Result<()> {
    for entry in fs::read_dir(root().join(folder)).context(folder.to_owned())? {
        let entry = entry?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            if !path.ends_with("/_locales") {
                read(&path, endings, into)?;
            }
        } else if endings.iter().any(|ending| path.ends_with(ending)) {
            into.insert(path.clone(), fs::read_to_string(root().join(&path))?);
        }
    }
    Ok(())
}

/// The texts of all files that may use a message.
fn sources() -> Result<Sources> {
    let mut sources = Sources::new();
    read("extension", &[".html", ".js", ".ts", ".json"], &mut sources)?;
    read("src", &[".rs"], &mut sources)?;
    read("data", &[".json"], &mut sources)?;
    let manifest = fs::read_to_string(root().join("manifest.json"))?;
    sources.insert("manifest.json".to_owned(), manifest);
    // A message that only a test uses is not used.
    for text in sources.values_mut() {
        if let Some((code, _)) = text.split_once("#[cfg(test)]") {
            *text = code.to_owned();
        }
    }
    Ok(sources)
}

/// An error with one line for each of `found`; none where it is empty.
fn none(found: Vec<String>) -> Result<()> {
    ensure!(found.is_empty(), "\n{}", found.join("\n"));
    Ok(())
}

fn keys(messages: &Value) -> BTreeSet<&str> {
    let messages = messages.as_object().into_iter().flatten();
    messages.map(|(key, _)| key.as_str()).collect()
}

fn message<'m>(messages: &'m Value, key: &str) -> &'m str {
    messages[key]["message"].as_str().unwrap_or_default()
}

/// A good English file, and a good translation of it.
fn sample() -> Locales {
    let english = json!({
        "languageTag": {"message": "en", "description": "The language."},
        "languageDirection": {"message": "ltr", "description": "Its direction."},
        "extensionName": {"message": "Heads Up", "description": "The name."},
        "seen": {
            "message": "Seen at home on $DAY$.",
            "description": "When it was seen.",
            "placeholders": {"day": {"content": "$1"}},
        },
    });
    let german = json!({
        "languageTag": {"message": "de"},
        "languageDirection": {"message": "ltr"},
        "extensionName": {"message": "Heads Up"},
        "seen": {
            "message": "Am $DAY$ zu Hause gesehen.",
            "placeholders": {"day": {"content": "$1"}},
        },
    });
    Locales::from([("en".to_owned(), english), ("de".to_owned(), german)])
}
