//! Every dependency has its reason in docs/dependencies.md, and everything that is shipped has a
//! licence that allows it. The tools of the build are pinned.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

const DOCUMENT: &str = include_str!("../docs/dependencies.md");
const WORKFLOW: &str = include_str!("../.github/workflows/ci.yml");
const PACKAGE_JSON: &str = include_str!("../package.json");

/// The third is that of `unicode-ident`: tables that wasm-bindgen reads at compile time.
const SHIPPED: [&str; 3] = ["MIT", "Apache-2.0", "Unicode-3.0"];

/// What cargo answers.
fn cargo(arguments: &[&str]) -> Result<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()?;
    ensure!(
        output.status.success(),
        "cargo {}: {}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// The dependencies in the Cargo.toml files and in package.json, without our own packages.
fn direct() -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let metadata = cargo(&["metadata", "--format-version=1", "--no-deps"])?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    for package in metadata["packages"].as_array().context("packages")? {
        for dependency in package["dependencies"].as_array().context("dependencies")? {
            if dependency["path"].is_null() {
                names.insert(dependency["name"].as_str().context("name")?.to_owned());
            }
        }
    }
    let package: Value = serde_json::from_str(PACKAGE_JSON)?;
    for kind in ["dependencies", "devDependencies"] {
        let listed = package[kind].as_object();
        names.extend(listed.into_iter().flat_map(|listed| listed.keys().cloned()));
    }
    Ok(names)
}

/// The names in table rows that have a reason in their second cell.
fn documented(document: &str) -> BTreeSet<String> {
    document
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .filter(|(name, reason)| !name.contains('`') && reason.trim_end_matches('|').len() > 10)
        .map(|(name, _)| name.to_owned())
        .collect()
}

#[test]
fn every_dependency_has_its_reason_and_every_reason_its_dependency() -> Result<()> {
    assert_eq!(documented(DOCUMENT), direct()?);
    Ok(())
}

/// Whether a step's `uses: …` names a commit, and has the release in a comment.
fn is_pinned(uses: &str) -> bool {
    let Some((action, release)) = uses.split_once(" # v") else {
        return false;
    };
    let commit = action.split_once('@').map_or("", |(_, commit)| commit);
    let is_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    commit.len() == 40 && commit.chars().all(is_hex) && !release.is_empty()
}

#[test]
fn the_workflow_runs_no_action_that_can_change_under_it() {
    let uses: Vec<&str> = WORKFLOW
        .lines()
        .filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("uses: "))
        .collect();
    assert!(uses.len() > 2);
    for step in uses {
        assert!(is_pinned(step), "{step}");
    }
    assert!(!is_pinned("actions/checkout@v5 # v5.0.0"));
    assert!(!is_pinned(
        "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8"
    ));
}

#[test]
fn a_line_without_a_reason_does_not_count() {
    let document = "| `serde` | declared once, read strictly |\n| `time` |  |\n`url` | no row |";
    assert_eq!(documented(document), BTreeSet::from(["serde".to_owned()]));
}

#[test]
fn what_is_shipped_may_be_shipped() -> Result<()> {
    let shipped = cargo(&[
        "tree",
        "--package=headsup",
        "--edges=normal,no-proc-macro",
        "--target=wasm32-unknown-unknown",
        "--prefix=none",
        "--format={p}: {l}",
    ])?;
    assert!(shipped.lines().count() > 10, "{shipped}");
    for line in shipped.lines() {
        let licences = line.trim_end_matches(" (*)").rsplit_once(": ");
        let (_, licences) = licences.context(line.to_owned())?;
        let ours = licences.split(" AND ").all(|part| {
            let mut choice = part.trim_matches(['(', ')']).split(" OR ");
            choice.any(|licence| SHIPPED.contains(&licence))
        });
        assert!(ours, "{line}");
    }
    Ok(())
}
