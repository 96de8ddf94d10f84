//! What is remembered, in the layout in which it is stored under the key `record`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::catalogue::SettingId;
use super::evidence::Evidence;
use super::stored::Schema;
use super::time::Timestamp;

/// The key of the record in `storage.local`.
pub const KEY: &str = "record";

/// How many changes are remembered; the oldest go first.
pub const HISTORY_LIMIT: usize = 100;

/// All that is remembered of what was seen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Version of the layout.
    pub schema: Schema,
    /// What is known of each setting that was ever seen.
    pub settings: BTreeMap<SettingId, Entry>,
    /// Changes of status, oldest first, at most [`HISTORY_LIMIT`].
    pub history: Vec<Change>,
}

/// What is known of one setting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What was seen last.
    pub status: Status,
    /// Whether the same state was seen on a page load that began after the last change.
    pub confirmed: bool,
    /// Since when the status is this one, as far as we saw.
    pub since: Timestamp,
    /// When it was last seen to be so.
    pub seen: Timestamp,
    /// The time for which the page's word stands: its load, or a later change
    /// on it. What an older page still shows does not count against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// On what evidence the switch was recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// Where the switch was seen, and by what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sighting: Option<Sighting>,
    /// What was seen instead, where the page was not recognised: the text of a
    /// [`super::report::Report`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// The display language in which the setting's page was last seen, where
    /// its wording is known: the `lang` of a [`super::catalogue::Wording`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

/// Where a switch was seen, and by what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// Whether it was on the setting's own page. By its key it is known on
    /// other settings pages too.
    pub own_page: bool,
    /// The extension's version.
    pub version: String,
}

/// What is known of whether a person has opted out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nothing was seen yet.
    #[default]
    Unknown,
    /// The switch was seen on.
    OptedIn,
    /// The switch was seen off.
    OptedOut,
    /// The list of settings was seen without the setting.
    NotOffered,
    /// LinkedIn asked to sign in first.
    SignedOut,
    /// The setting's page was not what we know.
    Unrecognised,
}

impl Status {
    /// Whether this status rests on a switch that was seen.
    pub fn is_of_a_switch(self) -> bool {
        match self {
            Status::OptedIn | Status::OptedOut => true,
            Status::Unknown | Status::NotOffered | Status::SignedOut | Status::Unrecognised => {
                false
            }
        }
    }

    /// As it is written in the record.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Unknown => "unknown",
            Status::OptedIn => "opted-in",
            Status::OptedOut => "opted-out",
            Status::NotOffered => "not-offered",
            Status::SignedOut => "signed-out",
            Status::Unrecognised => "unrecognised",
        }
    }
}

/// A change of a setting's status.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Which setting.
    pub setting: SettingId,
    /// When it was seen.
    pub at: Timestamp,
    /// The status before.
    pub from: Status,
    /// The status after.
    pub to: Status,
}

impl Record {
    /// The status of `setting`, `unknown` where nothing was seen.
    pub fn status(&self, setting: &SettingId) -> Status {
        self.settings
            .get(setting)
            .map_or(Status::Unknown, |entry| entry.status)
    }

    /// Where the switch of `setting` was seen off and is on now: when the last
    /// time of being off began, and when after that it was first seen on.
    pub fn turned_back(&self, setting: &SettingId) -> Option<(Timestamp, Timestamp)> {
        if self.status(setting) != Status::OptedIn {
            return None;
        }
        match self.switch_changes(setting)[..] {
            [.., off, on] if on.to == Status::OptedIn => Some((off.at, on.at)),
            _ => None,
        }
    }

    /// The last change of `setting` to a state of its switch that is not the one seen before: what
    /// was known before the page became unrecognisable, and since when.
    pub fn last_switch_change(&self, setting: &SettingId) -> Option<&Change> {
        self.switch_changes(setting).pop()
    }

    /// When the switch of `setting` was first seen as `entry`, the present one, has it.
    pub fn first_seen(&self, setting: &SettingId, entry: &Entry) -> Timestamp {
        match self.last_switch_change(setting) {
            Some(change) if change.to == entry.status => change.at.min(entry.since),
            _ => entry.since,
        }
    }

    /// The changes of the switch of `setting`, in turn on and off. A page on which it was not
    /// found changes nothing of it.
    fn switch_changes(&self, setting: &SettingId) -> Vec<&Change> {
        let own = |change: &&Change| change.setting == *setting && change.to.is_of_a_switch();
        let mut changes: Vec<&Change> = self.history.iter().filter(own).collect();
        changes.dedup_by_key(|change| change.to);
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layout_is_the_one_that_outside_readers_hold_on_to() {
        let text = r#"{"schema":1,"settings":{"ai-training":{"status":"opted-out","confirmed":true,"since":"2025-11-03T08:00:00Z","seen":"2025-11-04T08:00:00Z"}},"history":[{"setting":"ai-training","at":"2025-11-03T08:00:00Z","from":"opted-in","to":"opted-out"}]}"#;
        let record: Record = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&record).unwrap(), text);
        for status in [
            Status::Unknown,
            Status::OptedIn,
            Status::OptedOut,
            Status::NotOffered,
            Status::SignedOut,
            Status::Unrecognised,
        ] {
            assert_eq!(
                serde_json::to_value(status).unwrap(),
                serde_json::json!(status.as_str())
            );
        }
    }
}
