//! Waits until something can be seen: ring and callout, badge, record, popup. Returns what was
//! seen. An error says what was seen instead. Clicks nothing.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use practice::browser::{Browser, Overlay, RealPopup, Rect, wait_until};
use serde_json::Value;

/// How long each of these may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// What stands above every callout.
const TITLE: &str = "Heads Up";

/// A ring and a callout that are as expected.
pub(super) struct Seen {
    /// What the ring is around.
    pub(super) target: Rect,
    /// The first line of the callout.
    pub(super) said: String,
}

/// Waits until the ring is around what `css` selects and the callout says `words`.
pub(super) async fn ring(browser: &Browser, css: &str, words: &str) -> Result<Seen> {
    let what = format!("a ring around {css} and a callout that says “{words}”");
    wait_until(&what, PATIENCE, async || {
        let overlay = browser.overlay().await?;
        let overlay = overlay.context("there is neither ring nor callout")?;
        let (said, all) = said(&overlay);
        let target = box_of(browser, css).await?;
        let ring = overlay
            .ring
            .with_context(|| format!("there is no ring, and the callout says “{all}”"))?;
        ensure!(
            ring.encloses(&target),
            "the ring is elsewhere, and the callout says “{all}”"
        );
        ensure!(all.contains(words), "the callout says “{all}”");
        Ok(Some(Seen { target, said }))
    })
    .await
}

/// The callout without its title: the first line, and all lines with the buttons in one.
fn said(overlay: &Overlay) -> (String, String) {
    let text = overlay.callout.as_ref().map_or("", |callout| &callout.text);
    let lines = text.lines().map(str::trim);
    let lines: Vec<_> = lines
        .filter(|line| line.chars().any(char::is_alphabetic) && *line != TITLE)
        .collect();
    let first = lines.first().copied().unwrap_or_default();
    (first.to_owned(), lines.join(" "))
}

async fn box_of(browser: &Browser, css: &str) -> Result<Rect> {
    let script = format!(
        "const element = document.querySelector({});
         if (!element) return null;
         const {{ x, y, width, height }} = element.getBoundingClientRect();
         return {{ x, y, width, height }};",
        Value::from(css)
    );
    let found = browser.driver.execute(script, []).await?.json().clone();
    serde_json::from_value(found).with_context(|| format!("the page has no {css}"))
}

/// Waits until the badge shows `text`.
pub(super) async fn badge(browser: &Browser, text: &str) -> Result<()> {
    wait_until(&format!("the badge {text:?}"), PATIENCE, async || {
        let seen = browser.badge().await?;
        ensure!(seen == text, "the badge shows {seen:?}");
        Ok(Some(()))
    })
    .await
}

/// Waits until the record says that the status is this, and whether it is confirmed.
pub(super) async fn record(browser: &Browser, status: &str, confirmed: bool) -> Result<()> {
    let what = format!("{status}, confirmed {confirmed}, in the record");
    wait_until(&what, PATIENCE, async || {
        let storage = browser.storage().await?;
        let switch = &storage["record"]["settings"]["linkedin/ai-training"]["switch"];
        let state = if status == "opted-out" { "off" } else { "on" };
        ensure!(
            switch["state"] == state && switch["confirmed"] == confirmed,
            "the record says {switch}"
        );
        Ok(Some(()))
    })
    .await
}

/// Waits until the popup shows that status, and returns its headline.
pub(super) async fn popup(popup: &RealPopup<'_>, status: &str, confirmed: bool) -> Result<String> {
    let what = format!("{status}, confirmed {confirmed}, in the popup");
    wait_until(&what, PATIENCE, async || {
        let data = "return { ...document.querySelector('main').dataset };";
        let data = popup.run(data).await?;
        ensure!(
            data["status"] == status && (data["confirmed"] == "true") == confirmed,
            "the popup shows {data}"
        );
        let headline = popup.text("#headline").await?;
        Ok(Some(headline.replace('\n', " ")))
    })
    .await
}

/// When the page was loaded, as a number that no other load has.
pub(super) async fn load(browser: &Browser) -> Result<f64> {
    let origin = browser
        .driver
        .execute("return performance.timeOrigin;", [])
        .await?;
    Ok(origin.convert()?)
}

/// Waits until the page has been loaded anew since `before`.
pub(super) async fn new_load(browser: &Browser, before: f64) -> Result<()> {
    wait_until("the page to be loaded anew", PATIENCE, async || {
        Ok((load(browser).await? != before).then_some(()))
    })
    .await
}

/// What can be seen now, in one line, for errors.
pub(super) async fn instead(browser: &Browser) -> String {
    let address = browser.driver.current_url().await;
    let address = address.map_or_else(|error| error.to_string(), |it| it.to_string());
    let overlay = match browser.overlay().await {
        Ok(Some(overlay)) if overlay.callout.is_some() => {
            format!("a callout that says “{}”", said(&overlay).1)
        }
        Ok(_) => "no callout".to_owned(),
        Err(error) => format!("a page that cannot be read ({error:#})"),
    };
    let badge = match browser.badge().await {
        Ok(badge) => format!("the badge {badge:?}"),
        Err(error) => format!("a badge that cannot be read ({error:#})"),
    };
    format!("{address}, with {overlay} and {badge}")
}
