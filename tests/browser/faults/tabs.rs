//! Many tabs at once, private windows, and access that a person takes away.

use anyhow::{Result, ensure};
use practice::browser::{Kind, RealPopup, wait_for};
use practice::site::Scenario;
use practice::words::english;
use serde_json::json;

use crate::stage::{PATIENCE, SETTING, SITE, Stage, TRACK};
use crate::watch::SETTLED;

/// How many tabs flip at once.
const TABS: u64 = 20;

pub async fn twenty_tabs_that_flip_at_once_lose_no_change(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let driver = &stage.browser.driver;
    // On a broadcast message each page sets its switch, all in the same turn.
    let join = "new BroadcastChannel('flip').onmessage = ({ data }) => {
                  const input = document.querySelector('[aria-labelledby=allowDataForGenerativeAI]');
                  if (input.checked !== data) input.click();
                };";
    stage.go(SETTING).await?;
    stage.appears(TRACK).await?;
    stage.run(join).await?;
    stage.recorded("opted-in", true).await?;
    for _ in 1..TABS {
        let tab = driver.new_tab().await?;
        driver.switch_to_window(tab).await?;
        stage.go(SETTING).await?;
        stage.appears(TRACK).await?;
        stage.run(join).await?;
    }
    stage.ringed(TRACK, english("calloutOn")?).await?;
    // A change before the switch has settled would count as the page filling itself in.
    stage.in_view_for(SETTLED).await?;
    for (round, (on, status, history)) in [
        (false, "opted-out", &["on", "off"][..]),
        (true, "opted-in", &["on"]),
        (false, "opted-out", &["on", "off"]),
    ]
    .into_iter()
    .enumerate()
    {
        // At the same time one of our pages sends a person's choices.
        let choices = "const intervals = [30, 180, 7].map((days) => ({ setRecheck: { days } }));
                       const regions = ['FR', 'HK', 'CH'].map((region) => ({ setRegion: { region } }));
                       const send = (choice) => chrome.runtime.sendMessage(choice);
                       return Promise.all([...intervals, ...regions].map(send));";
        // A channel does not hear itself, so the message is sent by a new one.
        stage
            .run(&format!("new BroadcastChannel('flip').postMessage({on})"))
            .await?;
        let answers = stage.browser.run_in_extension(choices).await?;
        ensure!(
            answers == json!([true, true, true, true, true, true]),
            "{answers}"
        );
        stage.recorded(status, false).await?;
        // Every tab has testified, and none has restored an older state. Nobody flipped a switch
        // here: a state that the tab in front changes by itself replaces the one that this tab had
        // shown before. The state from the first tab's load stays.
        ensure!(stage.say_again().await? == TABS);
        ensure!(
            stage.history().await? == history,
            "round {round}: {:?}",
            stage.history().await?
        );
        let preferences = stage.browser.storage().await?["preferences"].clone();
        ensure!(
            preferences["recheckDays"] == 7 && preferences["region"] == "CH",
            "{preferences}"
        );
    }
    stage.badge("✓").await
}

pub async fn in_a_private_window_nothing_is_seen_and_nothing_kept(kind: Kind) -> Result<()> {
    let stage = Stage::alone(kind, Scenario::default(), |_| {}).await?;
    stage.browser.allow_in_private().await?;
    stage.go("/feed/").await?;
    let before = stage.site.requests().len();
    stage
        .browser
        .open_privately(&format!("{SITE}{SETTING}"))
        .await?;
    // Its switch is on, and it is in view.
    wait_for(
        "the private page to ask for the settings",
        PATIENCE,
        async || Ok(stage.site.requests().split_off(before)),
        |requests| {
            requests
                .iter()
                .any(|it| it.path_and_query == "/practice/api/settings")
        },
    )
    .await?;
    // A page in the normal window, loaded later, has gone through all steps.
    stage.site.set_saved("allowDataForGenerativeAI", false);
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    ensure!(stage.say_again().await? == 1, "a private page listens");
    ensure!(
        stage.history().await? == ["off"],
        "the private page was recorded"
    );
    Ok(())
}

async fn shows(popup: &RealPopup<'_>, css: &str, shown: bool) -> Result<()> {
    let body = format!("return document.querySelector({css:?})?.checkVisibility() ?? false;");
    wait_for(
        &format!("{css} to be shown: {shown}"),
        PATIENCE,
        async || popup.run(&body).await,
        |seen| *seen == shown,
    )
    .await?;
    Ok(())
}

pub async fn access_taken_away_is_said_and_given_back_it_works_again(kind: Kind) -> Result<()> {
    let stage = Stage::alone(kind, Scenario::default(), |_| {}).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.recorded("opted-in", true).await?;
    stage.browser.revoke_access().await?;
    // While access is missing nothing is seen, and nothing is assumed.
    stage.site.set_saved("allowDataForGenerativeAI", false);
    stage.go(SETTING).await?;
    stage.appears(TRACK).await?;
    let ask = "const [tab] = await chrome.tabs.query({ active: true });
               return chrome.tabs.sendMessage(tab.id, 'scan').then(() => true, () => false);";
    let listens = stage.browser.run_in_extension(ask).await?;
    ensure!(listens == false, "a content script runs without access");
    let switch = stage.switch().await?;
    ensure!(switch["state"] == "on", "{switch}");
    ensure!(stage.browser.overlay().await?.is_none());
    // Only now, because pressing the toolbar button would grant access to the tab.
    stage.go("/feed/").await?;
    let popup = stage.browser.real_popup().await?;
    shows(&popup, "#give-access", true).await?;
    let said = popup.text("#troubles").await?;
    ensure!(!said.is_empty(), "it does not say what is missing");
    let path = popup.text("#path").await?;
    ensure!(
        path.contains("Data for Generative AI Improvement"),
        "{path}"
    );
    popup.close().await?;
    crate::access::open(&stage, "details/details.html").await?;
    stage.appears("#give-access:not([hidden])").await?;
    let first = "return document.querySelector('#troubles').innerText";
    let first = stage.run(first).await?;
    ensure!(first == said.as_str(), "the details begin with {first}");
    // While the page is open.
    stage.browser.give_access().await?;
    stage
        .appears("main[data-status]:not(:has(#troubles:not([hidden])))")
        .await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    stage.recorded("opted-out", true).await?;
    let popup = stage.browser.real_popup().await?;
    shows(&popup, "#headline", true).await?;
    shows(&popup, "#give-access", false).await?;
    popup.close().await
}
