//! The steps in browsers, which are installed while the other steps run.

use std::{ffi::OsString, path::PathBuf};

use anyhow::{Context, Result, anyhow};

use super::{BROWSER_TESTS, CASES, COMPONENTS, Session, checks::linted};
use crate::{
    command::run_and_read,
    paths,
    steps::Outcome,
    tools::{node, system::Program},
};

/// What the tests in browsers need of the system.
pub(super) const BROWSERS: [Program; 3] =
    [Program::Chromium, Program::ChromeDriver, Program::Firefox];

/// Two at once for each core: a test waits for half of its time, for pages that settle and browsers
/// that answer.
pub(super) fn browser(session: &mut Session) -> Result<Outcome> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    in_browsers(
        session,
        BROWSER_TESTS,
        &[&format!("--test-threads={}", 2 * cores)],
    )
}

/// Mostly waiting: many browsers at once are no load.
pub(super) fn cases(session: &mut Session) -> Result<Outcome> {
    in_browsers(session, CASES, &[])
}

/// They come from npm, and are bundled by Node.
pub(super) fn components(session: &mut Session) -> Result<Outcome> {
    session.node = Some(node::provide()?);
    in_browsers(session, COMPONENTS, &[])
}

fn in_browsers(session: &mut Session, test: &str, arguments: &[&str]) -> Result<Outcome> {
    let path = path_with_drivers(session)?;
    let mut tests = linted("test")?;
    tests
        .args(["--test", test, "--"])
        .args(arguments)
        .args(&session.filter)
        .env("HEADSUP_DIST", paths::dist())
        .env("PATH", path);
    if let Some(node) = &session.node {
        tests.env("NODE", node);
    }
    let (status, lines) = run_and_read(&mut tests)?;
    Ok(Outcome::of_tests(&lines, status.success()))
}

/// Waits until browsers and geckodriver are there, the first time they are asked for.
fn path_with_drivers(session: &mut Session) -> Result<OsString> {
    if let Some(path) = &session.path {
        return Ok(path.clone());
    }
    let browsers = session.browsers.take();
    let installed = browsers.context("no browsers were asked for, or they cannot be had")?;
    installed
        .join()
        .map_err(|_| anyhow!("the installation of the browsers broke down"))??;
    let geckodriver = session
        .geckodriver
        .take()
        .context("geckodriver was not asked for, or cannot be had")??;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = [geckodriver.ready()?]
        .into_iter()
        .chain(std::env::split_paths(&path))
        .collect();
    let path = std::env::join_paths(folders)?;
    Ok(session.path.insert(path).clone())
}
