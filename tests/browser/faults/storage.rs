//! Storage that is full, fails, or holds what is not ours; and a clock that was wrong.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for};
use serde_json::{Value, json};

use super::broken::Broken;
use crate::stage::{PATIENCE, SETTING, Stage, TRACK};

/// Waits until the popup, opened in a tab, says or does not say that storage fails.
async fn popup_says_trouble(stage: &Stage, expected: bool) -> Result<()> {
    let popup = stage.browser.popup_tab().await?;
    wait_for(
        &format!("the popup to speak of trouble: {expected}"),
        PATIENCE,
        async || {
            stage
                .run("return [document.querySelector('main').dataset.status, document.querySelector('#troubles').innerText]")
                .await
        },
        |seen| {
            let troubled = seen[1].as_str().is_some_and(|it| it.contains("could not be read"));
            seen[0].is_string() && troubled == expected
        },
    )
    .await?;
    stage.browser.close_popup_tab(popup).await
}

pub async fn storage_that_is_full_is_said_and_used_again_when_there_is_room(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    // To the last byte: first big pieces, then ever smaller ones.
    let fill = "let size = 1 << 20, count = 0;
                while (size >= 1 && count < 40) {
                  try {
                    await chrome.storage.local.set({['filler' + count]: 'x'.repeat(size)});
                    count += 1;
                  } catch { size = size >> 1; }
                }
                return [count, size];";
    let filled = stage.browser.run_in_extension(fill).await?;
    let is_full = filled[1] == 0;
    // Firefox sets no limit of its own: 40 MB beside the record are no trouble there.
    ensure!(is_full == (kind == Kind::Chromium), "{filled}");
    stage.click(TRACK).await?;
    stage.ringed(TRACK, "This switch is off.").await?;
    if is_full {
        popup_says_trouble(&stage, true).await?;
        ensure!(stage.entry().await?["status"] == "opted-in");
    }
    let empty = "const keys = Object.keys(await chrome.storage.local.get(null));
                 await chrome.storage.local.remove(keys.filter((it) => it.startsWith('filler')));";
    stage.browser.run_in_extension(empty).await?;
    stage.browser.driver.refresh().await?;
    stage.recorded("opted-out", true).await?;
    popup_says_trouble(&stage, false).await?;
    ensure!(stage.history().await? == ["opted-in", "opted-out"]);
    Ok(())
}

pub async fn storage_that_fails_is_said_and_nothing_is_drawn_unasked(kind: Kind) -> Result<()> {
    let broken = Broken::open(kind).await?;
    let stage = &broken.stage;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    broken.set(&json!({"fail": "set"})).await?;
    stage.click(TRACK).await?;
    // The page is helped all the same; what could not be written is said.
    stage.ringed(TRACK, "This switch is off.").await?;
    popup_says_trouble(stage, true).await?;
    ensure!(stage.entry().await?["status"] == "opted-in");
    // Where not even the preferences can be read, the person may not want highlights.
    broken.set(&json!({"fail": "get"})).await?;
    stage.browser.driver.refresh().await?;
    stage.no_overlay("the preferences cannot be read").await?;
    broken.mend("fail").await?;
    stage.browser.driver.refresh().await?;
    stage.ringed(TRACK, "This switch is off.").await?;
    stage.recorded("opted-out", true).await?;
    popup_says_trouble(stage, false).await
}

pub async fn what_is_corrupt_or_from_a_newer_version_is_kept_and_gone_on_without(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let newer =
        json!({"schema": 2, "settings": [{"id": "ai-training", "state": "off"}], "story": []});
    let broken =
        json!({"schema": 1, "settings": {"ai-training": {"status": "opted-out"}}, "history": []});
    for (record, preferences) in [
        (newer, json!({"schema": 2, "highlights": false})),
        (broken, json!({"schema": 1, "highlights": "perhaps"})),
        (json!("opted-out"), json!("HK")),
        (json!([]), json!([])),
        (json!(null), json!(null)),
    ] {
        let content = json!({"record": record, "preferences": preferences});
        // Not while the background writes what the page before has said.
        stage.go("/feed/").await?;
        stage.heard().await?;
        stage.browser.set_storage(&content).await?;
        stage.go(SETTING).await?;
        stage.recorded("opted-in", true).await?;
        stage.ringed(TRACK, "This switch is on.").await?;
        let choose = "return chrome.runtime.sendMessage({setRecheck: {days: 30}});";
        ensure!(stage.browser.run_in_extension(choose).await? == true);
        let storage = stage.browser.storage().await?;
        ensure!(storage["preferences"]["recheckDays"] == 30, "{storage}");
        for (key, foreign) in [("record", &record), ("preferences", &preferences)] {
            let kept = set_aside(&storage, key)?;
            ensure!(kept == [foreign], "{key}: {storage}");
        }
    }
    Ok(())
}

fn set_aside<'s>(storage: &'s Value, key: &str) -> Result<Vec<&'s Value>> {
    let prefix = format!("{key}.set-aside.");
    let all = storage.as_object().context("storage is no object")?;
    let kept = all.iter().filter(|(key, _)| key.starts_with(&prefix));
    Ok(kept.map(|(_, value)| value).collect())
}

pub async fn after_a_clock_was_set_back_the_status_still_follows(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    // Written while the clock was years ahead.
    let ahead = "2099-01-01T00:00:00Z";
    let record = json!({
        "schema": 1,
        "settings": {"ai-training": {"status": "opted-out", "confirmed": true,
            "since": ahead, "seen": ahead, "as_of": ahead}},
        "history": [{"setting": "ai-training", "at": ahead, "from": "unknown", "to": "opted-out"}],
    });
    stage
        .browser
        .set_storage(&json!({"record": record}))
        .await?;
    stage.go(SETTING).await?;
    let entry = stage.recorded("opted-in", true).await?;
    let year = |time: &Value| {
        time.as_str()
            .unwrap_or_default()
            .get(..4)
            .map(str::to_owned)
    };
    ensure!(year(&entry["seen"]) < Some("2099".to_owned()), "{entry}");
    stage.badge("!").await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    stage.browser.driver.refresh().await?;
    stage.recorded("opted-out", true).await?;
    stage.badge("✓").await?;
    ensure!(stage.history().await? == ["opted-out", "opted-in", "opted-out"]);
    Ok(())
}
