//! The table of rules in the design, one test or more for each row, told as pages tell it.

use super::super::record::{KEY, Status};
use super::super::samples::{
    AT_LIST, AT_SETTING, AT_SIBLING, Browser, DAY, T0, but, callout, empty_page, flipped, list,
    millis, moved, off, on, page, rested, time,
};
use super::super::testimony::{Navigation, ReadyState, State as Shown, Testimony};
use super::*;

mod acted;

/// A browser in which the switch was seen off, and confirmed, on a page loaded at 0 s.
fn opted_out() -> Browser {
    let mut browser = Browser::default();
    browser.hears(11.0, &off(0.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
    browser
}

/// `said` by a content script that came late: after an update, or with the popup.
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

/// `said` with a switch that the page's own script then brings into this state, four seconds
/// after the load; told seven seconds after that.
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

// A look that failed stands beside the switch and never replaces it.

#[test]
fn a_failed_look_stands_beside_the_switch() {
    let mut browser = opted_out();
    let answer = browser.hears(111.0, &empty_page(100.0));
    assert_eq!(callout(&answer), ["calloutUnrecognised", "calloutByHand"]);
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
    let look = browser.entry().look().cloned().unwrap();
    assert_eq!(look.outcome, Outcome::Unrecognised);
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
        (Outcome::Unrecognised, time(100.0))
    );
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
    // However long that page stands, it does not know more.
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

// An untouched control's first state is provisional until the page has settled.

#[test]
fn a_default_off_is_not_recorded_before_the_page_has_settled() {
    let mut browser = Browser::default();
    let answer = browser.hears(1.5, &fresh(off(0.0)));
    assert_eq!(answer.guidance.as_ref().unwrap().ring.unwrap().0, 1);
    assert_eq!(callout(&answer), [] as [&str; 0]);
    assert_eq!(answer.again, Some(2_000.0));
    assert_eq!((browser.switch().as_str(), browser.badge), ("nothing", ""));
    browser.hears(11.0, &filled_in(0.0, Shown::On));
    assert_eq!(browser.switch(), "on, confirmed, as of 0 s");
    assert_eq!(browser.history(), ["on by unseen"]);
    assert!(!says_turned_back(&browser, 11.0));
}

#[test]
fn a_default_that_changes_by_itself_leaves_no_history_and_no_blame() {
    let mut browser = opted_out();
    browser.hears(101.5, &fresh(on(100.0)));
    assert!(!browser.popup(101.5).confirmed);
    browser.hears(111.0, &filled_in(100.0, Shown::Off));
    assert_eq!(browser.switch(), "off, confirmed, as of 100 s");
    assert_eq!(browser.history(), ["off by unseen"]);
    assert!(!says_turned_back(&browser, 111.0));
}

#[test]
fn a_default_on_a_page_that_was_come_to_by_a_click_leaves_no_history_either() {
    let mut browser = opted_out();
    // On the row that leads there, by client-side navigation.
    let by_a_click = |said: Testimony| but(said, |it| it.input_at = Some(millis(100.3)));
    browser.hears(101.5, &fresh(on(100.0)));
    browser.hears(111.0, &by_a_click(filled_in(100.0, Shown::Off)));
    assert_eq!(browser.switch(), "off, confirmed, as of 100 s");
    assert_eq!(browser.history(), ["off by unseen"]);
}

#[test]
fn while_a_default_is_shown_nobody_is_blamed() {
    let mut browser = opted_out();
    browser.hears(101.5, &fresh(on(100.0)));
    assert!(!says_turned_back(&browser, 101.5));
}

#[test]
fn a_default_that_the_page_corrected_before_the_person_flipped_blames_nobody() {
    let mut browser = opted_out();
    browser.hears(101.5, &fresh(on(100.0)));
    // For a moment it shows off, and the person turns it on.
    browser.hears(102.1, &flipped(on(100.0), 102.0, Shown::On));
    assert_eq!(browser.history(), ["off by unseen", "on by person"]);
    browser.hears(211.0, &on(200.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 200 s");
    assert!(!says_turned_back(&browser, 211.0));
}

#[test]
fn on_that_is_known_is_renewed_at_its_first_sight_so_that_no_older_page_knows_better() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    browser.hears(101.5, &fresh(on(100.0)));
    assert_eq!(browser.switch(), "on, as of 100 s");
    browser.hears_in(2, 102.0, &off(50.0));
    assert_eq!(browser.switch(), "on, as of 100 s");
    browser.hears(111.0, &on(100.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 100 s");
}

#[test]
fn after_a_default_that_changed_by_itself_the_blame_is_as_it_was_before() {
    let mut browser = opted_out();
    browser.hears(101.5, &fresh(on(100.0)));
    browser.hears(111.0, &filled_in(100.0, Shown::Off));
    browser.hears(211.0, &on(200.0));
    assert!(says_turned_back(&browser, 211.0));
}

#[test]
fn a_default_on_a_page_that_was_not_watched_takes_nothing_from_what_was_confirmed() {
    let mut browser = opted_out();
    browser.hears(101.5, &late(fresh(on(100.0))));
    browser.hears(111.0, &late(filled_in(100.0, Shown::Off)));
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
    browser.hears(211.0, &on(200.0));
    assert!(says_turned_back(&browser, 211.0));
}

#[test]
fn what_changes_by_itself_after_the_page_had_settled_is_replaced_all_the_same() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 0 s");
    browser.hears(70.0, &rested(moved(on(0.0), 60.0, Shown::Off)));
    assert_eq!(browser.switch(), "off, as of 0 s");
    assert_eq!(browser.history(), ["off by unseen"]);
}

#[test]
fn what_changes_late_by_itself_renews_no_confirmation() {
    let mut browser = opted_out();
    browser.hears(111.0, &on(100.0));
    browser.hears(170.0, &rested(moved(on(100.0), 160.0, Shown::Off)));
    assert_eq!(browser.switch(), "off, as of 100 s");
    assert_eq!(browser.history(), ["off by unseen"]);
}

// A parser-made control that differs from its markup on a reload or a history navigation.

#[test]
fn a_checkbox_that_the_browser_put_back_is_no_confirmation() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    browser.hears(50.1, &flipped(on(0.0), 50.0, Shown::Off));
    let record = browser.stored.record.clone();
    let mut reloaded = but(off(100.0), |it| (it.parsed, it.differs) = (true, true));
    reloaded.document.navigation = Navigation::Reload;
    let answer = browser.hears(111.0, &reloaded);
    assert_eq!(browser.stored.record, record);
    assert_eq!(callout(&answer), ["calloutRestored"]);
    assert!(answer.guidance.unwrap().reload);
    // LinkedIn had not saved it.
    browser.hears(211.0, &on(200.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 200 s");
    assert!(!says_turned_back(&browser, 211.0));
}

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
    // It had been told at 50 s, when it could not be written.
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
    // The next page shows what LinkedIn has, off, too short for it to count.
    browser.hears_in(2, 111.1, &flipped(off(110.0), 111.0, Shown::On));
    assert_eq!(browser.history(), ["off by unseen", "on by unseen"]);
    browser.hears_in(3, 211.0, &on(200.0));
    assert!(!says_turned_back(&browser, 211.0));
}

#[test]
fn what_the_person_did_while_another_page_came_to_rest_is_nobody_s_fault() {
    let mut browser = Browser::default();
    browser.hears(11.0, &off(0.0));
    // The press waits for its server; meanwhile a page that was loaded before it comes to rest.
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
    // On for too short to count.
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
    // The switch waits for its server; and a button beside it, too short before to count.
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
    // Nor does the next page know who did.
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

// Times are the clock's; a record from a future that was never is repaired.

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
    // Off, but not confirmed: the way is shown.
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
