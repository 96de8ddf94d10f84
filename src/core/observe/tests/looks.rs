//! A look that failed, and what is never stored.

use super::*;

// A look that failed stands beside the switch and never replaces it.

#[test]
fn a_failed_look_stands_beside_the_switch() {
    let mut browser = opted_out();
    let answer = browser.hears(111.0, &empty_page(100.0));
    assert_eq!(callout(&answer), ["calloutUnrecognised", "calloutByHand"]);
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
    let look = browser.entry().look().cloned().unwrap();
    assert_eq!(look.outcome, LookOutcome::Unrecognised);
    assert_eq!((look.at, look.as_of), (time(111.0), time(100.0)));
    assert!(look.report.unwrap().starts_with("why: no-switch"));
    assert_eq!(browser.history(), ["off by unseen"]);
    assert_eq!(browser.badge, "?");
    let popup = browser.popup(120.0);
    assert_eq!((popup.status, popup.confirmed), (Status::OptedOut, true));
    let said = ["seenSure", "lookUnrecognised"];
    assert_eq!(browser.lines(120.0), said);
}

#[test]
fn the_switch_seen_again_takes_the_failed_look_away() {
    let mut browser = opted_out();
    browser.hears(111.0, &empty_page(100.0));
    browser.hears(211.0, &off(200.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 200 s");
    assert_eq!(browser.entry().look(), None);
    assert_eq!(browser.badge, "✓");
}

#[test]
fn a_switch_that_comes_late_takes_back_that_it_was_not_there() {
    let mut browser = Browser::default();
    browser.hears(11.0, &empty_page(0.0));
    assert_eq!(browser.popup(11.0).status, Status::Unrecognised);
    browser.hears(21.0, &off(0.0));
    assert_eq!(browser.popup(21.0).status, Status::OptedOut);
    assert_eq!(browser.entry().look(), None);
}

#[test]
fn a_look_at_an_older_page_counts_for_nothing() {
    let mut browser = opted_out();
    browser.hears_in(2, 111.0, &off(100.0));
    let record = browser.stored.record.clone();
    browser.hears(200.0, &empty_page(50.0));
    browser.hears(201.0, &list(50.0, &[AT_SIBLING]));
    assert_eq!(browser.stored.record, record);
}

#[test]
fn a_look_at_an_older_page_takes_no_newer_look_away() {
    let mut browser = opted_out();
    browser.hears(111.0, &empty_page(100.0));
    let record = browser.stored.record.clone();
    browser.hears(112.0, &list(50.0, &[AT_SIBLING]));
    assert_eq!(browser.stored.record, record);
}

#[test]
fn an_older_page_that_shows_the_switch_takes_no_newer_look_away() {
    let mut browser = opted_out();
    browser.hears_in(2, 111.0, &empty_page(100.0));
    let record = browser.stored.record.clone();
    browser.hears(200.0, &off(0.0));
    assert_eq!(browser.stored.record, record);
    assert_eq!(browser.badge, "?");
}

#[test]
fn a_switch_that_is_gone_from_the_page_that_showed_it_stays_what_it_was() {
    let mut browser = opted_out();
    let record = browser.stored.record.clone();
    browser.hears(30.0, &empty_page(0.0));
    assert_eq!(browser.stored.record, record);
}

#[test]
fn a_page_that_fails_again_and_again_leaves_one_look_and_no_history() {
    let mut browser = opted_out();
    browser.hears(111.0, &empty_page(100.0));
    let writes = browser.writes;
    for second in 0..50 {
        browser.hears(112.0 + f64::from(second), &empty_page(100.0));
    }
    assert_eq!(browser.writes, writes);
    assert_eq!(browser.history(), ["off by unseen"]);
}

#[test]
fn off_unrecognised_sign_in_and_the_list_leave_off_with_the_last_look_beside_it() {
    let mut browser = opted_out();
    browser.hears(111.0, &empty_page(100.0));
    let sign_in = Testimony {
        path: "/uas/login".to_owned(),
        asks_password: true,
        ..empty_page(200.0)
    };
    browser.hears(211.0, &sign_in);
    browser.hears(311.0, &list(300.0, &[AT_SIBLING, AT_SETTING]));
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
    let look = browser.entry().look().cloned().unwrap();
    assert_eq!(
        (look.outcome, look.as_of),
        (LookOutcome::Unrecognised, time(100.0))
    );
}

// Not on the list: an outcome of a look, never a status that reassures.

#[test]
fn a_setting_that_is_not_on_the_list_is_an_outcome_of_a_look() {
    let mut browser = Browser::default();
    browser.hears(11.0, &list(0.0, &[AT_SIBLING]));
    assert_eq!(browser.popup(11.0).status, Status::NotListed);
    assert_eq!(browser.lines(11.0), ["lookNotListed"]);
    assert_eq!((browser.badge, browser.history().len()), ("?", 0));
    // It is on the list after all.
    browser.hears(111.0, &list(100.0, &[AT_SIBLING, AT_SETTING]));
    assert_eq!(browser.popup(111.0).status, Status::Unknown);
    assert_eq!(browser.badge, "");
}

#[test]
fn a_renamed_address_tells_no_one_that_they_are_safe() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    let renamed = "/mypreferences/d/settings/data-for-something-else";
    browser.hears(111.0, &list(100.0, &[AT_SIBLING, renamed]));
    assert_eq!(browser.popup(111.0).status, Status::OptedIn);
    let lines = browser.lines(111.0);
    assert_eq!(lines, ["seenSure", "lookNotListed"]);
    assert_eq!(browser.badge, "?");
}

// Signed out: said while the sign-in page is in front, never stored.

#[test]
fn what_a_sign_in_page_says_is_never_stored() {
    let mut browser = opted_out();
    let record = browser.stored.record.clone();
    for path in ["/uas/login", "/login", "/authwall", "/checkpoint/lg"] {
        let said = Testimony {
            path: path.to_owned(),
            ..on(100.0)
        };
        let answer = browser.hears(111.0, &said);
        assert!(!answer.heard, "{path}");
    }
    assert_eq!(browser.stored.record, record);
}
