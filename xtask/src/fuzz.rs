//! `cargo xtask fuzz`: runs the fuzzer on the core, with messages, stored values and addresses of
//! any kind. Prints how many inputs were tried.
//!
//! It runs libFuzzer without cargo-fuzz, which needs a nightly compiler for the address sanitizer
//! only; the core has no unsafe code. The targets are in `fuzz/`.

use std::{
    ffi::OsString,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{ExitCode, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::{command, paths, tools::rust};

/// What `cargo xtask` says about this verb.
pub(crate) const SAYS: &str = "Try inputs of any kind on the core: fuzz [--inputs n]";

/// The manifest of the package with the targets.
pub(crate) const MANIFEST: &str = "fuzz/Cargo.toml";

/// The inputs are divided equally among them.
const TARGETS: [&str; 3] = ["addresses", "messages", "storage"];

/// Flags that make the compiler count which branches are taken: libFuzzer chooses inputs by that.
/// The same flags as cargo-fuzz's.
const COVERAGE: [&str; 8] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "--cfg=fuzzing",
    "-Clink-dead-code",
    "-Ccodegen-units=1",
];

/// Longer inputs are slower and reach no other code: two switches and a link fit into this.
const LONGEST: &str = "-max_len=4096";

/// Enough to see that each target starts and that its count is read.
const FEW: u64 = 3000;

pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    try_inputs(read(arguments)?)?;
    Ok(ExitCode::SUCCESS)
}

/// What the other packages are checked for (format, clippy) is checked of `fuzz/` here, since it is
/// in no workspace with them. Then a few inputs are tried.
pub(crate) fn check() -> Result<()> {
    rust::component("clippy", "clippy")?;
    let mut clippy = command::cargo();
    clippy
        .args(["clippy", "--locked", "--bins"])
        .args(["--manifest-path", MANIFEST])
        .env("CARGO_TARGET_DIR", paths::root().join("target/fuzz"))
        .args(["--", "-D", "warnings"]);
    command::run(&mut clippy)?;
    try_inputs(FEW)
}

fn try_inputs(inputs: u64) -> Result<()> {
    let folder = paths::root().join("target/fuzz");
    let programs = build(&folder)?;
    let began = Instant::now();
    let found = folder.join("found");
    let mut tried = 0;
    for (index, target) in TARGETS.iter().enumerate() {
        let corpus = folder.join("corpus").join(target);
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(&found)?;
        seed(target, &corpus)?;
        let share = share(inputs, index);
        println!("── {target}: {share} inputs");
        tried += fuzz(&programs.join(target), &corpus, &found, share)?;
    }
    ensure!(
        tried >= inputs,
        "only {tried} of {inputs} inputs were tried"
    );
    println!(
        "{tried} inputs, no panic, {:.0} s",
        began.elapsed().as_secs_f64()
    );
    Ok(())
}

/// How many inputs to try, in all.
fn read(arguments: Vec<OsString>) -> Result<u64> {
    let mut inputs = 1_000_000;
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Long("inputs") => {
                let value = parser.value()?;
                let value = value.to_str().context("--inputs takes a number")?;
                inputs = value
                    .replace('_', "")
                    .parse()
                    .context("--inputs takes a number")?;
            }
            other => return Err(other.unexpected().into()),
        }
    }
    if inputs == 0 {
        bail!("--inputs 0 tries nothing; give a number from 1");
    }
    Ok(inputs)
}

/// The inputs of one target. The first also gets the rest of the division.
fn share(inputs: u64, index: usize) -> u64 {
    let count = TARGETS.len() as u64;
    inputs / count + if index == 0 { inputs % count } else { 0 }
}

/// Compiles the targets, and returns the folder with the programs.
fn build(folder: &Path) -> Result<PathBuf> {
    let host = command::answers("rustc", &["--version", "--verbose"])
        .context("rustc does not say its version")?;
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .context("rustc does not say what it runs on")?;
    let mut cargo = command::cargo();
    cargo
        .args(["build", "--release", "--locked", "--bins"])
        .args(["--manifest-path", MANIFEST])
        // Named, so that the flags do not apply to build scripts and macros.
        .args(["--target", host])
        .env("CARGO_TARGET_DIR", folder)
        .env("CARGO_ENCODED_RUSTFLAGS", COVERAGE.join("\u{1f}"));
    command::run(&mut cargo)?;
    Ok(folder.join(host).join("release"))
}

/// Writes the inputs that the target starts from: the recorded cases, and values that the extension
/// itself writes.
fn seed(target: &str, corpus: &Path) -> Result<()> {
    let seeds = match target {
        "addresses" => addresses(),
        "messages" => messages()?,
        _ => storage(),
    };
    for (number, seed) in seeds.iter().enumerate() {
        fs::write(corpus.join(format!("seed-{number}")), seed)?;
    }
    Ok(())
}

