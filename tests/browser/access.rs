//! Whether our own pages can be used by everyone: what axe-core can measure, and
//! the keyboard alone.

use anyhow::{Context, Result, ensure};
use practice::browser::Kind;
use serde_json::{Value, json};
use thirtyfour::{By, Key};

use crate::stage::{SETTING, Stage, TRACK};

/// The rules of WCAG 2.2 AA.
const RULES: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// What axe-core finds wrong on the page in front.
async fn barriers(stage: &Stage) -> Result<Vec<String>> {
    let axe = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/node_modules/axe-core/axe.min.js"
    );
    let axe = std::fs::read_to_string(axe).context("axe-core: run `npm ci`")?;
    let script = format!(
        "{axe}
         const done = arguments[arguments.length - 1];
         window.axe.run(document, {{runOnly: {}}}).then(
           ({{violations, passes}}) => done([passes.length, ...violations.map(({{id, nodes}}) =>
             `${{id}}: ${{nodes.map(({{html}}) => html).join(' | ')}}`)]),
           (error) => done([0, String(error)]));",
        json!(RULES)
    );
    let answer = stage.browser.driver.execute_async(script, []).await?;
    let mut found: Vec<Value> = serde_json::from_value(answer.json().clone())?;
    let passed = found.remove(0);
    ensure!(passed.as_u64() > Some(5), "only {passed} rules: {found:?}");
    Ok(found.iter().map(ToString::to_string).collect())
}

async fn open(stage: &Stage, page: &str) -> Result<()> {
    let address = stage.browser.extension_address()?;
    stage
        .browser
        .driver
        .goto(format!("{address}{page}"))
        .await?;
    stage.appears("[data-i18n]:not(:empty)").await?;
    Ok(())
}

pub async fn our_pages_have_no_barrier_that_can_be_measured(kind: Kind) -> Result<()> {
    for dark in [false, true] {
        let stage = Stage::with(kind, Default::default(), |options| options.dark = dark).await?;
        for page in ["welcome/welcome.html", "options/options.html"] {
            open(&stage, page).await?;
            let found = barriers(&stage).await?;
            ensure!(found.is_empty(), "{page}, dark {dark}: {found:#?}");
        }
        stage.go(SETTING).await?;
        stage.ringed(TRACK, "This switch is on.").await?;
        stage.recorded("opted-in", true).await?;
        for unfold in [false, true] {
            open(&stage, "popup/popup.html").await?;
            stage.appears("main[data-status='opted-in']").await?;
            if unfold {
                stage
                    .run("for (const it of document.querySelectorAll('details')) it.open = true")
                    .await?;
            }
            let found = barriers(&stage).await?;
            ensure!(found.is_empty(), "popup, dark {dark}: {found:#?}");
        }
        stage.browser.close().await?;
    }
    Ok(())
}

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
