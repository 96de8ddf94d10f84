//! The popup: what it shows, and what it does.

use anyhow::{Context, Result, ensure};
use practice::browser::{Browser, Kind, RealPopup, wait_for};
use practice::site::Scenario;
use practice::words::{english, pieces, start_of};
use serde_json::json;

use crate::faults::copied;
use crate::stage::{ACCOUNT, PATIENCE, SETTING, Stage, TRACK};

/// Waits until the popup's page in the tab under test shows this status.
pub async fn tab_shows(browser: &Browser, status: &str, confirmed: bool) -> Result<()> {
    wait_for(
        &format!("the popup to show {status}, confirmed {confirmed}"),
        PATIENCE,
        async || {
            let script = "const {status, confirmed} = document.querySelector('main').dataset; return {status, confirmed: confirmed === 'true'}";
            Ok(browser.driver.execute(script, []).await?.json().clone())
        },
        |seen| seen["status"] == status && seen["confirmed"] == confirmed,
    )
    .await?;
    Ok(())
}

/// Waits until the popup at the toolbar button shows this status.
async fn shows(popup: &RealPopup<'_>, status: &str) -> Result<()> {
    wait_for(
        &format!("the popup to show {status}"),
        PATIENCE,
        async || {
            popup
                .run("return document.querySelector('main').dataset.status ?? null")
                .await
        },
        |seen| seen == status,
    )
    .await?;
    Ok(())
}

pub async fn the_popup_follows_a_flip_while_it_is_open(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let page = stage.browser.driver.window().await?;
    let popup = stage.browser.popup_tab().await?;
    let popup_window = stage.browser.driver.window().await?;
    tab_shows(&stage.browser, "unknown", false).await?;
    stage.browser.driver.switch_to_window(page.clone()).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    // In a background tab the switch does not settle.
    stage.recorded("opted-in", true).await?;
    stage
        .browser
        .driver
        .switch_to_window(popup_window.clone())
        .await?;
    tab_shows(&stage.browser, "opted-in", true).await?;
    stage.browser.driver.switch_to_window(page).await?;
    stage.click(TRACK).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    stage.browser.driver.switch_to_window(popup_window).await?;
    tab_shows(&stage.browser, "opted-out", false).await?;
    let text = stage
        .run("return document.querySelector('main').innerText")
        .await?;
    let text = text.as_str().context("no text")?;
    ensure!(!text.contains(english("statusOptedOut")?), "{text}");
    ensure!(text.contains(english("statusOffUnconfirmed")?), "{text}");
    ensure!(text.contains(pieces("seenUnconfirmed")?[1]), "{text}");
    stage.browser.close_popup_tab(popup).await
}

/// The text of what `css` selects, where it can be seen without scrolling; else empty.
async fn seen(stage: &Stage, css: &str) -> Result<String> {
    let script = format!(
        "const it = document.querySelector({css:?});
         const {{top, bottom}} = it.getBoundingClientRect();
         const isInView = top >= 0 && bottom <= innerHeight;
         return it.checkVisibility({{visibilityProperty: true}}) && isInView ? it.innerText : ''"
    );
    let text = stage.run(&script).await?;
    Ok(text.as_str().context("no text")?.to_owned())
}

pub async fn the_reminder_is_read_in_the_popup_without_a_click(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let popup = stage.browser.popup_tab().await?;
    tab_shows(&stage.browser, "unknown", false).await?;
    let text = seen(&stage, "#reminder").await?;
    for said in [
        "Office of the Privacy Commissioner for Personal Data, Hong Kong",
        english("kindReminder")?,
        "October 27",
        "November 1, 2025",
        english("markReported")?,
        english("pcpdReminder")?,
        english("hkuDataProtectionOffice")?,
    ] {
        ensure!(text.contains(said), "no {said:?} in {text}");
    }
    for (css, said) in [
        ("h1", english("statusUnknown")?),
        ("h1", english("switchUnknown")?),
        ("#lines", english("nextOpen")?),
        ("footer", english("highlightsLabel")?),
        ("footer", "Details"),
    ] {
        let text = seen(&stage, css).await?;
        ensure!(text.contains(said), "no {said:?} in {text}");
    }
    // Nothing else is shown.
    let parts = "return [...document.querySelectorAll('main > *')].filter((it) => it.checkVisibility()).length";
    ensure!(stage.run(parts).await? == 5);
    let hidden = stage
        .run("return [...document.querySelectorAll('[hidden]')].every((it) => getComputedStyle(it).display === 'none')")
        .await?;
    ensure!(hidden == true, "something is shown that does not apply");
    let source = stage
        .run("const {href, target, rel} = document.querySelector('#reminder a[href*=hku]'); return [href, target, rel]")
        .await?;
    ensure!(
        source[0]
            .as_str()
            .is_some_and(|it| it.starts_with("https://dpo.hku.hk/news/")),
        "{source}"
    );
    ensure!(
        source[1] == "_blank" && source[2] == "noreferrer",
        "{source}"
    );
    stage.browser.close_popup_tab(popup).await
}

