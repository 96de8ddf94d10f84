//! Knows how samples become the table and the JSON. Pure.

use practice::browser::Kind;
use serde_json::{Value, json};

use super::{
    contenders::Contender,
    measures::{Budget, Measure},
    stand::Sample,
    statistics::{median, ratio},
};

/// The medians of one measure in one browser.
struct Line<'s> {
    measure: Measure,
    kind: Kind,
    samples: &'s [Sample],
}

impl Line<'_> {
    fn values(&self, contender: Contender) -> Vec<f64> {
        let here = |sample: &&Sample| {
            sample.measure == self.measure
                && sample.kind == self.kind
                && sample.contender == contender
        };
        let found = self.samples.iter().filter(here);
        found.map(|sample| sample.value).collect()
    }

    fn median(&self, contender: Contender) -> Option<f64> {
        median(&self.values(contender))
    }

    /// What ours may be at most, in this run.
    fn most(&self) -> Option<f64> {
        match self.measure.budget(self.kind) {
            Budget::AtMost(most) => Some(most),
            Budget::Times(times, floor) => Some(times * self.median(floor)?),
            Budget::Above(more, floor) => Some(more + self.median(floor)?),
            Budget::Open => None,
        }
    }

    fn is_met(&self) -> Option<bool> {
        Some(self.median(Contender::Ours)? <= self.most()?)
    }

    /// The best of the peers: ours is ahead of all if it is ahead of that one.
    fn best_peer(&self) -> Option<(Contender, f64)> {
        let peers = Contender::PEERS
            .iter()
            .filter_map(|peer| Some((*peer, self.median(*peer)?)));
        peers.min_by(|(_, left), (_, right)| left.total_cmp(right))
    }

    fn cells(&self) -> Option<Vec<String>> {
        let ours = self.median(Contender::Ours)?;
        let mut cells = vec![
            self.measure.says().to_owned(),
            format!("{:?}", self.kind),
            self.measure.unit().to_owned(),
        ];
        for contender in Contender::ALL {
            cells.push(self.median(contender).map_or("–".to_owned(), figure));
        }
        cells.push(match self.measure.budget(self.kind) {
            Budget::AtMost(most) => format!("≤ {}", figure(most)),
            Budget::Times(times, floor) => {
                let now = self.median(floor).and_then(|floor| ratio(ours, floor));
                format!(
                    "≤ {times} × {}: {}",
                    floor.name(),
                    now.map_or("–".to_owned(), |now| format!("{now:.2} ×"))
                )
            }
            Budget::Above(more, floor) => format!(
                "≤ {} + {}: {}",
                floor.name(),
                figure(more),
                self.most().map_or("–".to_owned(), figure)
            ),
            Budget::Open => "–".to_owned(),
        });
        cells.push(match self.is_met() {
            None => "–".to_owned(),
            Some(true) => "met".to_owned(),
            Some(false) => "MISSED".to_owned(),
        });
        cells.push(match self.best_peer() {
            None => "–".to_owned(),
            Some((_, best)) if ours <= best => "ahead".to_owned(),
            Some((peer, best)) => format!(
                "behind {}{}",
                peer.name(),
                ratio(ours, best).map_or(String::new(), |times| format!(", {times:.2} ×"))
            ),
        });
        Some(cells)
    }
}

/// Large figures without, small ones with decimals.
fn figure(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        large if large >= 100.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

fn lines<'s>(samples: &'s [Sample], kinds: &[Kind]) -> Vec<Line<'s>> {
    let pairs = Measure::ALL
        .iter()
        .flat_map(|measure| kinds.iter().map(move |kind| (*measure, *kind)));
    pairs
        .map(|(measure, kind)| Line {
            measure,
            kind,
            samples,
        })
        .collect()
}

/// One line for each measure and browser: the medians of all, the budget, and how ours stands.
pub(super) fn table(samples: &[Sample], kinds: &[Kind]) -> String {
    let mut head = vec!["what".to_owned(), "browser".to_owned(), "unit".to_owned()];
    head.extend(Contender::ALL.map(|contender| contender.name().to_owned()));
    head.extend(["budget", "", "beside the peers"].map(str::to_owned));
    let rows = lines(samples, kinds);
    let rows: Vec<_> = rows.iter().filter_map(Line::cells).collect();
    if rows.is_empty() {
        return String::new();
    }
    aligned(&head, &rows)
}

