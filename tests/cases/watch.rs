//! Watches a case until what is expected has been seen. A ring around anything but `data-here`, or
//! a status that is not expected, is a failure at any time.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use practice::browser::{Browser, Sights};
use practice::cases::{Case, Evidence, Expect};
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::judge::Verdict;

/// What the record calls the setting.
const SETTING_ID: &str = "linkedin/ai-training";
/// The pauses between two readings, at first and later. A script in the page watches all the time;
/// this is how often it is asked.
const POLL: Duration = Duration::from_millis(150);
const SLOW_POLL: Duration = Duration::from_millis(700);
/// By then most findings have been made.
const SOON: Duration = Duration::from_secs(2);
/// Longer than a page is given until it counts as not recognised (10 s), and than a switch that is
/// off takes to settle (3 s).
const PATIENCE: Duration = Duration::from_millis(11_500);
/// How long what is expected may take on a busy machine.
const DEADLINE: Duration = Duration::from_secs(25);
/// How long what is expected must stay.
const HOLD: Duration = Duration::from_millis(400);
/// A ring that has gone at the end may come back within so much time: it is not shown while its
/// target is being replaced, or on a busy machine.
const RETURN: Duration = Duration::from_secs(3);

/// Why a watch ends early.
pub enum Stop {
    /// Something was seen that must not be.
    Complaint(String),
    /// The browser did not answer.
    Broken(anyhow::Error),
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

pub struct Watch<'a> {
    browser: &'a Browser,
    case: &'a Case,
    began: OffsetDateTime,
    sights: Option<Sights>,
    /// The status that is recorded of this page.
    status: Option<String>,
    /// All statuses since the page was opened.
    statuses: Vec<String>,
    /// The evidence of the recorded switch.
    evidence: Option<String>,
    /// The report on this page, where it was not recognised.
    report: Option<String>,
}

impl<'a> Watch<'a> {
    /// Of the page that `browser` opens next.
    pub fn new(browser: &'a Browser, case: &'a Case) -> Self {
        Self {
            browser,
            case,
            began: OffsetDateTime::now_utc(),
            sights: None,
            status: None,
            statuses: Vec::new(),
            evidence: None,
            report: None,
        }
    }

    pub async fn through(&mut self) -> Result<(), Stop> {
        let head = &self.case.head;
        let mut since = Instant::now();
        if let Some(first) = head.first {
            self.until(first, since, DEADLINE).await?;
            if head.click {
                self.click().await?;
                since = Instant::now();
            }
        }
        let longest = match head.expect {
            // Watched as long as anything could take.
            Expect::Nothing => PATIENCE,
            _ => DEADLINE,
        };
        self.until(head.expect, since, longest + head.watch).await?;
        // It must stay for a while, and be there at the end.
        let hold = (since + head.watch).max(Instant::now() + HOLD);
        while Instant::now() < hold {
            self.look().await?;
            tokio::time::sleep(poll(since.elapsed())).await;
        }
        match head.expect {
            // The whole time was waited for above.
            Expect::Nothing => Ok(()),
            expect => self.until(expect, Instant::now(), RETURN).await,
        }
    }

    /// Looks until what is expected is there.
    async fn until(
        &mut self,
        expect: Expect,
        since: Instant,
        deadline: Duration,
    ) -> Result<(), Stop> {
        loop {
            self.look().await?;
            let waited = since.elapsed();
            // Only after the whole time is it known that nothing comes.
            let early = expect == Expect::Nothing && waited < deadline;
            let is_over = self.case.head.first == Some(expect) && !self.case.head.click;
            if !early && self.shows(expect, is_over) {
                return Ok(());
            }
            if waited > deadline {
                let complaint = format!("not {} but {}", expect.name(), self.seen());
                let complaint = format!("{complaint}{}", self.circumstances());
                return Err(Stop::Complaint(complaint));
            }
            self.bring_into_view(expect).await?;
            tokio::time::sleep(poll(waited)).await;
        }
    }

    /// Reads once. An error where something is seen that must not be.
    async fn look(&mut self) -> Result<(), Stop> {
        let sights = self.browser.sights().await?;
        self.read_record().await?;
        let ever = &sights.ever;
        let head = &self.case.head;
        let complaint = if let Some(wrong) = &ever.wrong {
            Some(format!("a ring elsewhere: {wrong}"))
        } else if let Some(status) = self.statuses.iter().find(|it| !self.allowed(it)) {
            Some(format!(
                "recorded {status}, expected {}",
                head.expect.name()
            ))
        } else if let Some(evidence) = self.wrong_evidence() {
            Some(format!("by {evidence}, not {}", self.evidence_expected()))
        } else if head.expect == Expect::Nothing && ever.overlays > 0 {
            Some("an overlay, where nothing is to be seen".to_owned())
        } else {
            None
        };
        self.sights = Some(sights);
        complaint.map_or(Ok(()), |complaint| Err(Stop::Complaint(complaint)))
    }

    /// Whether this status may be recorded on the way.
    fn allowed(&self, status: &str) -> bool {
        let head = &self.case.head;
        let expected = [Some(head.expect), head.first];
        let mut expected = expected.into_iter().flatten().filter_map(Expect::status);
        // A click leads to the other state, if only for a moment.
        let by_click = head.click && matches!(status, "opted-in" | "opted-out");
        by_click || expected.any(|expected| expected == status)
    }

    fn evidence_expected(&self) -> &str {
        self.case.head.evidence.map_or("anything", Evidence::name)
    }

    /// The evidence of the switch, where it is not the one that the case names.
    fn wrong_evidence(&self) -> Option<&str> {
        let evidence = self.evidence.as_deref()?;
        let expected = self.case.head.evidence?;
        (evidence != expected.name()).then_some(evidence)
    }

