//! `cargo xtask test`: everything that `.ci/run` runs, in steps. A step that fails does not stop
//! those that do not need it.

use std::{
    ffi::{OsStr, OsString},
    fs,
    path::PathBuf,
    process::{Command, ExitCode},
    thread::JoinHandle,
    time::Instant,
};

use anyhow::{Context, Result, anyhow, bail};

use crate::{
    build,
    command::{cargo, program, run as run_command, run_and_read, status_and_output_of},
    fuzz, lint, package, paths,
    steps::{Outcome, Report, summary},
    tools::{
        self,
        geckodriver::{self, Geckodriver},
        node, rust,
        system::{self, Program},
    },
};

/// What `cargo xtask` says about this verb.
pub(crate) const SAYS: &str = "Run everything that .ci/run runs, or some steps of it: test [step…] [-- filter of browser tests and cases]";

/// The tests in browsers, the only ones that need the packages in `dist/`: the behaviour, the
/// cases of recognition, and the switches of component libraries.
const BROWSER_TESTS: &str = "browser";
const CASES: &str = "cases";
const COMPONENTS: &str = "components";
/// The simulated world: no browser, and a folder of its own.
const WORLD: &str = "world";
/// Licences and sources of all that is compiled: its tool takes minutes to install.
const DENY: &str = "deny";
/// The packages, made twice: everything is compiled anew for the second time.
const PACKAGE: &str = "package";
/// The package in `fuzz/`, which no other step compiles.
const FUZZ: &str = "fuzz";

/// What the tests in browsers need of the system.
const BROWSERS: [Program; 3] = [Program::Chromium, Program::ChromeDriver, Program::Firefox];

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
        name,
        needs,
        longer: true,
        run,
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
    /// Being installed while the other steps run; taken by the first tests in browsers.
    geckodriver: Option<Result<Geckodriver>>,
    browsers: Option<JoinHandle<Result<()>>>,
    /// The `PATH` with geckodriver's folder, once it is there.
    path: Option<OsString>,
    /// The Node that bundles the component libraries, once it is there.
    node: Option<PathBuf>,
}

pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let (steps, filter) = read(&arguments)?;
    let in_browsers = [BROWSER_TESTS, CASES, COMPONENTS];
    let browser = steps.iter().any(|step| in_browsers.contains(&step.name));
    let mut session = Session {
        filter,
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

fn format(_: &mut Session) -> Result<Outcome> {
    rust::component("rustfmt", "fmt")?;
    run_command(cargo().args(["fmt", "--all", "--check"]))?;
    check(cargo().args(["fmt", "--manifest-path", fuzz::MANIFEST, "--check"]))
}

fn types(_: &mut Session) -> Result<Outcome> {
    check(node::script("typescript/bin/tsc")?.args(["--project", "tsconfig.json"]))
}

/// The parts of the content script that need no page, in Node.
fn content(_: &mut Session) -> Result<Outcome> {
    let mut tests = program(node::provide()?);
    // Each by its name: what a folder means here differs between versions of Node.
    let files = files_in("tests/content", "js")?;
    tests.args(["--test", "--test-reporter=tap"]).args(files);
    let (status, lines) = run_and_read(&mut tests)?;
    Ok(Outcome::of_tap(&lines, status.success()))
}

fn clippy(_: &mut Session) -> Result<Outcome> {
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
    let mut tests = linted("test")?;
    tests.args(["--lib", "--bins", "--no-fail-fast"]);
    for name in integration_tests()? {
        tests.arg("--test").arg(name);
    }
    let (status, lines) = run_and_read(&mut tests)?;
    Ok(Outcome::of_tests(&lines, status.success()))
}

fn build(_: &mut Session) -> Result<Outcome> {
    build::build_with_another_setting()?;
    for (_, sizes) in build::build()? {
        sizes.within_budget()?;
    }
    Ok(Outcome::of_one(true))
}

fn lint(_: &mut Session) -> Result<Outcome> {
    lint::sources()?;
    Ok(Outcome::of_one(true))
}

fn web_ext(_: &mut Session) -> Result<Outcome> {
    lint::packages()?;
    Ok(Outcome::of_one(true))
}

fn browser(session: &mut Session) -> Result<Outcome> {
    in_browsers(session, BROWSER_TESTS, &["--test-threads=3"])
}

/// Mostly waiting: many browsers at once are no load.
fn cases(session: &mut Session) -> Result<Outcome> {
    in_browsers(session, CASES, &[])
}

/// They come from npm, and are bundled by Node.
fn components(session: &mut Session) -> Result<Outcome> {
    session.node = Some(node::provide()?);
    in_browsers(session, COMPONENTS, &[])
}

/// Not the advisories: those are fetched from a server that CI need not reach, and change
/// from one day to the next without our doing. `.github/workflows/ci.yml` asks for them.
fn deny(_: &mut Session) -> Result<Outcome> {
    let deny = tools::deny::provide()?;
    check(program(deny).args(["check", "bans", "licenses", "sources"]))
}

/// The same sources make the same bytes, in whatever folder.
fn package(_: &mut Session) -> Result<Outcome> {
    package::twice()?;
    Ok(Outcome::of_one(true))
}

fn fuzz(_: &mut Session) -> Result<Outcome> {
    fuzz::check()?;
    Ok(Outcome::of_one(true))
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

/// `cargo build` or `test` of all packages, as in `cargo xtask` itself, so that all share what
/// they compile: see `default-members` in Cargo.toml. Clippy does the compiling, as it does when
/// it only lints: what was linted once is what is tested.
fn linted(verb: &str) -> Result<Command> {
    let mut command = cargo();
    command
        .arg(verb)
        .env("RUSTC_WORKSPACE_WRAPPER", rust::clippy_driver()?);
    Ok(command)
}

/// The names of the files in `tests/`, without the tests in browsers.
fn integration_tests() -> Result<Vec<OsString>> {
    let files = files_in("tests", "rs")?;
    let names = files.iter().filter_map(|file| file.file_stem());
    let without_browser = names.filter(|name| *name != BROWSER_TESTS && *name != COMPONENTS);
    let world = OsStr::new(WORLD);
    Ok(without_browser
        .chain([world])
        .map(OsStr::to_owned)
        .collect())
}

/// The files of this extension in a folder of the repository, sorted.
fn files_in(folder: &str, extension: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(paths::root().join(folder)).context(folder.to_owned())?;
    let mut files = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.extension() == Some(OsStr::new(extension)));
    files.sort();
    Ok(files)
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
