//! Stored values that are damaged, from a newer version, or written by a clock that was ahead.

use super::*;

// What was stored by others

/// A browser that has seen the switch off, confirmed, while its clock was 100 days ahead.
fn from_a_clock_that_was_ahead() -> Browser {
    Browser::with(&format!(
        r#"{{"switch": {{"state": "off", "confirmed": true, "since": {0}, "seen": {0}, "asOf": {0}}}}}"#,
        millis(100.0 * DAY)
    ))
}

#[test]
fn what_cannot_be_read_is_set_aside_in_the_same_call() {
    for foreign in [
        json!({"schema": 1, "settings": {}, "history": []}),
        json!(null),
        json!("x"),
    ] {
        let stored = Stored {
            record: Some(foreign.clone()),
            ..Stored::default()
        };
        let outcome = update(&Event::Started, &stored, OWN, time(0.0));
        let [Effect::Write { key, items, .. }] = &outcome.effects[..] else {
            panic!("{:?}", outcome.effects);
        };
        assert_eq!(key, "record");
        assert_eq!(items[&set_aside_key("record", time(0.0))], foreign);
        assert_eq!(items["record"], json!({"schema": 2, "settings": {}}));
    }
}

#[test]
fn a_foreign_record_is_set_aside_once_and_that_is_said() {
    let mut browser = Browser::default();
    browser.stored.record = Some(json!({"schema": 3}));
    browser.is_told(1.0, &json!({"popupOpened": {"tab": null}}));
    browser.starts(2.0);
    assert!(browser.lines(3.0).contains(&"troubleSetAside"));
    browser.hears(11.0, &off(0.0));
    assert_eq!(browser.set_aside, [json!({"schema": 3})]);
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
}

#[test]
fn an_entry_that_is_not_understood_is_set_aside_when_ours_takes_its_place() {
    let newer = json!({"schema": 2, "newer": 1, "settings": {
        "linkedin/ai-training": {"switch": {"state": "dimmed"}, "history": [], "newer": 2},
        "linkedin/ads-by-age": ["whatever"],
    }});
    let mut browser = Browser::default();
    browser.stored.record = Some(newer.clone());
    browser.starts(1.0);
    assert_eq!(browser.writes, 0);
    assert!(browser.lines(1.0).contains(&"troubleSetAside"));
    browser.hears(11.0, &off(0.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
    assert_eq!(browser.set_aside, [newer]);
    let record = browser.stored.record.clone().unwrap();
    assert_eq!(record["newer"], json!(1));
    assert_eq!(
        record["settings"]["linkedin/ads-by-age"],
        json!(["whatever"])
    );
    assert_eq!(
        record["settings"]["linkedin/ai-training"]["newer"],
        json!(2)
    );
}

#[test]
fn what_a_newer_version_added_beside_our_fields_stays_through_a_flip_and_a_load() {
    let mut browser = Browser::with(
        r#"{"newer": 1, "switch": {"state": "on", "newer": 2},
            "history": [{"to": "on", "by": "person", "newer": 3}]}"#,
    );
    browser.hears(11.0, &on(1.0));
    browser.hears(50.1, &flipped(on(1.0), 50.0, Shown::Off));
    browser.hears(111.0, &off(100.0));
    let entry = browser.entry().write();
    assert_eq!(entry["newer"], json!(1));
    assert_eq!(entry["switch"]["newer"], json!(2));
    assert_eq!(entry["history"][0]["newer"], json!(3));
    assert_eq!(browser.switch(), "off, confirmed, as of 100 s");
}

#[test]
fn what_a_newer_version_added_to_a_default_stays_when_the_person_flips_it_back() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(1.0));
    let record = browser.stored.record.as_mut().unwrap();
    record["settings"]["linkedin/ai-training"]["switch"]["newer"] = json!(2);
    // The page showed "off" in between.
    browser.hears(50.1, &flipped(on(1.0), 50.0, Shown::On));
    assert_eq!(browser.switch(), "on, as of 50 s");
    assert_eq!(browser.entry().write()["switch"]["newer"], json!(2));
}

#[test]
fn what_a_newer_version_added_to_a_default_stays_when_the_page_corrects_it() {
    let mut browser = opted_out();
    let default = but(on(100.0), |it| {
        (it.age, it.held, it.quiet) = (600.0, 600.0, 600.0);
    });
    browser.hears(100.7, &default);
    let record = browser.stored.record.as_mut().unwrap();
    record["settings"]["linkedin/ai-training"]["switch"]["newer"] = json!(2);
    // The page testifies beside an alert, which confirms nothing.
    let corrected = but(off(100.0), |it| {
        it.alert = true;
        (it.age, it.held, it.quiet) = (4_000.0, 3_100.0, 3_100.0);
        (it.changes, it.prior_since) = (1, Some(millis(100.1)));
    });
    browser.hears(104.0, &corrected);
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
    assert_eq!(browser.entry().write()["switch"]["newer"], json!(2));
}

#[test]
fn a_record_from_the_future_is_repaired_when_the_browser_starts() {
    let mut browser = Browser::with(&format!(
        r#"{{"switch": {{"state": "off", "confirmed": true, "since": {0}, "seen": {0}, "asOf": {0}}},
            "history": [{{"at": {0}, "to": "off", "by": "person"}}]}}"#,
        millis(5.0 * 365.0 * DAY)
    ));
    browser.starts(100.0);
    assert_eq!((browser.badge, browser.alarm), ("?", None));
    let entry = browser.entry();
    assert!(entry.history().all(|change| change.at == time(100.0)));
    assert_eq!(browser.lines(100.0), ["seenUnknownTime", "recheckDue"]);
    // The next page load counts.
    browser.hears(211.0, &off(200.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 200 s");
    assert_eq!(browser.badge, "✓");
}

#[test]
fn what_a_repair_takes_back_is_told_to_the_tabs_in_front() {
    let mut browser = from_a_clock_that_was_ahead();
    browser.starts(100.0);
    assert_eq!(browser.other_effects, [Effect::TellTabs]);
}

#[test]
fn a_page_from_before_the_clock_was_put_right_confirms_nothing() {
    let mut browser = from_a_clock_that_was_ahead();
    browser.starts(100.0);
    browser.hears(111.0, &off(50.0));
    assert_eq!(browser.switch(), "off, as of 50 s");
}
