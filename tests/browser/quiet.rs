//! The promises: Heads Up only looks, cannot be detected, and runs nowhere else.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use practice::browser::{Kind, package, wait_for};
use practice::site::Scenario;
use practice::words::english;
use serde_json::{Value, json};

use crate::stage::{ACCOUNT, KEY, OVERLAYS, PATIENCE, PRIVACY, SETTING, Stage, TRACK};

/// Walks the three steps, flips the switch, and waits until it has settled.
async fn walk(stage: &Stage, with_extension: bool) -> Result<()> {
    for path in [ACCOUNT, PRIVACY, SETTING] {
        stage.go(path).await?;
        if with_extension {
            stage
                .overlay("a ring", |overlay| overlay.ring.is_some())
                .await?;
        }
    }
    stage.appears(TRACK).await?;
    if with_extension {
        stage.recorded("opted-in", true).await?;
    }
    stage.click(TRACK).await?;
    wait_for(
        "the site to save",
        PATIENCE,
        async || Ok(stage.site.saved(KEY)),
        |saved| !saved,
    )
    .await?;
    if with_extension {
        stage.recorded("opted-out", false).await?;
        stage.ringed(TRACK, english("calloutOff")?).await?;
    }
    Ok(())
}

/// The requests to LinkedIn, and those to anybody else but the browser's maker.
fn requests(stage: &Stage) -> (BTreeSet<String>, BTreeSet<String>) {
    let makers = [
        "mozilla.com",
        "mozilla.net",
        "mozilla.org",
        "firefox.com",
        "google.com",
        "googleapis.com",
        "gvt1.com",
        "gstatic.com",
    ];
    let (site, others): (Vec<_>, Vec<_>) = stage
        .site
        .requests()
        .into_iter()
        .filter(|request| !makers.iter().any(|maker| request.host.ends_with(maker)))
        // A browser asks for it once, on behalf of whichever page is open when it gets to it.
        .filter(|request| request.path_and_query != "/favicon.ico")
        .partition(|request| request.host == "www.linkedin.com");
    let line = |request: practice::site::Request| {
        format!(
            "{} {} {} {:?} {:?}",
            request.method, request.host, request.path_and_query, request.referer, request.origin
        )
    };
    (
        site.into_iter().map(line).collect(),
        others.into_iter().map(line).collect(),
    )
}

pub async fn nothing_is_requested_and_nothing_reported(kind: Kind) -> Result<()> {
    // Both in new browsers: they remember more about a site than can be cleared.
    let with = Stage::alone(kind, Scenario::default(), |_| {}).await?;
    walk(&with, true).await?;
    let popup = with.browser.real_popup().await?;
    popup.close().await?;
    let without = Stage::alone(kind, Scenario::default(), |options| {
        options.extension = false
    })
    .await?;
    walk(&without, false).await?;
    let (ours, others) = requests(&with);
    let (plain, _) = requests(&without);
    ensure!(
        ours == plain,
        "with the extension: {ours:#?}\nwithout: {plain:#?}"
    );
    ensure!(others.is_empty(), "{others:#?}");
    let reports = with.site.csp_reports();
    ensure!(reports.is_empty(), "{reports:#?}");
    let violations = with.run("return practice.violations").await?;
    ensure!(violations == json!([]), "{violations}");
    Ok(())
}

pub async fn nothing_of_the_page_is_touched(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    let kept = stage
        .run("return [document.cookie, {...localStorage}, {...sessionStorage}]")
        .await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.recorded("opted-in", true).await?;
    stage.click(TRACK).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    stage.recorded("opted-out", false).await?;
    let now = stage
        .run("return [document.cookie, {...localStorage}, {...sessionStorage}]")
        .await?;
    ensure!(kept == now, "{kept} became {now}");
    let mutations = stage
        .run("return practice.mutations.filter((it) => it.onPage)")
        .await?;
    let mutations = mutations.as_array().cloned().unwrap_or_default();
    ensure!(!mutations.is_empty(), "not even the overlay was noticed");
    for mutation in &mutations {
        let only_at_the_end = mutation["type"] == "childList"
            && (mutation["target"] == "html" || mutation["target"] == "body")
            && mutation["atEnd"] == true
            && [&mutation["added"], &mutation["removed"]]
                .iter()
                .all(|nodes| **nodes == json!([]) || **nodes == json!(["div"]));
        ensure!(only_at_the_end, "{mutation}");
    }
    let addresses = stage.run("return practice.extensionAddresses").await?;
    ensure!(addresses == json!([]), "{addresses}");
    let html = stage
        .run("return document.documentElement.outerHTML")
        .await?;
    let own = stage.browser.extension_address()?;
    let id = own.trim_end_matches('/').rsplit('/').next().unwrap_or(own);
    ensure!(
        !html.as_str().is_some_and(|html| html.contains(id)),
        "the page holds {id}"
    );
    // After it was dismissed there is no node left.
    stage
        .browser
        .press_callout_button(english("calloutDismiss")?)
        .await?;
    stage.no_overlay("it was dismissed").await?;
    let left = stage
        .run(&format!(
            "return document.querySelectorAll({OVERLAYS:?}).length"
        ))
        .await?;
    ensure!(left == 0, "{left} are left at the end of the page");
    Ok(())
}

