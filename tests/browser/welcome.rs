//! The welcome page: once, when the extension is installed.

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::site::Scenario;
use thirtyfour::By;

use crate::stage::{PATIENCE, SETTING, SITE, Stage, TRACK};

/// How many welcome pages are open.
async fn welcome_pages(stage: &Stage) -> Result<u64> {
    let body = "const tabs = await chrome.tabs.query({});
                const url = chrome.runtime.getURL('welcome/welcome.html');
                return tabs.filter((tab) => tab.url === url).length";
    let count = stage.browser.run_in_extension(body).await?;
    Ok(count.as_u64().unwrap_or_default())
}

async fn press(stage: &Stage, css: &str) -> Result<()> {
    let element = stage.browser.driver.find(By::Css(css)).await?;
    Ok(element.click().await?)
}

pub async fn the_welcome_page_opens_on_the_install_and_tries_it(kind: Kind) -> Result<()> {
    let stage = Stage::alone(kind, Scenario::default(), |options| options.welcome = true).await?;
    wait_for(
        "the welcome page",
        PATIENCE,
        async || welcome_pages(&stage).await,
        |pages| *pages == 1,
    )
    .await?;
    // It has a tab of its own that the driver of Chromium does not reach.
    let address = stage.browser.extension_address()?;
    let welcome = format!("{address}welcome/welcome.html");
    stage.browser.driver.goto(welcome).await?;
    let said = wait_for(
        "the welcome page to be filled",
        PATIENCE,
        async || {
            stage
                .run("return document.querySelector('#try')?.href ? document.body.innerText : ''")
                .await
        },
        |said| said.as_str().is_some_and(|said| !said.is_empty()),
    )
    .await?;
    let said = said.as_str().unwrap_or_default();
    for part in [
        "see whether it is off",
        "you can also leave it on",
        "LinkedIn’s terms restrict extensions",
        "When your browser asks, it names the whole site",
        "sends nothing anywhere",
    ] {
        ensure!(said.contains(part), "it does not say {part:?}:\n{said}");
    }
    press(&stage, "#highlights").await?;
    wait_for(
        "the choice to be stored",
        PATIENCE,
        async || Ok(stage.browser.storage().await?["preferences"]["highlights"].clone()),
        |seen| seen == false,
    )
    .await?;
    press(&stage, "#highlights").await?;
    let before = stage.browser.driver.windows().await?;
    press(&stage, "#try").await?;
    let opened = stage.browser.window_besides(&before).await?;
    stage.browser.driver.switch_to_window(opened).await?;
    stage.ringed(TRACK, "This switch is on.").await?;
    let url = stage.browser.driver.current_url().await?;
    ensure!(url.as_str() == format!("{SITE}{SETTING}"), "{url}");
    Ok(())
}

pub async fn no_page_opens_after_an_update(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    ensure!(welcome_pages(&stage).await? == 0, "the harness closes it");
    // The badge is put back in the same turn in which a page would be opened.
    stage.browser.reload_extension().await?;
    stage.badge("!").await?;
    ensure!(welcome_pages(&stage).await? == 0);
    ensure!(stage.browser.driver.windows().await?.len() == 1);
    Ok(())
}
