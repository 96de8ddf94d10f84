use serde_json::json;

use super::super::part::{Part, WithRest};
use super::super::record::Status;
use super::super::samples::{
    AT_LIST, AT_SETTING, AT_SIBLING, Browser, DAY, LABEL, OWN, T0, address, but, callout,
    empty_page, flipped, list, millis, named, off, on, time, watched,
};
use super::super::stored::set_aside_key;
use super::super::testimony::{NamedBy, ReadyState, State as Shown, Target};
use super::*;

mod others;

/// A browser in which the switch was seen off, and confirmed, on a page loaded at 0 s.
fn opted_out() -> Browser {
    let mut browser = Browser::default();
    browser.hears(11.0, &off(0.0));
    browser.others.clear();
    browser
}

fn ringed(answer: &Answer) -> Option<Target> {
    answer.guidance.as_ref()?.ring
}

/// The answer to `message` from a part of the extension at this address.
fn answer_to(message: Value, sender: Sender) -> Value {
    let event = Event::Message { sender, message };
    let outcome = update(&event, &Stored::default(), OWN, time(100.0));
    assert_eq!(outcome.effects, []);
    match outcome.reply {
        Reply::Now(value) => value,
        other => panic!("{other:?}"),
    }
}

fn from(own: bool, path: &str) -> Sender {
    Sender {
        own,
        tab: Some(1),
        address: Some(address(path)),
    }
}

// Messages

#[test]
fn a_page_that_has_moved_on_is_asked_to_say_again_and_nothing_is_used() {
    let said = json!({"testimony": off(0.0)});
    for path in [AT_LIST, "/feed/", "/uas/login"] {
        let answer = answer_to(said.clone(), from(true, path));
        assert_eq!(answer, to_value(&Answer::default()), "{path}");
    }
}

#[test]
fn strangers_and_what_is_no_message_get_nothing() {
    let said = json!({"testimony": off(0.0)});
    assert_eq!(answer_to(said, from(false, AT_SETTING)), Value::Null);
    for message in [
        json!(null),
        json!("scan"),
        json!({"testimony": {}}),
        json!("erase"),
    ] {
        let answer = answer_to(message.clone(), from(true, AT_SETTING));
        assert_eq!(answer, Value::Null, "{message}");
    }
}

#[test]
fn the_keys_to_look_for_first_come_with_every_answer() {
    let mut browser = Browser::default();
    for said in [off(0.0), empty_page(0.0), list(0.0, &[])] {
        let answer = browser.hears(11.0, &said);
        assert!(answer.heard);
        assert_eq!(answer.keys, ["allowDataForGenerativeAI"]);
    }
}

#[test]
fn names_are_asked_for_only_where_no_key_settles_it() {
    let mut browser = Browser::default();
    let answer = browser.hears(11.0, &off(0.0));
    assert!(!answer.names && !answer.deeper);
    assert_eq!(answer.named[0].evidence, NamedBy::Key);
    let unread = but(off(0.0), |it| it.keys.clear());
    let answer = browser.hears(11.0, &unread);
    assert!(answer.names && answer.deeper);
    assert_eq!((answer.guidance, answer.named), (None, vec![]));
    let read = but(unread, |it| it.name = Some(LABEL.to_owned()));
    let answer = browser.hears(11.0, &read);
    assert_eq!(answer.named[0].evidence, NamedBy::Label);
}

#[test]
fn a_page_is_asked_to_say_again_when_that_will_make_a_difference() {
    let mut browser = Browser::default();
    let new = but(off(0.0), |it| {
        (it.age, it.held, it.quiet) = (100.0, 100.0, 100.0);
    });
    assert_eq!(browser.hears(1.0, &new).again, Some(2_900.0));
    // What led to a write is said once more, should it have been lost.
    assert_eq!(browser.hears(11.0, &off(0.0)).again, Some(1_000.0));
    assert_eq!(browser.hears(12.0, &off(0.0)).again, None);
    let waiting = |waited| Testimony {
        waited,
        ..empty_page(100.0)
    };
    assert_eq!(browser.hears(101.0, &waiting(1_000.0)).again, Some(2_000.0));
    assert_eq!(browser.hears(104.0, &waiting(4_000.0)).again, Some(6_000.0));
}

