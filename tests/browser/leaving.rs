//! "Leave it on": nobody who has chosen it is bothered until it is time to ask again.

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::words::english;
use serde_json::{Value, json};

use crate::access::open;
use crate::popup::tab_shows;
use crate::stage::{PATIENCE, PRIVACY, SETTING, SETTING_ID, Stage, TRACK};

/// Waits until our page in the tab under test shows this headline, and this text on the button.
async fn says(stage: &Stage, headline: &str, button: &str) -> Result<()> {
    let script = "const text = (id) => document.querySelector(id).innerText;
                  return [text('#what'), text('#leave')]";
    wait_for(
        &format!("{headline:?} over {button:?}"),
        PATIENCE,
        async || stage.run(script).await,
        |seen| *seen == json!([headline, button]),
    )
    .await?;
    Ok(())
}

/// When the person chose to leave the switch on; null where they have not.
async fn left_at(stage: &Stage) -> Result<Value> {
    let storage = stage.browser.storage().await?;
    Ok(storage["preferences"]["leave"][SETTING_ID].clone())
}

async fn is_left(stage: &Stage, is_so: bool) -> Result<()> {
    wait_for(
        &format!("left on by choice: {is_so}"),
        PATIENCE,
        async || left_at(stage).await,
        |at| at.is_string() == is_so,
    )
    .await?;
    Ok(())
}

/// A stage on which the switch was seen on, and the popup is open in the tab under test.
async fn seen_on(kind: Kind) -> Result<Stage> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.badge("!").await?;
    open(&stage, "popup/popup.html").await?;
    tab_shows(&stage.browser, "opted-in", true).await?;
    Ok(stage)
}

pub async fn whoever_leaves_it_on_is_left_alone_until_it_is_seen_off(kind: Kind) -> Result<()> {
    let stage = seen_on(kind).await?;
    says(&stage, english("statusOptedIn")?, english("leaveOn")?).await?;
    stage.click("#leave").await?;
    says(&stage, english("statusLeftOn")?, english("leaveUndo")?).await?;
    let focused = stage.run("return document.activeElement.id").await?;
    ensure!(focused == "leave", "the focus is on {focused}");
    stage.badge("").await?;
    is_left(&stage, true).await?;
    // No ring on the list, and no words at the switch that push.
    stage.go(PRIVACY).await?;
    stage.heard().await?;
    stage.nothing_drawn("it was left on by choice").await?;
    stage.go(SETTING).await?;
    let callout = stage.ringed(TRACK, english("calloutOn")?).await?;
    ensure!(
        callout.text.contains(english("calloutLeft")?)
            && !callout.text.contains(english("calloutOnHow")?),
        "{callout:?}"
    );
    stage.badge("").await?;
    // Turning the switch off ends the choice.
    stage.click(TRACK).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    is_left(&stage, false).await?;
    stage.badge("✓").await
}

pub async fn the_choice_to_leave_it_on_is_taken_back_with_one_click(kind: Kind) -> Result<()> {
    let stage = seen_on(kind).await?;
    for page in ["popup/popup.html", "details/details.html"] {
        open(&stage, page).await?;
        tab_shows(&stage.browser, "opted-in", true).await?;
        stage.click("#leave").await?;
        says(&stage, english("statusLeftOn")?, english("leaveUndo")?).await?;
        is_left(&stage, true).await?;
        stage.click("#leave").await?;
        says(&stage, english("statusOptedIn")?, english("leaveOn")?).await?;
        is_left(&stage, false).await?;
        stage.badge("!").await?;
    }
    Ok(())
}

pub async fn what_was_left_on_is_asked_again_when_the_reminder_is_due(kind: Kind) -> Result<()> {
    let stage = seen_on(kind).await?;
    let mut storage = stage.browser.storage().await?;
    let script = "const ago = (days) => new Date(Date.now() - days * 86400000).toISOString();
                  return [ago(100), ago(91)]";
    let ago = stage.run(script).await?;
    for time in ["since", "seen", "asOf"] {
        storage["record"]["settings"][SETTING_ID]["switch"][time] = ago[0].clone();
    }
    storage["preferences"] = json!({"schema": 2, "leave": {SETTING_ID: ago[1]}});
    stage.browser.set_storage(&storage).await?;
    open(&stage, "popup/popup.html").await?;
    says(&stage, english("statusLeftOn")?, english("leaveOn")?).await?;
    let lines = stage
        .run("return document.querySelector('#lines').innerText")
        .await?;
    ensure!(lines.to_string().contains(english("leaveAsk")?), "{lines}");
    stage.badge("?").await?;
    stage.click("#leave").await?;
    says(&stage, english("statusLeftOn")?, english("leaveUndo")?).await?;
    stage.badge("").await
}

pub async fn a_double_click_leaves_it_on(kind: Kind) -> Result<()> {
    let stage = seen_on(kind).await?;
    stage.click("#leave").await?;
    says(&stage, english("statusLeftOn")?, english("leaveUndo")?).await?;
    // The driver's second click comes before the button has changed, so the event is sent by
    // script.
    let second = "const click = new MouseEvent('click', {bubbles: true, detail: 2});
                  document.querySelector('#leave').dispatchEvent(click)";
    stage.run(second).await?;
    // Messages are handled in order: the click has been handled once this one is answered.
    let after = "return chrome.runtime.sendMessage({setRecheck: {days: 30}})";
    ensure!(stage.browser.run_in_extension(after).await? == true);
    is_left(&stage, true).await
}

pub async fn a_key_that_is_held_down_leaves_it_on_once(kind: Kind) -> Result<()> {
    let stage = seen_on(kind).await?;
    stage
        .run(
            "window.repeats = 0;
             addEventListener('keydown', (event) => (window.repeats += event.repeat), true);
             document.querySelector('#leave').focus()",
        )
        .await?;
    let is_chosen = says(&stage, english("statusLeftOn")?, english("leaveUndo")?);
    stage.browser.hold_enter(is_chosen).await?;
    let repeats = stage.run("return window.repeats").await?;
    ensure!(repeats == 1, "the driver repeated the key {repeats} times");
    let after = "return chrome.runtime.sendMessage({setRecheck: {days: 30}})";
    ensure!(stage.browser.run_in_extension(after).await? == true);
    is_left(&stage, true).await
}
