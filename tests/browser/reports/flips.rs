//! What becomes of a flip, and whom the record names for it.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::site::Scenario;
use practice::words::english;

use super::{blames_nobody, popup_shows};
use crate::stage::{ACCOUNT, KEY, PATIENCE, PRIVACY, SETTING, Stage, TRACK};

/// The page asks first, and flips the switch itself after the answer.
pub async fn a_flip_that_the_page_asks_about_first_is_the_persons(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("asks-first")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.watch().await?;
    stage.click(TRACK).await?;
    stage.appears("#dialog-yes").await?;
    stage.nothing_drawn("the page asks").await?;
    ensure!(stage.say_again().await? == 1);
    let seen = stage.watched().await?;
    ensure!(seen.states() == ["on"], "{seen:#?}");
    stage.click("#dialog-yes").await?;
    stage.recorded("opted-out", false).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    stage.browser.driver.refresh().await?;
    stage.recorded("opted-out", true).await?;
    ensure!(stage.history().await? == ["on", "off"]);
    ensure!(
        stage
            .history_by()
            .await?
            .last()
            .is_some_and(|by| by == "person")
    );
    Ok(())
}

/// The server refuses after five seconds: the person has flipped it, then the site has flipped it
/// back.
pub async fn a_flip_that_is_refused_late_is_turned_back_by_the_site(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("turned-back-late")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.watch().await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    stage.recorded("opted-in", false).await?;
    stage.badge("!").await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let seen = stage.watched().await?;
    ensure!(!seen.was("off", true), "{seen:#?}");
    ensure!(stage.history().await? == ["on", "off", "on"]);
    ensure!(stage.history_by().await?[1..] == ["person", "site"]);
    stage.browser.driver.refresh().await?;
    stage.recorded("opted-in", true).await?;
    Ok(())
}

/// Found by `cargo xtask world --browsers`. Was wrong: the popup said "on again, maybe another
/// account, another device, or LinkedIn", and before that "opted out, confirmed".
pub async fn a_flip_that_is_left_while_it_is_saved_is_the_persons(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        saved: false,
        ..Scenario::named("saves-late")?
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    stage.click(TRACK).await?;
    stage.appears("main [aria-busy=true]").await?;
    stage.go("/in/somebody/").await?;
    let is_saved = stage.site.saved(KEY);
    ensure!(!is_saved, "it was saved before, so nothing is tested");
    let saved = async || Ok(stage.site.saved(KEY));
    wait_for("the change to be saved", PATIENCE, saved, |on| *on).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    blames_nobody(&popup_shows(&stage, "opted-in", true).await?)?;
    ensure!(stage.history_by().await?[1..] == ["person"]);
    Ok(())
}

/// The server answers as if it had saved, but has not: only a reload can show that.
pub async fn a_flip_that_the_server_loses_is_on_after_the_reload(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("lost")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.watch().await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    stage.browser.driver.refresh().await?;
    stage.recorded("opted-in", true).await?;
    let seen = stage.watched().await?;
    ensure!(!seen.was("off", true), "{seen:#?}");
    stage.badge("!").await?;
    ensure!(stage.history().await? == ["on", "off", "on"]);
    Ok(())
}

/// Report 14. Was wrong: it was said for ever that LinkedIn had not kept what the person had turned
/// on.
pub async fn a_switch_that_the_person_turns_on_blames_nobody(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("off")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-in", false).await?;
    stage.badge("!").await?;
    let callout = stage.ringed(TRACK, english("calloutOn")?).await?;
    blames_nobody(&callout.text)?;
    blames_nobody(&popup_shows(&stage, "opted-in", false).await?)?;
    ensure!(
        stage
            .history_by()
            .await?
            .last()
            .is_some_and(|by| by == "person")
    );
    stage.browser.driver.refresh().await?;
    stage.recorded("opted-in", true).await?;
    blames_nobody(&popup_shows(&stage, "opted-in", true).await?)?;
    Ok(())
}

/// Report 13. Was wrong: of another account it was said that the switch was on again.
pub async fn another_account_is_allowed_for_in_words(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("two-accounts")?).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    stage.click("a[href$=sign-out]").await?;
    stage.click("button[value='1']").await?;
    let signed_in = async || stage.run("return location.pathname").await;
    wait_for("the feed", PATIENCE, signed_in, |path| path == "/feed/").await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    ensure!(
        stage
            .history_by()
            .await?
            .last()
            .is_some_and(|by| by == "unseen")
    );
    let words = popup_shows(&stage, "opted-in", true).await?;
    ensure!(words.contains("account"), "{words}");
    ensure!(!words.contains(english("notKept")?), "{words}");
    ensure!(stage.site.saved(KEY), "this account's is on");
    Ok(())
}

/// Report 33. Was wrong: a person who had opted out was led to the switch again from every page.
pub async fn who_has_opted_out_is_not_led_there_again(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("off")?).await?;
    stage.go(ACCOUNT).await?;
    stage
        .overlay("a ring", |overlay| overlay.ring.is_some())
        .await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    for path in [ACCOUNT, PRIVACY] {
        stage.go(path).await?;
        stage.appears("main a, nav a").await?;
        ensure!(stage.say_again().await? == 1);
        stage.nothing_drawn(path).await?;
    }
    stage.badge("✓").await
}

/// Report 34. Was wrong: callout, badge and popup contradicted each other.
pub async fn a_page_from_before_the_last_change_says_so_and_offers_a_reload(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let driver = &stage.browser.driver;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    let older = driver.window().await?;
    let newer = driver.new_tab().await?;
    driver.switch_to_window(newer).await?;
    stage.go(SETTING).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    driver.refresh().await?;
    let confirmed = stage.recorded("opted-out", true).await?;
    driver.switch_to_window(older).await?;
    stage.say_again().await?;
    let reload = english("calloutReload")?;
    let overlay = stage
        .overlay("an offer to reload", |overlay| {
            let buttons = overlay.callout.iter().flat_map(|it| &it.buttons);
            buttons.clone().any(|it| it.name == reload)
        })
        .await?;
    let said = overlay.callout.context("checked above")?.text;
    ensure!(!said.contains(english("calloutOn")?), "{said}");
    stage.badge("✓").await?;
    popup_shows(&stage, "opted-out", true).await?;
    ensure!(stage.switch().await? == confirmed);
    stage
        .browser
        .press_callout_button(english("calloutReload")?)
        .await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    ensure!(stage.history().await? == ["on", "off"]);
    Ok(())
}
