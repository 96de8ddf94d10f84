//! Whether the words of every language have room in the popup.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use practice::browser::Kind;
use serde_json::{Value, json};

use crate::popup::tab_shows;
use crate::stage::Stage;

/// Puts one language's messages into their places, and gives those that have no room there.
const WITHOUT_ROOM: &str = include_str!("room.js");

/// Messages of all kinds of places.
const TOO_LONG: [&str; 8] = [
    "openSetting",
    "meansPast",
    "kindReminder",
    "statusUnknown",
    "regionGermany",
    "turnedBackOrOther",
    "calloutOnMeans",
    "calloutReload",
];

async fn without_room(stage: &Stage, messages: &Value, english: &Value) -> Result<Vec<String>> {
    let found = stage
        .browser
        .driver
        .execute(WITHOUT_ROOM, [messages.clone(), english.clone()])
        .await?;
    Ok(found.convert()?)
}

pub async fn every_message_has_room_in_the_popup_in_every_language(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let popup = stage.browser.popup_tab().await?;
    tab_shows(&stage.browser, "unknown", false).await?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("extension/_locales");
    let messages = |locale: &Path| -> Result<Value> {
        let text = std::fs::read_to_string(locale.join("messages.json"))?;
        Ok(serde_json::from_str(&text)?)
    };
    let english = messages(&folder.join("en"))?;
    let mut seen = 0;
    let mut faults = Vec::new();
    for locale in std::fs::read_dir(folder)? {
        let locale = locale?;
        let found = without_room(&stage, &messages(&locale.path())?, &english).await?;
        let name = locale.file_name().to_string_lossy().into_owned();
        faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
        seen += 1;
    }
    ensure!(seen > 10, "only {seen} languages");
    ensure!(faults.is_empty(), "{faults:#?}");
    // So that nobody takes a measure for good that finds nothing.
    let mut broken = english.clone();
    for key in TOO_LONG {
        let text = broken[key]["message"].as_str().context(key)?;
        broken[key]["message"] = match key {
            "meansPast" | "turnedBackOrOther" | "calloutOnMeans" => {
                json!("Donaudampfschifffahrtsgesellschaftskapitänskajüte")
            }
            _ => json!(format!("{text} {}", "and on and on ".repeat(9))),
        };
    }
    let found = without_room(&stage, &broken, &english).await?;
    for key in TOO_LONG {
        let fault = found.iter().any(|fault| fault.starts_with(key));
        ensure!(fault, "{key} is not found: {found:?}");
    }
    stage.browser.close_popup_tab(popup).await
}
