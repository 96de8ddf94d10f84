//! Record → the file that a person can save: what was seen, when, and on what evidence. Nothing in
//! it says who they are.
//!
//! [`export`] makes the content, which is also the JSON file. [`html::render`] writes the same as
//! an HTML page.

pub mod html;

use serde::Serialize;

use super::catalogue::{Setting, Site};
use super::evidence::{Certainty, Evidence};
use super::record::{By, Entry, Record, State, Switch};
use super::time::Timestamp;

/// The version of the file's layout. Another one than the record's.
const SCHEMA: u32 = 3;

/// How many minutes the person's time zone is ahead of UTC at a given time. Summer time changes it,
/// so it is asked for each time.
pub type Ahead<'a> = dyn Fn(Timestamp) -> i32 + 'a;

/// The content of the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Export<'a> {
    schema: u32,
    /// What the file shows and what it does not prove.
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
    changes: Vec<ShownChange>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct SettingNames<'a> {
    id: &'a str,
    /// LinkedIn's English name for it.
    name: &'a str,
    switch: &'a str,
    address: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Last<'a> {
    /// The state that the switch shows.
    state: State,
    /// Whether that state means that LinkedIn may not use the data.
    opted_out: bool,
    confirmed: bool,
    /// When it was first seen in this state.
    since: Option<Moment>,
    seen: Option<Moment>,
    evidence: Option<Evidence>,
    certainty: Option<Certainty>,
    /// Whether it was seen on the setting's own page. `null`: not recorded.
    at_address: Option<bool>,
    /// The version of the extension that saw it.
    by_version: Option<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct ShownChange {
    at: Option<Moment>,
    /// The state that the switch shows after it.
    to: State,
    by: By,
}

/// One time, in UTC and in the person's time zone.
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

    /// `None` where the time is not known, because a clock was wrong.
    fn known(time: Timestamp, ahead: &Ahead<'_>) -> Option<Self> {
        (time > Timestamp::UNKNOWN).then(|| Self::new(time, ahead))
    }
}

/// What is saved at `now`: the first of `settings`, and each other one of which something is
/// recorded. `about` says what the file is.
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
            .map(|change| ShownChange {
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
    /// The file's name, with `ending` (such as `json`) and the day in the person's time zone.
    pub fn file_name(&self, ending: &str) -> String {
        let day = self.saved.local.get(..10).unwrap_or_default();
        format!("heads-up-record-{day}.{ending}")
    }
}

#[cfg(test)]
pub(crate) mod tests;
