//! LinkedIn's other settings: nothing is recorded of them until they are shown, and then of each
//! separately.

use serde_json::{Value, json};

use super::super::super::catalogue::{Setting, catalogue, on_one_page};
use super::super::super::guidance::Guidance;
use super::super::super::samples::{Browser, DAY, but, control, link, list, off, on, time};
use super::super::super::testimony::{Control, Shown, Target, Testimony};

/// A browser whose person wants to see the others.
fn with_others() -> Browser {
    let mut browser = Browser::default();
    browser.is_told(0.0, &json!({"setOthers": {"on": true}}));
    browser
}

fn others() -> &'static [Setting] {
    catalogue().others()
}

/// The page of these settings, loaded at this time, with its switches in these states.
fn page_of(settings: &[Setting], loaded: f64, states: &[Shown]) -> Testimony {
    let first = on(loaded);
    let controls = (1..).zip(settings).zip(states);
    let controls = controls.map(|((number, setting), state)| {
        control(|it: &mut Control| {
            it.target = Target(number);
            it.keys = vec![setting.keys[0].to_owned()];
            it.state = *state;
            it.since = first.controls[0].since;
        })
    });
    Testimony {
        path: format!("/mypreferences/d/{}", settings[0].path),
        controls: controls.collect(),
        ..first
    }
}

fn two_on_a_page() -> &'static [Setting] {
    let mut pages = others().chunk_by(on_one_page);
    pages.find(|page| page.len() == 2).unwrap()
}

fn recorded<'b>(browser: &'b Browser, setting: &Setting) -> &'b Value {
    &browser.stored.record.as_ref().unwrap()["settings"][setting.id]
}

fn ring(guidance: &Option<Guidance>) -> Option<Target> {
    guidance.as_ref()?.ring
}

#[test]
fn until_they_are_shown_nothing_of_them_is_asked_for_found_or_kept() {
    let mut browser = Browser::default();
    let said = page_of(&others()[..1], 0.0, &[Shown::On]);
    let answer = browser.hears(11.0, &said);
    assert_eq!((answer.guidance, answer.named), (None, vec![]));
    assert_eq!(answer.keys, catalogue().settings[0].keys);
    assert_eq!((browser.writes, browser.badge), (0, ""));
    let on_their_list = list(0.0, &["/mypreferences/d/settings/ads-by-age"]);
    assert_eq!(browser.hears(11.0, &on_their_list).named, vec![]);
}

#[test]
fn two_switches_on_a_page_are_recorded_as_two_and_the_first_that_is_open_is_ringed() {
    let two = two_on_a_page();
    let mut browser = with_others();
    let said = page_of(two, 0.0, &[Shown::Off, Shown::On]);
    let answer = browser.hears(11.0, &said);
    assert_eq!(answer.named.len(), 2);
    // The first is off and confirmed, so the second is ringed.
    assert_eq!(ring(&answer.guidance), Some(Target(2)));
    assert_eq!(recorded(&browser, &two[0])["switch"]["state"], "off");
    assert_eq!(recorded(&browser, &two[1])["switch"]["state"], "on");
    assert_eq!(browser.badge, "!");
    browser.is_told(
        12.0,
        &json!({"setLeave": {"setting": two[1].id, "on": true}}),
    );
    assert_eq!(browser.badge, "");
}

#[test]
fn a_second_switch_that_does_not_come_is_said_to_be_missing_and_the_first_is_not() {
    let two = two_on_a_page();
    let mut browser = with_others();
    let mut said = page_of(&two[..1], 0.0, &[Shown::On]);
    said.waited = 4_000.0;
    let answer = browser.hears(4.0, &said);
    said.named = answer.named;
    said.waited = 9_000.0;
    let answer = browser.hears(9.0, &said);
    assert_eq!(answer.again, Some(1_000.0));
    assert!(recorded(&browser, &two[1]).is_null());
    said.waited = 10_000.0;
    browser.hears(10.0, &said);
    assert_eq!(
        recorded(&browser, &two[1])["look"]["outcome"],
        "unrecognised"
    );
    assert_eq!(recorded(&browser, &two[0])["switch"]["state"], "on");
}

#[test]
fn a_list_leads_to_the_first_setting_and_then_to_each_other_once() {
    let mut browser = with_others();
    let paths = ["settings/ads-by-gender", "settings/ads-by-age"]
        .map(|it| format!("/mypreferences/d/{it}"));
    let ads = |loaded| Testimony {
        path: "/mypreferences/d/categories/ads".to_owned(),
        links: (1..)
            .zip(&paths)
            .map(|(number, path)| link(number, path))
            .collect(),
        ..list(loaded, &[])
    };
    // On this list the first setting is missing, and there is no link to its category.
    let answer = browser.hears(1.0, &ads(0.0));
    assert_eq!(
        ring(&answer.guidance),
        Some(Target(2)),
        "in the order of the file"
    );
    let age = others()
        .iter()
        .find(|it| it.id.ends_with("ads-by-age"))
        .unwrap();
    browser.hears(21.0, &page_of(&[*age], 10.0, &[Shown::On]));
    let answer = browser.hears(31.0, &ads(30.0));
    assert_eq!(ring(&answer.guidance), Some(Target(1)));
    let gender = others()
        .iter()
        .find(|it| it.id.ends_with("ads-by-gender"))
        .unwrap();
    browser.hears(51.0, &page_of(&[*gender], 40.0, &[Shown::Off]));
    assert_eq!(browser.hears(61.0, &ads(60.0)).guidance, None);
    // A link that is watched is given up when the reason to lead there ends.
    let mut watched = ads(60.0);
    watched.named = answer.named;
    watched.links.truncate(1);
    assert_eq!(browser.hears(62.0, &watched).named, vec![]);
    // Once due, each is led to again.
    let late = 200.0 * DAY;
    assert!(browser.hears(late + 1.0, &ads(late)).guidance.is_some());
}