pub async fn the_extension_clicks_nothing_and_takes_no_focus(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(PRIVACY).await?;
    stage.appears("nav a").await?;
    stage.run("document.querySelector('nav a').focus()").await?;
    stage
        .overlay("a ring", |overlay| overlay.ring.is_some())
        .await?;
    let focused = stage
        .run("return document.activeElement === document.querySelector('nav a') && scrollY === 0")
        .await?;
    ensure!(focused == true, "the focus or the page has moved");
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.recorded("opted-in", true).await?;
    let events = stage.run("return practice.events").await?;
    ensure!(events == json!([]), "nobody did anything, but: {events}");
    ensure!(stage.site.saved(KEY), "it was flipped");
    ensure!(stage.run("return scrollY").await? == 0);
    Ok(())
}

pub async fn the_feed_and_other_pages_are_left_alone(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    // First it does something where it may: otherwise the rest would prove nothing.
    stage.go(ACCOUNT).await?;
    stage
        .overlay("a ring", |overlay| overlay.ring.is_some())
        .await?;
    ensure!(
        has_content_script(&stage).await?,
        "nothing answers where it should"
    );
    // Once the page with the content script is gone, the stopped worker is not started again.
    stage.go("/feed/").await?;
    stage.browser.stop_worker().await?;
    for path in OTHER_PAGES {
        stage.go(path).await?;
        let touched = stage
            .run("return [practice.mutations, document.querySelectorAll('[popover]').length]")
            .await?;
        ensure!(touched == json!([[], 0]), "{path}: {touched}");
        let running = stage.browser.worker_running().await?;
        ensure!(!running, "{path} woke the worker");
    }
    // Even client-side navigation into the settings wakes nothing.
    stage.go("/feed/").await?;
    stage.click(&format!("main a[href={ACCOUNT:?}]")).await?;
    stage
        .appears(r#"nav a[href$="/categories/privacy"]"#)
        .await?;
    let running = stage.browser.worker_running().await?;
    ensure!(!running, "the worker watches the feed");
    // Last, because in Firefox the question itself starts the worker.
    let listens = has_content_script(&stage).await?;
    ensure!(!listens, "the feed has a content script");
    for path in OTHER_PAGES {
        stage.go(path).await?;
        let listens = has_content_script(&stage).await?;
        ensure!(!listens, "{path} has a content script");
    }
    ensure!(stage.browser.storage().await?["record"]["settings"] == Value::Null);
    Ok(())
}

const OTHER_PAGES: [&str; 5] = [
    "/feed/",
    "/in/somebody/",
    "/uas/login",
    "/help/linkedin/answer/a6278444",
    "/",
];

/// Whether a content script of the extension answers in the page under test.
async fn has_content_script(stage: &Stage) -> Result<bool> {
    let body = "const [tab] = await chrome.tabs.query({ active: true });
                return chrome.tabs.sendMessage(tab.id, 'scan').then(() => true, () => false);";
    Ok(stage.browser.run_in_extension(body).await? == true)
}

pub async fn no_page_can_fetch_anything_of_the_extension(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    // A document of the site without a content security policy, which would refuse the request in
    // our place.
    stage.go("/practice/app.js").await?;
    let own = stage.browser.extension_address()?;
    for file in [
        "manifest.json",
        "popup/popup.html",
        "wasm/headsup_bg.wasm",
        "icons/icon-16.png",
        "content/main.js",
    ] {
        let script = format!(
            "return fetch({:?}).then(() => 'fetched', () => 'refused')",
            format!("{own}{file}")
        );
        let answer = stage
            .browser
            .driver
            .execute(script, [])
            .await?
            .json()
            .clone();
        ensure!(answer == "refused", "{file} was {answer}");
    }
    let manifest = std::fs::read_to_string(package(kind).join("manifest.json"))?;
    let manifest: Value = serde_json::from_str(&manifest)?;
    ensure!(manifest.get("web_accessible_resources").is_none());
    ensure!(manifest.get("externally_connectable").is_none());
    Ok(())
}

pub async fn a_message_from_a_page_is_not_heard(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    // Pages have no function to send messages to the extension with.
    let speaks = stage
        .run("return typeof globalThis.chrome?.runtime?.sendMessage + typeof globalThis.browser")
        .await?;
    ensure!(speaks == "undefinedundefined", "{speaks}");
    // A page of the extension that is no settings page testifies that a switch is off.
    let before = stage.browser.storage().await?;
    let testimony = json!({"testimony": {
        "path": SETTING,
        "document": {"id": 1, "loadedAt": 4e12, "navigation": "navigate", "startedAt": "loading", "loaded": true},
        "lang": "en", "waited": 20_000, "links": [], "more": false, "asksPassword": false, "named": [],
        "controls": [{"ref": 1, "shape": "checkbox", "keys": [KEY], "name": null, "state": "off", "options": [],
            "visible": true, "main": true, "leftOver": false, "busy": false, "enabled": true, "parsed": false,
            "differs": false, "age": 9_000, "held": 9_000, "quiet": 9_000, "quietBefore": 0, "changes": 0, "since": 4e12,
            "priorSince": null, "touchedAt": null, "inputAt": null}],
    }});
    for (message, answer) in [
        (
            testimony,
            json!({"heard": false, "guidance": null, "named": [], "keys": [], "names": false, "deeper": false, "again": null}),
        ),
        (json!("testimony"), Value::Null),
        (json!({"setHighlights": {"on": "perhaps"}}), Value::Null),
        (json!(null), Value::Null),
    ] {
        let body = format!("return (await chrome.runtime.sendMessage({message})) ?? null;");
        let seen = stage.browser.run_in_extension(&body).await?;
        ensure!(seen == answer, "{message} was answered {seen}");
    }
    ensure!(
        stage.browser.storage().await? == before,
        "the record has changed"
    );
    // The same testimony from a settings page is accepted: so it was refused because of its sender.
    ensure!(stage.switch().await?["state"] == "on");
    Ok(())
}
