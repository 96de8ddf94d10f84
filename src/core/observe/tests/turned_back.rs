//! "Turned back" is said only where off was confirmed in one document and on was seen in a later
//! one, with nothing that the person did between. History: of the switch only, each change with who
//! made it.

use super::*;

// "Turned back" is said only where off was confirmed in one document and on was seen in a later
// one, with nothing that the person did between.

#[test]
fn turned_back_needs_a_confirmed_off_and_a_later_document() {
    let mut browser = opted_out();
    browser.hears(111.0, &on(100.0));
    assert!(says_turned_back(&browser, 111.0));
    assert_eq!(browser.badge, "!");

    let mut unconfirmed = Browser::default();
    unconfirmed.hears(11.0, &on(0.0));
    unconfirmed.hears(50.1, &flipped(on(0.0), 50.0, Shown::Off));
    unconfirmed.hears(111.0, &on(100.0));
    assert!(!says_turned_back(&unconfirmed, 111.0));

    let mut same_document = opted_out();
    same_document.hears(70.0, &rested(moved(off(0.0), 60.0, Shown::On)));
    assert!(!says_turned_back(&same_document, 70.0));
}

#[test]
fn a_change_without_a_word_on_it_was_confirmed_if_the_switch_was() {
    for confirmed in [true, false] {
        let mut browser = Browser::with(&format!(
            r#"{{"switch": {{"state": "off", "confirmed": {confirmed}, "since": {T0}, "seen": {T0},
               "asOf": {T0}}}, "history": [{{"at": {T0}, "to": "off", "by": "person"}}]}}"#
        ));
        browser.hears(111.0, &on(100.0));
        assert_eq!(says_turned_back(&browser, 111.0), confirmed);
    }
}

