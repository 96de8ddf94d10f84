use super::super::samples::{control, document, millis, time};
use super::*;

/// The word of a switch in a document loaded at 0 s, read at 100 s.
fn said(document: Document, change: impl FnOnce(&mut Control), on: bool) -> Word {
    word(&document, &control(change), on, time(100.0))
}

fn off(change: impl FnOnce(&mut Control)) -> Word {
    said(document(0.0), change, false)
}

fn on(change: impl FnOnce(&mut Control)) -> Word {
    said(document(0.0), change, true)
}

fn confirms(word: Word) -> bool {
    matches!(word, Word::Shown { as_of, confirms: true, .. } if as_of == time(0.0))
}

/// Whether the word is shown as of the load, and confirms nothing.
fn is_shown_only(word: Word) -> bool {
    matches!(word, Word::Shown { as_of, confirms: false, .. } if as_of == time(0.0))
}

fn changed(seconds: f64, by: By) -> Word {
    let as_of = time(seconds);
    Word::Changed { as_of, by }
}

#[test]
fn off_counts_once_nothing_in_its_row_has_changed_for_three_seconds() {
    assert_eq!(off(|it| it.quiet = 0.0), Word::Wait(3_000.0));
    assert_eq!(off(|it| it.quiet = 2_900.0), Word::Wait(100.0));
    assert!(confirms(off(|it| it.quiet = 3_000.0)));
}

#[test]
fn off_counts_fifteen_seconds_after_the_switch_appeared_at_the_latest() {
    let restless = |age| {
        off(|it| {
            it.quiet = 0.0;
            it.age = age;
        })
    };
    assert_eq!(restless(14_000.0), Word::Wait(1_000.0));
    assert!(confirms(restless(15_000.0)));
}

#[test]
fn off_waits_for_the_page_to_be_loaded_and_the_switch_to_be_enabled() {
    let mut loading = document(0.0);
    loading.loaded = false;
    assert_eq!(said(loading.clone(), |_| {}, false), Word::Wait(5_000.0));
    assert_eq!(off(|it| it.enabled = false), Word::Wait(5_000.0));
}

#[test]
fn a_switch_that_may_never_have_been_filled_in_confirms_nothing() {
    let old = |it: &mut Control| it.age = 15_000.0;
    assert!(confirms(off(old)));
    let mut loading = document(0.0);
    loading.loaded = false;
    assert!(!confirms(said(loading, old, false)));
    for spoil in [
        (|it| it.enabled = false) as fn(&mut Control),
        |it| (it.busy, it.quiet) = (true, 15_000.0),
        |it| it.alert = true,
    ] {
        let spoilt = off(|it| {
            old(it);
            spoil(it);
        });
        assert!(matches!(spoilt, Word::Shown { .. }), "{spoilt:?}");
        assert!(!confirms(spoilt));
    }
}

#[test]
fn only_a_page_load_confirms_and_not_one_that_failed() {
    let mut moved = document(0.0);
    moved.moved = true;
    assert!(!confirms(said(moved.clone(), |_| {}, false)));
    // "On" reassures nobody.
    assert!(confirms(said(moved, |_| {}, true)));
    let mut failed = document(0.0);
    failed.navigation = Navigation::Error;
    assert!(!confirms(said(failed, |_| {}, false)));
}

#[test]
fn on_counts_after_half_a_second_and_confirms_once_it_has_settled() {
    let held = |held| {
        on(|it| {
            it.held = held;
            it.quiet = held;
            it.age = held;
        })
    };
    assert_eq!(held(400.0), Word::Wait(100.0));
    let Word::Shown {
        confirms: false,
        settles_in,
        ..
    } = held(500.0)
    else {
        panic!("{:?}", held(500.0));
    };
    assert_eq!(settles_in, 2_500.0);
    assert!(confirms(held(3_000.0)));
}

#[test]
fn in_a_node_that_may_still_show_another_setting_on_waits_as_off_does() {
    let left_over = |quiet| {
        on(|it| {
            it.left_over = true;
            (it.held, it.quiet, it.age) = (quiet, quiet, quiet);
        })
    };
    assert_eq!(left_over(500.0), Word::Wait(2_500.0));
    assert!(matches!(left_over(3_000.0), Word::Shown { .. }));
}

