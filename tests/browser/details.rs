//! Details: what the status rests on, the options, saving what was seen, erasing it.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for, wait_until};
use practice::words::{english, english_with, pieces};
use serde_json::{Value, json};
use thirtyfour::By;

use crate::popup::tab_shows;
use crate::stage::{PATIENCE, SETTING, Stage, TRACK};
use crate::told::{Told, everything};

/// Opens the page in the tab under test, and waits until it is filled.
async fn open(stage: &Stage) -> Result<()> {
    let address = stage.browser.extension_address()?;
    let address = format!("{address}details/details.html");
    stage.browser.driver.goto(address).await?;
    shows(stage, "#recheck", "value", &json!("90")).await
}

/// Waits until a property of what `css` selects is this.
async fn shows(stage: &Stage, css: &str, property: &str, expected: &Value) -> Result<()> {
    let script = format!("return document.querySelector({css:?})[{property:?}]");
    wait_for(
        &format!("{property} of {css} to be {expected}"),
        PATIENCE,
        async || stage.run(&script).await,
        |seen| seen == expected,
    )
    .await?;
    Ok(())
}

/// Waits until a preference is stored.
async fn stored(stage: &Stage, name: &str, expected: &Value) -> Result<()> {
    wait_for(
        &format!("{name} to be stored as {expected}"),
        PATIENCE,
        async || Ok(stage.browser.storage().await?["preferences"][name].clone()),
        |seen| seen == expected,
    )
    .await?;
    Ok(())
}

/// Clicks on what `css` selects, wherever on the page it is.
async fn press(stage: &Stage, css: &str) -> Result<()> {
    let element = stage.browser.driver.find(By::Css(css)).await?;
    Ok(element.click().await?)
}

/// Chooses in a selection.
async fn choose(stage: &Stage, css: &str, value: &str) -> Result<()> {
    press(stage, &format!("{css} option[value={value:?}]")).await
}

pub async fn the_options_are_chosen_on_their_page_and_follow_from_elsewhere(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    open(&stage).await?;
    shows(&stage, "#highlights", "checked", &json!(true)).await?;
    shows(&stage, "#region-choice", "value", &json!("HK")).await?;
    press(&stage, "#highlights").await?;
    stored(&stage, "highlights", &json!(false)).await?;
    choose(&stage, "#recheck", "30").await?;
    stored(&stage, "recheckDays", &json!(30)).await?;
    choose(&stage, "#recheck", "0").await?;
    stored(&stage, "recheckDays", &json!(0)).await?;
    // Another of our pages changes a preference, and this page follows.
    stage
        .browser
        .run_in_extension("await chrome.runtime.sendMessage({setHighlights: {on: true}})")
        .await?;
    shows(&stage, "#highlights", "checked", &json!(true)).await?;
    shows(&stage, "#recheck", "value", &json!("0")).await
}

pub async fn what_a_newer_version_has_stored_stays_when_something_is_chosen(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let newer =
        json!({"preferences": {"schema": 2, "region": "HK", "highlights": true, "newer": [1]}});
    stage.browser.set_storage(&newer).await?;
    open(&stage).await?;
    press(&stage, "#highlights").await?;
    stored(&stage, "highlights", &json!(false)).await?;
    stored(&stage, "newer", &json!([1])).await
}

pub async fn what_the_popup_has_no_room_for_is_said_in_the_details(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    open(&stage).await?;
    let text = stage
        .run("return document.querySelector('main').textContent")
        .await?;
    let text = text.as_str().context("no text")?;
    for said in [
        english("statusOptedIn")?,
        pieces("seenConfirmed")?[1],
        english("evidenceKey")?,
        &english_with(
            "stepSwitch",
            &["Use my data for training content creation AI models"],
        )?,
        "in order to decide whether to consent to such use.",
        english("pcpdData")?,
        english("pcpdMonitors")?,
        "個人資料私隱專員公署",
        english("rightsHongKong")?,
        english("complainPcpd")?,
        english("meansPast")?,
        english("highlightsNote")?,
        english("erase")?,
        english("privacyNote")?,
    ] {
        ensure!(text.contains(said), "it does not say {said:?}:\n{text}");
    }
    let hidden = stage
        .run("return [...document.querySelectorAll('[hidden]')].every((it) => getComputedStyle(it).display === 'none')")
        .await?;
    ensure!(hidden == true, "something is shown that does not apply");
    Ok(())
}

pub async fn the_sections_of_the_details_have_addresses_of_their_own(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let address = stage.browser.extension_address()?;
    let address = format!("{address}details/details.html");
    let told = everything();
    let is_long = |told: &&Told| told.storage["preferences"]["region"] == "DE";
    let told = told.iter().find(is_long).context("no German states")?;
    stage.browser.set_storage(&told.storage).await?;
    for section in ["region", "rights", "options", "record", "steps"] {
        // From another page: between two sections of one page there is no page load.
        stage.browser.driver.goto("about:blank").await?;
        stage
            .browser
            .driver
            .goto(format!("{address}#{section}"))
            .await?;
        tab_shows(&stage.browser, told.status, told.confirmed).await?;
        let seen = format!(
            "const {{top}} = document.querySelector('#{section} h2').getBoundingClientRect();
             const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
             return [top >= 0 && top < innerHeight / 2 || isAtEnd, top]"
        );
        let seen = async || stage.run(&seen).await;
        wait_for(section, PATIENCE, seen, |seen| seen[0] == true).await?;
    }
    Ok(())
}

