//! Installs cargo-deny, which checks licences and sources of all dependencies.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{
    command::{answers, cargo, run_quietly},
    paths,
};

const VERSION: &str = "0.20.2";

/// cargo-deny of this version: from the `PATH` or `target/tools`. Otherwise compiles it into
/// `target/tools`, which takes some minutes.
pub(crate) fn provide() -> Result<PathBuf> {
    let name = format!("cargo-deny{}", std::env::consts::EXE_SUFFIX);
    let ours = paths::tools().join("bin").join(&name);
    let version = format!("cargo-deny {VERSION}");
    for deny in [PathBuf::from(name), ours.clone()] {
        if answers(&deny, &["--version"]).is_some_and(|answer| answer == version) {
            return Ok(deny);
        }
    }
    eprintln!("Installing: {version}, through cargo, into target/tools");
    let compiled = paths::tools().join("deny");
    run_quietly(
        cargo()
            .args(["install", "cargo-deny", "--version", VERSION, "--locked"])
            .arg("--root")
            .arg(paths::tools())
            // It runs for a second, so a debug build is faster in sum.
            .args(["--debug", "--config", "profile.dev.debug=false"])
            .arg("--target-dir")
            .arg(&compiled),
    )
    .with_context(|| format!("cannot install cargo-deny {VERSION}"))?;
    // The build folder is large and not needed any more.
    let _ = std::fs::remove_dir_all(compiled);
    Ok(ours)
}