#[test]
fn while_it_is_busy_nothing_is_said() {
    assert!(matches!(off(|it| it.busy = true), Word::Wait(_)));
    assert!(matches!(on(|it| it.busy = true), Word::Wait(_)));
    let touched = |it: &mut Control| {
        it.busy = true;
        it.touched_at = Some(millis(50.0));
    };
    assert!(matches!(on(touched), Word::Wait(_)));
}

#[test]
fn beside_an_alert_nothing_is_confirmed() {
    assert!(is_shown_only(off(|it| it.alert = true)));
    assert!(is_shown_only(on(|it| it.alert = true)));
}

#[test]
fn a_page_that_is_busy_for_ever_is_believed_after_fifteen_seconds() {
    let for_ever = |it: &mut Control| {
        it.busy = true;
        (it.age, it.held, it.quiet) = (60_000.0, 60_000.0, 60_000.0);
    };
    assert!(!matches!(off(for_ever), Word::Wait(_)));
}

#[test]
fn a_document_that_was_not_watched_from_its_start_confirms_nothing() {
    for started_at in [ReadyState::Interactive, ReadyState::Complete] {
        let late = Document {
            started_at,
            ..document(0.0)
        };
        for on in [true, false] {
            assert!(is_shown_only(said(late.clone(), |_| {}, on)));
        }
    }
}

#[test]
fn what_changes_by_itself_after_it_had_settled_is_believed_and_confirms_nothing() {
    let changed = |quiet_before, age| {
        off(|it| {
            it.prior_since = Some(millis(0.5));
            it.since = millis(8.0);
            (it.held, it.quiet) = (4_000.0, 4_000.0);
            (it.quiet_before, it.age) = (quiet_before, age);
        })
    };
    assert!(confirms(changed(2_900.0, 10_000.0)));
    assert!(is_shown_only(changed(3_000.0, 10_000.0)));
    assert!(is_shown_only(changed(2_900.0, 19_000.0)));
}

#[test]
fn what_the_person_has_flipped_counts_at_once_as_of_then() {
    let flip = |it: &mut Control| {
        it.prior_since = Some(millis(0.5));
        it.since = millis(50.1);
        it.touched_at = Some(millis(50.0));
        (it.held, it.quiet) = (0.0, 0.0);
    };
    assert_eq!(off(flip), changed(50.1, By::Person));
    assert_eq!(on(flip), changed(50.1, By::Person));
}

#[test]
fn what_the_page_sets_back_after_the_flip_is_the_page_s_and_as_old_as_the_flip() {
    // Shown a second after the touch, as on pages that wait for their server.
    let back = |held| {
        move |it: &mut Control| {
            it.touched_at = Some(millis(50.0));
            it.prior_since = Some(millis(51.0));
            it.since = millis(53.0);
            (it.held, it.quiet) = (held, held);
        }
    };
    assert_eq!(on(back(100.0)), Word::Wait(400.0));
    assert_eq!(on(back(500.0)), changed(51.0, By::Site));
    assert_eq!(off(back(500.0)), Word::Wait(2_500.0));
    assert_eq!(off(back(3_000.0)), changed(51.0, By::Site));
}

#[test]
fn what_changes_after_the_person_did_something_else_on_the_page_may_be_theirs() {
    let all_off = |it: &mut Control| {
        it.prior_since = Some(millis(0.5));
        it.since = millis(50.1);
        it.input_at = Some(millis(50.0));
    };
    assert_eq!(off(all_off), changed(50.1, By::Unseen));
    let after_a_flip = |it: &mut Control| {
        it.touched_at = Some(millis(40.0));
        it.prior_since = Some(millis(40.0));
        it.since = millis(50.1);
        it.input_at = Some(millis(50.0));
    };
    assert_eq!(off(after_a_flip), changed(50.1, By::Unseen));
    // An input before the earlier state has led to that one, which is undone now.
    let long_before = |it: &mut Control| {
        it.prior_since = Some(millis(45.0));
        it.since = millis(50.0);
        it.input_at = Some(millis(44.9));
        it.changes = 2;
    };
    assert_eq!(off(long_before), changed(45.0, By::Unseen));
}