#[test]
fn turned_off_they_are_forgotten_in_the_same_write_and_the_first_is_not() {
    let mut browser = with_others();
    browser.hears(11.0, &off(0.0));
    browser.hears(21.0, &page_of(&others()[..1], 10.0, &[Shown::On]));
    let left = json!({"setLeave": {"setting": others()[0].id, "on": true}});
    browser.is_told(22.0, &left);
    let before = browser.writes;
    browser.is_told(23.0, &json!({"setOthers": {"on": false}}));
    assert_eq!(browser.writes, before + 1);
    assert!(recorded(&browser, &others()[0]).is_null());
    assert_eq!(browser.switch(), "off, confirmed, as of 0 s");
    assert_eq!(browser.badge, "✓");
    let preferences = browser.stored.preferences.as_ref().unwrap();
    assert_eq!(preferences["leave"], json!({}));
    // An open page with one of them stops watching.
    let mut said = page_of(&others()[..1], 10.0, &[Shown::On]);
    said.named = browser_named(&said);
    assert_eq!(browser.hears(24.0, &said).named, vec![]);
}

/// What a page was told to watch while they were shown.
fn browser_named(said: &Testimony) -> Vec<super::super::super::testimony::Named> {
    with_others().hears(21.0, said).named
}

#[test]
fn what_an_organisation_no_longer_shows_is_forgotten_at_the_next_event() {
    let mut browser = with_others();
    browser.hears(21.0, &page_of(&others()[..1], 10.0, &[Shown::On]));
    browser.stored.managed = Some(json!({"others": false}));
    browser.starts(30.0);
    assert!(recorded(&browser, &others()[0]).is_null());
    // Where the preferences cannot be read, nothing is erased.
    let mut browser = with_others();
    browser.hears(21.0, &page_of(&others()[..1], 10.0, &[Shown::On]));
    browser.stored.preferences = Some(json!({"schema": 9}));
    browser.starts(30.0);
    assert!(!recorded(&browser, &others()[0]).is_null());
}

#[test]
fn the_alarm_rings_for_the_first_that_is_due() {
    let mut browser = with_others();
    browser.hears(11.0, &off(0.0));
    browser.hears(DAY + 11.0, &page_of(&others()[..1], DAY, &[Shown::Off]));
    assert_eq!(browser.alarm, Some(time(90.0 * DAY)));
    assert_eq!(browser.badge, "✓");
    // The first was seen again, so it is due later than the second.
    browser.hears(2.0 * DAY + 11.0, &off(2.0 * DAY));
    assert_eq!(browser.alarm, Some(time(91.0 * DAY)));
    browser.starts(91.5 * DAY);
    assert_eq!(browser.badge, "?");
}

#[test]
fn a_switch_with_another_setting_s_key_is_never_the_first_s() {
    let mut browser = with_others();
    browser.hears(
        11.0,
        &but(on(0.0), |it| it.keys = vec!["allowAdsByAge".to_owned()]),
    );
    let first = recorded(&browser, &catalogue().settings[0]);
    assert!(first["switch"].is_null() && first["look"]["outcome"] == "unrecognised");
}

#[test]
fn what_is_not_understood_in_an_entry_of_the_others_is_not_lost_when_they_are_hidden() {
    let setting = &others()[0];
    let entry = json!({"switch": {"state": "dimmed"}, "history": []});
    let mut browser = with_others();
    browser.stored.record = Some(json!({"schema": 2, "settings": {setting.id: entry}}));
    browser.is_told(1.0, &json!({"setOthers": {"on": false}}));
    browser.starts(2.0);
    assert_eq!(recorded(&browser, setting)["switch"], entry["switch"]);
}

#[test]
fn what_an_organisation_hides_is_erased_at_once_and_cannot_be_left_on() {
    let mut browser = with_others();
    browser.hears(11.0, &page_of(&others()[..1], 0.0, &[Shown::On]));
    browser.happens(12.0, &super::Event::Managed(json!({"others": false})));
    assert!(recorded(&browser, &others()[0]).is_null());
    let leave = json!({"setLeave": {"setting": others()[0].id, "on": true}});
    browser.is_told(13.0, &leave);
    let preferences = browser.stored.preferences.as_ref().unwrap();
    assert!(preferences.get("leave").is_none());
}

#[test]
fn of_two_switches_the_one_that_was_flipped_last_is_ringed_and_named() {
    let two = two_on_a_page();
    let mut browser = with_others();
    let said = page_of(two, 0.0, &[Shown::On, Shown::On]);
    let answer = browser.hears(11.0, &said);
    assert_eq!(ring(&answer.guidance), Some(Target(1)));
    assert_eq!(answer.guidance.unwrap().lines[0].key, two[0].title);
    let mut flipped = said.clone();
    let control = &mut flipped.controls[1];
    control.state = Shown::Off;
    control.prior_since = Some(control.since);
    (control.since, control.touched_at) = (time(12.0).millis(), Some(time(12.0).millis()));
    (control.held, control.quiet, control.changes) = (100.0, 100.0, 1);
    let answer = browser.hears(12.1, &flipped).guidance.unwrap();
    assert_eq!(answer.ring, Some(Target(2)));
    assert_eq!(
        (answer.lines[0].key.as_str(), answer.reload),
        (two[1].title, true)
    );
}
