use serde_json::json;

use super::super::catalogue::catalogue;
use super::super::part::WithRest;
use super::super::samples::{Browser, DAY, time};
use super::super::sentence::at;
use super::*;

const OFF: &str = r#"{"switch":{"state":"off","evidence":"key"}}"#;
const OFF_CONFIRMED: &str = r#"{"switch":{"state":"off","confirmed":true,"evidence":"key"}}"#;
const UNRECOGNISED: &str = r#"{"look":{"outcome":"unrecognised","report":"why: no-switch"}}"#;

/// What the popup shows an hour after the times of this entry.
fn view_of(entry: &str) -> View {
    Browser::with(entry).popup(3_600.0)
}

fn view_of_storage(stored: &Stored) -> View {
    view(catalogue(), stored, Surroundings::default())
}

fn keys(sentences: &[Sentence]) -> Vec<&str> {
    sentences.iter().map(|sentence| sentence.key).collect()
}

fn unreadable() -> Stored {
    Stored {
        unreadable: true,
        ..Stored::default()
    }
}

#[test]
fn says_whether_what_was_seen_is_confirmed() {
    let sure = view_of(OFF_CONFIRMED);
    assert_eq!(sure.headline.key, "statusOptedOut");
    assert!(sure.confirmed);
    assert_eq!(sure.lines, [at("seenConfirmed", time(0.0))]);
    let unsure = view_of(OFF);
    assert!(!unsure.confirmed);
    assert_eq!(keys(&unsure.lines), ["seenUnconfirmed", "nextReload"]);
}

#[test]
fn says_on_what_evidence_and_how_sure_it_is() {
    let view = view_of(OFF_CONFIRMED);
    let said = ["evidenceKey", "certaintyCertain", "evidenceSince"];
    assert_eq!(keys(&view.evidence), said);
}

#[test]
fn where_nothing_was_seen_it_says_what_to_do() {
    for view in [view_of("{}"), view_of_storage(&Stored::default())] {
        assert_eq!(view.status, Status::Unknown);
        assert_eq!(keys(&view.lines), ["nextOpen"]);
    }
}

#[test]
fn the_steps_come_first_where_no_switch_was_seen_or_the_last_look_failed() {
    assert!(!view_of(OFF_CONFIRMED).steps_first);
    assert!(view_of(UNRECOGNISED).steps_first);
    assert!(view_of_storage(&unreadable()).steps_first);
    let beside = r#"{"switch":{"state":"off"},"look":{"outcome":"not-listed"}}"#;
    assert!(view_of(beside).steps_first);
}

#[test]
fn a_failed_look_is_said_beside_the_switch() {
    let beside = |outcome: &str| {
        view_of(&format!(
            r#"{{"switch":{{"state":"off","confirmed":true}},"look":{{"outcome":"{outcome}"}}}}"#
        ))
    };
    let unrecognised = beside("unrecognised");
    assert_eq!(unrecognised.status, Status::OptedOut);
    let said = ["seenConfirmed", "lookUnrecognised", "nextByHand"];
    assert_eq!(keys(&unrecognised.lines), said);
    let not_listed = beside("not-listed");
    assert_eq!(not_listed.status, Status::OptedOut);
    assert_eq!(keys(&not_listed.lines), ["seenConfirmed", "lookNotListed"]);
    assert!(not_listed.confirmed);
}

#[test]
fn a_failed_look_alone_is_said_with_the_way_by_hand_and_a_report() {
    let view = view_of(UNRECOGNISED);
    assert_eq!(view.status, Status::Unrecognised);
    assert_eq!(view.lines, [at("seenAt", time(0.0)), plain("nextByHand")]);
    assert_eq!(view.report.as_deref(), Some("why: no-switch"));
    assert_eq!(view.steps.len(), 3);
}

