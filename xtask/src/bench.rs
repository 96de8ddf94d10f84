//! `cargo xtask bench`: what the extension costs a page and how soon it answers, in real browsers,
//! beside others in the same run. Writes to `target/bench/` only, unless it is told to write
//! `docs/benchmarks.md`.
//!
//! - `measures.rs`: what is measured, and the design's budget for it
//! - `contenders.rs`: who is measured
//! - `rows.rs`, with `scripts/`: how; `cold.rs`: in browsers that have just started
//! - `stand.rs`, with `pages/`: where
//! - `statistics.rs`, `report.rs`: samples → table and JSON
//! - `micro.rs`, `sizes.rs`: the micro-benchmarks' figures, and the packages' sizes
//! - `machine.rs`: what it was measured on

mod cold;
mod contenders;
mod machine;
mod measures;
mod micro;
mod report;
mod rows;
mod sizes;
mod stand;
mod statistics;

use std::{ffi::OsString, fs, process::ExitCode, time::Instant};

use anyhow::{Result, bail, ensure};
use practice::browser::Kind;
use serde_json::json;

use crate::{
    build, paths,
    tools::{
        geckodriver, node,
        system::{self, Program},
    },
};
use contenders::Contender;
use stand::{Sample, Stand};

/// What `cargo xtask` says about this verb.
pub(crate) const SAYS: &str = "Measure it in real browsers: bench [row…] [--browser chromium|firefox] [--rounds n] [--trace] [--write-docs]";

/// A row: its name on the command line, and whom it applies to.
struct Row {
    name: &'static str,
    contenders: &'static [Contender],
}

/// Fewer rounds than these make no figures for `docs/benchmarks.md`: some rows are measured once in
/// each, and a median of two is a mean.
const LEAST_ROUNDS: usize = 3;

/// The row that needs no browser: the micro-benchmarks of the core.
const CORE: &str = "core";

const ROWS: [Row; 7] = [
    row("ring", &Contender::WITH_RING),
    row("flip", &Contender::WITH_RING),
    row("popup", &[Contender::Ours]),
    row("storm", &Contender::ALL),
    row("look", &[Contender::None, Contender::Ours]),
    row("idle", &Contender::ALL),
    row(COLD, &[Contender::Ours]),
];

/// The row whose figures are each of a browser that has just started.
const COLD: &str = "cold";

const fn row(name: &'static str, contenders: &'static [Contender]) -> Row {
    Row { name, contenders }
}

impl Row {
    fn draws_once(&self, contender: Contender) -> bool {
        ["ring", "flip"].contains(&self.name)
            && [Contender::Poll500, Contender::Poll1000].contains(&contender)
    }
}

