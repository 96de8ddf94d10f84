//! `cargo xtask mutants`: takes one rule of the core out at a time, and expects the simulated world
//! to fail, or the one test that the rule names where the world cannot notice. Where nothing fails,
//! the rule is useless, or the world is too easy.
//!
//! All rules are in one build: each asks the variable `MUTANT` whether it is out. The build is of a
//! copy of the sources, so the checkout is never changed.

mod rules;

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use self::rules::MUTANTS;
use crate::{command, no_arguments, paths};

/// What `cargo xtask` says about this verb.
pub(crate) const SAYS: &str = "Take the core's rules out one by one: the simulated world must fail";

/// The world must fail within so many histories.
const HISTORIES: &str = "10000";

/// Appended to `src/core/lib.rs`: whether a rule is out.
const IS_OUT: &str = r#"
/// Whether the rule of this number is taken out.
pub fn is_out(number: usize) -> bool {
    static OUT: std::sync::LazyLock<Option<usize>> =
        std::sync::LazyLock::new(|| std::env::var("MUTANT").ok()?.parse().ok());
    *OUT == Some(number)
}
"#;

/// What must fail without the rule.
enum Caught {
    /// An invariant of the simulated world.
    ByWorld,
    /// This test of the core, because the simulated world does not model the rule, or no invariant
    /// can tell.
    ByTest(&'static str),
}

/// A rule, and the smallest change that takes it out.
struct Mutant {
    /// What is wrong with the core without the rule.
    says: &'static str,
    /// The source text to replace. It must occur once, after the rules before this one were
    /// replaced.
    from: &'static str,
    to: &'static str,
    caught: Caught,
}

const fn world(says: &'static str, from: &'static str, to: &'static str) -> Mutant {
    Mutant {
        says,
        from,
        to,
        caught: Caught::ByWorld,
    }
}

const fn test(
    says: &'static str,
    from: &'static str,
    to: &'static str,
    name: &'static str,
) -> Mutant {
    Mutant {
        says,
        from,
        to,
        caught: Caught::ByTest(name),
    }
}

/// The compiled tests.
struct Tests {
    world: PathBuf,
    core: PathBuf,
}

pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    no_arguments(arguments)?;
    let tests = build(&copy_of_the_sources()?)?;
    ensure!(
        tests.world_fails(None)?.is_none(),
        "the world fails with all rules in place: see to that first"
    );
    let (mut by_world, mut by_test, mut missed) = (0, 0, 0);
    for (number, (_, mutant)) in mutants().enumerate() {
        let how = match mutant.caught {
            Caught::ByWorld => tests.world_fails(Some(number))?,
            Caught::ByTest(name) => tests.test_fails(name, number)?,
        };
        let count = match (&how, &mutant.caught) {
            (None, _) => &mut missed,
            (Some(_), Caught::ByWorld) => &mut by_world,
            (Some(_), Caught::ByTest(_)) => &mut by_test,
        };
        *count += 1;
        println!("{:<72} {}", how.unwrap_or("MISSED".into()), mutant.says);
    }
    println!("{by_world} caught by the world, {by_test} by a test, {missed} missed");
    Ok(match missed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// All rules, each with its file. The position is the rule's number.
fn mutants() -> impl Iterator<Item = (&'static str, &'static Mutant)> {
    let files = MUTANTS.iter();
    files.flat_map(|(file, mutants)| mutants.iter().map(move |mutant| (*file, mutant)))
}

/// Copies all files that git knows, with each rule asking whether it is out.
fn copy_of_the_sources() -> Result<PathBuf> {
    let copy = paths::root().join("target/mutants");
    let mut mutated = mutated()?;
    let listed = command::output_of(command::program("git").args(["ls-files", "-z"]))?;
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (paths::root().join(name), copy.join(name));
        let folder = to.parent().context("a file without a folder")?;
        fs::create_dir_all(folder)?;
        let new = match mutated.remove(name) {
            Some(sources) => sources.into_bytes(),
            None => fs::read(&from).with_context(|| format!("cannot read {name}"))?,
        };
        // Unchanged files are not written, so they are not compiled again.
        if fs::read(&to).ok().as_ref() != Some(&new) {
            fs::write(&to, new)?;
        }
    }
    ensure!(
        mutated.is_empty(),
        "only files that git knows are copied: `git add` {mutated:?} first"
    );
    Ok(copy)
}

/// The changed files of the core, by their path from the root.
fn mutated() -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let read = |name: &str| {
        fs::read_to_string(paths::root().join(name)).with_context(|| format!("cannot read {name}"))
    };
    let root = "src/core/lib.rs";
    files.insert(root.to_owned(), read(root)? + IS_OUT);
    for (number, (file, mutant)) in mutants().enumerate() {
        let Mutant { says, from, to, .. } = mutant;
        let name = format!("src/core/{file}");
        let sources = match files.remove(&name) {
            Some(sources) => sources,
            None => read(&name)?,
        };
        let places = sources.matches(from).count();
        ensure!(
            places == 1,
            "the rule \"{says}\" looks for its `from` in src/core/{file} and finds it {places} times, \
             not once; write it in xtask/src/mutants/rules/ as the source has it now:\n{from}"
        );
        let is_out = format!("crate::is_out({number})");
        files.insert(name, sources.replace(from, &to.replace("OUT", &is_out)));
    }
    Ok(files)
}