#[test]
fn what_was_lost_with_a_background_that_was_stopped_is_said_again_and_recorded() {
    let mut browser = Browser::default();
    let event = Event::Message {
        sender: from(true, AT_SETTING),
        message: json!({"testimony": off(0.0)}),
    };
    // It answers, and is stopped before it has written.
    let outcome = update(&event, &browser.stored, OWN, time(11.0));
    let Reply::Now(answer) = outcome.reply else {
        panic!("{:?}", outcome.reply);
    };
    assert_eq!(answer["again"], json!(1_000.0));
    browser.hears(12.0, &off(0.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
}

#[test]
fn a_second_content_script_in_a_document_does_not_make_it_an_older_one() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    let mut again = on(0.0);
    again.document.loaded_at -= 3.0;
    again.document.started_at = ReadyState::Complete;
    let answer = browser.hears(20.0, &again);
    assert_eq!(callout(&answer)[0], "calloutOn");
    assert_eq!(browser.switch(), "on, confirmed, as of 0 s");
}

#[test]
fn a_sign_in_form_at_the_address_is_no_look_at_the_setting() {
    let mut browser = opted_out();
    let mut wall = empty_page(100.0);
    wall.asks_password = true;
    browser.hears(111.0, &wall);
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
    assert!(browser.entry().look().is_none());
}

// What was named stays what it was

#[test]
fn a_switch_out_of_sight_stays_what_it_was() {
    // Scrolled out of a pane, under a dialog that makes the rest of the page inert.
    for evidence in [NamedBy::Key, NamedBy::Label, NamedBy::OnlySwitch] {
        let mut browser = opted_out();
        let record = browser.stored.record.clone();
        let hidden = but(off(0.0), |it| (it.visible, it.main) = (false, false));
        let answer = browser.hears(60.0, &watched(hidden, evidence));
        assert_eq!(browser.stored.record, record);
        assert_eq!(answer.named[0].evidence, evidence);
    }
}

#[test]
fn a_translated_page_stays_what_it_was() {
    let mut browser = Browser::default();
    let labelled = Testimony {
        controls: vec![named(LABEL)],
        ..off(0.0)
    };
    browser.hears(11.0, &labelled);
    let record = browser.stored.record.clone();
    let mut translated = but(labelled, |it| it.name = Some("データの使用".to_owned()));
    translated.lang = "ja".to_owned();
    let answer = browser.hears(60.0, &watched(translated, NamedBy::Label));
    assert_eq!(ringed(&answer), Some(Target(1)));
    assert_eq!(callout(&answer), ["calloutOff", "calloutOffMeans"]);
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
    assert_eq!(browser.entry().look(), None);
    assert!(record.is_some());
}

#[test]
fn a_switch_that_is_being_saved_keeps_its_ring_without_words() {
    let mut browser = opted_out();
    let busy = but(flipped(off(0.0), 50.0, Shown::On), |it| it.busy = true);
    let answer = browser.hears(50.1, &watched(busy, NamedBy::Key));
    assert_eq!(ringed(&answer), Some(Target(1)));
    assert_eq!(callout(&answer), [] as [&str; 0]);
    assert!(answer.again.is_some());
}

#[test]
fn a_switch_that_was_turned_on_and_left_while_it_was_saved_is_the_person_s() {
    let mut browser = opted_out();
    let busy = but(flipped(off(0.0), 50.0, Shown::On), |it| it.busy = true);
    browser.hears(50.1, &watched(busy, NamedBy::Key));
    assert_eq!(browser.switch(), "on, as of 50 s");
    assert_eq!(browser.badge, "!");
    browser.hears(71.0, &on(60.0));
    assert_eq!(browser.switch(), "on, confirmed, as of 60 s");
    assert!(!browser.lines(72.0).contains(&"turnedBackOrOther"));
}

#[test]
fn a_switch_that_was_turned_off_says_nothing_before_that_was_saved() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    let busy = but(flipped(on(0.0), 50.0, Shown::Off), |it| it.busy = true);
    browser.hears(50.1, &watched(busy, NamedBy::Key));
    assert_eq!(browser.switch(), "on, as of 0 s");
}

