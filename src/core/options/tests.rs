use serde_json::{Value, json};

use super::super::catalogue::catalogue;
use super::super::samples::Browser;
use super::*;

fn of(stored: &Stored) -> View {
    options(catalogue(), stored, Surroundings::default())
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

#[test]
fn says_the_same_as_the_popup() {
    let browser = Browser::with(
        r#"{"switch":{"state":"off","confirmed":true},"look":{"outcome":"not-listed"}}"#,
    );
    let around = Surroundings {
        now: super::super::samples::time(0.0),
        ..Surroundings::default()
    };
    let said = options(catalogue(), &browser.stored, around).seen;
    let said: Vec<_> = said.iter().map(|sentence| sentence.key).collect();
    assert_eq!(said, ["statusOptedOut", "seenConfirmed", "lookNotListed"]);
}
