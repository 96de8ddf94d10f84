//! Record → a file that a person keeps: what this browser saw, when, and on
//! what evidence. Nothing in it says who they are.
//!
//! [`export`] collects what is to be said, and is the JSON file as it stands;
//! [`page::page`] writes it as a page to read and to print.

pub mod page;

use serde::Serialize;

use super::catalogue::{Catalogue, Setting};
use super::evidence::{Certainty, Evidence};
use super::record::{Entry, Record, Status};
use super::time::Timestamp;

/// The version of the file's layout.
const SCHEMA: u32 = 1;

/// How many minutes the person's time zone is ahead of UTC at a time, as the
/// browser knows it: summer time makes it differ through the year.
pub type Ahead<'a> = dyn Fn(Timestamp) -> i32 + 'a;

/// What a file says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Export<'a> {
    schema: u32,
    /// What the file is, and what it is not.
    about: String,
    saved: Moment,
    /// The version of the extension that wrote the file.
    version: &'a str,
    setting: SettingNames<'a>,
    /// What was seen last.
    last: Option<Last<'a>>,
    /// What changed, oldest first.
    changes: Vec<Change>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct SettingNames<'a> {
    id: &'a str,
    /// As LinkedIn's page names it in English.
    name: &'a str,
    switch: &'a str,
    address: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Last<'a> {
    status: Status,
    confirmed: bool,
    /// When it was first seen in this state.
    since: Moment,
    seen: Moment,
    evidence: Option<Evidence>,
    certainty: Option<Certainty>,
    /// Whether it was seen at the setting's address; `null` where that was not
    /// recorded.
    at_address: Option<bool>,
    /// The version of the extension that saw it.
    by_version: Option<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Change {
    at: Moment,
    from: Status,
    to: Status,
}

/// A time, as it is everywhere and as it was where the person is.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Moment {
    #[serde(skip)]
    time: Timestamp,
    utc: String,
    local: String,
}

impl Moment {
    fn new(time: Timestamp, ahead: &Ahead<'_>) -> Self {
        Self {
            time,
            utc: time.rfc3339(0),
            local: time.rfc3339(ahead(time)),
        }
    }
}

/// What a file saved at `now` says of the setting that the extension is about.
/// `about` says what it is; `None`: there is no such setting.
pub fn export<'a>(
    catalogue: &'a Catalogue,
    record: &'a Record,
    now: Timestamp,
    ahead: &Ahead<'_>,
    about: String,
) -> Option<Export<'a>> {
    let setting = catalogue.main_setting()?;
    let own = record
        .history
        .iter()
        .filter(|change| change.setting == setting.id());
    Some(Export {
        schema: SCHEMA,
        about,
        saved: Moment::new(now, ahead),
        version: env!("CARGO_PKG_VERSION"),
        setting: names(catalogue, setting),
        last: record
            .settings
            .get(&setting.id())
            .map(|entry| last(entry, record.first_seen(&setting.id(), entry), ahead)),
        changes: own
            .map(|change| Change {
                at: Moment::new(change.at, ahead),
                from: change.from,
                to: change.to,
            })
            .collect(),
    })
}

fn names<'a>(catalogue: &Catalogue, setting: &'a Setting) -> SettingNames<'a> {
    let words = setting.wording_in("en");
    let name = words.map_or(setting.id, |words| words.name);
    SettingNames {
        id: setting.id,
        name,
        switch: words
            .and_then(|words| words.label.first())
            .map_or(name, |label| label),
        address: setting.address(&catalogue.site),
    }
}

fn last<'a>(entry: &'a Entry, first_seen: Timestamp, ahead: &Ahead<'_>) -> Last<'a> {
    let sighting = entry.sighting.as_ref();
    Last {
        status: entry.status,
        confirmed: entry.confirmed,
        since: Moment::new(first_seen, ahead),
        seen: Moment::new(entry.seen, ahead),
        evidence: entry.evidence,
        certainty: entry.evidence.map(Evidence::certainty),
        at_address: sighting.map(|sighting| sighting.own_page),
        by_version: sighting.map(|sighting| sighting.version.as_str()),
    }
}

