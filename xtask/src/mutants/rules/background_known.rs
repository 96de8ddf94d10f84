//! The rules of `background/known.rs`: what is written, and who is told of it.

use crate::mutants::{Mutant, test};

pub(super) const MUTANTS: &[Mutant] = &[
    test(
        "what was lost with a write that failed is put down to somebody",
        "            record.act(self.now);",
        "            if !OUT {\n                record.act(self.now);\n            }",
        "observe::tests::turned_back::what_the_person_did_while_nothing_could_be_written_is_nobody_s_fault",
    ),
    test(
        "what is doubted after a write that failed is not told to the tabs",
        "|| self.has_failed();",
        "|| !OUT && self.has_failed();",
        "observe::tests::acted::a_confirmation_that_is_doubted_is_told_to_the_tabs_in_front",
    ),
    test(
        "a repair hides that something was lost",
        "known.write(&known.doubted(known.record.clone()), false)",
        "known.write(&if OUT { known.record.clone() } else { known.doubted(known.record.clone()) }, false)",
        "observe::tests::acted::a_repair_does_not_hide_that_something_was_lost",
    ),
    test(
        "what a repair takes back is not told to the tabs",
        "is_news || self.is_repaired",
        "is_news || !OUT && self.is_repaired",
        "background::tests::choices::what_a_repair_takes_back_is_told_to_the_tabs_in_front",
    ),
    test(
        "a record from the future is not written anew",
        "is_repaired: is_foreign || record != read,",
        "is_repaired: is_foreign || (!OUT && record != read),",
        "background::tests::foreign::a_record_from_the_future_is_repaired_when_the_browser_starts",
    ),
    test(
        "what is known of settings that are not shown is kept",
        "if !stored.unreadable && stored.own",
        "if !OUT && !stored.unreadable && stored.own",
        "background::tests::others::what_an_organisation_no_longer_shows_is_forgotten_at_the_next_event",
    ),
    test(
        "what cannot be read is overwritten",
        ".filter(|_| loses)",
        ".filter(|_| loses && !OUT)",
        "background::tests::foreign::what_cannot_be_read_is_set_aside_in_the_same_call",
    ),
];
