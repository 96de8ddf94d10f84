//! What an organisation has set counts, is said to be set, and stays.

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::site::Scenario;
use serde_json::{Value, json};

use crate::access::{no_barriers, open};
use crate::layout::{can_be_seen, fits};
use crate::stage::{PATIENCE, SETTING, Stage, TRACK};

/// A stage on which an organisation has set these values.
async fn stage(kind: Kind, values: Value) -> Result<Stage> {
    Stage::alone(kind, Scenario::default(), |options| {
        options.managed = Some(values);
    })
    .await
}

/// Waits until the tab under test shows the control as set, or not, and says
/// so to those who only hear it.
async fn is_managed(stage: &Stage, id: &str, managed: bool) -> Result<()> {
    let script = format!(
        "const control = document.querySelector('#{id}');
         const note = document.querySelector('#{id}-managed');
         return [control.disabled, note.offsetHeight > 0, note.innerText]"
    );
    wait_for(
        &format!("#{id} to be managed: {managed}"),
        PATIENCE,
        async || stage.run(&script).await,
        |seen| {
            seen[0] == managed
                && seen[1] == managed
                && (!managed || seen[2] == "Set by your organisation.")
        },
    )
    .await?;
    let heard = stage.browser.description(&format!("#{id}")).await?;
    ensure!(
        heard.contains("Set by your organisation.") == managed,
        "of #{id}, managed {managed}, is heard: {heard}"
    );
    Ok(())
}

pub async fn what_an_organisation_has_set_counts_and_cannot_be_changed(kind: Kind) -> Result<()> {
    let values = json!({"highlights": false, "recheckDays": 7, "region": "CH"});
    let stage = stage(kind, values).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.no_overlay("highlights are off").await?;

    let address = stage.browser.extension_address()?;
    let options = format!("{address}options/options.html");
    stage.browser.driver.goto(options).await?;
    is_managed(&stage, "highlights", true).await?;
    is_managed(&stage, "recheck", true).await?;
    is_managed(&stage, "region", true).await?;
    let shown = stage
        .run(
            "const name = (id) => document.querySelector(id).selectedOptions[0].innerText;
             return [document.querySelector('#highlights').checked, name('#recheck'), name('#region')]",
        )
        .await?;
    ensure!(
        shown == json!([false, "After 7 days", "Switzerland"]),
        "{shown}"
    );

    // Not even a message changes it.
    let answers = stage
        .browser
        .run_in_extension(
            "const answers = [];
             for (const choice of [{setHighlights: {on: true}}, {setRecheck: {days: 30}}, {setRegion: {region: 'HK'}}])
               answers.push(await chrome.runtime.sendMessage(choice));
             return answers;",
        )
        .await?;
    ensure!(answers == json!([false, false, false]), "{answers}");
    let stored = stage.browser.storage().await?["preferences"].clone();
    ensure!(stored.is_null(), "{stored}");
    let popup = stage.browser.popup_tab().await?;
    is_managed(&stage, "highlights", true).await?;
    is_managed(&stage, "region", true).await?;
    let shown = stage
        .run("return [document.querySelector('#highlights').checked, document.querySelector('#region').value, document.querySelector('#said').dataset.region]")
        .await?;
    ensure!(shown == json!([false, "CH", "CH"]), "{shown}");
    stage.browser.close_popup_tab(popup).await?;
    let before = stage.switch().await?["seen"].clone();
    stage.go(SETTING).await?;
    wait_for(
        "the page to be looked at",
        PATIENCE,
        async || Ok(stage.switch().await?["seen"].clone()),
        |seen| *seen != before,
    )
    .await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    stage.no_overlay("highlights are off").await?;
    for page in [
        "options/options.html",
        "welcome/welcome.html",
        "popup/popup.html",
    ] {
        open(&stage, page).await?;
        is_managed(&stage, "region", true).await?;
        no_barriers(&stage, page).await?;
        fits(&stage, page).await?;
    }
    Ok(())
}

pub async fn a_managed_value_that_does_not_fit_is_ignored(kind: Kind) -> Result<()> {
    let values = json!({"highlights": "sometimes", "region": "Atlantis", "recheckDays": 30});
    let stage = Stage::alone(kind, Scenario::default(), |options| {
        options.managed = Some(values);
        options.forced_colors = true;
        options.reduced_motion = true;
    })
    .await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, "This switch is on.").await?;
    let address = stage.browser.extension_address()?;
    let options = format!("{address}options/options.html");
    stage.browser.driver.goto(options).await?;
    is_managed(&stage, "recheck", true).await?;
    is_managed(&stage, "highlights", false).await?;
    is_managed(&stage, "region", false).await?;
    can_be_seen(&stage, "the options, one of them managed").await?;
    // What nobody has set is the person's to choose.
    let choose = "return chrome.runtime.sendMessage({setRegion: {region: 'FR'}});";
    ensure!(stage.browser.run_in_extension(choose).await? == true);
    let stored = stage.browser.storage().await?["preferences"].clone();
    ensure!(stored["region"] == "FR", "{stored}");
    Ok(())
}
