use serde_json::json;

use super::super::part::{Part, WithRest};
use super::super::record::Status;
use super::super::samples::{
    AT_LIST, AT_SETTING, AT_SIBLING, Browser, DAY, LABEL, OWN, T0, address, but, callout,
    empty_page, flipped, list, millis, named, off, on, time, watched,
};
use super::super::stored::set_aside_key;
use super::super::testimony::{NamedBy, ReadyState, Shown, Target, Testimony};
use super::*;

mod choices;
mod foreign;
mod occasions;
mod others;
mod writes;

/// A browser that has seen the switch off, confirmed, on a page loaded at 0 s.
fn opted_out() -> Browser {
    let mut browser = Browser::default();
    browser.hears(11.0, &off(0.0));
    browser.other_effects.clear();
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
    // The page is to testify again, in case the write was lost.
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
    // The background answers, and is stopped before it writes.
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
    // Scrolled out of a pane, or under a dialog that makes the page inert.
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

// A browser that bars us

#[test]
fn that_the_browser_refuses_to_start_the_script_is_remembered_until_a_page_testifies() {
    let mut browser = Browser::default();
    browser.happens(1.0, &Event::ScriptStarted { refused: true });
    assert_eq!(browser.other_effects, [Effect::Barred(true)]);
    browser.stored.barred = true;
    assert_eq!(browser.lines(2.0), ["troubleBarred"]);
    browser.happens(3.0, &Event::ScriptStarted { refused: true });
    browser.hears(11.0, &on(0.0));
    let barred = |it: &&Effect| matches!(it, Effect::Barred(_));
    let told: Vec<_> = browser.other_effects.iter().filter(barred).collect();
    assert_eq!(told, [&Effect::Barred(true), &Effect::Barred(false)]);
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
