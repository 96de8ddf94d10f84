//! The popup is small in every language and state, with the longest reminder.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use headsup_core::regulators::regions;
use practice::browser::{Kind, Room, wait_for};
use serde_json::{Value, json};

use crate::popup::tab_shows;
use crate::stage::{PATIENCE, SETTING_ID, Stage};
use crate::told::{failed_beside, preferences, record};

/// The width of the popup, with enough height.
const ROOM: Room = Room {
    view: (360, 1400),
    text: 1.0,
};

/// The greatest height in pixels. With the way by hand it may be higher, but below 600, from which
/// on Chromium scrolls.
fn most_of(language: &str, state: &str) -> u64 {
    let most = if language == "en" { 440 } else { 520 };
    if state.contains("barred") {
        most + 40
    } else {
        most
    }
}

/// Every state of the popup. `days`: the interval of the reminder.
fn states() -> Vec<Value> {
    let none = json!([]);
    let turned_back = json!([
        {"at": "2025-11-03T12:00:00Z", "to": "off", "by": "person", "confirmed": true},
        {"at": "2025-11-05T12:00:00Z", "to": "on", "by": "unseen"},
    ]);
    let seen = |status: &str, confirmed| record(status, confirmed, &none, None);
    let state = |name: &str, days: u16, record: Value| json!({"name": name, "days": days, "record": record});
    let mut states = vec![
        state("unknown", 0, Value::Null),
        state("not listed", 0, seen("not-listed", false)),
        state("unrecognised", 0, seen("unrecognised", false)),
        state(
            "turned back",
            0,
            record("opted-in", true, &turned_back, None),
        ),
    ];
    for status in ["opted-in", "opted-out"] {
        for confirmed in [true, false] {
            let name = |what: &str| format!("{status} {confirmed}{what}");
            let record = seen(status, confirmed);
            states.push(state(&name(""), 0, record.clone()));
            states.push(state(&name(", due"), 90, record.clone()));
            for outcome in ["unrecognised", "not-listed"] {
                let beside = failed_beside(record.clone(), outcome);
                states.push(state(&name(&format!(", {outcome}")), 0, beside));
            }
        }
    }
    for (name, days) in [("left on", 0), ("left on, due", 90)] {
        let mut state = state(name, days, seen("opted-in", true));
        state["left"] = true.into();
        states.push(state);
    }
    for (name, field) in [
        ("set aside", "setAside"),
        ("storage fails", "failed"),
        ("barred", "barred"),
    ] {
        for record in [Value::Null, seen("opted-in", true)] {
            let what = if record.is_null() {
                "unknown"
            } else {
                "opted-in"
            };
            let mut state = state(&format!("{what}, {name}"), 0, record);
            state[field] = true.into();
            states.push(state);
        }
    }
    for status in ["opted-in", "opted-out"] {
        for days in [0, 90] {
            let name = format!("{status}, options, {days}");
            let mut damaged = state(&name, days, seen(status, true));
            damaged["damaged"] = true.into();
            states.push(damaged);
        }
        let mut likely = state(&format!("{status}, likely"), 0, seen(status, true));
        likely["record"]["settings"][SETTING_ID]["switch"]["evidence"] = "only-switch".into();
        states.push(likely);
    }
    // Without the line on the other settings the lines are further apart.
    let name = |state: &Value| state["name"].as_str().unwrap_or_default().to_owned();
    for mut state in states.clone() {
        if [
            "turned back",
            "opted-in false, due",
            "opted-in false, not-listed",
        ]
        .contains(&&*name(&state))
        {
            state["name"] = format!("{}, alone", name(&state)).into();
            state["alone"] = true.into();
            states.push(state);
        }
    }
    // Beside the way by hand there is no room for anything else.
    let beside = failed_beside(seen("opted-in", false), "not-listed");
    let mut worst = state("barred, due, not listed", 90, beside);
    (worst["barred"], worst["left"]) = (true.into(), true.into());
    states.push(worst);
    states
}

/// The messages of every language, by the name of its folder.
pub fn languages() -> Result<Vec<(String, Value)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("extension/_locales");
    let mut languages = Vec::new();
    for locale in std::fs::read_dir(folder)? {
        let locale = locale?;
        let text = std::fs::read_to_string(locale.path().join("messages.json"))?;
        let name = locale.file_name().to_string_lossy().into_owned();
        languages.push((name, serde_json::from_str(&text)?));
    }
    languages.sort_by(|one, other| one.0.cmp(&other.0));
    ensure!(languages.len() > 10, "only {} languages", languages.len());
    Ok(languages)
}

fn english(languages: &[(String, Value)]) -> Result<&Value> {
    let mut languages = languages.iter();
    let english = languages.find(|(name, _)| name == "en");
    Ok(&english.context("no English")?.1)
}

