//! Knows how the core's micro-benchmarks are run (`tests/benchmarks`, with criterion), and reads
//! what they have estimated.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{report::aligned, statistics::growth};
use crate::{command, paths};

/// The sizes of page that recognition is measured on, in candidates.
const CANDIDATES: [u32; 3] = [1, 100, 10_000];
/// The numbers of settings that recognition is measured among, on a page that shows one.
const SETTINGS: [u32; 2] = [1, 100];
const AMONG_SETTINGS: &str = "recognise among settings";
/// By how much a look may cost more among the most settings: finding the page's own is in it.
const MOST_AMONG_SETTINGS: f64 = 1.5;
/// What is called linear: the exponent of the growth, with room for noise.
const LINEAR: f64 = 1.1;

/// One function, in nanoseconds for each of the sizes, or for the one there is.
pub(super) struct Cost {
    name: &'static str,
    times: Vec<(u32, f64)>,
}

impl Cost {
    /// How many times as long the last size takes as the first, where that is what counts.
    fn ratio(&self) -> Option<f64> {
        match self.times.as_slice() {
            [(_, first), (_, last)] => Some(last / first),
            _ => None,
        }
    }

    /// The exponent with which the time grows from the middle size to the largest.
    fn growth(&self) -> Option<f64> {
        let [_, small, large] = self.times.as_slice() else {
            return None;
        };
        let point = |(size, time): &(u32, f64)| (f64::from(*size), *time);
        growth(point(small), point(large))
    }
}

pub(super) fn measure() -> Result<Vec<Cost>> {
    let mut bench = command::cargo();
    bench.args(["bench", "--quiet", "--package", "benchmarks"]);
    bench.args(["--bench", "core", "--", "--quiet"]);
    command::run_quietly(&mut bench).context("the micro-benchmarks of the core")?;
    let recognising = [
        "recognise by key",
        "recognise by label",
        "recognise nothing",
    ];
    let mut costs = Vec::new();
    for name in recognising {
        let times = CANDIDATES.map(|size| Ok((size, estimate(&format!("{name}/{size}"))?)));
        let times = times.into_iter().collect::<Result<_>>()?;
        costs.push(Cost { name, times });
    }
    let times = SETTINGS.map(|many| Ok((many, estimate(&format!("{AMONG_SETTINGS}/{many}"))?)));
    costs.push(Cost {
        name: AMONG_SETTINGS,
        times: times.into_iter().collect::<Result<_>>()?,
    });
    for name in ["classify", "update"] {
        let times = vec![(1, estimate(name)?)];
        costs.push(Cost { name, times });
    }
    Ok(costs)
}

/// The median, in nanoseconds.
fn estimate(benchmark: &str) -> Result<f64> {
    let folder = paths::root().join("target/criterion").join(benchmark);
    let file = folder.join("new/estimates.json");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let estimates: Value = serde_json::from_str(&text)?;
    let median = estimates["median"]["point_estimate"].as_f64();
    median.with_context(|| format!("{} has no median", file.display()))
}

pub(super) fn table(costs: &[Cost]) -> String {
    if costs.is_empty() {
        return String::new();
    }
    let head = [
        "core",
        "candidates, or settings",
        "ns",
        "growth",
        "budget",
        "",
    ];
    let mut rows = Vec::new();
    for cost in costs {
        for (each, (size, time)) in cost.times.iter().enumerate() {
            let is_last = each + 1 == cost.times.len();
            let growth = cost.growth().filter(|_| is_last);
            let ratio = cost.ratio().filter(|_| is_last);
            let [growth, budget, verdict] = match (growth, ratio) {
                (Some(growth), _) => [
                    format!("n^{growth:.2}"),
                    "≤ linear".to_owned(),
                    verdict(growth, LINEAR).to_owned(),
                ],
                (None, Some(ratio)) => [
                    format!("{ratio:.2} ×"),
                    format!("≤ {MOST_AMONG_SETTINGS} ×"),
                    verdict(ratio, MOST_AMONG_SETTINGS).to_owned(),
                ],
                (None, None) => ["–"; 3].map(str::to_owned),
            };
            rows.push(vec![
                cost.name.to_owned(),
                size.to_string(),
                format!("{time:.0}"),
                growth,
                budget,
                verdict,
            ]);
        }
    }
    aligned(&head.map(str::to_owned), &rows)
}

fn verdict(measured: f64, most: f64) -> &'static str {
    if measured <= most { "met" } else { "MISSED" }
}

pub(super) fn json(costs: &[Cost]) -> Value {
    let costs = costs.iter();
    costs
        .map(|cost| json!({"core": cost.name, "nanoseconds": cost.times, "growth": cost.growth()}))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_the_work_for_each_candidate_is_no_linear_growth() {
        let cost = |times: [f64; 3]| Cost {
            name: "recognise",
            times: CANDIDATES.into_iter().zip(times).collect(),
        };
        let said = |times| cost(times).growth().map(|growth| verdict(growth, LINEAR));
        assert_eq!(said([50.0, 5_000.0, 500_000.0]), Some("met"));
        assert_eq!(said([50.0, 5_000.0, 1_000_000.0]), Some("MISSED"));
    }
}
