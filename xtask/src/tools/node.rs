//! Installs Node and the npm packages of package.json.

use std::{
    env::consts::ARCH,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::system::{self, Program};
use crate::{
    command::{answers, program, run_quietly},
    paths,
};

/// web-ext needs it. Debian 12 has 18.
const OLDEST: (u32, u32) = (20, 19);
/// Installed where the system's Node is older. A version with long-term support.
const INSTALLED: &str = "24.21.0";

/// A command that runs `script` of an npm package, such as `web-ext/bin/web-ext.js`. Installs Node
/// and the packages first where needed.
pub(crate) fn script(script: &str) -> Result<Command> {
    own_script(&paths::root().join("node_modules").join(script))
}

/// The same for one of our own scripts, which may import npm packages.
pub(crate) fn own_script(script: &Path) -> Result<Command> {
    let node = provide()?;
    packages()?;
    let mut command = program(node);
    command.arg(script);
    Ok(command)
}

/// A Node that is new enough, with npm. Installs them where needed.
pub(crate) fn provide() -> Result<PathBuf> {
    system::provide(&[Program::Node, Program::Npm])?;
    node()
}

/// The system's Node, or our own where that is too old.
fn node() -> Result<PathBuf> {
    let version = answers("node", &["--version"]).unwrap_or_default();
    if is_new_enough(&version) {
        return Ok("node".into());
    }
    let folder = paths::tools().join("node");
    let package = format!("node-{}-{}", std::env::consts::OS, npm_arch(ARCH));
    let node = folder.join("node_modules").join(&package).join("bin/node");
    if answers(&node, &["--version"]).is_some_and(|version| version == format!("v{INSTALLED}")) {
        return Ok(node);
    }
    eprintln!("Installing: Node {INSTALLED} from npm into target/tools; the system's is {version}");
    fs::create_dir_all(&folder)?;
    run_quietly(
        npm()
            .args(["install", "--no-save", "--prefix"])
            .arg(&folder)
            .arg(format!("{package}@{INSTALLED}")),
    )
    .with_context(|| format!("Node {version} is too old; install {} or newer", OLDEST.0))?;
    Ok(node)
}

/// Installs the packages of package-lock.json. The copy of that file in `node_modules` says what is
/// installed; it is written last.
pub(crate) fn packages() -> Result<()> {
    let lock = fs::read(paths::root().join("package-lock.json"))
        .context("cannot read package-lock.json")?;
    let installed = paths::root().join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|state| state == lock) {
        return Ok(());
    }
    eprintln!("Installing: npm ci");
    run_quietly(npm().args(["ci", "--ignore-scripts"]))
        .context("cannot install the npm packages")?;
    fs::write(&installed, lock).context("cannot write to node_modules")
}

fn npm() -> Command {
    let mut npm = program("npm");
    npm.args([
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--loglevel=error",
    ]);
    npm
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= OLDEST,
        _ => false,
    }
}

/// npm's name of a processor, from Rust's.
fn npm_arch(arch: &str) -> &str {
    match arch {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_of_debian_12_is_too_old_and_that_of_debian_13_is_not() {
        assert!(!is_new_enough("v18.20.4"));
        assert!(!is_new_enough("v20.18.0"));
        assert!(is_new_enough("v20.19.2"));
        assert!(is_new_enough("v24.0.0"));
        assert!(!is_new_enough(""));
    }
}