/// Waits until a file with this ending was saved, and returns its name and text.
async fn saved(stage: &Stage, ending: &str) -> Result<(String, String)> {
    let folder = stage.browser.downloads();
    wait_until(&format!("a {ending} file"), PATIENCE, async || {
        let Ok(mut files) = std::fs::read_dir(&folder) else {
            return Ok(None);
        };
        let file = files.find_map(|file| {
            let name = file.ok()?.file_name().into_string().ok()?;
            name.ends_with(ending).then_some(name)
        });
        let Some(name) = file else { return Ok(None) };
        let text = std::fs::read_to_string(folder.join(&name))?;
        Ok((!text.is_empty()).then_some((name, text)))
    })
    .await
}

pub async fn what_was_seen_is_saved_as_a_file(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    open(&stage).await?;
    shows(&stage, "#save-page", "disabled", &json!(true)).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.click(TRACK).await?;
    let entry = stage.recorded("opted-out", false).await?;
    open(&stage).await?;
    shows(&stage, "#save-page", "disabled", &json!(false)).await?;
    press(&stage, "#save-json").await?;
    let (name, text) = saved(&stage, ".json").await?;
    let today = stage
        .run(
            "const now = new Date(); const two = (number) => String(number).padStart(2, '0');
              return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-')",
        )
        .await?;
    let today = today.as_str().context("no day")?;
    ensure!(name == format!("heads-up-record-{today}.json"), "{name}");
    let json: Value = serde_json::from_str(&text)?;
    let seen = &json["settings"][0];
    let last = &seen["last"];
    ensure!(
        last["state"] == "off" && last["confirmed"] == false,
        "{json}"
    );
    ensure!(last["seen"]["utc"] == entry["seen"], "{json}\n{entry}");
    ensure!(
        last["evidence"] == "key" && last["atAddress"] == true,
        "{json}"
    );
    ensure!(seen["changes"][1]["to"] == "off", "{json}");
    ensure!(json["about"] == english("exportAbout")?, "{json}");

    press(&stage, "#save-page").await?;
    let (name, html) = saved(&stage, ".html").await?;
    ensure!(name == format!("heads-up-record-{today}.html"), "{name}");
    for said in [
        "<html lang=\"en\" dir=\"ltr\">",
        english("exportAbout")?,
        english("switchOff")?,
        english("exportConfirmedNo")?,
    ] {
        ensure!(
            html.contains(said),
            "the page does not say {said:?}:\n{html}"
        );
    }
    // The saved page needs no other file.
    let address = format!("file://{}", stage.browser.downloads().join(&name).display());
    stage.browser.driver.goto(address).await?;
    let seen = stage
        .run("return [document.title, document.scripts.length, document.querySelectorAll('tbody tr').length, document.querySelector('time').innerText]")
        .await?;
    ensure!(seen[0] == english("exportTitle")?, "{seen}");
    ensure!(seen[1] == 0 && seen[2] == 2, "{seen}");
    let title_size = stage
        .run("return getComputedStyle(document.querySelector('h1')).fontSize")
        .await?;
    ensure!(
        title_size == "24px",
        "its style does not apply: {title_size}"
    );
    Ok(())
}

pub async fn everything_is_erased_after_a_question(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    stage.badge("!").await?;
    stage
        .browser
        .run_in_extension(
            "await chrome.storage.local.set({'record.set-aside.5': 'old'});
             await chrome.storage.session.set({failedWrites: []});",
        )
        .await?;
    open(&stage).await?;
    shows(&stage, "#save-page", "disabled", &json!(false)).await?;
    press(&stage, "#erase").await?;
    shows(&stage, "#erase-question", "open", &json!(true)).await?;
    let focused = stage.run("return document.activeElement.id").await?;
    ensure!(focused == "erase-no", "{focused} has the focus");
    press(&stage, "#erase-no").await?;
    shows(&stage, "#erase-question", "open", &json!(false)).await?;
    ensure!(stage.history().await? == ["on"], "it was refused");

    press(&stage, "#erase").await?;
    shows(&stage, "#erase-question", "open", &json!(true)).await?;
    press(&stage, "#erase-yes").await?;
    shows(&stage, "#done", "innerText", &json!(english("erased")?)).await?;
    let left = stage
        .browser
        .run_in_extension(
            "return [await chrome.storage.local.get(null), await chrome.storage.session.get(null), await chrome.alarms.getAll()]",
        )
        .await?;
    ensure!(left == json!([{}, {}, []]), "{left}");
    stage.badge("").await?;
    shows(&stage, "#save-page", "disabled", &json!(true)).await?;
    let seen = stage
        .run("return document.querySelector('#headline').innerText")
        .await?;
    let seen = seen.as_str().unwrap_or_default();
    ensure!(seen.contains(english("statusUnknown")?), "{seen}");
    Ok(())
}
