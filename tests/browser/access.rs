//! Whether our pages and the callout are accessible, as far as axe-core can measure.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::words::english;
use serde_json::{Value, json};

use crate::stage::{PATIENCE, SETTING, Stage, TRACK};
use crate::told::each_told;

/// The rules of WCAG 2.2 AA.
const RULES: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// The faults that axe-core finds within `within` on the page in front: rules that are broken, and
/// contrast that it cannot measure.
async fn barriers(stage: &Stage, within: &str) -> Result<Vec<String>> {
    if stage.run("return typeof window.axe").await? != "object" {
        let axe = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/node_modules/axe-core/axe.min.js"
        );
        let axe = std::fs::read_to_string(axe).context("axe-core: run `npm ci`")?;
        // Loaded once per page.
        stage.run(&format!("{axe}\nwindow.axe = axe;")).await?;
    }
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const say = ({{id, nodes}}) => `${{id}}: ${{nodes.map(({{html, any}}) =>
           `${{html}} ${{any.map((it) => it.message)}}`).join(' | ')}}`;
         window.axe.run({within}, {{runOnly: {}}}).then(
           ({{violations, incomplete, passes}}) => done([
             passes.map(({{id}}) => id),
             ...violations.map(say),
             ...incomplete.filter(({{id}}) => id === 'color-contrast').map(say)]),
           (error) => done([[], String(error)]));",
        json!(RULES)
    );
    let answer = stage.browser.driver.execute_async(script, []).await?;
    let mut found: Vec<Value> = serde_json::from_value(answer.json().clone())?;
    let passed: Vec<String> = serde_json::from_value(found.remove(0))?;
    ensure!(
        passed.len() > 5 && passed.iter().any(|rule| rule == "color-contrast"),
        "{within} at {}: only {passed:?}: {found:?}",
        stage.browser.driver.current_url().await?
    );
    Ok(found.iter().map(ToString::to_string).collect())
}

/// Opens one of our pages in the tab under test, with its words in it.
pub async fn open(stage: &Stage, page: &str) -> Result<()> {
    let address = stage.browser.extension_address()?;
    stage
        .browser
        .driver
        .goto(format!("{address}{page}"))
        .await?;
    stage.appears("[data-i18n]:not(:empty)").await?;
    Ok(())
}

/// Checks the page in front in both themes. Where a question is open, checks the question alone.
pub async fn no_barriers(stage: &Stage, what: &str) -> Result<()> {
    for dark in [true, false] {
        stage.browser.darken(dark).await?;
        let asked = format!("return matchMedia('(prefers-color-scheme: dark)').matches === {dark}");
        wait_for(
            "the theme",
            PATIENCE,
            async || stage.run(&asked).await,
            |so| *so == true,
        )
        .await?;
        let found = barriers(
            stage,
            "document.querySelector('dialog:modal, body > div') ?? document",
        )
        .await?;
        ensure!(found.is_empty(), "{what}, dark {dark}: {found:#?}");
    }
    Ok(())
}

pub async fn our_pages_have_no_barrier_that_can_be_measured(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    each_told(&stage, no_barriers).await?;
    the_callout_has_none(&stage).await
}

/// axe-core cannot look into a closed shadow root: it is shown a copy in an open one, with every
/// button that the callout can have.
async fn the_callout_has_none(stage: &Stage) -> Result<()> {
    stage.browser.set_storage(&json!({})).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    ensure!(stage.browser.see_into_overlay().await?, "no overlay");
    let markup = stage
        .browser
        .beside("return instruments.root().innerHTML")
        .await?;
    stage.browser.driver.goto("about:blank").await?;
    stage
        .run(&format!(
            "const host = document.createElement('div');
             host.popover = 'manual';
             const root = host.attachShadow({{mode: 'open'}});
             root.innerHTML = {markup};
             for (const it of root.querySelectorAll('[hidden]')) it.hidden = false;
             // The hidden buttons are shown too, so the copy is higher.
             root.querySelector('.callout').style.height = 'auto';
             document.documentElement.style.colorScheme = 'light dark';
             document.body.append(host);
             host.showPopover();"
        ))
        .await?;
    let words = "return [...document.querySelector('div').shadowRoot.querySelectorAll('.line, button')].filter((it) => it.checkVisibility()).length";
    ensure!(stage.run(words).await?.as_u64() > Some(3));
    no_barriers(stage, "the callout").await
}
