//! The rules that [`super`] takes out, and what must miss each.
//!
//! Most are the design's: what is recorded, and when. In `to`, `OUT` stands for a question to the
//! running test: whether this rule is out.

use super::{Mutant, test, world};

/// By the file below `src/core/` in which they stand.
pub(super) const MUTANTS: &[(&str, &[Mutant])] = &[
    (
        "word.rs",
        &[
            world(
                "a state steady for half a second is the answer",
                "(SETTLED_AFTER - control.quiet)",
                "((if OUT { 500.0 } else { SETTLED_AFTER }) - control.quiet)",
            ),
            world(
                "a switch whose row never rests is never believed",
                "let at_latest = (SETTLED_AT_LATEST - control.age).max(0.0);",
                "let at_latest = ((if OUT { 1e9 } else { SETTLED_AT_LATEST }) - control.age).max(0.0);",
            ),
            test(
                "a page that is still loading has settled",
                "match document.loaded && control.enabled {",
                "match (OUT || document.loaded) && control.enabled {",
                "core::word::tests::off_waits_for_the_page_to_be_loaded_and_the_switch_to_be_enabled",
            ),
            test(
                "a node that served another setting is believed at once to be on",
                "match on && !control.left_over {",
                "match on && (OUT || !control.left_over) {",
                "core::word::tests::in_a_node_that_may_still_show_another_setting_on_waits_as_off_does",
            ),
            test(
                "on counts at its first sight",
                "true => (ON_AFTER - control.held).max(0.0),",
                "true if OUT => 0.0,\n        true => (ON_AFTER - control.held).max(0.0),",
                "core::word::tests::on_counts_after_half_a_second_and_confirms_once_it_has_settled",
            ),
            test(
                "what is shown while it is being saved counts",
                "let is_busy = control.busy",
                "let is_busy = !OUT && control.busy",
                "core::word::tests::while_it_is_busy_nothing_is_said",
            ),
            world(
                "seen is the time of the look",
                "let loaded = loaded_at(document, now);",
                "let loaded = if OUT { now } else { loaded_at(document, now) };",
            ),
            test(
                "a time ahead of the clock counts as now",
                "(millis <= now.millis() + CLOCK_STEP)",
                "(OUT || millis <= now.millis() + CLOCK_STEP)",
                "core::word::tests::a_page_loaded_by_a_clock_that_was_ahead_confirms_nothing_and_is_older_than_anything",
            ),
            test(
                "a page of which no clock tells when it was loaded confirms",
                "&& loaded > Timestamp::UNKNOWN",
                "&& (OUT || loaded > Timestamp::UNKNOWN)",
                "core::word::tests::a_page_loaded_by_a_clock_that_was_ahead_confirms_nothing_and_is_older_than_anything",
            ),
            test(
                "a page that was come to without a page load confirms",
                "&& (on || !document.moved)",
                "&& (OUT || on || !document.moved)",
                "core::word::tests::only_a_page_load_confirms_and_not_one_that_failed",
            ),
            test(
                "a page with the status of an error confirms",
                "&& document.navigation != Navigation::Error",
                "&& (OUT || document.navigation != Navigation::Error)",
                "core::word::tests::only_a_page_load_confirms_and_not_one_that_failed",
            ),
            test(
                "a page that is still loading confirms",
                "&& watched\n            && document.loaded",
                "&& watched\n            && (OUT || document.loaded)",
                "core::word::tests::a_switch_that_may_never_have_been_filled_in_confirms_nothing",
            ),
            test(
                "a switch that is disabled confirms",
                "            && control.enabled\n",
                "            && (OUT || control.enabled)\n",
                "core::word::tests::a_switch_that_may_never_have_been_filled_in_confirms_nothing",
            ),
            test(
                "a switch that stays busy confirms",
                "&& !control.busy",
                "&& (OUT || !control.busy)",
                "core::word::tests::a_switch_that_may_never_have_been_filled_in_confirms_nothing",
            ),
            world(
                "a control that the browser put back on a reload testifies",
                "control.parsed && control.differs && control.prior_since.is_none()",
                "!OUT && control.parsed && control.differs && control.prior_since.is_none()",
            ),
            world(
                "a page testifies after history navigation",
                "Navigation::BackForward | Navigation::Cached => true",
                "Navigation::BackForward => !OUT,\n        Navigation::Cached => true",
            ),
            test(
                "a page from the cache testifies",
                "Navigation::Cached => true",
                "Navigation::Cached => !OUT",
                "core::word::tests::a_control_that_the_browser_put_back_testifies_nothing",
            ),
            world(
                "a document that was not watched from its start confirms",
                "let watched = document.started_at == ReadyState::Loading;",
                "let watched = OUT || document.started_at == ReadyState::Loading;",
            ),
            world(
                "a change after the page had settled confirms itself",
                "&& !changed_after_it_had_settled(control),",
                "&& (OUT || !changed_after_it_had_settled(control)),",
            ),
            test(
                "a switch from before a client-side navigation confirms",
                "&& !control.left_over",
                "&& (OUT || !control.left_over)",
                "core::word::tests::a_switch_from_before_a_client_side_navigation_confirms_nothing",
            ),
            world(
                "a touch that has changed nothing renews",
                "!changed_nothing(*at, control)",
                "OUT || !changed_nothing(*at, control)",
            ),
            world(
                "a default beside an alert confirms",
                "&& !control.alert",
                "&& (OUT || !control.alert)",
            ),
            world(
                "a flip to on that is left while it is saved is nobody's",
                ".filter(|_| on && led_to_it(control.touched_at, control));",
                ".filter(|_| !OUT && on && led_to_it(control.touched_at, control));",
            ),
            test(
                "a switch that was touched without a flip confirms",
                "&& control.touched_at.is_none()",
                "&& (OUT || control.touched_at.is_none())",
                "core::word::tests::a_touch_that_changes_nothing_is_no_flip",
            ),
            world(
                "what a click beside the switch led to is LinkedIn's word",
                "if control.prior_since.is_some() && led_to_it(control.input_at, control) {",
                "if !OUT && control.prior_since.is_some() && led_to_it(control.input_at, control) {",
            ),
            world(
                "what the page takes back of that is LinkedIn's word",
                "let may_be_back = control",
                "let may_be_back = !OUT && control",
            ),
            test(
                "a flip by the person is nobody's",
                "return changed(flipped.max(loaded), By::Person);",
                "return changed(flipped.max(loaded), if OUT { By::Unseen } else { By::Person });",
                "core::word::tests::what_the_person_has_flipped_counts_at_once_as_of_then",
            ),
            test(
                "what the page sets back is the person's doing",
                "changed(flipped.max(loaded), By::Site)",
                "changed(flipped.max(loaded), if OUT { By::Person } else { By::Site })",
                "core::word::tests::what_the_page_sets_back_after_the_flip_is_the_page_s_and_as_old_as_the_flip",
            ),
            test(
                "what a press leads to later is as old as the press",
                ".chain(shown)",
                ".chain(shown.filter(|_| !OUT))",
                "core::observe::tests::acted::what_a_press_led_to_later_is_as_new_as_that",
            ),
            test(
                "what a click beside a touched switch led to is the site's doing",
                "changed(since.max(touched).max(loaded), By::Unseen)",
                "changed(since.max(touched).max(loaded), if OUT { By::Site } else { By::Unseen })",
                "core::word::tests::what_changes_after_the_person_did_something_else_on_the_page_may_be_theirs",
            ),
        ],
    ),
    (
        "observe.rs",
        &[
            test(
                "the switch at another address than its own confirms",
                "confirms && seen.own_page",
                "confirms && (OUT || seen.own_page)",
                "core::observe::tests::the_switch_at_another_address_than_its_own_confirms_nothing",
            ),
            test(
                "a press that changed nothing on its page is forgotten",
                "change something there.\n            if let Some(at) = seen.acted_at {",
                "change something there.\n            if let Some(at) = seen.acted_at.filter(|_| !OUT) {",
                "core::observe::tests::acted::a_press_that_leads_to_another_page_load_is_nobody_s_fault",
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
                "core::observe::tests::of_two_pages_loaded_at_the_same_moment_the_one_that_reassures_less_counts",
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
                "core::background::tests::a_page_from_before_the_clock_was_put_right_confirms_nothing",
            ),
            test(
                "a page confirms that was loaded before the person did something",
                "&& !entry.has_acted_since(as_of);",
                "&& (OUT || !entry.has_acted_since(as_of));",
                "core::observe::tests::acted::a_page_that_was_loaded_before_the_person_did_something_confirms_nothing",
            ),
            test(
                "off that is not confirmed is not renewed by a page that cannot confirm",
                "let keeps = before.confirmed",
                "let keeps = (OUT || before.confirmed)",
                "core::observe::tests::acted::off_that_nothing_has_confirmed_is_renewed_by_a_page_that_cannot_confirm_it",
            ),
            test(
                "what a document corrects late comes after an older one",
                "&& !is_corrected;",
                "&& (OUT || !is_corrected);",
                "core::observe::tests::acted::what_a_document_corrects_late_is_its_word_before_any_older_one",
            ),
            test(
                "what a document has confirmed and taken back stays confirmed",
                "                last.confirmed = None;",
                "                last.confirmed = last.confirmed.filter(|_| OUT);",
                "core::observe::tests::acted::what_a_document_has_confirmed_and_taken_back_accuses_nobody",
            ),
            test(
                "what a document takes back takes what the person did with it",
                "None if word.since != word.as_of => {}",
                "None if !OUT && word.since != word.as_of => {}",
                "core::observe::tests::acted::what_a_document_takes_back_after_another_has_leaves_what_the_person_did",
            ),
            test(
                "the history has a change twice",
                "|last| last.to == to)",
                "|last| !OUT && last.to == to)",
                "core::observe::tests::acted::what_two_documents_take_back_leaves_no_change_twice",
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
                "core::observe::tests::a_default_that_changes_by_itself_leaves_no_history_and_no_blame",
            ),
            test(
                "a default that the person flipped blames the site",
                "if let (By::Person, Some(word)) = (by, own_word) {",
                "if let (By::Person, Some(word)) = (by, own_word.filter(|_| !OUT)) {",
                "core::observe::tests::a_default_that_the_page_corrected_before_the_person_flipped_blames_nobody",
            ),
            test(
                "on a page that was not watched nobody else turned it on",
                ".filter(|_| !watched)",
                ".filter(|_| !watched && !OUT)",
                "core::observe::tests::on_a_page_that_was_not_watched_the_person_may_have_turned_it_on",
            ),
            test(
                "what follows on a person's flip blames the site",
                "(!is_off_again).then_some(false);",
                "match OUT {\n            true => last.confirmed,\n            false => (!is_off_again).then_some(false),\n        };",
                "core::observe::tests::what_the_person_did_between_is_nobody_s_fault",
            ),
            test(
                "what a person did just before they left blames the site",
                "if let Some(at) = seen.acted_at {",
                "if let Some(at) = seen.acted_at.filter(|_| !OUT) {",
                "core::observe::tests::what_the_person_did_just_before_they_left_is_nobody_s_fault",
            ),
            test(
                "a flip that is heard late blames the site",
                "entry.act(as_of);",
                "if !OUT {\n                entry.act(as_of);\n            }",
                "core::observe::tests::a_flip_that_is_heard_only_after_a_newer_page_was_recorded_is_nobody_s_fault",
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
                "core::observe::tests::a_look_at_an_older_page_takes_no_newer_look_away",
            ),
            test(
                "what a newer version added to a default goes with it",
                "before.rest.extend(word.rest)",
                "before.rest.extend(word.rest.into_iter().filter(|_| !OUT))",
                "core::background::tests::what_a_newer_version_added_to_a_default_stays_when_the_page_corrects_it",
            ),
            test(
                "a flip and a page load of one moment take turns",
                "(is_tie && reassures)",
                "(is_tie && reassures && !OUT)",
                "core::observe::tests::a_flip_and_a_page_load_of_the_same_moment_do_not_take_turns",
            ),
            test(
                "what the person turns off once more is never confirmed again",
                "let is_off_again = kept.is_some()",
                "let is_off_again = !OUT && kept.is_some()",
                "core::observe::tests::what_the_person_turned_off_once_more_can_be_turned_back",
            ),
            test(
                "the next page knows who turned it on where nobody watched",
                "last.confirmed.get_or_insert(true);\n    }\n}",
                "last.confirmed = match OUT {\n            true => Some(true),\n            false => last.confirmed.or(Some(true)),\n        };\n    }\n}",
                "core::observe::tests::on_a_page_that_was_not_watched_the_person_may_have_turned_it_on",
            ),
            world(
                "a look that failed stays when the switch is there again",
                "if next.look().is_some_and(|look|",
                "if !OUT && next.look().is_some_and(|look|",
            ),
        ],
    ),
    (
        "background.rs",
        &[
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
        ],
    ),
    (
        "record.rs",
        &[
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
        ],
    ),
    (
        "recognise.rs",
        &[test(
            "a request to sign in is a page without the switch",
            "&& !said.asks_password {",
            "&& (OUT || !said.asks_password) {",
            "core::background::tests::a_sign_in_form_at_the_address_is_no_look_at_the_setting",
        )],
    ),
    (
        "guidance.rs",
        &[test(
            "a page that is older than what is recorded does not say so",
            "if !is_shown || as_of",
            "if !OUT && !is_shown || as_of",
            "core::guidance::tests::a_page_loaded_before_the_last_change_says_so_and_offers_a_reload",
        )],
    ),
    (
        "part.rs",
        &[world(
            "what a newer version has added is dropped",
            "let mut fields = rest.clone();",
            "let mut fields = if OUT { Rest::new() } else { rest.clone() };",
        )],
    ),
    (
        "standing.rs",
        &[
            world(
                "the reminder never comes",
                ".is_some_and(|due| due <= now)",
                ".is_some_and(|due| !OUT && due <= now)",
            ),
            test(
                "a choice to leave it on does not put the reminder off",
                "left_at.unwrap_or(Timestamp::UNKNOWN)",
                "left_at.filter(|_| !OUT).unwrap_or(Timestamp::UNKNOWN)",
                "core::standing::tests::what_is_left_on_by_choice_is_asked_again_after_the_choice_or_a_later_sight",
            ),
            test(
                "a choice from the future puts the reminder off for years",
                "left_at.map(|at| at.by_now(now))",
                "left_at.map(|at| if OUT { at } else { at.by_now(now) })",
                "core::standing::tests::a_choice_from_the_future_counts_as_one_of_now",
            ),
            world(
                "nothing wakes the worker for the reminder",
                ".filter(|due| *due > now)",
                ".filter(|due| !OUT && *due > now)",
            ),
        ],
    ),
    (
        "badge.rs",
        &[
            world(
                "the badge does not doubt after a look that failed",
                "doubtful || standing.has_failed()",
                "doubtful || (!OUT && standing.has_failed())",
            ),
            world(
                "whoever has left it on by choice is nagged",
                "Status::OptedIn if standing.is_left_on()",
                "Status::OptedIn if !OUT && standing.is_left_on()",
            ),
        ],
    ),
];
