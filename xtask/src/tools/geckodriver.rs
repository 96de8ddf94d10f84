//! Installs geckodriver, Firefox's WebDriver. Debian has no package of it.

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

/// geckodriver, or its installation in the background. When dropped, stops the installation.
pub(crate) struct Geckodriver(Option<Child>);

/// Finds geckodriver on the `PATH` or in `target/tools`. Otherwise starts to compile it in the
/// background, which takes a minute or two.
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
        // It only passes messages on, so a debug build is fast enough.
        .args(["--debug", "--config", "profile.dev.debug=false"])
        // A target folder of its own: else it would wait for our own builds.
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
    /// Waits until it is installed. Returns its folder, for the `PATH`.
    pub(crate) fn ready(mut self) -> Result<PathBuf> {
        if let Some(child) = self.0.take() {
            let output = child.wait_with_output()?;
            if !output.status.success() {
                bail!(
                    "cannot install geckodriver {VERSION}; install it yourself and put it on the PATH\n{}",
                    String::from_utf8_lossy(&output.stderr)
                );
            }
            // The build folder is large and not needed any more.
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