/// A table in Markdown that is also one on a terminal.
pub(super) fn aligned(head: &[String], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows
            .iter()
            .chain(std::iter::once(head.to_vec()).collect::<Vec<_>>().iter())
            .filter_map(|row| row.get(column).map(|cell| cell.chars().count()))
            .max();
        cells.unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: &[String]| {
        let cells = cells.iter().zip(&widths);
        let padded: Vec<String> = cells
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.chars().count())))
            .collect();
        format!("| {} |\n", padded.join(" | "))
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let mut text = line(head);
    text.push_str(&line(&rule));
    for row in rows {
        text.push_str(&line(row));
    }
    text
}

/// `docs/benchmarks.md`.
pub(super) fn page(machine: &Value, rounds: usize, tables: &str) -> String {
    let list = |value: &Value| -> String {
        match value {
            Value::Array(all) => {
                let all = all.iter().filter_map(Value::as_str);
                all.collect::<Vec<_>>().join("; ")
            }
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    };
    let facts: Vec<String> = machine
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| format!("- {name}: {}\n", list(value)))
        .collect();
    include_str!("page.md")
        .replace("{{machine}}", facts.concat().trim_end())
        .replace("{{rounds}}", &rounds.to_string())
        .replace("{{tables}}", tables.trim_end())
}

/// Every sample, every median, every verdict.
pub(super) fn json(samples: &[Sample], kinds: &[Kind]) -> Value {
    let rows = lines(samples, kinds);
    let rows = rows
        .iter()
        .filter(|line| !line.values(Contender::Ours).is_empty());
    rows.map(|line| {
        let measured = Contender::ALL.iter().filter_map(|contender| {
            let values = line.values(*contender);
            let middle = median(&values)?;
            Some((
                contender.name().to_owned(),
                json!({"median": middle, "samples": values}),
            ))
        });
        json!({
            "what": line.measure.says(),
            "browser": format!("{:?}", line.kind),
            "unit": line.measure.unit(),
            "most": line.most(),
            "met": line.is_met(),
            "contenders": measured.collect::<serde_json::Map<_, _>>(),
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(measure: Measure, contender: Contender, value: f64) -> Sample {
        Sample {
            measure,
            kind: Kind::Chromium,
            contender,
            value,
        }
    }

    #[test]
    fn a_budget_in_times_of_the_floor_is_that_of_the_same_run() {
        let floor =
            [100.0, 110.0, 120.0].map(|it| sample(Measure::StormAll, Contender::Observer, it));
        let verdict = |ours: f64| {
            let mut samples = floor.to_vec();
            samples.push(sample(Measure::StormAll, Contender::Ours, ours));
            json(&samples, &[Kind::Chromium])[0]["met"].clone()
        };
        assert_eq!(verdict(165.0), true);
        assert_eq!(verdict(166.0), false);
    }

    #[test]
    fn without_its_floor_nothing_is_said_to_be_met() {
        let samples = [sample(Measure::StormAll, Contender::Ours, 1.0)];
        assert_eq!(json(&samples, &[Kind::Chromium])[0]["met"], Value::Null);
    }

    #[test]
    fn what_the_browser_does_by_itself_is_not_counted_against_ours() {
        let verdict = |kind, none: f64, ours: f64| {
            let idle = [(Contender::None, none), (Contender::Ours, ours)];
            let samples = idle.map(|(contender, value)| Sample {
                kind,
                ..sample(Measure::IdleVisible, contender, value)
            });
            json(&samples, &[kind])[0]["met"].clone()
        };
        assert_eq!(verdict(Kind::Firefox, 20.0, 140.0), true);
        assert_eq!(verdict(Kind::Firefox, 20.0, 141.0), false);
        assert_eq!(verdict(Kind::Chromium, 20.0, 60.0), true);
        assert_eq!(verdict(Kind::Chromium, 20.0, 61.0), false);
    }

    #[test]
    fn the_best_peer_is_the_one_to_beat() {
        let samples = [
            sample(Measure::RingTime, Contender::Driver, 20.0),
            sample(Measure::RingTime, Contender::Poll500, 200.0),
            sample(Measure::RingTime, Contender::Ours, 30.0),
        ];
        let text = table(&samples, &[Kind::Chromium]);
        assert!(text.contains("behind driver.js, 1.50 ×"), "{text}");
    }
}
