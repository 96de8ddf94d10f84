//! The extension's English words, by their keys in `extension/_locales/en/messages.json`.
//!
//! Tests and the demo take from here what they wait for, so that whoever words a message
//! otherwise changes no test.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

const FILE: &str = "extension/_locales/en/messages.json";

/// The message under `key`.
///
/// # Errors
/// When the file cannot be read, has no such key, or the message has placeholders: for those,
/// [`english_with`], [`start_of`] or [`pieces`].
pub fn english(key: &str) -> Result<&'static str> {
    let message = message(key)?;
    ensure!(
        !message.contains('$'),
        "{FILE}: `{key}` has placeholders: fill them with `english_with`"
    );
    Ok(message)
}

/// The message under `key` with `args` in the places of `$1`, `$2`, ….
///
/// # Errors
/// When the file cannot be read, has no such key, or the message has another number of
/// placeholders.
pub fn english_with<T: ToString>(key: &str, args: &[T]) -> Result<String> {
    let mut text = message(key)?.to_owned();
    let placeholders = entry(key)?["placeholders"].as_object();
    let count = placeholders.map_or(0, |placeholders| placeholders.len());
    ensure!(
        count == args.len(),
        "{FILE}: `{key}` has {count} placeholders, not {}",
        args.len()
    );
    for (name, placeholder) in placeholders.into_iter().flatten() {
        let number = placeholder["content"].as_str().unwrap_or_default();
        let number: usize = number.trim_start_matches('$').parse()?;
        let arg = number.checked_sub(1).and_then(|at| args.get(at));
        let arg = arg.with_context(|| format!("{FILE}: `{key}` has a placeholder {number}"))?;
        text = text.replace(&format!("${}$", name.to_uppercase()), &arg.to_string());
    }
    Ok(text)
}

/// What stands before the first placeholder of the message under `key`.
///
/// # Errors
/// When the file cannot be read or has no such key.
pub fn start_of(key: &str) -> Result<&'static str> {
    Ok(message(key)?.split('$').next().unwrap_or_default())
}

/// What stands before, between and after the placeholders of the message under `key`, for
/// messages whose placeholders hold what a test does not know, such as a time.
///
/// # Errors
/// When the file cannot be read or has no such key.
pub fn pieces(key: &str) -> Result<Vec<&'static str>> {
    // `Seen $TIME$, confirmed.`: every second part is the name of a placeholder.
    Ok(message(key)?.split('$').step_by(2).collect())
}

fn message(key: &str) -> Result<&'static str> {
    let message = entry(key)?["message"].as_str();
    message.with_context(|| format!("{FILE}: no message `{key}`"))
}

fn entry(key: &str) -> Result<&'static Value> {
    static MESSAGES: OnceLock<Value> = OnceLock::new();
    let messages = match MESSAGES.get() {
        Some(messages) => messages,
        None => {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
            let text = fs::read_to_string(root.join(FILE)).context(FILE)?;
            let messages = serde_json::from_str(&text).context(FILE)?;
            MESSAGES.get_or_init(|| messages)
        }
    };
    Ok(&messages[key])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_their_order() {
        let filled = english_with("turnedBackOrOther", &["Monday", "Tuesday"]).unwrap();
        let [before, between, after] = pieces("turnedBackOrOther").unwrap()[..] else {
            panic!("two placeholders have three pieces around them");
        };
        assert_eq!(filled, format!("{before}Monday{between}Tuesday{after}"));
    }

    #[test]
    fn a_key_that_is_not_there_and_a_placeholder_that_is_not_filled_are_errors() {
        let error = english("noSuchKey").unwrap_err().to_string();
        assert!(error.contains("no message `noSuchKey`"), "{error}");
        assert!(english("calloutToCategory").is_err());
        assert!(english_with("calloutToCategory", &["one", "too many"]).is_err());
        assert_eq!(english("calloutOn").unwrap(), message("calloutOn").unwrap());
    }
}
