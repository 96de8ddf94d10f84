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
        "ahead if ahead > LEEWAY => Timestamp::UNKNOWN,",
        "ahead if ahead > LEEWAY => if OUT { now } else { Timestamp::UNKNOWN },",
        "background::tests::choices::a_page_from_before_the_clock_was_put_right_confirms_nothing",
    ),
    test(
        "what is repaired is newer than the page that is heard",
        "Timestamp::from_millis(now.millis() - LEEWAY),",
        "Timestamp::from_millis(now.millis() - if OUT { 0.0 } else { LEEWAY }),",
        "observe::tests::clocks::a_page_loaded_just_after_the_clock_was_put_back_by_seconds_knows_better",
    ),
];
