//! Notes every record and every badge from a moment on, so that a test can say what was never
//! shown. Watches from a page of the extension in the background.

use anyhow::Result;
use serde::Deserialize;
use serde_json::Value;

use crate::stage::{SETTING_ID, Stage};

/// What was seen, in order, without repetitions.
#[derive(Debug, Deserialize)]
pub struct Watched {
    /// The texts of the badge.
    pub badges: Vec<String>,
    /// What was recorded of the setting's switch.
    pub switches: Vec<Value>,
    /// The looks that failed.
    pub looks: Vec<Value>,
}

/// There is no event for the badge, so it is asked for often.
const WATCH: &str = "
    const seen = window.watched = { badges: [], switches: [], looks: [] };
    const note = (list, value) => {
      if (JSON.stringify(list.at(-1)) !== JSON.stringify(value)) list.push(value);
    };
    const take = (record) => {
      const entry = record?.settings?.[SETTING];
      if (entry?.switch) note(seen.switches, entry.switch);
      if (entry?.look) note(seen.looks, entry.look);
    };
    take((await chrome.storage.local.get('record')).record);
    chrome.storage.onChanged.addListener((changes, area) => {
      if (area === 'local' && changes.record) take(changes.record.newValue);
    });
    setInterval(async () => {
      const [tab] = await chrome.tabs.query({ active: true });
      if (tab) note(seen.badges, await chrome.action.getBadgeText({ tabId: tab.id }));
    }, 50);";

impl Stage {
    /// Begins to watch. The present switch is the first one.
    pub async fn watch(&self) -> Result<()> {
        let body = WATCH.replace("SETTING", &format!("{SETTING_ID:?}"));
        self.browser.run_in_extension(&body).await.map(drop)
    }

    /// What was seen since then.
    pub async fn watched(&self) -> Result<Watched> {
        let seen = self.browser.run_in_extension("return window.watched;");
        Ok(serde_json::from_value(seen.await?)?)
    }

    /// Waits as [`Stage::lives_for`] does; then the page testifies, and the background has handled
    /// that.
    pub async fn in_view_for(&self, seconds: u64) -> Result<()> {
        self.lives_for(seconds).await?;
        self.say_again().await.map(drop)
    }

    /// Waits until the page in the tab under test has been in view for so many seconds of its own
    /// time: to see that something does not come.
    pub async fn lives_for(&self, seconds: u64) -> Result<()> {
        // In pieces, because the driver waits only so long.
        for begun in (0..seconds).step_by(10) {
            let piece = (seconds - begun).min(10);
            let time = format!(
                "const done = arguments[arguments.length - 1];
                 let left = {piece} * 1000;
                 let last = performance.now();
                 const next = () => {{
                   const now = performance.now();
                   if (!document.hidden) left -= now - last;
                   last = now;
                   if (left > 0) setTimeout(next, 100);
                   else done();
                 }};
                 next();"
            );
            self.browser.driver.execute_async(time, []).await?;
        }
        Ok(())
    }
}

/// Longer than it takes until a page counts as not recognised, in seconds.
pub const GIVEN_UP: u64 = 12;
/// Longer than it takes a quiet page to settle, in seconds.
pub const SETTLED: u64 = 5;

impl Watched {
    /// Whether the badge ever had this text.
    pub fn badge_was(&self, text: &str) -> bool {
        self.badges.iter().any(|badge| badge == text)
    }

    /// Whether the switch has ever been recorded so.
    pub fn was(&self, state: &str, confirmed: bool) -> bool {
        let is_so = |it: &Value| it["state"] == state && it["confirmed"] == confirmed;
        self.switches.iter().any(is_so)
    }

    /// The states that were recorded, one after the other.
    pub fn states(&self) -> Vec<&str> {
        let mut states: Vec<&str> = self
            .switches
            .iter()
            .filter_map(|it| it["state"].as_str())
            .collect();
        states.dedup();
        states
    }
}
