//! LinkedIn's other data and ad settings: nothing is shown of them until the person asks for that,
//! then each is like the first.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use headsup_core::catalogue::{Setting, catalogue, on_one_page};
use practice::browser::{Kind, wait_for};
use practice::site::Scenario;
use practice::words::{english, english_with, start_of};
use serde_json::{Value, json};

use crate::access::{no_barriers, open};
use crate::popup::tab_shows;
use crate::stage::{PATIENCE, PRIVACY, SETTING, SETTING_ID, Stage, TRACK};
use crate::steps::TO_SETTING;

const POPUP: &str = "popup/popup.html";
const DETAILS: &str = "details/details.html";
const ADS: &str = "/mypreferences/d/categories/ads";

pub fn path(setting: &Setting) -> String {
    format!("/mypreferences/d/{}", setting.path)
}

/// On how many pages the other settings are: the popup counts pages.
fn pages() -> usize {
    catalogue().others().chunk_by(on_one_page).count()
}

/// What the popup says once one of so many pages was looked at, and its switch is on.
fn one_is_on_of(all: usize) -> Result<Value> {
    Ok(json!(english_with("othersOnUnseen", &[1, all, all - 1])?))
}

/// How this setting is recorded as the practice site begins, with its switch on, and after a flip.
fn states(setting: &Setting) -> [&'static str; 2] {
    match setting.reversed {
        true => ["off", "on"],
        false => ["on", "off"],
    }
}

/// What a person sees of a switch, on the practice site.
pub fn track(setting: &Setting) -> String {
    let key = setting.keys[0];
    format!("[aria-labelledby={key:?}] + label, #{key} + label")
}

/// What is recorded of every setting.
pub async fn settings(stage: &Stage) -> Result<Value> {
    Ok(stage.browser.storage().await?["record"]["settings"].clone())
}

/// Waits until the switch of this setting is recorded so.
pub async fn recorded(
    stage: &Stage,
    setting: &Setting,
    state: &str,
    confirmed: bool,
) -> Result<()> {
    wait_for(
        &format!("{} to be {state}, confirmed {confirmed}", setting.id),
        PATIENCE,
        async || Ok(settings(stage).await?[setting.id]["switch"].clone()),
        |switch| switch["state"] == state && switch["confirmed"] == confirmed,
    )
    .await?;
    Ok(())
}

/// A stage whose person has chosen to see the others.
pub async fn with_others(kind: Kind) -> Result<Stage> {
    let stage = Stage::open(kind).await?;
    let preferences = json!({"schema": 2, "region": "HK", "highlights": true, "others": true});
    stage
        .browser
        .set_storage(&json!({"preferences": preferences}))
        .await?;
    Ok(stage)
}

/// Turns the first switch off, and has that confirmed.
async fn opt_out(stage: &Stage) -> Result<()> {
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await.map(drop)
}

/// Waits until `script`, run in the page in front, gives `expected`.
async fn gives(stage: &Stage, script: &str, expected: &Value) -> Result<()> {
    let what = format!("{script} to give {expected}");
    let asked = async || stage.run(&format!("return {script}")).await;
    wait_for(&what, PATIENCE, asked, |seen| seen == expected).await?;
    Ok(())
}

pub async fn until_they_are_asked_for_nothing_of_the_others_is_seen_or_kept(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    for page in catalogue().others().chunk_by(on_one_page) {
        stage.go(&path(&page[0])).await?;
        stage.appears(&track(&page[0])).await?;
        stage.say_again().await?;
        stage.nothing_drawn(page[0].id).await?;
    }
    stage.go(ADS).await?;
    stage.say_again().await?;
    ensure!(settings(&stage).await?.is_null());
    stage.badge("").await
}

