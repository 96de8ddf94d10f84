//! Options that an organisation has set count, are marked, and cannot be changed.

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::site::Scenario;
use practice::words::english;
use serde_json::{Value, json};

use crate::access::{no_barriers, open};
use crate::faults::Broken;
use crate::layout::{can_be_seen, fits};
use crate::stage::{PATIENCE, SETTING, Stage, TRACK};
use crate::welcome::details_pages;

/// A stage on which an organisation has set these values.
async fn stage(kind: Kind, values: Value) -> Result<Stage> {
    Stage::alone(kind, Scenario::default(), |options| {
        options.managed = Some(values);
    })
    .await
}

/// Waits until the tab under test shows the control as managed or not, in what can be seen and in
/// what a screen reader reads.
async fn is_managed(stage: &Stage, id: &str, managed: bool) -> Result<()> {
    let script = format!(
        "const control = document.querySelector('#{id}');
         const note = document.querySelector('#{id}-managed');
         return [control.disabled, note.offsetHeight > 0, note.innerText]"
    );
    let words = english("managed")?;
    wait_for(
        &format!("#{id} to be managed: {managed}"),
        PATIENCE,
        async || stage.run(&script).await,
        |seen| seen[0] == managed && seen[1] == managed && (!managed || seen[2] == words),
    )
    .await?;
    let heard = stage.browser.description(&format!("#{id}")).await?;
    ensure!(
        heard.contains(words) == managed,
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
    let options = format!("{address}details/details.html");
    stage.browser.driver.goto(options).await?;
    is_managed(&stage, "highlights", true).await?;
    is_managed(&stage, "recheck", true).await?;
    is_managed(&stage, "region-choice", true).await?;
    let shown = stage
        .run(
            "const name = (id) => document.querySelector(id).selectedOptions[0].innerText;
             return [document.querySelector('#highlights').checked, name('#recheck'), name('#region-choice')]",
        )
        .await?;
    ensure!(
        shown == json!([false, "After 7 days", "Switzerland"]),
        "{shown}"
    );

    // A message from our own pages does not change it either.
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
    let shown = stage
        .run("return [document.querySelector('#highlights').checked, document.querySelector('#reminder').dataset.region]")
        .await?;
    ensure!(shown == json!([false, "CH"]), "{shown}");
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
    for page in ["details/details.html", "popup/popup.html"] {
        open(&stage, page).await?;
        is_managed(&stage, "highlights", true).await?;
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
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let address = stage.browser.extension_address()?;
    let options = format!("{address}details/details.html");
    stage.browser.driver.goto(options).await?;
    is_managed(&stage, "recheck", true).await?;
    is_managed(&stage, "highlights", false).await?;
    is_managed(&stage, "region-choice", false).await?;
    can_be_seen(&stage, "the options, one of them managed").await?;
    // What nobody has set is the person's to choose.
    let choose = "return chrome.runtime.sendMessage({setRegion: {region: 'FR'}});";
    ensure!(stage.browser.run_in_extension(choose).await? == true);
    let stored = stage.browser.storage().await?["preferences"].clone();
    ensure!(stored["region"] == "FR", "{stored}");
    Ok(())
}

/// Waits until the alarm is set for this many days after the switch was seen.
async fn rings_after(stage: &Stage, days: u32) -> Result<()> {
    let seen = stage.switch().await?["seen"].clone();
    let alarms = format!(
        "const [alarm] = await chrome.alarms.getAll();
         return alarm && (alarm.scheduledTime - Date.parse({seen})) / 86_400_000;"
    );
    wait_for(
        &format!("the alarm to be set {days} days later"),
        PATIENCE,
        async || stage.browser.run_in_extension(&alarms).await,
        |after| {
            after
                .as_f64()
                .is_some_and(|after| (after - f64::from(days)).abs() < 0.001)
        },
    )
    .await?;
    Ok(())
}

pub async fn what_an_organisation_sets_later_is_followed(kind: Kind) -> Result<()> {
    let stage = stage(kind, json!({})).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.recorded("opted-in", true).await?;
    rings_after(&stage, 90).await?;
    for (highlights, days) in [(false, 7), (true, 30)] {
        let values = json!({"highlights": highlights, "recheckDays": days});
        stage.browser.set_managed(&values)?;
        if kind == Kind::Firefox {
            stage.browser.enable_extension(false).await?;
            stage.browser.enable_extension(true).await?;
        }
        match highlights {
            false => stage.no_overlay("the organisation forbids it").await?,
            true => {
                stage.ringed(TRACK, english("calloutOn")?).await?;
            }
        }
        rings_after(&stage, days).await?;
    }
    Ok(())
}

pub async fn a_browser_that_is_slow_to_say_what_is_managed_is_not_waited_for(
    kind: Kind,
) -> Result<()> {
    let broken = Broken::open(kind).await?;
    let stage = &broken.stage;
    wait_for(
        "the answer to be kept",
        PATIENCE,
        async || Ok(stage.browser.storage().await?["managed"].clone()),
        |kept| *kept == json!({}),
    )
    .await?;
    broken.set(&json!({"mute": true})).await?;
    stage.browser.stop_worker().await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.recorded("opted-in", true).await?;
    stage.badge("!").await?;

    // Where no answer is stored, nothing is drawn that the organisation could have forbidden.
    let erase = "await chrome.storage.local.clear();";
    stage.browser.run_in_extension(erase).await?;
    stage.browser.stop_worker().await?;
    stage.go(SETTING).await?;
    stage.lives_for(2).await?;
    let overlay = stage.browser.overlay().await?;
    ensure!(overlay.is_none(), "{overlay:?}");
    broken.mend("mute").await?;
    stage.browser.stop_worker().await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    Ok(())
}

pub async fn an_extension_that_is_enabled_again_shows_badge_and_sets_alarm(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::alone(kind, Scenario::default(), |_| {}).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.go("/feed/").await?;
    stage.badge("!").await?;
    stage.browser.enable_extension(false).await?;
    stage.browser.enable_extension(true).await?;
    stage.badge("!").await?;
    rings_after(&stage, 90).await
}

/// Waits until the extension has heard what the organisation has set.
async fn has_heard(stage: &Stage) -> Result<()> {
    wait_for(
        "what the organisation has set",
        PATIENCE,
        async || Ok(stage.browser.storage().await?["managed"].clone()),
        |managed| managed["recheckDays"] == 30,
    )
    .await?;
    Ok(())
}

pub async fn where_an_organisation_says_so_no_page_opens_after_its_install(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::alone(kind, Scenario::default(), |options| {
        options.managed = Some(json!({"welcome": false, "recheckDays": 30}));
        (options.rolled_out, options.welcome) = (true, true);
    })
    .await?;
    has_heard(&stage).await?;
    // The background hears of it in the same turn in which it would open the page.
    stage
        .browser
        .run_in_extension("await chrome.runtime.sendMessage(null)")
        .await?;
    ensure!(details_pages(&stage).await? == 0);
    Ok(())
}

pub async fn an_organisation_that_says_nothing_of_it_has_the_page_opened(kind: Kind) -> Result<()> {
    let stage = Stage::alone(kind, Scenario::default(), |options| {
        options.managed = Some(json!({"recheckDays": 30}));
        (options.rolled_out, options.welcome) = (true, true);
    })
    .await?;
    let pages = async || details_pages(&stage).await;
    wait_for("the page", PATIENCE, pages, |pages| *pages == 1).await?;
    Ok(())
}
