//! Our pages by the keyboard alone.

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use serde_json::{Value, json};
use thirtyfour::{By, Key};

use crate::access::open;
use crate::popup::tab_shows;
use crate::stage::{PATIENCE, SETTING, SITE, Stage, TRACK};
use crate::told::everything;

/// The ids, or else the words, of what Tab reaches, in order.
async fn tab_stops(stage: &Stage) -> Result<Vec<String>> {
    let mut stops = Vec::new();
    for _ in 0..40 {
        stage
            .browser
            .driver
            .action_chain()
            .send_keys(Key::Tab)
            .perform()
            .await?;
        let stop = stage
            .run(
                "const at = document.activeElement;
                 const {outlineStyle, outlineWidth} = getComputedStyle(at);
                 return [at === document.body ? '' : at.id || at.innerText, outlineStyle !== 'none' && outlineWidth !== '0px']",
            )
            .await?;
        let name = stop[0].as_str().unwrap_or_default().to_owned();
        if name.is_empty() || stops.first() == Some(&name) {
            break;
        }
        ensure!(stop[1] == true, "no focus to be seen on {name}");
        stops.push(name);
    }
    Ok(stops)
}

pub async fn the_keyboard_alone_reaches_and_does_everything(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    open(&stage, "options/options.html").await?;
    stage.appears("#highlights:enabled").await?;
    // A switch by the space bar, a question by Enter and Escape.
    let press = async |id: &str, key: Key| -> Result<()> {
        let driver = &stage.browser.driver;
        driver.find(By::Id(id)).await?.send_keys(key).await?;
        Ok(())
    };
    press("highlights", Key::Space).await?;
    practice::browser::wait_for(
        "highlights to be off",
        crate::stage::PATIENCE,
        async || Ok(stage.browser.storage().await?["preferences"]["highlights"].clone()),
        |it| *it == false,
    )
    .await?;
    press("erase", Key::Enter).await?;
    stage.appears("#erase-question[open]").await?;
    let driver = &stage.browser.driver;
    driver
        .action_chain()
        .send_keys(Key::Escape)
        .perform()
        .await?;
    ensure!(
        stage
            .run("return document.getElementById('erase-question').open")
            .await?
            == false
    );
    let kept = stage.browser.storage().await?["preferences"]["highlights"].clone();
    ensure!(kept == false, "Escape must erase nothing");

    open(&stage, "options/options.html").await?;
    stage.appears("#highlights:enabled").await?;
    let stops = tab_stops(&stage).await?;
    let order = ["highlights", "region", "recheck", "erase"];
    let places: Vec<_> = order
        .iter()
        .map(|id| stops.iter().position(|stop| stop == id))
        .collect();
    ensure!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{stops:?}"
    );
    let all = stage
        .run("return [...document.querySelectorAll('a[href], button:enabled, input:enabled, select:enabled, summary')].filter((it) => it.checkVisibility()).length")
        .await?;
    ensure!(all == stops.len(), "{all} to reach, reached {stops:?}");

    open(&stage, "popup/popup.html").await?;
    stage.appears("main[data-status]").await?;
    let stops = tab_stops(&stage).await?;
    ensure!(
        stops.iter().any(|it| it == "open") && stops.iter().any(|it| it == "highlights"),
        "{stops:?}"
    );
    Ok(())
}
