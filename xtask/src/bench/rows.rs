//! Knows how each row is measured. One function per row: one visit of one contender.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use practice::browser::Kind;
use serde_json::Value;

use super::{
    contenders::{self, Contender},
    measures::Measure,
    stand::{ELSEWHERE, SETTING, Stand},
};

/// How often the switch comes and goes in one visit.
const ARRIVALS: usize = 4;
/// How often it does with the worker stopped.
const ARRIVALS_STOPPED: usize = 2;
/// How often it is flipped in one visit: an even number, so that on and off weigh the same.
const FLIPS: usize = 2;
/// How many looks there are in one visit.
const LOOKS: usize = 4;
/// How long an idle page is watched.
const IDLE: Duration = Duration::from_secs(5);
/// Callbacks that are closer than this belong to one wake-up, in microseconds.
const ONE_WAKE_UP: f64 = 100_000.0;

/// Switch in the DOM → ring painted.
pub(super) async fn ring(stand: &mut Stand, contender: Contender) -> Result<()> {
    arrive(stand, contender).await?;
    for _ in 0..ARRIVALS {
        leave(stand).await?;
        let (frames, time) = painted(&arrival(stand).await?)?;
        stand.note(Measure::RingFrames, frames);
        stand.note(Measure::RingTime, time);
    }
    if contender != Contender::Ours {
        return Ok(());
    }
    stand.ours_is_right().await?;
    leave(stand).await?;
    stand.trace("ring", include_str!("scripts/ring.js")).await?;
    for _ in 0..ARRIVALS_STOPPED {
        leave(stand).await?;
        stand.browser.stop_worker().await?;
        let (frames, time) = painted(&arrival(stand).await?)?;
        stand.note(Measure::RingStoppedFrames, frames);
        stand.note(Measure::RingStoppedTime, time);
    }
    stand.ours_is_right().await
}

/// Shows the switch for the first time, and waits until the ring is there.
async fn arrive(stand: &mut Stand, contender: Contender) -> Result<()> {
    stand.enter(contender, ELSEWHERE, "setting").await?;
    stand
        .ask("document.dispatchEvent(new Event('bench-arrive'));")
        .await?;
    stand.ringed().await
}

async fn leave(stand: &Stand) -> Result<()> {
    let gone = stand.ask(include_str!("scripts/leave.js")).await?;
    ensure!(gone == true, "the ring stays when the switch has gone");
    Ok(())
}

async fn arrival(stand: &Stand) -> Result<Value> {
    stand.ask(include_str!("scripts/ring.js")).await
}

/// In frames and in milliseconds.
fn painted(seen: &Value) -> Result<(f64, f64)> {
    let number = |name: &str| seen[name].as_f64().context("nothing was painted");
    Ok((number("frames")?, number("ms")?))
}

/// Flip → ring, record, badge.
pub(super) async fn flip(stand: &mut Stand, contender: Contender) -> Result<()> {
    arrive(stand, contender).await?;
    stand.rest(700).await?;
    for each in 0..2 * FLIPS {
        // Watching the badge keeps the browser busy: not while the rest is measured.
        let badge = each >= FLIPS;
        let ours = contender == Contender::Ours;
        if badge && !ours {
            break;
        }
        stand.ask(include_str!("scripts/flip-arm.js")).await?;
        if ours {
            let watch = include_str!("scripts/flip-extension.js")
                .replace("WATCH_BADGE", &badge.to_string());
            stand.browser.run_in_extension(&watch).await?;
        }
        click(stand).await?;
        let seen = stand.ask("return globalThis.benchFlip;").await?;
        if ours {
            let what = if badge { "badge" } else { "record" };
            let script = format!(
                "const seen = document.documentElement.dataset;
                 const until = Date.now() + 5000;
                 while (seen.{what} === undefined && Date.now() < until) await chrome.storage.local.get('preferences');
                 return Number(seen.{what});"
            );
            let followed = stand.browser.run_in_extension(&script).await?;
            let followed = followed
                .as_f64()
                .with_context(|| format!("the {what} does not follow"))?;
            let at = seen["at"].as_f64().context("the ring does not follow")?;
            let measure = if badge {
                Measure::FlipBadge
            } else {
                Measure::FlipRecord
            };
            stand.note(measure, followed - at);
        }
        if !badge {
            stand.note(Measure::FlipRing, painted(&seen)?.1);
        }
        stand.rest(400).await?;
    }
    Ok(())
}

