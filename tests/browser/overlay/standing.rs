//! The overlay stays on the page, and disturbs nothing.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::words::english;
use serde_json::json;
use thirtyfour::common::print::PrintParameters;

use super::ringed;
use crate::keyboard::{ESCAPE, TAB, press};
use crate::stage::{PATIENCE, Stage, TRACK};

/// Counts how often the overlay is put into the page, and takes it away whenever it comes.
const REMOVER: &str = "
    const ours = (node) => node.matches?.('div[popover=manual]');
    window.puts = [];
    window.remover = new MutationObserver((records) => {
      for (const node of records.flatMap(({addedNodes}) => [...addedNodes]).filter(ours)) {
        window.puts.push(performance.now());
        node.remove();
      }
    });
    window.remover.observe(document.documentElement, {childList: true, subtree: true});
    document.querySelector('div[popover=manual]').remove();";

/// Earlier versions gave up before so many times.
const MANY: u64 = 21;

pub async fn an_overlay_that_is_removed_comes_back_once_a_second_and_for_ever(
    kind: Kind,
) -> Result<()> {
    let stage = ringed(kind).await?;
    stage.run(REMOVER).await?;
    wait_for(
        "it to be put back many times",
        PATIENCE * 3,
        async || stage.run("return window.puts.length").await,
        |puts| puts.as_u64() >= Some(MANY),
    )
    .await?;
    // The mean: a single interval also has what else the page does in it.
    let each = "return (puts.at(-1) - puts[0]) / (puts.length - 1)";
    let each = stage.run(each).await?;
    ensure!(each.as_f64() >= Some(990.0), "after {each} ms each");
    stage.run("window.remover.disconnect()").await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    Ok(())
}

/// Goes on until the focus is on a button of the callout.
pub(super) async fn focus_the_callout(stage: &Stage) -> Result<()> {
    ensure!(stage.browser.see_into_overlay().await?, "no overlay");
    for _ in 0..60 {
        if has_focus(stage).await? {
            return Ok(());
        }
        press(stage, TAB).await?;
    }
    anyhow::bail!("Tab does not lead into the callout")
}

async fn has_focus(stage: &Stage) -> Result<bool> {
    let script = "return instruments.root()?.activeElement?.matches('.dismiss') ?? false";
    Ok(stage.browser.beside(script).await? == true)
}

/// Appends and removes nodes after the overlay, in each frame, at both ends.
const NEIGHBOURS: &str = "
    const done = arguments[0];
    let frames = 0;
    window.moves = 0;
    const host = document.querySelector('div[popover=manual]');
    new MutationObserver((records) => {
      const moved = records.flatMap(({addedNodes, removedNodes}) => [...addedNodes, ...removedNodes]);
      window.moves += moved.filter((it) => it === host).length;
    }).observe(document.documentElement, {childList: true, subtree: true});
    const step = () => {
      for (const parent of [document.documentElement, document.body]) {
        parent.querySelector(':scope > aside')?.remove();
        parent.append(document.createElement('aside'));
      }
      if (++frames < 150) requestAnimationFrame(step);
      else done();
    };
    step();";

pub async fn nodes_after_the_overlay_do_not_move_it_and_take_no_focus(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    focus_the_callout(&stage).await?;
    stage.browser.driver.execute_async(NEIGHBOURS, []).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    ensure!(has_focus(&stage).await?, "the callout has lost the focus");
    let moves = stage.run("return window.moves").await?;
    ensure!(moves == 0, "the overlay was moved {moves} times");
    Ok(())
}

pub async fn the_focus_comes_back_with_an_overlay_that_was_removed(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    focus_the_callout(&stage).await?;
    // The focus is noted in the next frame. No person is quicker.
    let frames = "for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame)";
    stage.browser.beside(frames).await?;
    stage
        .run("document.querySelector('div[popover=manual]').remove()")
        .await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    wait_for(
        "the focus to be on the cross again",
        PATIENCE,
        async || has_focus(&stage).await,
        |has| *has,
    )
    .await?;
    // The focus is on nothing else, so it comes back to the callout.
    stage
        .run(
            "document.querySelector('div[popover=manual]').remove();
             document.querySelector('nav a').focus()",
        )
        .await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let focused = "return document.activeElement.matches('nav a')";
    ensure!(stage.run(focused).await? == true, "the focus was taken");
    Ok(())
}

