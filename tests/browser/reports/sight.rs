//! Switches that are hidden, moved, translated, or not what they seem.

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::site::Scenario;
use practice::words::english;
use serde_json::json;
use thirtyfour::By;

use super::popup_shows;
use crate::faults::copied;
use crate::stage::{KEY, PATIENCE, SETTING, Stage, TRACK};
use crate::watch::GIVEN_UP;

/// The row of an older switch, whose label is drawn as the switch.
const LABEL: &str = "main label";

/// A site with this scenario, and the setting off: that is what must not be lost.
fn off(name: &str) -> Result<Scenario> {
    Ok(Scenario {
        saved: false,
        ..Scenario::named(name)?
    })
}

/// On the setting's page, off and confirmed. What is recorded is watched from now on.
async fn watched(kind: Kind, name: &str, target: &str) -> Result<Stage> {
    let stage = Stage::on(kind, off(name)?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    match target {
        LABEL => stage.ringed_in(target, english("calloutOff")?).await?,
        _ => stage.ringed(target, english("calloutOff")?).await?,
    };
    stage.watch().await?;
    Ok(stage)
}

/// Waits longer than it takes until a page counts as not recognised.
async fn is_not_given_up(stage: &Stage) -> Result<()> {
    stage.in_view_for(GIVEN_UP).await?;
    let seen = stage.watched().await?;
    ensure!(seen.looks.is_empty(), "{seen:#?}");
    ensure!(seen.switches.len() == 1, "{seen:#?}");
    ensure!(seen.badges == ["✓"], "{seen:#?}");
    Ok(())
}

/// Report 5. Was wrong: not recognised, after ten seconds.
pub async fn a_switch_scrolled_out_of_its_pane_stays_what_it_was(kind: Kind) -> Result<()> {
    let stage = watched(kind, "scroll-pane", TRACK).await?;
    stage
        .run("document.querySelector('#pane').scrollTop = 9999")
        .await?;
    stage
        .overlay("no ring where nothing is seen", |it| it.ring.is_none())
        .await?;
    is_not_given_up(&stage).await?;
    stage
        .run("document.querySelector('#pane').scrollTop = 0")
        .await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    Ok(())
}

/// Report 6. Was wrong: not recognised, and the callout covered the dialog.
pub async fn a_switch_behind_a_dialog_stays_what_it_was(kind: Kind) -> Result<()> {
    for name in ["dialog-aria-hidden", "dialog-inert", "dialog-modal"] {
        let stage = watched(kind, name, TRACK).await?;
        stage.run("practice.openDialog()").await?;
        stage.nothing_drawn(name).await?;
        is_not_given_up(&stage).await?;
        stage.nothing_drawn(name).await?;
        stage.run("practice.closeDialog()").await?;
        stage.ringed(TRACK, english("calloutOff")?).await?;
    }
    Ok(())
}

/// The same where the dialog, such as a cookie banner, was there first.
pub async fn a_dialog_from_the_start_is_waited_for(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        render_delay_ms: 1_500,
        ..off("dialog-aria-hidden")?
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.watch().await?;
    stage.go(SETTING).await?;
    stage.run("practice.openDialog()").await?;
    stage.in_view_for(GIVEN_UP).await?;
    let seen = stage.watched().await?;
    ensure!(seen.looks.is_empty(), "{seen:#?}");
    stage.nothing_drawn("a dialog is open").await?;
    stage.run("practice.closeDialog()").await?;
    stage.recorded("opted-out", true).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    Ok(())
}

/// Report 7. Was wrong: not recognised, once the browser had translated the page.
pub async fn a_switch_known_by_its_label_stays_known_when_the_page_is_translated(
    kind: Kind,
) -> Result<()> {
    for how in ["chrome", "firefox"] {
        let stage = watched(kind, "label-only", LABEL).await?;
        ensure!(stage.switch().await?["evidence"] == "label");
        stage.run(&format!("practice.translate({how:?})")).await?;
        let lang = stage.run("return document.documentElement.lang").await?;
        ensure!(lang == "de", "{how}: {lang}");
        is_not_given_up(&stage).await?;
        stage.ringed_in(LABEL, english("calloutOff")?).await?;
        stage.click(LABEL).await?;
        stage.recorded("opted-in", false).await?;
    }
    Ok(())
}

/// Report 8. Was wrong: nothing was shown, then not recognised.
pub async fn a_header_in_the_main_content_is_no_banner(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("in-a-header")?).await?;
    stage.go(SETTING).await?;
    let switch = stage.recorded("opted-in", true).await?;
    ensure!(switch["evidence"] == "label", "{switch}");
    stage
        .ringed_in("main header label", english("calloutOn")?)
        .await?;
    Ok(())
}

