//! Knows how to get geckodriver, Firefox's WebDriver: Debian has no package of it.

use std::{
    path::PathBuf,
    process::{Child, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    command::{answers, cargo},
    paths,
};

const VERSION: &str = "0.37.1";

/// geckodriver, or its installation under way. Dropped, it stops the installation.
pub(crate) struct Geckodriver(Option<Child>);

/// Finds geckodriver on the `PATH` or in `target/tools`, or starts to compile it there,
/// beside whatever else goes on: that takes a minute or two.
pub(crate) fn start() -> Result<Geckodriver> {
    let here = folder().join(format!("geckodriver{}", std::env::consts::EXE_SUFFIX));
    if here.is_file() || answers("geckodriver", &["--version"]).is_some() {
        return Ok(Geckodriver(None));
    }
    eprintln!("Installing: geckodriver {VERSION}, through cargo, into target/tools");
    let child = cargo()
        .args([
            "install",
            "geckodriver",
            "--version",
            VERSION,
            "--locked",
            "--quiet",
        ])
        .arg("--root")
        .arg(paths::tools())
        // It only passes messages on: fast to compile is worth more than fast to run.
        .args(["--debug", "--config", "profile.dev.debug=false"])
        // A folder of its own, so that it does not wait for our own compiling.
        .arg("--target-dir")
        .arg(paths::tools().join("geckodriver"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    Ok(Geckodriver(Some(child)))
}

impl Geckodriver {
    /// Waits until it is there, and returns the folder to put on the `PATH`.
    pub(crate) fn ready(mut self) -> Result<PathBuf> {
        if let Some(child) = self.0.take() {
            let output = child.wait_with_output()?;
            if !output.status.success() {
                bail!(
                    "cannot install geckodriver {VERSION}; install it yourself and put it on the PATH\n{}",
                    String::from_utf8_lossy(&output.stderr)
                );
            }
            // What was compiled on the way is large and of no further use.
            let _ = std::fs::remove_dir_all(paths::tools().join("geckodriver"));
        }
        Ok(folder())
    }
}

impl Drop for Geckodriver {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn folder() -> PathBuf {
    paths::tools().join("bin")
}