#[test]
fn a_lone_switch_of_another_name_is_not_the_setting_s() {
    let mut browser = Browser::default();
    let dark_mode = Testimony {
        controls: vec![named("Dark mode")],
        ..off(0.0)
    };
    let answer = browser.hears(11.0, &dark_mode);
    assert_eq!((ringed(&answer), answer.named), (None, vec![]));
    assert_eq!(browser.switch(), "nothing");
    assert_eq!(browser.popup(11.0).status, Status::Unrecognised);
}

// Writes

#[test]
fn a_write_that_failed_is_shown_until_that_key_is_written() {
    let mut browser = opted_out();
    browser.refuses = true;
    let flip = flipped(off(0.0), 50.0, Shown::On);
    let answer = browser.hears(50.1, &flip);
    assert_eq!(answer.again, Some(1_000.0));
    assert_eq!(browser.stored.failed, ["record"]);
    assert_eq!(browser.badge, "?");
    assert!(browser.lines(51.0).contains(&"troubleWrite"));
    // The popup is opened, and a preference is saved: the record is not written by that.
    browser.refuses = false;
    browser.is_told(52.0, &json!({"popupOpened": {"tab": null}}));
    let told = browser.is_told(53.0, &json!({"setHighlights": {"on": false}}));
    assert_eq!(told, Reply::Written);
    assert_eq!(browser.stored.failed, ["record"]);
    assert_eq!(browser.badge, "?");
    assert!(browser.lines(53.0).contains(&"troubleWrite"));
    browser.hears(54.0, &flip);
    assert_eq!(browser.stored.failed, [] as [&str; 0]);
    assert_eq!(browser.badge, "!");
    assert!(!browser.lines(54.0).contains(&"troubleWrite"));
}

#[test]
fn a_preference_that_could_not_be_saved_is_shown_until_one_is() {
    let mut browser = opted_out();
    browser.refuses = true;
    browser.is_told(20.0, &json!({"setRecheck": {"days": 30}}));
    assert_eq!(browser.stored.failed, ["preferences"]);
    browser.refuses = false;
    browser.hears(111.0, &off(100.0));
    assert_eq!(browser.badge, "?");
    browser.is_told(120.0, &json!({"setRecheck": {"days": 30}}));
    assert_eq!((browser.badge, browser.stored.failed.len()), ("✓", 0));
}

#[test]
fn a_failure_is_noted_once() {
    let mut browser = Browser {
        refuses: true,
        ..Browser::default()
    };
    for second in 0..3 {
        browser.hears(11.0 + f64::from(second), &off(0.0));
    }
    assert_eq!(browser.stored.failed, ["record"]);
}

#[test]
fn where_the_storage_does_not_answer_nothing_is_written_and_it_is_said() {
    let mut browser = Browser::default();
    browser.stored.unreadable = true;
    let answer = browser.hears(11.0, &off(0.0));
    assert_eq!(answer.guidance, None);
    for choice in [
        json!({"setHighlights": {"on": false}}),
        json!({"setRegion": {"region": "FR"}}),
    ] {
        let reply = browser.is_told(12.0, &choice);
        assert_eq!(reply, Reply::Now(json!(false)));
    }
    browser.starts(13.0);
    assert_eq!(browser.writes, 0);
    assert_eq!(browser.badge, "?");
    assert!(browser.lines(13.0).contains(&"troubleStorage"));
}

// What was stored by others

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
    // It showed off in between.
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
    // It says so beside an alert, which confirms nothing.
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
    // The next load is believed.
    browser.hears(211.0, &off(200.0));
    assert_eq!(browser.switch(), "off, confirmed, as of 200 s");
    assert_eq!(browser.badge, "✓");
}

// Preferences

#[test]
fn what_a_repair_takes_back_is_told_to_the_tabs_in_front() {
    let mut browser = Browser::with(&format!(
        r#"{{"switch": {{"state": "off", "confirmed": true, "since": {0}, "seen": {0}, "asOf": {0}}}}}"#,
        millis(100.0 * DAY)
    ));
    browser.starts(100.0);
    assert_eq!(browser.others, [Effect::TellTabs]);
}

