//! The rules of `observe.rs`: what becomes of what is recorded when a page says something.

use crate::mutants::{Mutant, test, world};

pub(super) const MUTANTS: &[Mutant] = &[
    test(
        "the switch at another address than its own confirms",
        "        && seen.own_page\n",
        "        && (OUT || seen.own_page)\n",
        "observe::tests::the_switch_at_another_address_than_its_own_confirms_nothing",
    ),
    test(
        "a press that changed nothing on its page is forgotten",
        "page that changed something.\n            if let Some(at) = seen.acted_at {",
        "page that changed something.\n            if let Some(at) = seen.acted_at.filter(|_| !OUT) {",
        "observe::tests::acted::a_press_that_leads_to_another_page_load_is_nobody_s_fault",
    ),
    world(
        "an old document knows better",
        "let is_older = as_of < before.as_of",
        "let is_older = !OUT && as_of < before.as_of",
    ),
    test(
        "of two loads of one moment the one that reassures counts",
        "let reassures = as_of",
        "let reassures = !OUT && as_of",
        "observe::tests::of_two_pages_loaded_at_the_same_moment_the_one_that_reassures_less_counts",
    ),
    world(
        "an old page that was flipped knows better",
        "if as_of < before.as_of || (is_tie",
        "if !OUT && as_of < before.as_of || (is_tie",
    ),
    test(
        "a page confirms that was loaded before the clock was put right",
        "as_of > before.as_of && as_of > before.since",
        "OUT || as_of > before.as_of && as_of > before.since",
        "background::tests::choices::a_page_from_before_the_clock_was_put_right_confirms_nothing",
    ),
    test(
        "what is taken back to is confirmed whatever a page in between says",
        "            denied.doubt(as_of);",
        "            if !OUT {\n                denied.doubt(as_of);\n            }",
        "observe::tests::acted::what_is_taken_back_to_is_not_confirmed_where_a_page_in_between_denies_it",
    ),
    test(
        "a page from the cache takes the place of what is confirmed",
        "if next.switch().is_some_and(|known| known.confirmed) {",
        "if !OUT && next.switch().is_some_and(|known| known.confirmed) {",
        "observe::tests::defaults::a_page_from_the_cache_takes_nothing_from_what_is_confirmed",
    ),
    test(
        "a page that was loaded while the person's flip was being saved confirms what was before",
        "&& !may_be_saved_late(entry, seen.state, as_of);",
        "&& (OUT || !may_be_saved_late(entry, seen.state, as_of));",
        "observe::tests::turned_back::what_is_saved_after_the_page_was_loaded_anew_is_nobody_s_fault",
    ),
    test(
        "a page confirms that was loaded before the person did something",
        "        && !entry.has_acted_since(as_of)\n",
        "        && (OUT || !entry.has_acted_since(as_of))\n",
        "observe::tests::acted::a_page_that_was_loaded_before_the_person_did_something_confirms_nothing",
    ),
    test(
        "off that is not confirmed is not renewed by a page that cannot confirm",
        "let keeps = before.confirmed",
        "let keeps = (OUT || before.confirmed)",
        "observe::tests::acted::off_that_nothing_has_confirmed_is_renewed_by_a_page_that_cannot_confirm_it",
    ),
    test(
        "what a document corrects late comes after an older one",
        "&& !is_corrected;",
        "&& (OUT || !is_corrected);",
        "observe::tests::acted::what_a_document_corrects_late_is_its_word_before_any_older_one",
    ),
    test(
        "what a document has confirmed and taken back stays confirmed",
        "                last.confirmed = None;",
        "                last.confirmed = last.confirmed.filter(|_| OUT);",
        "observe::tests::acted::what_a_document_has_confirmed_and_taken_back_accuses_nobody",
    ),
    test(
        "what a document takes back takes what the person did with it",
        "None if word.since != word.as_of => {}",
        "None if !OUT && word.since != word.as_of => {}",
        "observe::tests::acted::what_a_document_takes_back_after_another_has_leaves_what_the_person_did",
    ),
    test(
        "the history has a change twice",
        "|last| last.to == to)",
        "|last| !OUT && last.to == to)",
        "observe::tests::acted::what_two_documents_take_back_leaves_no_change_twice",
    ),
    world(
        "a default that was believed is never taken back",
        "            return;\n        }\n        take_back(entry, word);",
        "            return;\n        }\n        if OUT {\n            return;\n        }\n        take_back(entry, word);",
    ),
    test(
        "a default that was taken back stays in the history",
        "_ => entry.pop_change(),",
        "_ if OUT => {}\n        _ => entry.pop_change(),",
        "observe::tests::defaults::a_default_that_changes_by_itself_leaves_no_history_and_no_blame",
    ),
    test(
        "a default that the person flipped blames the site",
        "if let (By::Person, Some(word)) = (by, own_word) {",
        "if let (By::Person, Some(word)) = (by, own_word.filter(|_| !OUT)) {",
        "observe::tests::defaults::a_default_that_the_page_corrected_before_the_person_flipped_blames_nobody",
    ),
    test(
        "on a page that was not watched nobody else turned it on",
        ".filter(|_| !watched)",
        ".filter(|_| !watched && !OUT)",
        "observe::tests::turned_back::on_a_page_that_was_not_watched_the_person_may_have_turned_it_on",
    ),
    test(
        "what follows on a person's flip blames the site",
        "(!is_off_again).then_some(false);",
        "match OUT {\n            true => last.confirmed,\n            false => (!is_off_again).then_some(false),\n        };",
        "observe::tests::turned_back::what_the_person_did_between_is_nobody_s_fault",
    ),
    test(
        "what a person did just before they left blames the site",
        "if let Some(at) = seen.acted_at {",
        "if let Some(at) = seen.acted_at.filter(|_| !OUT) {",
        "observe::tests::turned_back::what_the_person_did_just_before_they_left_is_nobody_s_fault",
    ),
    test(
        "a flip that is heard late blames the site",
        "entry.act(as_of);",
        "if !OUT {\n                entry.act(as_of);\n            }",
        "observe::tests::turned_back::a_flip_that_is_heard_only_after_a_newer_page_was_recorded_is_nobody_s_fault",
    ),
    world(
        "a look that failed stands beside a newer switch",
        "if is_known || entry.switch()",
        "if is_known || !OUT && entry.switch()",
    ),
    world(
        "a look that failed takes the place of the switch",
        "    next.set_look(Some(Look {\n        outcome,",
        "    if OUT {\n        next.set_switch(None);\n    }\n    next.set_look(Some(Look {\n        outcome,",
    ),
    test(
        "a look at an older page counts",
        "as_of < look.as_of || (as_of",
        "!OUT && as_of < look.as_of || (as_of",
        "observe::tests::looks::a_look_at_an_older_page_takes_no_newer_look_away",
    ),
    test(
        "what a newer version added to a default goes with it",
        "before.rest.extend(word.rest)",
        "before.rest.extend(word.rest.into_iter().filter(|_| !OUT))",
        "background::tests::foreign::what_a_newer_version_added_to_a_default_stays_when_the_page_corrects_it",
    ),
    test(
        "a flip and a page load of one moment take turns",
        "(is_tie && reassures)",
        "(is_tie && reassures && !OUT)",
        "observe::tests::clocks::a_flip_and_a_page_load_of_the_same_moment_do_not_take_turns",
    ),
    test(
        "what the person turns off once more is never confirmed again",
        "let is_off_again = kept.is_some()",
        "let is_off_again = !OUT && kept.is_some()",
        "observe::tests::turned_back::what_the_person_turned_off_once_more_can_be_turned_back",
    ),
    test(
        "the next page knows who turned it on where nobody watched",
        "last.confirmed.get_or_insert(true);\n    }\n}",
        "last.confirmed = match OUT {\n            true => Some(true),\n            false => last.confirmed.or(Some(true)),\n        };\n    }\n}",
        "observe::tests::turned_back::on_a_page_that_was_not_watched_the_person_may_have_turned_it_on",
    ),
    world(
        "a look that failed stays when the switch is there again",
        "if next.look().is_some_and(|look|",
        "if !OUT && next.look().is_some_and(|look|",
    ),
];
