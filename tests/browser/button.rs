//! The popup's button and its link to the details: where they lead.

use std::fs;

use anyhow::{Result, ensure};
use practice::browser::{Kind, RealPopup, wait_for};
use practice::site::Scenario;
use practice::words::english;
use serde_json::{Value, json};

use crate::faults::copied;
use crate::stage::{PATIENCE, PRIVACY, SETTING, SITE, Stage, TRACK};
use crate::told::{preferences, record};

/// Waits until the popup has its status and its final size, and presses what `css` selects.
async fn press_in(popup: &RealPopup<'_>, css: &str) -> Result<()> {
    let status = "return document.querySelector('main').dataset.status ?? null";
    let filled = async || popup.run(status).await;
    wait_for("the popup's status", PATIENCE, filled, |it| it.is_string()).await?;
    popup.click(css).await?;
    let is_open = async || popup.is_open().await;
    wait_for("the popup to make room", PATIENCE, is_open, |open| !open).await?;
    Ok(())
}

/// Presses the popup's button over the page in front.
async fn press(stage: &Stage) -> Result<()> {
    let popup = stage.browser.real_popup().await?;
    press_in(&popup, "#open").await
}

/// The browser's id of the tab in front, and the number of tabs. Asked of the extension: the driver
/// would bring a tab to the front to read it.
async fn tabs(stage: &Stage) -> Result<Value> {
    let body = "const tabs = (await chrome.tabs.query({})).filter(({ url }) => !url?.startsWith(chrome.runtime.getURL('')));
                return [tabs.find((tab) => tab.active)?.id, tabs.length];";
    stage.browser.run_in_extension(body).await
}

/// Waits until this tab is in front, among `of` tabs.
async fn in_front(stage: &Stage, tab: &Value, of: usize) -> Result<()> {
    let expected = json!([tab, of]);
    let what = format!("tab and number to be {expected}");
    wait_for(
        &what,
        PATIENCE,
        async || tabs(stage).await,
        |seen| *seen == expected,
    )
    .await?;
    Ok(())
}

pub async fn the_button_brings_the_tab_with_the_setting_to_the_front(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    let loaded = stage.run("return performance.timeOrigin").await?;
    let first = stage.browser.driver.window().await?;
    let setting = tabs(&stage).await?[0].clone();
    // Whatever page is in front, the button brings that tab to the front.
    for path in ["/feed/", PRIVACY] {
        let other = stage.browser.driver.new_tab().await?;
        stage.browser.driver.switch_to_window(other).await?;
        stage.go(path).await?;
        let before = tabs(&stage).await?;
        ensure!(before[0] != setting && before[1] == 2, "{path}: {before}");
        press(&stage).await?;
        in_front(&stage, &setting, 2).await?;
        stage.browser.driver.close_window().await?;
        stage.browser.driver.switch_to_window(first.clone()).await?;
    }
    // It is in front already.
    press(&stage).await?;
    in_front(&stage, &setting, 1).await?;
    let now = stage.run("return performance.timeOrigin").await?;
    ensure!(now == loaded, "it was loaded anew");
    Ok(())
}

pub async fn the_button_takes_the_tab_in_front_on_linkedins_settings(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(PRIVACY).await?;
    let tab = tabs(&stage).await?[0].clone();
    press(&stage).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    in_front(&stage, &tab, 1).await
}

pub async fn the_button_opens_a_tab_where_there_is_none(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go("/feed/").await?;
    let feed = tabs(&stage).await?[0].clone();
    let before = stage.browser.driver.windows().await?;
    press(&stage).await?;
    let opened = stage.browser.window_besides(&before).await?;
    let now = tabs(&stage).await?;
    ensure!(now[0] != feed && now[1] == 2, "{now}");
    stage.browser.driver.switch_to_window(opened).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let url = stage.browser.driver.current_url().await?;
    ensure!(url.as_str() == format!("{SITE}{SETTING}"), "{url}");
    Ok(())
}

pub async fn the_button_is_quiet_once_opted_out_and_confirmed(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let mut never_due = preferences("HK");
    never_due["recheckDays"] = 0.into();
    for (status, confirmed, quiet) in [
        ("opted-in", true, false),
        ("opted-out", false, false),
        ("opted-out", true, true),
    ] {
        let record = record(status, confirmed, &json!([]), None);
        let stored = json!({"record": record, "preferences": never_due});
        stage.browser.set_storage(&stored).await?;
        let popup = stage.browser.popup_tab().await?;
        crate::popup::tab_shows(&stage.browser, status, confirmed).await?;
        let ground = "return getComputedStyle(document.querySelector('#open')).backgroundColor";
        let ground: Value = stage.run(ground).await?;
        ensure!(
            (ground == "rgba(0, 0, 0, 0)") == quiet,
            "{status} {confirmed}: {ground}"
        );
        stage.browser.close_popup_tab(popup).await?;
    }
    Ok(())
}

pub async fn the_popup_leads_to_the_details(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go("/feed/").await?;
    let popup = stage.browser.real_popup().await?;
    press_in(&popup, "#details").await?;
    stage.own_tab("details/details.html").await
}

/// <https://github.com/tilfinltd/aws-extend-switch-roles/issues/406>
pub async fn without_an_options_page_the_details_open_in_a_tab(kind: Kind) -> Result<()> {
    let package = copied(kind)?;
    let file = package.path().join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
    let had = manifest
        .as_object_mut()
        .and_then(|manifest| manifest.remove("options_ui"));
    ensure!(had.is_some(), "the manifest has no options page");
    fs::write(&file, manifest.to_string())?;
    let stage = Stage::alone(kind, Scenario::default(), |options| {
        options.package = package.path().to_owned();
    })
    .await?;
    stage.go("/feed/").await?;
    let popup = stage.browser.real_popup().await?;
    press_in(&popup, "#details").await?;
    stage.own_tab("details/details.html").await
}
