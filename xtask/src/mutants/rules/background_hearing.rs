//! The rules of `background/hearing.rs`: what comes of a testimony.

use crate::mutants::{Mutant, test, world};

pub(super) const MUTANTS: &[Mutant] = &[
    world(
        "what led to a write is not said again",
        "let written = is_written.then_some",
        "let written = (!OUT && is_written).then_some",
    ),
    test(
        "that something may be lost is written for its own sake",
        "        if is_written {",
        "        let is_written = OUT || is_written;\n        if is_written {",
        "observe::tests::acted::while_nothing_can_be_written_nothing_is_written_only_to_say_so",
    ),
    test(
        "a press on a switch that is not found is forgotten",
        "if told.iter().any(is_found) {",
        "if OUT || told.iter().any(is_found) {",
        "observe::tests::acted::a_press_on_a_switch_that_a_dialog_covers_before_it_is_named_is_nobody_s_fault",
    ),
    test(
        "a press on a switch that is not found is not told to the tabs",
        "is_doubted || told.iter()",
        "!OUT && is_doubted || told.iter()",
        "observe::tests::acted::a_press_on_a_switch_that_a_dialog_covers_before_it_is_named_is_nobody_s_fault",
    ),
    test(
        "what was known is told to the tabs again",
        "|told: &Told<'_>| what_is_said",
        "|told: &Told<'_>| OUT || what_is_said",
        "background::tests::occasions::what_has_changed_is_told_to_the_tabs_in_front_and_what_was_known_is_not",
    ),
    test(
        "a second content script in a document dates it anew",
        "loaded_at: dated.unwrap_or",
        "loaded_at: dated.filter(|_| !OUT).unwrap_or",
        "background::tests::a_second_content_script_in_a_document_does_not_make_it_an_older_one",
    ),
    test(
        "a setting that was looked at is led to again",
        "false => standing.is_new() || standing.due,",
        "false => OUT || standing.is_new() || standing.due,",
        "background::tests::others::a_list_leads_to_the_first_setting_and_then_to_each_other_once",
    ),
];
