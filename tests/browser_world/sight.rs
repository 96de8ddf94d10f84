//! What can be read at one moment: of the page in front, and of the extension's record, badge and
//! callout.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use super::place::Place;
use super::record;

/// The setting's key, as LinkedIn calls it.
pub const KEY: &str = "allowDataForGenerativeAI";

/// The page in front, read in the page.
#[derive(Debug, Clone, Deserialize)]
pub struct Page {
    /// `performance.timeOrigin`: which document.
    pub document: f64,
    /// When it began to load, in milliseconds since 1970.
    pub began: f64,
    /// `navigate`, `reload`, `back_forward`, or `prerender`.
    pub navigation: Option<String>,
    pub path: String,
    pub ready: String,
    pub in_view: bool,
    /// Whether its switch is on; `None` where it has none that could be recognised.
    pub shown: Option<bool>,
    pub dialog: bool,
}

const PAGE: &str = r#"
    const input = document.querySelector('[aria-labelledby="KEY"], .setting-toggle__toggle input');
    const [navigation] = performance.getEntriesByType("navigation");
    return {
      document: performance.timeOrigin,
      began: Date.now() - performance.now(),
      navigation: navigation?.type ?? null,
      path: location.pathname,
      ready: document.readyState,
      in_view: !document.hidden,
      shown: input?.checked ?? null,
      dialog: document.getElementById("dialog") !== null,
    };
"#;

/// What the extension says.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// All that is stored under `record`.
    pub record: Option<Value>,
    pub badge: String,
    /// What the callout says over the page in front.
    pub callout: Option<String>,
}

const SAID: &str = "
    const asked = [chrome.storage.local.get('record'), chrome.tabs.query({ active: true })];
    const [{ record }, [tab]] = await Promise.all(asked);
    return { record: record ?? null, badge: await chrome.action.getBadgeText({ tabId: tab.id }) };";

/// Both, at the same moment.
#[derive(Debug, Clone)]
pub struct Sight {
    pub page: Page,
    pub said: Said,
}

/// What the popup shows.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Popup {
    pub status: String,
    pub confirmed: bool,
    pub words: String,
}

const POPUP: &str = "
    for (let frame = 0; frame < 200 && !document.querySelector('main').dataset.status; frame++) {
      await new Promise((done) => setTimeout(done, 10));
    }
    const main = document.querySelector('main');
    return { status: main.dataset.status ?? '', confirmed: main.dataset.confirmed === 'true', words: main.innerText };";

/// Now, in milliseconds since 1970.
pub fn now() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0.0, |since| since.as_secs_f64() * 1000.0)
}

impl Place {
    /// The page in front.
    pub async fn page(&self) -> Result<Page> {
        let page = self.run(&PAGE.replace("KEY", KEY)).await?;
        serde_json::from_value(page).context("the page does not say what it is")
    }

    /// Page and extension, read again until nothing has changed in between.
    pub async fn sight(&self) -> Result<Sight> {
        let mut before = self.record_and_badge().await?;
        // A page that changes all the time may never be read in one go.
        for _ in 0..8 {
            let page = self.page().await?;
            let overlay = self.browser.overlay().await?;
            let callout = overlay.and_then(|it| it.callout).map(|it| it.text);
            let page_after = self.page().await?;
            let after = self.record_and_badge().await?;
            let is_same = before == after
                && (page.document, page.shown) == (page_after.document, page_after.shown);
            let (record, badge) = after.clone();
            before = after;
            if is_same {
                let said = Said {
                    record,
                    badge,
                    callout,
                };
                return Ok(Sight { page, said });
            }
        }
        anyhow::bail!("page and record change faster than they can be read")
    }

    async fn record_and_badge(&self) -> Result<(Option<Value>, String)> {
        let said = self.browser.run_in_extension(SAID).await?;
        let record = Some(said["record"].clone()).filter(|it| !it.is_null());
        let badge = said["badge"].as_str().context("no badge")?.to_owned();
        Ok((record, badge))
    }

    /// Opens the popup, reads it, and closes it.
    pub async fn popup(&self) -> Result<Popup> {
        let popup = self.browser.real_popup().await?;
        let shown = popup.run(POPUP).await;
        popup.close().await?;
        serde_json::from_value(shown?).context("the popup says nothing")
    }
}

impl Said {
    /// What the switch was last shown to be: on or off, and whether that is confirmed.
    pub fn switch(&self) -> Option<(bool, bool)> {
        let switch = record::switch(self.record.as_ref())?;
        Some((switch["state"] == "on", switch["confirmed"] == true))
    }

    /// Of what time the switch is, in milliseconds since 1970.
    pub fn as_of(&self) -> Option<f64> {
        let switch = record::switch(self.record.as_ref())?;
        record::time(&switch["asOf"]).map(|at| at as f64)
    }

    /// Whether the record has "off, confirmed" followed by "on", unseen and confirmed, and the
    /// person has done nothing since it was off.
    pub fn turned_back(&self) -> bool {
        let [.., off, on] = record::history(self.record.as_ref()) else {
            return false;
        };
        self.switch() == Some((true, true))
            && (&on["to"], &on["by"]) == (&Value::from("on"), &Value::from("unseen"))
            && off["to"] == "off"
            && off["confirmed"] == true
            && record::entry(self.record.as_ref())
                .and_then(|entry| record::time(&entry["acted"]))
                .is_none_or(|acted| Some(acted) <= record::time(&off["at"]))
    }
}
