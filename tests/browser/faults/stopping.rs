//! The background is stopped at any step, breaks down, or is replaced.

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::words::english;
use serde_json::json;

use super::broken::Broken;
use crate::stage::{OVERLAYS, PATIENCE, SETTING, Stage, TRACK};

/// Every point at which the background waits for the browser while it handles a flip, and so can be
/// stopped. Beside it, whether an alarm is to be set: with the reminder off it is cleared instead.
const STEPS: [(&str, bool); 9] = [
    ("before reading", true),
    ("before writing", true),
    ("before the badge's ground", true),
    ("before the badge's colour", true),
    ("before the badge's text", true),
    ("before setting the alarm", true),
    ("after setting the alarm", true),
    ("before clearing the alarm", false),
    ("after clearing the alarm", false),
];

pub async fn a_worker_stopped_at_any_step_of_a_flip_loses_nothing(kind: Kind) -> Result<()> {
    let broken = Broken::open(kind).await?;
    let stage = &broken.stage;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    let mut passed = vec!["on"];
    for (step, due) in STEPS {
        let choose = format!(
            "return chrome.runtime.sendMessage({{setRecheck: {{days: {}}}}});",
            if due { 90 } else { 0 }
        );
        ensure!(stage.browser.run_in_extension(&choose).await? == true);
        let (status, words, badge) = match passed.last() {
            Some(&"on") => ("opted-out", english("calloutOff")?, "✓"),
            _ => ("opted-in", english("calloutOn")?, "!"),
        };
        let state = if status == "opted-out" { "off" } else { "on" };
        // Stopped while it handles the flip: only the page's repeated testimony can bring the flip
        // back.
        stage.ringed(TRACK, "This switch is").await?;
        broken.hold(step).await?;
        stage.click(TRACK).await?;
        broken.is_held(step).await?;
        stage.browser.stop_worker().await?;
        stage.recorded(status, false).await?;
        stage.ringed(TRACK, words).await?;
        // Stopped while nothing happens, before the page is reloaded.
        stage.browser.stop_worker().await?;
        stage.browser.driver.refresh().await?;
        stage.recorded(status, true).await?;
        stage.badge(badge).await?;
        passed.push(state);
        ensure!(stage.history().await? == passed, "stopped {step}");
        let alarms = "return (await chrome.alarms.getAll()).map(({ name }) => name);";
        wait_for(
            "the alarm to be set, or not",
            PATIENCE,
            async || stage.browser.run_in_extension(alarms).await,
            |set| *set == if due { json!(["recheck"]) } else { json!([]) },
        )
        .await?;
    }
    Ok(())
}

pub async fn a_core_that_breaks_down_is_started_anew(kind: Kind) -> Result<()> {
    let broken = Broken::open(kind).await?;
    let stage = &broken.stage;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    // Twice: a core that was started again can break down again.
    for (words, status) in [
        (english("calloutOff")?, "opted-out"),
        (english("calloutOn")?, "opted-in"),
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
    ensure!(stage.history().await? == ["on", "off", "on"]);
    Ok(())
}

pub async fn an_update_under_an_open_page_leaves_one_overlay_or_none(kind: Kind) -> Result<()> {
    let broken = Broken::open(kind).await?;
    let stage: &Stage = &broken.stage;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
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
    // As after a reload of the extension: Firefox starts the new content script in open pages,
    // Chromium does not.
    let expected = match kind {
        Kind::Chromium => 0,
        Kind::Firefox => 1,
    };
    let count = format!("return document.querySelectorAll({OVERLAYS:?}).length");
    wait_for(
        "the old overlay to go",
        PATIENCE,
        async || stage.run(&count).await,
        |seen| seen.as_u64() == Some(expected),
    )
    .await?;
    // The new version reads what the old one has stored.
    stage.badge("!").await?;
    stage.recorded("opted-in", true).await?;
    let popup = stage.browser.real_popup().await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    popup.close().await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    ensure!(stage.run(&count).await? == 1);
    ensure!(stage.history().await? == ["on", "off"]);
    Ok(())
}
