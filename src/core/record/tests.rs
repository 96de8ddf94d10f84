use serde_json::{Map, Value, json};

use super::super::catalogue::catalogue;
use super::super::part::WithRest;
use super::super::samples::{DAY, T0, time};
use super::*;

/// An entry from JSON. Required fields of a switch, look or change that are missing are filled in.
pub fn entry(json: &str) -> Entry {
    let mut entry: Value = serde_json::from_str(json).unwrap();
    let time = json!("2026-01-01T00:00:00Z");
    let fill = |part: &mut Value, names: &[&str], value: &Value| {
        let fields: &mut Map<String, Value> = part.as_object_mut().unwrap();
        for name in names {
            fields.entry(*name).or_insert(value.clone());
        }
    };
    if let Some(switch) = entry.get_mut("switch") {
        fill(switch, &["confirmed"], &json!(false));
        fill(switch, &["since", "seen", "asOf"], &time);
    }
    if let Some(look) = entry.get_mut("look") {
        fill(look, &["at", "asOf"], &time);
    }
    let changes = entry.get_mut("history").and_then(Value::as_array_mut);
    for change in changes.into_iter().flatten() {
        fill(change, &["at"], &time);
    }
    let entry = Entry::read(&entry).unwrap();
    assert_eq!(entry.foreign_parts(), 0, "{json}");
    entry
}

fn record(json: Value) -> Record {
    Record::read(&json).unwrap()
}

fn ours() -> SettingId {
    catalogue().settings[0].id()
}

#[test]
fn the_layout_is_the_one_that_others_hold_on_to() {
    let json = json!({"schema": 2, "settings": {"linkedin/ai-training": {
        "switch": {
            "state": "off",
            "confirmed": true,
            "since": "2026-01-01T00:00:00Z",
            "seen": "2026-01-02T00:00:00Z",
            "asOf": "2026-01-02T00:00:00Z",
            "evidence": "only-switch",
        },
        "look": {
            "outcome": "not-listed",
            "at": "2026-01-03T00:00:00Z",
            "asOf": "2026-01-03T00:00:00Z",
            "report": "why",
        },
        "history": [{"at": "2026-01-01T00:00:00Z", "to": "off", "by": "person"}],
    }}});
    let record = record(json.clone());
    assert_eq!(record.foreign_parts(), 0);
    assert_eq!(record.status(&ours()), Status::OptedOut);
    assert_eq!(record.write(), json);
}

