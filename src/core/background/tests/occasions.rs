//! Events beside testimonies: other windows, the popup, a start, the alarm.

use super::*;

// Other windows

#[test]
fn what_has_changed_is_told_to_the_tabs_in_front_and_what_was_known_is_not() {
    let mut browser = opted_out();
    browser.hears(20.0, &flipped(off(0.0), 19.9, Shown::On));
    assert_eq!(browser.other_effects, [Effect::TellTabs]);
    browser.hears(21.0, &flipped(off(0.0), 19.9, Shown::On));
    // A failed look in another window says nothing of the switch.
    browser.hears(41.0, &empty_page(30.0));
    assert_eq!(browser.other_effects, [Effect::TellTabs]);
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
    assert_eq!(browser.other_effects, []);
    browser.is_told(20.0, &over(AT_LIST));
    assert_eq!(browser.other_effects, [Effect::Scan { tab: 7 }]);
    browser.happens(21.0, &Event::NoScript { tab: 7 });
    assert_eq!(browser.other_effects[1..], [Effect::StartScript { tab: 7 }]);
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
    assert_eq!(browser.other_effects, [Effect::TellTabs]);
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
    // The first answer, that nothing is set, changes nothing: the pages are not told.
    assert_eq!(browser.other_effects, []);
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
    assert_eq!(browser.other_effects, [Effect::TellTabs]);
}
