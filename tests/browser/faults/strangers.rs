//! Messages and stored values of any shape, as no part of Heads Up would send or store them.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::words::english;
use serde_json::{Value, json};

use crate::stage::{PATIENCE, SETTING, SETTING_ID, Stage, TRACK};

/// JavaScript functions that make values of any shape: `value`, `testimony`, `changed`.
const VALUES: &str = include_str!("strangers.js");

/// How many messages are sent. The variable `STRANGERS` sets another number.
const MESSAGES: usize = 1500;
/// Storing a value and waiting for the result takes some twenty times as long as a message.
const MESSAGES_PER_STORED: usize = 20;
/// So many in one script: more would take longer than the driver waits.
const BATCH: usize = 500;
const BATCH_STORED: usize = 100;
const SEED: usize = 20_251_103;

fn count() -> Result<usize> {
    match std::env::var("STRANGERS") {
        Ok(count) => count.parse().context("STRANGERS"),
        Err(_) => Ok(MESSAGES),
    }
}

/// Divides `count` into batches of at most `most`, each with a seed of its own.
fn batches(count: usize, most: usize) -> impl Iterator<Item = (usize, usize)> {
    let starts = (0..count).step_by(most);
    starts.map(move |start| (SEED + start, most.min(count - start)))
}

pub async fn any_message_is_answered_and_changes_nothing(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    // The page itself has nothing left to testify.
    ensure!(stage.say_again().await? == 1);
    let before = stage.browser.storage().await?;
    let (count, began) = (count()?, Instant::now());
    let (mut heard, mut chosen) = (0, 0);
    for (seed, size) in batches(count, BATCH) {
        let answers = answers(&stage, seed, size).await?;
        ensure!(answers["other"] == json!([]), "seed {seed}: {answers}");
        heard += answers["read"].as_u64().context("a number")?;
        chosen += answers["chosen"].as_u64().context("a number")?;
        // Some of the messages are valid choices from one of our pages: the page testifies again so
        // that the record is there again.
        let now = stage.browser.storage().await?;
        ensure!(known(&now) == known(&before), "seed {seed}: {now}");
        ensure!(chosen > 0 || now == before, "seed {seed}: {now}");
    }
    println!(
        "{kind:?}: {count} messages, {heard} read to their end as testimony, {chosen} taken as a choice, {:.1} s",
        began.elapsed().as_secs_f64()
    );
    // Some were read as testimonies, and refused because of their sender.
    ensure!(heard > count as u64 / 60, "{heard} of {count}");
    stage.browser.set_storage(&before).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    Ok(())
}

/// What the record says of the AI training setting.
fn known(storage: &Value) -> [&Value; 3] {
    let entry = &storage["record"]["settings"][SETTING_ID];
    let switch = &entry["switch"];
    [&entry["history"], &switch["state"], &switch["since"]]
}

/// Sends so many messages at once. Each must be answered: with nothing, as not heard, or, where it
/// is a valid choice of one of our pages, as that.
async fn answers(stage: &Stage, seed: usize, size: usize) -> Result<Value> {
    let values = VALUES.replace("SEED", &seed.to_string());
    let body = format!(
        "{values}
         const make = [() => value(4), testimony, () => changed(pick([MESSAGES[0], pick(MESSAGES)]))];
         const messages = Array.from({{ length: {size} }}, (_, i) => make[i % 3]());
         // The tab -1 cannot exist: the browser throws at once instead of rejecting the promise.
         messages[0] = {{ popupOpened: {{ tab: -1 }} }};
         const answers = await Promise.all(messages.map((it) => chrome.runtime.sendMessage(it)));
         const OURS = ['popupOpened', 'setHighlights', 'setRegion', 'setRecheck', 'setLeave', 'setOthers'];
         const ours = (message) => OURS.includes(Object.keys(Object(message)).join());
         const heard = (it, i) => typeof it === 'boolean' && ours(messages[i]);
         const chosen = (it, i) => heard(it, i) && it && messages[i].popupOpened === undefined;
         const other = answers.filter((it, i) => it != null && it.heard !== false && !heard(it, i));
         const read = answers.filter((it) => it?.heard === false).length;
         return {{ read, chosen: answers.filter(chosen).length, other }};"
    );
    let answers = stage.browser.run_in_extension(&body).await;
    answers.with_context(|| format!("seed {seed}"))
}