fn addresses() -> Vec<String> {
    let paths = [
        "/mypreferences/d/settings/data-for-ai-improvement",
        "/mypreferences/m/categories/privacy",
        "/psettings/data-for-ai-improvement",
        "/uas/login",
    ];
    let on_site = paths.map(|path| format!("https://www.linkedin.com\n{path}"));
    on_site
        .into_iter()
        .chain(["Asia/Hong_Kong\nzh-HK".to_owned()])
        .collect()
}

fn messages() -> Result<Vec<String>> {
    let mut seeds = vec![
        r#"{"popupOpened":{"tab":7}}"#.to_owned(),
        r#"{"setHighlights":{"on":false}}"#.to_owned(),
        r#"{"setRegion":{"region":"HK"}}"#.to_owned(),
        r#"{"setRecheck":{"days":30}}"#.to_owned(),
        r#"{"setLeave":{"setting":"linkedin/ai-training","on":true}}"#.to_owned(),
        r#"{"setOthers":{"on":true}}"#.to_owned(),
        r#""erase""#.to_owned(),
    ];
    for folder in fs::read_dir(paths::root().join("tests/cases"))? {
        let folder = folder?.path();
        if !folder.is_dir() {
            continue;
        }
        for file in fs::read_dir(folder)? {
            let file = file?.path();
            if file.to_string_lossy().ends_with(".facts.json") {
                let frames: Vec<Value> = serde_json::from_str(&fs::read_to_string(&file)?)
                    .with_context(|| file.display().to_string())?;
                let said = frames
                    .into_iter()
                    .map(|said| json!({"testimony": said}).to_string());
                seeds.extend(said);
            }
        }
    }
    Ok(seeds)
}

fn storage() -> Vec<String> {
    let record = json!({
        "schema": 1,
        "settings": {"ai-training": {
            "status": "opted-out",
            "confirmed": true,
            "since": "2025-11-03T08:00:00Z",
            "seen": "2025-11-04T08:00:00.5Z",
            "as_of": "2025-11-03T08:00:00Z",
            "evidence": "key",
            "sighting": {"own_page": true, "version": "0.1.0"},
            "lang": "en",
        }},
        "history": [{
            "setting": "ai-training",
            "at": "2025-11-03T08:00:00Z",
            "from": "opted-in",
            "to": "opted-out",
        }],
    });
    let unrecognised = json!({
        "schema": 1,
        "settings": {"ai-training": {
            "status": "unrecognised",
            "confirmed": false,
            "since": "2025-11-03T08:00:00Z",
            "seen": "2025-11-03T08:00:00Z",
            "report": "none",
        }},
        "history": [],
    });
    let preferences = json!({
        "schema": 1,
        "region": "HK",
        "highlights": true,
        "regionProposed": false,
        "recheckDays": 90,
    });
    [record, unrecognised, preferences]
        .map(|seed| seed.to_string())
        .to_vec()
}

/// Runs one target and returns how many inputs it has tried, by its own count.
fn fuzz(program: &Path, corpus: &Path, found: &Path, inputs: u64) -> Result<u64> {
    let mut child = command::program(program)
        .arg(corpus)
        .args([&format!("-runs={inputs}"), LONGEST, "-dict=fuzz/words.dict"])
        // An input that makes the target fail is kept in this folder.
        .arg(format!("-artifact_prefix={}/", found.display()))
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| program.display().to_string())?;
    let said = child
        .stderr
        .take()
        .context("the target has no standard error to read its count from")?;
    let mut tried = None;
    let mut last: Vec<String> = Vec::new();
    for line in BufReader::new(said).lines() {
        let line = line?;
        tried = tried.or_else(|| count(&line));
        last.push(line);
        if last.len() > 30 {
            last.remove(0);
        }
    }
    let status = child.wait()?;
    match tried {
        Some(tried) if status.success() => Ok(tried),
        _ => bail!("{}: {status}\n{}", program.display(), last.join("\n")),
    }
}

/// The number in libFuzzer's last line, `Done 1000 runs in 2 second(s)`.
fn count(line: &str) -> Option<u64> {
    let (runs, _) = line.strip_prefix("Done ")?.split_once(" runs in ")?;
    runs.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_make_up_the_whole() {
        let shares = (0..TARGETS.len()).map(|index| share(10_000_000, index));
        assert_eq!(shares.sum::<u64>(), 10_000_000);
    }

    #[test]
    fn the_count_is_libfuzzers_own() {
        assert_eq!(count("Done 1200 runs in 3 second(s)"), Some(1200));
        assert_eq!(count("#1200 DONE cov: 12"), None);
    }

    #[test]
    fn there_are_seeds_for_every_target() {
        assert!(!addresses().is_empty());
        assert!(messages().unwrap().len() > 100);
        for seed in messages().unwrap().iter().chain(&storage()) {
            assert!(serde_json::from_str::<Value>(seed).is_ok(), "{seed}");
        }
    }

    #[test]
    fn no_inputs_at_all_are_refused() {
        assert!(read(vec!["--inputs".into(), "0".into()]).is_err());
        assert_eq!(
            read(vec!["--inputs".into(), "10_000_000".into()]).unwrap(),
            10_000_000
        );
    }
}
