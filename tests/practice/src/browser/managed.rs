//! Knows how to give a browser values that an organisation has set for the
//! extension, as each browser reads them from the machine, without leaving
//! anything on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use super::{Kind, Options, roll_out};

/// What is taken for the home folder, and for `/etc/chromium`.
const HOME: &str = "home";
const ETC: &str = "etc-chromium";

/// Firefox looks into the home folder: a folder to take for it, with `values`
/// for the extension in `package`.
pub(super) fn home_for_firefox(
    package: &Path,
    values: &Value,
    directory: &Path,
) -> Result<PathBuf> {
    write(Kind::Firefox, package, values, false, directory)?;
    Ok(directory.join(HOME))
}

/// Chromium looks below `/etc/chromium` alone, for what `options` set: a command that starts `driver`
/// where another folder is mounted there, which no other process sees.
pub(super) fn for_chromium(
    driver: &Path,
    chromium: &Path,
    options: &Options,
    directory: &Path,
) -> Result<Command> {
    let values = options.managed.clone().unwrap_or_else(|| json!({}));
    let (package, barred) = (&options.package, options.barred);
    write(Kind::Chromium, package, &values, barred, directory)?;
    if options.rolled_out {
        let file = policy_file(directory);
        let mut policy: Value = serde_json::from_slice(&fs::read(&file)?)?;
        policy["ExtensionSettings"] = roll_out::policy(chromium, package, directory)?;
        let id = roll_out::id(directory)?;
        policy["3rdparty"]["extensions"] = json!({id: values});
        // 1: also in an organisation's extensions, where we look.
        policy["DeveloperToolsAvailability"] = 1.into();
        fs::write(file, policy.to_string())?;
    }
    let mut command = Command::new("unshare");
    command
        .args(["--map-root-user", "--mount", "sh", "-c"])
        .arg(r#"mount --bind "$1" /etc/chromium && shift && exec "$@""#)
        .arg("sh")
        .arg(directory.join(ETC))
        .arg(driver);
    Ok(command)
}

/// Writes `values` for the extension in `package` where the browser will look for them, and for
/// Chromium whether extensions are `barred` from LinkedIn. A Chromium that is running notices.
///
/// <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Native_manifests#managed_storage_manifests>,
/// <https://chromeenterprise.google/policies/#ExtensionSettings>, and the
/// key `3rdparty` as on <https://www.chromium.org/administrators/configuring-policy-for-extensions/>.
pub(super) fn write(
    kind: Kind,
    package: &Path,
    values: &Value,
    barred: bool,
    directory: &Path,
) -> Result<()> {
    let (file, content) = match kind {
        Kind::Chromium => {
            let id = unpacked_id(package)?;
            let mut policy = json!({"3rdparty": {"extensions": {id: values}}});
            if barred {
                let hosts = json!({"runtime_blocked_hosts": ["*://*.linkedin.com"]});
                policy["ExtensionSettings"] = json!({"*": hosts});
            }
            (policy_file(directory), policy)
        }
        Kind::Firefox => {
            let id = add_on_id(package)?;
            let folder = directory.join(HOME).join(".mozilla/managed-storage");
            let content =
                json!({"name": id, "description": "-", "type": "storage", "data": values});
            (folder.join(format!("{id}.json")), content)
        }
    };
    fs::create_dir_all(file.parent().context("a file without a folder")?)?;
    fs::write(file, content.to_string())?;
    Ok(())
}

/// Where Chromium looks for what an organisation has set.
fn policy_file(directory: &Path) -> PathBuf {
    directory.join(ETC).join("policies/managed/practice.json")
}

fn add_on_id(package: &Path) -> Result<String> {
    let manifest = fs::read(package.join("manifest.json"))?;
    let manifest: Value = serde_json::from_slice(&manifest)?;
    let id = manifest["browser_specific_settings"]["gecko"]["id"].as_str();
    Ok(id.context("the package has no add-on id")?.to_owned())
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
