//! Compares the accessible names that the content script reads with those of
//! `dom-accessibility-api`. They may differ only where `tests/names/differences.json` says so, with
//! a reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use crate::browser::Browser;

const EXPECTED: &str = include_str!("../../names/differences.json");

/// Two names of one control.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Difference {
    /// The control's tag, for people.
    #[serde(default)]
    pub element: String,
    /// What the content script reads.
    pub ours: String,
    /// What `dom-accessibility-api` reads.
    pub theirs: String,
    /// Why ours is right; only in the list of expected differences.
    #[serde(default)]
    pub reason: String,
}

/// Compares the names of all controls on the page in the tab under test. `page` is its name in
/// `differences.json`.
///
/// # Errors
///
/// When they differ in another way than listed there, or cannot be compared.
pub async fn compare(browser: &Browser, page: &str) -> Result<()> {
    let script = format!("{}\nreturn globalThis.practiceNames;", script()?);
    let found: Vec<Difference> = serde_json::from_value(browser.beside(&script).await?)?;
    let expected: BTreeMap<String, Vec<Difference>> =
        serde_json::from_str(EXPECTED).context("tests/names/differences.json")?;
    let expected = expected.get(page).map_or(&[][..], Vec::as_slice);
    let same = |one: &Difference, other: &Difference| {
        one.ours == other.ours && one.theirs == other.theirs && !other.reason.is_empty()
    };
    for difference in &found {
        let is_expected = expected.iter().any(|other| same(difference, other));
        ensure!(
            is_expected,
            "{page}: the name of {} is {:?}, by dom-accessibility-api {:?}",
            difference.element,
            difference.ours,
            difference.theirs
        );
    }
    for difference in expected {
        let is_found = found.iter().any(|other| same(other, difference));
        ensure!(
            is_found,
            "{page}: no control's name is {:?} here and {:?} there any more: take it out of tests/names/differences.json",
            difference.ours,
            difference.theirs
        );
    }
    Ok(())
}

/// The comparison as one script, bundled once per process.
fn script() -> Result<&'static str> {
    static SCRIPT: OnceLock<Result<String, String>> = OnceLock::new();
    let script = SCRIPT.get_or_init(|| bundle().map_err(|error| format!("{error:#}")));
    script
        .as_deref()
        .map_err(|error| anyhow::anyhow!("{error}"))
}

fn bundle() -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let node: PathBuf = std::env::var_os("NODE")
        .unwrap_or_else(|| "node".into())
        .into();
    let output = Command::new(node)
        .current_dir(&root)
        .args(["node_modules/esbuild/bin/esbuild", "tests/names/compare.js"])
        .args([
            "--bundle",
            "--format=iife",
            "--charset=utf8",
            "--log-level=warning",
        ])
        .output()
        .context("cannot start Node")?;
    ensure!(
        output.status.success(),
        "cannot bundle tests/names/compare.js; `cargo xtask build` installs what it needs: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}
