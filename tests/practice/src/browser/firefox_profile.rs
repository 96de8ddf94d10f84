//! Knows how to have Firefox start as it does the second time: with a profile that it has been
//! started and ended with once, which takes a third less of the processor's time. Every browser
//! gets a copy of its own; that profile has never had the extension, nor seen a page.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use ring::digest::{SHA256, digest};
use thirtyfour::{Capabilities, WebDriver};
use tokio::sync::OnceCell;

use super::{Options, firefox};

/// Below the repository's root, which is two above this package's.
const KEPT_IN: &str = "../../target/practice";
const NAME: &str = "firefox-";
/// What says that a Firefox is running with a profile.
const LOCKS: [&str; 2] = ["lock", ".parentlock"];

static USED: OnceCell<PathBuf> = OnceCell::const_new();

/// Where the profile is in the directory of a browser's own.
pub(super) fn path(directory: &Path) -> PathBuf {
    directory.join("profile")
}

/// Puts the copy in `directory`. The first in this process makes what is copied, where an
/// earlier one has not: for this version of Firefox, with these preferences.
pub(super) async fn put_into(directory: &Path) -> Result<()> {
    let used = USED.get_or_try_init(provide).await?;
    copy(used, &path(directory)).context("cannot copy a profile of Firefox")
}

async fn provide() -> Result<PathBuf> {
    let version = Command::new(firefox::program()?)
        .arg("--version")
        .output()?;
    // What differs from browser to browser is given to each when it starts.
    let options = Options::new("", 0);
    let nowhere = Path::new("");
    let preferences = firefox::preferences(&options, nowhere).to_string();
    let of = [version.stdout, preferences.into_bytes()].concat();
    let hash = digest(&SHA256, &of);
    let hash = hash
        .as_ref()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"));
    let kept_in = Path::new(env!("CARGO_MANIFEST_DIR")).join(KEPT_IN);
    let used = kept_in.join(format!("{NAME}{}", hash.collect::<String>()));
    if used.is_dir() {
        return Ok(used);
    }
    fs::create_dir_all(&kept_in)?;
    let making = tempfile::Builder::new()
        .prefix("making-")
        .tempdir_in(&kept_in)?;
    fs::create_dir(path(making.path()))?;
    let process = firefox::start_driver(&options, making.path()).await?;
    let capabilities = firefox::capabilities(&options, making.path())?;
    let driver = WebDriver::new(&process.url, Capabilities::from(capabilities))
        .await
        .with_context(|| format!("Firefox did not start; {}", process.last_words()))?;
    let family = process.family();
    driver.quit().await?;
    super::ended(&family).await?;
    for other in fs::read_dir(&kept_in)?.flatten() {
        let is_outdated = other.file_name().to_string_lossy().starts_with(NAME);
        if is_outdated && other.path() != used {
            fs::remove_dir_all(other.path())?;
        }
    }
    // Another process may have been first: then its profile serves.
    let put = fs::rename(path(making.path()), &used);
    if !used.is_dir() {
        put?;
    }
    Ok(used)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if LOCKS.iter().any(|lock| name == *lock) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to.join(name))?;
        } else {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}
