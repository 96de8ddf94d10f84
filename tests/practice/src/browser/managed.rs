//! Knows how to give a browser values that an organisation has set for the
//! extension, as each browser reads them from the machine, without leaving
//! anything on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

/// Firefox looks into the home folder: a folder to take for it, with `values`
/// for the extension in `package`.
///
/// <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Native_manifests#managed_storage_manifests>
pub(super) fn home_for_firefox(
    package: &Path,
    values: &Value,
    directory: &Path,
) -> Result<PathBuf> {
    let manifest = fs::read(package.join("manifest.json"))?;
    let manifest: Value = serde_json::from_slice(&manifest)?;
    let id = manifest["browser_specific_settings"]["gecko"]["id"].as_str();
    let id = id.context("the package has no add-on id")?;
    let home = directory.join("home");
    let folder = home.join(".mozilla/managed-storage");
    fs::create_dir_all(&folder)?;
    let content = json!({"name": id, "description": "-", "type": "storage", "data": values});
    fs::write(folder.join(format!("{id}.json")), content.to_string())?;
    Ok(home)
}

/// Chromium looks below `/etc/chromium` alone: a command that starts `driver`
/// where another folder is mounted there, which no other process sees.
///
/// <https://chromeenterprise.google/policies/#ExtensionSettings>, and the
/// key `3rdparty` as on <https://www.chromium.org/administrators/configuring-policy-for-extensions/>.
pub(super) fn for_chromium(
    driver: &Path,
    package: &Path,
    values: &Value,
    directory: &Path,
) -> Result<Command> {
    let etc = directory.join("etc-chromium");
    let folder = etc.join("policies/managed");
    fs::create_dir_all(&folder)?;
    let content = json!({"3rdparty": {"extensions": {unpacked_id(package)?: values}}});
    fs::write(folder.join("practice.json"), content.to_string())?;
    let mut command = Command::new("unshare");
    command
        .args(["--map-root-user", "--mount", "sh", "-c"])
        .arg(r#"mount --bind "$1" /etc/chromium && shift && exec "$@""#)
        .arg("sh")
        .arg(etc)
        .arg(driver);
    Ok(command)
}

/// The id of an extension that is loaded from a folder: of the folder's SHA-256,
/// 32 hex digits, with a to p for 0 to f.
fn unpacked_id(package: &Path) -> Result<String> {
    let package = std::path::absolute(package)?;
    let digest = digest(&SHA256, package.as_os_str().as_encoded_bytes());
    let half_bytes = digest
        .as_ref()
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15]);
    Ok(half_bytes
        .take(32)
        .map(|half| char::from(b'a' + half))
        .collect())
}
