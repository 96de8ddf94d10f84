//! Knows how to take pictures of the popup in every language of `extension/_locales`, for
//! people to look at. Writes to `target/demo/languages/` only: `<locale>.png` as the popup
//! opens, `<locale>-dark.png` in the dark theme with everything unfolded.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use practice::{
    browser::{Browser, Kind, Options},
    site::{Scenario, Site},
};
use serde_json::json;

use super::look;
use crate::paths;

/// Below the checkout.
const FOLDER: &str = "target/demo/languages";

const DARK_AND_UNFOLDED: &str = "
    document.documentElement.style.colorScheme = 'dark';
    for (const it of document.querySelectorAll('details')) it.open = true;";

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
        let said = popup(&site, &locale, &folder);
        let said = said.await.with_context(|| locale.clone())?;
        println!("{FOLDER}/{:<15} {said}", format!("{locale}.png"));
    }
    Ok(())
}

/// Takes the pictures of one language; returns the popup's headline in it.
async fn popup(site: &Site, locale: &str, folder: &Path) -> Result<String> {
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
    let popup = browser.real_popup().await?;
    let headline = look::popup(&popup, "opted-in", true).await?;
    popup
        .screenshot(&folder.join(format!("{locale}.png")))
        .await?;
    popup.run(DARK_AND_UNFOLDED).await?;
    popup
        .screenshot(&folder.join(format!("{locale}-dark.png")))
        .await?;
    popup.close().await?;
    browser.close().await?;
    Ok(headline)
}
