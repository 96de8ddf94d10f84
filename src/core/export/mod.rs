//! Record → a file that a person keeps: what this browser saw, when, and on
//! what evidence. Nothing in it says who they are.
//!
//! [`export`] collects what is to be said, and is the JSON file as it stands;
//! [`page::page`] writes it as a page to read and to print.

pub mod html;

use serde::Serialize;

use super::catalogue::{Setting, Site};
use super::evidence::{Certainty, Evidence};
use super::record::{By, Entry, Record, State, Switch};
use super::time::Timestamp;

/// The version of the file's layout.
const SCHEMA: u32 = 3;

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
    /// What was seen of each setting.
    settings: Vec<Seen<'a>>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Seen<'a> {
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
    /// As its switch shows it.
    state: State,
    /// Whether that means that LinkedIn may not use the data.
    opted_out: bool,
    confirmed: bool,
    /// When it was first seen in this state.
    since: Option<Moment>,
    seen: Option<Moment>,
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
    at: Option<Moment>,
    /// As the switch shows it.
    to: State,
    by: By,
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

    /// `None` where a wrong clock has told the time.
    fn known(time: Timestamp, ahead: &Ahead<'_>) -> Option<Self> {
        (time > Timestamp::UNKNOWN).then(|| Self::new(time, ahead))
    }
}

/// What a file saved at `now` says of the first setting, and of each other of `settings` of which
/// anything is known. `about` says what it is.
pub fn export<'a>(
    site: &Site,
    settings: &'a [Setting],
    record: &'a Record,
    now: Timestamp,
    ahead: &Ahead<'_>,
    about: String,
) -> Export<'a> {
    let known = settings.iter().enumerate().filter_map(|(at, setting)| {
        let entry = record.entry(&setting.id());
        (at == 0 || entry.is_some()).then(|| seen(site, setting, entry, ahead))
    });
    Export {
        schema: SCHEMA,
        about,
        saved: Moment::new(now, ahead),
        version: env!("CARGO_PKG_VERSION"),
        settings: known.collect(),
    }
}

fn seen<'a>(
    site: &Site,
    setting: &'a Setting,
    entry: Option<&'a Entry>,
    ahead: &Ahead<'_>,
) -> Seen<'a> {
    let changes = entry.into_iter().flat_map(Entry::history);
    Seen {
        setting: names(site, setting),
        last: entry
            .and_then(Entry::switch)
            .map(|switch| last(setting, switch, ahead)),
        changes: changes
            .map(|change| Change {
                at: Moment::known(change.at, ahead),
                to: setting.shows(change.to),
                by: change.by,
            })
            .collect(),
    }
}

fn names<'a>(site: &Site, setting: &'a Setting) -> SettingNames<'a> {
    let name = setting.wording_in("en").map_or(setting.id, |it| it.name);
    let label = setting.labels_in("en").and_then(|it| it.texts.first());
    SettingNames {
        id: setting.id,
        name,
        switch: label.map_or(name, |label| label),
        address: setting.address(site),
    }
}

fn last<'a>(setting: &Setting, switch: &'a Switch, ahead: &Ahead<'_>) -> Last<'a> {
    Last {
        state: setting.shows(switch.state),
        opted_out: switch.state == State::Off,
        confirmed: switch.confirmed,
        since: Moment::known(switch.since, ahead),
        seen: Moment::known(switch.seen, ahead),
        evidence: switch.evidence,
        certainty: switch.evidence.map(Evidence::certainty),
        at_address: switch.own_page,
        by_version: switch.version.as_deref(),
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
pub(crate) mod tests;
