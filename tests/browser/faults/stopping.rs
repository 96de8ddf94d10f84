//! The background is stopped at any step, breaks down, or is replaced.

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use serde_json::json;

use super::broken::Broken;
use crate::stage::{PATIENCE, SETTING, Stage, TRACK};

/// Every place where the background waits for the browser, and so may be stopped.
const STEPS: [&str; 6] = [
    "before reading",
    "after reading",
    "before writing",
    "after writing",
    "before the badge",
    "after the badge",
];

pub async fn a_worker_stopped_at_any_step_of_a_flip_loses_nothing(kind: Kind) -> Result<()> {
    let broken = Broken::open(kind).await?;
    let stage = &broken.stage;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    let mut passed = vec!["opted-in"];
    for step in STEPS {
        let (status, words, badge) = match passed.last() {
            Some(&"opted-in") => ("opted-out", "This switch is off.", "✓"),
            _ => ("opted-in", "This switch is on.", "!"),
        };
        // Stopped while the flip is handled; nobody but the page says it again.
        stage.ringed(TRACK, "This switch is").await?;
        broken.hold(step).await?;
        stage.click(TRACK).await?;
        broken.is_held(step).await?;
        stage.browser.stop_worker().await?;
        stage.recorded(status, false).await?;
        stage.ringed(TRACK, words).await?;
        // Stopped at rest, before the page is loaded anew.
        stage.browser.stop_worker().await?;
        stage.browser.driver.refresh().await?;
        stage.recorded(status, true).await?;
        stage.badge(badge).await?;
        passed.push(status);
        ensure!(stage.history().await? == passed, "stopped {step}");
    }
    Ok(())
}

pub async fn a_core_that_breaks_down_is_started_anew(kind: Kind) -> Result<()> {
    let broken = Broken::open(kind).await?;
    let stage = &broken.stage;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.ringed(TRACK, "This switch is on.").await?;
    // More than once: what is started anew can break down again.
    for (words, status) in [
        ("This switch is off.", "opted-out"),
        ("This switch is on.", "opted-in"),
    ] {
        broken.set(&json!({"trap": true})).await?;
        stage.click(TRACK).await?;
        wait_for(
            "the core to break down",
            PATIENCE,
            async || {
                let body = "return (await chrome.storage.session.get('trap')).trap ?? false;";
                stage.browser.run_in_extension(body).await
            },
            |armed| armed == false,
        )
        .await?;
        stage.ringed(TRACK, words).await?;
        stage.recorded(status, false).await?;
    }
    ensure!(stage.history().await? == ["opted-in", "opted-out", "opted-in"]);
    Ok(())
}

pub async fn an_update_under_an_open_page_leaves_one_overlay_or_none(kind: Kind) -> Result<()> {
    let broken = Broken::open(kind).await?;
    let stage: &Stage = &broken.stage;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, "This switch is on.").await?;
    stage.recorded("opted-in", true).await?;
    let version = broken.raise_version()?;
    stage.browser.update_extension().await?;
    let body = "return chrome.runtime.getManifest().version;";
    wait_for(
        "the new version to run",
        PATIENCE,
        async || stage.browser.run_in_extension(body).await,
        |running| running == version,
    )
    .await?;
    // As after a reload: Firefox starts the new copy in open pages by itself.
    let expected = match kind {
        Kind::Chromium => 0,
        Kind::Firefox => 1,
    };
    let count = "return document.querySelectorAll('html > div').length";
    wait_for(
        "the old overlay to go",
        PATIENCE,
        async || stage.run(count).await,
        |seen| seen.as_u64() == Some(expected),
    )
    .await?;
    // What the old version remembered, the new one knows, and goes on with.
    stage.badge("!").await?;
    stage.recorded("opted-in", true).await?;
    let popup = stage.browser.real_popup().await?;
    stage.ringed(TRACK, "This switch is on.").await?;
    popup.close().await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    stage.ringed(TRACK, "This switch is off.").await?;
    ensure!(stage.run(count).await? == 1);
    ensure!(stage.history().await? == ["opted-in", "opted-out"]);
    Ok(())
}
