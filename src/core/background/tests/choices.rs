//! What a person chooses: preferences, and to leave the switch on.

use super::*;

// Preferences

#[test]
fn a_choice_is_written_and_the_tabs_in_front_hear_of_it() {
    let mut browser = opted_out();
    let reply = browser.is_told(20.0, &json!({"setHighlights": {"on": false}}));
    assert_eq!(reply, Reply::Written);
    assert_eq!(browser.other_effects, [Effect::TellTabs]);
    // Nothing is drawn, but the record goes on.
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
    // The interval counts from the last sight of the switch, as after an opt-out.
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
    // After the switch was off in between, the choice is gone.
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
