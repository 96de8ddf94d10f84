//! What our pages show where the core cannot start or may not run: what is wrong, the address, the
//! steps by hand, and what the regulator said.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::site::Scenario;
use practice::words::english;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::access::{no_barriers, open};
use crate::faults::copied;
use crate::layout::fits;
use crate::popup::tab_shows;
use crate::stage::{PATIENCE, SETTING, SITE, Stage};

const POPUP: &str = "popup/popup.html";
const DETAILS: &str = "details/details.html";

/// What can be seen of our page.
const SEEN: &str = "
  const shown = (it) => it && it.checkVisibility({visibilityProperty: true}) ? it : null;
  const text = (css) => shown(document.querySelector(css))?.innerText ?? '';
  return {
    first: document.querySelector('main').innerText.trim().replace(/^Heads Up\\n\\s*/, ''),
    headline: text('#headline'),
    address: shown(document.querySelector('#open'))?.href ?? '',
    steps: text('#path, #steps-list'),
    reminder: text('#reminder, #said'),
    highlights: shown(document.querySelector('#highlights'))?.checked ?? null,
    high: document.body.offsetHeight,
  };";

/// Waits until our page in the tab under test begins with `words`, and has everything that a person
/// needs without the core.
async fn is_enough(stage: &Stage, page: &str, words: &str) -> Result<Value> {
    let reminder = [
        english("kindReminder")?,
        english("markReported")?,
        english("pcpdReminder")?,
    ];
    let all = |seen: &Value| {
        let has = |part: &str, what: &str| seen[part].as_str().is_some_and(|it| it.contains(what));
        seen["first"]
            .as_str()
            .is_some_and(|it| it.starts_with(words))
            && seen["address"] == format!("{SITE}{SETTING}")
            && has("steps", "Data privacy")
            && has("steps", "Data for Generative AI Improvement")
            && has(
                "steps",
                "Use my data for training content creation AI models",
            )
            && has(
                "reminder",
                "Privacy Commissioner for Personal Data, Hong Kong",
            )
            && has("reminder", "1, 2025")
            && reminder.iter().all(|words| has("reminder", words))
    };
    let what = format!("{page} to begin with {words:?} and to show all");
    let seen = wait_for(&what, PATIENCE, async || stage.run(SEEN).await, all).await?;
    fits(stage, page).await?;
    no_barriers(stage, page).await?;
    if page == POPUP {
        let high = seen["high"].as_u64();
        ensure!(high <= Some(480), "{high:?} px high");
    }
    Ok(seen)
}

/// A stage with a package that `damage` has changed, and the package's folder.
async fn damaged(kind: Kind, damage: impl FnOnce(&Path) -> Result<()>) -> Result<(Stage, TempDir)> {
    let folder = copied(kind)?;
    damage(folder.path())?;
    let stage = Stage::alone(kind, Scenario::default(), |options| {
        options.package = folder.path().to_owned();
    });
    Ok((stage.await?, folder))
}

async fn without_the_core((stage, _folder): (Stage, TempDir)) -> Result<()> {
    let stage = &stage;
    let page = stage.browser.extension_address()?.to_owned();
    for ours in [POPUP, DETAILS] {
        stage.browser.driver.goto(format!("{page}{ours}")).await?;
        let seen = is_enough(stage, ours, english("troubleFailed")?).await?;
        ensure!(seen["headline"] == english("statusUnavailable")?, "{seen}");
        ensure!(
            seen["highlights"].is_null(),
            "a switch that does nothing: {seen}"
        );
    }
    // Nothing is drawn on LinkedIn's page.
    stage.go(SETTING).await?;
    stage.nothing_drawn("there is no core").await
}

pub async fn without_the_wasm_the_way_by_hand_is_there(kind: Kind) -> Result<()> {
    let remove = |package: &Path| Ok(fs::remove_file(package.join("wasm/headsup_bg.wasm"))?);
    without_the_core(damaged(kind, remove).await?).await
}

pub async fn with_half_of_the_wasm_the_way_by_hand_is_there(kind: Kind) -> Result<()> {
    let cut = |package: &Path| {
        let file = package.join("wasm/headsup_bg.wasm");
        let bytes = fs::read(&file)?;
        Ok(fs::write(file, &bytes[..bytes.len() / 2])?)
    };
    without_the_core(damaged(kind, cut).await?).await
}

pub async fn where_wasm_is_forbidden_the_way_by_hand_is_there(kind: Kind) -> Result<()> {
    let forbid = |package: &Path| {
        let file = package.join("manifest.json");
        let manifest = fs::read_to_string(&file)?;
        let without = manifest.replace(" 'wasm-unsafe-eval'", "");
        ensure!(
            without != manifest,
            "the manifest allows no WASM: {manifest}"
        );
        Ok(fs::write(file, without)?)
    };
    without_the_core(damaged(kind, forbid).await?).await
}

pub async fn without_the_core_the_chosen_regulator_speaks(kind: Kind) -> Result<()> {
    let remove = |package: &Path| Ok(fs::remove_file(package.join("wasm/headsup_bg.wasm"))?);
    let (stage, _folder) = damaged(kind, remove).await?;
    let preferences = json!({"schema": 2, "region": "DE-HH", "regionProposed": false});
    let stored = json!({"preferences": preferences});
    stage.browser.set_storage(&stored).await?;
    open(&stage, POPUP).await?;
    wait_for(
        "the regulator of Hamburg",
        PATIENCE,
        async || stage.run(SEEN).await,
        |seen| seen["reminder"].to_string().contains("Hamburg"),
    )
    .await?;
    Ok(())
}