/// Visits one page with one contender, and notes what is measured there.
async fn visit(row: &Row, stand: &mut Stand, contender: Contender) -> Result<()> {
    match row.name {
        "ring" => rows::ring(stand, contender).await,
        "flip" => rows::flip(stand, contender).await,
        "popup" => rows::popup(stand, contender).await,
        "storm" => rows::storm(stand, contender).await,
        "look" => rows::look(stand, contender).await,
        _ => rows::idle(stand, contender).await,
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Arguments {
    kinds: Vec<Kind>,
    rounds: usize,
    rows: Vec<String>,
    write_docs: bool,
    trace: bool,
}

pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let choice = read(arguments)?;
    provide(&choice.kinds)?;
    build::build()?;
    contenders::make()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let mut samples = Vec::new();
    let mut failures = Vec::new();
    let in_browsers = ROWS.iter().any(|row| choice.wants(row.name));
    for kind in choice.kinds.iter().filter(|_| in_browsers) {
        let (measured, failed) = runtime.block_on(measure(*kind, &choice))?;
        samples.extend(measured);
        failures.extend(failed);
    }
    let core = match choice.wants(CORE) {
        true => micro::measure()?,
        false => Vec::new(),
    };
    let sizes = sizes::measure()?;
    let machine = machine::describe(&choice.kinds);
    let text = [
        report::table(&samples, &choice.kinds),
        sizes::table(&sizes),
        micro::table(&core),
    ]
    .join("\n");
    println!("\n{text}");
    let folder = paths::root().join("target/bench");
    fs::create_dir_all(&folder)?;
    let results = json!({
        "machine": machine,
        "rounds": choice.rounds,
        "failed": failures,
        "rows": report::json(&samples, &choice.kinds),
        "sizes": sizes::json(&sizes),
        "core": micro::json(&core),
    });
    fs::write(folder.join("results.json"), format!("{results:#}\n"))?;
    if !failures.is_empty() {
        println!("failed, and without figures:\n{}", failures.join("\n"));
        return Ok(ExitCode::FAILURE);
    }
    if choice.write_docs {
        let page = report::page(&machine, choice.rounds, &text);
        fs::write(paths::root().join("docs/benchmarks.md"), page)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// All rounds of all rows in one browser. In each round every contender has its turn, in another
/// order each time, so that what changes on the machine meanwhile meets all alike.
async fn measure(kind: Kind, choice: &Arguments) -> Result<(Vec<Sample>, Vec<String>)> {
    let mut stand = Stand::open(kind).await?;
    let in_turn = |row: &&Row| choice.wants(row.name) && row.name != COLD;
    for row in ROWS.iter().filter(in_turn) {
        let began = Instant::now();
        stand.traces = choice.trace;
        for round in 0..choice.rounds {
            for turn in 0..row.contenders.len() {
                let contender = row.contenders[(turn + round) % row.contenders.len()];
                // What polls answers late, and the same each time: once is enough.
                if round > 0 && row.draws_once(contender) {
                    continue;
                }
                // One that fails costs its own figures, not those of the minutes before.
                if let Err(error) = visit(row, &mut stand, contender).await {
                    let place = format!("{kind:?}, {}, {}", row.name, contender.name());
                    eprintln!("{place}: {error:#}");
                    stand.failures.push(place);
                }
            }
        }
        println!(
            "{kind:?}, {}: {:.0} s",
            row.name,
            began.elapsed().as_secs_f64()
        );
    }
    let Stand {
        browser,
        samples,
        failures,
        ..
    } = stand;
    browser.close().await?;
    let mut samples = samples;
    if choice.wants(COLD) {
        let began = Instant::now();
        samples.extend(cold::measure(kind).await?);
        let seconds = began.elapsed().as_secs_f64();
        println!("{kind:?}, {COLD}: {seconds:.0} s");
    }
    Ok((samples, failures))
}

impl Arguments {
    fn wants(&self, row: &str) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|name| name == row)
    }
}

fn read(arguments: Vec<OsString>) -> Result<Arguments> {
    use lexopt::prelude::*;
    let mut choice = Arguments {
        kinds: vec![Kind::Chromium, Kind::Firefox],
        rounds: LEAST_ROUNDS,
        rows: Vec::new(),
        write_docs: false,
        trace: false,
    };
    let mut arguments = lexopt::Parser::from_args(arguments);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("browser") => {
                choice.kinds = match arguments.value()?.string()?.as_str() {
                    "chromium" => vec![Kind::Chromium],
                    "firefox" => vec![Kind::Firefox],
                    other => bail!("there is no browser `{other}`; there are: chromium, firefox"),
                }
            }
            Long("rounds") => choice.rounds = arguments.value()?.parse()?,
            Long("trace") => choice.trace = true,
            Long("write-docs") => choice.write_docs = true,
            Value(name) => {
                let name = name.string()?;
                let mut names: Vec<&str> = ROWS.iter().map(|row| row.name).collect();
                names.push(CORE);
                if !names.contains(&name.as_str()) {
                    bail!("there is no row `{name}`; there are: {}", names.join(", "));
                }
                choice.rows.push(name);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    ensure!(
        !choice.write_docs || choice.rounds >= LEAST_ROUNDS,
        "--write-docs takes {LEAST_ROUNDS} rounds or more: {} make no median",
        choice.rounds
    );
    Ok(choice)
}

fn provide(kinds: &[Kind]) -> Result<()> {
    node::provide()?;
    node::packages()?;
    if kinds.contains(&Kind::Chromium) {
        system::provide(&[Program::Chromium, Program::ChromeDriver])?;
    }
    if kinds.contains(&Kind::Firefox) {
        let geckodriver = geckodriver::start()?;
        system::provide(&[Program::Firefox])?;
        geckodriver.ready()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_not_written_from_fewer_rounds_than_make_a_median() {
        let read = |rounds: &str| read(["--write-docs", "--rounds", rounds].map(Into::into).into());
        assert!(read("3").unwrap().write_docs);
        let error = read("2").unwrap_err().to_string();
        assert!(error.contains("3 rounds or more"), "{error}");
    }
}
