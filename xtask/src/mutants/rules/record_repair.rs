//! The rules of `record/repair.rs`: times from a future that never was.

use crate::mutants::{Mutant, test, world};

pub(super) const MUTANTS: &[Mutant] = &[
    world(
        "a time from the future is carried on",
        "            *time = time.by_now(now);",
        "            *time = if OUT { *time } else { time.by_now(now) };",
    ),
    test(
        "what a clock that was far ahead has confirmed stays so",
        "            self.confirmed = false;",
        "            self.confirmed &= OUT;",
        "record::tests::a_record_from_the_future_is_repaired",
    ),
    test(
        "nothing is newer than what a clock that was ahead has said",
        "            self.as_of = Timestamp::UNKNOWN;",
        "            if !OUT {\n                self.as_of = Timestamp::UNKNOWN;\n            }",
        "background::tests::choices::a_page_from_before_the_clock_was_put_right_confirms_nothing",
    ),
];
