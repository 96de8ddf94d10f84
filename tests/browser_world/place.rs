//! A browser with the extension on a practice site, with up to two tabs.

use std::time::Duration;

use anyhow::{Context, Result};
use practice::browser::{Browser, Kind, Options, package, wait_until};
use practice::site::{Scenario, Site};
use serde_json::Value;
use thirtyfour::WindowHandle;

use super::sight::KEY;
use super::step::Address;

pub const SITE: &str = "https://www.linkedin.com";

/// How long anything that must come may take.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// A browser on a site.
pub struct Place {
    pub site: Site,
    pub browser: Browser,
    /// The open tabs, the one in front first.
    pub tabs: Vec<WindowHandle>,
}

impl Place {
    pub async fn open(kind: Kind) -> Result<Self> {
        let site = Site::start(Scenario::default()).await?;
        let options = Options::new(package(kind), site.port());
        let browser = Browser::open(kind, &options).await?;
        let tabs = vec![browser.driver.window().await?];
        Ok(Self {
            site,
            browser,
            tabs,
        })
    }

    /// Makes browser, extension and site as new, with the setting on or off.
    pub async fn begin(&mut self, on: bool) -> Result<()> {
        self.browser.renew().await?;
        self.site.begin_anew(Scenario {
            saved: on,
            ..Scenario::default()
        });
        self.tabs = vec![self.browser.driver.window().await?];
        Ok(())
    }

    /// The site sends pages like this one from now on. What is saved stays.
    pub fn send(&self, page: &Scenario) {
        self.site.set_scenario(Scenario {
            saved: self.held(),
            ..page.clone()
        });
    }

    /// What the server holds.
    pub fn held(&self) -> bool {
        self.site.saved(KEY)
    }

    /// Runs `script`, the body of a function, in the page in front.
    pub async fn run(&self, script: &str) -> Result<Value> {
        let answer = self.browser.driver.execute(script, []).await?;
        Ok(answer.json().clone())
    }

    /// Opens an address by a load, as a link does.
    pub async fn load(&self, address: Address) -> Result<()> {
        let go = format!("location.href = '{SITE}{}'", address.path());
        self.to_a_new_document(&go).await
    }

    /// By the browser's own reload: after a driver's reload Firefox restores nothing.
    pub async fn reload(&self) -> Result<()> {
        self.to_a_new_document("location.reload()").await
    }

    /// Runs `script`, and waits until another document is shown.
    async fn to_a_new_document(&self, script: &str) -> Result<()> {
        let before = self.page().await?.document;
        self.run(script).await?;
        wait_until("another document", PATIENCE, async || {
            let page = self.page().await?;
            Ok((page.document != before && page.ready != "loading").then_some(()))
        })
        .await
    }

    /// Moves through the history. It may have no such entry: then nothing is waited for long.
    pub async fn travel(&self, by: i8) -> Result<()> {
        let before = self.page().await?;
        self.run(&format!("history.go({by})")).await?;
        let came = wait_until("another page", Duration::from_millis(1_200), async || {
            let page = self.page().await?;
            let is_other = page.document != before.document || page.path != before.path;
            Ok((is_other && page.ready != "loading").then_some(()))
        });
        // Whether another document came is for the next reading to see.
        came.await.ok();
        Ok(())
    }

    /// Brings the other tab to the front, or opens one at the setting's page.
    pub async fn other_tab(&mut self) -> Result<()> {
        let driver = &self.browser.driver;
        if self.tabs.len() == 1 {
            let tab = driver.new_tab().await?;
            driver.switch_to_window(tab.clone()).await?;
            self.tabs.insert(0, tab);
            let go = format!("{SITE}{}", Address::Setting.path());
            driver.goto(go).await?;
            return Ok(());
        }
        self.tabs.rotate_left(1);
        let tab = self.tabs.first().context("there is a tab")?;
        driver.switch_to_window(tab.clone()).await?;
        wait_until("the tab to be in front", PATIENCE, async || {
            Ok(self.page().await?.in_view.then_some(()))
        })
        .await
    }
}
