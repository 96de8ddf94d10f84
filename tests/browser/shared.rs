//! Knows how the tests share browsers: starting one costs more of the processor's time than a
//! short test does in it. Whoever asks for a stage as it comes gets one that no test is on,
//! made as new.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Result, ensure};
use practice::browser::{Browser, Kind, Options, package};
use practice::site::{Scenario, Site};
use serde_json::json;

use crate::stage::{SETTING, Stage};

/// A site, and the browser that takes it for all of the web.
pub struct Place {
    pub site: Site,
    pub browser: Browser,
}

impl Place {
    pub async fn open(
        kind: Kind,
        scenario: Scenario,
        adjust: impl FnOnce(&mut Options),
    ) -> Result<Self> {
        let site = Site::start(scenario).await?;
        let mut options = Options::new(package(kind), site.port());
        adjust(&mut options);
        let browser = Browser::open(kind, &options).await?;
        Ok(Self { site, browser })
    }

    async fn renew(&mut self, scenario: Scenario) -> Result<()> {
        self.browser.renew().await?;
        self.site.begin_anew(scenario);
        Ok(())
    }
}

/// Those that are on a stage, and those that wait for the next one.
static SHARED: Mutex<Vec<Arc<Place>>> = Mutex::new(Vec::new());

/// A place that no other test is at, as long as it is held.
pub async fn take(kind: Kind, scenario: Scenario) -> Result<Arc<Place>> {
    let place = match take_free(kind) {
        None => Place::open(kind, scenario, |_| {}).await?,
        Some(mut place) => match place.renew(scenario.clone()).await {
            Ok(()) => place,
            Err(error) => {
                eprintln!("{kind:?} is started anew, for it could not be renewed: {error:#}");
                drop(place);
                Place::open(kind, scenario, |_| {}).await?
            }
        },
    };
    let place = Arc::new(place);
    shared().push(Arc::clone(&place));
    Ok(place)
}

fn take_free(kind: Kind) -> Option<Place> {
    let mut shared = shared();
    let is_free = |place: &Arc<Place>| place.browser.kind == kind && Arc::strong_count(place) == 1;
    let place = shared.iter().position(is_free)?;
    Arc::into_inner(shared.swap_remove(place))
}

/// Ends the browsers of `kind` that no test is on: the next test gets a new one.
pub fn end_free(kind: Kind) {
    let is_kept = |place: &Arc<Place>| place.browser.kind != kind || Arc::strong_count(place) > 1;
    shared().retain(is_kept);
}

/// Ends all browsers. Without it they would outlive the tests.
pub fn end() {
    shared().clear();
}

fn shared() -> MutexGuard<'static, Vec<Arc<Place>>> {
    SHARED.lock().unwrap_or_else(PoisonError::into_inner)
}

pub async fn a_browser_that_was_used_is_made_as_new(kind: Kind) -> Result<()> {
    let mut stage = Stage::alone(kind, Scenario::default(), |_| {}).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    let leave = "document.cookie = 'left=1; max-age=999'; localStorage.left = 1;";
    stage.run(leave).await?;
    let found = "return [document.cookie.includes('left=1'), 'left' in localStorage]";
    ensure!(stage.run(found).await? == json!([true, true]));
    stage.browser.driver.new_tab().await?;
    stage.browser.darken(true).await?;
    let downloads = stage.browser.downloads();
    std::fs::create_dir_all(&downloads)?;
    stage.own_browser()?.renew().await?;
    ensure!(!downloads.exists());
    let stored = stage.browser.storage().await?;
    ensure!(stored.get("record").is_none(), "{stored}");
    ensure!(stage.browser.driver.windows().await?.len() == 1);
    stage.go("/feed/").await?;
    ensure!(stage.run(found).await? == json!([false, false]));
    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
    ensure!(stage.run(dark).await? == false);
    // And what it is for.
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    Ok(())
}
