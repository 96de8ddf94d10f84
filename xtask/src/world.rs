//! `cargo xtask world --browsers`: builds, plays random histories in real browsers on the practice
//! site, and compares what the extension says with what the server holds and has sent. The
//! histories, and what must hold, are in `tests/browser_world/`.
//!
//! Not a step of `cargo xtask test`, because one history takes half a minute. `cargo test --test
//! world` plays thousands without browsers in that time.

use std::{
    env,
    ffi::{OsStr, OsString},
    process::ExitCode,
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    build,
    command::{self, cargo},
    paths,
    tools::{
        geckodriver, rust,
        system::{self, Program},
    },
};

/// What `cargo xtask` says about this verb.
pub(crate) const SAYS: &str = "Play random histories in real browsers: world --browsers [chromium|firefox] [--histories 50] [--seed N] [--at-once 3] [--shorten]";

/// How many histories are played in each browser by default.
const HISTORIES: &str = "50";

#[derive(Debug, Default, PartialEq, Eq)]
struct Arguments {
    browsers: bool,
    browser: Option<String>,
    histories: Option<OsString>,
    /// Passed on: `--seed`, `--at-once` with their values, and `--shorten`.
    others: Vec<OsString>,
}

pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let choice = read(arguments)?;
    let geckodriver = geckodriver::start()?;
    system::provide(&[Program::Chromium, Program::ChromeDriver, Program::Firefox])?;
    let driver = geckodriver.ready()?;
    build::build()?;
    let mut world = cargo();
    world
        .args(["test", "--test", "browser_world", "--", "--histories"])
        .arg(choice.histories.as_deref().unwrap_or(OsStr::new(HISTORIES)))
        .args(choice.others)
        .env("HEADSUP_DIST", paths::dist())
        .env("PATH", path_with(&driver)?)
        // As in `cargo xtask test`, so that what that has compiled is used.
        .env("RUSTC_WORKSPACE_WRAPPER", rust::clippy_driver()?);
    if let Some(browser) = choice.browser {
        world.args(["--browser", &browser]);
    }
    command::run(&mut world)?;
    Ok(ExitCode::SUCCESS)
}

fn path_with(folder: &std::path::Path) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = [folder.to_owned()]
        .into_iter()
        .chain(env::split_paths(&path));
    env::join_paths(folders)
        .context("target/tools/bin cannot be put on the PATH: its path has a colon")
}

fn read(arguments: Vec<OsString>) -> Result<Arguments> {
    use lexopt::prelude::*;
    let mut choice = Arguments::default();
    let mut arguments = lexopt::Parser::from_args(arguments);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("browsers") => choice.browsers = true,
            Value(name) if choice.browsers && choice.browser.is_none() => {
                let name = name.string()?;
                if !matches!(name.as_str(), "chromium" | "firefox") {
                    bail!("there is no browser `{name}`; there are: chromium, firefox");
                }
                choice.browser = Some(name);
            }
            Long("histories") => choice.histories = Some(arguments.value()?),
            Long("shorten") => choice.others.push("--shorten".into()),
            Long(name @ ("seed" | "at-once")) => {
                choice.others.push(format!("--{name}").into());
                choice.others.push(arguments.value()?);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    ensure!(
        choice.browsers,
        "say `--browsers`; the world without them is `cargo test --test world`"
    );
    Ok(choice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(arguments: &[&str]) -> Result<Arguments> {
        read(arguments.iter().map(OsString::from).collect())
    }

    #[test]
    fn a_browser_may_be_named_after_the_option_or_not() -> Result<()> {
        let both = chosen(&["--browsers", "--histories", "5"])?;
        assert_eq!((both.browser, both.histories), (None, Some("5".into())));
        let one = chosen(&["--browsers", "firefox", "--seed", "7"])?;
        assert_eq!(one.browser.as_deref(), Some("firefox"));
        assert_eq!(one.others, ["--seed", "7"]);
        Ok(())
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for wrong in [&[][..], &["--browsers", "opera"], &["firefox"], &["--seed"]] {
            assert!(chosen(wrong).is_err(), "{wrong:?}");
        }
    }
}
