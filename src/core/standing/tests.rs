use super::super::catalogue::catalogue;
use super::super::managed::Managed;
use super::super::preferences::Choice;
use super::super::record::tests::entry;
use super::super::samples::{DAY, time};
use super::*;

fn day(number: u16) -> Timestamp {
    time(f64::from(number) * DAY)
}

fn id() -> SettingId {
    catalogue().settings[0].id()
}

/// A switch seen on day 0.
fn seen(state: &str) -> Entry {
    entry(&format!(r#"{{"switch":{{"state":"{state}"}}}}"#))
}

fn chosen(preferences: &Preferences, choice: Choice) -> Preferences {
    preferences.chosen(choice, &Managed::default()).unwrap()
}

fn every(days: u16) -> Preferences {
    chosen(&Preferences::default(), Choice::RecheckDays(days))
}

/// Left on by choice on this day, with this interval in days.
fn left_on(at: u16, days: u16) -> Preferences {
    chosen(&every(days), Choice::Leave(id(), Some(day(at))))
}

fn on_day<'a>(number: u16, entry: &'a Entry, preferences: &Preferences) -> Standing<'a> {
    Standing::new(&id(), Some(entry), preferences, day(number))
}

#[test]
fn is_due_as_many_days_after_the_last_sight_as_was_chosen() {
    for state in ["on", "off"] {
        let entry = seen(state);
        let before = on_day(29, &entry, &every(30));
        assert_eq!((before.due, before.due_at), (false, Some(day(30))));
        let then = on_day(30, &entry, &every(30));
        assert_eq!((then.due, then.due_at), (true, None));
        assert!(!on_day(30, &entry, &every(90)).due);
    }
}

#[test]
fn is_never_due_where_that_was_chosen_or_no_switch_is_known() {
    let known = seen("off");
    let never = on_day(60_000, &known, &every(0));
    assert_eq!((never.due, never.due_at), (false, None));
    let unknown = entry(r#"{"look":{"outcome":"unrecognised"}}"#);
    assert!(!on_day(60_000, &unknown, &every(1)).due);
    assert!(!Standing::new(&id(), None, &every(1), day(60_000)).due);
}

#[test]
fn a_look_that_failed_puts_nothing_off() {
    let entry = entry(
        r#"{"switch":{"state":"off"},
            "look":{"outcome":"unrecognised","at":"2026-01-30T00:00:00Z","asOf":"2026-01-30T00:00:00Z"}}"#,
    );
    assert_eq!(on_day(29, &entry, &every(30)).due_at, Some(day(30)));
}

#[test]
fn a_sight_whose_time_is_not_known_is_due_at_once() {
    let entry = entry(r#"{"switch":{"state":"off","seen":0}}"#);
    for days in [30, u16::MAX] {
        let standing = on_day(0, &entry, &every(days));
        assert_eq!((standing.due, standing.due_at), (true, None));
    }
    assert!(!on_day(0, &entry, &every(0)).due);
}

#[test]
fn what_is_left_on_by_choice_is_asked_again_after_the_choice_or_a_later_sight() {
    let on = seen("on");
    let chosen = on_day(49, &on, &left_on(20, 30));
    assert_eq!((chosen.left_at, chosen.due), (Some(day(20)), false));
    assert_eq!(chosen.due_at, Some(day(50)));
    assert!(chosen.is_left_on());
    let due = on_day(50, &on, &left_on(20, 30));
    assert_eq!((due.left_at, due.due), (Some(day(20)), true));
    assert!(!due.is_left_on());
    let later = entry(r#"{"switch":{"state":"on","seen":"2026-01-21T00:00:00Z"}}"#);
    assert_eq!(on_day(21, &later, &left_on(10, 30)).due_at, Some(day(50)));
}

#[test]
fn a_choice_to_leave_it_on_says_nothing_of_a_switch_that_is_off_or_not_known() {
    for stored in [r#"{"switch":{"state":"off"}}"#, "{}"] {
        let entry = entry(stored);
        let standing = on_day(10, &entry, &left_on(5, 30));
        assert_eq!(standing.left_at, None, "{stored}");
    }
    let off = seen("off");
    assert_eq!(on_day(10, &off, &left_on(5, 30)).due_at, Some(day(30)));
}

#[test]
fn a_choice_by_a_clock_that_was_a_little_ahead_counts_as_one_of_now() {
    let on = seen("on");
    let standing = on_day(10, &on, &left_on(11, 30));
    assert_eq!(
        (standing.left_at, standing.due_at),
        (Some(day(10)), Some(day(40)))
    );
}

#[test]
fn a_choice_by_a_clock_that_was_far_ahead_puts_the_reminder_off_by_nothing() {
    let on = seen("on");
    let standing = on_day(10, &on, &left_on(900, 30));
    assert_eq!(
        (standing.left_at, standing.due_at),
        (Some(Timestamp::UNKNOWN), Some(day(30)))
    );
    assert!(standing.is_left_on());
}

#[test]
fn whoever_has_opted_out_or_has_chosen_not_to_is_done_unless_that_is_in_doubt() {
    let confirmed = r#"{"switch":{"state":"off","confirmed":true}}"#;
    let (on, off) = (
        r#"{"switch":{"state":"on"}}"#,
        r#"{"switch":{"state":"off"}}"#,
    );
    let failed = r#"{"switch":{"state":"off","confirmed":true},"look":{"outcome":"unrecognised"}}"#;
    let failed_on = r#"{"switch":{"state":"on"},"look":{"outcome":"unrecognised"}}"#;
    for (stored, left_on, due, is_done) in [
        (confirmed, false, false, true),
        (confirmed, false, true, false),
        (failed, false, false, false),
        (off, false, false, false),
        ("{}", false, false, false),
        (on, false, false, false),
        (on, true, false, true),
        (on, true, true, false),
        (failed_on, true, false, false),
    ] {
        let entry = entry(stored);
        let standing = Standing {
            entry: Some(&entry),
            left_at: left_on.then_some(time(0.0)),
            due,
            ..Standing::default()
        };
        assert_eq!(standing.is_done(), is_done, "{stored} {left_on} {due}");
    }
}