/// Clicks on the switch with the mouse.
async fn click(stand: &Stand) -> Result<()> {
    let middle = stand
        .ask(
            "const {x, y, width, height} = document.querySelector('[data-here]').getBoundingClientRect();
             return [x + width / 2, y + height / 2];",
        )
        .await?;
    let (x, y) = serde_json::from_value(middle)?;
    stand.browser.click_at(x, y).await
}

/// Popup opened → status painted. Only ours has one that says it.
pub(super) async fn popup(stand: &mut Stand, contender: Contender) -> Result<()> {
    stand.enter(contender, SETTING, "storm").await?;
    stand.ringed().await?;
    let address = stand.browser.extension_address()?.to_owned();
    let driver = &stand.browser.driver;
    driver.goto(format!("{address}icons/icon-16.png")).await?;
    let script = format!(
        "const done = arguments[0]; (async () => {{ {} }})().then(done, (error) => done(String(error)));",
        include_str!("scripts/popup.js").replace(
            "POPUP",
            &Value::from(format!("{address}popup/popup.html")).to_string()
        )
    );
    let mut times = Vec::new();
    for _ in 0..ARRIVALS {
        let answer = driver.execute_async(&script, []).await?;
        let time = answer.json().as_f64();
        times.push(time.with_context(|| format!("the popup: {}", answer.json()))?);
    }
    for time in times {
        stand.note(Measure::PopupStatus, time);
    }
    Ok(())
}

/// What a storm of nodes costs the main thread, with the ring shown by those who show one.
pub(super) async fn storm(stand: &mut Stand, contender: Contender) -> Result<()> {
    stand.enter(contender, SETTING, "storm").await?;
    if Contender::WITH_RING.contains(&contender) {
        stand.ringed().await?;
    }
    stand.rest(800).await?;
    let before = stand.browser.main_thread().await?;
    stand.ask(include_str!("scripts/storm.js")).await?;
    let after = stand.browser.main_thread().await?;
    stand.note(Measure::StormAll, after.all - before.all);
    if let (Some(before), Some(after)) = (before.script, after.script) {
        stand.note(Measure::StormScript, after - before);
    }
    stand
        .trace("storm", include_str!("scripts/storm.js"))
        .await?;
    Ok(())
}

/// One look at a page of 100,000 nodes.
pub(super) async fn look(stand: &mut Stand, contender: Contender) -> Result<()> {
    stand.enter(contender, SETTING, "large").await?;
    if contender == Contender::Ours {
        stand.ringed().await?;
    }
    stand.rest(1500).await?;
    let selector = Value::from(contenders::selector()?).to_string();
    let script = include_str!("scripts/look.js")
        .replace("SELECTOR", &selector)
        .replace("TIMES", &LOOKS.to_string());
    let answer = stand.ask(&script).await?;
    let times = |name: &str| -> Vec<f64> {
        let all = answer[name].as_array().into_iter().flatten();
        all.filter_map(Value::as_f64).collect()
    };
    let one = "document.querySelector('meta[name]').setAttribute('name', 'bench');
               await new Promise((next) => setTimeout(next, 500));";
    stand.trace("look", one).await?;
    let (looks, bare) = (times("looks"), times("bare"));
    for (look, bare) in looks.iter().zip(&bare) {
        stand.note(Measure::LookTime, *look);
        stand.note(Measure::LookBare, *bare);
        stand.note(Measure::LookRatio, look / bare);
    }
    Ok(())
}