/// Lets React take over the whole document but for the overlay. Returns React's complaints, and
/// whether the switch is still the same element.
const HYDRATE: &str = "
    const done = arguments[0];
    const track = document.querySelector('[aria-labelledby=\"allowDataForGenerativeAI\"] + label');
    const complaints = [];
    const attributes = (node) => Object.fromEntries([...node.attributes]
      .filter(({name}) => name !== 'style')
      .map(({name, value}) => [{class: 'className', for: 'htmlFor'}[name] ?? name, value]));
    const mirror = (node, key) => {
      if (node.nodeType === 3) return node.data;
      if (node.nodeType !== 1 || node.matches('div[popover=manual], script')) return null;
      const children = [...node.childNodes].map(mirror).filter((it) => it !== null);
      return React.createElement(node.localName, {key, ...attributes(node)}, ...children);
    };
    // A script in the markup would run again.
    document.querySelectorAll('script').forEach((it) => it.remove());
    const tree = mirror(document.documentElement, 'html');
    const App = () => tree;
    if (where) document[where].append(document.createElement('div'));
    const onRecoverableError = (error) => complaints.push(error.message);
    ReactDOM.hydrateRoot(document, React.createElement(App), {onRecoverableError});
    setTimeout(() => done([track.isConnected, complaints]), 500);";

async fn hydrate(stage: &Stage, with_another_node_in: &str) -> Result<serde_json::Value> {
    let mut script = String::new();
    for file in [
        "react/umd/react.production.min.js",
        "react-dom/umd/react-dom.production.min.js",
    ] {
        let path = format!("{}/node_modules/{file}", env!("CARGO_MANIFEST_DIR"));
        script += &std::fs::read_to_string(path).context("react: run `npm ci`")?;
        script += "\n";
    }
    script += &format!("const where = {with_another_node_in:?};\n{HYDRATE}");
    let answer = stage.browser.driver.execute_async(script, []).await?;
    Ok(answer.json().clone())
}

pub async fn a_page_that_react_hydrates_whole_is_not_disturbed(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    let seen = hydrate(&stage, "").await?;
    ensure!(seen == json!([true, []]), "{seen}");
    stage.ringed(TRACK, english("calloutOn")?).await?;
    // React does not tolerate an unknown node in <html>.
    stage.browser.driver.refresh().await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let seen = hydrate(&stage, "documentElement").await?;
    ensure!(seen[0] == false, "React would have complained: {seen}");
    Ok(())
}

/// React may also be about to hydrate a page that is still being parsed: it would take our node for
/// its own.
pub async fn nothing_is_put_into_a_page_that_is_still_being_parsed(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    stage
        .run(
            "const written = trustedTypes.createPolicy('practice', {createHTML: (it) => it});
             document.open(); document.write(written.createHTML('<main>Late</main>'))",
        )
        .await?;
    ensure!(stage.run("return document.readyState").await? == "loading");
    stage
        .browser
        .beside("for (let i = 0; i < 90; i++) await new Promise(requestAnimationFrame)")
        .await?;
    let count = "return document.querySelectorAll('[popover]').length";
    ensure!(stage.run(count).await? == 0, "it is there already");
    stage.run("document.close()").await?;
    Ok(())
}

/// Styles that pages give to whatever is a `div`, or all there is.
const STYLES: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      ::backdrop { display: block !important; position: fixed; inset: 0; background: rgb(255, 0, 0) !important; }
      div::before, div::after { content: 'x' !important; display: block !important; position: fixed !important;
        inset: 0 !important; background: rgb(255, 0, 0) !important; }
      body > div, div, * { opacity: 0.2 !important; zoom: 3 !important; pointer-events: auto !important; }
      [popover] { transform: scale(2) !important; filter: invert(1) !important; }`);
    document.adoptedStyleSheets.push(sheet);";

pub async fn the_styles_of_a_page_do_not_reach_the_overlay(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    ensure!(stage.browser.see_into_overlay().await?, "no overlay");
    stage.run(STYLES).await?;
    let seen = stage
        .browser
        .beside(
            "const root = instruments.root(), host = root.host;
             const of = (part) => getComputedStyle(host, part).display;
             const {opacity, transform, filter, pointerEvents} = getComputedStyle(host);
             return [of('::before'), of('::after'), of('::backdrop'), opacity, transform, filter, pointerEvents];",
        )
        .await?;
    let plain = json!(["none", "none", "none", "1", "none", "none", "none"]);
    ensure!(seen == plain, "{seen}");
    Ok(())
}

pub async fn nothing_of_ours_is_printed(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    // As wide as paper: else the callout would be beside the printed page.
    stage.browser.set_viewport((640, 800)).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let with = printed(&stage).await?;
    press(&stage, ESCAPE).await?;
    stage.no_overlay("it was dismissed").await?;
    let without = printed(&stage).await?;
    ensure!(
        with == without,
        "{with} bytes, without the overlay {without}"
    );
    Ok(())
}

/// The size of the page as a PDF. The rest differs between two runs, because a PDF has a date.
async fn printed(stage: &Stage) -> Result<usize> {
    let file = stage
        .browser
        .driver
        .print_page(PrintParameters::default())
        .await?;
    ensure!(file.len() > 10_000, "a page of {} bytes", file.len());
    Ok(file.len())
}
