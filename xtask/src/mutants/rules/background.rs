//! The rules of `background.rs`: what is written, and who is told of it.

use crate::mutants::{Mutant, test, world};

pub(super) const MUTANTS: &[Mutant] = &[
    world(
        "what led to a write is not said again",
        "let written = is_written.then_some",
        "let written = (!OUT && is_written).then_some",
    ),
    world(
        "a write that failed is forgotten",
        "failed.extend(keys.iter().cloned());",
        "failed.extend(keys.iter().filter(|_| !OUT).cloned());",
    ),
    world(
        "any write that succeeds makes up for all that failed",
        "failed.retain(|key| !keys.contains(key));",
        "failed.retain(|key| !OUT && !keys.contains(key));",
    ),
    world(
        "a write that failed is told to the tabs",
        "if *succeeded && *is_news {",
        "if (OUT || *succeeded) && *is_news {",
    ),
    world(
        "what was written is not told to the tabs",
        "&& *is_news {",
        "&& *is_news && !OUT {",
    ),
    test(
        "what was lost with a write that failed is put down to somebody",
        "            record.act(self.now);",
        "            if !OUT {\n                record.act(self.now);\n            }",
        "core::observe::tests::what_the_person_did_while_nothing_could_be_written_is_nobody_s_fault",
    ),
    test(
        "that something may be lost is written for its own sake",
        "        if is_written {",
        "        let is_written = OUT || is_written;\n        if is_written {",
        "core::observe::tests::acted::while_nothing_can_be_written_nothing_is_written_only_to_say_so",
    ),
    test(
        "what is doubted after a write that failed is not told to the tabs",
        "|| self.has_failed();",
        "|| !OUT && self.has_failed();",
        "core::observe::tests::acted::a_confirmation_that_is_doubted_is_told_to_the_tabs_in_front",
    ),
    test(
        "a repair hides that something was lost",
        "known.write(&known.doubted(known.record.clone()), false)",
        "known.write(&if OUT { known.record.clone() } else { known.doubted(known.record.clone()) }, false)",
        "core::observe::tests::acted::a_repair_does_not_hide_that_something_was_lost",
    ),
    test(
        "what was known is told to the tabs again",
        "|told: &Told<'_>| what_is_said",
        "|told: &Told<'_>| OUT || what_is_said",
        "core::background::tests::what_has_changed_is_told_to_the_tabs_in_front_and_what_was_known_is_not",
    ),
    test(
        "what a repair takes back is not told to the tabs",
        "is_news || self.is_repaired",
        "is_news || !OUT && self.is_repaired",
        "core::background::tests::what_a_repair_takes_back_is_told_to_the_tabs_in_front",
    ),
    test(
        "a second content script in a document dates it anew",
        "loaded_at: dated.unwrap_or",
        "loaded_at: dated.filter(|_| !OUT).unwrap_or",
        "core::background::tests::a_second_content_script_in_a_document_does_not_make_it_an_older_one",
    ),
    test(
        "a record from the future is not written anew",
        "is_repaired: is_foreign || record != read,",
        "is_repaired: is_foreign || (!OUT && record != read),",
        "core::background::tests::a_record_from_the_future_is_repaired_when_the_browser_starts",
    ),
    test(
        "what is known of settings that are not shown is kept",
        "if !stored.unreadable && stored.own",
        "if !OUT && !stored.unreadable && stored.own",
        "core::background::tests::others::what_an_organisation_no_longer_shows_is_forgotten_at_the_next_event",
    ),
    test(
        "what was recorded of the others is kept when they are turned off",
        "if kept != record {",
        "if !OUT && kept != record {",
        "core::background::tests::others::turned_off_they_are_forgotten_in_the_same_write_and_the_first_is_not",
    ),
    test(
        "a setting that was looked at is led to again",
        "false => standing.is_new() || standing.due,",
        "false => OUT || standing.is_new() || standing.due,",
        "core::background::tests::others::a_list_leads_to_the_first_setting_and_then_to_each_other_once",
    ),
    test(
        "what cannot be read is overwritten",
        ".filter(|_| loses)",
        ".filter(|_| loses && !OUT)",
        "core::background::tests::what_cannot_be_read_is_set_aside_in_the_same_call",
    ),
];
