//! Everything by the keyboard alone.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::access::open;
use crate::popup::tab_shows;
use crate::stage::{PATIENCE, SETTING, Stage, TRACK};
use crate::told::everything;

/// Everything on one of our pages that one can do something with.
const REACHABLE: &str = "
    const usable = 'a[href], button:enabled, input:enabled, select:enabled, summary, [tabindex]';
    const reachable = [...document.querySelectorAll(usable)].filter((it) => it.checkVisibility());";

/// More than any of our pages has.
const MOST_STOPS: usize = 60;

async fn press(stage: &Stage, key: Key) -> Result<()> {
    let chain = stage.browser.driver.action_chain();
    Ok(chain.send_keys(key).perform().await?)
}

/// Goes through the page in front by Tab: everything is reached, each once, from
/// top to bottom and along the line, and one sees where one is.
async fn everything_is_reached(stage: &Stage, what: &str) -> Result<()> {
    let step = format!(
        "{REACHABLE}
         const at = document.activeElement;
         const {{outlineStyle, outlineWidth, direction}} = getComputedStyle(at);
         const {{top, bottom, left}} = at.getBoundingClientRect();
         const seen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && top >= 0 && (top + bottom) / 2 < innerHeight;
         const place = [Math.round((top + bottom) / 2 + scrollY), Math.round(left)];
         return {{index: reachable.indexOf(at), all: reachable.length, seen, place, what: at.outerHTML}};"
    );
    let mut stops: Vec<Value> = Vec::new();
    for _ in 0..MOST_STOPS {
        press(stage, Key::Tab).await?;
        // The page may be scrolled to it in steps.
        let until = |stop: &Value| stop["index"] == -1 || stop["seen"] == true;
        let look = async || stage.run(&step).await;
        let stop = wait_for("the focus to be seen", PATIENCE, look, until).await?;
        let is_over = stop["index"] == -1 || stops.iter().any(|it| it["index"] == stop["index"]);
        if is_over {
            break;
        }
        stops.push(stop);
    }
    let all = stops.first().context("nothing is reached")?["all"].as_u64();
    ensure!(
        all == Some(stops.len() as u64),
        "{what}, of {all:?}: {stops:#?}"
    );
    let place =
        |stop: &Value| -> Result<[i64; 2]> { Ok(serde_json::from_value(stop["place"].clone())?) };
    for pair in stops.windows(2) {
        let ([above, before], [below, after]) = (place(&pair[0])?, place(&pair[1])?);
        // What stands in one line need not be equally high.
        let in_order = below > above + 8 || ((below - above).abs() <= 8 && after > before);
        ensure!(in_order, "{what}: {:#}, then {:#}", pair[0], pair[1]);
    }
    Ok(())
}

pub async fn the_keyboard_reaches_everything_on_our_pages(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    for page in ["options/options.html", "welcome/welcome.html"] {
        open(&stage, page).await?;
        stage.appears("#highlights:enabled").await?;
        everything_is_reached(&stage, page).await?;
    }
    for told in everything() {
        stage.browser.set_storage(&told.storage).await?;
        // Anew, so that Tab begins at the top.
        open(&stage, "popup/popup.html").await?;
        tab_shows(&stage.browser, told.status, told.confirmed).await?;
        everything_is_reached(&stage, told.status).await?;
    }
    Ok(())
}

async fn focus(stage: &Stage, id: &str) -> Result<()> {
    stage
        .run(&format!("document.getElementById('{id}').focus()"))
        .await?;
    Ok(())
}

async fn chosen(stage: &Stage, name: &str, expected: Value) -> Result<()> {
    wait_for(
        &format!("{name} to be {expected}"),
        PATIENCE,
        async || Ok(stage.browser.storage().await?["preferences"][name].clone()),
        |it| *it == expected,
    )
    .await?;
    Ok(())
}

pub async fn the_keyboard_does_everything_on_our_pages(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    open(&stage, "options/options.html").await?;
    stage.appears("#highlights:enabled").await?;
    focus(&stage, "highlights").await?;
    press(&stage, Key::Space).await?;
    chosen(&stage, "highlights", json!(false)).await?;
    focus(&stage, "erase").await?;
    press(&stage, Key::Enter).await?;
    stage.appears("#erase-question[open]").await?;
    press(&stage, Key::Escape).await?;
    let question = "return document.getElementById('erase-question').open";
    ensure!(stage.run(question).await? == false);
    chosen(&stage, "highlights", json!(false)).await?;

    open(&stage, "popup/popup.html").await?;
    stage.appears("#highlights:enabled").await?;
    focus(&stage, "region").await?;
    // The first letters of a name choose it, without opening the list.
    stage
        .browser
        .driver
        .action_chain()
        .send_keys("Swi")
        .perform()
        .await?;
    if kind == Kind::Firefox {
        press(&stage, Key::Enter).await?;
    }
    chosen(&stage, "region", json!("CH")).await?;
    focus(&stage, "highlights").await?;
    press(&stage, Key::Space).await?;
    chosen(&stage, "highlights", json!(true)).await?;
    stage
        .run("document.querySelector('#by-hand summary').focus()")
        .await?;
    let open = "return document.querySelector('#by-hand').open";
    for key in [Key::Enter, Key::Space] {
        let before = stage.run(open).await?;
        press(&stage, key).await?;
        let look = async || stage.run(open).await;
        wait_for("the steps to open or close", PATIENCE, look, |now| {
            *now != before
        })
        .await?;
    }
    Ok(())
}

/// Whether the focus is on the callout's button of this class.
async fn is_on(stage: &Stage, class: &str) -> Result<bool> {
    let script = format!("return instruments.root()?.activeElement?.matches('.{class}') ?? false");
    Ok(stage.browser.beside(&script).await? == true)
}

/// Tab from the last thing on the page on, as the callout stands at its end.
async fn tab_to(stage: &Stage, class: &str) -> Result<()> {
    for _ in 0..MOST_STOPS {
        if is_on(stage, class).await? {
            return Ok(());
        }
        press(stage, Key::Tab).await?;
    }
    anyhow::bail!("Tab does not lead to the callout's .{class}")
}

pub async fn the_keyboard_reaches_the_callout(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, "This switch is on.").await?;
    // The switch itself is the page's, and the person's to flip.
    stage
        .run("document.querySelector('[aria-labelledby=\"allowDataForGenerativeAI\"]').focus()")
        .await?;
    press(&stage, Key::Space).await?;
    stage.ringed(TRACK, "This switch is off.").await?;
    ensure!(stage.browser.see_into_overlay().await?, "no overlay");
    tab_to(&stage, "reload").await?;
    let outline =
        "const {outlineStyle, outlineWidth} = getComputedStyle(instruments.root().activeElement);
         return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2";
    ensure!(
        stage.browser.beside(outline).await? == true,
        "no focus to be seen"
    );
    tab_to(&stage, "dismiss").await?;
    press(&stage, Key::Enter).await?;
    stage.no_overlay("it was dismissed").await?;
    Ok(())
}
