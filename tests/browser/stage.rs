//! A practice site and a browser with the extension, and the looks and clicks
//! that the tests share.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use practice::browser::{Browser, Callout, Kind, Options, Overlay, Rect, wait_for, wait_until};
use practice::site::Scenario;
use practice::words::english;
use serde_json::{Value, json};

use crate::shared::{self, Place};

pub const SITE: &str = "https://www.linkedin.com";
pub const ACCOUNT: &str = "/mypreferences/d/categories/account";
pub const PRIVACY: &str = "/mypreferences/d/categories/privacy";
pub const SETTING: &str = "/mypreferences/d/settings/data-for-ai-improvement";

/// The switch that a person sees, on the practice site.
pub const TRACK: &str = r#"[aria-labelledby="allowDataForGenerativeAI"] + label"#;

/// What the record calls the setting.
pub const SETTING_ID: &str = "linkedin/ai-training";

/// LinkedIn's own key of it.
pub const KEY: &str = "allowDataForGenerativeAI";

/// Every overlay that is on the page.
pub const OVERLAYS: &str = "html > div[popover=manual], body > div[popover=manual]";

/// How long anything that is expected may take.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// `stage.site` and `stage.browser`, for one test.
pub struct Stage(Arc<Place>);

impl Deref for Stage {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Stage {
    /// A well-behaved site with the setting on, in a default window.
    pub async fn open(kind: Kind) -> Result<Self> {
        Self::on(kind, Scenario::default()).await
    }

    /// In a default window, of a browser that was another test's and is as new.
    pub async fn on(kind: Kind, scenario: Scenario) -> Result<Self> {
        Ok(Self(shared::take(kind, scenario).await?))
    }

    /// On the setting's page, with its switch below the window.
    pub async fn with_the_switch_below(kind: Kind) -> Result<Self> {
        let stage = Self::open(kind).await?;
        stage.go(SETTING).await?;
        stage.ringed(TRACK, english("calloutOn")?).await?;
        stage
            .run("document.querySelector('main').style.paddingTop = '3000px'")
            .await?;
        Ok(stage)
    }

    /// In a browser of its own: for other options, and for tests after which it is not as it was.
    pub async fn alone(
        kind: Kind,
        scenario: Scenario,
        adjust: impl FnOnce(&mut Options),
    ) -> Result<Self> {
        let place = Place::open(kind, scenario, adjust).await?;
        Ok(Self(Arc::new(place)))
    }

    /// The browser, to install and remove extensions: only on a stage that is alone.
    pub fn own_browser(&mut self) -> Result<&mut Browser> {
        let place = Arc::get_mut(&mut self.0).context("this browser is shared")?;
        Ok(&mut place.browser)
    }

    pub async fn go(&self, path: &str) -> Result<()> {
        Ok(self.browser.driver.goto(format!("{SITE}{path}")).await?)
    }

    /// Runs `script`, the body of a function, in the page.
    pub async fn run(&self, script: &str) -> Result<Value> {
        Ok(self
            .browser
            .driver
            .execute(script, [])
            .await?
            .json()
            .clone())
    }

    /// The box of the first element that `css` selects.
    pub async fn box_of(&self, css: &str) -> Result<Rect> {
        let script = format!(
            "const {{x, y, width, height}} = document.querySelector({css:?}).getBoundingClientRect();
             return {{x, y, width, height}}"
        );
        let rect = self.run(&script).await?;
        serde_json::from_value(rect).with_context(|| format!("no box of {css}"))
    }

    /// Waits until the overlay is as `accept` wants it.
    pub async fn overlay(&self, what: &str, accept: impl Fn(&Overlay) -> bool) -> Result<Overlay> {
        let seen = wait_for(
            what,
            PATIENCE,
            async || self.browser.overlay().await,
            |seen| seen.as_ref().is_some_and(&accept),
        )
        .await?;
        seen.context("checked above")
    }

    /// Waits until nothing of the overlay can be seen, whether or not it is there.
    pub async fn nothing_drawn(&self, why: &str) -> Result<()> {
        wait_for(
            &format!("nothing to be drawn: {why}"),
            PATIENCE,
            async || self.browser.overlay().await,
            |seen| {
                let seen = seen.as_ref();
                seen.is_none_or(|it| it.ring.is_none() && it.callout.is_none())
            },
        )
        .await?;
        Ok(())
    }

    /// Waits until there is no overlay.
    pub async fn no_overlay(&self, why: &str) -> Result<()> {
        wait_for(
            &format!("no overlay: {why}"),
            PATIENCE,
            async || self.browser.overlay().await,
            Option::is_none,
        )
        .await?;
        Ok(())
    }

    /// Waits until the ring is around what `css` selects and the callout says
    /// `words`, and returns the callout.
    pub async fn ringed(&self, css: &str, words: &str) -> Result<Callout> {
        self.ringed_as(css, words, Rect::encloses).await
    }

    /// The same of a row or label that draws the switch as a part of itself: around that part.
    pub async fn ringed_in(&self, css: &str, words: &str) -> Result<Callout> {
        self.ringed_as(css, words, Rect::is_about_a_part_of).await
    }

    async fn ringed_as(
        &self,
        css: &str,
        words: &str,
        is_right: fn(&Rect, &Rect) -> bool,
    ) -> Result<Callout> {
        wait_until(
            &format!("a ring around {css} and a callout with {words:?}"),
            PATIENCE,
            async || {
                let overlay = self.browser.overlay().await?.context("no overlay")?;
                let target = self.box_of(css).await?;
                let ring = overlay.ring.is_some_and(|ring| is_right(&ring, &target));
                let callout = overlay.callout.clone().filter(|it| it.text.contains(words));
                ensure!(
                    ring && callout.is_some(),
                    "target {target:?}, overlay {overlay:#?}"
                );
                Ok(callout)
            },
        )
        .await
    }