#[test]
fn a_page_from_before_the_clock_was_put_right_confirms_nothing() {
    let mut browser = Browser::with(&format!(
        r#"{{"switch": {{"state": "off", "confirmed": true, "since": {0}, "seen": {0}, "asOf": {0}}}}}"#,
        millis(100.0 * DAY)
    ));
    browser.starts(100.0);
    browser.hears(111.0, &off(50.0));
    assert_eq!(browser.switch(), "off, as of 50 s");
}

#[test]
fn a_choice_is_written_and_the_tabs_in_front_hear_of_it() {
    let mut browser = opted_out();
    let reply = browser.is_told(20.0, &json!({"setHighlights": {"on": false}}));
    assert_eq!(reply, Reply::Written);
    assert_eq!(browser.others, [Effect::TellTabs]);
    // Nothing is drawn, and everything is known as before.
    let answer = browser.hears(111.0, &off(100.0));
    assert_eq!(answer.guidance, None);
    assert!(!answer.named.is_empty());
    assert_eq!(browser.switch(), "off, confirmed, as of 100 s");
}

#[test]
fn a_choice_that_is_not_the_person_s_is_refused() {
    let mut browser = Browser::default();
    browser.stored.managed = Some(json!({"highlights": false, "recheckDays": 7, "region": "FR"}));
    for choice in [
        json!({"setHighlights": {"on": true}}),
        json!({"setRecheck": {"days": 1}}),
        json!({"setRegion": {"region": "HK"}}),
    ] {
        assert_eq!(browser.is_told(1.0, &choice), Reply::Now(json!(false)));
    }
    assert_eq!(browser.writes, 0);
    assert_eq!(browser.hears(11.0, &off(0.0)).guidance, None);
    assert_eq!(browser.alarm, Some(time(7.0 * DAY)));
}

#[test]
fn preferences_that_cannot_be_read_draw_nothing_and_are_set_aside_by_the_next_choice() {
    let mut browser = Browser::default();
    browser.stored.preferences = Some(json!({"schema": 9}));
    assert_eq!(browser.hears(11.0, &off(0.0)).guidance, None);
    browser.is_told(12.0, &json!({"setHighlights": {"on": true}}));
    assert_eq!(browser.set_aside, [json!({"schema": 9})]);
    assert!(browser.hears(13.0, &off(0.0)).guidance.is_some());
}

#[test]
fn another_choice_draws_nothing_where_it_could_not_be_read_whether_that_is_wanted() {
    let mut browser = Browser::default();
    browser.stored.preferences = Some(json!({"schema": 9}));
    browser.is_told(12.0, &json!({"setRegion": {"region": "FR"}}));
    assert_eq!(browser.set_aside, [json!({"schema": 9})]);
    assert_eq!(browser.hears(13.0, &off(0.0)).guidance, None);
    browser.is_told(14.0, &json!({"setHighlights": {"on": true}}));
    assert!(browser.hears(15.0, &off(0.0)).guidance.is_some());
}

#[test]
fn erasing_leaves_nothing() {
    let mut browser = opted_out();
    browser.is_told(20.0, &json!({"setHighlights": {"on": false}}));
    assert_eq!(browser.is_told(21.0, &json!("erase")), Reply::Written);
    assert_eq!(browser.stored, Stored::default());
    assert_eq!((browser.badge, browser.alarm), ("", None));
}

// Leaving it on

const LEAVE: &str = "linkedin/ai-training";

fn left_on(browser: &mut Browser, seconds: f64, on: bool) {
    let message = json!({"setLeave": {"setting": LEAVE, "on": on}});
    assert_eq!(browser.is_told(seconds, &message), Reply::Written);
}

