use super::super::part::WithRest;
use super::*;

fn read(stored: &str) -> Preferences {
    Preferences::read(&serde_json::from_str(stored).unwrap()).unwrap()
}

fn chosen(stored: &str) -> Option<&'static str> {
    read(stored).chosen_region().map(|it| it.code)
}

#[test]
fn the_default_has_highlights_and_no_region_that_was_chosen() {
    let written = serde_json::to_string(&Preferences::default()).unwrap();
    assert_eq!(
        written,
        r#"{"schema":2,"region":"HK","highlights":true,"regionProposed":true,"recheckDays":90}"#
    );
    assert_eq!(chosen(&written), None);
}

#[test]
fn a_region_that_stands_alone_was_chosen() {
    assert_eq!(
        chosen(r#"{"schema":2,"region":"HK","highlights":true}"#),
        Some("HK")
    );
    assert_eq!(chosen(r#"{"schema":2,"region":"DE-HH"}"#), Some("DE-HH"));
    assert_eq!(chosen(r#"{"schema":2,"region":"XX"}"#), None);
    assert_eq!(chosen(r#"{"schema":2}"#), None);
}

#[test]
fn what_another_version_has_stored_stays_readable() {
    let older = read(r#"{"schema":2,"region":"HK","highlights":false}"#);
    assert_eq!((older.highlights, older.recheck_days), (false, 90));
    for (json, days) in [
        (r#"{"schema":2,"recheckDays":null}"#, 0),
        (r#"{"schema":2,"recheckDays":0}"#, 0),
        (r#"{"schema":2,"recheckDays":30,"newer":[1]}"#, 30),
    ] {
        assert_eq!(read(json).recheck_days, days);
    }
}

fn off_by_the_organisation() -> Managed {
    Managed {
        highlights: Some(false),
        ..Managed::default()
    }
}

#[test]
fn what_an_organisation_has_set_counts_and_the_rest_is_the_person_s() {
    let own = Preferences {
        recheck_days: 30,
        ..Preferences::default()
    };
    let effective = own.with(&off_by_the_organisation());
    assert!(!effective.highlights);
    assert_eq!(effective.recheck_days, 30);
    assert_eq!(own.with(&Managed::default()), own);
    let all = Managed {
        region: Some("XX".into()),
        highlights: None,
        recheck_days: Some(7),
        others: Some(true),
    };
    let effective = own.with(&all);
    assert_eq!(
        (effective.region.as_str(), effective.recheck_days),
        ("XX", 7)
    );
    assert!(effective.settings().len() > own.settings().len());
}

#[test]
fn what_an_organisation_has_set_cannot_be_chosen() {
    let own = Preferences::default();
    let managed = off_by_the_organisation();
    assert_eq!(own.chosen(Choice::Highlights(true), &managed), None);
    let chosen = own.chosen(Choice::RecheckDays(180), &managed).unwrap();
    assert_eq!(chosen.recheck_days, 180);
    assert!(chosen.highlights, "the person's own word is kept beside it");
    let all = Managed {
        region: Some("HK".into()),
        highlights: Some(true),
        recheck_days: Some(0),
        others: Some(false),
    };
    assert_eq!(own.chosen(Choice::RecheckDays(1), &all), None);
    assert_eq!(own.chosen(Choice::Others(true), &all), None);
    assert_eq!(own.chosen(Choice::Region("HK".into()), &all), None);
}

#[test]
fn what_nobody_else_has_set_can_be_chosen() {
    let own = Preferences::default();
    let free = Managed::default();
    for on in [false, true] {
        let chosen = own.chosen(Choice::Highlights(on), &free).unwrap();
        assert_eq!(chosen.highlights, on);
    }
    for on in [false, true] {
        let chosen = own.chosen(Choice::Others(on), &free).unwrap();
        assert_eq!(chosen.others, Some(on));
        assert_eq!(chosen.settings(), catalogue().shown(on));
    }
    let never = own.chosen(Choice::RecheckDays(0), &free).unwrap();
    assert_eq!(never.recheck_days, 0);
}

#[test]
fn only_a_region_that_exists_can_be_chosen() {
    let own = Preferences::default();
    let free = Managed::default();
    for wrong in ["", "XX", "hk", "HK ", "__proto__"] {
        let choice = Choice::Region(wrong.into());
        assert_eq!(own.chosen(choice, &free), None, "{wrong}");
    }
    let chosen = own.chosen(Choice::Region("FR".into()), &free).unwrap();
    assert_eq!(chosen.chosen_region().map(|it| it.code), Some("FR"));
}

#[test]
fn what_a_newer_version_added_stays_through_a_choice() {
    let own = read(r#"{"schema":2,"region":"HK","newer":{"a":[1]}}"#);
    let chosen = own.chosen(Choice::RecheckDays(30), &Managed::default());
    let written = chosen.unwrap().write();
    assert_eq!(written["newer"], serde_json::json!({"a": [1]}));
    assert_eq!(written["recheckDays"], 30);
}

#[test]
fn a_choice_to_leave_a_switch_on_is_kept_by_its_setting_until_it_is_taken_back() {
    let id = || SettingId("linkedin/ai-training".into());
    let managed = Managed::default();
    let stored = r#"{"schema":2,"leave":{"another":{"newer":1},"linkedin/ai-training":"soon"}}"#;
    let own = read(stored);
    // A value that is no time is no choice of this version's, and stays until there is one.
    assert_eq!(own.left_at(&id()), None);
    let at = Timestamp::from_millis(1_762_156_800_000.0);
    let chosen = own.chosen(Choice::Leave(id(), Some(at)), &managed).unwrap();
    assert_eq!(chosen.left_at(&id()), Some(at));
    let written = chosen.write();
    assert_eq!(
        written["leave"]["linkedin/ai-training"],
        "2025-11-03T08:00:00Z"
    );
    assert_eq!(written["leave"]["another"]["newer"], 1);
    let back = chosen.chosen(Choice::Leave(id(), None), &managed).unwrap();
    assert_eq!(back.left_at(&id()), None);
    assert_eq!(back.write()["leave"]["another"]["newer"], 1);
    let unknown = Choice::Leave(SettingId("linkedin/nothing".into()), Some(at));
    assert_eq!(own.chosen(unknown, &managed), None);
}

#[test]
fn what_was_left_on_by_choice_among_the_others_goes_with_them() {
    let free = Managed::default();
    let (first, other) = (catalogue().settings[0].id(), catalogue().others()[0].id());
    let mut chosen = Preferences::default();
    for setting in [&first, &other] {
        let choice = Choice::Leave(setting.clone(), Some(Timestamp::UNKNOWN));
        chosen = chosen.chosen(choice, &free).unwrap();
    }
    let without = chosen.chosen(Choice::Others(false), &free).unwrap();
    assert!(without.left_at(&first).is_some());
    assert_eq!(without.left_at(&other), None);
}

#[test]
fn a_field_that_cannot_be_read_spoils_no_other() {
    let whole = serde_json::json!({
        "schema": 2, "region": "DE", "recheckDays": 30, "others": true, "highlights": true,
        "leave": {"linkedin/ai-training": "2026-01-01T00:00:00Z"}, "newer": 1
    });
    let salvaged = |name: &str, wrong: serde_json::Value| {
        let mut foreign = whole.clone();
        foreign[name] = wrong;
        Preferences::salvaged(&foreign)
    };
    let setting = catalogue().settings[0].id();
    for (name, wrong) in [
        ("schema", serde_json::json!(3)),
        ("region", serde_json::json!(5)),
        ("recheckDays", serde_json::json!("90")),
        ("others", serde_json::json!("yes")),
        ("highlights", serde_json::json!("no")),
    ] {
        let read = salvaged(name, wrong);
        let region = read.chosen_region().map(|region| region.code);
        assert_eq!(region, (name != "region").then_some("DE"), "{name}");
        assert_eq!(read.recheck_days == 30, name != "recheckDays", "{name}");
        assert_eq!(read.others == Some(true), name != "others", "{name}");
        assert!(read.left_at(&setting).is_some(), "{name}");
        assert_eq!(read.write()["newer"], 1, "{name}");
    }
    for nothing in ["null", "[]", "\"x\"", "7"] {
        let read = Preferences::salvaged(&serde_json::from_str(nothing).unwrap());
        assert_eq!(read, Preferences::default(), "{nothing}");
    }
}
