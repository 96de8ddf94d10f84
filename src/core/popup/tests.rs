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
    assert_eq!(keys(&sure.headline), ["statusOptedOut", "switchOff"]);
    assert!(sure.confirmed);
    assert_eq!(sure.lines, [at("seenSure", time(0.0))]);
    let unsure = view_of(OFF);
    assert!(!unsure.confirmed);
    assert_eq!(
        keys(&unsure.headline),
        ["statusOffUnconfirmed", "switchOff"]
    );
    assert_eq!(keys(&unsure.lines), ["seenUnconfirmed", "nextReload"]);
}

#[test]
fn where_nothing_was_seen_it_says_what_to_do() {
    for view in [view_of("{}"), view_of_storage(&Stored::default())] {
        assert_eq!(view.status, Status::Unknown);
        assert_eq!(keys(&view.lines), ["nextOpen"]);
    }
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
    assert_eq!(keys(&unrecognised.lines), ["seenSure", "lookUnrecognised"]);
    let not_listed = beside("not-listed");
    assert_eq!(not_listed.status, Status::OptedOut);
    assert_eq!(keys(&not_listed.lines), ["seenSure", "lookNotListed"]);
    assert!(not_listed.confirmed);
}

#[test]
fn a_failed_look_alone_is_said_and_where_the_steps_are() {
    let view = view_of(UNRECOGNISED);
    assert_eq!(view.status, Status::Unrecognised);
    assert_eq!(
        view.lines,
        [at("seenAt", time(0.0)), plain("stepsInDetails")]
    );
    assert_eq!(
        keys(&view.headline),
        ["statusUnrecognised", "switchUnknown"]
    );
}

#[test]
fn besides_when_and_how_sure_it_says_what_matters_most_and_no_more() {
    let turned_back = r#""history":[
        {"at":1000,"to":"off","by":"person","confirmed":true},
        {"at":2000,"to":"on","by":"unseen"}]"#;
    let entry = |look: &str| {
        format!(r#"{{"switch":{{"state":"on","confirmed":true}},{look}{turned_back}}}"#)
    };
    let said = |look: &str, days: f64| {
        let view = Browser::with(&entry(look)).popup(days * DAY);
        let lines: Vec<_> = view.lines.iter().map(|line| line.key).collect();
        lines.join(" ")
    };
    let failed = r#""look":{"outcome":"unrecognised"},"#;
    assert_eq!(said(failed, 90.0), "seenSure lookUnrecognised");
    assert_eq!(said("", 90.0), "seenSure recheckDue");
    assert_eq!(said("", 0.0), "seenSure turnedBackOrOther");
}