    /// Waits until there is what `css` selects, and returns its box.
    pub async fn appears(&self, css: &str) -> Result<Rect> {
        wait_until(css, PATIENCE, async || self.box_of(css).await.map(Some)).await
    }

    /// Clicks on what `css` selects, as a person does, as soon as it is there.
    pub async fn click(&self, css: &str) -> Result<()> {
        let (x, y) = self.appears(css).await?.center();
        self.browser.click_at(x, y).await
    }

    /// What is recorded of the setting, `null` where nothing is.
    pub async fn entry(&self) -> Result<Value> {
        Ok(self.browser.storage().await?["record"]["settings"][SETTING_ID].clone())
    }

    /// What its switch was last shown to be, `null` where it was never seen.
    pub async fn switch(&self) -> Result<Value> {
        Ok(self.entry().await?["switch"].clone())
    }

    /// How the last look failed, `null` where it did not.
    pub async fn look(&self) -> Result<Value> {
        Ok(self.entry().await?["look"].clone())
    }

    /// Stores a record that was written while the clock was years ahead.
    pub async fn seen_in_2099(&self, state: &str) -> Result<()> {
        let ahead = "2099-01-01T00:00:00Z";
        let record = json!({"schema": 2, "settings": {SETTING_ID: {
            "switch": {"state": state, "confirmed": true, "since": ahead, "seen": ahead, "asOf": ahead, "evidence": "key"},
            "history": [{"at": ahead, "to": state, "by": "unseen"}],
        }}});
        self.browser.set_storage(&json!({"record": record})).await
    }

    /// Waits until the record says so, and returns the part of it that does: the switch, or
    /// of a failed look, which is never confirmed, the look.
    pub async fn recorded(&self, status: &str, confirmed: bool) -> Result<Value> {
        let (part, field, value) = match status {
            "opted-in" => ("switch", "state", "on"),
            "opted-out" => ("switch", "state", "off"),
            failed => ("look", "outcome", failed),
        };
        let is_so = |entry: &Value| {
            let part = &entry[part];
            part[field] == value && part["confirmed"].as_bool().unwrap_or(false) == confirmed
        };
        let entry = wait_for(
            &format!("the record to say {status}, confirmed {confirmed}"),
            PATIENCE,
            async || self.entry().await,
            is_so,
        )
        .await?;
        Ok(entry[part].clone())
    }

    /// The states that the switch has passed through, in order.
    pub async fn history(&self) -> Result<Vec<String>> {
        self.changes("to").await
    }

    /// Who brought each of them about.
    pub async fn history_by(&self) -> Result<Vec<String>> {
        self.changes("by").await
    }

    async fn changes(&self, field: &str) -> Result<Vec<String>> {
        let entry = self.entry().await?;
        let changes = entry["history"].as_array().into_iter().flatten();
        let words = changes.filter_map(|change| change[field].as_str());
        Ok(words.map(str::to_owned).collect())
    }

    /// Has every page with our content script look and say once more what it sees, and
    /// returns when each was answered, with how many there are. What has not happened
    /// by then does not happen, as long as nothing changes.
    pub async fn say_again(&self) -> Result<u64> {
        // Heard from before it is asked: what is watched testifies before it answers.
        let ask = "const { onMessage } = chrome.runtime;
             const told = (tab) => new Promise((done) => onMessage.addListener(function hear(message, { tab: from }) {
               if (!message?.testimony || from?.id !== tab) return;
               onMessage.removeListener(hear);
               done(1);
             }));
             const again = ({ id }) => {
               const answer = told(id);
               return chrome.tabs.sendMessage(id, 'scan').then(() => answer, () => 0);
             };
             const asked = await Promise.all((await chrome.tabs.query({})).map(again));
             return asked.reduce((sum, one) => sum + one, 0);";
        let pages = self.browser.run_in_extension(ask).await?;
        self.heard().await?;
        // The answer is drawn at once; what was drawn is seen in the next frame. What is
        // searched for is told in a frame, too.
        let frame = "requestAnimationFrame(() => setTimeout(arguments[0]))";
        self.browser.driver.execute_async(frame, []).await?;
        self.heard().await?;
        pages.as_u64().context("no number of pages")
    }

    /// Returns when the background is through with all that it was told before.
    pub async fn heard(&self) -> Result<()> {
        let behind = "return chrome.runtime.sendMessage({ popupOpened: { tab: null } });";
        ensure!(self.browser.run_in_extension(behind).await? == true);
        Ok(())
    }

    /// Waits until a tab shows this page of ours, which the driver of Chromium does not
    /// reach, and closes it.
    pub async fn own_tab(&self, page: &str) -> Result<()> {
        let close = format!(
            "const tabs = await chrome.tabs.query({{}});
             const opened = tabs.filter((tab) => tab.url === chrome.runtime.getURL({page:?}));
             await Promise.all(opened.map((tab) => chrome.tabs.remove(tab.id)));
             return opened.length;"
        );
        let closed = async || self.browser.run_in_extension(&close).await;
        wait_for(page, PATIENCE, closed, |tabs| *tabs == 1).await?;
        Ok(())
    }

    /// Waits until the badge shows `text`.
    pub async fn badge(&self, text: &str) -> Result<()> {
        wait_for(
            &format!("the badge to show {text:?}"),
            PATIENCE,
            async || self.browser.badge().await,
            |seen| seen == text,
        )
        .await?;
        Ok(())
    }
}
