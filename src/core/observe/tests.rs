//! The table of rules in the design, one test or more for each row, told as pages tell it.

use super::super::record::{KEY, Status};
use super::super::samples::{
    AT_LIST, AT_SETTING, AT_SIBLING, Browser, DAY, T0, but, callout, empty_page, flipped, list,
    millis, moved, off, on, page, rested, time,
};
use super::super::testimony::{Navigation, ReadyState, Shown, Testimony};
use super::*;

mod acted;
mod clocks;
mod defaults;
mod looks;
mod turned_back;

/// A browser that has seen the switch off, confirmed, on a page loaded at 0 s.
fn opted_out() -> Browser {
    let mut browser = Browser::default();
    browser.hears(11.0, &off(0.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
    browser
}

/// `said` by a content script that was started late: after an update, or with the popup.
fn late(mut said: Testimony) -> Testimony {
    said.document.started_at = ReadyState::Complete;
    said
}

/// `said` a second after its switch appeared.
fn fresh(said: Testimony) -> Testimony {
    but(said, |it| {
        (it.age, it.held, it.quiet) = (1_000.0, 1_000.0, 1_000.0);
    })
}

/// `said` of a switch that the page's own script sets to this state four seconds after the load,
/// testified seven seconds later.
fn filled_in(loaded: f64, state: Shown) -> Testimony {
    let changed = moved(page(loaded, state), loaded + 4.0, state);
    but(changed, |it| {
        (it.age, it.held, it.quiet) = (10_000.0, 7_000.0, 7_000.0);
        it.quiet_before = 2_000.0;
    })
}

fn says_turned_back(browser: &Browser, seconds: f64) -> bool {
    browser.lines(seconds).contains(&"turnedBackOrOther")
}

// asOf, seen: the newest page load or flip that testified, never the time of a look.

#[test]
fn the_switch_at_another_address_than_its_own_confirms_nothing() {
    let mut browser = Browser::default();
    let elsewhere = Testimony {
        path: AT_LIST.to_owned(),
        ..off(0.0)
    };
    browser.hears(11.0, &elsewhere);
    assert_eq!(browser.switch(), "off, as of 0 s");
}

#[test]
fn an_old_tab_that_comes_to_the_front_renews_nothing() {
    let mut browser = opted_out();
    let (record, writes) = (browser.stored.record.clone(), browser.writes);
    browser.hears(89.0 * DAY, &off(0.0));
    assert_eq!((&browser.stored.record, browser.writes), (&record, writes));
    assert_eq!(browser.alarm, Some(time(90.0 * DAY)));
    browser.starts(90.0 * DAY);
    assert_eq!(browser.badge, "?");
    assert!(browser.lines(90.0 * DAY).contains(&"recheckDue"));
}

#[test]
fn a_newer_load_renews_when_it_was_seen_and_not_since_when_it_is_so() {
    let mut browser = opted_out();
    browser.hears(50.0 * DAY + 11.0, &off(50.0 * DAY));
    assert_eq!(
        browser.switch(),
        format!("off, confirmed, as of {} s", 50.0 * DAY)
    );
    assert_eq!(browser.entry().switch().unwrap().since, time(0.0));
    assert_eq!(browser.alarm, Some(time(140.0 * DAY)));
    assert_eq!(browser.history(), ["off by unseen"]);
}

#[test]
fn an_old_tab_takes_nothing_back() {
    let mut browser = opted_out();
    browser.hears_in(2, 111.0, &on(100.0));
    let record = browser.stored.record.clone();
    let answer = browser.hears(200.0, &off(0.0));
    assert_eq!(browser.stored.record, record);
    assert_eq!(browser.switch(), "on, confirmed, as of 100 s");
    assert_eq!(callout(&answer), ["calloutOlder", "calloutOlderReload"]);
    assert!(answer.guidance.unwrap().reload);
}

#[test]
fn of_two_pages_loaded_at_the_same_moment_the_one_that_reassures_less_counts() {
    for said in [[off(0.0), on(0.0)], [on(0.0), off(0.0)]] {
        let mut browser = Browser::default();
        browser.hears_in(1, 11.0, &said[0]);
        browser.hears_in(2, 12.0, &said[1]);
        browser.hears_in(1, 13.0, &said[0]);
        assert!(browser.switch().starts_with("on"), "{}", browser.switch());
    }
}

#[test]
fn a_touch_that_changes_nothing_renews_nothing() {
    let mut browser = opted_out();
    let pressed = but(off(0.0), |it| it.touched_at = Some(millis(89.0 * DAY)));
    browser.hears(89.0 * DAY, &pressed);
    assert_eq!(browser.entry().switch().unwrap().seen, time(0.0));
}

// Confirmed: the same state on a page load that began after the last change, watched from its
// start, held until the page had settled.

#[test]
fn a_page_from_before_the_install_confirms_nothing() {
    let mut browser = Browser::default();
    let answer = browser.hears(500.0, &late(off(0.0)));
    assert_eq!(browser.switch(), "off, as of 0 s");
    assert_eq!(callout(&answer), ["calloutOff", "calloutConfirm"]);
    assert!(answer.guidance.unwrap().reload);
    assert_eq!(browser.lines(500.0), ["seenUnconfirmed", "nextReload"]);
    browser.hears(611.0, &off(600.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 600 s");
}

#[test]
fn a_page_that_was_flipped_unseen_confirms_nothing() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    browser.hears_in(2, 500.0, &late(off(100.0)));
    assert_eq!(browser.switch(), "off, as of 100 s");
    browser.hears_in(2, 600.0, &late(off(100.0)));
    assert_eq!(browser.switch(), "off, as of 100 s");
}

#[test]
fn a_page_that_was_not_watched_renews_nothing_where_it_shows_the_same() {
    let mut browser = opted_out();
    browser.hears(500.0, &late(off(100.0)));
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
}

#[test]
fn a_flip_is_recorded_at_once_and_confirmed_by_the_next_load() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    let flip = flipped(on(0.0), 50.0, Shown::Off);
    let answer = browser.hears(50.1, &flip);
    assert_eq!(browser.switch(), "off, as of 50 s");
    assert_eq!(browser.history(), ["on by unseen", "off by person"]);
    assert_eq!(browser.badge, "✓");
    assert_eq!(callout(&answer), ["calloutOff", "calloutConfirm"]);
    // A document shows the state of its load, however long it stays open.
    browser.hears(500.0, &rested(flip));
    assert_eq!(browser.switch(), "off, as of 50 s");
    browser.hears(611.0, &off(600.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 600 s");
    assert_eq!(browser.history(), ["on by unseen", "off by person"]);
}

#[test]
fn a_page_that_was_loaded_before_the_flip_confirms_nothing() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    browser.hears(50.1, &flipped(on(0.0), 50.0, Shown::Off));
    browser.hears_in(2, 60.0, &off(49.0));
    assert_eq!(browser.switch(), "off, as of 50 s");
}

#[test]
fn a_flip_and_back_is_not_confirmed_before_the_next_load() {
    let mut browser = opted_out();
    browser.hears(50.1, &flipped(off(0.0), 50.0, Shown::On));
    let back = flipped(flipped(off(0.0), 50.0, Shown::On), 60.0, Shown::Off);
    browser.hears(60.1, &back);
    browser.hears(80.0, &rested(back));
    assert_eq!(browser.switch(), "off, as of 60 s");
    let history = ["off by unseen", "on by person", "off by person"];
    assert_eq!(browser.history(), history);
}

// Said from the record.

#[test]
fn whoever_has_opted_out_is_not_led_there_again_until_it_is_due() {
    let mut browser = opted_out();
    for path in [AT_LIST, "/mypreferences/d/categories/account"] {
        let links = &[AT_LIST, AT_SETTING];
        let at = |loaded| Testimony {
            path: path.to_owned(),
            ..list(loaded, links)
        };
        assert_eq!(browser.hears(111.0, &at(100.0)).guidance, None);
        let due = 91.0 * DAY;
        assert!(browser.hears(due + 11.0, &at(due)).guidance.is_some());
    }
    // The switch is off but not confirmed, so the ring leads there.
    browser.hears(150.1, &flipped(on(120.0), 150.0, Shown::Off));
    let answer = browser.hears(211.0, &list(200.0, &[AT_SETTING]));
    assert_eq!(callout(&answer), ["calloutToSetting"]);
}

#[test]
fn an_entry_told_the_same_twice_is_the_same() {
    for said in [
        off(100.0),
        on(100.0),
        empty_page(100.0),
        list(100.0, &[AT_SIBLING]),
    ] {
        let mut browser = opted_out();
        browser.hears(111.0, &said);
        let (record, writes) = (browser.stored.record.clone(), browser.writes);
        browser.hears(112.0, &said);
        assert_eq!((browser.stored.record, browser.writes), (record, writes));
    }
}
