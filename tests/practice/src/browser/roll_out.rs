//! Knows how an organisation installs the extension in Chromium: by a policy, as a signed package.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// Copy, package and list of updates, in the browser's own directory.
const COPY: &str = "rolled-out";
const PACKAGE: &str = "rolled-out.crx";
const UPDATES: &str = "updates.xml";

/// Packs `package` and returns the policy `ExtensionSettings` that installs it.
pub(super) fn policy(chromium: &Path, package: &Path, directory: &Path) -> Result<Value> {
    let copy = directory.join(COPY);
    // Packed once: another package would have another key.
    if !copy.exists() {
        copy_folder(package, &copy)?;
        pack(chromium, &copy)?;
    }
    let id = id(directory)?;
    let manifest: Value = serde_json::from_slice(&fs::read(copy.join("manifest.json"))?)?;
    let version = manifest["version"].as_str().context("no version")?;
    let codebase = file_address(directory, PACKAGE);
    let updates = directory.join(UPDATES);
    fs::write(
        updates,
        format!(
            "<?xml version='1.0' encoding='UTF-8'?>
             <gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'><app appid='{id}'>
             <updatecheck codebase='{codebase}' version='{version}'/></app></gupdate>"
        ),
    )?;
    let settings = json!({
        "installation_mode": "force_installed",
        "update_url": file_address(directory, UPDATES),
    });
    Ok(json!({id: settings}))
}

/// Has Chromium make the package of `folder`, beside it.
fn pack(chromium: &Path, folder: &Path) -> Result<()> {
    let mut packing = Command::new(chromium);
    packing
        .args(["--headless", "--no-sandbox"])
        .arg(format!("--pack-extension={}", folder.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    ensure!(packing.status()?.success(), "Chromium packed nothing");
    Ok(())
}

/// The id of the extension in the package: 16 bytes of its header, which are its key's hash.
///
/// <https://chromium.googlesource.com/chromium/src/+/HEAD/components/crx_file/crx3.proto>
pub(super) fn id(directory: &Path) -> Result<String> {
    let package = fs::read(directory.join(PACKAGE))?;
    // The field `signed_header_data`, 18 bytes long, with the field `crx_id`, 16 bytes long.
    let before = [0x82, 0xf1, 0x04, 0x12, 0x0a, 0x10];
    let at = package.windows(before.len()).position(|it| it == before);
    let at = at.context("the package has no id")? + before.len();
    let id = package
        .get(at..at + 16)
        .context("the package is cut short")?;
    let half_bytes = id.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    Ok(half_bytes.map(|half| char::from(b'a' + half)).collect())
}

fn file_address(directory: &Path, file: &str) -> String {
    format!("file://{}", PathBuf::from(directory).join(file).display())
}

/// Copies the folder `from` and all in it to `to`, which is made where it is missing.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy_folder(&entry.path(), &target)?,
            false => fs::copy(entry.path(), target).map(drop)?,
        }
    }
    Ok(())
}
