use std::collections::BTreeSet;

use super::super::catalogue::catalogue;
use super::super::evidence::{Evidence, Why};
use super::super::record::tests::entry;
use super::super::report::Report;
use super::super::samples::{control, time};
use super::super::testimony::Control;
use super::super::time::Timestamp;
use super::*;

fn setting() -> &'static Setting {
    &catalogue().settings[0]
}

fn switch(control: &Control, on: Option<bool>) -> Finding<'_> {
    Finding::Switch(SwitchFinding {
        setting: setting(),
        control,
        on,
        evidence: Evidence::Key,
        own_page: true,
    })
}

/// The word of a page loaded at this time.
fn shown(seconds: f64) -> Word {
    Word::Shown {
        as_of: time(seconds),
        confirms: true,
        watched: true,
        settles_in: 0.0,
    }
}

/// A standing that is neither due nor left on.
fn standing(entry: Option<&Entry>) -> Standing<'_> {
    Standing {
        entry,
        ..Standing::default()
    }
}

/// The same, left on by choice.
fn left_on(entry: &Entry) -> Standing<'_> {
    Standing {
        left_at: Some(Timestamp::from_millis(1.0)),
        ..standing(Some(entry))
    }
}

/// The guidance at a switch that shows `on`, where `stored` is recorded.
fn at_the_switch(on: bool, word: Word, stored: Option<&str>) -> Guidance {
    let control = control(|_| {});
    let entry = stored.map(entry);
    let finding = switch(&control, Some(on));
    guide(catalogue(), &finding, word, &standing(entry.as_ref()), "en").unwrap()
}

fn keys(guidance: &Guidance) -> Vec<&str> {
    guidance
        .lines
        .iter()
        .map(|line| line.key.as_str())
        .collect()
}

const ON: &str = r#"{"switch":{"state":"on","confirmed":true,"document":"1:1"}}"#;
const OFF: &str = r#"{"switch":{"state":"off","confirmed":true,"document":"1:1"}}"#;

#[test]
fn says_what_is_recorded_and_offers_a_reload_while_it_is_not_confirmed() {
    for (on, stored, said, reload) in [
        (
            true,
            ON,
            &["calloutOn", "calloutOnMeans", "calloutOnHow"][..],
            false,
        ),
        (false, OFF, &["calloutOff", "calloutOffMeans"], false),
        (
            true,
            r#"{"switch":{"state":"on","document":"1:1"}}"#,
            &["calloutOn", "calloutOnMeans", "calloutOnHow"],
            false,
        ),
        (
            true,
            r#"{"switch":{"state":"on"},"history":[{"to":"on","by":"person"}]}"#,
            &["calloutOn", "calloutOnMeans", "calloutConfirm"],
            true,
        ),
        (
            true,
            r#"{"switch":{"state":"on"},"history":[{"to":"on","by":"site"}]}"#,
            &["calloutOn", "calloutOnMeans", "notKept"],
            true,
        ),
        (
            false,
            r#"{"switch":{"state":"off"},"history":[{"to":"off","by":"person"}]}"#,
            &["calloutOff", "calloutConfirm"],
            true,
        ),
    ] {
        let guidance = at_the_switch(on, shown(1.0), Some(stored));
        assert_eq!(keys(&guidance), said, "{stored}");
        assert_eq!(guidance.reload, reload, "{stored}");
    }
}

#[test]
fn what_the_page_set_back_to_off_is_said_too() {
    let by_site = r#"{"switch":{"state":"off"},"history":[{"to":"off","by":"site"}]}"#;
    let guidance = at_the_switch(false, shown(1.0), Some(by_site));
    assert!(guidance.reload);
    assert_eq!(keys(&guidance), ["calloutOff", "notKept"]);
}