pub async fn each_of_the_others_is_ringed_recorded_and_followed(kind: Kind) -> Result<()> {
    let stage = with_others(kind).await?;
    for page in catalogue().others().chunk_by(on_one_page) {
        for (at, setting) in page.iter().enumerate() {
            let [on, off] = states(setting);
            stage.go(&path(setting)).await?;
            if let Some(before) = page[..at].last() {
                recorded(&stage, before, states(before)[1], true).await?;
            }
            recorded(&stage, setting, on, true).await?;
            // On a page with two settings the second is ringed once the first is dealt with.
            if page.len() == 1 || page[..=at].iter().all(|it| !it.reversed) {
                stage.ringed(&track(setting), english("calloutOn")?).await?;
            }
            stage.click(&track(setting)).await?;
            recorded(&stage, setting, off, false).await?;
            stage
                .ringed(&track(setting), english("calloutOff")?)
                .await?;
        }
    }
    let count = settings(&stage).await?.as_object().map(|all| all.len());
    ensure!(count == Some(catalogue().others().len()), "{count:?}");
    // The first setting's status stays. The data may be used where a reversed switch is off.
    let is_used = catalogue().others().iter().any(|it| it.reversed);
    stage.badge(if is_used { "!" } else { "" }).await
}

pub async fn two_switches_on_a_page_are_two_and_a_flip_of_either_is_its_own(
    kind: Kind,
) -> Result<()> {
    let stage = with_others(kind).await?;
    let pages = catalogue().others().chunk_by(on_one_page);
    let two = pages.into_iter().find(|page| page.len() == 2);
    let [first, second] = two.context("no page with two switches")? else {
        anyhow::bail!("two are two");
    };
    stage.go(&path(first)).await?;
    recorded(&stage, second, "on", true).await?;
    stage.ringed(&track(first), english("calloutOn")?).await?;
    // A click on the switch that is not ringed: then that one is ringed.
    stage.click(&track(second)).await?;
    recorded(&stage, second, "off", false).await?;
    recorded(&stage, first, "on", true).await?;
    let callout = stage.ringed(&track(second), english("calloutOff")?).await?;
    ensure!(callout.text.contains(english("tips")?), "{callout:?}");
    let by = |setting: &Setting, all: &Value| all[setting.id]["history"].clone();
    let all = settings(&stage).await?;
    let who = |history: &Value| history.as_array().map(|all| all.len());
    ensure!(who(&by(second, &all)) == Some(2) && by(second, &all)[1]["by"] == "person");
    ensure!(who(&by(first, &all)) == Some(1), "{all}");
    stage.click(&track(second)).await?;
    recorded(&stage, second, "on", false).await?;
    // Once the first is left on by choice, the ring is around the second.
    open(&stage, DETAILS).await?;
    let leave = format!(
        "document.querySelector('[data-setting={:?}] button')",
        first.id
    );
    gives(&stage, &format!("{leave}?.hidden"), &json!(false)).await?;
    stage.run(&format!("{leave}.click()")).await?;
    let label = format!("{leave}.innerText");
    gives(&stage, &label, &json!(english("leaveUndo")?)).await?;
    stage.go(&path(first)).await?;
    stage
        .ringed(&track(second), english("calloutOn")?)
        .await
        .map(drop)
}

pub async fn lists_lead_to_what_was_not_looked_at_and_to_nothing_twice(kind: Kind) -> Result<()> {
    let stage = with_others(kind).await?;
    let row = |setting: &Setting| format!("a[href$={:?}]", setting.path);
    // First of all the ring leads to the AI training setting.
    stage.go(ADS).await?;
    let to_privacy = "a[href$='/categories/privacy']";
    stage
        .ringed_in(to_privacy, start_of("calloutToCategory")?)
        .await?;
    opt_out(&stage).await?;
    // Then to each row in turn.
    let in_ads = |path: &str| {
        ["ads-", "interest", "promotions"]
            .iter()
            .any(|it| path.contains(it))
    };
    let others = catalogue().others().iter();
    let listed: Vec<_> = others.filter(|it| in_ads(it.path)).collect();
    let (first, last) = (listed[0], listed[listed.len() - 1]);
    stage.go(ADS).await?;
    let callout = stage.ringed_in(&row(first), first.wording[0].name).await?;
    ensure!(!callout.text.contains("of 3"), "{callout:?}");
    stage.go(&path(first)).await?;
    recorded(&stage, first, "on", true).await?;
    stage.go(ADS).await?;
    stage
        .ringed_in(&row(listed[2]), listed[2].wording[0].name)
        .await?;
    // A setting that was looked at is not led to again, though it is on.
    let mut storage = stage.browser.storage().await?;
    let on = storage["record"]["settings"][first.id].clone();
    for (setting, is_led_to) in [(last, true), (first, false)] {
        for other in &listed {
            let is_seen = !(is_led_to && other.id == setting.id);
            if is_seen {
                storage["record"]["settings"][other.id] = on.clone();
            }
        }
        stage.browser.set_storage(&storage).await?;
        stage.go(ADS).await?;
        if is_led_to {
            let name = setting.wording[0].name;
            stage.ringed_in(&row(setting), name).await?;
        } else {
            stage.say_again().await?;
            stage.nothing_drawn("all were looked at").await?;
        }
    }
    Ok(())
}

