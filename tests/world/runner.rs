//! Plays many histories on all cores, and shrinks the first that fails.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::faults::history;
use super::play::play;
use super::rng::Rng;
use super::shrink::shortest;
use super::step::Step;
use super::verdict::Violation;
use super::worker::TRACING;

/// How many histories are played without `WORLD_HISTORIES`.
const HISTORIES: u64 = 100_000;
const SEED: u64 = 1;

/// A history that failed.
struct Failure {
    index: u64,
    violation: Violation,
}

/// Plays all histories. Panics with the first violation of each invariant.
pub fn run() {
    let histories = number("WORLD_HISTORIES").unwrap_or(HISTORIES);
    let seed = number("WORLD_SEED").unwrap_or(SEED);
    // `WORLD_ONLY`: plays one history.
    let only = number("WORLD_ONLY");
    // `WORLD_STOP`: ends at the first failure, without shrinking it.
    let stop = std::env::var_os("WORLD_STOP").is_some();
    let next = AtomicU64::new(only.unwrap_or(0));
    let end = only.map_or(histories, |index| index + 1);
    let failures: Mutex<Vec<Failure>> = Mutex::new(Vec::new());
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= end {
                        return;
                    }
                    if let Err(violation) = play(&history_of(seed, index)) {
                        note(&failures, Failure { index, violation });
                        if stop {
                            next.store(end, Ordering::Relaxed);
                        }
                    }
                }
            });
        }
    });
    let played = end - only.unwrap_or(0);
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{played} histories of seed {seed}, {:.0} a second",
        played as f64 / seconds
    );
    let failures = failures.into_inner().unwrap();
    if let (Some(index), true) = (only, failures.is_empty()) {
        trace(&history_of(seed, index));
    }
    for failure in &failures {
        match stop {
            true => println!("history {}: {}", failure.index, failure.violation.invariant),
            false => println!("{}", told(seed, failure)),
        }
    }
    assert!(
        failures.is_empty(),
        "{} invariants do not hold",
        failures.len()
    );
}

fn history_of(seed: u64, index: u64) -> Vec<Step> {
    history(&mut Rng::of_history(seed, index))
}

/// Keeps the earliest failure of each invariant.
fn note(failures: &Mutex<Vec<Failure>>, failure: Failure) {
    let mut failures = failures.lock().unwrap();
    let same = |it: &&mut Failure| it.violation.invariant == failure.violation.invariant;
    match failures.iter_mut().find(same) {
        Some(known) if known.index <= failure.index => {}
        Some(known) => *known = failure,
        None => failures.push(failure),
    }
}

/// The seed, and the shortest history as Rust code for a test.
fn told(seed: u64, failure: &Failure) -> String {
    let steps = history_of(seed, failure.index);
    let (steps, violation) = shortest(&steps, &failure.violation, play);
    trace(&steps);
    let lines: Vec<String> = steps
        .iter()
        .map(|step| format!("    {step:?},\n"))
        .collect();
    format!(
        "\n{}: {}\nWORLD_SEED={seed} WORLD_ONLY={}\nplay(&[\n{}])\n",
        violation.invariant,
        violation.told,
        failure.index,
        lines.concat()
    )
}

/// With `WORLD_TRACE`, plays a history once more and prints each event with its effects.
fn trace(steps: &[Step]) {
    if std::env::var_os("WORLD_TRACE").is_some() {
        TRACING.store(true, Ordering::Relaxed);
        let _ = play(steps);
        TRACING.store(false, Ordering::Relaxed);
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