#[test]
fn what_the_person_did_before_the_switch_was_there_has_led_to_nothing() {
    let filled_in = |it: &mut Control| {
        it.input_at = Some(millis(0.3));
        it.prior_since = Some(millis(0.5));
        it.since = millis(3.0);
        (it.held, it.changes) = (7_500.0, 1);
    };
    assert!(confirms(off(filled_in)));
    assert!(confirms(on(filled_in)));
}

#[test]
fn what_the_person_did_elsewhere_takes_nothing_from_the_first_state() {
    assert!(confirms(off(|it| it.input_at = Some(millis(0.1)))));
}

#[test]
fn a_touch_that_changes_nothing_is_no_flip() {
    let pressed = off(|it| it.touched_at = Some(millis(90.0)));
    assert!(!matches!(pressed, Word::Changed { as_of, .. } if as_of > time(1.0)));
    assert!(!confirms(pressed));
}

#[test]
fn a_switch_from_before_a_client_side_navigation_confirms_nothing() {
    let word = off(|it| it.left_over = true);
    assert!(matches!(word, Word::Shown { .. }) && !confirms(word));
}

#[test]
fn a_control_that_the_browser_put_back_testifies_nothing() {
    use Navigation::{BackForward, Cached, Navigate, Prerender, Reload};
    for (navigation, parsed, differs, may_be_restored) in [
        (Navigate, true, true, false),
        (Prerender, true, true, false),
        (Reload, true, true, true),
        (Reload, true, false, false),
        (Reload, false, true, false),
        (BackForward, true, true, true),
        (BackForward, true, false, true),
        (BackForward, false, true, true),
        (Cached, false, false, true),
    ] {
        let document = Document {
            navigation,
            ..document(0.0)
        };
        let change = |it: &mut Control| (it.parsed, it.differs) = (parsed, differs);
        for on in [true, false] {
            let word = said(document.clone(), change, on);
            let is_so = match (navigation, on) {
                (Cached, true) => matches!(word, Word::Cached { .. }),
                _ => word == Word::Restored,
            };
            assert_eq!(is_so, may_be_restored, "{navigation:?} {parsed} {differs}");
            assert!(is_so || confirms(word));
        }
    }
}

#[test]
fn what_the_person_flips_on_a_page_that_was_put_back_counts() {
    let reloaded = Document {
        navigation: Navigation::Reload,
        ..document(0.0)
    };
    let flip = |it: &mut Control| {
        (it.parsed, it.differs) = (true, true);
        it.prior_since = Some(millis(0.5));
        (it.since, it.touched_at) = (millis(50.0), Some(millis(50.0)));
    };
    assert_eq!(said(reloaded, flip, false), changed(50.0, By::Person));
}

#[test]
fn a_page_loaded_by_a_clock_that_was_ahead_confirms_nothing_and_is_older_than_anything() {
    let ahead = Document {
        loaded_at: millis(5_000.0),
        ..document(0.0)
    };
    assert_eq!(loaded_at(&ahead, time(100.0)), Timestamp::UNKNOWN);
    let word = said(ahead, |_| {}, false);
    assert!(
        matches!(word, Word::Shown { as_of, confirms: false, .. } if as_of == Timestamp::UNKNOWN)
    );
    // Clocks are corrected in small steps.
    let a_little = Document {
        loaded_at: millis(100.9),
        ..document(0.0)
    };
    assert_eq!(loaded_at(&a_little, time(100.0)), time(100.9));
}

#[test]
fn a_flip_by_a_clock_that_was_ahead_is_not_told_again() {
    let flip = |it: &mut Control| {
        it.prior_since = Some(millis(4_000.0));
        (it.since, it.touched_at) = (millis(5_000.0), Some(millis(5_000.0)));
    };
    assert_eq!(off(flip), Word::Unclear);
}

#[test]
fn times_that_no_clock_tells_are_no_time() {
    for wrong in [f64::NAN, f64::INFINITY, 1e300] {
        let document = Document {
            loaded_at: wrong,
            ..document(0.0)
        };
        assert_eq!(loaded_at(&document, time(0.0)), Timestamp::UNKNOWN);
    }
}