/// How often an idle page is woken, in view and out of view, and its heap.
pub(super) async fn idle(stand: &mut Stand, contender: Contender) -> Result<()> {
    stand.enter(contender, SETTING, "storm").await?;
    if Contender::WITH_RING.contains(&contender) {
        stand.ringed().await?;
    }
    // Longer than any of them waits for a page that is still being put together, or for changes
    // that follow the last one.
    stand.rest(15_000).await?;
    let per_minute = 60_000.0 / IDLE.as_millis() as f64;
    let visible = wake_ups(stand).await?;
    stand.note(Measure::IdleVisible, visible * per_minute);
    let second = "await new Promise((next) => setTimeout(next, 1000));";
    stand.trace("idle", second).await?;
    // In a time of its own, since a trace costs the page too; and late, since Chromium collects
    // garbage for a while after a page has done much.
    stand.rest(2_000).await?;
    let before = stand.browser.main_thread().await?;
    tokio::time::sleep(IDLE).await;
    let after = stand.browser.main_thread().await?;
    stand.note(
        Measure::IdleVisibleCost,
        (after.all - before.all) * per_minute,
    );
    // Not before: a collection of garbage throws compiled code away, and idle looks would pay.
    if let Some(heap) = stand.browser.heap().await? {
        stand.note(Measure::Heap, heap / 1024.0);
    }
    if let Some(heap) = stand.browser.worker_heap().await? {
        stand.note(Measure::WorkerHeap, heap / 1024.0);
    }
    let process = process(stand).await?;
    let page = stand.browser.driver.window().await?;
    let cover = stand.browser.driver.new_tab().await?;
    stand.browser.driver.switch_to_window(cover).await?;
    let hidden = wake_ups_of(stand, process).await?;
    stand.browser.driver.close_window().await?;
    stand.browser.driver.switch_to_window(page).await?;
    let was_hidden = stand.ask("return globalThis.benchHidden ?? false;").await?;
    ensure!(was_hidden == true, "the page was in view all the time");
    stand.note(Measure::IdleHidden, hidden * per_minute);
    Ok(())
}

/// While nothing is done to the page: Chromium's are counted by the callbacks of the content
/// script, Firefox's by how often the main thread went to sleep, whoever had woken it.
async fn wake_ups(stand: &Stand) -> Result<f64> {
    stand
        .ask(
            "document.addEventListener('visibilitychange', () => (globalThis.benchHidden = true));",
        )
        .await?;
    let process = process(stand).await?;
    wake_ups_of(stand, process).await
}

async fn process(stand: &Stand) -> Result<Option<i64>> {
    match stand.kind {
        Kind::Chromium => Ok(None),
        Kind::Firefox => stand.browser.page_process().await.map(Some),
    }
}

async fn wake_ups_of(stand: &Stand, process: Option<i64>) -> Result<f64> {
    let Some(process) = process else {
        let events = stand.browser.traced(async {
            tokio::time::sleep(IDLE).await;
            Ok(())
        });
        return Ok(wake_ups_in(&events.await?));
    };
    let before = stand.browser.sleeps(process).await?;
    tokio::time::sleep(IDLE).await;
    Ok(stand.browser.sleeps(process).await? - before)
}

/// Callbacks of a content script, those close together counted as one.
fn wake_ups_in(events: &[Value]) -> f64 {
    let mut starts: Vec<f64> = events
        .iter()
        .filter(|event| event["name"] == "FunctionCall")
        .filter(|event| {
            let script = event["args"]["data"]["url"].as_str().unwrap_or_default();
            script.starts_with("chrome-extension://") && script.contains("/content")
        })
        .filter_map(|event| event["ts"].as_f64())
        .collect();
    starts.sort_by(f64::total_cmp);
    let mut wake_ups = 0.0;
    let mut last = f64::NEG_INFINITY;
    for start in starts {
        if start - last > ONE_WAKE_UP {
            wake_ups += 1.0;
        }
        last = start;
    }
    wake_ups
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn callbacks_in_a_row_are_one_wake_up_and_the_page_s_own_are_none() {
        let call = |url: &str, ts: u64| json!({"name": "FunctionCall", "ts": ts, "args": {"data": {"url": url}}});
        let script = "chrome-extension://a/content/main.js";
        let events = [
            call(script, 1_016_000),
            call(script, 1_000_000),
            call("https://www.linkedin.com/app.js", 1_500_000),
            call(script, 2_000_000),
            json!({"name": "TimerFire", "ts": 2_500_000}),
        ];
        assert_eq!(wake_ups_in(&events), 2.0);
    }
}
