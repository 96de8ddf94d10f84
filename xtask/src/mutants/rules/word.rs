//! The rules of `word.rs`: when a page's word counts, what it confirms, and whose doing a change is.

use crate::mutants::{Mutant, test, world};

pub(super) const MUTANTS: &[Mutant] = &[
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
        "on in a page from the cache is nothing",
        "if may_be_old && !(on && is_cached) {",
        "if may_be_old && (OUT || !(on && is_cached)) {",
        "observe::tests::defaults::on_in_a_page_from_the_cache_is_recorded_where_nothing_is_confirmed",
    ),
    test(
        "a page that is still loading has settled",
        "match document.loaded && control.enabled {",
        "match (OUT || document.loaded) && control.enabled {",
        "word::tests::off_waits_for_the_page_to_be_loaded_and_the_switch_to_be_enabled",
    ),
    test(
        "a node that served another setting is believed at once to be on",
        "match on && !control.left_over {",
        "match on && (OUT || !control.left_over) {",
        "word::tests::in_a_node_that_may_still_show_another_setting_on_waits_as_off_does",
    ),
    test(
        "on counts at its first sight",
        "true => (ON_AFTER - control.held).max(0.0),",
        "true if OUT => 0.0,\n        true => (ON_AFTER - control.held).max(0.0),",
        "word::tests::on_counts_after_half_a_second_and_confirms_once_it_has_settled",
    ),
    test(
        "what is shown while it is being saved counts",
        "let is_busy = control.busy",
        "let is_busy = !OUT && control.busy",
        "word::tests::while_it_is_busy_nothing_is_said",
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
        "word::tests::a_page_loaded_by_a_clock_that_was_ahead_confirms_nothing_and_is_older_than_anything",
    ),
    test(
        "a page of which no clock tells when it was loaded confirms",
        "&& loaded > Timestamp::UNKNOWN",
        "&& (OUT || loaded > Timestamp::UNKNOWN)",
        "word::tests::a_page_loaded_by_a_clock_that_was_ahead_confirms_nothing_and_is_older_than_anything",
    ),
    test(
        "a page that was come to without a page load confirms",
        "&& (on || !document.moved)",
        "&& (OUT || on || !document.moved)",
        "word::tests::only_a_page_load_confirms_and_not_one_that_failed",
    ),
    test(
        "a page with the status of an error confirms",
        "&& document.navigation != Navigation::Error",
        "&& (OUT || document.navigation != Navigation::Error)",
        "word::tests::only_a_page_load_confirms_and_not_one_that_failed",
    ),
    test(
        "a page that is still loading confirms",
        "&& watched\n            && document.loaded",
        "&& watched\n            && (OUT || document.loaded)",
        "word::tests::a_switch_that_may_never_have_been_filled_in_confirms_nothing",
    ),
    test(
        "a switch that is disabled confirms",
        "            && control.enabled\n",
        "            && (OUT || control.enabled)\n",
        "word::tests::a_switch_that_may_never_have_been_filled_in_confirms_nothing",
    ),
    test(
        "a switch that stays busy confirms",
        "&& !control.busy",
        "&& (OUT || !control.busy)",
        "word::tests::a_switch_that_may_never_have_been_filled_in_confirms_nothing",
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
        "word::tests::a_control_that_the_browser_put_back_testifies_nothing",
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
        "word::tests::a_switch_from_before_a_client_side_navigation_confirms_nothing",
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
        "word::tests::a_touch_that_changes_nothing_is_no_flip",
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
        "word::tests::what_the_person_has_flipped_counts_at_once_as_of_then",
    ),
    test(
        "what the page sets back is the person's doing",
        "changed(flipped.max(loaded), By::Site)",
        "changed(flipped.max(loaded), if OUT { By::Person } else { By::Site })",
        "word::tests::what_the_page_sets_back_after_the_flip_is_the_page_s_and_as_old_as_the_flip",
    ),
    test(
        "what a press leads to later is as old as the press",
        ".chain(shown)",
        ".chain(shown.filter(|_| !OUT))",
        "observe::tests::acted::what_a_press_led_to_later_is_as_new_as_that",
    ),
    test(
        "what a click beside a touched switch led to is the site's doing",
        "changed(since.max(touched).max(loaded), By::Unseen)",
        "changed(since.max(touched).max(loaded), if OUT { By::Site } else { By::Unseen })",
        "word::tests::what_changes_after_the_person_did_something_else_on_the_page_may_be_theirs",
    ),
    test(
        "what a clock that was ahead has said hides what the person did after it",
        "at.filter_map(|at| in_the_past(at, now)).max()",
        "if OUT { in_the_past(at.reduce(f64::max)?, now) } else { at.filter_map(|at| in_the_past(at, now)).max() }",
        "observe::tests::acted::a_press_after_the_clock_was_put_back_takes_the_confirmation_of_a_page_loaded_before_it",
    ),
];