fn build(copy: &Path) -> Result<Tests> {
    let mut cargo = command::cargo();
    cargo
        .args([
            "test",
            "--quiet",
            "--no-run",
            "--package",
            "headsup",
            "--package",
            "headsup-core",
        ])
        .args(["--lib", "--test", "world"])
        .arg("--message-format=json")
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", copy.join("target"));
    let said = command::output_of(&mut cargo)?;
    let built: Vec<Value> = said.lines().flat_map(serde_json::from_str).collect();
    let executable = |name: &str| {
        let mut of_it = built.iter().filter(|it| it["target"]["name"] == name);
        of_it
            .find_map(|it| it["executable"].as_str())
            .map(PathBuf::from)
            .with_context(|| format!("cargo has built no tests named {name}"))
    };
    Ok(Tests {
        world: executable("world")?,
        core: executable("headsup_core")?,
    })
}

impl Tests {
    /// Runs the world without rule `number`. `None` where it passes; else the first history that
    /// fails, with the invariant.
    fn world_fails(&self, number: Option<usize>) -> Result<Option<String>> {
        let mut world = without(&self.world, number);
        world
            .arg("--nocapture")
            .env("WORLD_HISTORIES", HISTORIES)
            .env("WORLD_STOP", "1");
        let output = world.output()?;
        if output.status.success() {
            return Ok(None);
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let failure = said.lines().find(|line| line.starts_with("history "));
        // A panic of the core also ends it: then there is no history.
        failure
            .map(|line| Some(line.to_owned()))
            .with_context(|| format!("the world fails by itself:\n{said}"))
    }

    /// Runs a test without rule `number`. `None` where it passes; else its name.
    fn test_fails(&self, name: &str, number: usize) -> Result<Option<String>> {
        let passes = |number| -> Result<bool> {
            let output = without(&self.core, number)
                .args(["--exact", name])
                .output()?;
            let said = String::from_utf8_lossy(&output.stdout);
            ensure!(
                said.contains("running 1 test"),
                "there is no test {name}: write its present name in xtask/src/mutants/rules/"
            );
            Ok(output.status.success())
        };
        ensure!(
            passes(None)?,
            "{name} fails with all rules in place: mend the core or the test first"
        );
        let shown = name.rsplit("::").next().unwrap_or(name);
        Ok((!passes(Some(number))?).then(|| shown.to_owned()))
    }
}

/// The command for `tests` without rule `number`.
fn without(tests: &Path, number: Option<usize>) -> Command {
    let mut command = command::program(tests);
    command.current_dir(paths::root());
    if let Some(number) = number {
        command.env("MUTANT", number.to_string());
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Otherwise a rule whose source text has changed would be noticed only by `cargo xtask
    /// mutants`.
    #[test]
    fn each_rule_stands_where_the_list_has_it() {
        let files = mutated().unwrap();
        assert_eq!(files.len(), MUTANTS.len() + 1);
    }
}
