//! Knows how popup and ring are measured as the first thing after the browser's start. Each figure
//! is of a browser that has just started, with a profile in which the extension has been at work.

use std::{fs, path::PathBuf, time::Duration};

use anyhow::{Context, Result};
use practice::{
    browser::{Browser, Kind, Options, wait_until},
    site::{Scenario, Site},
};

use serde_json::json;

use super::{
    contenders::Contender,
    measures::Measure,
    stand::{ORIGIN, SETTING, Sample},
};
use crate::{archive, paths, sizes::files_below};

/// How often the browser is started for each of the two.
const STARTS: usize = 10;
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) async fn measure(kind: Kind) -> Result<Vec<Sample>> {
    let site = Site::start(Scenario::default()).await?;
    site.show_cases(paths::root().join("xtask/src/bench/pages"));
    let mut options = Options::new(package(kind)?, site.port());
    (options.rolled_out, options.exact_clock) = (true, true);
    // The page after the install would stay in front.
    options.managed = (kind == Kind::Chromium).then(|| json!({"welcome": false}));
    options.welcome = true;
    let mut browser = Browser::open(kind, &options).await?;
    if kind == Kind::Firefox {
        close_welcome(&browser).await?;
    }
    // Something is known, and the browser has told what an organisation has set.
    browser.driver.goto(format!("{ORIGIN}{SETTING}")).await?;
    wait_until("a record", PATIENCE, async || {
        let storage = browser.storage().await?;
        let is_known = storage["record"].is_object() && storage["managed"].is_object();
        Ok(is_known.then_some(()))
    })
    .await?;
    let mut samples = Vec::new();
    for _ in 0..STARTS {
        for measure in [Measure::ColdPopup, Measure::ColdRing] {
            browser.restart().await?;
            let value = match measure {
                Measure::ColdPopup => popup(&browser).await?,
                _ => ring(&browser).await?,
            };
            samples.push(Sample {
                measure,
                kind,
                contender: Contender::Ours,
                value,
            });
        }
    }
    browser.close().await?;
    Ok(samples)
}

async fn close_welcome(browser: &Browser) -> Result<()> {
    let driver = &browser.driver;
    let under_test = driver.window().await?;
    let before = std::slice::from_ref(&under_test);
    let welcome = browser.window_besides(before).await?;
    driver.switch_to_window(welcome).await?;
    driver.close_window().await?;
    Ok(driver.switch_to_window(under_test).await?)
}

/// The package: for Firefox a file, as an unpacked one goes when the browser ends.
fn package(kind: Kind) -> Result<PathBuf> {
    if kind == Kind::Chromium {
        return Ok(paths::dist().join("chrome"));
    }
    let folder = paths::dist().join("firefox");
    let packed = paths::root().join("target/bench/headsup.xpi");
    fs::create_dir_all(packed.parent().context("a file without a folder")?)?;
    archive::write(
        &folder,
        &files_below(&folder)?,
        "",
        fs::File::create(&packed)?,
    )?;
    Ok(packed)
}

/// From the start of the popup's navigation to its first paint with content: until the status is
/// there, all of it is hidden.
async fn popup(browser: &Browser) -> Result<f64> {
    let address = browser.extension_address()?;
    browser
        .driver
        .goto(format!("{address}popup/popup.html"))
        .await?;
    let script = "
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        const {status} = document.querySelector('main').dataset;
        return status === 'opted-in' && paint ? paint.startTime : null;";
    figure(browser, "the popup's status", script).await
}

/// From the switch in the DOM to the frame after the overlay has been opened.
async fn ring(browser: &Browser) -> Result<f64> {
    let address = format!("{ORIGIN}{SETTING}?case=bench/cold");
    browser.driver.goto(address).await?;
    let script = "return globalThis.ringedAfter ?? null;";
    figure(browser, "the ring", script).await
}

async fn figure(browser: &Browser, what: &str, script: &str) -> Result<f64> {
    wait_until(what, PATIENCE, async || {
        Ok(browser.driver.execute(script, []).await?.json().as_f64())
    })
    .await
}