impl Export<'_> {
    /// The name to save it under, with an ending such as `json`: the day on
    /// which it is saved, where the person is.
    pub fn file_name(&self, ending: &str) -> String {
        let day = self.saved.local.get(..10).unwrap_or_default();
        format!("heads-up-record-{day}.{ending}")
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::catalogue::{SettingId, catalogue};
    use super::super::record::{self, Sighting};
    use super::*;

    pub(crate) fn at(text: &str) -> Timestamp {
        serde_json::from_value(text.into()).unwrap()
    }

    pub(crate) fn record() -> Record {
        let setting = SettingId("ai-training".into());
        let mut record = Record::default();
        for (when, from, to) in [
            ("2026-03-01T08:00:00Z", Status::Unknown, Status::OptedIn),
            ("2026-07-01T08:00:00Z", Status::OptedIn, Status::OptedOut),
        ] {
            record.history.push(record::Change {
                setting: setting.clone(),
                at: at(when),
                from,
                to,
            });
        }
        record.settings.insert(
            setting,
            Entry {
                status: Status::OptedOut,
                confirmed: true,
                since: at("2026-07-01T08:00:00Z"),
                seen: at("2026-11-24T22:30:00Z"),
                as_of: None,
                evidence: Some(Evidence::Key),
                sighting: Some(Sighting {
                    own_page: true,
                    version: "0.0.9".into(),
                }),
                report: Some("secret".into()),
                lang: None,
            },
        );
        record
    }

    /// Zürich: an hour ahead, two in summer.
    pub(crate) fn zurich(time: Timestamp) -> i32 {
        let summer = at("2026-03-29T01:00:00Z")..at("2026-10-25T01:00:00Z");
        if summer.contains(&time) { 120 } else { 60 }
    }

    pub(crate) fn exported(record: &Record) -> Export<'_> {
        let now = at("2026-11-24T23:30:00Z");
        export(catalogue(), record, now, &zurich, "What it is".into()).unwrap()
    }

    #[test]
    fn the_file_says_what_was_seen_in_both_times() {
        let record = record();
        let json = serde_json::to_value(exported(&record)).unwrap();
        let expected = serde_json::json!({
            "schema": 1,
            "about": "What it is",
            "saved": {"utc": "2026-11-24T23:30:00Z", "local": "2026-11-25T00:30:00+01:00"},
            "version": env!("CARGO_PKG_VERSION"),
            "setting": {
                "id": "ai-training",
                "name": "Data for Generative AI Improvement",
                "switch": "Use my data for training content creation AI models",
                "address": "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement",
            },
            "last": {
                "status": "opted-out",
                "confirmed": true,
                "since": {"utc": "2026-07-01T08:00:00Z", "local": "2026-07-01T10:00:00+02:00"},
                "seen": {"utc": "2026-11-24T22:30:00Z", "local": "2026-11-24T23:30:00+01:00"},
                "evidence": "key",
                "certainty": "certain",
                "atAddress": true,
                "byVersion": "0.0.9",
            },
            "changes": [
                {"at": {"utc": "2026-03-01T08:00:00Z", "local": "2026-03-01T09:00:00+01:00"}, "from": "unknown", "to": "opted-in"},
                {"at": {"utc": "2026-07-01T08:00:00Z", "local": "2026-07-01T10:00:00+02:00"}, "from": "opted-in", "to": "opted-out"},
            ],
        });
        assert_eq!(json, expected);
    }

    #[test]
    fn the_file_is_named_after_the_day_where_the_person_is() {
        let record = record();
        let name = exported(&record).file_name("html");
        assert_eq!(name, "heads-up-record-2026-11-25.html");
    }

    #[test]
    fn without_a_sight_there_is_no_last_one() {
        let json = serde_json::to_value(exported(&Record::default())).unwrap();
        assert!(json["last"].is_null());
        assert_eq!(json["changes"], serde_json::json!([]));
    }
}
