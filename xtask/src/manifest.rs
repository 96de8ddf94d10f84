//! Derives Chrome's and Firefox's manifests from the one `manifest.json` at the root. Pure: reads
//! and writes no file.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

/// The two packages. Edge and Brave take Chrome's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Package {
    /// For Chrome, Edge and Brave.
    Chrome,
    /// For Firefox.
    Firefox,
}

impl Package {
    /// Both, in the order in which they are built.
    pub(crate) const ALL: [Package; 2] = [Package::Chrome, Package::Firefox];

    /// The name of its folder in `dist/`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Package::Chrome => "chrome",
            Package::Firefox => "firefox",
        }
    }

    /// The keys of the root manifest that only the other browser gets. Each browser warns about the
    /// other's background script, and Firefox about a schema for managed storage.
    fn not_for_it(self) -> &'static [&'static [&'static str]] {
        match self {
            Package::Chrome => &[&["background", "scripts"], &["browser_specific_settings"]],
            Package::Firefox => &[
                &["background", "service_worker"],
                &["minimum_chrome_version"],
                &["storage"],
            ],
        }
    }
}

/// The manifest of `package`: the root manifest without the other browser's keys, with the
/// workspace's `version`.
pub(crate) fn derive(root: &Value, package: Package, version: &str) -> Result<Value> {
    let mut manifest = root.as_object().context("it is not a JSON object")?.clone();
    if manifest.contains_key("version") {
        bail!("it has a `version`; that comes from Cargo.toml, take it out");
    }
    for path in package.not_for_it() {
        remove(&mut manifest, path)
            .with_context(|| format!("it has no `{}`; one browser needs it", path.join(".")))?;
    }
    manifest.insert("version".into(), store_version(version)?.into());
    Ok(Value::Object(manifest))
}

/// The files that a manifest names, relative to the package.
pub(crate) fn files(manifest: &Value) -> BTreeSet<String> {
    let strings = |pointer: &str| -> Vec<String> {
        match manifest.pointer(pointer) {
            Some(Value::String(file)) => vec![file.clone()],
            Some(Value::Array(files)) => files.iter().filter_map(string).collect(),
            Some(Value::Object(files)) => files.values().filter_map(string).collect(),
            _ => Vec::new(),
        }
    };
    let mut files: BTreeSet<String> = [
        "/background/scripts",
        "/background/service_worker",
        "/action/default_popup",
        "/action/default_icon",
        "/options_ui/page",
        "/storage/managed_schema",
        "/icons",
    ]
    .into_iter()
    .flat_map(strings)
    .collect();
    let scripts = manifest
        .pointer("/content_scripts")
        .and_then(Value::as_array);
    for index in 0..scripts.map_or(0, Vec::len) {
        files.extend(strings(&format!("/content_scripts/{index}/js")));
        files.extend(strings(&format!("/content_scripts/{index}/css")));
    }
    files
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn remove(object: &mut Map<String, Value>, path: &[&str]) -> Option<Value> {
    match path {
        [] => None,
        [key] => object.remove(*key),
        [key, rest @ ..] => remove(object.get_mut(*key)?.as_object_mut()?, rest),
    }
}

/// Both stores accept one to four numbers with dots, and nothing else.
fn store_version(version: &str) -> Result<&str> {
    let numbers: Vec<&str> = version.split('.').collect();
    if numbers.len() > 4 || numbers.iter().any(|number| number.parse::<u16>().is_err()) {
        bail!("version {version} in Cargo.toml: the stores take numbers and dots only, like 1.2.3");
    }
    Ok(version)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn root() -> Value {
        json!({
            "minimum_chrome_version": "131",
            "browser_specific_settings": {"gecko": {"id": "a@b"}},
            "background": {"service_worker": "b.js", "scripts": ["b.js"], "type": "module"},
            "content_scripts": [{"js": ["content/a.js", "content/b.js"]}],
            "action": {"default_popup": "popup/popup.html", "default_icon": {"16": "i/16.png"}},
            "options_ui": {"page": "details/details.html"},
            "storage": {"managed_schema": "managed.json"},
        })
    }

    #[test]
    fn chrome_gets_the_service_worker_and_no_firefox_settings() {
        let manifest = derive(&root(), Package::Chrome, "1.2.3").unwrap();
        assert_eq!(
            manifest["background"],
            json!({"service_worker": "b.js", "type": "module"})
        );
        assert_eq!(manifest.get("browser_specific_settings"), None);
        assert_eq!(manifest["minimum_chrome_version"], "131");
        assert_eq!(manifest["version"], "1.2.3");
    }

    #[test]
    fn firefox_gets_the_event_page_and_no_chrome_version() {
        let manifest = derive(&root(), Package::Firefox, "1.2.3").unwrap();
        assert_eq!(
            manifest["background"],
            json!({"scripts": ["b.js"], "type": "module"})
        );
        assert_eq!(manifest["browser_specific_settings"]["gecko"]["id"], "a@b");
        assert_eq!(manifest.get("minimum_chrome_version"), None);
        assert_eq!(manifest.get("storage"), None);
    }

    #[test]
    fn a_version_of_its_own_is_refused() {
        let mut root = root();
        root["version"] = "9".into();
        let error = derive(&root, Package::Chrome, "1.2.3").unwrap_err();
        assert!(error.to_string().contains("Cargo.toml"), "{error}");
    }

    #[test]
    fn a_missing_background_is_named() {
        let mut root = root();
        root["background"] = json!({"service_worker": "b.js"});
        let error = derive(&root, Package::Chrome, "1.2.3").unwrap_err();
        assert!(error.to_string().contains("background.scripts"), "{error}");
    }

    #[test]
    fn a_version_the_stores_refuse_is_refused_here() {
        for version in ["1.0.0-rc.1", "1.2.3.4.5", "1.99999", ""] {
            assert!(
                derive(&root(), Package::Chrome, version).is_err(),
                "{version}"
            );
        }
    }

    #[test]
    fn every_file_the_manifest_names_is_found() {
        let named = [
            "b.js",
            "content/a.js",
            "content/b.js",
            "i/16.png",
            "managed.json",
            "details/details.html",
            "popup/popup.html",
        ];
        assert_eq!(files(&root()), named.map(String::from).into());
    }
}
