//! The component libraries of `tests/components/`, and how npm and esbuild bundle their switches
//! into files that the site can send.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;

use crate::browser::Rect;

const LIBRARIES: &str = include_str!("../../components/libraries.json");

/// A component library whose switch the site can show.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Library {
    /// The framework that its switch is made with.
    pub framework: String,
    /// Its package in package.json.
    pub package: String,
    /// The elements that a person sees of the switch: a CSS selector. `>>>` steps into an open
    /// shadow root.
    pub visible: String,
    /// Where the switch is drawn by a `::before` or `::after`, which has no selector: its box,
    /// measured in a picture, relative to the upper left corner of `visible`.
    #[serde(default)]
    pub drawn: Option<Rect>,
    /// What the page's content security policy must allow for it.
    #[serde(default)]
    pub needs: BTreeSet<Need>,
}

/// Something that the practice site's policy forbids and a library needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Need {
    /// It inserts `<style>` elements.
    InlineStyle,
    /// It draws with images from `data:` addresses.
    DataImage,
    /// Its style sheet holds fonts as `data:` addresses.
    DataFont,
    /// It makes a Trusted Types policy of its own.
    OwnTrustedTypesPolicy,
    /// It assigns plain strings where Trusted Types require their own.
    NoTrustedTypes,
}

/// All libraries, by the name of their file in `tests/components/src/`.
///
/// # Errors
/// When `libraries.json` and the files do not match.
pub fn libraries() -> Result<BTreeMap<String, Library>> {
    let libraries: BTreeMap<String, Library> =
        serde_json::from_str(LIBRARIES).context("tests/components/libraries.json")?;
    let files: BTreeSet<_> = files_in(&source().join("src"))?
        .iter()
        .filter(|file| file.extension() != Some(OsStr::new("css")))
        .filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()))
        .collect();
    let named: BTreeSet<_> = libraries.keys().cloned().collect();
    let odd: Vec<_> = named.symmetric_difference(&files).collect();
    ensure!(
        odd.is_empty(),
        "tests/components/: not both in src/ and in libraries.json: {odd:?}"
    );
    Ok(libraries)
}

/// The version of an npm package that tests/components/package.json asks for.
///
/// # Errors
/// When it asks for none.
pub fn version_of(package: &str) -> Result<String> {
    let manifest = fs::read_to_string(source().join("package.json"))?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest)?;
    let version = manifest["dependencies"][package].as_str();
    Ok(version
        .with_context(|| format!("tests/components/package.json does not ask for {package}"))?
        .to_owned())
}

/// Bundles the libraries, unless nothing has changed since the last time.
///
/// The variable `NODE` names the Node to use; else it is the one on the PATH.
///
/// # Errors
///
/// When npm or Node fail. The error has their output.
pub fn build() -> Result<()> {
    libraries()?;
    install()?;
    let mut sources = files_in(&source().join("src"))?;
    sources.extend(files_in(&source().join("build"))?);
    sources.push(source().join("package-lock.json"));
    let state = fingerprint(&sources)?;
    let stamp = built().join(".built");
    if fs::read_to_string(&stamp).is_ok_and(|built| built == state) {
        return Ok(());
    }
    eprintln!("Bundling: the component libraries' switches into target/components");
    // A library that was removed must not be served any more.
    fs::remove_dir_all(built()).or_else(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Ok(()),
        _ => Err(error).with_context(|| built().display().to_string()),
    })?;
    let node = std::env::var_os("NODE").unwrap_or_else(|| "node".into());
    let arguments = ["build/main.js".into(), built().into_os_string()];
    run(node, &arguments).context(
        "cannot bundle tests/components/src; it needs Node 20.19 or newer (`cargo xtask test \
         components` brings it along, or name one in NODE)",
    )?;
    fs::write(&stamp, state).with_context(|| stamp.display().to_string())
}

/// A file that [`build`] has made: `<library>.js`, or `<library>.css` where the library has one.
pub(crate) fn read(file: &str) -> Result<String> {
    let name = Path::new(file);
    let known = name.file_name() == Some(name.as_os_str());
    let extension = name.extension().and_then(OsStr::to_str);
    ensure!(
        known && matches!(extension, Some("js" | "css")),
        "no such file: {file}"
    );
    fs::read_to_string(built().join(name))
        .with_context(|| format!("target/components/{file}, of practice::components::build"))
}

/// Installs the packages of package-lock.json. The copy of that file in `node_modules` says what is
/// installed; it is written last.
fn install() -> Result<()> {
    let lock = fs::read(source().join("package-lock.json")).context("package-lock.json")?;
    let installed = source().join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|state| state == lock) {
        return Ok(());
    }
    eprintln!("Installing: npm ci in tests/components");
    let arguments = [
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--loglevel=error",
    ];
    run("npm".into(), &arguments.map(OsString::from)).context(
        "cannot install the component libraries; it needs npm (Debian: `apt-get install npm`) \
         and its registry",
    )?;
    fs::write(&installed, lock).with_context(|| installed.display().to_string())
}

fn run(program: OsString, arguments: &[OsString]) -> Result<()> {
    let name = PathBuf::from(&program);
    let output = Command::new(program)
        .args(arguments)
        .current_dir(source())
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", name.display()))?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        bail!(
            "{} failed: {}\n{}",
            name.display(),
            output.status,
            String::from_utf8_lossy(&said).trim_end()
        );
    }
    Ok(())
}

/// A number for the names and contents of files. It may differ with another Rust version: then they
/// are bundled again.
fn fingerprint(files: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        hasher.write(file.as_os_str().as_encoded_bytes());
        hasher.write(&fs::read(file).with_context(|| file.display().to_string())?);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut files = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../components")
}

fn built() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/components")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_library_has_a_file_and_a_package() -> Result<()> {
        for library in libraries()?.values() {
            version_of(&library.package)?;
        }
        Ok(())
    }

    #[test]
    fn nothing_but_bundles_is_read() {
        for file in ["../Cargo.toml", "/etc/hosts.js", ".built", "mui", ""] {
            assert!(read(file).is_err(), "{file}");
        }
    }
}
