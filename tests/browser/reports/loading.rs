//! Pages that first show one state and then another, and states that the browser restores.

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::site::{Save, Scenario};
use practice::words::english;
use serde_json::json;

use super::{blames_nobody, popup_shows};
use crate::faults::Broken;
use crate::stage::{KEY, PATIENCE, SETTING, Stage, TRACK};
use crate::watch::SETTLED;

const PROFILE: &str = "/in/somebody/";

/// Report 1. Was wrong: "opted out, confirmed", and then for ever that LinkedIn had turned the
/// switch on again.
pub async fn a_default_shown_while_loading_is_never_a_confirmation(kind: Kind) -> Result<()> {
    for name in ["default-off-first", "served-without-state"] {
        let stage = Stage::on(kind, Scenario::named(name)?).await?;
        stage.watch().await?;
        stage.go(SETTING).await?;
        stage.recorded("opted-in", true).await?;
        stage.ringed(TRACK, english("calloutOnHow")?).await?;
        stage.in_view_for(SETTLED).await?;
        let seen = stage.watched().await?;
        ensure!(seen.states() == ["on"], "{name}: {seen:#?}");
        ensure!(!seen.badge_was("✓"), "{name}: {:?}", seen.badges);
        ensure!(stage.history().await? == ["on"], "{name}");
        stage.badge("!").await?;
        blames_nobody(&popup_shows(&stage, "opted-in", true).await?)?;
    }
    Ok(())
}

/// The same for longer than it takes to settle: the default may be recorded meanwhile, but not
/// afterwards, and nobody is blamed.
pub async fn a_default_shown_for_ten_seconds_is_replaced_without_blame(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("default-off-for-long")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", false).await?;
    stage.badge("!").await?;
    ensure!(stage.history().await? == ["on"]);
    blames_nobody(&popup_shows(&stage, "opted-in", false).await?)?;
    stage.site.set_scenario(Scenario::default());
    stage.browser.driver.refresh().await?;
    stage.recorded("opted-in", true).await?;
    ensure!(stage.history().await? == ["on"]);
    Ok(())
}

/// The same, where the page changes a word beside the switch together with its state: the row has
/// come to rest before all the same.
pub async fn a_default_that_is_replaced_together_with_its_word_is_not_confirmed(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("off")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    stage
        .run(
            "const input = document.querySelector('main input[role=switch]');
             input.checked = true;
             input.parentElement.append(document.createElement('i'))",
        )
        .await?;
    stage.recorded("opted-in", false).await?;
    stage.in_view_for(SETTLED).await?;
    stage.recorded("opted-in", false).await.map(drop)
}

/// The other way round: the page shows "on" first, and "off" is saved.
pub async fn a_default_that_is_on_leaves_no_trace_where_off_is_saved(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("default-on-first")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    stage.badge("✓").await?;
    ensure!(stage.history().await? == ["off"]);
    blames_nobody(&popup_shows(&stage, "opted-out", true).await?)
}

/// A page that could not read the setting shows "off" beside an alert, which disappears again.
pub async fn a_default_beside_an_alert_confirms_nothing(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("defaults-beside-alert")?).await?;
    stage.watch().await?;
    stage.go(SETTING).await?;
    stage.appears("main [role=alert]").await?;
    stage.recorded("opted-out", false).await?;
    // The alert is there for five seconds; after it the page has as long again to settle.
    stage.in_view_for(2 * SETTLED).await?;
    let gone = stage
        .run("return !document.querySelector('[role=alert]')")
        .await?;
    ensure!(gone == true, "the alert is still there");
    let seen = stage.watched().await?;
    ensure!(!seen.was("off", true), "{seen:#?}");
    popup_shows(&stage, "opted-out", false).await?;
    stage.site.set_scenario(Scenario::default());
    stage.browser.driver.refresh().await?;
    stage.recorded("opted-in", true).await.map(drop)
}

/// A page that fills the switch in last, while its progress bar is still shown.
pub async fn under_a_progress_bar_nothing_is_confirmed(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("off")?).await?;
    stage.go(SETTING).await?;
    let begin = "const bar = document.createElement('div');
                 bar.role = 'progressbar';
                 bar.style.cssText = 'height: 8px; width: 200px';
                 document.querySelector('main').prepend(bar)";
    stage.appears(TRACK).await?;
    stage.run(begin).await?;
    stage.watch().await?;
    stage.in_view_for(2 * SETTLED).await?;
    let seen = stage.watched().await?;
    ensure!(!seen.was("off", true), "{seen:#?}");
    stage
        .run("document.querySelector('[role=progressbar]').remove()")
        .await?;
    stage.recorded("opted-out", true).await.map(drop)
}

