//! Whether the words of every language have room in the popup.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use practice::browser::Kind;
use serde_json::{Value, json};

use crate::popup::tab_shows;
use crate::stage::Stage;

/// Puts one language's messages into their places, and gives those that have no room there:
/// what is wider than the popup (no word is broken to fit), more than one line where there is
/// one, and more than three in the headline.
const WITHOUT_ROOM: &str = r##"
const messages = arguments[0];
const found = [];
const lines = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom))).size;
};
const put = (element, key, most) => {
  element.textContent = messages[key].message;
  const range = document.createRange();
  range.selectNodeContents(element);
  const { left, right } = document.querySelector("main").getBoundingClientRect();
  const words = range.getBoundingClientRect();
  if (words.width === 0) found.push(`${key}: not shown`);
  else if (words.left < left || words.right > right || element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
    found.push(`${key}: too wide`);
  if (lines(element) > most) found.push(`${key}: ${lines(element)} lines`);
};
// As wide as beside a scroll bar of the usual 15 pixels, which the popup has and a tab has not.
document.body.style.width = "353px";
document.body.style.overflowWrap = "normal";
for (const it of document.querySelectorAll("details")) it.open = true;
for (const it of document.querySelectorAll("[hidden]:not(.managed)")) it.hidden = false;
for (const it of document.querySelectorAll("[data-i18n]:not(.heard)")) {
  it.hidden = false;
  put(it, it.dataset.i18n, it.matches("button, .primary, summary, h2") ? 1 : 99);
}
const kind = document.querySelector(".kind");
for (const key of Object.keys(messages)) {
  if (/^status[A-Z]/.test(key)) put(document.querySelector("#headline"), key, 3);
  if (/^kind[A-Z]/.test(key)) put(kind, key, 1);
}
return found;
"##;

async fn without_room(stage: &Stage, messages: &Value) -> Result<Vec<String>> {
    let found = stage
        .browser
        .driver
        .execute(WITHOUT_ROOM, [messages.clone()])
        .await?;
    Ok(found.convert()?)
}

pub async fn every_message_has_room_in_the_popup_in_every_language(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let popup = stage.browser.popup_tab().await?;
    tab_shows(&stage.browser, "unknown", false).await?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("extension/_locales");
    let mut seen = 0;
    let mut faults = Vec::new();
    for locale in std::fs::read_dir(folder)? {
        let locale = locale?;
        let text = std::fs::read_to_string(locale.path().join("messages.json"))?;
        let messages: Value = serde_json::from_str(&text)?;
        let found = without_room(&stage, &messages).await?;
        let name = locale.file_name().to_string_lossy().into_owned();
        faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
        seen += 1;
        if name == "en" {
            // So that nobody takes a measure for good that finds nothing.
            let mut broken = messages;
            for key in ["openSetting", "meansPast", "kindReminder", "statusUnknown"] {
                let text = broken[key]["message"].as_str().context(key)?;
                let longer = format!("{text} {}", "and on and on ".repeat(9));
                broken[key]["message"] = match key {
                    "meansPast" => json!("Donaudampfschifffahrtsgesellschaftskapitänskajüte"),
                    _ => json!(longer),
                };
            }
            let found = without_room(&stage, &broken).await?;
            for key in ["openSetting", "meansPast", "kindReminder", "statusUnknown"] {
                let fault = found.iter().any(|fault| fault.starts_with(key));
                ensure!(fault, "{key} is not found: {found:?}");
            }
        }
    }
    ensure!(seen > 10, "only {seen} languages");
    ensure!(faults.is_empty(), "{faults:#?}");
    stage.browser.close_popup_tab(popup).await
}