#[test]
fn what_is_not_on_the_list_is_said_with_the_name_to_look_for() {
    let view = view_of(r#"{"look":{"outcome":"not-listed"}}"#);
    assert_eq!(view.status, Status::NotListed);
    let [line] = &view.lines[..] else {
        panic!("{:?}", view.lines);
    };
    let name = Arg::Name("Data for Generative AI Improvement", "en");
    assert_eq!(line.args, [Arg::Time(time(0.0)), name]);
}

#[test]
fn storage_that_cannot_be_read_is_said_and_nothing_is_claimed() {
    let view = view_of_storage(&unreadable());
    assert_eq!(view.status, Status::Unknown);
    assert_eq!(keys(&view.troubles), ["troubleStorage"]);
    assert_eq!(view.highlights, None);
}

#[test]
fn a_write_that_failed_is_said_and_what_was_chosen_stays() {
    let mut browser = Browser::with(OFF_CONFIRMED);
    browser.is_told(0.0, &json!({"setRegion": {"region": "FR"}}));
    browser.stored.failed = vec!["record".into()];
    let view = browser.popup(3_600.0);
    assert_eq!(keys(&view.troubles), ["troubleStorage"]);
    assert_eq!(view.regional.unwrap().region.code, "FR");
    assert_eq!(view.highlights, Some(true));
}

#[test]
fn a_foreign_record_is_said_and_nothing_is_claimed() {
    let view = view_of_storage(&Stored {
        record: Some(json!({"schema": 1})),
        ..Stored::default()
    });
    assert_eq!(view.status, Status::Unknown);
    assert_eq!(keys(&view.troubles), ["troubleSetAside"]);
    assert_eq!(view.highlights, Some(true));
}

#[test]
fn foreign_preferences_are_said_and_highlights_are_shown_as_off() {
    let view = view_of_storage(&Stored {
        preferences: Some(json!({"schema": 9})),
        ..Stored::default()
    });
    assert_eq!(keys(&view.troubles), ["troubleSetAside"]);
    assert_eq!(view.highlights, Some(false));
}

#[test]
fn over_the_sign_in_page_what_was_seen_is_said_to_be_from_before() {
    let over_sign_in = |stored: &Stored| {
        let around = Surroundings {
            over_sign_in: true,
            now: time(3_600.0),
            ..Surroundings::default()
        };
        view(catalogue(), stored, around)
    };
    let known = over_sign_in(&Browser::with(OFF_CONFIRMED).stored);
    assert_eq!(known.status, Status::OptedOut);
    let said = ["seenConfirmed", "seenBeforeSignIn", "signInFirst"];
    assert_eq!(keys(&known.lines), said);
    let unknown = over_sign_in(&Stored::default());
    assert_eq!(keys(&unknown.lines), ["nextOpen", "signInFirst"]);
}

#[test]
fn a_sight_by_a_clock_that_was_wrong_has_no_time() {
    let switch = r#"{"switch":{"state":"off","since":0,"seen":0,"asOf":0}}"#;
    let view = view_of(switch);
    let said = ["seenUnknownTime", "nextReload", "recheckDue"];
    assert_eq!(keys(&view.lines), said);
    for outcome in ["unrecognised", "not-listed"] {
        let look =
            format!(r#"{{"look":{{"outcome":"{outcome}","at":"2026-01-01T00:00:00Z","asOf":0}}}}"#);
        let lines = view_of(&look).lines;
        let args: Vec<_> = lines.iter().flat_map(|line| &line.args).collect();
        assert!(!args.contains(&&Arg::Time(Timestamp::UNKNOWN)), "{outcome}");
    }
    let args: Vec<_> = view.evidence.iter().flat_map(|line| &line.args).collect();
    assert!(!args.contains(&&Arg::Time(Timestamp::UNKNOWN)));
}

/// The code of the region that is shown for these preferences in Zürich.
fn region_in_zurich(preferences: Option<serde_json::Value>) -> (&'static str, bool) {
    let stored = Stored {
        preferences,
        ..Stored::default()
    };
    let around = Surroundings {
        proposed: regulators().region("CH"),
        ..Surroundings::default()
    };
    let regional = view(catalogue(), &stored, around).regional.unwrap();
    let proposed = regional.notes.iter().any(|it| it.key == "regionProposed");
    (regional.region.code, proposed)
}

#[test]
fn the_chosen_region_comes_before_the_proposed_one() {
    for (preferences, code, proposed) in [
        (None, "CH", true),
        (Some(json!({"schema": 1})), "CH", true),
        (Some(Preferences::default().write()), "CH", true),
        (Some(json!({"schema": 2, "region": "HK"})), "HK", false),
    ] {
        let said = preferences.clone();
        assert_eq!(region_in_zurich(preferences), (code, proposed), "{said:?}");
    }
    let nowhere = view_of_storage(&unreadable()).regional.unwrap();
    assert_eq!(nowhere.region.code, "HK");
}

/// The names in the steps when the page was last seen in `lang`, and their language.
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
fn a_switch_that_was_off_and_is_on_again_is_said_with_both_times() {
    let view = view_of(
        r#"{"switch":{"state":"on","confirmed":true},"history":[
            {"at":1000,"to":"off","by":"person","confirmed":true},
            {"at":2000,"to":"on","by":"unseen"}]}"#,
    );
    assert_eq!(keys(&view.lines), ["seenConfirmed", "turnedBackOrOther"]);
    let times = [1_000.0, 2_000.0].map(|at| Arg::Time(Timestamp::from_millis(at)));
    assert_eq!(view.lines[1].args, times);
}

#[test]
fn a_sight_of_long_ago_is_said_to_be_one() {
    let view = Browser::with(OFF_CONFIRMED).popup(90.0 * DAY);
    assert_eq!(view.status, Status::OptedOut);
    assert_eq!(keys(&view.lines), ["seenConfirmed", "recheckDue"]);
}

#[test]
fn what_an_organisation_has_set_is_shown_in_the_place_of_a_choice() {
    let mut browser = Browser::with(OFF_CONFIRMED);
    browser.stored.managed = Some(json!({"highlights": false}));
    let view = browser.popup(0.0);
    assert_eq!(view.highlights, Some(false));
    assert_eq!(view.managed.highlights, Some(false));
}
