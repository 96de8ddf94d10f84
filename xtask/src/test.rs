//! `cargo xtask test`: everything CI runs, in steps. A step that fails does not stop those
//! that do not need it.

use std::{
    ffi::{OsStr, OsString},
    fs,
    path::PathBuf,
    process::{Command, ExitCode},
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::{
    build,
    command::{cargo, run as run_command, run_and_read},
    lint, paths,
    steps::{Outcome, Report, summary},
    tools::{
        geckodriver::{self, Geckodriver},
        node, rust,
        system::{self, Program},
    },
};

/// What `cargo xtask` says about this verb.
pub(crate) const SAYS: &str =
    "Run everything CI runs, or some steps of it: test [step…] [-- browser test filter]";

/// The browser tests, the only ones that need the packages in `dist/`.
const BROWSER_TESTS: &str = "browser";

struct Step {
    name: &'static str,
    /// Another step that has to succeed first.
    needs: Option<&'static str>,
    run: fn(&mut Session) -> Result<Outcome>,
}

/// In the order they run: what is quick to fail comes first.
const STEPS: [Step; 8] = [
    step("format", None, format),
    step("types", None, types),
    step("clippy", None, clippy),
    step("clippy-wasm", None, clippy_wasm),
    step("core", None, core),
    step("build", None, build),
    step("lint", Some("build"), lint),
    step(BROWSER_TESTS, Some("build"), browser),
];

const fn step(
    name: &'static str,
    needs: Option<&'static str>,
    run: fn(&mut Session) -> Result<Outcome>,
) -> Step {
    Step { name, needs, run }
}

/// What the steps of one run share.
struct Session {
    /// Passed on to the browser tests.
    filter: Vec<OsString>,
    /// Being installed while the other steps run; taken by the browser tests.
    geckodriver: Option<Result<Geckodriver>>,
}

pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let (steps, filter) = read(&arguments)?;
    let browser = steps.iter().any(|step| step.name == BROWSER_TESTS);
    let mut session = Session {
        filter,
        geckodriver: browser.then(geckodriver::start),
    };
    let mut reports: Vec<Report> = Vec::new();
    for step in steps {
        println!("── {}", step.name);
        let began = Instant::now();
        let outcome = outcome(step, &reports, &mut session);
        reports.push(Report {
            step: step.name,
            outcome,
            took: began.elapsed(),
        });
    }
    println!("\n{}", summary(&reports));
    let good = reports.iter().all(|report| report.outcome.is_good());
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn outcome(step: &Step, reports: &[Report], session: &mut Session) -> Outcome {
    let failed = |name: &str| {
        reports
            .iter()
            .any(|it| it.step == name && !it.outcome.is_good())
    };
    if let Some(because_of) = step.needs.filter(|name| failed(name)) {
        return Outcome::Skipped { because_of };
    }
    (step.run)(session).unwrap_or_else(|error| {
        println!("error: {error:#}");
        Outcome::of_one(false)
    })
}

/// The chosen steps with those they need, all if none is chosen; and what follows `--`.
fn read(arguments: &[OsString]) -> Result<(Vec<&'static Step>, Vec<OsString>)> {
    let mut parts = arguments.splitn(2, |argument| argument == "--");
    let chosen = parts.next().unwrap_or_default();
    let filter = parts.next().unwrap_or_default().to_vec();
    let names = STEPS.map(|step| step.name);
    if let Some(unknown) = chosen
        .iter()
        .find(|one| !names.iter().any(|name| one == name))
    {
        bail!(
            "there is no step `{}`; there are: {}",
            unknown.display(),
            names.join(", ")
        );
    }
    let is_chosen = |name: &str| chosen.is_empty() || chosen.iter().any(|one| one == name);
    let is_needed = |name| {
        STEPS
            .iter()
            .any(|step| is_chosen(step.name) && step.needs == Some(name))
    };
    let steps = STEPS
        .iter()
        .filter(|step| is_chosen(step.name) || is_needed(step.name))
        .collect();
    Ok((steps, filter))
}

fn format(_: &mut Session) -> Result<Outcome> {
    rust::component("rustfmt", "fmt")?;
    check(cargo().args(["fmt", "--all", "--check"]))
}

fn types(_: &mut Session) -> Result<Outcome> {
    check(node::script("typescript/bin/tsc")?.args(["--project", "tsconfig.json"]))
}

fn clippy(_: &mut Session) -> Result<Outcome> {
    rust::component("clippy", "clippy")?;
    check(cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn clippy_wasm(_: &mut Session) -> Result<Outcome> {
    rust::component("clippy", "clippy")?;
    rust::wasm_target(crate::wasm::TARGET)?;
    let target = ["--package", "headsup", "--target", crate::wasm::TARGET];
    check(
        cargo()
            .arg("clippy")
            .args(target)
            .args(["--", "-D", "warnings"]),
    )
}

/// All tests but those in the browsers.
fn core(_: &mut Session) -> Result<Outcome> {
    let mut ours = cargo_test();
    ours.args(["--lib", "--bins", "--no-fail-fast"]);
    for name in integration_tests()? {
        ours.arg("--test").arg(name);
    }
    // By itself: together with the others, its dependencies would be compiled once more.
    let mut xtask = cargo();
    xtask.args(["test", "--package", "xtask"]);
    let mut lines = Vec::new();
    let mut succeeded = true;
    for tests in [&mut ours, &mut xtask] {
        let (status, output) = run_and_read(tests)?;
        succeeded &= status.success();
        lines.extend(output);
    }
    Ok(Outcome::of_tests(&lines, succeeded))
}

fn build(_: &mut Session) -> Result<Outcome> {
    build::build()?;
    Ok(Outcome::of_one(true))
}

fn lint(_: &mut Session) -> Result<Outcome> {
    lint::lint()?;
    Ok(Outcome::of_one(true))
}

fn browser(session: &mut Session) -> Result<Outcome> {
    system::provide(&[Program::Chromium, Program::ChromeDriver, Program::Firefox])?;
    let geckodriver = session
        .geckodriver
        .take()
        .context("geckodriver was not asked for")??;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = [geckodriver.ready()?]
        .into_iter()
        .chain(std::env::split_paths(&path))
        .collect();
    let mut tests = cargo_test();
    tests
        .args(["--test", BROWSER_TESTS, "--", "--test-threads=2"])
        .args(&session.filter)
        .env("HEADSUP_DIST", paths::dist())
        .env("PATH", std::env::join_paths(folders)?);
    let (status, lines) = run_and_read(&mut tests)?;
    Ok(Outcome::of_tests(&lines, status.success()))
}

/// Always of the same packages, so that all tests share what they compile.
fn cargo_test() -> Command {
    let mut command = cargo();
    command.args(["test", "--package", "headsup", "--package", "practice"]);
    command
}

/// The names of the files in `tests/`, without the browser tests.
fn integration_tests() -> Result<Vec<OsString>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(paths::root().join("tests")).context("tests/")? {
        let file = entry?.path();
        let name = file.file_stem().unwrap_or_default();
        if file.extension() == Some(OsStr::new("rs")) && name != BROWSER_TESTS {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// A step that passes or fails as a whole, by the exit code of one command.
fn check(command: &mut Command) -> Result<Outcome> {
    run_command(command)?;
    Ok(Outcome::of_one(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(arguments: &[&str]) -> (Vec<&'static str>, Vec<OsString>) {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        let (steps, filter) = read(&arguments).unwrap();
        (steps.iter().map(|step| step.name).collect(), filter)
    }

    #[test]
    fn without_a_choice_all_steps_run() {
        assert_eq!(chosen(&[]).0, STEPS.map(|step| step.name));
    }

    #[test]
    fn browser_tests_bring_the_build_with_them() {
        let (steps, filter) = chosen(&["browser", "--", "flip", "--nocapture"]);
        assert_eq!(steps, ["build", "browser"]);
        assert_eq!(filter, ["flip", "--nocapture"]);
    }

    #[test]
    fn an_unknown_step_is_refused() {
        assert!(read(&["brwoser".into()]).is_err());
    }

    #[test]
    fn a_step_whose_need_failed_is_skipped() {
        let failed = Report {
            step: "build",
            outcome: Outcome::of_one(false),
            took: std::time::Duration::ZERO,
        };
        let lint = STEPS.iter().find(|step| step.name == "lint").unwrap();
        let mut session = Session {
            filter: Vec::new(),
            geckodriver: None,
        };
        let skipped = Outcome::Skipped {
            because_of: "build",
        };
        assert_eq!(outcome(lint, &[failed], &mut session), skipped);
    }
}
