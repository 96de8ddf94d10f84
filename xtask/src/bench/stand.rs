//! Knows how to put a contender before a page in a browser, and to run the scripts of `scripts/`
//! there. Measures nothing itself.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use practice::{
    browser::{Browser, Kind, Options, wait_until},
    site::{Scenario, Site},
};
use serde_json::{Value, json};

use super::{contenders::Contender, measures::Measure};
use crate::paths;

pub(super) const ORIGIN: &str = "https://www.linkedin.com";
pub(super) const SETTING: &str = "/mypreferences/d/settings/data-for-ai-improvement";
/// Another setting's page, where there is nothing to be ringed.
pub(super) const ELSEWHERE: &str = "/mypreferences/d/settings/ads-by-age";

const SIGHT: &str = include_str!("scripts/sight.js");
const PATIENCE: Duration = Duration::from_secs(10);

/// One figure that was measured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    pub(super) measure: Measure,
    pub(super) kind: Kind,
    pub(super) contender: Contender,
    pub(super) value: f64,
}

/// One browser, in which the contenders take turns.
pub(super) struct Stand {
    pub(super) kind: Kind,
    pub(super) browser: Browser,
    pub(super) samples: Vec<Sample>,
    pub(super) contender: Contender,
    /// The visits that failed.
    pub(super) failures: Vec<String>,
    /// Whether traces of ours are kept: for looking where the time goes, not for figures.
    pub(super) traces: bool,
    _site: Site,
}

impl Stand {
    pub(super) async fn open(kind: Kind) -> Result<Self> {
        let site = Site::start(Scenario {
            log_mutations: false,
            ..Scenario::default()
        })
        .await?;
        site.show_cases(paths::root().join("xtask/src/bench/pages"));
        let mut options = Options::new(paths::dist(), site.port());
        options.extension = false;
        options.exact_clock = true;
        let browser = Browser::open(kind, &options).await?;
        Ok(Self {
            kind,
            browser,
            samples: Vec::new(),
            contender: Contender::None,
            failures: Vec::new(),
            traces: false,
            _site: site,
        })
    }

    /// Installs `contender` in the place of the one before, and opens `page` of the bench at `path`.
    pub(super) async fn enter(
        &mut self,
        contender: Contender,
        path: &str,
        page: &str,
    ) -> Result<()> {
        self.browser.driver.goto("about:blank").await?;
        let package = contender.package(self.kind);
        self.browser
            .replace_extension(package.as_deref())
            .await
            .with_context(|| contender.name())?;
        self.contender = contender;
        let address = format!("{ORIGIN}{path}?case=bench/{page}");
        Ok(self.browser.driver.goto(address).await?)
    }

    /// Keeps a figure.
    pub(super) fn note(&mut self, measure: Measure, value: f64) {
        self.samples.push(Sample {
            measure,
            kind: self.kind,
            contender: self.contender,
            value,
        });
    }

    /// Runs a script beside the page that may ask `ring()` and `words()`.
    pub(super) async fn ask(&self, script: &str) -> Result<Value> {
        self.browser.beside(&format!("{SIGHT}\n{script}")).await
    }

    /// Waits until what the contender draws is there.
    pub(super) async fn ringed(&self) -> Result<()> {
        let ours = self.contender == Contender::Ours;
        wait_until("the ring", PATIENCE, async || {
            if ours && !self.browser.see_into_overlay().await? {
                return Ok(None);
            }
            Ok((self.ask("return ring() !== null;").await? == true).then_some(()))
        })
        .await
        .with_context(|| format!("{:?}, {}", self.kind, self.contender.name()))
    }

    /// What was measured of ours must have been a ring around the switch: asked of WebDriver,
    /// after the fact.
    pub(super) async fn ours_is_right(&self) -> Result<()> {
        let overlay = self
            .browser
            .overlay()
            .await?
            .context("there is no overlay")?;
        let track = "const {x, y, width, height} = document.querySelector('[data-here]').getBoundingClientRect();
                     return {x, y, width, height}";
        let track = self.browser.driver.execute(track, []).await?;
        let track = serde_json::from_value(track.json().clone())?;
        let ring = overlay.ring.context("there is no ring")?;
        ensure!(
            ring.encloses(&track),
            "the ring {ring:?} is not around {track:?}"
        );
        Ok(())
    }

    /// Writes a trace of what `script` sets off with ours, for the Performance panel of Chromium's
    /// DevTools, where traces are wanted.
    pub(super) async fn trace(&self, name: &str, script: &str) -> Result<()> {
        let ours = self.contender == Contender::Ours;
        if !self.traces || !ours || self.kind != Kind::Chromium {
            return Ok(());
        }
        let events = self
            .browser
            .traced(async { self.ask(script).await.map(drop) });
        let events = json!({"traceEvents": events.await?});
        let folder = paths::root().join("target/bench/traces");
        std::fs::create_dir_all(&folder)?;
        Ok(std::fs::write(
            folder.join(format!("{name}.json")),
            events.to_string(),
        )?)
    }

    /// Lets the page rest.
    pub(super) async fn rest(&self, milliseconds: u32) -> Result<()> {
        let script = format!("await new Promise((next) => setTimeout(next, {milliseconds}));");
        self.ask(&script).await.map(drop)
    }
}