/// Opens the popup's page in this room.
async fn popup_in(kind: Kind, room: Room) -> Result<Stage> {
    let stage = Stage::open(kind).await?;
    let address = stage.browser.extension_address()?;
    let address = format!("{address}popup/popup.html");
    stage.browser.driver.goto(address).await?;
    tab_shows(&stage.browser, "unknown", false).await?;
    stage.browser.give_room(room).await?;
    Ok(stage)
}

/// The height of the popup in each state, in one language, with the longest reminder of these
/// regions. The last state stays on.
async fn heights(
    stage: &Stage,
    messages: &Value,
    english: &Value,
    regions: &[&str],
    states: &[Value],
) -> Result<Vec<(String, u64)>> {
    let arguments = vec![
        messages.clone(),
        english.clone(),
        json!(regions),
        json!(states),
    ];
    let script = include_str!("size.js");
    let driver = &stage.browser.driver;
    let answer = driver.execute_async(script, arguments).await?;
    let answer = answer.json();
    let heights = answer["heights"].as_object();
    let heights = heights.with_context(|| answer.to_string())?;
    ensure!(heights.len() == states.len(), "{answer}");
    let heights = heights.iter();
    Ok(heights
        .map(|(state, height)| (state.clone(), height.as_u64().unwrap_or(u64::MAX)))
        .collect())
}

pub async fn the_popup_is_small_in_every_language_and_state(kind: Kind) -> Result<()> {
    let stage = popup_in(kind, ROOM).await?;
    let languages = languages()?;
    let english = english(&languages)?;
    let regions: Vec<_> = regions().regions.iter().map(|it| it.code).collect();
    let mut faults = Vec::new();
    for (name, messages) in &languages {
        let heights = heights(&stage, messages, english, &regions, &states()).await;
        let heights = heights.with_context(|| name.clone())?;
        let highest = |by_hand: bool| {
            let of_these = heights
                .iter()
                .filter(|(state, _)| state.contains("barred") == by_hand);
            of_these
                .map(|(_, height)| *height)
                .max()
                .unwrap_or_default()
        };
        let (most, by_hand) = (highest(false), highest(true));
        println!("{kind:?} {name}: at most {most} px high, with the way by hand {by_hand}");
        let high = heights
            .iter()
            .filter(|(state, height)| *height > most_of(name, state));
        faults.extend(high.map(|(state, height)| format!("{name}, {state}: {height}")));
    }
    let width = stage
        .run("return document.documentElement.scrollWidth")
        .await?;
    ensure!(width.as_u64() <= Some(360), "{width} px wide");
    ensure!(faults.is_empty(), "{faults:#?}");
    Ok(())
}

pub async fn the_popup_at_the_button_has_no_scroll_bar(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let none = json!([]);
    let stored = json!({
        "record": failed_beside(record("opted-in", true, &none, None), "not-listed"),
        "preferences": preferences("DE-HH"),
    });
    stage.browser.set_storage(&stored).await?;
    stage.go("/feed/").await?;
    let popup = stage.browser.real_popup().await?;
    let look = "const {scrollHeight, scrollWidth} = document.documentElement;
                const {status} = document.querySelector('main').dataset;
                return [status ?? null, scrollWidth, innerWidth, scrollHeight, innerHeight];";
    // The window grows with its content while it opens.
    let seen = async || popup.run(look).await;
    let fits = |seen: &Value| {
        let [wide, width, high, height] = [1, 2, 3, 4].map(|at| seen[at].as_u64());
        seen[0] == "opted-in"
            && wide <= width
            && width <= Some(360)
            && high <= height
            && height <= Some(440)
    };
    wait_for("room for all of it", PATIENCE, seen, fits).await?;
    popup.close().await
}

pub async fn at_twice_the_font_size_the_popup_scrolls_and_cuts_nothing_off(
    kind: Kind,
) -> Result<()> {
    let room = Room {
        view: (360, 600),
        text: 2.0,
    };
    let stage = popup_in(kind, room).await?;
    let languages = languages()?;
    let english = english(&languages)?;
    let states: Vec<_> = states()
        .into_iter()
        .filter(|state| state["name"] == "turned back")
        .collect();
    for (name, messages) in &languages {
        let heights = heights(&stage, messages, english, &["HK"], &states).await?;
        ensure!(heights[0].1 > 600, "{name}: {heights:?}");
        let crowded = stage.run(include_str!("crowded.js")).await?;
        ensure!(crowded == json!([]), "{name}: {crowded:#}");
        let last = "scrollTo(0, 9999);
                    const {top, bottom} = document.querySelector('#details').getBoundingClientRect();
                    return top >= 0 && bottom <= innerHeight";
        ensure!(stage.run(last).await? == true, "{name}: it does not scroll");
    }
    Ok(())
}
