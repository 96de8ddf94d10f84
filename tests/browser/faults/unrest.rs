//! Pages that never stop changing.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for};
use practice::site::Scenario;
use practice::words::english;

use crate::stage::{PATIENCE, SETTING, Stage, TRACK};

/// How long the page is watched. `UNREST_SECONDS=300` watches for five minutes. `cargo xtask bench`
/// measures what it costs.
const SECONDS: u64 = 30;
/// How much more memory the page's scripts may hold in the end, in bytes.
const GROWTH: f64 = 2e6;

/// In every frame 40 nodes come, 40 go, and as many attributes change.
const UNREST: &str = "
    const field = document.querySelector('main').appendChild(document.createElement('div'));
    let frames = 0;
    const stir = () => {
      frames += 1;
      for (let i = 0; i < 40; i++) {
        const row = field.appendChild(document.createElement('p'));
        row.append(document.createElement('a'), document.createElement('input'));
        row.lastChild.type = i % 2 ? 'checkbox' : 'text';
        row.firstChild.href = '/mypreferences/d/settings/row-' + i;
        row.setAttribute('aria-label', 'row ' + frames);
      }
      while (field.childElementCount > 400) field.firstChild.remove();
      requestAnimationFrame(stir);
    };
    stir();";

pub async fn a_page_that_never_rests_is_followed_all_the_while(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        log_mutations: false,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    let seconds = match std::env::var("UNREST_SECONDS") {
        Ok(seconds) => seconds.parse().context("UNREST_SECONDS")?,
        Err(_) => SECONDS,
    };
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.run(UNREST).await?;
    // What is created once has been created by then.
    stage.lives_for(3).await?;
    let heap = stage.browser.heap().await?;
    stage.lives_for(seconds).await?;
    // Firefox does not tell the size of its heap.
    if let (Some(before), Some(after)) = (heap, stage.browser.heap().await?) {
        ensure!(after - before < GROWTH, "{} bytes more", after - before);
    }
    stage.click(TRACK).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    stage.recorded("opted-out", false).await?;
    Ok(())
}

/// An iframe with a switch, removed again after one scan.
const PASSING_FRAME: &str = "
    const frame = document.querySelector('main').appendChild(document.createElement('iframe'));
    const { contentDocument: inside } = frame;
    const label = inside.body.appendChild(inside.createElement('label'));
    label.append('Train on my data', Object.assign(inside.createElement('input'), { type: 'checkbox' }));";
const FRAMES: u64 = 3;

/// Elements of a removed iframe stay connected to a document that no window shows.
pub async fn what_was_in_an_iframe_that_has_gone_is_forgotten(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let documents = async || stage.browser.documents().await;
    let before = documents().await?;
    for _ in 0..FRAMES {
        stage.run(PASSING_FRAME).await?;
        stage.say_again().await?;
        ensure!(documents().await? > before, "an iframe has no document");
        stage
            .run("document.querySelector('iframe').remove()")
            .await?;
        // Firefox frees them by itself.
        stage.browser.collect_garbage().await?;
        ensure!(stage.say_again().await? == 1, "a look breaks down");
    }
    wait_for("them to be forgotten", PATIENCE, documents, |now| {
        *now == before
    })
    .await?;
    Ok(())
}
