//! The steps without a browser: what is formatted, compiled, linted, and tested by itself.

use std::{
    ffi::{OsStr, OsString},
    fs,
    path::PathBuf,
    process::Command,
};

use anyhow::{Context, Result};

use super::{BROWSER_TESTS, BROWSER_WORLD, CASES, COMPONENTS, Session};
use crate::{
    build,
    command::{cargo, program, run as run_command, run_and_read, status_and_output_of},
    fuzz, lint, package, paths,
    steps::Outcome,
    tools::{self, node, rust},
};

pub(super) fn format(_: &mut Session) -> Result<Outcome> {
    rust::component("rustfmt", "fmt")?;
    run_command(cargo().args(["fmt", "--all", "--check"]))?;
    check(cargo().args(["fmt", "--manifest-path", fuzz::MANIFEST, "--check"]))
}

pub(super) fn types(_: &mut Session) -> Result<Outcome> {
    check(node::script("typescript/bin/tsc")?.args(["--project", "tsconfig.json"]))
}

pub(super) fn lint(_: &mut Session) -> Result<Outcome> {
    lint::sources()?;
    Ok(Outcome::of_one(true))
}

/// The parts of the content script that need no page, in Node.
pub(super) fn content(_: &mut Session) -> Result<Outcome> {
    let mut tests = program(node::provide()?);
    // Each by its name: what a folder means here differs between versions of Node.
    let files = files_in("tests/content", "js")?;
    tests.args(["--test", "--test-reporter=tap"]).args(files);
    let (status, lines) = run_and_read(&mut tests)?;
    Ok(Outcome::of_tap(&lines, status.success()))
}

pub(super) fn clippy(_: &mut Session) -> Result<Outcome> {
    let mut all = linted("build")?;
    let (status, messages) = status_and_output_of(all.args([
        "--workspace",
        "--all-targets",
        "--message-format",
        "json",
    ]))?;
    let complaints = rust::complaints(&messages);
    print!("{}", complaints.concat());
    Ok(Outcome::of_one(status.success() && complaints.is_empty()))
}

pub(super) fn clippy_wasm(_: &mut Session) -> Result<Outcome> {
    rust::component("clippy", "clippy")?;
    rust::wasm_target(crate::wasm::TARGET)?;
    let packages = ["--package", "headsup", "--package", "headsup-core"];
    check(
        cargo()
            .arg("clippy")
            .args(packages)
            .args(["--target", crate::wasm::TARGET])
            .args(["--", "-D", "warnings"]),
    )
}

/// All tests but those in the browsers.
pub(super) fn core(session: &mut Session) -> Result<Outcome> {
    let mut tests = linted("test")?;
    if let Some(histories) = session.histories {
        tests.env("WORLD_HISTORIES", histories.to_string());
    }
    tests.args(["--lib", "--bins", "--no-fail-fast"]);
    for name in integration_tests()? {
        tests.arg("--test").arg(name);
    }
    let (status, lines) = run_and_read(&mut tests)?;
    Ok(Outcome::of_tests(&lines, status.success()))
}

pub(super) fn build(_: &mut Session) -> Result<Outcome> {
    build::build_with_another_setting()?;
    for (_, sizes) in build::build()? {
        sizes.within_budget()?;
    }
    Ok(Outcome::of_one(true))
}

pub(super) fn web_ext(_: &mut Session) -> Result<Outcome> {
    lint::packages()?;
    Ok(Outcome::of_one(true))
}

/// Not the advisories: those are fetched from a server that CI need not reach, and change
/// from one day to the next without our doing. `.github/workflows/ci.yml` asks for them.
pub(super) fn deny(_: &mut Session) -> Result<Outcome> {
    let deny = tools::deny::provide()?;
    check(program(deny).args(["check", "bans", "licenses", "sources"]))
}

/// The same sources make the same bytes, in whatever folder.
pub(super) fn package(_: &mut Session) -> Result<Outcome> {
    package::twice()?;
    Ok(Outcome::of_one(true))
}

pub(super) fn fuzz(_: &mut Session) -> Result<Outcome> {
    fuzz::check()?;
    Ok(Outcome::of_one(true))
}

/// `cargo build` or `test` of all packages, as in `cargo xtask` itself, so that all share what
/// they compile: see `default-members` in Cargo.toml. Clippy does the compiling, as it does when
/// it only lints: what was linted once is what is tested.
pub(super) fn linted(verb: &str) -> Result<Command> {
    let mut command = cargo();
    command
        .arg(verb)
        .env("RUSTC_WORKSPACE_WRAPPER", rust::clippy_driver()?);
    Ok(command)
}

/// The names of the tests in `tests/`, each a file or a folder, without those in browsers.
fn integration_tests() -> Result<Vec<OsString>> {
    let mut tests = files_in("tests", "rs")?;
    tests.extend(
        entries_of("tests")?
            .into_iter()
            .filter(|it| it.join("main.rs").is_file()),
    );
    let names = tests.iter().filter_map(|test| test.file_stem());
    let in_browsers = [BROWSER_TESTS, BROWSER_WORLD, CASES, COMPONENTS];
    Ok(names
        .filter(|name| !in_browsers.iter().any(|it| name == it))
        .map(OsStr::to_owned)
        .collect())
}

/// The files of this extension in a folder of the repository.
fn files_in(folder: &str, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = entries_of(folder)?;
    files.retain(|file| file.extension() == Some(OsStr::new(extension)));
    Ok(files)
}

/// The files and folders in a folder of the repository, sorted.
fn entries_of(folder: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(paths::root().join(folder)).context(folder.to_owned())?;
    let mut entries = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

/// A step that passes or fails as a whole, by the exit code of one command.
fn check(command: &mut Command) -> Result<Outcome> {
    run_command(command)?;
    Ok(Outcome::of_one(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_test_without_a_browser_is_found() {
        let names = integration_tests().unwrap();
        for name in ["docs", "locales", "properties", "recorded", "world"] {
            assert!(names.iter().any(|it| it == name), "{name}: {names:?}");
        }
        for name in [
            "browser",
            "browser_world",
            "cases",
            "components",
            "practice",
        ] {
            assert!(!names.iter().any(|it| it == name), "{name}: {names:?}");
        }
    }
}
