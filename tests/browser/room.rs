//! Whether the messages of every language fit into our pages.

use anyhow::{Context, Result, ensure};
use practice::browser::Kind;
use serde_json::{Value, json};

use crate::popup::tab_shows;
use crate::size::languages;
use crate::stage::Stage;

/// Puts the messages of a language into the page. Returns those that do not fit.
const WITHOUT_ROOM: &str = include_str!("room.js");

/// Our pages, each with messages that must be found when they are made too long.
const PAGES: [(&str, &[&str]); 2] = [
    (
        "popup/popup.html",
        &["openSetting", "statusUnknown", "switchOn"],
    ),
    (
        "details/details.html",
        &[
            "openSetting",
            "meansPast",
            "kindReminder",
            "regionGermany",
            "turnedBackOrOther",
            "calloutOnMeans",
            "calloutReload",
        ],
    ),
];

async fn without_room(stage: &Stage, messages: &Value, english: &Value) -> Result<Vec<String>> {
    let found = stage
        .browser
        .driver
        .execute(WITHOUT_ROOM, [messages.clone(), english.clone()])
        .await?;
    Ok(found.convert()?)
}

pub async fn every_message_has_room_in_every_language(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let languages = languages()?;
    let mut all = languages.iter();
    let (_, english) = all.find(|(name, _)| name == "en").context("no English")?;
    for (page, too_long) in PAGES {
        let tab = stage.browser.page_tab(page).await?;
        tab_shows(&stage.browser, "unknown", false).await?;
        let mut faults = Vec::new();
        for (name, messages) in &languages {
            let found = without_room(&stage, messages, english).await?;
            faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
        }
        ensure!(faults.is_empty(), "{page}: {faults:#?}");
        // The measure itself is tested: with messages that are too long it must find something.
        let mut broken = english.clone();
        for key in too_long {
            let text = broken[key]["message"].as_str().context(*key)?;
            broken[key]["message"] = match *key {
                "meansPast" | "turnedBackOrOther" | "calloutOnMeans" => {
                    json!("Donaudampfschifffahrtsgesellschaftskapitänskajüte")
                }
                _ => json!(format!("{text} {}", "and on and on ".repeat(9))),
            };
        }
        let found = without_room(&stage, &broken, english).await?;
        for key in too_long {
            let fault = found.iter().any(|fault| fault.starts_with(key));
            ensure!(fault, "{key} is not found: {found:?}");
        }
        stage.browser.close_popup_tab(tab).await?;
    }
    Ok(())
}
