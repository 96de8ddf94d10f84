//! Details as they open after the install.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::site::Scenario;
use practice::words::english;
use thirtyfour::By;

use crate::popup::tab_shows;
use crate::stage::{PATIENCE, SETTING, SITE, Stage, TRACK};

const DETAILS: &str = "details/details.html";

/// In how many tabs Details are open.
pub async fn details_pages(stage: &Stage) -> Result<u64> {
    let body = "const tabs = await chrome.tabs.query({});
                const url = chrome.runtime.getURL('details/details.html');
                return tabs.filter((tab) => tab.url === url).length";
    let count = stage.browser.run_in_extension(body).await?;
    Ok(count.as_u64().unwrap_or_default())
}

pub async fn after_the_install_a_page_says_what_it_does_and_leads_to_the_setting(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::alone(kind, Scenario::default(), |options| options.welcome = true).await?;
    let pages = async || details_pages(&stage).await;
    wait_for("the page", PATIENCE, pages, |pages| *pages == 1).await?;
    // It opens in a tab of its own, which Chromium's driver does not see.
    let address = stage.browser.extension_address()?;
    stage
        .browser
        .driver
        .goto(format!("{address}{DETAILS}"))
        .await?;
    tab_shows(&stage.browser, "unknown", false).await?;
    let said = stage.run("return document.body.innerText").await?;
    let said = said.as_str().context("no text")?;
    let mut before = 0;
    // In this order: what Heads Up does comes before what it asks for.
    for part in [
        english("welcomeTitle")?,
        english("welcomeLead")?,
        english("doesLead")?,
        english("statusUnknown")?,
        english("regionTitle")?,
        english("highlightsLabel")?,
        english("highlightsNote")?,
        english("seesSettingsWhy")?,
        english("neverClicks")?,
    ] {
        let at = said.find(part);
        let at = at.with_context(|| format!("it does not say {part:?}:\n{said}"))?;
        ensure!(at >= before, "{part:?} comes too early:\n{said}");
        before = at;
    }
    let before = stage.browser.driver.windows().await?;
    stage
        .browser
        .driver
        .find(By::Css("#open"))
        .await?
        .click()
        .await?;
    let opened = stage.browser.window_besides(&before).await?;
    stage.browser.driver.switch_to_window(opened).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let url = stage.browser.driver.current_url().await?;
    ensure!(url.as_str() == format!("{SITE}{SETTING}"), "{url}");
    Ok(())
}

pub async fn once_a_switch_was_seen_the_details_begin_with_the_status(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    let address = stage.browser.extension_address()?;
    stage
        .browser
        .driver
        .goto(format!("{address}{DETAILS}"))
        .await?;
    tab_shows(&stage.browser, "opted-in", true).await?;
    let first = "return document.querySelector('main > section:not([hidden])').dataset.setting";
    ensure!(stage.run(first).await? == "linkedin/ai-training");
    Ok(())
}

pub async fn no_page_opens_after_an_update(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    ensure!(details_pages(&stage).await? == 0, "the harness closes it");
    // The badge is set in the same turn in which the page would be opened.
    stage.browser.reload_extension().await?;
    stage.badge("!").await?;
    ensure!(details_pages(&stage).await? == 0);
    ensure!(stage.browser.driver.windows().await?.len() == 1);
    Ok(())
}
