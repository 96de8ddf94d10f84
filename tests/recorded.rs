//! The core on what content scripts said of each case (`tests/cases/*/*.html`),
//! recorded from a real browser: the same expectations, in milliseconds.
//!
//! To record anew, all or those whose names hold a word:
//! `RECORD_FACTS=1 cargo test --test cases -- --browser chromium [word]`.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

use headsup::core::catalogue::catalogue;
use headsup::core::facts::Facts;
use headsup::core::page::{Address, classify};
use headsup::core::recognise::{Finding, recognise};
use practice::cases::{Case, Expect};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn cases() -> Vec<Case> {
    Case::all(&folder()).unwrap()
}

/// What is wrong with the core's answer to a recording, if anything.
fn complaint(case: &Case) -> Option<String> {
    let file = case.recording(&folder());
    let Ok(text) = std::fs::read_to_string(&file) else {
        return Some(format!("there is no {}: record it", file.display()));
    };
    let frames: Vec<Facts> = match serde_json::from_str(&text) {
        Ok(frames) => frames,
        Err(error) => return Some(format!("not facts any more ({error}): record it anew")),
    };
    let findings: Vec<Finding> = frames.iter().map(finding).collect();
    let expect = case.head.expect;
    let met = match expect {
        // A switch in a frame is found there, and waited for beside it.
        Expect::On | Expect::Off | Expect::Way => {
            findings.iter().any(|it| is(expect, it))
                && findings.iter().all(|it| is(expect, it) || says_nothing(it))
        }
        Expect::Unrecognised | Expect::NotOffered => {
            findings.first().is_some_and(|it| is(expect, it))
        }
        Expect::Nothing => findings.iter().all(says_nothing),
    };
    (!met).then(|| format!("expected {}, found {findings:?}", expect.name()))
}

fn finding(facts: &Facts) -> Finding {
    let address = Address {
        origin: catalogue().site.origin.to_owned(),
        path: facts.path.clone(),
    };
    recognise(catalogue(), &classify(catalogue(), &address), facts)
}

fn is(expect: Expect, finding: &Finding) -> bool {
    match (expect, finding) {
        (Expect::On, Finding::Switch(found)) => found.on && found.steady,
        (Expect::Off, Finding::Switch(found)) => !found.on && found.steady,
        (Expect::Way, Finding::Way(_)) => true,
        (Expect::Unrecognised, Finding::Unrecognised(_)) => true,
        (Expect::NotOffered, Finding::NotOffered(_)) => true,
        _ => false,
    }
}

fn says_nothing(finding: &Finding) -> bool {
    matches!(finding, Finding::Nothing | Finding::Waiting)
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
