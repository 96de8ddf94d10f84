//! The verdict on a case, after it was watched.

use std::time::Duration;

use anyhow::Result;
use practice::browser::{Browser, Kind};
use practice::cases::Case;
use practice::names;
use practice::site::Site;
use serde_json::{Value, json};

use crate::watch::{Stop, Watch};

const SITE: &str = "https://www.linkedin.com";
/// A page of the site without a content script.
const BLANK: &str = "/practice/blank";

/// One case in one browser.
pub struct Outcome {
    pub number: usize,
    pub kind: Kind,
    pub verdict: Verdict,
    pub took: Duration,
}

/// What became of a case.
pub struct Verdict {
    /// What was wrong. `None`: nothing.
    pub complaint: Option<String>,
    /// What was seen, in a few words.
    pub seen: String,
    /// Whether something was claimed: a ring, or a status other than unknown.
    pub claimed: bool,
    /// Whether any of the claims was wrong.
    pub false_claim: bool,
}

impl Verdict {
    pub fn broken(error: &anyhow::Error) -> Self {
        let mut text = format!("{error:#}");
        text.truncate(text.floor_char_boundary(400));
        Self {
            complaint: Some(text),
            seen: "broken off".to_owned(),
            claimed: false,
            false_claim: false,
        }
    }
}

impl Outcome {
    pub fn line(&self, case: &Case) -> String {
        let (name, kind) = (&case.name, self.kind);
        let took = self.took.as_secs_f64();
        match &self.verdict.complaint {
            None => format!("test {name} ({kind:?}, {took:.1} s) ... ok"),
            Some(complaint) => {
                format!("test {name} ({kind:?}, {took:.1} s) ... FAILED: {complaint}")
            }
        }
    }
}

/// Removes what the case before has left.
pub async fn make_ready(browser: &Browser) -> Result<()> {
    // On the same site: another site would need a new process.
    browser.driver.goto(format!("{SITE}{BLANK}")).await?;
    browser.set_storage(&json!({})).await
}

/// Opens the case, and watches it until the verdict is clear.
pub async fn judge(browser: &Browser, site: &Site, case: &Case) -> Result<Verdict> {
    let mut watch = Watch::new(browser, case);
    browser
        .driver
        .goto(format!("{SITE}{}", case.address()))
        .await?;
    let complaint = match watch.through().await {
        Err(Stop::Complaint(complaint)) => Some(complaint),
        Err(Stop::Broken(error)) => return Err(error),
        Ok(()) => None,
    };
    let complaint = complaint.or_else(|| reported(site, case));
    let names = names::compare(browser, &case.name).await;
    let complaint = complaint.or_else(|| names.err().map(|error| format!("{error:#}")));
    Ok(watch.verdict(complaint))
}

/// A violation of the page's content security policy: by the extension, or by the case itself.
fn reported(site: &Site, case: &Case) -> Option<String> {
    let reports = site.csp_reports();
    let of_this = |report: &&Value| report.to_string().contains(&format!("case={}", case.name));
    let report = reports.iter().find(of_this)?;
    let report = &report["csp-report"];
    Some(format!(
        "a report of {} by {}",
        report["violated-directive"], report["source-file"]
    ))
}
