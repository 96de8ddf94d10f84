//! `cargo xtask test`: everything that `.ci/run` runs, in steps. A step that fails does not stop
//! those that do not need it.
//!
//! - `test/checks.rs`: the steps without a browser
//! - `test/in_browsers.rs`: the steps in browsers

mod checks;
mod in_browsers;

use std::{ffi::OsString, path::PathBuf, process::ExitCode, thread::JoinHandle, time::Instant};

use anyhow::{Result, bail};

use self::{
    checks::{
        build, clippy, clippy_wasm, content, core, deny, format, fuzz, lint, package, types,
        web_ext,
    },
    in_browsers::{BROWSERS, browser, cases, components},
};
use crate::{
    steps::{Outcome, Report, summary},
    tools::{
        geckodriver::{self, Geckodriver},
        system,
    },
};

/// What `cargo xtask` says about this verb.
pub(crate) const SAYS: &str = "Run everything that .ci/run runs, or some steps of it: test [step…] [-- filter of browser tests and cases]";

/// The tests in browsers, the only ones that need the packages in `dist/`: the behaviour, the
/// cases of recognition, and the switches of component libraries.
const BROWSER_TESTS: &str = "browser";
const CASES: &str = "cases";
const COMPONENTS: &str = "components";
/// Random histories in browsers, which `cargo xtask world` plays.
const BROWSER_WORLD: &str = "browser_world";
/// Licences and sources of all that is compiled: its tool takes minutes to install.
const DENY: &str = "deny";
/// The packages, made twice: everything is compiled anew for the second time.
const PACKAGE: &str = "package";
/// The package in `fuzz/`, which no other step compiles.
const FUZZ: &str = "fuzz";

struct Step {
    name: &'static str,
    /// Another step that has to succeed first.
    needs: Option<&'static str>,
    /// Only when it is asked for.
    longer: bool,
    run: fn(&mut Session) -> Result<Outcome>,
}

/// In the order they run: what is quick to fail comes first.
const STEPS: [Step; 15] = [
    step("format", None, format),
    step("types", None, types),
    step("lint", None, lint),
    step("content", None, content),
    step("clippy", None, clippy),
    step("clippy-wasm", None, clippy_wasm),
    step("core", None, core),
    step("build", None, build),
    step("web-ext", Some("build"), web_ext),
    step(BROWSER_TESTS, Some("build"), browser),
    longer(CASES, Some("build"), cases),
    longer(COMPONENTS, Some("build"), components),
    longer(DENY, None, deny),
    longer(PACKAGE, None, package),
    longer(FUZZ, None, fuzz),
];

/// A step that takes minutes more: it runs when it is asked for.
const fn longer(
    name: &'static str,
    needs: Option<&'static str>,
    run: fn(&mut Session) -> Result<Outcome>,
) -> Step {
    Step {
        longer: true,
        ..step(name, needs, run)
    }
}

const fn step(
    name: &'static str,
    needs: Option<&'static str>,
    run: fn(&mut Session) -> Result<Outcome>,
) -> Step {
    Step {
        name,
        needs,
        longer: false,
        run,
    }
}

/// What the steps of one run share.
struct Session {
    /// Passed on to the tests in browsers.
    filter: Vec<OsString>,
    /// How many histories of the simulated world to play, where not its own number.
    histories: Option<u32>,
    /// Being installed while the other steps run; taken by the first tests in browsers.
    geckodriver: Option<Result<Geckodriver>>,
    browsers: Option<JoinHandle<Result<()>>>,
    /// The `PATH` with geckodriver's folder, once it is there.
    path: Option<OsString>,
    /// The Node that bundles the component libraries, once it is there.
    node: Option<PathBuf>,
}

pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    run_with(&arguments, None)
}

/// Runs the steps that `arguments` name, with so many histories of the simulated world; `None`: as
/// many as that plays by itself.
pub(crate) fn run_with(arguments: &[OsString], histories: Option<u32>) -> Result<ExitCode> {
    let (steps, filter) = read(arguments)?;
    let in_browsers = [BROWSER_TESTS, CASES, COMPONENTS];
    let browser = steps.iter().any(|step| in_browsers.contains(&step.name));
    let mut session = Session {
        filter,
        histories,
        geckodriver: browser.then(geckodriver::start),
        browsers: browser.then(|| system::start_providing(&BROWSERS)),
        path: None,
        node: None,
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

/// The chosen steps with those they need, all but the longer ones if none is chosen; and what
/// follows `--`.
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
    let is_chosen = |step: &Step| match chosen {
        [] => !step.longer,
        _ => chosen.iter().any(|one| one == step.name),
    };
    let is_needed = |name| {
        STEPS
            .iter()
            .any(|step| is_chosen(step) && step.needs == Some(name))
    };
    let steps = STEPS
        .iter()
        .filter(|step| is_chosen(step) || is_needed(step.name))
        .collect();
    Ok((steps, filter))
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
    fn without_a_choice_all_but_the_longer_steps_run() {
        let (longer, rest): (Vec<&Step>, Vec<&Step>) = STEPS.iter().partition(|step| step.longer);
        let names = |steps: &[&Step]| steps.iter().map(|step| step.name).collect::<Vec<_>>();
        assert_eq!(chosen(&[]).0, names(&rest));
        assert_eq!(names(&longer), [CASES, COMPONENTS, DENY, PACKAGE, FUZZ]);
        assert_eq!(chosen(&["cases"]).0, ["build", "cases"]);
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
        let needing = STEPS.iter().find(|step| step.name == "web-ext").unwrap();
        let mut session = Session {
            filter: Vec::new(),
            histories: None,
            geckodriver: None,
            browsers: None,
            path: None,
            node: None,
        };
        let skipped = Outcome::Skipped {
            because_of: "build",
        };
        assert_eq!(outcome(needing, &[failed], &mut session), skipped);
    }
}
