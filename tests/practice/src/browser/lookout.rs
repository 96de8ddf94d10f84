//! Knows how to watch the overlay all the time, so that a ring that comes and
//! goes is seen too. Looks from a world that the page's scripts
//! cannot reach; must never change the page, except to scroll when told to.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use super::chromium::Chromium;
use super::devtools::Session;
use super::overlay::Rect;
use super::{Browser, Engine, beside};

/// What was seen on the document in the tab under test.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Sights {
    /// What is seen at this moment.
    pub now: Sight,
    /// What has been seen since the watch on this document began.
    pub ever: Seen,
    /// Whether the document has been loaded.
    pub loaded: bool,
    /// Whether the browser takes the tab for one that nobody sees.
    pub hidden: bool,
}

/// One look.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sight {
    /// Whether a ring is visible.
    pub ring: bool,
    /// Whether it is around what is marked `data-here`, and not much larger.
    pub right: bool,
    /// Whether a callout is visible.
    pub callout: bool,
    /// The box of what is marked `data-here`.
    pub target: Option<Rect>,
    /// Whether all of that box is in the window.
    pub in_view: bool,
    closed: bool,
}

/// What was seen at any time.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Seen {
    /// How often an overlay was put into the page, at least.
    pub overlays: u32,
    /// A ring.
    pub ring: bool,
    /// A callout.
    pub callout: bool,
    /// A ring around what is marked.
    pub right: bool,
    /// The first ring around anything else.
    pub wrong: Option<String>,
}

/// Begins the watch where it has not begun, and adds a call to it.
fn script(call: &str) -> String {
    format!("{}\n{call}", include_str!("lookout.js"))
}

impl Browser {
    /// Says what was seen on the document in the tab under test; the first call
    /// on a document begins the watch.
    pub async fn sights(&self) -> Result<Sights> {
        let report = "return practiceLookout.report();";
        let seen = match &self.engine {
            Engine::Chromium(chromium) => {
                let page = chromium
                    .tab(&self.driver.window().await?.to_string())
                    .await?;
                let seen = look(chromium, &page, report).await?;
                match seen["now"]["closed"] == true
                    && beside::adopt(chromium, &page, "practiceLookout").await?
                {
                    true => look(chromium, &page, report).await?,
                    false => seen,
                }
            }
            Engine::Firefox => self.look_in_firefox(report).await?,
        };
        serde_json::from_value(seen.clone()).with_context(|| format!("not a look: {seen}"))
    }

    /// Brings what is marked `data-here` into view, as a person would.
    pub async fn scroll_to_target(&self) -> Result<()> {
        let scroll = "practiceLookout.scroll(); return null;";
        match &self.engine {
            Engine::Chromium(chromium) => {
                let page = chromium
                    .tab(&self.driver.window().await?.to_string())
                    .await?;
                look(chromium, &page, scroll).await?;
            }
            Engine::Firefox => drop(self.look_in_firefox(scroll).await?),
        }
        Ok(())
    }

    async fn look_in_firefox(&self, call: &str) -> Result<Value> {
        self.in_firefox("look", &script(call)).await
    }
}

/// Runs a call to the watch in an isolated world of the page.
async fn look(chromium: &Chromium, page: &Session, call: &str) -> Result<Value> {
    let expression = format!("(() => {{ {} }})()", script(call));
    beside::value(chromium, page, &expression).await
}
