use serde_json::{Value, json};

use super::super::catalogue::catalogue;
use super::super::samples::{Browser, DAY, time};
use super::super::sentence::Arg;
use super::*;

const UNRECOGNISED: &str = r#"{"look":{"outcome":"unrecognised","report":"why: no-switch"}}"#;

fn of(stored: &Stored) -> View {
    view(catalogue(), stored, Surroundings::default())
}

fn managed(managed: Value) -> Stored {
    Stored {
        managed: Some(managed),
        ..Stored::default()
    }
}

#[test]
fn shows_what_is_chosen_and_who_chose_it() {
    let choices = of(&managed(json!({"highlights": false}))).choices.unwrap();
    assert!(!choices.highlights.value && choices.highlights.managed);
    assert!(!choices.region.managed && !choices.recheck_days.managed);
    assert_eq!(choices.region.value.code, "HK");
    assert_eq!(choices.intervals, RECHECK_DAYS);
}

#[test]
fn an_interval_of_another_s_is_offered_too() {
    let choices = of(&managed(json!({"recheckDays": 7}))).choices.unwrap();
    assert_eq!(choices.intervals, [7, 30, 90, 180, 0]);
}

#[test]
fn what_cannot_be_read_is_not_shown_as_a_choice() {
    let view = of(&Stored {
        unreadable: true,
        ..Stored::default()
    });
    assert_eq!(view.choices, None);
    assert_eq!(view.troubles.len(), 1);
    assert!(!view.can_save);
}

#[test]
fn there_is_something_to_save_once_something_was_seen_and_is_sure_to_be_stored() {
    assert!(!of(&Stored::default()).can_save);
    let mut seen = Browser::with(r#"{"switch":{"state":"off"}}"#).stored;
    assert!(of(&seen).can_save);
    seen.failed = vec!["record".into()];
    assert!(!of(&seen).can_save);
}

/// What Details show an hour after the times of this entry.
fn view_of(entry: &str) -> View {
    at_time(entry, 3_600.0)
}

fn at_time(entry: &str, seconds: f64) -> View {
    let around = Surroundings {
        now: time(seconds),
        ..Surroundings::default()
    };
    view(catalogue(), &Browser::with(entry).stored, around)
}

fn keys(sentences: &[Sentence]) -> Vec<&str> {
    sentences.iter().map(|sentence| sentence.key).collect()
}

#[test]
fn says_all_that_the_popup_says_and_has_no_room_for() {
    let view = at_time(
        r#"{"switch":{"state":"on","confirmed":true},"look":{"outcome":"unrecognised"},"history":[
            {"at":1000,"to":"off","by":"person","confirmed":true},
            {"at":2000,"to":"on","by":"unseen"}]}"#,
        90.0 * DAY,
    );
    assert_eq!(keys(&view.headline), ["statusOptedIn", "switchOn"]);
    let said = [
        "seenConfirmed",
        "lookUnrecognised",
        "nextByHand",
        "turnedBackOrOther",
        "recheckDue",
    ];
    assert_eq!(keys(&view.lines), said);
    let confirmed = view_of(r#"{"switch":{"state":"off","confirmed":true}}"#);
    assert_eq!(keys(&confirmed.lines), ["seenConfirmed"]);
    assert_eq!(keys(&view_of("{}").lines), ["nextOpen"]);
}

#[test]
fn says_all_that_went_wrong() {
    let mut stored = Browser::with("{}").stored;
    stored.set_aside = true;
    stored.failed = vec!["record".into()];
    let said = ["troubleWrite", "troubleSetAside"];
    assert_eq!(keys(&of(&stored).troubles), said);
}

#[test]
fn a_sight_by_a_clock_that_was_wrong_has_no_time() {
    let view = view_of(r#"{"switch":{"state":"off","since":0,"seen":0,"asOf":0}}"#);
    let said = ["seenUnknownTime", "nextReload", "recheckDue"];
    assert_eq!(keys(&view.lines), said);
    let args: Vec<_> = view.evidence.iter().flat_map(|line| &line.args).collect();
    assert!(!args.contains(&&Arg::Time(Timestamp::UNKNOWN)));
}

#[test]
fn says_on_what_evidence_and_how_sure_it_is() {
    let view = view_of(r#"{"switch":{"state":"off","evidence":"key"}}"#);
    let said = ["evidenceKey", "certaintyCertain", "evidenceSince"];
    assert_eq!(keys(&view.evidence), said);
}

#[test]
fn where_the_page_was_not_recognised_there_are_a_report_and_the_way_by_hand() {
    let view = view_of(UNRECOGNISED);
    assert_eq!(keys(&view.lines), ["seenAt", "nextByHand"]);
    assert_eq!(view.report.as_deref(), Some("why: no-switch"));
    assert_eq!(view.steps.len(), 3);
}

/// The names in the steps, with their language, after the page was last seen in `lang`.
fn names_in(lang: Option<&str>) -> Vec<(&'static str, &'static str)> {
    let entry = match lang {
        Some(lang) => format!(r#"{{"lang":"{lang}","look":{{"outcome":"unrecognised"}}}}"#),
        None => UNRECOGNISED.to_owned(),
    };
    let names = view_of(&entry).steps.into_iter().flat_map(|it| it.args);
    names
        .filter_map(|arg| match arg {
            Arg::Name(name, lang) => Some((name, lang)),
            _ => None,
        })
        .collect()
}

#[test]
fn the_steps_name_things_as_the_page_did_when_it_was_last_seen() {
    assert_eq!(names_in(Some("de"))[0], ("Datenschutz", "de"));
    assert_eq!(names_in(Some("nl"))[0], ("Gegevensprivacy", "nl"));
    for unknown in [None, Some("ja"), Some("cs")] {
        assert_eq!(names_in(unknown)[0], ("Data privacy", "en"));
    }
    let italian = names_in(Some("it"));
    assert_eq!(italian[0], ("Privacy dei dati", "it"));
    let (label, lang) = italian[2];
    assert!(label.starts_with("Use my data"), "{italian:?}");
    assert_eq!(lang, "en");
}

#[test]
fn that_another_setting_is_on_again_is_said_where_its_words_fit() {
    let on_again = json!({
        "switch": {
            "state": "on", "confirmed": true, "since": "2026-01-02T00:00:00Z",
            "seen": "2026-01-02T00:00:00Z", "asOf": "2026-01-02T00:00:00Z"
        },
        "history": [
            {"at": "2026-01-01T00:00:00Z", "to": "off", "by": "unseen", "confirmed": true},
            {"at": "2026-01-02T00:00:00Z", "to": "on", "by": "unseen", "confirmed": true}
        ],
    });
    let other = &catalogue().others()[0];
    let mut browser = Browser::default();
    browser.stored.preferences = Some(json!({"schema": 2, "others": true}));
    browser.stored.record = Some(json!({"schema": 2, "settings": {other.id: on_again}}));
    let around = Surroundings {
        now: time(2.0 * DAY),
        ..Surroundings::default()
    };
    let others = view(catalogue(), &browser.stored, around).others.unwrap();
    let shown = others
        .settings
        .iter()
        .find(|it| it.setting == *other)
        .unwrap();
    let says = shown
        .lines
        .iter()
        .any(|line| line.key == "turnedBackOrOther");
    assert_eq!(says, !other.reversed, "{:?}", shown.lines);
}
