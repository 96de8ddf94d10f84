//! What a page shows before it has settled, and what the browser puts back.

use super::*;

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
    // On the row that led there, by client-side navigation.
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
    // The page shows "off" for a moment, and the person turns it on.
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

// A page from the cache, or from a service worker in Firefox.

fn cached(mut said: Testimony) -> Testimony {
    said.document.navigation = Navigation::Cached;
    said
}

#[test]
fn on_in_a_page_from_the_cache_is_recorded_where_nothing_is_confirmed() {
    let mut browser = Browser::default();
    let answer = browser.hears(11.0, &cached(on(0.0)));
    assert_eq!(browser.switch(), "on, as of 0 s");
    assert_eq!(browser.badge, "!");
    assert_eq!(callout(&answer), ["calloutRestored"]);
    // The person's flip counts, and is not confirmed by such a page.
    browser.hears(50.1, &cached(flipped(on(0.0), 50.0, Shown::Off)));
    browser.hears(111.0, &cached(off(100.0)));
    assert_eq!(browser.switch(), "off, as of 50 s");
    // LinkedIn may have lost it.
    browser.hears(211.0, &cached(on(200.0)));
    assert_eq!(browser.switch(), "on, as of 200 s");
    assert!(!says_turned_back(&browser, 211.0));
}

#[test]
fn a_page_from_the_cache_takes_nothing_from_what_is_confirmed() {
    let mut browser = opted_out();
    let record = browser.stored.record.clone();
    browser.hears(111.0, &cached(on(100.0)));
    assert_eq!(browser.stored.record, record);
}