#[test]
fn a_switch_that_is_left_on_by_choice_has_no_sign_and_no_way_until_that_is_asked_again() {
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    assert_eq!(browser.badge, "!");
    let on_the_list = list(20.0, &[AT_SETTING]);
    assert!(ringed(&browser.hears(31.0, &on_the_list)).is_some());
    left_on(&mut browser, 40.0, true);
    assert_eq!(
        (browser.badge, browser.alarm),
        ("", Some(time(40.0 + 90.0 * DAY)))
    );
    assert_eq!(browser.hears(41.0, &on_the_list).guidance, None);
    let answer = browser.hears(61.0, &on(50.0));
    assert_eq!(callout(&answer), ["calloutOn", "calloutLeft"]);
    // As for an opt-out, from the last sight on.
    browser.starts(50.0 + 90.0 * DAY);
    assert_eq!(browser.badge, "?");
    let later = list(60.0 + 90.0 * DAY, &[AT_SETTING]);
    assert!(ringed(&browser.hears(80.0 + 90.0 * DAY, &later)).is_some());
    left_on(&mut browser, 90.0 * DAY, true);
    assert_eq!(browser.badge, "");
}

#[test]
fn the_choice_to_leave_it_on_is_taken_back_by_the_person_or_where_the_switch_is_seen_off() {
    let leave = |browser: &Browser| browser.stored.preferences.clone().unwrap()["leave"].clone();
    let mut browser = Browser::default();
    browser.hears(11.0, &on(0.0));
    left_on(&mut browser, 20.0, true);
    assert_eq!(leave(&browser), json!({LEAVE: "2026-01-01T00:00:20Z"}));
    left_on(&mut browser, 21.0, false);
    assert_eq!((leave(&browser), browser.badge), (json!({}), "!"));
    left_on(&mut browser, 22.0, true);
    browser.hears(31.0, &off(20.0));
    assert_eq!((leave(&browser), browser.badge), (json!({}), "✓"));
    // On once more, it is as if that had never been chosen.
    browser.hears(51.0, &on(40.0));
    assert_eq!(browser.badge, "!");
}

#[test]
fn only_a_switch_that_is_known_to_be_on_can_be_left_on() {
    for stored in ["{}", r#"{"switch":{"state":"off"}}"#] {
        let mut browser = Browser::with(stored);
        for setting in [LEAVE, "linkedin/nothing"] {
            let message = json!({"setLeave": {"setting": setting, "on": true}});
            assert_eq!(browser.is_told(1.0, &message), Reply::Now(json!(false)));
        }
        assert_eq!(browser.writes, 0);
    }
}

// A browser that bars us

#[test]
fn that_the_browser_refuses_to_start_the_script_is_remembered_until_a_page_testifies() {
    let mut browser = Browser::default();
    browser.happens(1.0, &Event::ScriptStarted { refused: true });
    assert_eq!(browser.others, [Effect::Barred(true)]);
    browser.stored.barred = true;
    assert_eq!(browser.lines(2.0), ["troubleBarred"]);
    browser.happens(3.0, &Event::ScriptStarted { refused: true });
    browser.hears(11.0, &on(0.0));
    let barred = |it: &&Effect| matches!(it, Effect::Barred(_));
    let told: Vec<_> = browser.others.iter().filter(barred).collect();
    assert_eq!(told, [&Effect::Barred(true), &Effect::Barred(false)]);
}

// Other windows

#[test]
fn what_has_changed_is_told_to_the_tabs_in_front_and_what_was_known_is_not() {
    let mut browser = opted_out();
    browser.hears(20.0, &flipped(off(0.0), 19.9, Shown::On));
    assert_eq!(browser.others, [Effect::TellTabs]);
    browser.hears(21.0, &flipped(off(0.0), 19.9, Shown::On));
    // A look that fails there says nothing of the switch.
    browser.hears(41.0, &empty_page(30.0));
    assert_eq!(browser.others, [Effect::TellTabs]);
}

// Popup, start and alarm