pub async fn any_stored_value_leaves_the_background_at_work(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let (count, began) = (count()? / MESSAGES_PER_STORED, Instant::now());
    for (seed, size) in batches(count, BATCH_STORED) {
        let values = VALUES.replace("SEED", &seed.to_string());
        let body = format!(
            "{values}
             const RECORDS = [
               () => value(4),
               () => ({{ schema: 2, settings: value(3), more: value(3) }}),
               () => ({{ schema: 2, settings: {{ 'linkedin/ai-training': value(3) }} }}),
               () => changed(RECORD),
             ];
             const CHOICES = [() => value(3), () => changed(PREFERENCES)];
             const wrong = [];
             for (let i = 0; i < {size}; i++) {{
               const record = RECORDS[i % RECORDS.length]();
               const preferences = CHOICES[i % 2]();
               await chrome.storage.local.clear();
               await chrome.storage.local.set({{ record, preferences }});
               const answer = await chrome.runtime.sendMessage({{ popupOpened: {{ tab: null }} }});
               const stored = await chrome.storage.local.get('record');
               if (answer !== true || stored.record?.schema !== 2) wrong.push([answer, record, stored]);
             }}
             return wrong;"
        );
        let wrong = stage.browser.run_in_extension(&body).await;
        let wrong = wrong.with_context(|| format!("seed {seed}"))?;
        ensure!(wrong == json!([]), "seed {seed}: {wrong}");
    }
    println!(
        "{kind:?}: {count} stored values, {:.1} s",
        began.elapsed().as_secs_f64()
    );
    stage.browser.set_storage(&json!({})).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    Ok(())
}

pub async fn code_in_a_settings_page_reads_no_record_in_chromium(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    // Opening the popup grants `activeTab`, so a script can be run where the content script runs.
    let popup = stage.browser.real_popup().await?;
    let body = "const [tab] = await chrome.tabs.query({ active: true });
                const read = async () => {
                  const areas = ['local', 'session'];
                  const keys = (area) =>
                    chrome.storage[area]?.get(null).then((all) => Object.keys(all), () => 'refused');
                  return [typeof globalThis.headsUp, ...(await Promise.all(areas.map(keys)))];
                };
                const [{ result }] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, func: read });
                return result;";
    let seen = popup.run(body).await?;
    popup.close().await?;
    match kind {
        Kind::Chromium => ensure!(seen == json!(["boolean", "refused", "refused"]), "{seen}"),
        // Firefox has no access levels for `storage.local`. There, `tests/security.rs` checks that
        // the content script's code does not read it.
        Kind::Firefox => {
            ensure!(seen[0] == "boolean" && seen[1].is_array(), "{seen}");
        }
    }
    Ok(())
}

pub async fn our_own_pages_take_no_text_for_markup(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let address = stage.browser.extension_address()?.to_owned();
    for page in ["popup/popup.html", "details/details.html"] {
        stage
            .browser
            .driver
            .goto(format!("{address}{page}"))
            .await?;
        wait_for(
            "the page to be filled",
            PATIENCE,
            async || {
                stage
                    .run("return document.body.innerText.trim().length")
                    .await
            },
            |length| length.as_u64() > Some(100),
        )
        .await?;
        // By the page's own code: a driver's script may be exempt from the policy.
        let seen = stage
            .run(
                "const seen = [];
                 try {
                   document.createElement('div').innerHTML = '<b>bold</b>';
                   seen.push('markup');
                 } catch {
                   seen.push('refused');
                 }
                 const image = new Image();
                 const answered = new Promise((done) => {
                   const refused = ({ effectiveDirective: it }) => it === 'img-src' && done(it);
                   addEventListener('securitypolicyviolation', refused);
                   image.onload = () => done('loaded');
                 });
                 image.src = 'https://www.linkedin.com/favicon.ico';
                 return answered.then((it) => [...seen, it]);",
            )
            .await?;
        ensure!(
            seen == Value::from(vec!["refused", "img-src"]),
            "{page}: {seen}"
        );
    }
    Ok(())
}
