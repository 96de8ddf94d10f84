//! Pages that show "off" while LinkedIn holds "on". A tester who had only the packages and the
//! promises found them: on each, Heads Up said "opted out, confirmed".

use std::path::Path;

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::site::Scenario;
use practice::words::english;
use serde_json::json;

use super::loading::reload_as_a_person_does;
use super::popup_shows;
use crate::stage::{KEY, PATIENCE, PRIVACY, SETTING, Stage, TRACK};
use crate::watch::SETTLED;

const OFF_RADIO: &str = "#off";

/// A stage with a page of `pages/` at the setting's address.
pub(super) async fn at(kind: Kind, page: &str, scenario: Scenario) -> Result<Stage> {
    let stage = Stage::on(kind, scenario).await?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/reports");
    stage.site.show_cases(folder);
    stage.go(&format!("{SETTING}?case=pages/{page}")).await?;
    Ok(stage)
}

/// "Off" is never confirmed, however long the page is in view.
pub(super) async fn confirms_no_off(stage: &Stage) -> Result<()> {
    stage.watch().await?;
    stage.in_view_for(SETTLED).await?;
    let seen = stage.watched().await?;
    ensure!(!seen.was("off", true), "{seen:#?}");
    Ok(())
}

/// Was wrong: the flip counted as the page's own, because each radio button was watched beside the
/// group.
pub async fn radio_buttons_that_a_person_flips_confirm_nothing(kind: Kind) -> Result<()> {
    let stage = at(kind, "radios", Scenario::default()).await?;
    stage.appears(OFF_RADIO).await?;
    stage.click(OFF_RADIO).await?;
    stage.recorded("opted-out", false).await?;
    confirms_no_off(&stage).await?;
    let history = stage.history_by().await?;
    ensure!(
        history.last().is_some_and(|last| last.contains("person")),
        "{history:?}"
    );
    Ok(())
}

/// Was wrong: that Firefox restores radio buttons was known of each button, but not of the group.
pub async fn radio_buttons_that_a_reload_puts_back_confirm_nothing(kind: Kind) -> Result<()> {
    let kept = Scenario::named("restored-on-reload")?;
    let stage = at(kind, "radios", kept).await?;
    stage.recorded("opted-in", true).await?;
    stage.click(OFF_RADIO).await?;
    stage.recorded("opted-out", false).await?;
    reload_as_a_person_does(&stage).await?;
    let is_off = "return document.querySelector('#off input').checked";
    let is_off = stage.run(is_off).await? == true;
    ensure!(
        is_off == (kind == Kind::Firefox),
        "{kind:?} shows it off: {is_off}, so nothing is tested"
    );
    confirms_no_off(&stage).await
}

/// Was wrong: each new node took over how long the row had been quiet.
pub async fn a_switch_that_is_built_anew_all_the_time_has_not_settled(kind: Kind) -> Result<()> {
    let stage = at(kind, "anew", Scenario::default()).await?;
    confirms_no_off(&stage).await?;
    stage.run("clearInterval(window.stop)").await?;
    stage.recorded("opted-out", true).await.map(drop)
}

/// Was wrong: a flip by what is drawn of the switch was recorded as nobody's, and late.
pub async fn a_click_on_what_is_drawn_of_the_switch_is_the_persons(kind: Kind) -> Result<()> {
    let stage = at(kind, "by-its-wrapper", Scenario::default()).await?;
    stage.ringed("#drawn", english("calloutOn")?).await?;
    stage.click("#drawn").await?;
    stage.recorded("opted-out", false).await?;
    stage.ringed("#drawn", english("calloutOff")?).await?;
    let history = stage.history_by().await?;
    ensure!(
        history.last().is_some_and(|last| last.contains("person")),
        "{history:?}"
    );
    confirms_no_off(&stage).await
}

