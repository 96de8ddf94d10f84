//! Messages and stored values that nobody of ours would write.

use anyhow::{Result, ensure};
use practice::browser::{Kind, wait_for};
use serde_json::{Value, json};

use crate::stage::{PATIENCE, SETTING, Stage, TRACK};

/// `value`, `facts`: makers of values of any shape.
const VALUES: &str = include_str!("strangers.js");

pub async fn any_message_is_answered_and_changes_nothing(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.ringed(TRACK, "This switch is on.").await?;
    // The page itself has nothing more to tell.
    ensure!(stage.say_again().await? == 1);
    let before = stage.browser.storage().await?;
    // All at once, and each is answered: as no one, or as one who was not heard.
    let body = format!(
        "{VALUES}
         const messages = Array.from({{ length: 500 }}, (_, i) => i % 2 ? facts() : value(4));
         const answers = await Promise.all(messages.map((it) => chrome.runtime.sendMessage(it)));
         // `{{ popupOpened: {{}} }}`, by chance, is what our popup would write.
         const ours = (message) => Object.keys(Object(message)).join() === 'popupOpened';
         const other = answers.filter((it, i) =>
           it != null && it.heard !== false && !(it === true && ours(messages[i])));
         return [answers.length, answers.filter((it) => it?.heard === false).length, other];"
    );
    let answers = stage.browser.run_in_extension(&body).await?;
    ensure!(answers[0] == 500 && answers[2] == json!([]), "{answers}");
    // Some were read to their end, and refused for who sent them.
    ensure!(answers[1].as_u64() > Some(20), "{answers}");
    ensure!(stage.browser.storage().await? == before);
    stage.click(TRACK).await?;
    stage.recorded("opted-out", false).await?;
    Ok(())
}

pub async fn any_stored_value_leaves_the_background_at_work(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let body = format!(
        "{VALUES}
         const wrong = [];
         for (let i = 0; i < 120; i++) {{
           const record = i % 3 ? {{ schema: 1, settings: value(3), history: value(3) }} : value(4);
           const preferences = i % 2 ? {{ schema: 1, [pick(NAMES)]: value(1) }} : value(3);
           await chrome.storage.local.clear();
           await chrome.storage.local.set({{ record, preferences }});
           const answer = await chrome.runtime.sendMessage({{ popupOpened: {{ tab: null }} }});
           const stored = await chrome.storage.local.get('record');
           if (answer !== true || stored.record?.schema !== 1) wrong.push([answer, record, stored]);
         }}
         return wrong;"
    );
    let wrong = stage.browser.run_in_extension(&body).await?;
    ensure!(wrong == json!([]), "{wrong}");
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    Ok(())
}

pub async fn code_in_a_settings_page_reads_no_record_in_chromium(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    // With the popup comes the right to run code in the tab: where the content script runs.
    let popup = stage.browser.real_popup().await?;
    let body = "const [tab] = await chrome.tabs.query({ active: true });
                const read = async () => {
                  const areas = ['local', 'session'];
                  const keys = (area) => chrome.storage[area]?.get(null).then((all) => Object.keys(all), () => 'refused');
                  return [typeof globalThis.headsUp, ...(await Promise.all(areas.map(keys)))];
                };
                const [{ result }] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, func: read });
                return result;";
    let seen = popup.run(body).await?;
    popup.close().await?;
    match kind {
        Kind::Chromium => ensure!(seen == json!(["boolean", "refused", "refused"]), "{seen}"),
        // Firefox has no levels of access for the local area: the code there is
        // all there is to go by, and `tests/security.rs` reads it.
        Kind::Firefox => {
            ensure!(seen[0] == "boolean" && seen[1].is_array(), "{seen}");
        }
    }
    Ok(())
}

pub async fn our_own_pages_take_no_text_for_markup(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let address = stage.browser.extension_address()?.to_owned();
    for page in [
        "popup/popup.html",
        "options/options.html",
        "welcome/welcome.html",
    ] {
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
        // As the page's own code would: what a driver runs may be exempt.
        let seen = stage
            .run(
                "const seen = [];
                 try { document.createElement('div').innerHTML = '<b>bold</b>'; seen.push('markup'); } catch { seen.push('refused'); }
                 const image = new Image();
                 const answered = new Promise((done) => { addEventListener('securitypolicyviolation', ({ effectiveDirective: it }) => it === 'img-src' && done(it)); image.onload = () => done('loaded'); });
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
