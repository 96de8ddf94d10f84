//! Pages in the back/forward cache, prerendered, in the background, or open twice.

use anyhow::{Context, Result, bail, ensure};
use practice::browser::{Kind, Overlay, wait_for};
use practice::site::Scenario;
use practice::words::{english, start_of};
use serde_json::{Value, json};

use crate::stage::{ACCOUNT, KEY, PATIENCE, PRIVACY, SETTING, SITE, Stage, TRACK};
use crate::steps::TO_SETTING;
use crate::watch::SETTLED;

const PROFILE: &str = "/in/somebody/";
/// Asked for by a settings page that is about to be rendered.
const SETTINGS_API: &str = "/practice/api/settings";

pub async fn a_page_kept_for_the_way_back_cannot_take_a_flip_back(kind: Kind) -> Result<()> {
    // The browser decides whether the page is kept: a busy one may need the memory.
    for _ in 0..3 {
        if goes_back_to_a_kept_page(kind).await? {
            return Ok(());
        }
    }
    bail!("it was loaded anew each time, so nothing is tested");
}

/// Goes back. Returns whether the page was kept; where it was, what it shows must not count.
async fn goes_back_to_a_kept_page(kind: Kind) -> Result<bool> {
    let scenario = Scenario {
        may_be_kept: true,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.run("window.keptSince = 1").await?;
    stage.go(PROFILE).await?;
    stage.no_overlay("a profile").await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    stage.browser.driver.refresh().await?;
    stage.recorded("opted-out", true).await?;

    stage.run("history.go(-2)").await?;
    let kept = wait_for(
        "the first page",
        PATIENCE,
        async || {
            stage
                .run("return [document.readyState, location.pathname, window.keptSince ?? 0]")
                .await
        },
        |seen| seen[0] == "complete" && seen[1] == SETTING,
    )
    .await?;
    if kept[2] != 1 {
        return Ok(false);
    }
    // It shows the old state, which does not count.
    offers_a_reload(&stage).await?;
    ensure!(stage.say_again().await? == 1);
    stage.browser.driver.refresh().await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    ensure!(stage.history().await? == ["on", "off"]);
    stage.badge("✓").await?;
    Ok(true)
}

pub async fn a_prerendered_page_tells_nothing_before_it_is_seen(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        prerenders_setting: true,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    // Everything that any page tells the background.
    let listen = "window.told = [];
                  chrome.runtime.onMessage.addListener((message) => { window.told.push(message); });";
    stage.browser.run_in_extension(listen).await?;
    stage.go(PROFILE).await?;
    if kind == Kind::Chromium {
        let asked = || {
            let requests = stage.site.requests();
            requests.iter().any(|it| it.path_and_query == SETTINGS_API)
        };
        let said = "the prerendered page to ask for the settings";
        wait_for(said, PATIENCE, async || Ok(asked()), |so| *so).await?;
        // The content script runs before the page asks its server for anything, and its first scan
        // is told at once.
        stage.heard().await?;
    }
    let told = stage
        .browser
        .run_in_extension("return window.told;")
        .await?;
    ensure!(told == json!([]), "{told}");
    ensure!(stage.entry().await?.is_null());
    stage.run(&format!("location.href = {SETTING:?}")).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.recorded("opted-in", true).await?;
    let told = stage
        .browser
        .run_in_extension("return window.told;")
        .await?;
    ensure!(told != json!([]), "nothing was listened to");
    // Firefox prerenders nothing: the page is loaded normally there.
    let activated = stage
        .run("return performance.getEntriesByType('navigation')[0].activationStart ?? 0")
        .await?;
    let is_activated = activated.as_f64().is_some_and(|at| at > 0.0);
    ensure!(is_activated == (kind == Kind::Chromium), "{activated}");
    Ok(())
}

pub async fn a_tab_in_the_background_is_served_when_it_comes_to_the_front(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(PROFILE).await?;
    let first = stage.browser.driver.window().await?;
    stage
        .browser
        .run_in_extension(&format!(
            "await chrome.tabs.create({{url: {:?}, active: false}})",
            format!("{SITE}{SETTING}")
        ))
        .await?;
    // The prerendered page is not visible, so nothing is drawn.
    stage.no_overlay("a profile").await?;
    let windows = stage.browser.driver.windows().await?;
    let second = windows.into_iter().find(|it| *it != first);
    let second = second.context("no second tab")?;
    stage
        .browser
        .driver
        .switch_to_window(second.clone())
        .await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.recorded("opted-in", true).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    // A choice made while another tab was in front applies when this tab comes back, also when it
    // has nothing new to testify.
    stage.in_view_for(SETTLED).await?;
    let driver = &stage.browser.driver;
    driver.switch_to_window(first).await?;
    let choose = "return chrome.runtime.sendMessage({setHighlights: {on: false}})";
    ensure!(stage.browser.run_in_extension(choose).await? == true);
    driver.switch_to_window(second).await?;
    stage.no_overlay("highlights were turned off").await
}

pub async fn two_tabs_tell_one_story(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let driver = &stage.browser.driver;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let first = driver.window().await?;
    let second = driver.new_tab().await?;
    driver.switch_to_window(second).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.click(TRACK).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    stage.recorded("opted-out", false).await?;

    // The first tab still shows the state of its load, which does not count.
    driver.switch_to_window(first).await?;
    offers_a_reload(&stage).await?;
    ensure!(stage.say_again().await? == 2);
    driver.refresh().await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    stage.recorded("opted-out", true).await?;
    ensure!(stage.history().await? == ["on", "off"]);
    Ok(())
}

/// Both windows are visible: no event tells the first one that the second was flipped.
pub async fn two_windows_tell_one_story(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let driver = &stage.browser.driver;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let hidden = "addEventListener('visibilitychange', () => { window.wasHidden = true })";
    stage.run(hidden).await?;
    // Waits until the page has nothing more to testify.
    stage.recorded("opted-in", true).await?;
    stage.lives_for(5).await?;
    let first = driver.window().await?;
    let second = driver.new_window().await?;
    driver.switch_to_window(second).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    driver.switch_to_window(first).await?;
    offers_a_reload(&stage).await?;
    ensure!(stage.run("return window.wasHidden ?? false").await? == false);
    Ok(())
}

/// The document was loaded before the flip in the other tab, without our content script in it: what
/// it shows may be older, and only a reload can tell.
pub async fn an_older_tab_where_the_popup_starts_us_offers_a_reload(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let driver = &stage.browser.driver;
    stage.go("/feed/").await?;
    let older = driver.window().await?;
    let newer = driver.new_tab().await?;
    driver.switch_to_window(newer).await?;
    stage.go(SETTING).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    driver.close_window().await?;
    // As if set on another device.
    stage.site.set_saved(KEY, true);
    driver.switch_to_window(older).await?;
    let to_account = format!("main a[href={ACCOUNT:?}]");
    let to_privacy = format!("nav a[href={PRIVACY:?}]");
    for link in [&to_account, &to_privacy, TO_SETTING] {
        stage.click(link).await?;
    }
    stage.appears(TRACK).await?;
    let popup = stage.browser.real_popup().await?;
    let shown = "return document.querySelector('main').dataset.status ?? null";
    let shown = async || popup.run(shown).await;
    wait_for("the popup to be filled", PATIENCE, shown, Value::is_string).await?;
    popup.close().await?;
    is_believed_after_a_reload(&stage).await
}

pub async fn an_older_tab_after_an_arrival_offers_a_reload(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let driver = &stage.browser.driver;
    stage.go(PRIVACY).await?;
    stage
        .ringed(TO_SETTING, start_of("calloutToSetting")?)
        .await?;
    let older = driver.window().await?;
    let newer = driver.new_tab().await?;
    driver.switch_to_window(newer.clone()).await?;
    stage.go(SETTING).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    // As if set on another device.
    stage.site.set_saved(KEY, true);
    driver.switch_to_window(older).await?;
    stage.click(TO_SETTING).await?;
    is_believed_after_a_reload(&stage).await
}

/// The page in front shows "on" and was loaded before the flip that turned it off.
async fn is_believed_after_a_reload(stage: &Stage) -> Result<()> {
    offers_a_reload(stage).await?;
    stage.recorded("opted-out", false).await?;
    stage
        .browser
        .press_callout_button(english("calloutReload")?)
        .await?;
    stage.recorded("opted-in", true).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    Ok(())
}

/// Waits until the callout offers a reload, and does not say what this page shows.
async fn offers_a_reload(stage: &Stage) -> Result<()> {
    let (reload, on) = (english("calloutReload")?, english("calloutOn")?);
    let offers = |overlay: &Overlay| {
        overlay.callout.as_ref().is_some_and(|callout| {
            let mut buttons = callout.buttons.iter();
            buttons.any(|it| it.name == reload) && !callout.text.contains(on)
        })
    };
    stage.overlay("an offer to reload", offers).await.map(drop)
}
