//! The outcomes of all cases → the table at the end. Pure.

use std::fmt::Write as _;
use std::time::Duration;

use practice::browser::Kind;
use practice::cases::Case;

use crate::judge::Outcome;

/// The table, recall and precision, and cargo's last line; and whether all cases passed.
pub fn table(
    cases: &[Case],
    kinds: &[Kind],
    outcomes: &[Outcome],
    took: Duration,
) -> (String, bool) {
    let mut text = String::from("\n");
    let width = cases.iter().map(|case| case.name.len()).max().unwrap_or(0);
    let _ = write!(text, "{:width$}  {:12}", "case", "expected");
    for kind in kinds {
        let _ = write!(text, "  {:8}", format!("{kind:?}"));
    }
    text.push_str("  seen\n");
    for (number, case) in cases.iter().enumerate() {
        let _ = write!(text, "{:width$}  {:12}", case.name, case.head.expect.name());
        let mut seen = Vec::new();
        for kind in kinds {
            let outcome = of(outcomes, number, *kind);
            let mark = match outcome {
                Some(outcome) if outcome.verdict.complaint.is_none() => "✓",
                _ => "✗",
            };
            let _ = write!(text, "  {mark:8}");
            let words = outcome.map_or("never looked at", |outcome| {
                let verdict = &outcome.verdict;
                verdict.complaint.as_deref().unwrap_or(&verdict.seen)
            });
            if !seen.contains(&words) {
                seen.push(words);
            }
        }
        let _ = writeln!(text, "  {}", seen.join(" | "));
    }
    text.push('\n');
    for kind in kinds {
        let _ = writeln!(text, "{}", scores(cases, *kind, outcomes));
    }
    let all = cases.len() * kinds.len();
    let passed = outcomes
        .iter()
        .filter(|it| it.verdict.complaint.is_none())
        .count();
    let word = if passed == all { "ok" } else { "FAILED" };
    let _ = write!(
        text,
        "\ntest result: {word}. {passed} passed; {} failed; 0 ignored; 0 measured; 0 filtered out; finished in {:.2}s\n",
        all - passed,
        took.as_secs_f64()
    );
    (text, passed == all)
}

fn of(outcomes: &[Outcome], number: usize, kind: Kind) -> Option<&Outcome> {
    outcomes
        .iter()
        .find(|outcome| outcome.number == number && outcome.kind == kind)
}

/// Recall and precision in one browser.
fn scores(cases: &[Case], kind: Kind, outcomes: &[Outcome]) -> String {
    let (mut to_find, mut found, mut claimed, mut right) = (0, 0, 0, 0);
    for (number, case) in cases.iter().enumerate() {
        let verdict = of(outcomes, number, kind).map(|outcome| &outcome.verdict);
        if case.head.expect.is_finding() {
            to_find += 1;
            found += usize::from(verdict.is_some_and(|it| it.complaint.is_none()));
        }
        if let Some(verdict) = verdict.filter(|it| it.claimed) {
            claimed += 1;
            right += usize::from(!verdict.false_claim);
        }
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    format!(
        "{:8}  recall {found}/{to_find} ({:.1} %)  precision {right}/{claimed} ({:.1} %)",
        format!("{kind:?}"),
        share(found, to_find),
        share(right, claimed)
    )
}
