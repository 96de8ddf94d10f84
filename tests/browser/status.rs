//! What is recorded, and what is not.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::site::{Save, Scenario, SwitchShape};
use practice::words::english;

use crate::stage::{KEY, PATIENCE, PRIVACY, SETTING, Stage, TRACK};
use crate::watch::GIVEN_UP;

pub async fn a_switch_that_is_off_is_opted_out_and_confirmed(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        saved: false,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    let callout = stage.ringed(TRACK, english("calloutOff")?).await?;
    ensure!(
        callout.text.contains(english("calloutOffMeans")?),
        "{callout:?}"
    );
    ensure!(
        callout.text.contains("already taken place is not affected"),
        "{callout:?}"
    );
    let entry = stage.recorded("opted-out", true).await?;
    ensure!(entry["evidence"] == "key", "{entry}");
    stage.badge("✓").await?;
    Ok(())
}

pub async fn a_switch_that_is_on_is_opted_in(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.badge("!").await?;
    ensure!(stage.history().await? == ["on"]);
    Ok(())
}

pub async fn a_flip_is_opted_out_and_a_reload_confirms_it(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.click(TRACK).await?;
    let callout = stage.ringed(TRACK, english("calloutOff")?).await?;
    ensure!(
        callout.text.contains(english("calloutConfirm")?),
        "{callout:?}"
    );
    stage.recorded("opted-out", false).await?;
    stage.badge("✓").await?;
    stage
        .browser
        .press_callout_button(english("calloutReload")?)
        .await?;
    let entry = stage.recorded("opted-out", true).await?;
    // A time of a whole second has no fraction.
    let at = |name: &str| entry[name].as_str().map(|it| it.trim_end_matches('Z'));
    ensure!(at("since") < at("seen"), "{entry}");
    let reload = english("calloutReload")?;
    let buttons = stage.ringed(TRACK, english("calloutOff")?).await?.buttons;
    ensure!(buttons.iter().all(|it| it.name != reload), "{buttons:?}");
    ensure!(!stage.site.saved(KEY), "the site did not save");
    ensure!(stage.history().await? == ["on", "off"]);
    Ok(())
}

pub async fn a_flip_of_a_replaced_switch_waits_for_the_reload_too(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        replace_switch_on_flip: true,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    stage.ringed(TRACK, english("calloutConfirm")?).await?;
    Ok(())
}

pub async fn a_flip_before_the_first_look_waits_for_the_reload_too(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        switch_shape: SwitchShape::Unrecognisable,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    stage.appears("main").await?;
    // Before it is used, nothing says that it is a switch.
    stage
        .run(
            "const late = document.createElement('div');
             late.id = 'late';
             late.style.cssText = 'width: 48px; height: 24px';
             late.addEventListener('click', () => {
               late.role = 'switch';
               late.ariaChecked = 'false';
               late.ariaLabel = 'Use my data for training content creation AI models';
             });
             document.querySelector('main').prepend(late)",
        )
        .await?;
    stage.click("#late").await?;
    stage.recorded("opted-out", false).await?;
    stage.ringed("#late", english("calloutConfirm")?).await?;
    Ok(())
}

/// Some pages name a switch "On" or "Off".
pub async fn a_flip_that_renames_the_switch_waits_for_the_reload_too(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let named_by_its_state = format!(
        "const input = document.querySelector('[aria-labelledby={KEY:?}]');
         const track = input.nextElementSibling;
         input.removeAttribute('aria-labelledby');
         input.name = {KEY:?};
         track.className += ' renamed';
         const name = () => input.setAttribute('aria-label', input.checked ? 'On' : 'Off');
         input.addEventListener('change', name);
         name();"
    );
    stage.run(&named_by_its_state).await?;
    let reload = english("calloutReload")?;
    for (words, status) in [
        (english("calloutOff")?, "opted-out"),
        (english("calloutOn")?, "opted-in"),
        (english("calloutOff")?, "opted-out"),
    ] {
        stage.click(".renamed").await?;
        stage.ringed(".renamed", words).await?;
        stage.recorded(status, false).await?;
        stage
            .overlay("the offer to reload", |seen| {
                let callout = seen.callout.as_ref();
                callout.is_some_and(|it| it.buttons.iter().any(|it| it.name == reload))
            })
            .await?;
    }
    Ok(())
}