pub async fn they_are_offered_once_the_first_is_dealt_with_and_never_again(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let offer = "document.querySelector('#others-offer').checkVisibility()";
    let line = "document.querySelector('#others').innerText";
    open(&stage, POPUP).await?;
    tab_shows(&stage.browser, "unknown", false).await?;
    gives(&stage, line, &json!("")).await?;
    opt_out(&stage).await?;
    open(&stage, POPUP).await?;
    let many = english_with("othersThere", &[pages()])?;
    gives(&stage, line, &json!(many)).await?;
    open(&stage, DETAILS).await?;
    gives(&stage, offer, &json!(true)).await?;
    no_barriers(&stage, "the offer").await?;
    stage
        .run("document.querySelector('#others-no').click()")
        .await?;
    gives(&stage, offer, &json!(false)).await?;
    open(&stage, DETAILS).await?;
    tab_shows(&stage.browser, "opted-out", true).await?;
    gives(&stage, offer, &json!(false)).await?;
    open(&stage, POPUP).await?;
    tab_shows(&stage.browser, "opted-out", true).await?;
    gives(&stage, line, &json!("")).await
}

pub async fn the_others_are_listed_counted_and_walked(kind: Kind) -> Result<()> {
    let stage = with_others(kind).await?;
    open(&stage, DETAILS).await?;
    let progress = "document.querySelector('#others-progress').innerText";
    let next = "document.querySelector('#others-next').pathname";
    let so_many = |done| english_with("othersProgress", &[done, 1 + pages()]);
    gives(&stage, progress, &json!(so_many(0)?)).await?;
    gives(&stage, next, &json!(SETTING)).await?;
    let listed = "[...document.querySelectorAll('#others-list [data-setting]')].map((it) => it.dataset.setting)";
    let ids: Vec<_> = catalogue().others().iter().map(|it| it.id).collect();
    gives(&stage, listed, &json!(ids)).await?;
    no_barriers(&stage, "the others").await?;
    let other = &catalogue().others()[0];
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.go(&path(other)).await?;
    recorded(&stage, other, "on", true).await?;
    open(&stage, DETAILS).await?;
    gives(&stage, progress, &json!(so_many(2)?)).await?;
    gives(&stage, next, &json!(path(&catalogue().others()[1]))).await?;
    let status = format!(
        "document.querySelector('[data-setting={:?}]').dataset.status",
        other.id
    );
    gives(&stage, &status, &json!("opted-in")).await?;
    open(&stage, POPUP).await?;
    let line = "document.querySelector('#others').innerText";
    gives(&stage, line, &one_is_on_of(pages())?).await?;
    // The page shows the status of the first setting; the badge is that of all.
    stage.badge("!").await
}

