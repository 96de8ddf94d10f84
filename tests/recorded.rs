//! Runs the core on the testimony that was recorded of each case (`tests/cases/*/*.html`) in a real
//! browser, with the case's own expectations, in milliseconds.
//!
//! To record again, all or those with a word in their names: `RECORD_FACTS=1 cargo test --test
//! cases -- --browser chromium [word]`.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

use headsup_core::catalogue::catalogue;
use headsup_core::evidence::Evidence;
use headsup_core::page::{Address, classify};
use headsup_core::recognise::{Finding, Search};
use headsup_core::testimony::Testimony;
use practice::cases::{self, Case, Expect};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn cases() -> Vec<Case> {
    Case::all(&folder()).unwrap()
}

/// What is wrong with the core's answer to a recording. `None`: nothing.
fn complaint(case: &Case) -> Option<String> {
    let file = case.recording(&folder());
    let Ok(text) = std::fs::read_to_string(&file) else {
        return Some(format!("there is no {}: record it", file.display()));
    };
    let frames: Vec<Testimony> = match serde_json::from_str(&text) {
        Ok(frames) => frames,
        Err(error) => return Some(format!("no testimony any more ({error}): record it anew")),
    };
    if frames.iter().any(|said| !said.named.is_empty()) {
        return Some("taken while watching what was named: record the search".to_owned());
    }
    let findings: Vec<Vec<Finding<'_>>> = frames.iter().map(findings).collect();
    let is_met = |found: &Vec<Finding<'_>>| matches!(&found[..], [finding] if is(case, finding));
    let met = match case.head.expect {
        // A switch in an iframe is found there; the page around it waits.
        Expect::On | Expect::Off | Expect::Way => {
            findings.iter().any(is_met) && findings.iter().all(|it| is_met(it) || it.is_empty())
        }
        Expect::Unrecognised | Expect::NotListed => findings.first().is_some_and(is_met),
        Expect::Nothing => findings.iter().all(Vec::is_empty),
    };
    (!met).then(|| format!("expected {}, found {findings:?}", case.head.expect.name()))
}

/// The findings of one testimony, with only the first setting shown, as by default.
fn findings(said: &Testimony) -> Vec<Finding<'_>> {
    let address = Address {
        origin: catalogue().site.origin.to_owned(),
        path: said.path.clone(),
    };
    let search = Search {
        catalogue: catalogue(),
        settings: catalogue().shown(false),
        leads_to: &|_| true,
    };
    search.on(&classify(catalogue(), &address), said).0
}

fn is(case: &Case, finding: &Finding<'_>) -> bool {
    match (case.head.expect, finding) {
        (Expect::On | Expect::Off, Finding::Switch(found)) => {
            // Cases that change after the search are left out: the recorded search has another
            // state.
            let changes = case.head.first.is_some() || !case.head.watch.is_zero();
            let on = case.head.expect == Expect::On;
            let is_set = changes || found.on == Some(on);
            is_set && case.head.evidence == Some(as_in_a_case(found.evidence))
        }
        (Expect::Way, Finding::Way(_)) => true,
        (Expect::Unrecognised, Finding::Unrecognised(..)) => true,
        (Expect::NotListed, Finding::NotListed(_)) => true,
        _ => false,
    }
}

fn as_in_a_case(evidence: Evidence) -> cases::Evidence {
    match evidence {
        Evidence::Key => cases::Evidence::Key,
        Evidence::Label => cases::Evidence::Label,
        Evidence::OnlySwitch => cases::Evidence::OnlySwitch,
    }
}

#[test]
fn the_core_finds_in_each_recording_what_its_case_expects() {
    let complaints: Vec<String> = cases()
        .iter()
        .filter_map(|case| Some(format!("{}: {}", case.name, complaint(case)?)))
        .collect();
    assert!(
        complaints.is_empty(),
        "{} cases:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

#[test]
fn each_recording_belongs_to_a_case() {
    let expected: Vec<PathBuf> = cases().iter().map(|it| it.recording(&folder())).collect();
    for group in std::fs::read_dir(folder()).unwrap() {
        let group = group.unwrap().path();
        if !group.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(group).unwrap() {
            let file = file.unwrap().path();
            let recording = file.extension().is_some_and(|it| it == "json");
            assert!(
                !recording || expected.contains(&file),
                "{} is of no case",
                file.display()
            );
        }
    }
}
