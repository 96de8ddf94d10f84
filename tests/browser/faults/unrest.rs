//! A page that never stops changing.

use anyhow::{Context, Result, ensure};
use practice::browser::Kind;
use serde_json::Value;

use crate::stage::{SETTING, Stage, TRACK};

/// How long the test run watches it. `UNREST_SECONDS=300` watches for five minutes.
const SECONDS: u64 = 30;
/// No task of ours may take the main thread for longer, in milliseconds.
const LONGEST_TASK: f64 = 50.0;
/// How much more memory the page's scripts may hold in the end, in bytes.
const GROWTH: f64 = 2e6;

/// In every frame 40 nodes come, 40 go, and as many attributes change.
const UNREST: &str = "
    const field = document.querySelector('main').appendChild(document.createElement('div'));
    window.frames = 0;
    const stir = () => {
      window.frames += 1;
      for (let i = 0; i < 40; i++) {
        const row = field.appendChild(document.createElement('p'));
        row.append(document.createElement('a'), document.createElement('input'));
        row.lastChild.type = i % 2 ? 'checkbox' : 'text';
        row.firstChild.href = '/mypreferences/d/settings/row-' + i;
        row.setAttribute('aria-label', 'row ' + window.frames);
      }
      while (field.childElementCount > 400) field.firstChild.remove();
      requestAnimationFrame(stir);
    };
    stir();";

pub async fn a_page_that_never_rests_is_followed_at_little_cost(kind: Kind) -> Result<()> {
    let stage = Stage::with(
        kind,
        practice::site::Scenario {
            log_mutations: false,
            ..Default::default()
        },
        |_| {},
    )
    .await?;
    let seconds = match std::env::var("UNREST_SECONDS") {
        Ok(seconds) => seconds.parse().context("UNREST_SECONDS")?,
        Err(_) => SECONDS,
    };
    stage.go(SETTING).await?;
    stage.ringed(TRACK, "This switch is on.").await?;
    stage.run(UNREST).await?;
    // What is made once is made by then.
    passes(&stage, 3).await?;
    let heap = stage.browser.heap().await?;
    let before = stage.browser.main_thread().await?;
    let events = stage.browser.traced(passes(&stage, seconds)).await?;
    let after = stage.browser.main_thread().await?;
    let grown = match (heap, stage.browser.heap().await?) {
        (Some(before), Some(after)) => Some(after - before),
        _ => None,
    };
    let own = stage.browser.extension_address()?;
    let tasks = tasks(&events, own);
    let longest = tasks.iter().copied().fold(0.0, f64::max);
    println!(
        "{kind:?}, {seconds} s: {} tasks of ours, {:.0} ms in all, the longest {longest:.1} ms; \
         main thread {:.0} ms; scripts hold {grown:?} bytes more",
        tasks.len(),
        tasks.iter().sum::<f64>().abs(),
        after.all - before.all,
    );
    if kind == Kind::Chromium {
        ensure!(
            tasks.len() as u64 > seconds,
            "the trace has no task of ours: {tasks:?}"
        );
        ensure!(longest < LONGEST_TASK, "a task took {longest} ms");
        ensure!(grown.context("no heap")? < GROWTH, "{grown:?} bytes more");
    }
    // It has seen the page all the while, and still does.
    stage.click(TRACK).await?;
    stage.ringed(TRACK, "This switch is off.").await?;
    stage.recorded("opted-out", false).await?;
    Ok(())
}

/// So many seconds of the page's own time, in pieces that a driver waits for.
async fn passes(stage: &Stage, seconds: u64) -> Result<()> {
    let piece = |seconds: u64| {
        format!(
            "const done = arguments[arguments.length - 1];
             const end = performance.now() + {seconds} * 1000;
             const next = () => (performance.now() < end ? requestAnimationFrame(next) : done());
             next();"
        )
    };
    for begun in (0..seconds).step_by(10) {
        let script = piece((seconds - begun).min(10));
        stage.browser.driver.execute_async(script, []).await?;
    }
    Ok(())
}

/// How long each call into a script at `address` ran, in milliseconds of the
/// thread's own time: what else the machine does is not ours.
fn tasks(events: &[Value], address: &str) -> Vec<f64> {
    let ours = events.iter().filter(|event| {
        let url = event["args"]["data"]["url"].as_str();
        event["name"] == "FunctionCall" && url.is_some_and(|url| url.starts_with(address))
    });
    ours.filter_map(|event| event["tdur"].as_f64().or(event["dur"].as_f64()))
        .map(|micros| micros / 1e3)
        .collect()
}