/// Report 9. Was wrong: the switch "Dark mode" was taken for the setting: opted out.
pub async fn another_switch_alone_at_the_address_is_not_claimed(kind: Kind) -> Result<()> {
    for hidden in ["display: none", "visibility: hidden; display: block"] {
        let stage = Stage::on(kind, Scenario::named("dark-mode")?).await?;
        stage.watch().await?;
        stage.go(SETTING).await?;
        stage.appears("#appearance").await?;
        let hide = format!("document.querySelector('#appearance').style.cssText = {hidden:?}");
        stage.run(&hide).await?;
        stage.browser.sights().await?;
        stage.recorded("unrecognised", false).await?;
        let seen = stage.watched().await?;
        ensure!(seen.switches.is_empty(), "{hidden}: {seen:#?}");
        ensure!(!stage.browser.sights().await?.ever.ring, "{hidden}: a ring");
        stage.badge("?").await?;
        popup_shows(&stage, "unrecognised", false).await?;
    }
    Ok(())
}

/// Report 31. Was wrong: because of our node at its end, React rendered the whole document again.
pub async fn a_page_that_hydrates_its_whole_document_is_not_disturbed(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("hydrates-document")?).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.recorded("opted-in", true).await?;
    let mismatches = stage.run("return practice.mismatches").await?;
    ensure!(mismatches == 0, "{mismatches} times rendered anew");
    Ok(())
}

/// Report 32. Was wrong: a page that throws while it is scanned was scanned at each of its changes.
pub async fn a_page_that_throws_under_a_look_is_read_all_the_same(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("throws")?).await?;
    stage.go(SETTING).await?;
    let switch = stage.recorded("opted-in", true).await?;
    ensure!(switch["evidence"] == "label", "{switch}");
    stage.ringed_in(LABEL, english("calloutOn")?).await?;
    stage.click(LABEL).await?;
    stage.recorded("opted-out", false).await?;
    Ok(())
}

/// ionic-framework#27428. Was wrong: the view from before a client-side navigation was watched for
/// ever.
pub async fn a_view_from_before_a_navigation_is_not_taken_for_the_setting(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("off")?).await?;
    a_view_from_before_a_navigation(&stage, [500, 1_500]).await
}

/// The same where the new view comes between a scan and its answer, too soon for another scan.
pub async fn an_old_view_is_not_taken_for_the_setting_where_the_background_is_slow(
    kind: Kind,
) -> Result<()> {
    let package = copied(kind)?;
    let file = package.path().join("background.js");
    let background = std::fs::read_to_string(&file)?;
    let slow = "{ const { onMessage } = chrome.runtime;
         const listen = onMessage.addListener.bind(onMessage);
         onMessage.addListener = (hear) => listen((...it) => (setTimeout(hear, 150, ...it), true)); }";
    std::fs::write(&file, format!("{slow}\n{background}"))?;
    let stage = Stage::alone(kind, Scenario::named("off")?, |options| {
        options.package = package.path().to_owned();
    })
    .await?;
    a_view_from_before_a_navigation(&stage, [300, 360]).await
}

/// The page moves to another address and back, after so many milliseconds, and then shows its new
/// view.
async fn a_view_from_before_a_navigation(stage: &Stage, [back, shown]: [u64; 2]) -> Result<()> {
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    let leaves_and_comes_back = "
        const [back, shown] = arguments;
        const here = location.pathname;
        let before = document.querySelector('[aria-labelledby=allowDataForGenerativeAI]');
        while (!before.querySelector('#allowDataForGenerativeAI')) before = before.parentElement;
        history.pushState({}, '', '/mypreferences/d/categories/privacy');
        // A page that does not change its content when it moves on is noticed within a second only.
        document.querySelector('h1').textContent = 'Data privacy';
        // Hidden by an ancestor that clips it, not by its position.
        before.parentElement.style.overflow = 'hidden';
        before.style.transform = 'translateX(-100%)';
        setTimeout(() => {
          history.pushState({}, '', here);
          document.querySelector('h1').textContent = 'The setting';
        }, back);
        setTimeout(() => {
          const now = before.cloneNode(true);
          now.style.transform = '';
          now.id = 'now';
          now.querySelector('input').checked = true;
          before.after(now);
        }, shown);";
    let times = [back, shown].map(serde_json::Value::from);
    stage
        .browser
        .driver
        .execute(leaves_and_comes_back, times)
        .await?;
    stage.recorded("opted-in", false).await?;
    let track = format!("#now {TRACK}");
    stage.ringed(&track, english("calloutOn")?).await.map(drop)
}

