//! The simulated world in real browsers: random histories of a person, LinkedIn's server (the
//! practice site), another device and bad luck, played with the built packages. After each step
//! what record, badge, popup and callout say is compared with what the server holds and told.
//!
//! `cargo xtask world --browsers` builds and runs it. Without a number of histories it plays
//! none, so that `cargo test` is not held up by it. History `n` of a run with seed `s` is the
//! first one of a run with seed `s + n`.
//!
//! - `step.rs`, `chance.rs` (with `tests/world/rng.rs`): what can happen, and how often
//! - `place.rs`, `deeds.rs`: a browser on a practice site, and what is done there
//! - `sight.rs` (with `tests/world/record.rs`): what can be seen of page and extension
//! - `truth.rs`: what really happened
//! - `invariants.rs`, `story.rs`, `liveness.rs`: what must hold
//! - `play.rs`, `runner.rs`: one history, and many

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, and means functions marked so"
)]

mod chance;
mod deeds;
mod invariants;
mod liveness;
mod place;
mod play;
mod runner;
mod sight;
mod step;
mod story;
mod truth;

/// Milliseconds, as the record's reader has them.
mod clock {
    pub type Ms = i64;
}
#[allow(dead_code, reason = "the simulated world reads more of it")]
#[path = "../world/record.rs"]
mod record;
#[path = "../world/rng.rs"]
mod rng;
#[path = "../world/verdict.rs"]
mod verdict;

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use practice::browser::Kind;
use tokio::signal::unix::{SignalKind, signal};

/// What was asked for on the command line.
struct Asked {
    kinds: Vec<Kind>,
    histories: u64,
    seed: u64,
    at_once: usize,
    shorten: bool,
}

fn main() -> Result<ExitCode> {
    let asked = read_arguments()?;
    if asked.histories == 0 {
        println!("no histories were asked for: cargo xtask world --browsers --histories 50");
        return Ok(ExitCode::SUCCESS);
    }
    let runtime = tokio::runtime::Runtime::new()?;
    let good = runtime.block_on(unless_stopped(runner::run(&asked)))?;
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Browsers are ended when what holds them is dropped, which a signal alone would not do.
async fn unless_stopped(run: impl Future<Output = Result<bool>>) -> Result<bool> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        done = run => done,
        _ = interrupt.recv() => bail!("stopped on the way"),
        _ = terminate.recv() => bail!("stopped on the way"),
    }
}

fn read_arguments() -> Result<Asked> {
    use lexopt::prelude::*;

    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let mut asked = Asked {
        kinds: vec![Kind::Chromium, Kind::Firefox],
        histories: 0,
        seed: now.map_or(1, |now| now.as_secs()),
        at_once: 1,
        shorten: false,
    };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("browser") => {
                asked.kinds = vec![match arguments.value()?.string()?.as_str() {
                    "chromium" => Kind::Chromium,
                    "firefox" => Kind::Firefox,
                    other => bail!("--browser is chromium or firefox, not {other}"),
                }];
            }
            Long("histories") => {
                asked.histories = arguments.value()?.parse().context("--histories")?;
            }
            Long("seed") => asked.seed = arguments.value()?.parse().context("--seed")?,
            Long("at-once") => asked.at_once = arguments.value()?.parse().context("--at-once")?,
            Long("shorten") => asked.shorten = true,
            // What `cargo test` passes to all tests alike.
            Long("nocapture" | "no-capture" | "quiet") | Short('q') => {}
            Long("test-threads") => drop(arguments.value()?),
            // A filter of test names is for other tests.
            Value(_) => {}
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(asked)
}
