use super::super::managed::Managed;
use super::super::preferences::Choice;
use super::super::record::tests::entry;
use super::super::samples::{DAY, time};
use super::*;

fn day(number: u16) -> Timestamp {
    time(f64::from(number) * DAY)
}

/// Seen on day 0.
fn seen(state: &str) -> Entry {
    entry(&format!(r#"{{"switch":{{"state":"{state}"}}}}"#))
}

fn every(days: u16) -> Preferences {
    let choice = Choice::RecheckDays(days);
    let chosen = Preferences::default().chosen(choice, &Managed::default());
    chosen.unwrap()
}

#[test]
fn is_due_as_many_days_after_the_last_sight_as_was_chosen() {
    for state in ["on", "off"] {
        let entry = seen(state);
        let entry = Some(&entry);
        assert!(!is_due(entry, &every(30), day(29)));
        assert_eq!(next(entry, &every(30), day(29)), Some(day(30)));
        assert!(is_due(entry, &every(30), day(30)));
        assert_eq!(next(entry, &every(30), day(30)), None);
        assert!(!is_due(entry, &every(90), day(30)));
    }
}

#[test]
fn is_never_due_where_that_was_chosen_or_no_switch_is_known() {
    let known = seen("off");
    assert!(!is_due(Some(&known), &every(0), day(60_000)));
    assert_eq!(next(Some(&known), &every(0), day(1)), None);
    let unknown = entry(r#"{"look":{"outcome":"unrecognised"}}"#);
    assert!(!is_due(Some(&unknown), &every(1), day(60_000)));
    assert!(!is_due(None, &every(1), day(60_000)));
}

#[test]
fn a_look_that_failed_puts_nothing_off() {
    let entry = entry(
        r#"{"switch":{"state":"off"},
            "look":{"outcome":"unrecognised","at":"2026-01-30T00:00:00Z","asOf":"2026-01-30T00:00:00Z"}}"#,
    );
    assert_eq!(next(Some(&entry), &every(30), day(29)), Some(day(30)));
}

#[test]
fn a_sight_whose_time_is_not_known_is_due_at_once() {
    let entry = entry(r#"{"switch":{"state":"off","seen":0}}"#);
    assert!(is_due(Some(&entry), &every(30), day(0)));
    assert!(is_due(Some(&entry), &every(u16::MAX), day(0)));
    assert_eq!(next(Some(&entry), &every(30), day(0)), None);
    assert!(!is_due(Some(&entry), &every(0), day(0)));
}
