//! What is said of a switch that was last seen long ago, and of one that is on again.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::words::{english, pieces};
use serde_json::{Value, json};

use crate::stage::{PATIENCE, SETTING, SETTING_ID, Stage, TRACK};

/// The time so many days ago, as the record writes it.
async fn days_ago(stage: &Stage, days: u32) -> Result<Value> {
    stage
        .run(&format!(
            "return new Date(Date.now() - {days} * 86400000).toISOString()"
        ))
        .await
}

/// The record of a switch that was turned off at `since`, and last seen off at `seen`.
fn off_since(since: &Value, seen: &Value) -> Value {
    json!({"schema": 2, "settings": {SETTING_ID: {
        "switch": {"state": "off", "confirmed": true, "since": since, "seen": seen, "asOf": seen, "evidence": "key"},
        "history": [{"at": since, "to": "off", "by": "person"}],
    }}})
}

/// Waits until the popup in a tab says all of these.
async fn popup_says(stage: &Stage, status: &str, words: &[&str]) -> Result<String> {
    let popup = stage.browser.popup_tab().await?;
    let said = wait_for(
        &format!("the popup to say {words:?}"),
        PATIENCE,
        async || {
            let script = "const main = document.querySelector('main');
                          return [main.dataset.status, document.querySelector('#lines').innerText]";
            stage.run(script).await
        },
        |said| {
            let lines = said[1].as_str().unwrap_or_default();
            said[0] == status && words.iter().all(|word| lines.contains(word))
        },
    )
    .await?;
    stage.browser.close_popup_tab(popup).await?;
    Ok(said[1].as_str().context("no lines")?.to_owned())
}

async fn alarms(stage: &Stage) -> Result<Value> {
    stage
        .browser
        .run_in_extension(
            "return (await chrome.alarms.getAll()).map((alarm) => alarm.scheduledTime)",
        )
        .await
}

pub async fn a_sight_of_long_ago_is_due_until_the_switch_is_seen_again(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go("/feed/").await?;
    let seen = days_ago(&stage, 89).await?;
    let record = |seen: &Value| json!({"record": off_since(seen, seen)});
    stage.browser.set_storage(&record(&seen)).await?;
    stage.browser.reload_extension().await?;
    stage.badge("✓").await?;
    let said = popup_says(&stage, "opted-out", &[pieces("seenSure")?[1]]).await?;
    ensure!(!said.contains(english("recheckDue")?), "{said}");
    let rings = alarms(&stage).await?;
    let expected = stage
        .run(&format!("return Date.parse({seen}) + 90 * 86400000"))
        .await?;
    ensure!(rings == json!([expected]), "{rings}, {expected}");

    let seen = days_ago(&stage, 91).await?;
    stage.browser.set_storage(&record(&seen)).await?;
    // The alarm rings, as it does when the time has come.
    stage
        .browser
        .run_in_extension("await chrome.alarms.create('recheck', {when: Date.now()})")
        .await?;
    wait_for(
        "the badge to say that it is due",
        // Chromium delays an alarm by at least half a minute.
        3 * PATIENCE,
        async || stage.browser.badge().await,
        |badge| badge == "?",
    )
    .await?;
    popup_says(&stage, "opted-out", &[english("recheckDue")?]).await?;
    ensure!(alarms(&stage).await? == json!([]), "it is due already");

    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.badge("!").await?;
    let said = popup_says(&stage, "opted-in", &[pieces("turnedBackOrOther")?[1]]).await?;
    ensure!(!said.contains(english("recheckDue")?), "{said}");
    ensure!(
        alarms(&stage)
            .await?
            .as_array()
            .is_some_and(|rings| rings.len() == 1)
    );
    Ok(())
}

pub async fn nothing_is_due_where_checking_again_is_off(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go("/feed/").await?;
    let seen = days_ago(&stage, 4000).await?;
    stage
        .browser
        .set_storage(&json!({"record": off_since(&seen, &seen)}))
        .await?;
    let popup = stage.browser.popup_tab().await?;
    stage.badge("?").await?;
    stage.browser.close_popup_tab(popup).await?;
    stage
        .browser
        .run_in_extension("await chrome.runtime.sendMessage({setRecheck: {days: 0}})")
        .await?;
    stage.badge("✓").await?;
    let said = popup_says(&stage, "opted-out", &["confirmed"]).await?;
    ensure!(!said.contains(english("recheckDue")?), "{said}");
    ensure!(alarms(&stage).await? == json!([]));
    Ok(())
}

pub async fn a_switch_that_was_off_and_is_on_again_is_said_with_both_times(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go("/feed/").await?;
    let record = off_since(
        &json!("2025-11-03T12:00:00Z"),
        &json!("2025-11-04T12:00:00Z"),
    );
    stage
        .browser
        .set_storage(&json!({"record": record}))
        .await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    let now = stage
        .run("return new Intl.DateTimeFormat('en-US', {dateStyle: 'medium'}).format(new Date())")
        .await?;
    let now = now.as_str().context("no date")?;
    let parts = pieces("turnedBackOrOther")?;
    let words = [&format!("{}Nov", parts[0]), parts[1], now];
    popup_says(&stage, "opted-in", &words).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    let said = popup_says(&stage, "opted-out", &[pieces("seenUnconfirmed")?[1]]).await?;
    ensure!(!said.contains(pieces("turnedBackOrOther")?[1]), "{said}");
    Ok(())
}