/// Report 2. Was wrong: "opted out, confirmed by loading the page", while nothing was saved.
pub async fn a_checkbox_that_a_reload_puts_back_confirms_nothing(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("restored-on-reload")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.watch().await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    reload_as_a_person_does(&stage).await?;
    let is_on = is_on(&stage).await?;
    ensure!(
        is_on == (kind == Kind::Chromium),
        "{kind:?} shows it on: {is_on}, so nothing is tested"
    );
    stage.in_view_for(SETTLED).await?;
    let seen = stage.watched().await?;
    ensure!(!seen.was("off", true), "{seen:#?}");
    match kind {
        Kind::Chromium => popup_shows(&stage, "opted-in", true).await?,
        Kind::Firefox => popup_shows(&stage, "opted-out", false).await?,
    };
    ensure!(stage.site.saved(KEY), "the site has saved it");
    Ok(())
}

/// The same after "back", where both browsers restore forms.
pub async fn a_checkbox_put_back_on_the_way_back_confirms_nothing(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("restored-on-reload")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.watch().await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    stage.run("window.first = 1").await?;
    stage.go(PROFILE).await?;
    stage.run("history.back()").await?;
    let shown = "return [document.readyState, location.pathname, window.first ?? 0]";
    let back = wait_for(
        "the setting's page again",
        PATIENCE,
        async || stage.run(shown).await,
        |seen| seen[0] == "complete" && seen[1] == SETTING,
    )
    .await?;
    ensure!(back[2] == 0, "it was kept alive, so nothing is tested");
    ensure!(
        !is_on(&stage).await?,
        "it was not put back, so nothing is tested"
    );
    stage.in_view_for(SETTLED).await?;
    let seen = stage.watched().await?;
    ensure!(!seen.was("off", true), "{seen:#?}");
    stage.recorded("opted-out", false).await?;
    ensure!(stage.site.saved(KEY), "the site has saved it");
    Ok(())
}

/// By the browser's own reload: after a driver's reload Firefox restores nothing.
pub(super) async fn reload_as_a_person_does(stage: &Stage) -> Result<()> {
    stage.run("window.first = 1; location.reload()").await?;
    let loaded = "return document.readyState === 'complete' && window.first === undefined";
    let loaded = async || stage.run(loaded).await;
    wait_for("the page again", PATIENCE, loaded, |so| *so == true)
        .await
        .map(drop)
}

/// Whether the switch is on in the page, whatever the record says.
async fn is_on(stage: &Stage) -> Result<bool> {
    stage.appears(TRACK).await?;
    let checked = format!("return document.querySelector('[aria-labelledby={KEY:?}]').checked");
    Ok(stage.run(&checked).await? == true)
}

/// Report 3. Was wrong: a flip from before the install was "confirmed by loading the page".
pub async fn a_page_from_before_the_install_confirms_nothing(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        save: Save::Lose,
        ..Scenario::default()
    };
    let mut stage = Stage::alone(kind, scenario, |options| options.extension = false).await?;
    stage.go(SETTING).await?;
    stage.click(TRACK).await?;
    stage.own_browser()?.install().await?;
    stage.watch().await?;
    is_unconfirmed_until_a_reload(&stage).await
}

/// The same before an update, or a reload of the extension.
pub async fn a_page_from_before_an_update_confirms_nothing(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        save: Save::Lose,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    stage.browser.reload_extension().await?;
    stage.watch().await?;
    is_unconfirmed_until_a_reload(&stage).await
}

/// The page in front shows "off", which is not saved.
async fn is_unconfirmed_until_a_reload(stage: &Stage) -> Result<()> {
    popup_shows(stage, "opted-out", false).await?;
    stage.in_view_for(SETTLED).await?;
    let seen = stage.watched().await?;
    ensure!(!seen.was("off", true), "{seen:#?}");
    stage.ringed(TRACK, english("calloutReload")?).await?;
    stage
        .browser
        .press_callout_button(english("calloutReload")?)
        .await?;
    stage.recorded("opted-in", true).await?;
    Ok(())
}

/// Report 4. Was wrong: an old tab counted as "seen today", which postponed the reminder.
pub async fn an_old_tab_that_comes_to_the_front_renews_nothing(kind: Kind) -> Result<()> {
    let broken = Broken::open(kind).await?;
    let stage = &broken.stage;
    stage.site.set_scenario(Scenario::named("off")?);
    stage.go(SETTING).await?;
    let first = stage.recorded("opted-out", true).await?;
    let driver = &stage.browser.driver;
    let old = driver.window().await?;
    let other = driver.new_tab().await?;
    for (days, badge) in [(89_u64, "✓"), (91, "?")] {
        driver.switch_to_window(other.clone()).await?;
        stage.go("/feed/").await?;
        // Sets the background's clock forward by so many days.
        broken
            .set(&json!({"ahead": days * 24 * 60 * 60 * 1000}))
            .await?;
        driver.switch_to_window(old.clone()).await?;
        stage.say_again().await?;
        stage.badge(badge).await?;
        let now = stage.switch().await?;
        for time in ["seen", "asOf", "since"] {
            ensure!(
                now[time] == first[time],
                "{days} days: {first} became {now}"
            );
        }
    }
    Ok(())
}
