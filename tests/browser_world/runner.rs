//! Many histories in several browsers, and what is printed of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use practice::browser::Kind;

use super::Asked;
use super::chance::history;
use super::place::Place;
use super::play::{Failure, play};
use super::step::Moment;

/// A history that takes longer is given up.
const LONGEST: Duration = Duration::from_secs(240);

/// What the browsers of one kind share.
struct Work {
    kind: Kind,
    seed: u64,
    histories: u64,
    shorten: bool,
    next: AtomicU64,
    failed: AtomicUsize,
}

/// Plays all histories in each browser. Returns whether all invariants held.
pub async fn run(asked: &Asked) -> Result<bool> {
    let mut good = true;
    for &kind in &asked.kinds {
        let work = Arc::new(Work {
            kind,
            seed: asked.seed,
            histories: asked.histories,
            shorten: asked.shorten,
            next: AtomicU64::new(0),
            failed: AtomicUsize::new(0),
        });
        let began = Instant::now();
        let mut browsers = tokio::task::JoinSet::new();
        for _ in 0..asked.at_once.max(1) {
            browsers.spawn(keep_busy(Arc::clone(&work)));
        }
        while let Some(ended) = browsers.join_next().await {
            ended??;
        }
        let failed = work.failed.load(Ordering::Relaxed);
        let seconds = began.elapsed().as_secs_f64();
        println!(
            "{kind:?}: {} histories from seed {}, {failed} failed, {:.1} s each, {seconds:.0} s",
            work.histories,
            work.seed,
            seconds / work.histories as f64,
        );
        good &= failed == 0;
    }
    Ok(good)
}

/// Plays histories in one browser until there are none left.
async fn keep_busy(work: Arc<Work>) -> Result<()> {
    let mut place = Place::open(work.kind).await?;
    loop {
        let index = work.next.fetch_add(1, Ordering::Relaxed);
        if index >= work.histories {
            break;
        }
        let seed = work.seed.wrapping_add(index);
        let (on, moments) = history(seed);
        let began = Instant::now();
        let outcome = played(&mut place, work.kind, on, &moments).await;
        let failure = match outcome {
            Ok(None) => {
                let seconds = began.elapsed().as_secs_f64();
                println!("{:?}, seed {seed}: held, {seconds:.0} s", work.kind);
                continue;
            }
            Ok(Some(failure)) => failure,
            Err(error) => {
                work.failed.fetch_add(1, Ordering::Relaxed);
                println!("seed {seed}: it could not be played: {error:#}");
                place = Place::open(work.kind).await?;
                continue;
            }
        };
        work.failed.fetch_add(1, Ordering::Relaxed);
        println!("{}", told(work.kind, seed, on, &moments, &failure));
        if work.shorten {
            shorten(&mut place, &work, (on, moments), failure).await?;
        }
    }
    place.browser.close().await
}

/// Plays a history. If the browser gives up, once more in another one.
async fn played(
    place: &mut Place,
    kind: Kind,
    on: bool,
    moments: &[Moment],
) -> Result<Option<Failure>> {
    let mut error = None;
    for _ in 0..2 {
        match tokio::time::timeout(LONGEST, play(place, on, moments)).await {
            Ok(Ok(outcome)) => return Ok(outcome),
            Ok(Err(gave_up)) => error = Some(gave_up),
            Err(_) => error = Some(anyhow!("it took longer than {LONGEST:?}")),
        }
        if let Some(error) = &error {
            eprintln!("{kind:?} is started anew: {error:#}");
        }
        *place = Place::open(kind).await?;
    }
    Err(error.unwrap_or_else(|| anyhow!("it was not played")))
}

/// Leaves out each step without which the history still fails, and prints the rest.
async fn shorten(
    place: &mut Place,
    work: &Work,
    (on, mut moments): (bool, Vec<Moment>),
    mut failure: Failure,
) -> Result<()> {
    if let Some(step) = failure.step {
        moments.truncate(step + 1);
    }
    for left_out in (0..moments.len()).rev() {
        let mut fewer = moments.clone();
        fewer.remove(left_out);
        let again = played(place, work.kind, on, &fewer).await?;
        let is_same = |it: &Failure| it.violation.invariant == failure.violation.invariant;
        if let Some(same) = again.filter(is_same) {
            moments = fewer;
            failure = same;
        }
    }
    println!(
        "Shorter, it is\n{}",
        told(work.kind, work.seed, on, &moments, &failure)
    );
    Ok(())
}

/// The seed, the steps, and what differed.
fn told(kind: Kind, seed: u64, on: bool, moments: &[Moment], failure: &Failure) -> String {
    let mut text = format!(
        "\n{kind:?}, seed {seed}: {}\n{}\nThe server holds on: {on}.\n",
        failure.violation.invariant, failure.violation.told
    );
    for (number, (step, pause)) in moments.iter().enumerate() {
        let here = if failure.step == Some(number) {
            "→"
        } else {
            " "
        };
        text.push_str(&format!("{here} {number:>2} {step}, {pause:?}\n"));
    }
    if failure.step.is_none() {
        text.push_str("→    and three plain loads\n");
    }
    let name = format!("{kind:?}").to_lowercase();
    text.push_str(&format!("{}\n", failure.seen));
    text.push_str(&format!(
        "Again: cargo xtask world --browsers {name} --seed {seed} --histories 1 [--shorten]\n"
    ));
    text
}