#[test]
fn rings_at_once_but_says_nothing_before_it_is_recorded() {
    for (word, stored) in [
        (Word::Wait(3_000.0), Some(OFF)),
        (Word::Unclear, Some(OFF)),
        (shown(1.0), None),
        (shown(1.0), Some(r#"{"look":{"outcome":"unrecognised"}}"#)),
    ] {
        let guidance = at_the_switch(false, word, stored);
        assert_eq!(guidance.ring, Some(Target(1)));
        assert_eq!((guidance.lines.len(), guidance.reload), (0, false));
    }
}

#[test]
fn a_switch_without_a_state_gets_a_ring_and_no_words() {
    let control = control(|_| {});
    let finding = switch(&control, None);
    let guidance = guide(
        catalogue(),
        &finding,
        Word::Unclear,
        &standing(Some(&entry(OFF))),
        "en",
    );
    let guidance = guidance.unwrap();
    assert_eq!((guidance.ring, guidance.lines.len()), (Some(Target(1)), 0));
}

#[test]
fn a_page_loaded_before_the_last_change_says_so_and_offers_a_reload() {
    let older = ["calloutOlder", "calloutOlderReload"];
    // The page shows another state than the recorded one.
    let guidance = at_the_switch(true, shown(1.0), Some(OFF));
    assert_eq!((keys(&guidance), guidance.reload), (older.to_vec(), true));
    // The page shows the recorded state, but was loaded before the last change.
    let guidance = at_the_switch(false, shown(-1.0), Some(OFF));
    assert_eq!((keys(&guidance), guidance.reload), (older.to_vec(), true));
}

#[test]
fn a_switch_that_the_browser_may_have_put_back_is_said_to_be_one() {
    let guidance = at_the_switch(false, Word::Restored, Some(OFF));
    assert_eq!(keys(&guidance), ["calloutRestored"]);
    assert!(guidance.reload);
}

#[test]
fn other_words_are_a_new_topic() {
    let unconfirmed = r#"{"switch":{"state":"off"}}"#;
    let topics: BTreeSet<String> = [
        (true, shown(1.0), ON),
        (false, shown(1.0), OFF),
        (false, shown(1.0), unconfirmed),
        (false, shown(-1.0), OFF),
        (false, Word::Restored, OFF),
        (false, Word::Unclear, OFF),
    ]
    .map(|(on, word, stored)| at_the_switch(on, word, Some(stored)).topic)
    .into();
    assert_eq!(topics.len(), 6);
}

fn way(step: Step) -> Finding<'static> {
    Finding::Way(WayFinding {
        setting: setting().id(),
        step,
        target: Target(1),
    })
}

#[test]
fn the_way_is_named_as_the_page_names_it() {
    for (lang, step, name) in [
        ("de", Step::ToCategory, "Datenschutz"),
        ("en", Step::ToSetting, "Data for Generative AI Improvement"),
        ("ja", Step::ToCategory, "Data privacy"),
    ] {
        let guidance = guide(
            catalogue(),
            &way(step),
            Word::Unclear,
            &standing(None),
            lang,
        );
        assert_eq!(guidance.unwrap().lines[0].args, [name]);
    }
}

#[test]
fn an_unrecognised_page_gets_words_and_no_ring() {
    let finding = Finding::Unrecognised(setting().id(), Report::empty(Why::NoMatch));
    let guidance = guide(catalogue(), &finding, Word::Unclear, &standing(None), "fi").unwrap();
    assert_eq!(guidance.ring, None);
    assert_eq!(guidance.lines.len(), 2);
}

#[test]
fn nothing_is_drawn_where_there_is_nothing_to_show() {
    let not_listed = Finding::NotListed(setting().id());
    let guidance = guide(
        catalogue(),
        &not_listed,
        Word::Unclear,
        &standing(None),
        "en",
    );
    assert_eq!(guidance, None);
}

#[test]
fn at_a_switch_that_was_left_on_by_choice_that_is_said_and_nothing_that_pushes() {
    let control = control(|_| {});
    let entry = entry(ON);
    let finding = switch(&control, Some(true));
    let standing = left_on(&entry);
    let guidance = guide(catalogue(), &finding, shown(1.0), &standing, "en").unwrap();
    assert_eq!(keys(&guidance), ["calloutOn", "calloutLeft"]);
}

#[test]
fn a_switch_that_says_the_opposite_is_told_as_it_shows_itself() {
    let setting = super::super::samples::reversed();
    let control = control(|_| {});
    let at = |on, stored: &str, left_at| {
        let entry = entry(stored);
        let finding = Finding::Switch(SwitchFinding {
            setting: &setting,
            control: &control,
            on: Some(on),
            evidence: Evidence::Key,
            own_page: true,
        });
        let standing = Standing {
            left_at,
            ..standing(Some(&entry))
        };
        let guidance = guide(catalogue(), &finding, shown(1.0), &standing, "en").unwrap();
        guidance
            .lines
            .into_iter()
            .map(|it| it.key)
            .collect::<Vec<_>>()
    };
    assert_eq!(at(true, ON, None)[..2], ["calloutOff", setting.on]);
    assert_eq!(
        at(true, ON, Some(time(0.0))),
        ["calloutOff", "calloutLeftAsIs"]
    );
    assert_eq!(at(false, OFF, None), ["calloutOn", setting.off]);
}

#[test]
fn steps_are_numbered_only_where_it_is_known_how_many_there_are() {
    let other = &catalogue().others()[0];
    assert_eq!(other.category, None);
    let way = Finding::Way(WayFinding {
        setting: other.id(),
        step: Step::ToSetting,
        target: Target(1),
    });
    let to_it = guide(catalogue(), &way, Word::Unclear, &standing(None), "en").unwrap();
    assert_eq!(keys(&to_it), ["calloutNext"]);
    assert_eq!(to_it.lines[0].args, [other.wording[0].name]);
    let (control, entry) = (control(|_| {}), entry(ON));
    let finding = Finding::Switch(SwitchFinding {
        setting: other,
        control: &control,
        on: Some(true),
        evidence: Evidence::Key,
        own_page: true,
    });
    let at_it = guide(
        catalogue(),
        &finding,
        shown(1.0),
        &standing(Some(&entry)),
        "en",
    );
    assert_eq!(
        keys(&at_it.unwrap()),
        ["calloutOn", other.on, "calloutChoice"]
    );
}