pub async fn a_refused_save_is_reported_as_on(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        save: Save::RefuseAndTurnBack,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.click(TRACK).await?;
    let callout = stage.ringed(TRACK, english("notKept")?).await?;
    ensure!(callout.text.contains(english("calloutOn")?), "{callout:?}");
    stage.recorded("opted-in", false).await?;
    stage.badge("!").await?;
    ensure!(stage.site.saved(KEY));
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    Ok(())
}

pub async fn a_page_being_hydrated_is_not_taken_at_its_first_word(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        hydrate_wrong_first_ms: 300,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.ringed(TRACK, english("calloutOnHow")?).await?;
    ensure!(stage.history().await? == ["on"]);
    Ok(())
}

pub async fn an_unrecognisable_page_gets_steps_by_hand_and_no_ring(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        switch_shape: SwitchShape::Unrecognisable,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    let overlay = stage
        .overlay("a callout for an unrecognised page", |overlay| {
            overlay.callout.is_some()
        })
        .await?;
    let callout = overlay.callout.context("no callout")?;
    ensure!(overlay.ring.is_none(), "a ring on a guess");
    ensure!(
        callout.text.contains(english("calloutUnrecognised")?),
        "{callout:?}"
    );
    ensure!(
        callout
            .text
            .contains("“Use my data for training content creation AI models”"),
        "{callout:?}"
    );
    let entry = stage.recorded("unrecognised", false).await?;
    ensure!(entry["report"].is_string(), "{entry}");
    stage.badge("?").await?;
    let details = stage.browser.page_tab("details/details.html").await?;
    let report = wait_for(
        "a report to copy",
        PATIENCE,
        async || {
            stage
                .run("return document.querySelector('#report-text').textContent")
                .await
        },
        |report| report.as_str().is_some_and(|report| !report.is_empty()),
    )
    .await?;
    ensure!(
        report
            .as_str()
            .is_some_and(|it| it.contains("why: no-switch\nlanguage: en\nswitches: none")),
        "{report}"
    );
    stage.browser.close_popup_tab(details).await
}

pub async fn a_setting_that_is_not_on_the_list_is_said_not_to_be_there(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        offered: false,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(PRIVACY).await?;
    stage.recorded("not-listed", false).await?;
    ensure!(stage.say_again().await? == 1);
    stage.nothing_drawn("there is nothing to lead to").await?;
    ensure!(stage.history().await?.is_empty());
    stage.badge("?").await?;
    Ok(())
}

pub async fn the_switches_of_other_settings_are_left_alone(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    for path in ["ads-by-age", "linkedin-promotions"] {
        stage
            .go(&format!("/mypreferences/d/settings/{path}"))
            .await?;
        stage.click("[role=switch] + label").await?;
        ensure!(stage.say_again().await? == 1);
        stage.no_overlay("it is another setting's page").await?;
        let seen = stage.history().await?;
        ensure!(seen.is_empty(), "{path} is recorded: {seen:?}");
    }
    // A settings page is recorded on the same stage, so that the rest proves something.
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    ensure!(stage.history().await? == ["on"]);
    Ok(())
}

pub async fn a_switch_before_ours_that_is_quoted_beside_our_label_is_left_alone(
    kind: Kind,
) -> Result<()> {
    let scenario = Scenario {
        extra_switch_quote: true,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage
        .click(r#"[role=switch]:not([aria-labelledby="allowDataForGenerativeAI"]) + label"#)
        .await?;
    ensure!(stage.say_again().await? == 1);
    stage.ringed(TRACK, english("calloutOn")?).await?;
    ensure!(stage.history().await? == ["on"]);
    Ok(())
}

/// Some pages replace the switch while they save.
pub async fn a_switch_that_goes_for_a_moment_after_a_long_look_is_not_given_up(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    // Longer than a page without a switch is waited for.
    stage.in_view_for(GIVEN_UP).await?;
    stage.watch().await?;
    let row = format!("document.querySelector('[aria-labelledby={KEY:?}]').closest('section')");
    stage
        .run(&format!(
            "window.taken = {row}; window.place = document.createComment(''); taken.replaceWith(place)"
        ))
        .await?;
    stage.nothing_drawn("it waits for the switch").await?;
    ensure!(stage.say_again().await? == 1);
    stage.run("place.replaceWith(taken)").await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let seen = stage.watched().await?;
    ensure!(
        seen.looks.is_empty() && seen.states() == ["on"],
        "{seen:#?}"
    );
    ensure!(stage.history().await? == ["on"]);
    Ok(())
}
