//! What the person did without a change in the history, and states that a document takes back:
//! neither confirms anything or blames anybody.

use super::super::super::background::Effect;
use super::*;

/// `said` while its page is saving what the person's press at `at` leads to.
fn saving(said: Testimony, at: f64) -> Testimony {
    but(said, |it| {
        (it.busy, it.quiet, it.touched_at) = (true, 100.0, Some(millis(at)));
    })
}

#[test]
fn what_the_person_did_before_anything_was_known_is_nobody_s_fault() {
    let mut browser = Browser::default();
    browser.hears(50.1, &saving(off(40.0), 50.0));
    assert_eq!(browser.switch(), "nothing");
    browser.hears_in(2, 61.0, &off(30.0));
    browser.hears_in(3, 111.0, &on(100.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 100 s");
    assert!(!says_turned_back(&browser, 111.0));
}

#[test]
fn a_page_that_was_loaded_before_the_person_did_something_confirms_nothing() {
    let mut browser = Browser::default();
    browser.hears(50.1, &saving(on(0.0), 50.0));
    // The page moves to another address and back, and shows an untouched switch with what was saved
    // meanwhile.
    let fresh = but(moved(off(0.0), 52.0, Shown::Off), |it| {
        (it.age, it.held, it.quiet) = (4_000.0, 3_500.0, 3_500.0);
        it.quiet_before = 500.0;
    });
    browser.hears(56.0, &fresh);
    assert_eq!(browser.switch(), "off, as of 0 s");
    browser.hears(111.0, &off(100.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 100 s");
}

#[test]
fn what_the_person_did_takes_the_confirmation_also_from_what_is_taken_back_to() {
    let mut browser = opted_out();
    browser.hears_in(2, 21.5, &fresh(on(20.0)));
    browser.hears_in(3, 30.1, &saving(off(10.0), 30.0));
    // The document corrects its state on a page that cannot confirm.
    browser.hears_in(2, 31.0, &late(filled_in(20.0, Shown::Off)));
    assert_eq!(browser.switch(), "off, as of 20 s");
}

#[test]
fn what_is_taken_back_to_is_not_confirmed_where_a_page_in_between_denies_it() {
    let mut browser = opted_out();
    browser.hears_in(2, 21.5, &fresh(on(20.0)));
    browser.hears_in(3, 30.0, &on(19.0));
    assert_eq!(browser.switch(), "on, as of 20 s");
    browser.hears_in(2, 31.0, &late(filled_in(20.0, Shown::Off)));
    assert_eq!(browser.switch(), "off, as of 20 s");
}

#[test]
fn a_press_that_leads_to_another_page_load_is_nobody_s_fault() {
    let mut browser = opted_out();
    // The press sends a form: this page shows no change.
    browser.hears(
        50.1,
        &but(off(0.0), |it| it.touched_at = Some(millis(50.0))),
    );
    assert_eq!(browser.switch(), "off, as of 0 s");
    browser.hears(111.0, &on(100.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 100 s");
    assert!(!says_turned_back(&browser, 111.0));
}

#[test]
fn a_press_on_a_switch_that_a_dialog_covers_before_it_is_named_is_nobody_s_fault() {
    let mut browser = opted_out();
    let covered = but(flipped(off(20.0), 21.0, Shown::On), |it| it.visible = false);
    browser.other_effects.clear();
    browser.hears_in(2, 22.0, &covered);
    assert_eq!(browser.switch(), "off, as of 0 s");
    assert_eq!(browser.other_effects, [Effect::TellTabs]);
    browser.hears_in(3, 111.0, &on(100.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 100 s");
    assert!(!says_turned_back(&browser, 111.0));
}

#[test]
fn what_a_press_led_to_later_is_as_new_as_that() {
    let mut browser = Browser::default();
    // Off at 53 s, once the server had answered, and on again for a moment.
    let off_late = moved(on(0.0), 53.0, Shown::Off);
    let and_on = but(moved(off_late, 54.0, Shown::On), |it| {
        it.touched_at = Some(millis(50.0));
    });
    browser.hears(54.1, &and_on);
    browser.hears_in(2, 63.0, &off(52.0));
    assert_eq!(browser.switch(), "off, as of 52 s");
    browser.hears_in(2, 111.0, &on(100.0));
    assert!(!says_turned_back(&browser, 111.0));
}

#[test]
fn what_the_person_did_while_nothing_could_be_written_confirms_nothing() {
    let mut browser = opted_out();
    browser.stored.failed = vec![KEY.to_owned()];
    browser.hears(61.0, &on(50.0));
    assert_eq!(browser.switch(), "on, as of 50 s");
    // A page loaded after writing works again can confirm.
    browser.hears(71.0, &on(62.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 62 s");
    assert!(!says_turned_back(&browser, 71.0));
}

#[test]
fn while_nothing_can_be_written_nothing_is_written_only_to_say_so() {
    let mut browser = opted_out();
    (browser.stored.failed, browser.refuses) = (vec![KEY.to_owned()], true);
    assert_eq!(browser.hears(61.0, &off(0.0)).again, None);
}

#[test]
fn a_page_that_is_heard_once_writing_works_again_takes_the_doubt_away() {
    let mut browser = opted_out();
    browser.stored.failed = vec![KEY.to_owned()];
    browser.hears(61.0, &off(50.0));
    assert_eq!(browser.switch(), "off, as of 50 s");
    assert_eq!((browser.badge, browser.stored.failed.len()), ("✓", 0));
    // An older page still changes nothing.
    browser.hears_in(2, 62.0, &on(40.0));
    assert_eq!(browser.switch(), "off, as of 50 s");
}

#[test]
fn a_confirmation_that_is_doubted_is_told_to_the_tabs_in_front() {
    let mut browser = opted_out();
    browser.stored.failed = vec![KEY.to_owned()];
    browser.other_effects.clear();
    browser.hears_in(2, 61.0, &empty_page(50.0));
    assert_eq!(browser.switch(), "off, as of 0 s");
    assert_eq!(browser.other_effects, [Effect::TellTabs]);
}

#[test]
fn a_repair_does_not_hide_that_something_was_lost() {
    let mut browser = Browser::with(&format!(
        r#"{{"switch": {{"state": "off", "confirmed": true, "since": {0}, "seen": {0}, "asOf": {0}}},
            "look": {{"outcome": "unrecognised", "at": {1}, "asOf": {1}}},
            "history": [{{"at": {0}, "to": "off", "by": "unseen", "confirmed": true}}]}}"#,
        millis(0.0),
        millis(500.0 * DAY)
    ));
    browser.stored.failed = vec![KEY.to_owned()];
    browser.starts(50.0);
    assert_eq!(browser.stored.failed, [] as [&str; 0]);
    browser.hears(111.0, &on(100.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 100 s");
    assert!(!says_turned_back(&browser, 111.0));
}

// What a document takes back.

#[test]
fn what_a_document_has_confirmed_and_taken_back_accuses_nobody() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    browser.hears(50.1, &flipped(on(0.0), 50.0, Shown::Off));
    browser.hears_in(2, 71.0, &off(60.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 60 s");
    // To another address and back, without a page load.
    browser.hears_in(2, 91.0, &but(on(60.0), |it| it.since = millis(80.0)));
    assert_eq!(browser.switch(), "on, confirmed, as of 60 s");
    assert!(!says_turned_back(&browser, 91.0));
}

#[test]
fn what_a_document_corrects_late_is_its_word_before_any_older_one() {
    for is_known in [true, false] {
        let mut browser = match is_known {
            true => opted_out(),
            false => Browser::default(),
        };
        browser.hears(111.0, &on(100.0));
        browser.hears(170.0, &rested(moved(on(100.0), 160.0, Shown::Off)));
        assert_eq!(browser.switch(), "off, as of 100 s");
        browser.hears_in(2, 171.0, &on(90.0));
        assert_eq!(browser.switch(), "off, as of 100 s");
    }
}

#[test]
fn off_that_nothing_has_confirmed_is_renewed_by_a_page_that_cannot_confirm_it() {
    let mut browser = Browser::default();
    browser.hears(50.1, &flipped(on(0.0), 50.0, Shown::Off));
    browser.hears(111.0, &late(off(100.0)));
    assert_eq!(browser.switch(), "off, as of 100 s");
    browser.hears_in(2, 112.0, &on(90.0));
    assert_eq!(browser.switch(), "off, as of 100 s");
}

#[test]
fn what_a_document_takes_back_after_another_has_leaves_what_the_person_did() {
    let mut browser = Browser::default();
    browser.hears(10.1, &flipped(on(0.0), 10.0, Shown::Off));
    browser.hears_in(2, 61.0, &off(50.0));
    browser.hears_in(3, 101.5, &late(fresh(on(100.0))));
    browser.hears_in(3, 111.0, &late(filled_in(100.0, Shown::Off)));
    assert_eq!(browser.switch(), "off, confirmed, as of 50 s");
    browser.hears_in(2, 112.0, &on(50.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 50 s");
    assert_eq!(browser.history(), ["off by person", "on by unseen"]);
}

#[test]
fn what_two_documents_take_back_leaves_no_change_twice() {
    let mut browser = Browser::default();
    browser.hears(10.1, &flipped(on(0.0), 10.0, Shown::Off));
    browser.hears_in(2, 51.5, &fresh(on(50.0)));
    browser.hears_in(3, 101.5, &fresh(on(100.0)));
    // The clock is set back: it is not known any more when the newer document was loaded.
    browser.hears_in(3, 61.0, &filled_in(100.0, Shown::Off));
    browser.hears_in(2, 62.0, &filled_in(50.0, Shown::Off));
    assert_eq!(browser.switch(), "off, confirmed, as of 50 s");
    assert_eq!(browser.history(), ["off by person"]);
}

#[test]
fn a_press_after_the_clock_was_put_back_takes_the_confirmation_of_a_page_loaded_before_it() {
    let mut browser = Browser::default();
    // The switch came into its state while the clock was a day ahead.
    browser.hears_in(2, 61.0, &off(50.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 50 s");
    let pressed = but(saving(off(0.0), 70.0), |it| {
        it.prior_since = Some(millis(DAY));
    });
    browser.hears(70.1, &pressed);
    assert_eq!(browser.switch(), "off, as of 50 s");
}
