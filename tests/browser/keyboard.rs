//! Everything can be done by keyboard alone.

use anyhow::{Context, Result, bail, ensure};
use practice::browser::{Kind, wait_for};
use practice::words::english;
use serde_json::Value;
use thirtyfour::Key;

use crate::access::open;
use crate::popup::tab_shows;
use crate::stage::{PATIENCE, Stage, TRACK};
use crate::told::everything;

/// All controls of one of our pages.
const REACHABLE: &str = "
    const usable = 'a[href], button:enabled, input:enabled, select:enabled, summary, [tabindex]';
    const reachable = [...document.querySelectorAll(usable)].filter((it) => it.checkVisibility());";

/// More than any of our pages has.
const MOST_STOPS: usize = 60;

/// Keys, as WebDriver writes them: <https://www.w3.org/TR/webdriver2/#keyboard-actions>.
pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";
pub const ESCAPE: &str = "\u{e00c}";
pub const SPACE: &str = "\u{e00d}";

/// Presses these keys, one after the other.
pub async fn press(stage: &Stage, keys: &str) -> Result<()> {
    let chain = stage.browser.driver.action_chain();
    Ok(chain.send_keys(keys).perform().await?)
}

/// Which way the focus moves.
#[derive(Clone, Copy)]
pub enum Way {
    /// Tab.
    On,
    /// Shift+Tab.
    Back,
}

async fn step(stage: &Stage, way: Way) -> Result<()> {
    let chain = stage.browser.driver.action_chain();
    let chain = match way {
        Way::On => chain.send_keys(TAB),
        Way::Back => chain.key_down(Key::Shift).send_keys(TAB).key_up(Key::Shift),
    };
    Ok(chain.perform().await?)
}

/// Moves the focus until it is on what `css` selects.
pub async fn tab_to(stage: &Stage, way: Way, css: &str) -> Result<()> {
    let is_there = format!("return document.activeElement?.matches({css:?}) ?? false");
    for _ in 0..MOST_STOPS {
        if stage.run(&is_there).await? == true {
            return Ok(());
        }
        step(stage, way).await?;
    }
    bail!("Tab does not lead to {css}")
}

/// Moves through the page in front by Tab. Every control must be reached once, in reading order,
/// and its focus must be visible.
async fn everything_is_reached(stage: &Stage, what: &str) -> Result<()> {
    let look = format!(
        "{REACHABLE}
         const at = document.activeElement;
         const {{outlineStyle, outlineWidth, direction}} = getComputedStyle(at);
         const {{top, bottom, left}} = at.getBoundingClientRect();
         const isOutlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
         const seen = isOutlined && top >= 0 && (top + bottom) / 2 < innerHeight;
         const place = [Math.round((top + bottom) / 2 + scrollY), Math.round(left)];
         return {{index: reachable.indexOf(at), all: reachable.length, seen, place, what: at.outerHTML}};"
    );
    let mut stops: Vec<Value> = Vec::new();
    for _ in 0..MOST_STOPS {
        press(stage, TAB).await?;
        // The page may scroll to it in several frames.
        let until = |stop: &Value| stop["index"] == -1 || stop["seen"] == true;
        let seen = async || stage.run(&look).await;
        let stop = wait_for("the focus to be seen", PATIENCE, seen, until).await?;
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
        // Two controls in one line may differ in height.
        let in_order = below > above + 8 || ((below - above).abs() <= 8 && after > before);
        ensure!(in_order, "{what}: {:#}, then {:#}", pair[0], pair[1]);
    }
    Ok(())
}

pub async fn the_keyboard_reaches_everything_on_our_pages(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    for page in ["popup/popup.html", "details/details.html"] {
        for told in everything() {
            stage.browser.set_storage(&told.storage).await?;
            // A fresh page, so that Tab begins at the top.
            open(&stage, page).await?;
            tab_shows(&stage.browser, told.status, told.confirmed).await?;
            everything_is_reached(&stage, &format!("{page}, {}", told.status)).await?;
        }
    }
    Ok(())
}

/// Whether the focus is on the callout's button that is called so.
async fn is_on(stage: &Stage, name: &str) -> Result<bool> {
    let script = format!(
        "const at = instruments.root()?.activeElement;
         return at?.localName === 'button' && (at.ariaLabel ?? at.textContent) === {}",
        serde_json::to_string(name)?
    );
    Ok(stage.browser.beside(&script).await? == true)
}

/// Moves the focus to the callout's button that is called so, and checks that the focus is visible.
/// The callout is at the end of the page.
async fn tab_to_button(stage: &Stage, way: Way, key: &str) -> Result<()> {
    ensure!(stage.browser.see_into_overlay().await?, "no overlay");
    let name = english(key)?;
    for _ in 0..MOST_STOPS {
        if is_on(stage, name).await? {
            let outline =
                "const {outlineStyle, outlineWidth} = getComputedStyle(instruments.root().activeElement);
                 return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2";
            let seen = stage.browser.beside(outline).await?;
            ensure!(seen == true, "no focus to be seen on {name:?}");
            return Ok(());
        }
        step(stage, way).await?;
    }
    bail!("Tab does not lead to the callout's {name:?}")
}

/// The switch itself belongs to the page; the person flips it.
const SWITCH: &str = r#"[aria-labelledby="allowDataForGenerativeAI"]"#;

pub async fn the_keyboard_does_everything_in_the_callout(kind: Kind) -> Result<()> {
    let stage = Stage::with_the_switch_below(kind).await?;
    stage
        .overlay("a callout without a ring", |overlay| overlay.ring.is_none())
        .await?;
    // Forwards, Tab would reach the switch first, and the page would scroll to it.
    tab_to_button(&stage, Way::Back, "calloutScroll").await?;
    press(&stage, ENTER).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    tab_to(&stage, Way::Back, SWITCH).await?;
    press(&stage, SPACE).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    stage.recorded("opted-out", false).await?;
    tab_to_button(&stage, Way::On, "calloutReload").await?;
    press(&stage, SPACE).await?;
    stage.recorded("opted-out", true).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    tab_to_button(&stage, Way::On, "calloutDismiss").await?;
    press(&stage, ENTER).await?;
    stage.no_overlay("it was dismissed").await
}
