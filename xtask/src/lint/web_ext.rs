//! Mozilla's linter over both packages in `dist/`. Any finding is an error.

use std::process::{Child, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{manifest::Package, paths, tools::node};

/// Findings that do not apply to Chrome's package, because the linter takes every package for one
/// of Firefox: that it lacks a background script, an add-on id, and Firefox's answer on data
/// collection; and that managed storage needs an id. Firefox's package has all of them, and no
/// finding of it is excused.
const FIREFOX_ONLY: [(&str, &str); 5] = [
    ("manifest.json", "BACKGROUND_SERVICE_WORKER_NOFALLBACK"),
    ("manifest.json", "ADDON_ID_REQUIRED"),
    ("manifest.json", "MISSING_DATA_COLLECTION_PERMISSIONS"),
    ("background.js", "STORAGE_MANAGED"),
    ("wasm/headsup.js", "STORAGE_MANAGED"),
];

/// A function that only Chromium has. The content script calls it only where it exists.
const CHROMIUM_ONLY: &str = "dom.openOrClosedShadowRoot is not supported";

/// Lints both packages. The error lists all findings.
pub(crate) fn packages() -> Result<()> {
    // Both at once: each takes the linter some seconds.
    let running = Package::ALL.map(|package| (package, start(package)));
    let mut found = Vec::new();
    for (package, linter) in running {
        let report = report(linter?)?;
        let messages = messages(&report, package).context("web-ext's report has no list of messages: its format has changed, adapt xtask/src/lint/web_ext.rs")?;
        println!("{}: {}", package.name(), summary(&messages));
        found.extend(messages.iter().map(|message| describe(package, message)));
    }
    if !found.is_empty() {
        bail!(
            "web-ext lint found {} in dist/:\n{}",
            found.len(),
            found.join("\n")
        );
    }
    Ok(())
}

/// Starts `web-ext lint` on one package in `dist/`.
fn start(package: Package) -> Result<Child> {
    node::script("web-ext/bin/web-ext.js")?
        .args([
            "lint",
            "--no-config-discovery",
            "--output",
            "json",
            "--source-dir",
        ])
        .arg(paths::dist().join(package.name()))
        .env("NO_UPDATE_NOTIFIER", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start node")
}

/// The linter's report. Its exit code says no more than that.
fn report(linter: Child) -> Result<Value> {
    let output = linter.wait_with_output()?;
    serde_json::from_slice(&output.stdout).with_context(|| {
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        format!("web-ext lint gave no report: {errors}")
    })
}

/// The findings that count for `package`. `None` where the report has another format.
fn messages(report: &Value, package: Package) -> Option<Vec<Value>> {
    let mut messages = Vec::new();
    for kind in ["errors", "notices", "warnings"] {
        messages.extend(report.get(kind)?.as_array()?.iter().cloned());
    }
    messages.retain(|message| !is_set_aside(message, package));
    Some(messages)
}

fn is_set_aside(message: &Value, package: Package) -> bool {
    let is_firefox_only = FIREFOX_ONLY
        .iter()
        .any(|(file, code)| message["file"] == *file && message["code"] == *code);
    (package == Package::Chrome && is_firefox_only) || message["message"] == CHROMIUM_ONLY
}

fn summary(messages: &[Value]) -> String {
    let count = |kind: &str| {
        messages
            .iter()
            .filter(|message| message["_type"] == kind)
            .count()
    };
    let [errors, notices, warnings] = ["error", "notice", "warning"].map(count);
    format!("{errors} errors, {notices} notices, {warnings} warnings")
}

fn describe(package: Package, message: &Value) -> String {
    let text = |key: &str| message[key].as_str().unwrap_or_default();
    let line = message["line"]
        .as_u64()
        .map(|line| format!(":{line}"))
        .unwrap_or_default();
    format!(
        "  {} {}/{}{line}: {} ({})",
        text("_type"),
        package.name(),
        text("file"),
        text("message"),
        text("code")
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn report() -> Value {
        json!({
            "errors": [
                {"_type": "error", "code": "ADDON_ID_REQUIRED", "file": "manifest.json"},
                {"_type": "error", "code": "MANIFEST_ICON_NOT_FOUND", "file": "manifest.json"},
            ],
            "notices": [],
            "warnings": [
                {"_type": "warning", "code": "DANGEROUS_EVAL", "file": "a.js", "line": 3, "message": "eval"},
            ],
        })
    }

    #[test]
    fn chrome_needs_no_add_on_id_and_is_excused_nothing_else() {
        let messages = messages(&report(), Package::Chrome).unwrap();
        assert_eq!(summary(&messages), "1 errors, 0 notices, 1 warnings");
    }

    #[test]
    fn firefox_is_excused_nothing() {
        let messages = messages(&report(), Package::Firefox).unwrap();
        assert_eq!(summary(&messages), "2 errors, 0 notices, 1 warnings");
    }

    #[test]
    fn what_only_chromium_has_is_excused_and_nothing_else_that_firefox_lacks() {
        let unsupported = |api: &str| json!({"_type": "warning", "code": "UNSUPPORTED_API", "message": format!("{api} is not supported")});
        let warnings = ["dom.openOrClosedShadowRoot", "tabCapture.capture"].map(unsupported);
        let report = json!({"errors": [], "notices": [], "warnings": warnings});
        let messages = messages(&report, Package::Firefox).unwrap();
        assert_eq!(messages, [unsupported("tabCapture.capture")]);
    }

    #[test]
    fn a_message_says_where_it_is() {
        let described = describe(Package::Chrome, &report()["warnings"][0]);
        assert_eq!(described, "  warning chrome/a.js:3: eval (DANGEROUS_EVAL)");
    }

    #[test]
    fn a_report_of_another_shape_is_not_taken_for_a_clean_one() {
        assert_eq!(messages(&json!({"errors": []}), Package::Firefox), None);
    }
}
