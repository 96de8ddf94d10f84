use serde_json::{Value, json};

use super::super::catalogue::catalogue;
use super::super::record::tests::entry;
use super::super::samples::reversed;
use super::*;

/// A switch that the person has turned off, and that was confirmed. `secret` must not be in the
/// file.
pub(crate) const OFF: &str = r#"{
    "lang": "secret", "newer": "secret",
    "switch": {
        "state": "off", "confirmed": true, "evidence": "key", "ownPage": true,
        "version": "0.0.9", "since": "2026-07-01T08:00:00Z",
        "seen": "2026-11-24T22:30:00Z", "asOf": "2026-11-24T22:30:00Z",
        "document": "secret", "newer": "secret"
    },
    "look": {"outcome": "unrecognised", "report": "secret"},
    "history": [
        {"at": "2026-03-01T08:00:00Z", "to": "on", "by": "unseen"},
        {"at": "2026-07-01T08:00:00Z", "to": "off", "by": "person", "newer": "secret"}
    ]
}"#;

/// A record with this entry of the setting.
pub(crate) fn record(json: &str) -> Record {
    let mut record = Record::default();
    record.set_entry(catalogue().settings[0].id(), entry(json));
    record
}

fn at(text: &str) -> Timestamp {
    serde_json::from_value(text.into()).unwrap()
}

/// Zürich: one hour ahead of UTC, two in summer.
fn zurich(time: Timestamp) -> i32 {
    let summer = at("2026-03-29T01:00:00Z")..at("2026-10-25T01:00:00Z");
    if summer.contains(&time) { 120 } else { 60 }
}

pub(crate) fn exported(record: &Record) -> Export<'_> {
    let now = at("2026-11-24T23:30:00Z");
    let settings = catalogue().shown(true);
    export(
        &catalogue().site,
        settings,
        record,
        now,
        &zurich,
        "What it is".into(),
    )
}

fn written(record: &Record) -> Value {
    serde_json::to_value(exported(record)).unwrap()
}

#[test]
fn the_file_says_what_was_seen_in_both_times() {
    let expected = json!({
        "schema": 3,
        "about": "What it is",
        "saved": {"utc": "2026-11-24T23:30:00Z", "local": "2026-11-25T00:30:00+01:00"},
        "version": env!("CARGO_PKG_VERSION"),
        "settings": [{
            "setting": {
                "id": "linkedin/ai-training",
                "name": "Data for Generative AI Improvement",
                "switch": "Use my data for training content creation AI models",
                "address": "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement",
            },
            "last": {
                "state": "off",
                "optedOut": true,
                "confirmed": true,
                "since": {"utc": "2026-07-01T08:00:00Z", "local": "2026-07-01T10:00:00+02:00"},
                "seen": {"utc": "2026-11-24T22:30:00Z", "local": "2026-11-24T23:30:00+01:00"},
                "evidence": "key",
                "certainty": "certain",
                "atAddress": true,
                "byVersion": "0.0.9",
            },
            "changes": [
                {
                    "at": {"utc": "2026-03-01T08:00:00Z", "local": "2026-03-01T09:00:00+01:00"},
                    "to": "on",
                    "by": "unseen",
                },
                {
                    "at": {"utc": "2026-07-01T08:00:00Z", "local": "2026-07-01T10:00:00+02:00"},
                    "to": "off",
                    "by": "person",
                },
            ],
        }],
    });
    assert_eq!(written(&record(OFF)), expected);
}

#[test]
fn the_file_is_named_after_the_day_where_the_person_is() {
    let record = record(OFF);
    let name = exported(&record).file_name("html");
    assert_eq!(name, "heads-up-record-2026-11-25.html");
}

#[test]
fn without_a_sight_there_is_no_last_one() {
    for record in [
        Record::default(),
        record(r#"{"look":{"outcome":"not-listed"}}"#),
    ] {
        let json = written(&record);
        assert!(json["settings"][0]["last"].is_null());
        assert_eq!(json["settings"][0]["changes"], json!([]));
    }
}

#[test]
fn a_time_that_is_not_known_is_none_and_not_1970() {
    let json = written(&record(
        r#"{"switch":{"state":"off","since":0,"seen":0},
            "history":[{"at":0,"to":"off","by":"unseen"}]}"#,
    ));
    for time in [
        "/settings/0/last/since",
        "/settings/0/last/seen",
        "/settings/0/changes/0/at",
    ] {
        assert_eq!(json.pointer(time), Some(&Value::Null), "{time}");
    }
}

#[test]
fn each_other_setting_of_which_anything_is_known_is_in_the_file() {
    let mut record = record(OFF);
    let on = entry(r#"{"switch":{"state":"on"}}"#);
    record.set_entry("linkedin/ads-by-age".to_owned().into(), on);
    let json = written(&record);
    let ids: Vec<_> = json["settings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["setting"]["id"])
        .collect();
    assert_eq!(ids, ["linkedin/ai-training", "linkedin/ads-by-age"]);
    assert_eq!(json["settings"][1]["last"]["state"], "on");
    assert_eq!(json["settings"][1]["setting"]["switch"], "Age range");
}

#[test]
fn a_switch_that_says_the_opposite_is_told_as_it_shows_itself() {
    let setting = reversed();
    let record = record(OFF);
    let settings = [setting];
    let at = at("2026-11-24T23:30:00Z");
    let export = export(
        &catalogue().site,
        &settings,
        &record,
        at,
        &zurich,
        String::new(),
    );
    let json = serde_json::to_value(&export).unwrap();
    assert_eq!(json["settings"][0]["last"]["state"], "on");
    assert_eq!(json["settings"][0]["last"]["optedOut"], true);
    assert_eq!(json["settings"][0]["changes"][1]["to"], "on");
}