/// radix-ui/primitives has an invisible input beside its switch. It is no switch of its own, so the
/// ring must not look for it.
pub async fn a_hidden_copy_with_the_key_does_not_disturb_the_ring(kind: Kind) -> Result<()> {
    let stage = watched(kind, "off", TRACK).await?;
    ensure!(stage.browser.see_into_overlay().await?, "no overlay");
    let without = "
        const input = document.querySelector('[aria-labelledby=allowDataForGenerativeAI]');
        const copy = input.cloneNode();
        copy.removeAttribute('id');
        copy.setAttribute('aria-hidden', 'true');
        input.before(copy);
        const seen = [];
        const end = performance.now() + 6000;
        while (performance.now() < end) {
          await new Promise(requestAnimationFrame);
          if (!instruments.root()?.querySelector('.ring').checkVisibility()) seen.push(Math.round(performance.now()));
        }
        return seen;";
    let without: Vec<u64> = serde_json::from_value(stage.browser.beside(without).await?)?;
    // One lookup when it appears is allowed.
    let once = without
        .first()
        .zip(without.last())
        .is_none_or(|(first, last)| last - first < 900);
    ensure!(once, "no ring at {without:?}");
    stage.ringed(TRACK, english("calloutOff")?).await.map(drop)
}

/// ember-toggle PR 85. Was wrong: a switch that follows the finger was recorded as flipped by
/// nobody.
pub async fn a_flip_by_sliding_over_the_switch_is_the_persons(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    let slides = "
        const input = document.querySelector('[aria-labelledby=allowDataForGenerativeAI]');
        const track = input.nextElementSibling;
        track.addEventListener('pointermove', (event) => { if (event.buttons) input.checked = false; });
        track.addEventListener('click', (event) => event.preventDefault());";
    stage.run(slides).await?;
    let driver = &stage.browser.driver;
    let track = driver.find(By::Css(TRACK)).await?;
    let chain = driver.action_chain().move_to_element_center(&track);
    // Released beside the switch: there is no click.
    let chain = chain.click_and_hold().move_by_offset(-15, 0);
    let chain = chain.move_by_offset(-100, 60).release();
    chain.perform().await?;
    stage.recorded("opted-out", false).await?;
    ensure!(stage.history_by().await? == ["unseen", "person"]);
    ensure!(stage.history().await? == ["on", "off"]);
    Ok(())
}

/// vuejs/vue-router#1490. Was wrong: a flip of another setting in the same node counted as a flip
/// of ours.
pub async fn a_node_that_served_another_setting_brings_no_flip_with_it(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.appears(TRACK).await?;
    let other = "
        const label = document.querySelector('#allowDataForGenerativeAI');
        const input = document.querySelector('[aria-labelledby=allowDataForGenerativeAI]');
        history.pushState({}, '', '/mypreferences/d/settings/ads-by-age');
        label.id = 'agePreference';
        input.setAttribute('aria-labelledby', label.id);
        input.addEventListener('click', (event) => event.stopImmediatePropagation(), true);
        input.addEventListener('change', (event) => event.stopImmediatePropagation(), true);";
    stage.run(other).await?;
    stage.lives_for(2).await?;
    let track = "[aria-labelledby=agePreference] + label";
    stage.click(track).await?;
    let ours = "
        const label = document.querySelector('#agePreference');
        const input = document.querySelector('[aria-labelledby=agePreference]');
        const path = arguments[0];
        history.pushState({}, '', path);
        label.id = 'allowDataForGenerativeAI';
        input.setAttribute('aria-labelledby', label.id);
        // Until the server has answered.
        setTimeout(() => { input.checked = true; }, 1500);";
    stage.browser.driver.execute(ours, [json!(SETTING)]).await?;
    stage.lives_for(5).await?;
    stage.recorded("opted-in", false).await?;
    let by = stage.history_by().await?;
    ensure!(by.iter().all(|by| by == "unseen"), "{by:?}");
    Ok(())
}

/// Report 17. Was wrong: the ring disappeared and came again while the page saved the change.
pub async fn the_ring_stays_while_a_change_is_saved(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("saves-late")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    ensure!(stage.browser.see_into_overlay().await?, "no overlay");
    stage.click(TRACK).await?;
    let busy = "return document.querySelector('main [aria-busy=true]') !== null";
    let is_busy = async || stage.run(busy).await;
    wait_for("the row to be busy", PATIENCE, is_busy, |so| *so == true).await?;
    // In each frame until it is saved. The callout may be empty meanwhile.
    let frames = "const seen = { frames: 0, without: 0 };
        while (document.querySelector('main [aria-busy=true]')) {
          await new Promise(requestAnimationFrame);
          seen.frames += 1;
          if (!instruments.root()?.querySelector('.ring').checkVisibility()) seen.without += 1;
        }
        return seen;";
    let seen = stage.browser.beside(frames).await?;
    ensure!(seen["frames"].as_u64() > Some(10), "{seen}");
    ensure!(seen["without"] == 0, "{seen}");
    stage.ringed(TRACK, english("calloutOff")?).await?;
    ensure!(!stage.site.saved(KEY), "the site did not save");
    ensure!(stage.history().await? == ["on", "off"]);
    ensure!(stage.look().await? == json!(null));
    Ok(())
}