pub async fn where_the_browser_bars_us_that_is_said_and_the_way_by_hand_is_there(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::alone(kind, Scenario::default(), |options| options.barred = true).await?;
    stage.go(SETTING).await?;
    let popup = stage.browser.real_popup().await?;
    let barred = english("troubleBarred")?;
    wait_for(
        "the popup to say that it may not look",
        PATIENCE,
        async || {
            popup
                .run("return document.querySelector('main').innerText")
                .await
        },
        |seen| {
            let seen = seen.as_str().unwrap_or_default().trim();
            seen.starts_with(barred)
        },
    )
    .await?;
    popup.close().await?;
    for page in [POPUP, DETAILS] {
        open(&stage, page).await?;
        is_enough(&stage, page, barred).await?;
    }
    Ok(())
}

/// Puts `fault` at the beginning of `file` in the package.
fn before(package: &Path, file: &str, fault: &str) -> Result<()> {
    let file = package.join(file);
    let whole = fs::read_to_string(&file)?;
    Ok(fs::write(file, format!("{fault}\n{whole}"))?)
}

/// A fault: in our page the storage answers only after so many milliseconds.
fn silent_for(milliseconds: u32) -> String {
    format!(
        "const get = chrome.storage.local.get.bind(chrome.storage.local);
         chrome.storage.local.get = (...asked) =>
             new Promise((answer) => setTimeout(() => answer(get(...asked)), {milliseconds}));"
    )
}

pub async fn what_comes_just_after_the_way_by_hand_is_not_drawn_over(kind: Kind) -> Result<()> {
    // The core fills the popup while the way by hand still waits for the region.
    let damage = |package: &Path| before(package, "popup/popup.js", &silent_for(5_300));
    let (stage, _folder) = damaged(kind, damage).await?;
    let preferences = json!({"schema": 2, "region": "DE-HH", "regionProposed": false});
    let stored = json!({"preferences": preferences});
    stage.browser.set_storage(&stored).await?;
    let address = stage.browser.extension_address()?.to_owned();
    let popup = format!("{address}{POPUP}");
    stage.browser.driver.goto(popup).await?;
    tab_shows(&stage.browser, "unknown", false).await?;
    // Longer than the way by hand waits for the region: to see that it is not drawn over the popup.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let seen = stage.run(SEEN).await?;
    ensure!(seen["reminder"].to_string().contains("Hamburg"), "{seen}");
    Ok(())
}

pub async fn where_the_browser_does_not_answer_the_way_by_hand_is_there(kind: Kind) -> Result<()> {
    let silent = &silent_for(8_000);
    let damage = |package: &Path| {
        before(package, "popup/popup.js", silent)?;
        before(package, "details/details.js", silent)
    };
    let (stage, _folder) = damaged(kind, damage).await?;
    for page in [POPUP, DETAILS] {
        let address = stage.browser.extension_address()?.to_owned();
        stage
            .browser
            .driver
            .goto(format!("{address}{page}"))
            .await?;
        is_enough(&stage, page, english("troubleFailed")?).await?;
        // When the storage answers at last, the view replaces the way by hand.
        tab_shows(&stage.browser, "unknown", false).await?;
        let failed = "return document.querySelector('[data-failed]') !== null";
        wait_for(
            "the way by hand to go",
            PATIENCE,
            async || stage.run(failed).await,
            |failed| *failed == false,
        )
        .await?;
    }
    Ok(())
}

pub async fn what_an_organisation_may_have_set_keeps_no_page_of_ours_waiting(
    kind: Kind,
) -> Result<()> {
    // The fault: the browser never answers what an organisation has set, and no answer is stored.
    let silent = "chrome.storage.managed.get = () => new Promise(() => {});";
    let folder = copied(kind)?;
    for file in ["background.js", "popup/popup.js", "details/details.js"] {
        before(folder.path(), file, silent)?;
    }
    // The page after the install is not opened: the background would wait for that answer.
    let script = folder.path().join("background.js");
    let whole = fs::read_to_string(&script)?;
    let at_once = whole.replace("(await isWelcome())", "true");
    ensure!(
        at_once != whole,
        "the page after the install waits otherwise"
    );
    fs::write(&script, at_once)?;
    let stage = Stage::alone(kind, Scenario::default(), |options| {
        options.package = folder.path().to_owned();
    })
    .await?;
    for page in [POPUP, DETAILS] {
        open(&stage, page).await?;
        tab_shows(&stage.browser, "unknown", false).await?;
        let failed = stage.run("return document.querySelector('[data-failed]')");
        ensure!(failed.await?.is_null(), "{page} has waited in vain");
    }
    Ok(())
}

pub async fn a_choice_that_the_background_does_not_hear_is_said_to_be_lost(
    kind: Kind,
) -> Result<()> {
    // The fault: the background does not listen to messages.
    let damage = |package: &Path| {
        let file = package.join("background.js");
        let script = fs::read_to_string(&file)?;
        let deaf = script.replace("chrome.runtime.onMessage.addListener(", "void (");
        ensure!(deaf != script, "the background listens elsewhere");
        Ok(fs::write(file, deaf)?)
    };
    let (stage, _folder) = damaged(kind, damage).await?;
    for page in [POPUP, DETAILS] {
        open(&stage, page).await?;
        tab_shows(&stage.browser, "unknown", false).await?;
        stage.appears("#highlights:enabled").await?;
        stage
            .run("document.querySelector('#highlights').click()")
            .await?;
        let seen = "return [document.querySelector('#troubles').innerText,
                            document.querySelector('#highlights').checked]";
        let lost = json!([english("troubleChoice")?, true]);
        wait_for(
            "the choice to be lost, and to be said so",
            PATIENCE,
            async || stage.run(seen).await,
            |seen| *seen == lost,
        )
        .await?;
    }
    Ok(())
}
