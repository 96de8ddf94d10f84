//! What a screen reader reads out: each change once. A screen reader reads out everything that is
//! written into a live region, also the same words again.

use anyhow::{Result, ensure};
use practice::browser::{Kind, Room, wait_for, wait_until};
use practice::site::Scenario;
use practice::words::english;
use serde_json::{Value, json};

use crate::popup::tab_shows;
use crate::stage::{KEY, PATIENCE, SETTING, Stage, TRACK};
use crate::told::{preferences, record};

/// Notes what the live regions within `root` (a JavaScript expression) read out: words that are
/// written, and regions that become visible.
fn listen(root: &str) -> String {
    format!(
        "const root = {root};
         const regions = [...root.querySelectorAll('[role=status], [role=alert], [aria-live=polite]')];
         globalThis.practiceHeard = [];
         const words = (node) => node.textContent.trim();
         for (const region of regions) {{
           const content = {{subtree: true, childList: true, characterData: true}};
           const seen = {{...content, attributes: true, attributeFilter: ['hidden']}};
           new MutationObserver((records) => {{
             const said = [];
             for (const {{type, target, addedNodes}} of records) {{
               if (target.closest?.('[aria-live=off]')) continue;
               if (type === 'childList') said.push(...[...addedNodes].map(words));
               else if (type === 'characterData' || !target.hidden) said.push(words(target));
             }}
             if (said.some(Boolean)) globalThis.practiceHeard.push(said.join(' '));
           }}).observe(region, seen);
         }}
         // A region that is added to the document is read out as a whole.
         const host = root.host;
         if (host) new MutationObserver((records) => {{
           if (records.some(({{addedNodes}}) => [...addedNodes].includes(host)))
             globalThis.practiceHeard.push(`put in again: ${{regions.map(words)}}`);
         }}).observe(document.documentElement, {{childList: true}});
         return regions.length;"
    )
}

async fn heard(stage: &Stage) -> Result<Vec<String>> {
    let heard = stage
        .browser
        .beside("return globalThis.practiceHeard ?? ['a new document']")
        .await?;
    Ok(serde_json::from_value(heard)?)
}

pub async fn a_change_of_status_is_heard_once_in_the_popup(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let none = json!([]);
    let stored = |status: &str, confirmed: bool, highlights: bool| {
        let mut preferences = preferences("HK");
        preferences["highlights"] = highlights.into();
        json!({"record": record(status, confirmed, &none, None), "preferences": preferences})
    };
    stage
        .browser
        .set_storage(&stored("opted-in", true, true))
        .await?;
    let popup = stage.browser.popup_tab().await?;
    tab_shows(&stage.browser, "opted-in", true).await?;
    let regions = stage.browser.beside(&listen("document")).await?;
    ensure!(regions == 2, "{regions} live regions");

    // The page is redrawn with the same words: nothing is read out.
    for on in [false, true, false] {
        let stored = stored("opted-in", true, on);
        stage.browser.set_storage(&stored).await?;
        wait_for(
            "the popup to draw itself anew",
            PATIENCE,
            async || {
                stage
                    .run("return document.querySelector('#highlights').checked")
                    .await
            },
            |drawn| *drawn == on,
        )
        .await?;
    }
    ensure!(
        heard(&stage).await?.is_empty(),
        "{:?}",
        heard(&stage).await?
    );

    for (status, confirmed) in [
        ("opted-out", false),
        ("opted-out", true),
        ("opted-in", true),
    ] {
        stage
            .browser
            .set_storage(&stored(status, confirmed, false))
            .await?;
        tab_shows(&stage.browser, status, confirmed).await?;
    }
    let heard = heard(&stage).await?;
    let as_expected = heard.len() == 3
        && heard[0].contains(english("statusOffUnconfirmed")?)
        && heard[1].contains(english("statusOptedOut")?)
        && heard[2].contains(english("statusOptedIn")?);
    ensure!(as_expected, "{heard:#?}");
    stage.browser.close_popup_tab(popup).await
}