#[test]
fn the_popup_makes_the_settings_page_under_it_scan_or_starts_the_script_there() {
    let mut browser = opted_out();
    let over = |path: &str| json!({"popupOpened": {"tab": {"id": 7, "address": address(path)}}});
    browser.is_told(20.0, &over("/feed/"));
    browser.is_told(20.0, &over("/uas/login"));
    browser.is_told(
        20.0,
        &json!({"popupOpened": {"tab": {"id": 7, "address": null}}}),
    );
    assert_eq!(browser.others, []);
    browser.is_told(20.0, &over(AT_LIST));
    assert_eq!(browser.others, [Effect::Scan { tab: 7 }]);
    browser.happens(21.0, &Event::NoScript { tab: 7 });
    assert_eq!(browser.others[1..], [Effect::StartScript { tab: 7 }]);
}

#[test]
fn badge_and_alarm_are_there_after_a_start() {
    let mut browser = opted_out();
    (browser.badge, browser.alarm) = ("", None);
    browser.starts(20.0);
    assert_eq!(
        (browser.badge, browser.alarm),
        ("✓", Some(time(90.0 * DAY)))
    );
}

#[test]
fn when_the_alarm_rings_the_badge_asks_for_another_look() {
    let mut browser = opted_out();
    browser.is_told(20.0, &json!({"setRecheck": {"days": 30}}));
    assert_eq!(browser.alarm, Some(time(30.0 * DAY)));
    browser.starts(30.0 * DAY);
    assert_eq!((browser.badge, browser.alarm), ("?", None));
    browser.is_told(30.0 * DAY, &json!({"setRecheck": {"days": 0}}));
    assert_eq!((browser.badge, browser.alarm), ("✓", None));
}

#[test]
fn when_the_organisation_changes_its_policy_the_tabs_in_front_hear_of_it() {
    let mut browser = opted_out();
    let policy = Event::Managed(json!({"highlights": false, "recheckDays": 7}));
    browser.happens(20.0, &policy);
    assert_eq!(browser.others, [Effect::TellTabs]);
    assert_eq!(browser.alarm, Some(time(7.0 * DAY)));
    assert_eq!(browser.hears(21.0, &off(0.0)).guidance, None);
}

#[test]
fn what_storage_managed_answered_is_kept_once() {
    let mut browser = Browser::default();
    let nothing = Event::Managed(json!({}));
    browser.happens(1.0, &nothing);
    browser.happens(2.0, &nothing);
    assert_eq!(
        (browser.writes, &browser.stored.managed),
        (1, &Some(json!({})))
    );
    // No policy is what was taken before it had answered: the pages need not hear of it.
    assert_eq!(browser.others, []);
    let unreadable = Stored {
        unreadable: true,
        ..Stored::default()
    };
    let outcome = update(&nothing, &unreadable, OWN, time(3.0));
    assert_eq!(outcome.effects, []);
}

#[test]
fn when_everything_is_erased_the_tabs_in_front_hear_of_it() {
    let mut browser = opted_out();
    browser.is_told(20.0, &json!("erase"));
    assert_eq!(browser.others, [Effect::TellTabs]);
}

// The language

#[test]
fn the_language_of_the_page_is_remembered_where_its_words_are_known() {
    let mut browser = Browser::default();
    let in_language = |lang: &str, loaded| Testimony {
        lang: lang.to_owned(),
        ..off(loaded)
    };
    for (lang, known) in [
        ("de-CH", Some("de")),
        ("ja", None),
        ("cs", None),
        ("en", Some("en")),
    ] {
        browser.hears(11.0, &in_language(lang, 0.0));
        assert_eq!(browser.entry().lang.as_deref(), known, "{lang}");
    }
}

#[test]
fn a_setting_of_which_nothing_is_known_has_no_entry() {
    let mut browser = Browser::default();
    browser.hears(11.0, &list(0.0, &[AT_SIBLING, AT_SETTING]));
    let early = Testimony {
        waited: 0.0,
        ..empty_page(0.0)
    };
    browser.hears(11.0, &early);
    assert_eq!(browser.stored.record, None);
}

#[test]
fn the_sample_entries_are_read_as_ours() {
    let browser = Browser::with(r#"{"switch": {"state": "off"}}"#);
    let record = browser.stored.record(time(0.0)).or_new();
    assert!(
        record
            .settings
            .values()
            .all(|part| matches!(part, Part::Ours(_)))
    );
    assert_eq!(browser.entry().switch().unwrap().seen.millis(), T0);
}
