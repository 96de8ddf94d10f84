//! What must hold of answers to pages, and of what people read.

use headsup_core::badge::Badge;
use headsup_core::catalogue::{Setting, SettingId, catalogue};
use headsup_core::details::{self, Other};
use headsup_core::guidance::Guidance;
use headsup_core::message::{Answer, ToBackground};
use headsup_core::popup::{Leave, Surroundings, View, view};
use headsup_core::record::Status;
use headsup_core::sentence::Sentence;
use headsup_core::stored::Stored;
use headsup_core::time::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::others::hides_others;
use super::{first_setting, record_of};

/// Checks an answer to a page: it rings what the page has shown, and says what is recorded.
pub fn answered(message: &Value, answer: &Value, stored: &Stored) {
    let Ok(ToBackground::Testimony(said)) = ToBackground::deserialize(message) else {
        return;
    };
    if answer.is_null() {
        return;
    }
    let answer = Answer::deserialize(answer).expect("an answer to a testimony");
    assert!(answer.again.is_none_or(|millis| millis > 0.0));
    let guidance = answer.guidance.as_ref();
    assert!(guidance.is_none() || stored.highlights());
    let hidden = hides_others(stored).unwrap_or_default();
    let shown = stored.preferences();
    let is_shown = |id: &SettingId| shown.settings().iter().any(|it| *id == *it);
    assert!(
        answer.named.iter().all(|it| is_shown(&it.setting)),
        "{answer:?}"
    );
    for setting in hidden {
        assert!(
            !answer
                .keys
                .iter()
                .any(|key| setting.keys.contains(&key.as_str()))
        );
        assert!(
            !guidance.is_some_and(|it| speaks_of(it, setting)),
            "{answer:?}"
        );
    }
    let ring = guidance.and_then(|guidance| guidance.ring);
    let named = answer.named.iter().map(|named| named.target);
    let controls = said.controls.iter().map(|it| it.target);
    let known: Vec<_> = controls
        .chain(said.links.iter().map(|it| it.target))
        .collect();
    assert!(named.clone().all(|it| known.contains(&it)));
    assert!(ring.is_none_or(|ring| named.clone().any(|it| it == ring)));
}

/// Whether the guidance is about this setting or names it.
pub fn speaks_of(guidance: &Guidance, setting: &Setting) -> bool {
    let is_topic = guidance.topic.split(' ').next() == Some(setting.id);
    let mut names = guidance.lines.iter().flat_map(|line| &line.args);
    is_topic || names.any(|name| setting.wording.iter().any(|it| it.name == name))
}

/// Checks that the popup shows what is recorded.
pub fn shown(stored: &Stored, now: Timestamp) -> View {
    let around = Surroundings {
        now,
        ..Surroundings::default()
    };
    let popup = view(catalogue(), stored, around);
    let record = record_of(stored, now);
    assert_eq!(popup.status, record.status(&first_setting()));
    assert!(!popup.confirmed || matches!(popup.status, Status::OptedIn | Status::OptedOut));
    popup
}

/// Checks that badge, popup and Details agree on all settings that are shown, and that only the
/// first can reassure.
pub fn agrees(badge: &Badge, stored: &Stored, now: Timestamp) {
    let popup = shown(stored, now);
    let said = popup.lines.iter().chain(&popup.troubles);
    let first = sign(popup.status, popup.leave, said);
    assert_eq!(popup.sign, first, "{popup:?}");
    let around = Surroundings {
        now,
        ..Surroundings::default()
    };
    let others = details::view(catalogue(), stored, around).others;
    let others = others.map(|others| others.settings).unwrap_or_default();
    let sign_of = |other: &Other| sign(other.status, other.leave, other.lines.iter());
    let signs: Vec<_> = others.iter().map(sign_of).chain([first]).collect();
    let expected = match first {
        _ if signs.contains(&"?") => "?",
        _ if signs.contains(&"!") => "!",
        first => first,
    };
    assert_eq!(badge.text, expected, "{popup:?} {others:?}");
    let is_out = record_of(stored, now).status(&first_setting()) == Status::OptedOut;
    assert!(badge.text != "✓" || is_out);
    let open = signs[..others.len()].contains(&"?");
    let says_so = popup.others.is_some_and(|it| it.key == "othersOpen");
    assert_eq!(open, says_so, "{others:?}");
}

/// The sign for what is said of a setting.
fn sign<'s>(
    status: Status,
    leave: Option<Leave>,
    said: impl Iterator<Item = &'s Sentence>,
) -> &'static str {
    let doubts = [
        "recheckDue",
        "lookUnrecognised",
        "lookNotListed",
        "troubleStorage",
        "troubleWrite",
        "leaveAsk",
    ];
    let is_doubtful = said.map(|it| it.key).any(|key| doubts.contains(&key));
    match status {
        _ if is_doubtful => "?",
        Status::Unrecognised | Status::NotListed => "?",
        Status::OptedIn if leave == Some(Leave::TakeBack) => "",
        Status::OptedIn => "!",
        Status::OptedOut => "✓",
        Status::Unknown => "",
    }
}