pub async fn turning_them_off_asks_first_and_erases_what_was_seen_of_them(
    kind: Kind,
) -> Result<()> {
    let stage = with_others(kind).await?;
    let other = &catalogue().others()[0];
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.go(&path(other)).await?;
    recorded(&stage, other, "on", true).await?;
    open(&stage, DETAILS).await?;
    let shown = "document.querySelector('#others-shown').checked";
    gives(&stage, shown, &json!(true)).await?;
    let asks = "document.querySelector('#others-question').open";
    for (answer, stays) in [("#others-keep", true), ("#others-erase", false)] {
        stage
            .run("document.querySelector('#others-shown').click()")
            .await?;
        gives(&stage, asks, &json!(true)).await?;
        no_barriers(&stage, "asked whether to stop showing them").await?;
        // Nothing is erased before the question is answered.
        ensure!(!settings(&stage).await?[other.id].is_null());
        stage
            .run(&format!("document.querySelector({answer:?}).click()"))
            .await?;
        gives(&stage, asks, &json!(false)).await?;
        gives(&stage, shown, &json!(stays)).await?;
    }
    let all = settings(&stage).await?;
    ensure!(all[other.id].is_null(), "{all}");
    ensure!(!all[SETTING_ID].is_null(), "{all}");
    // No trace of it comes back.
    stage.go(&path(other)).await?;
    stage.appears(&track(other)).await?;
    stage.say_again().await?;
    stage.nothing_drawn("they are not shown").await?;
    ensure!(settings(&stage).await?[other.id].is_null());
    stage.go(PRIVACY).await?;
    let words = start_of("calloutToSetting")?;
    stage.ringed_in(TO_SETTING, words).await.map(drop)
}

/// As if its entry stood in `data/settings.json`: see `tests/another-setting/`.
pub async fn a_setting_that_is_data_alone_is_ringed_recorded_and_listed(kind: Kind) -> Result<()> {
    let stage = Stage::alone(kind, Scenario::default(), |options| {
        let name = match kind {
            Kind::Chromium => "chrome",
            Kind::Firefox => "firefox",
        };
        let built = concat!(env!("CARGO_MANIFEST_DIR"), "/target/another-setting");
        options.package = Path::new(built).join(name);
    })
    .await?;
    let preferences = json!({"schema": 2, "others": true});
    stage
        .browser
        .set_storage(&json!({"preferences": preferences}))
        .await?;
    let page = "/mypreferences/d/settings/made-up";
    let is = async |id: &str, state: &str, confirmed: bool| {
        wait_for(
            &format!("{id} to be {state}, confirmed {confirmed}"),
            PATIENCE,
            async || Ok(settings(&stage).await?[id]["switch"].clone()),
            |switch| switch["state"] == state && switch["confirmed"] == confirmed,
        )
        .await
    };
    let (plain, reversed) = ("linkedin/made-up", "linkedin/made-up.2");
    let track = |key: &str| format!("[aria-labelledby={key:?}] + label");
    stage.go(page).await?;
    is(plain, "on", true).await?;
    // The switch is on, which means here that the data may not be used.
    is(reversed, "off", true).await?;
    let says = async |key: &str, words: [&str; 2]| -> Result<()> {
        let callout = stage.ringed(&track(key), words[0]).await?;
        ensure!(callout.text.contains(words[1]), "{callout:?}");
        Ok(())
    };
    let [on, off] = [english("calloutOn")?, english("calloutOff")?];
    says("allowMadeUp", [on, "LinkedIn may make things up."]).await?;
    stage.click(&track("allowMadeUp")).await?;
    is(plain, "off", false).await?;
    stage.go(page).await?;
    is(plain, "off", true).await?;
    stage.click(&track("denyMadeUp")).await?;
    is(reversed, "on", false).await?;
    says("denyMadeUp", [off, "LinkedIn may go on."]).await?;
    stage.badge("!").await?;
    open(&stage, DETAILS).await?;
    let part = |what: &str| {
        format!("document.querySelector('[data-setting={reversed:?}] {what}').innerText")
    };
    gives(&stage, &part("h3"), &json!("A made-up refusal")).await?;
    gives(&stage, &part(".state > p"), &json!(english("switchOff")?)).await?;
    gives(&stage, &part("button"), &json!(english("leaveAsIs")?)).await?;
    let leave = part("button").replace(".innerText", ".click()");
    stage.run(&leave).await?;
    gives(&stage, &part("button"), &json!(english("leaveUndo")?)).await?;
    stage.badge("").await?;
    open(&stage, POPUP).await?;
    let line = "document.querySelector('#others').innerText";
    gives(&stage, line, &one_is_on_of(pages() + 1)?).await
}