#[test]
fn the_sign_is_the_one_on_the_button() {
    for (entry, days, sign) in [
        (OFF_CONFIRMED, 0.0, "✓"),
        (OFF_CONFIRMED, 90.0, "?"),
        (r#"{"switch":{"state":"on"}}"#, 0.0, "!"),
        (r#"{"switch":{"state":"on"}}"#, 90.0, "?"),
        (UNRECOGNISED, 0.0, "?"),
        ("{}", 0.0, ""),
    ] {
        let mut browser = Browser::with(entry);
        browser.starts(days * DAY);
        let popup = browser.popup(days * DAY);
        assert_eq!((popup.sign, browser.badge), (sign, sign), "{entry} {days}");
    }
}

#[test]
fn beside_the_way_by_hand_it_says_when_and_how_sure_and_no_more() {
    let beside = r#"{"switch":{"state":"off","confirmed":true},"look":{"outcome":"not-listed"}}"#;
    let mut browser = Browser::with(beside);
    browser.stored.barred = true;
    assert_eq!(keys(&browser.popup(90.0 * DAY).lines), ["seenSure"]);
}

#[test]
fn of_what_went_wrong_it_says_the_worst() {
    let mut stored = Browser::with(UNRECOGNISED).stored;
    stored.set_aside = true;
    assert_eq!(
        keys(&view_of_storage(&stored).troubles),
        ["troubleSetAside"]
    );
    // Once a switch was seen, nothing is said of it any more.
    let mut seen = Browser::with(OFF_CONFIRMED).stored;
    seen.set_aside = true;
    assert_eq!(view_of_storage(&seen).troubles, []);
    stored.failed = vec!["record".into()];
    assert_eq!(keys(&view_of_storage(&stored).troubles), ["troubleWrite"]);
}

#[test]
fn the_button_is_quiet_once_opted_out_and_confirmed_and_nothing_is_in_doubt() {
    assert!(view_of(OFF_CONFIRMED).is_quiet);
    assert!(!view_of(OFF).is_quiet);
    assert!(!view_of(r#"{"switch":{"state":"on","confirmed":true}}"#).is_quiet);
    assert!(!view_of("{}").is_quiet);
    assert!(!Browser::with(OFF_CONFIRMED).popup(90.0 * DAY).is_quiet);
    let beside = r#"{"switch":{"state":"off","confirmed":true},"look":{"outcome":"not-listed"}}"#;
    assert!(!view_of(beside).is_quiet);
    let mut failing = Browser::with(OFF_CONFIRMED);
    failing.stored.failed = vec!["record".into()];
    assert!(!failing.popup(0.0).is_quiet);
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
    assert_eq!(keys(&view.headline), ["statusUnavailable"]);
    assert_eq!(keys(&view.lines), [""; 0]);
    assert_eq!(view.path.unwrap().key, "pathByHand");
    assert_eq!(view.highlights, None);
    assert_eq!(view.leave, None);
}

#[test]
fn where_it_may_not_look_it_says_so_and_what_was_seen_and_the_way_by_hand() {
    let mut stored = Browser::with(OFF_CONFIRMED).stored;
    assert_eq!(view_of_storage(&stored).path, None);
    stored.barred = true;
    let view = view_of_storage(&stored);
    assert_eq!(keys(&view.troubles), ["troubleBarred"]);
    assert_eq!(view.status, Status::OptedOut);
    let names = [
        "Data privacy",
        "Data for Generative AI Improvement",
        "Use my data for training content creation AI models",
    ];
    let names = names.map(|name| Arg::Name(name, "en"));
    assert_eq!(view.path.unwrap().args, names);
    // Missing access is the only trouble that is shown.
    let around = Surroundings {
        no_access: true,
        ..Surroundings::default()
    };
    let view = super::view(catalogue(), &stored, around);
    assert_eq!(keys(&view.troubles), ["troubleNoAccess"]);
    assert!(view.path.is_some());
}

#[test]
fn whoever_has_left_it_on_by_choice_reads_that_and_is_asked_again_when_it_is_due() {
    let mut browser = Browser::with(r#"{"switch":{"state":"on","confirmed":true}}"#);
    let open = browser.popup(1.0);
    assert_eq!(keys(&open.headline), ["statusOptedIn", "switchOn"]);
    assert_eq!((open.leave, open.is_quiet), (Some(Leave::Offer), false));
    let message = json!({"setLeave": {"setting": "linkedin/ai-training", "on": true}});
    browser.is_told(10.0, &message);
    let left = browser.popup(20.0);
    assert_eq!(keys(&left.headline), ["statusLeftOn", "switchOn"]);
    let said = [at("seenSure", time(0.0)), at("leaveSince", time(10.0))];
    assert_eq!(left.lines, said);
    assert_eq!((left.leave, left.is_quiet), (Some(Leave::TakeBack), true));
    assert_eq!(left.status, Status::OptedIn);
    let due = browser.popup(10.0 + 90.0 * DAY);
    let said = ["seenSure", "leaveSince", "leaveAsk"];
    assert_eq!(keys(&due.lines), said);
    assert_eq!((due.leave, due.is_quiet), (Some(Leave::Offer), false));
    assert_eq!(view_of(OFF_CONFIRMED).leave, None);
}

#[test]
fn a_write_that_failed_is_said_and_what_was_chosen_stays() {
    let mut browser = Browser::with(OFF_CONFIRMED);
    browser.is_told(0.0, &json!({"setRegion": {"region": "FR"}}));
    browser.stored.failed = vec!["record".into()];
    let view = browser.popup(3_600.0);
    assert_eq!(keys(&view.troubles), ["troubleWrite"]);
    assert_eq!(view.region.unwrap().code, "FR");
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
    assert_eq!(keys(&view.troubles), ["troubleOptions"]);
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
    let said = ["seenSure", "seenBeforeSignIn", "signInFirst"];
    assert_eq!(keys(&known.lines), said);
    let beside = r#"{"switch":{"state":"off"},"look":{"outcome":"unrecognised"}}"#;
    let doubtful = over_sign_in(&Browser::with(beside).stored);
    let said = ["seenUnconfirmed", "lookUnrecognised", "seenBeforeSignIn"];
    assert_eq!(keys(&doubtful.lines), said);
    let unknown = over_sign_in(&Stored::default());
    assert_eq!(keys(&unknown.lines), ["signInFirst"]);
}

#[test]
fn a_sight_by_a_clock_that_was_wrong_has_no_time() {
    let switch = r#"{"switch":{"state":"off","since":0,"seen":0,"asOf":0}}"#;
    let view = view_of(switch);
    let said = ["seenUnknownTime", "recheckDue"];
    assert_eq!(keys(&view.lines), said);
    for outcome in ["unrecognised", "not-listed"] {
        let look =
            format!(r#"{{"look":{{"outcome":"{outcome}","at":"2026-01-01T00:00:00Z","asOf":0}}}}"#);
        let lines = view_of(&look).lines;
        let args: Vec<_> = lines.iter().flat_map(|line| &line.args).collect();
        assert!(!args.contains(&&Arg::Time(Timestamp::UNKNOWN)), "{outcome}");
    }
}

/// The code of the region that is shown for these preferences in Zürich.
fn region_in_zurich(preferences: Option<serde_json::Value>) -> (&'static str, bool) {
    let stored = Stored {
        preferences,
        ..Stored::default()
    };
    let around = Surroundings {
        proposed: regions().region("CH"),
        ..Surroundings::default()
    };
    let view = view(catalogue(), &stored, around);
    (view.region.unwrap().code, view.region_proposed)
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
    let nowhere = view_of_storage(&unreadable()).region.unwrap();
    assert_eq!(nowhere.code, "HK");
}

#[test]
fn a_switch_that_was_off_and_is_on_again_is_said_with_both_times() {
    let view = view_of(
        r#"{"switch":{"state":"on","confirmed":true},"history":[
            {"at":1000,"to":"off","by":"person","confirmed":true},
            {"at":2000,"to":"on","by":"unseen"}]}"#,
    );
    assert_eq!(keys(&view.lines), ["seenSure", "turnedBackOrOther"]);
    let times = [1_000.0, 2_000.0].map(|at| Arg::Time(Timestamp::from_millis(at)));
    assert_eq!(view.lines[1].args, times);
}

#[test]
fn a_sight_of_long_ago_is_said_to_be_one() {
    let view = Browser::with(OFF_CONFIRMED).popup(90.0 * DAY);
    assert_eq!(view.status, Status::OptedOut);
    assert_eq!(keys(&view.lines), ["seenSure", "recheckDue"]);
}

#[test]
fn what_an_organisation_has_set_is_shown_in_the_place_of_a_choice() {
    let mut browser = Browser::with(OFF_CONFIRMED);
    browser.stored.managed = Some(json!({"highlights": false}));
    let view = browser.popup(0.0);
    assert_eq!(view.highlights, Some(false));
    assert_eq!(view.managed.highlights, Some(false));
}

#[test]
fn what_may_be_another_switch_is_said_to_be_likely_only() {
    let by = |evidence: &str| {
        let entry =
            format!(r#"{{"switch":{{"state":"off","confirmed":true,"evidence":"{evidence}"}}}}"#);
        view_of(&entry).lines
    };
    assert_eq!(keys(&by("only-switch")), ["seenSure", "certaintyLikely"]);
    assert_eq!(keys(&by("label")), ["seenSure"]);
}

#[test]
fn what_is_due_comes_before_options_that_cannot_be_read() {
    let mut browser = Browser::with(OFF_CONFIRMED);
    browser.stored.preferences = Some(json!({"schema": 9}));
    let of = |view: View| [view.troubles, view.lines].map(|it| keys(&it).join(" "));
    assert_eq!(of(browser.popup(DAY)), ["troubleOptions", "seenSure"]);
    assert_eq!(of(browser.popup(200.0 * DAY)), ["", "seenSure recheckDue"]);
}
