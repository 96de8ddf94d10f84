//! Times are the clock's; a record from a future that was never is repaired.

use super::*;

#[test]
fn a_page_loaded_by_a_clock_that_was_ahead_takes_nothing_from_what_is_known() {
    let mut browser = opted_out();
    let record = browser.stored.record.clone();
    browser.hears(50.0, &on(5_000.0));
    browser.hears(50.0, &empty_page(5_000.0));
    assert_eq!(browser.stored.record, record);
}

#[test]
fn the_first_page_loaded_by_a_clock_that_was_ahead_is_known_without_a_time() {
    let mut browser = Browser::default();
    browser.hears(50.0, &off(5_000.0));
    assert_eq!(browser.popup(50.0).status, Status::OptedOut);
    let lines = browser.lines(50.0);
    assert_eq!(lines, ["seenUnknownTime", "recheckDue"]);
    assert_eq!(browser.badge, "?");
    browser.hears(111.0, &off(100.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 100 s");
}

#[test]
fn two_pages_loaded_just_before_a_small_step_of_the_clock_do_not_take_turns() {
    let mut browser = Browser::default();
    let mut clock = 50.0;
    for _ in 0..3 {
        browser.hears(clock, &off(50.6));
        browser.hears(clock + 0.1, &on(50.8));
        clock += 0.2;
    }
    assert_eq!(browser.switch(), "on, confirmed, as of 50.8 s");
    assert_eq!(browser.history(), ["off by unseen", "on by unseen"]);
}

/// The record is repaired when the page is first heard, which is after it was loaded.
#[test]
fn a_page_loaded_just_after_the_clock_was_put_back_by_seconds_knows_better() {
    let mut browser = opted_out();
    browser.hears_in(2, -20.0, &on(-21.0));
    assert_eq!(browser.switch(), "on, as of -21 s");
}

#[test]
fn a_flip_and_a_page_load_of_the_same_moment_do_not_take_turns() {
    let mut browser = Browser::default();
    for seconds in [51.0, 52.0, 53.0] {
        browser.hears(seconds, &flipped(on(0.0), 50.0, Shown::Off));
        browser.hears_in(2, seconds + 0.5, &on(50.0));
    }
    assert_eq!(browser.switch(), "on, as of 50 s");
    assert_eq!(browser.history(), ["off by person", "on by unseen"]);
}

#[test]
fn when_the_clock_has_caught_up_a_page_loaded_ahead_of_it_still_confirms_nothing() {
    let mut browser = Browser::default();
    browser.hears(50.0, &off(600.0));
    browser.hears(700.0, &off(600.0));
    assert!(!browser.popup(700.0).confirmed);
}
