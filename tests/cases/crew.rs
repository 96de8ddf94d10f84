//! Keeps several browsers busy with the cases. A case in which nothing must be found takes as long
//! as the extension waits for a page. Many are waited for at once, each in a browser of its own,
//! because the record belongs to a browser, not to a tab.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use practice::browser::{Browser, Kind, Options, package};
use practice::cases::Case;
use practice::site::{Scenario, Site};

use crate::judge::{self, Outcome, Verdict};
use crate::record;

/// A case that takes longer is given up.
const LONGEST: Duration = Duration::from_secs(90);

/// What the browsers of one kind share.
struct Work {
    kind: Kind,
    site: Arc<Site>,
    /// Case numbers, the longest cases first.
    queue: Mutex<VecDeque<usize>>,
    cases: Vec<Case>,
    /// Where to record testimonies, if at all.
    recordings: Option<PathBuf>,
}

/// Runs each case in a browser of each kind.
pub async fn run(
    folder: &Path,
    cases: &[Case],
    kinds: &[Kind],
    at_once: usize,
) -> Result<Vec<Outcome>> {
    let site = Arc::new(Site::start(Scenario::default()).await?);
    site.show_cases(folder);
    let recording = std::env::var_os("RECORD_FACTS").is_some();
    if recording && !kinds.contains(&Kind::Chromium) {
        println!("no facts are recorded: that is done in Chromium only");
    }
    let mut browsers = tokio::task::JoinSet::new();
    for &kind in kinds {
        let work = Arc::new(Work {
            kind,
            site: Arc::clone(&site),
            queue: Mutex::new(longest_first(cases)),
            cases: cases.to_vec(),
            // Both browsers testify the same: one recording is enough.
            recordings: (recording && kind == Kind::Chromium).then(|| folder.to_owned()),
        });
        for _ in 0..at_once.clamp(1, cases.len().max(1)) {
            browsers.spawn(keep_busy(Arc::clone(&work)));
        }
    }
    let mut outcomes = Vec::new();
    while let Some(ended) = browsers.join_next().await {
        outcomes.extend(ended??);
    }
    Ok(outcomes)
}

fn longest_first(cases: &[Case]) -> VecDeque<usize> {
    let mut numbers: Vec<usize> = (0..cases.len()).collect();
    numbers.sort_by_key(|&number| {
        let head = &cases[number].head;
        let waited = if head.expect.is_slow() { 11 } else { 3 };
        std::cmp::Reverse(head.watch.as_secs().max(waited))
    });
    numbers.into()
}

/// Takes cases from the queue until it is empty.
async fn keep_busy(work: Arc<Work>) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    let mut browser = open(&work).await?;
    loop {
        let next = work
            .queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front();
        let Some(number) = next else { break };
        let case = &work.cases[number];
        let began = Instant::now();
        let verdict = tokio::time::timeout(LONGEST, judged(&work, &browser, case))
            .await
            .unwrap_or_else(|_| Err(anyhow!("it took longer than {LONGEST:?}")));
        let broken = verdict.is_err();
        let outcome = Outcome {
            number,
            kind: work.kind,
            verdict: verdict.unwrap_or_else(|error| Verdict::broken(&error)),
            took: began.elapsed(),
        };
        println!("{}", outcome.line(case));
        outcomes.push(outcome);
        if broken {
            // Dropping it ends the browser: the next case must not suffer from this one.
            drop(browser);
            browser = open(&work).await?;
        }
    }
    browser.close().await?;
    Ok(outcomes)
}

async fn judged(work: &Work, browser: &Browser, case: &Case) -> Result<Verdict> {
    judge::make_ready(browser).await?;
    if work.recordings.is_some() {
        record::listen(browser).await?;
    }
    let verdict = judge::judge(browser, &work.site, case).await?;
    if let Some(folder) = &work.recordings {
        record::write(browser, case, folder).await?;
    }
    Ok(verdict)
}

async fn open(work: &Work) -> Result<Browser> {
    let options = Options::new(package(work.kind), work.site.port());
    Browser::open(work.kind, &options).await
}
