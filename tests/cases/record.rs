//! Records the testimonies of content scripts, in a form that is the same in each run.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use practice::browser::Browser;
use practice::cases::{Case, Expect};
use serde_json::{Value, json};

/// Runs in a page of the extension, which hears all messages to the background.
const LISTEN: &str = "
    if (!globalThis.overheard) {
      globalThis.overheard = [];
      chrome.runtime.onMessage.addListener((message, sender) => {
        if (message?.testimony) overheard.push([sender.frameId ?? 0, message.testimony]);
      });
    }
    overheard.length = 0;";

/// Begins to listen. What was heard before is forgotten.
pub async fn listen(browser: &Browser) -> Result<()> {
    browser.run_in_extension(LISTEN).await.map(drop)
}

/// Writes the last search of each frame, the page's own first. An error where there was none but
/// something must be found: such a recording would test nothing.
pub async fn write(browser: &Browser, case: &Case, folder: &Path) -> Result<()> {
    let file = case.recording(folder);
    let heard = browser.run_in_extension("return overheard;").await?;
    let mut last = BTreeMap::new();
    for said in heard.as_array().context("nothing to listen to")? {
        // A testimony from watching is left out: the core must be tested on the search.
        if said[1]["named"].as_array().is_none_or(Vec::is_empty) {
            last.insert(said[0].as_u64(), said[1].clone());
        }
    }
    let mut facts: Vec<Value> = last.into_values().collect();
    ensure!(
        !facts.is_empty() || case.head.expect == Expect::Nothing,
        "{} is not written: the content script told of no search",
        file.display()
    );
    let mut refs = Vec::new();
    for fact in &mut facts {
        settle(fact, &mut refs);
    }
    let text = serde_json::to_string_pretty(&facts)? + "\n";
    std::fs::write(&file, text).with_context(|| file.display().to_string())
}

const DURATIONS: [&str; 5] = ["waited", "age", "held", "quiet", "quietBefore"];

fn is_time(key: &str) -> bool {
    key.ends_with("At") || ["id", "since", "priorSince"].contains(&key)
}

/// Numbers the references in order, sets all times to zero, and rounds durations.
fn settle(value: &mut Value, refs: &mut Vec<Value>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| settle(item, refs)),
        Value::Object(fields) => {
            for (key, field) in fields {
                if key == "ref" && field.is_number() {
                    let known = refs.iter().position(|known| known == field);
                    let number = known.unwrap_or_else(|| {
                        refs.push(field.clone());
                        refs.len() - 1
                    });
                    *field = json!(number + 1);
                } else if is_time(key) && field.is_number() {
                    *field = json!(0);
                } else if DURATIONS.contains(&key.as_str()) {
                    // Whole seconds, which is how the core's waiting times are given.
                    let seconds = field.as_f64().unwrap_or_default() / 1000.0;
                    *field = json!(seconds.floor() * 1000.0);
                } else {
                    settle(field, refs);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