#[test]
fn times_may_be_milliseconds_too() {
    let entry = entry(&format!(r#"{{"switch":{{"state":"on","seen":{T0}}}}}"#));
    assert_eq!(entry.switch().unwrap().seen, time(0.0));
}

#[test]
fn what_is_known_of_the_switch_comes_before_a_look_that_failed() {
    for (stored, status) in [
        ("{}", Status::Unknown),
        (
            r#"{"look":{"outcome":"unrecognised"}}"#,
            Status::Unrecognised,
        ),
        (r#"{"look":{"outcome":"not-listed"}}"#, Status::NotListed),
        (
            r#"{"switch":{"state":"on"},"look":{"outcome":"not-listed"}}"#,
            Status::OptedIn,
        ),
        (
            r#"{"switch":{"state":"off"},"look":{"outcome":"unrecognised"}}"#,
            Status::OptedOut,
        ),
    ] {
        assert_eq!(entry(stored).status(), status, "{stored}");
    }
    assert_eq!(Record::default().status(&ours()), Status::Unknown);
}

#[test]
fn what_a_newer_version_wrote_stays_at_every_depth() {
    let json = json!({"schema": 2, "newer": 1, "settings": {
        "linkedin/ai-training": {
            "newer": {"a": [2]},
            "lang": "de",
            "switch": {
                "state": "off", "confirmed": true, "since": "2026-01-01T00:00:00Z",
                "seen": "2026-01-01T00:00:00Z", "asOf": "2026-01-01T00:00:00Z", "newer": 3,
                "document": "1:5", "before": {
                    "state": "on", "confirmed": true, "since": "2026-01-01T00:00:00Z",
                    "seen": "2026-01-01T00:00:00Z", "asOf": "2026-01-01T00:00:00Z", "newer": 4,
                },
            },
            "look": {
                "outcome": "unrecognised", "at": "2026-01-01T00:00:00Z",
                "asOf": "2026-01-01T00:00:00Z", "newer": null,
            },
            "history": [
                {"at": "2026-01-01T00:00:00Z", "to": "off", "by": "person", "newer": false},
                {"at": "2026-01-01T00:00:00Z", "to": "off", "by": "somebody"},
                17,
            ],
        },
        "other/setting": {"switch": "dimmed", "look": [], "history": []},
        "another/setting": ["whatever"],
    }});
    let record = record(json.clone());
    assert_eq!(record.write(), json);
    let later = record.repaired(time(DAY));
    assert_eq!(later.write(), json);
}

#[test]
fn one_unknown_value_spoils_no_other_entry() {
    let known = json!({"switch": {
        "state": "off", "confirmed": true, "since": 0, "seen": 0, "asOf": 0}, "history": []});
    for unknown in [
        json!(null),
        json!([]),
        json!({"history": {}}),
        json!({"switch": {"state": "dimmed"}, "history": []}),
        json!({"look": {"outcome": "throttled", "at": 0}, "history": []}),
        json!({"switch": {"state": "off", "confirmed": true, "since": 0, "seen": 0,
            "evidence": "hearsay"}, "history": []}),
    ] {
        let settings = json!({"linkedin/ai-training": known, "linkedin/ads-by-age": unknown});
        let record = record(json!({"schema": 2, "settings": settings}));
        assert_eq!(record.status(&ours()), Status::OptedOut, "{unknown}");
        assert_eq!(record.foreign_parts(), 1, "{unknown}");
    }
}

#[test]
fn one_unknown_part_of_an_entry_spoils_no_other_part() {
    let record = record(json!({"schema": 2, "settings": {"linkedin/ai-training": {
        "switch": {"state": "off", "confirmed": true, "since": 0, "seen": 0, "asOf": 0},
        "look": {"outcome": "throttled"},
        "history": [{"at": 0, "to": "dimmed", "by": "person"}, {"at": 0, "to": "off", "by": "person"}],
    }}}));
    let entry = record.entry(&ours()).unwrap();
    assert_eq!(entry.status(), Status::OptedOut);
    assert_eq!(entry.look(), None);
    assert_eq!(entry.history().count(), 1);
    assert_eq!(record.foreign_parts(), 2);
}

#[test]
fn the_history_drops_its_oldest_change_at_the_limit() {
    let mut entry = Entry::default();
    for second in 0..=HISTORY_LIMIT {
        entry.push_change(Change::new(time(second as f64), State::On, By::Person));
    }
    assert_eq!(entry.history().count(), HISTORY_LIMIT);
    assert_eq!(entry.history().next().unwrap().at, time(1.0));
    entry.pop_change();
    let last = entry.history().next_back().unwrap().at;
    assert_eq!(last, time(HISTORY_LIMIT as f64 - 1.0));
}

#[test]
fn a_change_that_is_not_understood_is_never_the_one_that_is_taken_back() {
    let with = json!({"history": [{"at": 0, "to": "on", "by": "person"}, 17]});
    let mut entry = Entry::read(&with).unwrap();
    entry.pop_change();
    assert_eq!(entry.write(), json!({"history": [17]}));
    entry.pop_change();
    assert_eq!(entry.foreign_parts(), 1);
}

/// "Turned back" of an entry that is confirmed on, with this history.
fn turned_back_after(before: &str, last: &str) -> Option<(Timestamp, Timestamp)> {
    let history = format!("[{before},{last}]");
    let entry = json!({
        "switch": {"state": "on", "confirmed": true, "since": 0, "seen": 0},
        "history": serde_json::from_str::<Value>(&history).unwrap(),
    });
    let entry = Entry::read(&entry).unwrap();
    assert!(entry.switch().is_some());
    entry.turned_back()
}

#[test]
fn turned_back_needs_a_confirmed_off_and_on_by_nobody_that_was_seen() {
    let off = r#"{"at":1000,"to":"off","by":"person","confirmed":true}"#;
    let on = r#"{"at":2000,"to":"on","by":"unseen"}"#;
    let times = (
        Timestamp::from_millis(1000.0),
        Timestamp::from_millis(2000.0),
    );
    assert_eq!(turned_back_after(off, on), Some(times));
    // An unconfirmed "on" may be a default.
    let unconfirmed = entry(&format!(
        r#"{{"switch":{{"state":"on"}},"history":[{off},{on}]}}"#
    ));
    assert_eq!(unconfirmed.turned_back(), None);
    for (off, on) in [
        (r#"{"at":1000,"to":"off","by":"person"}"#, on),
        (
            r#"{"at":1000,"to":"on","by":"person","confirmed":true}"#,
            on,
        ),
        (off, r#"{"at":2000,"to":"on","by":"person"}"#),
        (off, r#"{"at":2000,"to":"on","by":"site"}"#),
        (off, r#"{"at":2000,"to":"off","by":"unseen"}"#),
    ] {
        assert_eq!(turned_back_after(off, on), None, "{off} {on}");
    }
}

#[test]
fn over_a_change_that_is_not_understood_nothing_is_said_to_have_turned_back() {
    let off = r#"{"at":1000,"to":"off","by":"person","confirmed":true}"#;
    let on = r#"{"at":2000,"to":"on","by":"unseen"}"#;
    let unknown = r#"{"at":1500,"to":"off","by":"helper"}"#;
    assert_eq!(turned_back_after(&format!("{off},{unknown}"), on), None);
    assert_eq!(turned_back_after(off, &format!("{on},{unknown}")), None);
}

#[test]
fn a_record_from_the_future_is_repaired() {
    let json = |year: u16| {
        json!({"schema": 2, "settings": {"linkedin/ai-training": {
            "switch": {
                "state": "off", "confirmed": true, "document": "1:5",
                "since": format!("{year}-01-01T00:00:00Z"),
                "seen": format!("{year}-01-01T00:00:00Z"),
                "asOf": format!("{year}-01-01T00:00:00Z"),
                "before": {
                    "state": "off", "confirmed": true,
                    "since": format!("{year}-01-01T00:00:00Z"),
                    "seen": format!("{year}-01-01T00:00:00Z"),
                    "asOf": format!("{year}-01-01T00:00:00Z"),
                },
            },
            "look": {"outcome": "unrecognised",
                "at": format!("{year}-01-01T00:00:00Z"), "asOf": format!("{year}-01-01T00:00:00Z")},
            "history": [{"at": format!("{year}-01-01T00:00:00Z"), "to": "off", "by": "person"}],
        }}})
    };
    let now = time(0.0);
    let repaired = record(json(2030)).repaired(now);
    let entry = repaired.entry(&ours()).unwrap();
    let switch = entry.switch().unwrap();
    let before = switch.before().unwrap();
    for switch in [switch, before] {
        assert_eq!(switch.state, State::Off);
        assert!(!switch.confirmed);
        assert_eq!(switch.seen, Timestamp::UNKNOWN);
        assert!(switch.as_of <= now && switch.since <= now);
    }
    let look = entry.look().unwrap();
    assert!(look.at <= now && look.as_of <= now);
    assert!(entry.history().all(|change| change.at <= now));
    // Times in the past stay as they are, and a repaired record is not repaired again.
    assert_eq!(record(json(2025)).repaired(now), record(json(2025)));
    assert_eq!(repaired.clone().repaired(now), repaired);
    assert_eq!(repaired.clone().repaired(time(DAY)), repaired);
}

#[test]
fn a_clock_that_is_put_right_by_less_than_a_day_takes_no_confirmation() {
    let stored = record(json!({"schema": 2, "settings": {"linkedin/ai-training": {
        "switch": {"state": "off", "confirmed": true, "since": T0, "seen": T0, "asOf": T0},
        "history": []}}}));
    let an_hour_before = time(-3_600.0);
    let repaired = stored.repaired(an_hour_before);
    let switch = repaired.entry(&ours()).unwrap().switch().unwrap();
    assert!(switch.confirmed);
    assert_eq!(switch.seen, an_hour_before);
}

#[test]
fn what_was_known_before_is_a_part_of_its_own() {
    let entry = Entry::read(&json!({"history": [], "switch": {
        "state": "off", "confirmed": true, "since": 0, "seen": 0, "before": {"state": "dimmed"}}}));
    let entry = entry.unwrap();
    assert_eq!(entry.status(), Status::OptedOut);
    assert_eq!(entry.switch().unwrap().before(), None);
    assert_eq!(entry.foreign_parts(), 1);
}