/// The page shows a flip that the person has made elsewhere in it, saved or not.
pub async fn a_setting_that_was_come_to_without_a_page_load_is_not_confirmed(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("off")?).await?;
    stage.go(PRIVACY).await?;
    let row = format!("main a[href*={SETTING:?}]");
    stage.appears(&row).await?;
    stage.run("window.first = 1").await?;
    stage.click(&row).await?;
    stage.recorded("opted-out", false).await?;
    ensure!(
        stage.run("return window.first").await? == 1,
        "a page load, so nothing is tested"
    );
    confirms_no_off(&stage).await?;
    stage.ringed(TRACK, english("calloutReload")?).await?;
    stage.browser.driver.refresh().await?;
    stage.recorded("opted-out", true).await.map(drop)
}

/// An error page may show the switch as its markup has it.
pub async fn a_page_with_the_status_of_an_error_confirms_nothing(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("error-status")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", false).await?;
    confirms_no_off(&stage).await?;
    popup_shows(&stage, "opted-out", false).await.map(drop)
}

/// Many pages show errors outside of the main content, in a corner of the window.
pub async fn an_alert_anywhere_on_the_page_confirms_nothing(kind: Kind) -> Result<()> {
    for (attribute, value) in [("role", "alert"), ("aria-live", "assertive")] {
        let stage = Stage::on(kind, Scenario::named("off")?).await?;
        stage.go(SETTING).await?;
        stage.appears(TRACK).await?;
        let toast = format!(
            "const toast = document.createElement('div');
             toast.setAttribute({attribute:?}, {value:?});
             toast.textContent = 'Something went wrong';
             document.body.append(toast)"
        );
        stage.run(&toast).await?;
        stage.recorded("opted-out", false).await?;
        confirms_no_off(&stage).await?;
    }
    Ok(())
}

/// A page that is new may show what it asked its server for some time ago.
/// <https://github.com/api-platform/core/issues/6957>
pub async fn a_page_that_has_its_answers_from_the_cache_confirms_nothing(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("answers-from-the-cache")?).await?;
    stage.go(SETTING).await?;
    let known = stage.recorded("opted-out", true).await?;
    stage.site.set_saved(KEY, true);
    stage.go(SETTING).await?;
    let callout = stage.ringed(TRACK, english("calloutRestored")?).await?;
    ensure!(
        !callout.text.contains(english("calloutOff")?),
        "{callout:?}"
    );
    stage.in_view_for(SETTLED).await?;
    let still = stage.recorded("opted-out", true).await?;
    ensure!(still["asOf"] == known["asOf"], "{known}, then {still}");
    Ok(())
}

/// In Firefox, all that a service worker hands on looks as if it came from the cache. A switch that
/// is on reassures nobody. <https://github.com/w3c/navigation-timing/issues/199>
pub async fn a_switch_that_is_on_in_a_page_from_the_cache_is_better_than_nothing(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("answers-from-the-cache")?).await?;
    stage.site.set_saved(KEY, true);
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.go("/feed/").await?;
    stage.browser.set_storage(&json!({})).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", false).await?;
    stage.badge("!").await
}

/// A page that has been made inert may show defaults, as one whose switch is disabled.
pub async fn a_switch_that_is_inert_is_not_confirmed(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("off")?).await?;
    stage.go(SETTING).await?;
    stage.appears(TRACK).await?;
    stage
        .run("document.querySelector('main').inert = true")
        .await?;
    confirms_no_off(&stage).await?;
    stage
        .run("document.querySelector('main').inert = false")
        .await?;
    stage.recorded("opted-out", true).await.map(drop)
}

/// A page from the browser's cache shows the state of the time when it was stored. Firefox has no
/// `deliveryType`.
pub async fn a_page_from_the_cache_confirms_nothing(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("from-the-cache")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-in", false).await?;
    stage.go(PRIVACY).await?;
    let row = format!("main a[href*={SETTING:?}]");
    stage.appears(&row).await?;
    stage.run(&format!("location.href = {SETTING:?}")).await?;
    let size = "return performance.getEntriesByType('navigation')[0].transferSize";
    let size = async || stage.run(size).await;
    wait_for("the copy in the cache", PATIENCE, size, |size| *size == 0).await?;
    stage.appears(TRACK).await?;
    confirms_no_off(&stage).await?;
    stage.recorded("opted-in", false).await.map(drop)
}
