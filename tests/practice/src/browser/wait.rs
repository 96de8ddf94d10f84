//! Knows how to wait for a condition. Must never wait for a fixed time: a
//! deadline is how long to hope, the poll in between is short.

use std::fmt::Debug;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::Result;

/// How long to pause between two looks: short against what is waited for, long against what a
/// look costs, which is a round trip through the driver to the browser.
const POLL: Duration = Duration::from_millis(150);

/// Looks with `probe` until it gives a value, and returns that value.
///
/// A look that fails counts as "not yet": elements go stale and pages are
/// replaced while a test watches them. After `deadline` the error says that
/// `what` did not happen and what the last failed look complained about.
pub async fn wait_until<T, F>(
    what: &str,
    deadline: Duration,
    mut probe: impl FnMut() -> F,
) -> Result<T>
where
    F: Future<Output = Result<Option<T>>>,
{
    let started = Instant::now();
    loop {
        let complaint = match probe().await {
            Ok(Some(value)) => return Ok(value),
            Ok(None) => None,
            Err(error) => Some(error),
        };
        if started.elapsed() >= deadline {
            let waited = format!("waited {deadline:?} for {what}, which did not happen");
            return Err(match complaint {
                Some(error) => error.context(format!("{waited}; the last look failed")),
                None => anyhow::anyhow!(waited),
            });
        }
        tokio::time::sleep(POLL).await;
    }
}

/// Looks with `probe` until `accept` takes what was seen, and returns it.
///
/// As [`wait_until`], but the error also shows the last value seen, which is
/// mostly what one wants to know of a test that failed.
pub async fn wait_for<T: Debug, F>(
    what: &str,
    deadline: Duration,
    mut probe: impl FnMut() -> F,
    accept: impl Fn(&T) -> bool,
) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    // A mutex only so that tests can be spawned as tasks.
    let last = Mutex::new(None);
    let seen = wait_until(what, deadline, || {
        let look = probe();
        async {
            let seen = look.await?;
            if accept(&seen) {
                return Ok(Some(seen));
            }
            last.lock().map(|mut last| *last = Some(seen)).ok();
            Ok(None)
        }
    })
    .await;
    seen.map_err(|error| match last.into_inner() {
        Ok(Some(last)) => error.context(format!("last seen: {last:#?}")),
        _ => error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn gives_what_was_waited_for() {
        let mut looks = 0;
        let third = wait_for(
            "the third look",
            Duration::from_secs(5),
            || {
                looks += 1;
                std::future::ready(Ok(looks))
            },
            |look| *look == 3,
        );
        assert_eq!(third.await.unwrap(), 3);
    }

    #[tokio::test]
    async fn says_what_did_not_happen_and_what_was_seen_last() {
        let never = wait_for(
            "the cow to come home",
            Duration::ZERO,
            async || Ok("a horse"),
            |_| false,
        );
        let error = format!("{:#}", never.await.unwrap_err());
        assert!(error.contains("the cow to come home"), "{error}");
        assert!(error.contains("a horse"), "{error}");
    }
}
