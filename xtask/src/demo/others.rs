//! The walk through LinkedIn's other settings: turns them on in Details, follows "Next" to each of
//! them, and shows at the end how all of them stand.

use anyhow::{Context, Result, ensure};
use headsup_core::catalogue::{Setting, catalogue, on_one_page};
use practice::browser::{Browser, wait_for};
use practice::words::{english, english_with};
use serde_json::{Value, json};

use super::look;
use super::pictures::Pictures;

/// The name of the scenario, and what it shows.
pub(super) const NAME: &str = "others";
pub(super) const SAYS: &str = "LinkedIn's other data and ad settings: a walk through all of them";

const DETAILS: &str = "details/details.html#others";

/// Walks through all of them. Prints a line for each page, once its ring was seen and its switches
/// are recorded.
pub(super) async fn walk(browser: &Browser, pictures: &Pictures) -> Result<()> {
    let pages: Vec<_> = catalogue().settings.chunk_by(on_one_page).collect();
    details(browser).await?;
    run(browser, "document.querySelector('#others-shown').click()").await?;
    for (done, page) in pages.iter().enumerate() {
        let progress = progress(done, pages.len())?;
        says(browser, "#others-progress", &progress).await?;
        let next = run(
            browser,
            "return document.querySelector('#others-next').href",
        )
        .await?;
        let address = page[0].address(&catalogue().site);
        ensure!(
            next == json!(address),
            "\"Next\" in Details leads to {next}, not to {address}"
        );
        browser.driver.goto(&address).await?;
        let seen = look::ring(browser, &track(&page[0]), english("calloutOn")?).await?;
        let name = page[0].wording[0].name;
        println!(
            "{progress:<20}{name}: ring around its switch; callout: {}",
            seen.said
        );
        browser
            .screenshot(&pictures.path(&format!("others-{}", done + 1)))
            .await?;
        for setting in *page {
            is_recorded(browser, setting).await?;
        }
        details(browser).await?;
    }
    let progress = progress(pages.len(), pages.len())?;
    says(browser, "#others-progress", &progress).await?;
    run(
        browser,
        "document.querySelector('#others').scrollIntoView()",
    )
    .await?;
    browser.screenshot(&pictures.path("others-all")).await
}

fn progress(done: usize, all: usize) -> Result<String> {
    english_with("othersProgress", &[done, all])
}

/// What a person sees of a switch, on the practice site.
fn track(setting: &Setting) -> String {
    let key = setting.keys[0];
    format!("[aria-labelledby={key:?}] + label, #{key} + label")
}

/// Opens the page with the details, and waits until it is filled.
async fn details(browser: &Browser) -> Result<()> {
    let address = browser.extension_address()?;
    browser.driver.goto(format!("{address}{DETAILS}")).await?;
    let filled = "return document.querySelector('main').dataset.status ?? null";
    let status = async || run(browser, filled).await;
    wait_for("the details", look::PATIENCE, status, |status| {
        !status.is_null()
    })
    .await?;
    Ok(())
}

async fn is_recorded(browser: &Browser, setting: &Setting) -> Result<()> {
    let record = async || Ok(browser.storage().await?["record"]["settings"][setting.id].clone());
    // On the practice site all switches are on at first: of a reversed one, the data is not used.
    let state = if setting.reversed { "off" } else { "on" };
    let is_so = |entry: &Value| entry["switch"]["state"] == state;
    let what = format!("{} to be recorded as {state}", setting.id);
    wait_for(&what, look::PATIENCE, record, is_so).await?;
    Ok(())
}

async fn says(browser: &Browser, css: &str, words: &str) -> Result<()> {
    let text = format!("return document.querySelector({css:?}).innerText");
    let text = async || run(browser, &text).await;
    wait_for(words, look::PATIENCE, text, |text| *text == json!(words)).await?;
    Ok(())
}

async fn run(browser: &Browser, script: &str) -> Result<Value> {
    let answer = browser.driver.execute(script, []).await;
    Ok(answer
        .context("a script in Details has failed")?
        .json()
        .clone())
}
