//! Shows a scenario of the practice site, for a person to try by hand. Clicks nothing.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use practice::{
    browser::{Browser, Kind, wait_until},
    site::{NAMED, Scenario, Site},
};

use super::{Pictures, Window, left_to_the_person, look, open, others, unless_stopped};

/// The setting's page, which most scenarios are about.
const SETTING: &str = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement";

/// The names of all scenarios, with one line each.
pub(super) fn list() -> String {
    let named = NAMED.iter().map(|named| (named.name, named.says));
    let named = named.chain([(others::NAME, others::SAYS)]);
    let width = named.clone().map(|(name, _)| name.len()).max();
    let width = width.unwrap_or_default();
    named.fold(String::new(), |mut text, (name, says)| {
        let _ = writeln!(text, "{name:width$}  {says}");
        text
    })
}

/// Opens the setting's page. Without a visible window: prints what was drawn, and takes a picture.
pub(super) async fn play(
    kind: Kind,
    name: &str,
    scenario: Scenario,
    window: &Window,
    pictures: &Pictures,
) -> Result<()> {
    let says = NAMED.iter().find(|named| named.name == name);
    println!("{name}: {}", says.map_or("", |named| named.says));
    let shown = unless_stopped(show(kind, name, scenario, window, pictures)).await?;
    let (browser, _site) = shown.context("stopped on the way; everything is cleaned up")?;
    left_to_the_person(browser, window).await
}

async fn show(
    kind: Kind,
    name: &str,
    scenario: Scenario,
    window: &Window,
    pictures: &Pictures,
) -> Result<(Browser, Site)> {
    let (browser, site) = open(kind, window, pictures, scenario).await?;
    browser.driver.goto(SETTING).await?;
    if !matches!(window, Window::Visible) {
        // In some scenarios no callout is the right result.
        let callout = wait_until("a callout", look::PATIENCE, async || {
            let overlay = browser.overlay().await?;
            Ok(overlay.and_then(|overlay| overlay.callout))
        });
        drop(callout.await);
        println!("There is {}", look::instead(&browser).await);
        let picture = pictures.path(name);
        browser.screenshot(&picture).await?;
        println!("Picture: {}", picture.display());
    }
    Ok((browser, site))
}
