//! The project's commands: `cargo xtask <verb>`, one file per verb.
//!
//! - `bench.rs`, with `bench/`: what it costs a page, in real browsers, beside others
//! - `build.rs`, with `manifest.rs`, `wasm.rs` and `sizes.rs`: the two packages in `dist/`
//! - `check.rs`: the steps of `test.rs` that need no browser, for daily work
//! - `demo.rs`, with `demo/`: the walk to the switch, in a real browser
//! - `fuzz.rs`: inputs of any kind on the core, by the million
//! - `lint.rs`, with `lint/`: what linters say of the sources and the packages
//! - `mutants.rs`: the core without one of its rules at a time; the simulated world must fail
//! - `package.rs`, with `archive.rs`: what the stores get, the same bytes everywhere
//! - `test.rs`, with `steps.rs`: everything that `.ci/run` runs
//! - `world.rs`: random histories in real browsers
//! - `tools/`: installs what a verb needs, or says what to install
//! - `command.rs`, `paths.rs`: running other programs, and where things lie

mod archive;
mod bench;
mod build;
mod bundle;
mod check;
mod command;
mod demo;
mod fuzz;
mod lint;
mod manifest;
mod mutants;
mod package;
mod page_data;
mod paths;
mod sizes;
mod steps;
mod test;
mod tools;
mod wasm;
mod world;

use std::{ffi::OsString, process::ExitCode};

use anyhow::{Context, Result, bail};

/// One command, and the line that says what it does.
struct Verb {
    name: &'static str,
    says: &'static str,
    run: fn(Vec<OsString>) -> Result<ExitCode>,
}

/// A new verb needs a file and a line here.
const VERBS: &[Verb] = &[
    verb("bench", bench::SAYS, bench::run),
    verb("build", build::SAYS, build::run),
    verb("check", check::SAYS, check::run),
    verb("demo", demo::SAYS, demo::run),
    verb("fuzz", fuzz::SAYS, fuzz::run),
    verb("lint", lint::SAYS, lint::run),
    verb("mutants", mutants::SAYS, mutants::run),
    verb("package", package::SAYS, package::run),
    verb("test", test::SAYS, test::run),
    verb("world", world::SAYS, world::run),
];

const fn verb(
    name: &'static str,
    says: &'static str,
    run: fn(Vec<OsString>) -> Result<ExitCode>,
) -> Verb {
    Verb { name, says, run }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let name = arguments.next().unwrap_or_else(|| "help".into());
    dispatch(&name.to_string_lossy(), arguments.collect()).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn dispatch(name: &str, arguments: Vec<OsString>) -> Result<ExitCode> {
    if matches!(name, "help" | "--help" | "-h") {
        print!("{}", help());
        return Ok(ExitCode::SUCCESS);
    }
    match VERBS.iter().find(|verb| verb.name == name) {
        Some(verb) if asks_for_help(&arguments) => {
            println!("cargo xtask {name}: {}", verb.says);
            Ok(ExitCode::SUCCESS)
        }
        Some(verb) => (verb.run)(arguments),
        None => bail!("there is no verb `{name}`\n\n{}", help()),
    }
}

/// Whether the help of a verb is asked for. Arguments behind `--` are for the tests.
fn asks_for_help(arguments: &[OsString]) -> bool {
    let mut own = arguments.iter().take_while(|it| *it != "--");
    own.any(|it| it == "--help" || it == "-h")
}

fn help() -> String {
    let mut text = String::from("cargo xtask <verb>\n\n");
    for verb in VERBS {
        text.push_str(&format!("  {:<7}  {}\n", verb.name, verb.says));
    }
    text
}

/// For verbs without arguments: an error where there is one, so that a misspelt option is not
/// ignored.
fn no_arguments(arguments: Vec<OsString>) -> Result<()> {
    match lexopt::Parser::from_args(arguments).next()? {
        Some(argument) => Err(argument.unexpected()).context("this verb takes no arguments"),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_the_verbs_before_two_dashes_and_the_tests_behind() {
        let asks = |words: &[&str]| {
            asks_for_help(
                &words
                    .iter()
                    .copied()
                    .map(OsString::from)
                    .collect::<Vec<_>>(),
            )
        };
        assert!(asks(&["--help"]) && asks(&["cases", "-h"]));
        assert!(!asks(&[]) && !asks(&["cases", "--", "--help"]));
    }
}
