//! Knows how to take pictures of our pages in every language of `extension/_locales`, for
//! people to look at. Writes to `target/demo/languages/` only: `<locale>-popup.png`,
//! `<locale>-left-on.png` with the switch left on by choice, `<locale>-barred.png` where the
//! browser bars extensions, `<locale>-welcome.png` as after the install, `<locale>-details.png`
//! unfolded; each also in the dark theme, as `…-dark.png`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use practice::{
    browser::{Browser, Kind, Options, wait_until},
    site::{Scenario, Site},
};
use serde_json::json;

use super::look;
use crate::paths;

/// Below the checkout.
const FOLDER: &str = "target/demo/languages";

const UNFOLDED: &str = "for (const it of document.querySelectorAll('details')) it.open = true;";
const DARK: &str = "document.documentElement.style.colorScheme = 'dark';";

/// How wide the page with the details is in the pictures.
const WIDTH: u32 = 760;

/// One Chromium after the other, since a browser has one language from start to end.
pub(super) async fn take() -> Result<()> {
    let folder = paths::root().join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut locales = Vec::new();
    for locale in fs::read_dir(paths::root().join("extension/_locales"))? {
        locales.push(locale?.file_name().to_string_lossy().into_owned());
    }
    locales.sort();
    let site = Site::start(Scenario::default()).await?;
    for locale in locales {
        let said = pages(&site, &locale, &folder);
        let said = said
            .await
            .with_context(|| format!("in the language {locale}"))?;
        println!("{FOLDER}/{:<15} {said}", format!("{locale}-*.png"));
    }
    Ok(())
}

/// Takes the pictures of one language; returns the popup's headline in it.
async fn pages(site: &Site, locale: &str, folder: &Path) -> Result<String> {
    let language = locale.replace('_', "-");
    let mut options = Options::new(paths::dist().join("chrome"), site.port());
    options.language = Some(language.clone());
    options.reduced_motion = true;
    let browser = Browser::open(Kind::Chromium, &options).await?;
    let spoken = "return chrome.i18n.getUILanguage().split('-')[0];";
    let spoken = browser.run_in_extension(spoken).await?;
    ensure!(
        language.split('-').next() == spoken.as_str(),
        "Chromium speaks {spoken}, not {language}: install its languages"
    );
    details(&browser, &folder.join(format!("{locale}-welcome"))).await?;
    let seen = "2026-03-09T15:04:00.000Z";
    browser
        .set_storage(&json!({"record": {
            "schema": 2,
            "settings": {"linkedin/ai-training": {
                "switch": {
                    "state": "on", "confirmed": true, "since": seen, "seen": seen, "asOf": seen, "evidence": "key",
                },
                "history": [{"at": seen, "to": "on", "by": "unseen"}],
            }},
        }}))
        .await?;
    details(&browser, &folder.join(format!("{locale}-details"))).await?;
    let file = |name: &str| folder.join(format!("{locale}-{name}"));
    let headline = popup(&browser, "opted-in", true, &file("popup")).await?;
    let left = json!({"schema": 2, "recheckDays": 0, "leave": {"linkedin/ai-training": seen}});
    let left = format!("await chrome.storage.local.set({{preferences: {left}}});");
    browser.run_in_extension(&left).await?;
    popup(&browser, "opted-in", true, &file("left-on")).await?;
    let barred =
        "await chrome.storage.local.clear(); await chrome.storage.session.set({barred: true});";
    browser.run_in_extension(barred).await?;
    popup(&browser, "unknown", false, &file("barred")).await?;
    browser.close().await?;
    Ok(headline)
}

/// Takes the pictures of the popup; returns its headline.
async fn popup(browser: &Browser, status: &str, confirmed: bool, file: &Path) -> Result<String> {
    let popup = browser.real_popup().await?;
    let headline = look::popup(&popup, status, confirmed).await?;
    popup.screenshot(&file.with_extension("png")).await?;
    popup.run(DARK).await?;
    popup.screenshot(&dark(file)).await?;
    popup.close().await?;
    Ok(headline)
}

/// Takes the pictures of the whole page with the details.
async fn details(browser: &Browser, file: &Path) -> Result<()> {
    let address = format!("{}details/details.html", browser.extension_address()?);
    browser.driver.goto(address).await?;
    let height = wait_until("the page to be filled", look::PATIENCE, async || {
        let script = format!(
            "{UNFOLDED} return document.querySelector('main').dataset.status ? document.documentElement.offsetHeight : null;"
        );
        let height = browser.driver.execute(script, []).await?;
        Ok(height.json().as_f64())
    })
    .await?;
    browser
        .set_viewport((WIDTH, height.ceil() as u32 + 1))
        .await?;
    browser.screenshot(&file.with_extension("png")).await?;
    browser.driver.execute(DARK, []).await?;
    browser.screenshot(&dark(file)).await
}

/// The name of the picture in the dark theme.
fn dark(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{name}-dark.png"))
}
