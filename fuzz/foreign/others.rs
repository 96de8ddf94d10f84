//! What is recorded of the settings beside those of the first page, and whether it may be.

use headsup_core::catalogue::{Setting, SettingId, catalogue};
use headsup_core::part::Part;
use headsup_core::record::{Entry, Record};
use headsup_core::stored::{Found, Stored};
use serde_json::json;

use super::first_setting;

/// Stored values of a person who wants to see the other settings and has seen none.
pub fn with_others() -> Stored {
    Stored {
        preferences: Some(json!({"schema": 2, "others": true})),
        ..Stored::default()
    }
}

/// The settings that must not be recorded: all but those of the first page, where the others are
/// not shown. `None` where they are shown, or the preferences cannot be read.
pub fn hides_others(stored: &Stored) -> Option<&'static [Setting]> {
    let is_known = !stored.unreadable && stored.own_preferences() != Found::Foreign;
    let is_off = is_known && stored.preferences().others != Some(true);
    is_off.then(|| catalogue().others())
}

/// The other settings of which this version has recorded something, or a choice to leave them on.
pub fn others_in(stored: &Stored) -> Vec<SettingId> {
    let preferences = stored.own_preferences().or_new();
    let others = catalogue().others().iter().map(Setting::id);
    let left = others.filter(|id| preferences.left_at(id).is_some());
    recorded_others(stored).into_iter().chain(left).collect()
}

/// The other settings of which this version has recorded something. What only a newer version
/// understands does not count.
pub fn recorded_others(stored: &Stored) -> Vec<SettingId> {
    let record = match stored.record_as_stored() {
        Found::Ours(record) => record,
        Found::Nothing | Found::Foreign => Record::default(),
    };
    let is_ours = |entry: &Entry| {
        let mut alone = Record::default();
        alone.set_entry(first_setting(), entry.clone());
        alone.foreign_parts() == 0
    };
    let others = catalogue().others().iter().map(Setting::id);
    others
        .filter(|id| {
            let part = record.settings.get(id).and_then(Part::ours);
            part.is_some_and(is_ours)
        })
        .collect()
}