    fn shows(&self, expect: Expect, is_over: bool) -> bool {
        let Some(sights) = &self.sights else {
            return false;
        };
        // `first` may be over before the first reading.
        let status = |it: &String| Some(it.as_str()) == expect.status();
        if is_over && self.statuses.iter().any(status) {
            return true;
        }
        let ring = match expect.rings() && self.case.head.ring {
            true => sights.now.right,
            false => !sights.now.ring,
        };
        ring && self.status.as_deref() == expect.status()
    }

    /// A switch out of view is scrolled to, as by the callout's button.
    async fn bring_into_view(&self, expect: Expect) -> Result<()> {
        match &self.sights {
            Some(sights)
                if expect.rings()
                    && !sights.now.ring
                    && sights.now.target.is_some()
                    && !sights.now.in_view =>
            {
                self.browser.scroll_to_target().await
            }
            _ => Ok(()),
        }
    }

    async fn click(&self) -> Result<()> {
        let sights = self.sights.as_ref();
        let target = sights.and_then(|it| it.now.target);
        let (x, y) = target.context("nothing to click on")?.center();
        self.browser.click_at(x, y).await
    }

    async fn read_record(&mut self) -> Result<()> {
        let storage = self.browser.storage().await?;
        let entry = &storage["record"]["settings"][SETTING_ID];
        let (switch, look) = (&entry["switch"], &entry["look"]);
        for change in entry["history"].as_array().into_iter().flatten() {
            if self.is_of_this_page(&change["at"])? {
                self.pass(status_of(&change["to"])?);
            }
        }
        self.status = None;
        if self.is_of_this_page(&switch["since"])? {
            self.evidence = switch["evidence"].as_str().map(str::to_owned);
            self.status = Some(status_of(&switch["state"])?);
        }
        if self.is_of_this_page(&look["at"])? {
            let outcome = look["outcome"].as_str();
            self.status = Some(outcome.context("a look without an outcome")?.to_owned());
            let report = look["report"].as_str();
            self.report = report.map(why_and_counts).or(self.report.take());
        }
        if let Some(status) = self.status.clone() {
            self.pass(status);
        }
        Ok(())
    }

    /// A testimony of the page before may be recorded late: its time tells.
    fn is_of_this_page(&self, time: &Value) -> Result<bool> {
        let Some(time) = time.as_str() else {
            return Ok(false);
        };
        let time = OffsetDateTime::parse(time, &Rfc3339);
        Ok(time.context("the record")? >= self.began)
    }

    fn pass(&mut self, status: String) {
        if !self.statuses.contains(&status) {
            self.statuses.push(status);
        }
    }

    fn seen(&self) -> String {
        let Some(sights) = &self.sights else {
            return "nothing at all".to_owned();
        };
        let ring = match (sights.now.right, sights.now.ring, sights.now.callout) {
            (true, ..) => "ring",
            (false, true, _) => "ring elsewhere",
            (false, false, true) => "callout only",
            (false, false, false) => "no ring",
        };
        let recorded = match self.statuses.as_slice() {
            [] => "nothing recorded".to_owned(),
            statuses => statuses.join(", then "),
        };
        format!("{ring}, {recorded}")
    }

    /// Facts that may explain why something expected is missing.
    fn circumstances(&self) -> String {
        let Some(sights) = &self.sights else {
            return String::new();
        };
        let words = [
            (!sights.loaded, "the page is still loading"),
            (sights.hidden, "the tab is hidden"),
            (
                sights.ever.right && !sights.now.right,
                "the ring was there before",
            ),
            (
                sights.ever.overlays > 0 && !sights.ever.ring,
                "an overlay was there, without a ring",
            ),
            (
                sights.now.target.is_some() && !sights.now.in_view,
                "data-here is out of view",
            ),
        ];
        let words = words.iter().filter(|(so, _)| *so).map(|(_, word)| *word);
        let words: Vec<_> = words.collect();
        match words.is_empty() {
            true => String::new(),
            false => format!(" ({})", words.join("; ")),
        }
    }

    pub fn verdict(&self, complaint: Option<String>) -> Verdict {
        let ever = self.sights.as_ref().map(|it| &it.ever);
        let ring = ever.is_some_and(|ever| ever.ring);
        let wrong = ever.is_some_and(|ever| ever.wrong.is_some());
        let claims = |status: &&String| *status != "unrecognised";
        let complaint = complaint.map(|complaint| match &self.report {
            Some(why) => format!("{complaint} ({why})"),
            None => complaint,
        });
        Verdict {
            complaint,
            seen: self.seen(),
            claimed: ring || self.statuses.iter().any(|it| claims(&it)),
            false_claim: wrong
                || self
                    .statuses
                    .iter()
                    .any(|it| claims(&it) && !self.allowed(it)),
        }
    }
}

/// The report's two lines on why a page was not recognised, in one.
fn why_and_counts(report: &str) -> String {
    let is_told = |line: &&str| line.starts_with("why: ") || line.starts_with("visible ");
    let lines: Vec<_> = report.lines().filter(is_told).collect();
    lines.join("; ")
}

/// The status that the popup would show for a switch in this state.
fn status_of(state: &Value) -> Result<String> {
    match state.as_str() {
        Some("on") => Ok("opted-in".to_owned()),
        Some("off") => Ok("opted-out".to_owned()),
        _ => bail!("{state} is no state of a switch"),
    }
}

fn poll(waited: Duration) -> Duration {
    if waited < SOON { POLL } else { SLOW_POLL }
}