#[test]
fn what_is_saved_after_the_page_was_loaded_anew_is_nobody_s_fault() {
    let mut browser = opted_out();
    browser.hears(50.1, &flipped(off(0.0), 50.0, Shown::On));
    // The server still holds what it held, and says so.
    browser.hears(71.0, &off(59.9));
    assert_eq!(browser.switch(), "off, as of 59.9 s");
    browser.hears(111.0, &on(100.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 100 s");
    assert!(!says_turned_back(&browser, 111.0));

    // A page that is loaded later has heard of what was saved, if anything was.
    let mut later = opted_out();
    later.hears(50.1, &flipped(off(0.0), 50.0, Shown::On));
    later.hears(71.1, &off(60.0));
    assert_eq!(later.switch(), "off, confirmed, as of 60 s");
}

#[test]
fn what_the_person_did_between_is_nobody_s_fault() {
    let by_touch = flipped(off(0.0), 50.0, Shown::On);
    let by_another_button = but(moved(off(0.0), 50.0, Shown::On), |it| {
        it.held = 1_000.0;
        it.input_at = Some(millis(49.9));
    });
    for (did, by) in [
        (by_touch, "on by person"),
        (by_another_button, "on by unseen"),
    ] {
        let mut browser = opted_out();
        browser.hears(51.0, &did);
        assert_eq!(browser.history(), ["off by unseen", by]);
        assert!(!says_turned_back(&browser, 51.0), "{by}");
        browser.hears(111.0, &on(100.0));
        assert!(!says_turned_back(&browser, 111.0), "{by}");
    }
}

#[test]
fn a_flip_that_is_heard_only_after_a_newer_page_was_recorded_is_nobody_s_fault() {
    let mut browser = opted_out();
    browser.hears(111.0, &on(100.0));
    assert!(says_turned_back(&browser, 111.0));
    // It was testified at 50 s, but the write failed.
    let flip = flipped(off(0.0), 50.0, Shown::On);
    browser.hears_in(2, 112.0, &flip);
    assert_eq!(browser.switch(), "on, confirmed, as of 100 s");
    assert!(!says_turned_back(&browser, 112.0));
}

#[test]
fn what_the_person_turned_on_after_a_page_had_shown_its_default_is_nobody_s_fault() {
    let mut browser = opted_out();
    let default = but(on(100.0), |it| {
        (it.age, it.held, it.quiet) = (600.0, 600.0, 600.0);
    });
    browser.hears(100.7, &default);
    // The next page shows what LinkedIn holds, off, but not long enough to count.
    browser.hears_in(2, 111.1, &flipped(off(110.0), 111.0, Shown::On));
    assert_eq!(browser.history(), ["off by unseen", "on by unseen"]);
    browser.hears_in(3, 211.0, &on(200.0));
    assert!(!says_turned_back(&browser, 211.0));
}

#[test]
fn what_the_person_did_while_another_page_came_to_rest_is_nobody_s_fault() {
    let mut browser = Browser::default();
    browser.hears(11.0, &off(0.0));
    // The page waits for its server after the press; a page that was loaded before it settles
    // meanwhile.
    let saving = but(flipped(off(0.0), 50.0, Shown::Off), |it| {
        (it.busy, it.quiet, it.prior_since) = (true, 100.0, None);
    });
    browser.hears(50.1, &saving);
    browser.hears_in(2, 52.1, &off(49.0));
    assert_eq!(browser.switch(), "off, as of 49 s");
    browser.hears_in(3, 111.0, &on(100.0));
    assert!(!says_turned_back(&browser, 111.0));
}

#[test]
fn what_the_person_turned_off_once_more_can_be_turned_back() {
    let mut browser = opted_out();
    // On, but not long enough to count.
    browser.hears_in(2, 50.4, &flipped(on(40.0), 50.3, Shown::Off));
    assert_eq!(browser.switch(), "off, as of 50.3 s");
    browser.hears_in(3, 111.0, &off(100.0));
    browser.hears_in(4, 211.0, &on(200.0));
    assert!(says_turned_back(&browser, 211.0));
}

#[test]
fn what_the_person_did_while_nothing_could_be_written_is_nobody_s_fault() {
    let mut browser = Browser::default();
    browser.stored.failed = vec![KEY.to_owned()];
    browser.hears(11.0, &off(0.0));
    assert_eq!(browser.switch(), "off, as of 0 s");
    browser.hears(61.0, &off(50.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 50 s");
    browser.hears(111.0, &on(100.0));
    assert!(!says_turned_back(&browser, 111.0));
}

#[test]
fn a_flip_that_is_told_again_takes_nothing_from_what_came_of_it() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    let flip = flipped(on(0.0), 50.0, Shown::Off);
    browser.hears(50.1, &flip);
    browser.hears_in(2, 111.0, &off(100.0));
    browser.hears_in(3, 211.0, &on(200.0));
    browser.hears(212.0, &flip);
    assert!(says_turned_back(&browser, 212.0));
}

#[test]
fn what_the_person_did_just_before_they_left_is_nobody_s_fault() {
    // The switch waits for its server; and a button beside it had changed it for too short to
    // count.
    let saving = but(flipped(off(0.0), 50.0, Shown::Off), |it| {
        (it.busy, it.quiet, it.prior_since) = (true, 100.0, None);
    });
    let beside = but(moved(off(0.0), 50.0, Shown::On), |it| {
        (it.held, it.input_at) = (100.0, Some(millis(49.9)));
    });
    let mut after_going_back = beside.clone();
    after_going_back.document.navigation = Navigation::BackForward;
    for did in [saving, beside, after_going_back] {
        let mut browser = opted_out();
        browser.hears(50.1, &did);
        assert_eq!(browser.switch(), "off, as of 0 s");
        browser.hears(111.0, &on(100.0));
        assert!(!says_turned_back(&browser, 111.0));
    }
}

#[test]
fn on_a_page_that_was_not_watched_the_person_may_have_turned_it_on() {
    let mut browser = opted_out();
    browser.hears(500.0, &late(on(100.0)));
    assert_eq!(browser.switch(), "on, as of 100 s");
    assert!(!says_turned_back(&browser, 500.0));
    // Nor does the next page show who did it.
    browser.hears(611.0, &on(600.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 600 s");
    assert!(!says_turned_back(&browser, 611.0));
}

// History: of the switch only, each change with who made it.

#[test]
fn what_the_page_sets_back_is_the_page_s_doing_and_no_blame() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    // Shown a second after the touch.
    let flip = but(moved(on(0.0), 51.0, Shown::Off), |it| {
        it.touched_at = Some(millis(50.0));
    });
    browser.hears(51.1, &flip);
    let back = but(moved(flip, 53.0, Shown::On), |it| it.held = 600.0);
    let answer = browser.hears(53.6, &back);
    assert_eq!(browser.switch(), "on, as of 51 s");
    let history = ["on by unseen", "off by person", "on by site"];
    assert_eq!(browser.history(), history);
    assert_eq!(callout(&answer), ["calloutOn", "calloutOnMeans", "notKept"]);
    assert!(!says_turned_back(&browser, 54.0));
}

#[test]
fn what_another_page_has_said_since_the_flip_outlives_that_the_page_set_it_back() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    let flip = flipped(on(0.0), 50.0, Shown::Off);
    browser.hears(50.1, &flip);
    browser.hears_in(2, 70.0, &off(60.0));
    let back = but(moved(flip, 80.0, Shown::On), |it| it.held = 600.0);
    browser.hears(81.0, &back);
    assert_eq!(browser.switch(), "off, confirmed, as of 60 s");
}

#[test]
fn a_person_who_turns_it_on_is_not_told_that_anybody_else_did() {
    let mut browser = opted_out();
    browser.hears(50.1, &flipped(off(0.0), 50.0, Shown::On));
    browser.hears(111.0, &on(100.0));
    assert_eq!(browser.history(), ["off by unseen", "on by person"]);
    assert_eq!(browser.lines(111.0), ["seenSure"]);
}

#[test]
fn of_two_accounts_taking_turns_every_change_is_by_nobody_that_was_seen() {
    let mut browser = opted_out();
    browser.hears(111.0, &on(100.0));
    browser.hears(211.0, &off(200.0));
    let history = ["off by unseen", "on by unseen", "off by unseen"];
    assert_eq!(browser.history(), history);
}