/// Nothing is shown before the status is known, not even the badge's sign; then everything at once.
pub async fn nothing_moves_while_the_popup_opens(kind: Kind) -> Result<()> {
    let folder = copied(kind)?;
    let script = folder.path().join("popup/popup.js");
    std::fs::rename(&script, folder.path().join("popup/product.js"))?;
    std::fs::write(&script, format!("{SHOWN} import('./product.js');"))?;
    let stage = Stage::alone(kind, Scenario::default(), |options| {
        options.package = folder.path().to_owned();
    })
    .await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    let popup = stage.browser.popup_tab().await?;
    tab_shows(&stage.browser, "opted-in", true).await?;
    let shown = stage.run("return [window.before, window.shown()]").await?;
    ensure!(shown[0] == 0 && shown[1].as_u64() > Some(10), "{shown}");
    let moved = stage
        .run(
            "if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return [];
             const observer = new PerformanceObserver(() => {});
             observer.observe({type: 'layout-shift', buffered: true});
             const moved = (it) => [it.node?.id || it.node?.nodeName, it.previousRect, it.currentRect];
             return observer.takeRecords().map(({value, sources}) => [value, ...sources.map(moved)])",
        )
        .await?;
    ensure!(moved == json!([]), "this moved: {moved}");
    stage.browser.close_popup_tab(popup).await
}

/// Counts the elements of the popup that can be seen.
const SHOWN: &str = "
    window.shown = () => [...document.querySelectorAll('main *')]
      .filter((it) => it.checkVisibility({visibilityProperty: true}) && it.offsetHeight > 0).length;
    window.before = window.shown();";

pub async fn highlights_can_be_turned_off_and_the_status_goes_on(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let popup = stage.browser.real_popup().await?;
    shows(&popup, "opted-in").await?;
    popup.click("#highlights").await?;
    stage.no_overlay("highlights were turned off").await?;
    ensure!(
        popup
            .run("return document.querySelector('#highlights').checked")
            .await?
            == false
    );
    popup.close().await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    stage.badge("✓").await?;
    stage.no_overlay("highlights are off").await?;
    let preferences = stage.browser.storage().await?["preferences"].clone();
    ensure!(
        preferences
            == json!({
                "schema": 2,
                "region": "HK",
                "highlights": false,
                "regionProposed": true,
                "recheckDays": 90,
            }),
        "{preferences}"
    );
    Ok(())
}

pub async fn a_page_from_before_the_install_is_served_when_the_popup_opens(
    kind: Kind,
) -> Result<()> {
    let mut stage = Stage::alone(kind, Scenario::default(), |options| {
        options.extension = false
    })
    .await?;
    stage.go(SETTING).await?;
    stage.appears(TRACK).await?;
    stage.own_browser()?.install().await?;
    let popup = stage.browser.real_popup().await?;
    shows(&popup, "opted-in").await?;
    popup.close().await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    Ok(())
}

pub async fn arriving_by_client_side_navigation_is_served_when_the_popup_opens(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go("/feed/").await?;
    stage.click(&format!("main a[href={ACCOUNT:?}]")).await?;
    wait_for(
        "the settings app",
        PATIENCE,
        async || stage.run("return location.pathname").await,
        |path| path == ACCOUNT,
    )
    .await?;
    let popup = stage.browser.real_popup().await?;
    shows(&popup, "unknown").await?;
    popup.close().await?;
    stage
        .ringed(
            r#"nav a[href$="/categories/privacy"]"#,
            start_of("calloutToCategory")?,
        )
        .await?;
    Ok(())
}

pub async fn the_sign_in_page_is_said_to_be_one(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        signed_in: false,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    let popup = stage.browser.real_popup().await?;
    shows(&popup, "unknown").await?;
    let said = popup.text("main").await?;
    ensure!(said.contains(english("signInFirst")?), "{said}");
    popup.close().await?;
    ensure!(stage.entry().await?.is_null(), "it is remembered");
    ensure!(
        stage.browser.overlay().await?.is_none(),
        "code ran on the sign-in page"
    );
    let mutations = stage.run("return practice.mutations").await?;
    ensure!(mutations == json!([]), "{mutations}");
    stage.badge("").await?;
    Ok(())
}

pub async fn a_damaged_record_is_kept_aside(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let damaged = json!({"schema": 7, "settings": "?"});
    stage
        .browser
        .set_storage(&json!({"record": damaged}))
        .await?;
    let popup = stage.browser.popup_tab().await?;
    tab_shows(&stage.browser, "unknown", false).await?;
    let set_aside = english("troubleSetAside")?;
    wait_for(
        "the popup to say so",
        PATIENCE,
        async || {
            stage
                .run("return document.querySelector('#troubles').innerText")
                .await
        },
        |said| said.as_str().is_some_and(|said| said.contains(set_aside)),
    )
    .await?;
    stage.browser.close_popup_tab(popup).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    let storage = stage.browser.storage().await?;
    let kept: Vec<_> = storage
        .as_object()
        .context("storage is no object")?
        .iter()
        .filter(|(key, _)| key.starts_with("record.set-aside."))
        .map(|(_, value)| value)
        .collect();
    ensure!(kept == [&damaged], "{storage}");
    Ok(())
}

pub async fn storage_that_does_not_answer_is_said(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        saved: false,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    let popup = stage.browser.popup_tab().await?;
    tab_shows(&stage.browser, "opted-out", true).await?;
    // The fault: from now on, reading the storage fails in this page.
    stage
        .run("chrome.storage.local.get = () => Promise.reject(new Error('disk on fire'))")
        .await?;
    stage
        .browser
        .run_in_extension("await chrome.storage.local.set({poke: 1});")
        .await?;
    tab_shows(&stage.browser, "unknown", false).await?;
    let said = stage
        .run("return document.querySelector('#troubles').innerText")
        .await?;
    let said = said.as_str().unwrap_or_default();
    ensure!(said.contains(english("troubleStorage")?), "{said}");
    let disabled = stage
        .run("return document.querySelector('#highlights').disabled")
        .await?;
    ensure!(disabled == true, "a choice is shown that was not read");
    stage.browser.close_popup_tab(popup).await
}
