//! The rules of `record.rs`: what is recorded, and what the clock and the person do to it.

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
        "core::record::tests::a_record_from_the_future_is_repaired",
    ),
    test(
        "nothing is newer than what a clock that was ahead has said",
        "            self.as_of = Timestamp::UNKNOWN;",
        "            if !OUT {\n                self.as_of = Timestamp::UNKNOWN;\n            }",
        "core::background::tests::a_page_from_before_the_clock_was_put_right_confirms_nothing",
    ),
    world(
        "turned back is said where off was not confirmed",
        "&& off.confirmed == Some(true)",
        "&& (OUT || off.confirmed == Some(true))",
    ),
    world(
        "what was confirmed stays so whatever the person does",
        "self.confirmed &= at <= self.as_of;",
        "self.confirmed &= OUT || at <= self.as_of;",
    ),
    test(
        "what a page takes back to is confirmed whatever the person does",
        "                before.act(at);",
        "                if !OUT {\n                    before.act(at);\n                }",
        "core::observe::tests::acted::what_the_person_did_takes_the_confirmation_also_from_what_is_taken_back_to",
    ),
    test(
        "turned back is said across what the person did",
        "&& !self.has_acted_since(off.at);",
        "&& (OUT || !self.has_acted_since(off.at));",
        "core::observe::tests::what_the_person_did_just_before_they_left_is_nobody_s_fault",
    ),
    test(
        "turned back is said where on is not confirmed",
        "(switch.state, switch.confirmed) ==",
        "(switch.state, OUT || switch.confirmed) ==",
        "core::record::tests::turned_back_needs_a_confirmed_off_and_on_by_nobody_that_was_seen",
    ),
    test(
        "turned back is said of what a person did",
        "(on.to, on.by) ==",
        "(on.to, if OUT { By::Unseen } else { on.by }) ==",
        "core::record::tests::turned_back_needs_a_confirmed_off_and_on_by_nobody_that_was_seen",
    ),
];
