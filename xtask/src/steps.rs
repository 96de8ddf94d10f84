//! The outcomes of several steps, and their summary. Runs nothing itself.

use std::time::Duration;

/// How one step ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It ran. So many of its tests passed, so many failed; a step without tests counts as one.
    Ran { passed: usize, failed: usize },
    /// It did not run, because the step named here failed.
    Skipped { because_of: &'static str },
}

impl Outcome {
    /// For a step that passes or fails as a whole.
    pub(crate) fn of_one(passed: bool) -> Outcome {
        Outcome::Ran {
            passed: usize::from(passed),
            failed: usize::from(!passed),
        }
    }

    /// For `cargo test`, from its lines `test result: …` and its exit code. Counts as one failure:
    /// a failure without such a line (a compile error, a process that died), and a run without any
    /// test.
    pub(crate) fn of_tests(lines: &[String], succeeded: bool) -> Outcome {
        Self::of_counts(lines.iter().filter_map(|line| counts(line)), succeeded)
    }

    /// For `node --test` in TAP format, from its lines `# pass …` and `# fail …`.
    pub(crate) fn of_tap(lines: &[String], succeeded: bool) -> Outcome {
        let count = |line: &String, word| line.strip_prefix(word)?.trim().parse().ok();
        let results = lines.iter().filter_map(|line| {
            let passed = count(line, "# pass ").map(|passed| (passed, 0));
            passed.or_else(|| count(line, "# fail ").map(|failed| (0, failed)))
        });
        Self::of_counts(results, succeeded)
    }

    fn of_counts(results: impl Iterator<Item = (usize, usize)>, succeeded: bool) -> Outcome {
        let (passed, failed) =
            results.fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
        let untold = failed == 0 && (!succeeded || passed == 0);
        Outcome::Ran {
            passed,
            failed: failed + usize::from(untold),
        }
    }

    pub(crate) fn is_good(&self) -> bool {
        matches!(self, Outcome::Ran { failed: 0, .. })
    }
}

/// `test result: ok. 3 passed; 0 failed; …` → (3, 0).
fn counts(line: &str) -> Option<(usize, usize)> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let count = |word: &str| {
        counts
            .split("; ")
            .find_map(|count| count.strip_suffix(word)?.trim().parse().ok())
    };
    Some((count("passed")?, count("failed")?))
}

/// One step as the summary shows it.
pub(crate) struct Report {
    /// The step's name.
    pub(crate) step: &'static str,
    /// How it ended.
    pub(crate) outcome: Outcome,
    /// How long it took.
    pub(crate) took: Duration,
}

/// A line for each step, and `N passed, M failed` at the end.
pub(crate) fn summary(reports: &[Report]) -> String {
    let (mut passed, mut failed) = (0, 0);
    let mut text = String::new();
    for Report {
        step,
        outcome,
        took,
    } in reports
    {
        let outcome = match outcome {
            Outcome::Ran {
                passed: good,
                failed: bad,
            } => {
                passed += good;
                failed += bad;
                if *bad == 0 {
                    format!("ok ({good})")
                } else {
                    format!("FAILED ({bad} of {})", good + bad)
                }
            }
            Outcome::Skipped { because_of } => format!("skipped: {because_of} failed"),
        };
        text.push_str(&format!(
            "{step:<12} {:>7.1} s  {outcome}\n",
            took.as_secs_f64()
        ));
    }
    text + format!("{passed} passed, {failed} failed").as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    const OK: &str = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out";
    const BAD: &str =
        "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";

    #[test]
    fn results_of_all_test_binaries_add_up() {
        let outcome = Outcome::of_tests(&lines(&format!("{OK}\nnoise\n{BAD}")), false);
        assert_eq!(
            outcome,
            Outcome::Ran {
                passed: 7,
                failed: 2
            }
        );
    }

    #[test]
    fn node_reports_what_passed_and_what_failed() {
        let outcome = Outcome::of_tap(&lines("ok 1 - a\n# tests 3\n# pass 2\n# fail 1"), false);
        let expected = Outcome::Ran {
            passed: 2,
            failed: 1,
        };
        assert_eq!(outcome, expected);
        assert!(!Outcome::of_tap(&lines("# pass 0\n# fail 0"), true).is_good());
    }

    #[test]
    fn what_does_not_compile_has_failed() {
        assert_eq!(
            Outcome::of_tests(&[], false),
            Outcome::Ran {
                passed: 0,
                failed: 1
            }
        );
    }

    #[test]
    fn a_test_process_that_died_has_failed() {
        let outcome = Outcome::of_tests(&lines(OK), false);
        assert_eq!(
            outcome,
            Outcome::Ran {
                passed: 3,
                failed: 1
            }
        );
    }

    #[test]
    fn no_test_at_all_is_not_a_pass() {
        assert!(!Outcome::of_tests(&[], true).is_good());
    }

    #[test]
    fn the_last_line_is_the_sum() {
        let took = Duration::from_millis(1500);
        let reports = [
            Report {
                step: "format",
                outcome: Outcome::of_one(true),
                took,
            },
            Report {
                step: "build",
                outcome: Outcome::of_one(false),
                took,
            },
            Report {
                step: "browser",
                outcome: Outcome::Skipped {
                    because_of: "build",
                },
                took,
            },
            Report {
                step: "core",
                outcome: Outcome::of_tests(&lines(OK), true),
                took,
            },
        ];
        let expected = "format           1.5 s  ok (1)\n\
                        build            1.5 s  FAILED (1 of 1)\n\
                        browser          1.5 s  skipped: build failed\n\
                        core             1.5 s  ok (3)\n\
                        4 passed, 1 failed";
        assert_eq!(summary(&reports), expected);
    }
}
