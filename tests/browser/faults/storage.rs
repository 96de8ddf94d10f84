//! Storage that is full, fails, or holds values that are not ours; and a clock that was wrong.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for, wait_until};
use practice::words::english;
use serde_json::{Value, json};

use super::broken::Broken;
use crate::stage::{PATIENCE, SETTING, SETTING_ID, Stage, TRACK};

/// Waits until the popup, opened in a tab, says or does not say that storage fails.
async fn popup_says_trouble(stage: &Stage, expected: bool) -> Result<()> {
    let popup = stage.browser.popup_tab().await?;
    let trouble = english("troubleWrite")?;
    wait_for(
        &format!("the popup to speak of trouble: {expected}"),
        PATIENCE,
        async || {
            stage
                .run("return [document.querySelector('main').dataset.status, document.querySelector('#troubles').innerText]")
                .await
        },
        |seen| {
            let troubled = seen[1].as_str().is_some_and(|it| it.contains(trouble));
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
    // Fills the storage to the last byte, with smaller and smaller pieces.
    let fill = "const name = 'filler' + Date.now() + '.';
                let size = 1 << 20, count = 0;
                while (size >= 1 && count < 40) {
                  try {
                    await chrome.storage.local.set({[name + count]: 'x'.repeat(size)});
                    count += 1;
                  } catch { size = size >> 1; }
                }
                return [count, size];";
    // Firefox has no limit: with 40 MB beside the record, writes still succeed.
    let is_full = kind == Kind::Chromium;
    // The first flip may still find room, because an unconfirmed state is shorter. With each flip
    // the history grows. A second write of the same size succeeds if the first did.
    let mut flipped = ("", "");
    for (state, status, words) in [
        ("off", "opted-out", english("calloutOff")?),
        ("on", "opted-in", english("calloutOn")?),
    ] {
        flipped = (state, status);
        let filled = stage.browser.run_in_extension(fill).await?;
        ensure!((filled[1] == 0) == is_full, "{filled}");
        stage.click(TRACK).await?;
        stage.ringed(TRACK, words).await?;
        let failed = "return (await chrome.storage.session.get('failedWrites')).failedWrites ?? []";
        let is_refused = wait_until("the flip to be written or refused", PATIENCE, async || {
            let failed = stage.browser.run_in_extension(failed).await?;
            let is_refused = failed != json!([]);
            let is_written = stage.switch().await?["state"] == state;
            Ok((is_refused || is_written).then_some(is_refused))
        });
        if is_refused.await? {
            break;
        }
    }
    if is_full {
        popup_says_trouble(&stage, true).await?;
        stage.badge("?").await?;
    }
    let empty = "const keys = Object.keys(await chrome.storage.local.get(null));
                 await chrome.storage.local.remove(keys.filter((it) => it.startsWith('filler')));";
    stage.browser.run_in_extension(empty).await?;
    stage.browser.driver.refresh().await?;
    // The write that failed may have held a flip after this page's load: only the next page load
    // confirms.
    stage
        .badge(if flipped.0 == "off" { "✓" } else { "!" })
        .await?;
    stage.browser.driver.refresh().await?;
    stage.recorded(flipped.1, true).await?;
    popup_says_trouble(&stage, false).await?;
    let last = stage.history().await?;
    ensure!(last.last().is_some_and(|to| to == flipped.0), "{last:?}");
    Ok(())
}

pub async fn storage_that_fails_is_said_and_nothing_is_drawn_unasked(kind: Kind) -> Result<()> {
    let broken = Broken::open(kind).await?;
    let stage = &broken.stage;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    broken.set(&json!({"fail": "set"})).await?;
    stage.click(TRACK).await?;
    // The callout still shows what the page shows; the popup says that the write failed.
    stage.ringed(TRACK, english("calloutOff")?).await?;
    popup_says_trouble(stage, true).await?;
    ensure!(stage.switch().await?["state"] == "on");
    // If the preferences cannot be read, the person may have turned highlights off.
    broken.set(&json!({"fail": "get"})).await?;
    stage.browser.driver.refresh().await?;
    stage.no_overlay("the preferences cannot be read").await?;
    broken.mend("fail").await?;
    stage.browser.driver.refresh().await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    // The write that failed may have held a flip after this page's load: only the next page load
    // confirms.
    stage.badge("✓").await?;
    stage.browser.driver.refresh().await?;
    stage.recorded("opted-out", true).await?;
    popup_says_trouble(stage, false).await
}

pub async fn what_is_corrupt_or_from_a_newer_version_is_kept_and_gone_on_without(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let newer = json!({"schema": 3, "settings": [{"id": SETTING_ID, "state": "off"}], "story": []});
    let older =
        json!({"schema": 1, "settings": {"ai-training": {"status": "opted-out"}}, "history": []});
    for (record, preferences) in [
        (newer, json!({"schema": 3, "highlights": false})),
        (older, json!({"schema": 2, "highlights": "perhaps"})),
        (json!("opted-out"), json!("HK")),
        (json!([]), json!([])),
        (json!(null), json!(null)),
    ] {
        let content = json!({"record": record, "preferences": preferences});
        // So that the background is not still writing what the page before has testified.
        stage.go("/feed/").await?;
        stage.heard().await?;
        stage.browser.set_storage(&content).await?;
        stage.go(SETTING).await?;
        stage.recorded("opted-in", true).await?;
        // The person may have turned highlights off.
        stage
            .nothing_drawn("the preferences cannot be read")
            .await?;
        let choose = "return chrome.runtime.sendMessage({setHighlights: {on: true}});";
        ensure!(stage.browser.run_in_extension(choose).await? == true);
        stage.ringed(TRACK, english("calloutOn")?).await?;
        let storage = stage.browser.storage().await?;
        ensure!(storage["preferences"]["highlights"] == true, "{storage}");
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
    stage.seen_in_2099("off").await?;
    stage.go(SETTING).await?;
    // It is not known whether this page was loaded after the last change: only the next page load
    // confirms.
    let entry = stage.recorded("opted-in", false).await?;
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
    ensure!(stage.history().await? == ["off", "on", "off"]);
    Ok(())
}
