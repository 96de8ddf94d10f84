//! Every case (`<group>/<name>.html` beside this file) in real Chromium and real
//! Firefox, with the built package installed. In the end a table says what was
//! found of what was to be found (recall), and how much of what was found was
//! right (precision).
//!
//! - `cargo test --test cases`: all; with some words, the cases whose names hold one of them.
//! - `--browser chromium|firefox`: in that one only. `--at-once 3`: so many browsers of each kind.
//! - `RECORD_FACTS=1`: also writes what the content script says of each page to
//!   `<group>/<name>.facts.json`, for `tests/recorded.rs`.
//!
//! A new case is a file and its recording; what can be said in it is in
//! `practice::cases`. Build first: `cargo xtask build`.

mod crew;
mod judge;
mod record;
mod table;
mod watch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use practice::browser::Kind;
use practice::cases::Case;

/// What was asked for on the command line.
struct Asked {
    words: Vec<String>,
    exact: bool,
    list: bool,
    kinds: Vec<Kind>,
    at_once: usize,
}

fn main() -> Result<ExitCode> {
    let asked = read_arguments()?;
    let folder = folder();
    let mut cases = Case::all(&folder)?;
    cases.retain(|case| asked.is_for(&case.name));
    if asked.list {
        for case in &cases {
            println!("{}: test", case.name);
        }
        return Ok(ExitCode::SUCCESS);
    }
    if cases.is_empty() {
        bail!("no case's name holds `{}`", asked.words.join("` or `"));
    }
    println!("running {} tests", cases.len() * asked.kinds.len());
    let began = Instant::now();
    let runtime = tokio::runtime::Runtime::new()?;
    let outcomes = runtime.block_on(crew::run(&folder, &cases, &asked.kinds, asked.at_once))?;
    let (text, good) = table::table(&cases, &asked.kinds, &outcomes, began.elapsed());
    println!("{text}");
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

impl Asked {
    fn is_for(&self, name: &str) -> bool {
        let fits = |word: &String| {
            if self.exact {
                name == word
            } else {
                name.contains(word)
            }
        };
        self.words.is_empty() || self.words.iter().any(fits)
    }
}

fn read_arguments() -> Result<Asked> {
    use lexopt::prelude::*;

    let mut asked = Asked {
        words: Vec::new(),
        exact: false,
        list: false,
        kinds: vec![Kind::Chromium, Kind::Firefox],
        at_once: 5,
    };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(word) => asked.words.push(word.string()?),
            Long("exact") => asked.exact = true,
            Long("list") => asked.list = true,
            Long("browser") => {
                asked.kinds = vec![match arguments.value()?.string()?.as_str() {
                    "chromium" => Kind::Chromium,
                    "firefox" => Kind::Firefox,
                    other => bail!("--browser is chromium or firefox, not {other}"),
                }];
            }
            Long("at-once") => {
                asked.at_once = arguments.value()?.parse().context("--at-once")?;
            }
            // What `cargo test` passes to all tests alike.
            Long("nocapture" | "no-capture" | "quiet") | Short('q') => {}
            Long("test-threads") => drop(arguments.value()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(asked)
}

/// Where the cases lie.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}