/// How often the practice site has built its content anew.
async fn renders(stage: &Stage) -> Result<u64> {
    Ok(stage
        .run("return practice.renders")
        .await?
        .as_u64()
        .unwrap_or_default())
}

/// A button of the callout appears and disappears with that.
async fn the_switch_goes_out_of_view_and_comes_back(stage: &Stage) -> Result<()> {
    stage
        .browser
        .give_room(Room {
            view: (320, 480),
            text: 1.0,
        })
        .await?;
    for _ in 0..2 {
        stage.run("scrollTo(0, 0)").await?;
        stage
            .overlay("a button that scrolls", |overlay| {
                let callout = overlay.callout.as_ref();
                callout.is_some_and(|it| it.buttons.len() == 2)
            })
            .await?;
        stage.run("scrollTo(0, 9999)").await?;
        stage.ringed(TRACK, english("calloutOn")?).await?;
    }
    Ok(())
}

pub async fn a_change_of_the_switch_is_heard_once_on_the_page(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        rerender_every_ms: 400,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    ensure!(stage.browser.see_into_overlay().await?, "no overlay");
    let regions = stage.browser.beside(&listen("instruments.root()")).await?;
    ensure!(regions == 1, "{regions} live regions");
    let before = renders(&stage).await?;
    wait_for(
        "four more renders",
        PATIENCE,
        async || renders(&stage).await,
        |now| *now >= before + 4,
    )
    .await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    the_switch_goes_out_of_view_and_comes_back(&stage).await?;
    let said = heard(&stage).await?;
    ensure!(
        said.is_empty(),
        "nothing has changed, and is heard: {said:#?}"
    );
    let same = "return instruments.root()?.querySelector('.callout').checkVisibility() ?? 'another overlay'";
    let same: Value = stage.browser.beside(same).await?;
    ensure!(same == true, "{same}");

    // A click while the page replaces its content hits nothing, so it is repeated.
    let off = wait_until("a click that hits the switch", PATIENCE, async || {
        stage.click(TRACK).await?;
        let off = stage
            .run(&format!(
                "return !document.querySelector('[aria-labelledby={KEY:?}]').checked"
            ))
            .await?;
        Ok((off == true).then_some(()))
    });
    off.await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    let before = renders(&stage).await?;
    wait_for(
        "two more renders",
        PATIENCE,
        async || renders(&stage).await,
        |now| *now >= before + 2,
    )
    .await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    let said = heard(&stage).await?;
    ensure!(
        said.len() == 1 && said[0].contains(english("calloutOff")?),
        "{said:#?}"
    );
    Ok(())
}

/// Notes in each frame whether the live region of the overlay is rendered, and how many lines it has.
const FRAMES: &str = "
    const root = instruments.root(), region = root.querySelector('[aria-live=polite]');
    globalThis.practiceFrames = [];
    const look = () => {
      const frames = globalThis.practiceFrames;
      const lines = region.querySelectorAll('.line').length;
      if (region.isConnected && region.checkVisibility() && frames.at(-1) !== lines) frames.push(lines);
      requestAnimationFrame(look);
    };
    look();";

pub async fn the_callout_s_live_region_is_there_before_its_words(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    ensure!(stage.browser.see_into_overlay().await?, "no overlay");
    stage.browser.beside(FRAMES).await?;
    crate::keyboard::press(&stage, "\u{e00c}").await?;
    stage.no_overlay("it was dismissed").await?;
    let anew = "globalThis.practiceFrames.length = 0";
    stage.browser.beside(anew).await?;
    // Opening the popup makes a dismissed callout appear again.
    let scan = "const [tab] = await chrome.tabs.query({active: true});
                await chrome.tabs.sendMessage(tab.id, 'scan');";
    stage.browser.run_in_extension(scan).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let frames = stage
        .browser
        .beside("return globalThis.practiceFrames")
        .await?;
    let frames: Vec<u64> = serde_json::from_value(frames)?;
    ensure!(
        frames.first() == Some(&0),
        "lines in each frame: {frames:?}"
    );
    ensure!(frames.last() > Some(&0), "lines in each frame: {frames:?}");
    Ok(())
}
