//! What becomes of pages and record when the background is stopped, and when the extension is
//! reloaded or removed.

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::site::Scenario;
use practice::words::english;

use crate::stage::{OVERLAYS, PATIENCE, SETTING, Stage, TRACK};

pub async fn a_stopped_worker_loses_nothing(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.browser.stop_worker().await?;
    stage.click(TRACK).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    stage.recorded("opted-out", false).await?;
    stage.browser.stop_worker().await?;
    stage.browser.driver.refresh().await?;
    stage.recorded("opted-out", true).await?;
    stage.badge("✓").await?;
    ensure!(stage.history().await? == ["on", "off"]);
    Ok(())
}

pub async fn a_reload_of_the_extension_leaves_one_overlay_or_none(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.recorded("opted-in", true).await?;
    stage.browser.reload_extension().await?;
    // Firefox starts the new content script in open pages, Chromium does not.
    let expected = match kind {
        Kind::Chromium => 0,
        Kind::Firefox => 1,
    };
    overlays(&stage, expected).await?;
    stage.badge("!").await?;
    let popup = stage.browser.real_popup().await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    popup.close().await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    overlays(&stage, 1).await?;
    stage.click(TRACK).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    stage.recorded("opted-out", false).await?;
    overlays(&stage, 1).await
}

pub async fn an_uninstalled_extension_leaves_nothing(kind: Kind) -> Result<()> {
    let mut stage = Stage::alone(kind, Scenario::default(), |_| {}).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.own_browser()?.uninstall().await?;
    if kind == Kind::Firefox {
        // Firefox ends content scripts at once; the overlay stays until the next page load.
        stage.browser.driver.refresh().await?;
    }
    wait_for(
        "nothing to be seen of the extension",
        PATIENCE,
        async || stage.browser.overlay().await,
        |seen| {
            seen.as_ref()
                .is_none_or(|it| it.ring.is_none() && it.callout.is_none())
        },
    )
    .await?;
    Ok(())
}

/// Waits until there are as many overlays as expected.
async fn overlays(stage: &Stage, expected: u64) -> Result<()> {
    wait_for(
        &format!("{expected} overlays"),
        PATIENCE,
        async || {
            let count = format!("return document.querySelectorAll({OVERLAYS:?}).length");
            stage.run(&count).await
        },
        |seen| seen.as_u64() == Some(expected),
    )
    .await?;
    Ok(())
}
