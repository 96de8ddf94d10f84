//! The record as it is stored, how it is written, and the badge and alarm that follow from it.

use serde_json::{Map, Value};

use super::Effect;
use crate::badge::badge_of_all;
use crate::catalogue::Setting;
use crate::part::WithRest;
use crate::record::{self, Record};
use crate::standing::Standing;
use crate::stored::{Found, Stored, set_aside_key};
use crate::time::Timestamp;

/// Writes the record again where it could not be read, or has times that cannot be (a clock was
/// ahead). Otherwise sets badge and alarm.
pub(super) fn repaired_or_shown(stored: &Stored, now: Timestamp) -> Vec<Effect> {
    let known = Known::read(stored, now);
    match known.is_repaired {
        true => known.write(&known.doubted(known.record.clone()), false),
        false => known.shown(),
    }
}

/// What is stored, and the record in it, read once per event.
pub(super) struct Known<'a> {
    stored: &'a Stored,
    now: Timestamp,
    /// The record with impossible times repaired.
    pub(super) record: Record,
    is_foreign: bool,
    /// Whether `record` differs from what is stored.
    pub(super) is_repaired: bool,
}

impl<'a> Known<'a> {
    pub(super) fn read(stored: &'a Stored, now: Timestamp) -> Self {
        let found = stored.record_as_stored();
        let is_foreign = found == Found::Foreign;
        let read = found.or_new();
        let mut record = read.clone().repaired(now);
        // Drops what is recorded of settings that are not shown. Not where the preferences cannot
        // be read: then it is not known which are shown.
        if !stored.unreadable && stored.own_preferences() != Found::Foreign {
            record.forget_others(stored.preferences().settings());
        }
        Self {
            stored,
            now,
            is_foreign,
            is_repaired: is_foreign || record != read,
            record,
        }
    }

    /// `record` as it is to be written. Where earlier writes have failed they may have held
    /// something that the person did, so the states of older pages are no longer confirmed.
    pub(super) fn doubted(&self, mut record: Record) -> Record {
        if self.has_failed() {
            record.act(self.now);
        }
        record
    }

    /// Whether the last write of the record has failed.
    fn has_failed(&self) -> bool {
        self.stored.failed.iter().any(|key| key == record::KEY)
    }

    /// Writes `record` in the place of the stored one.
    pub(super) fn write(&self, record: &Record, is_news: bool) -> Vec<Effect> {
        if self.stored.unreadable {
            return Vec::new();
        }
        // Parts that were not understood would be lost: they are set aside in the same call.
        let loses = self.is_foreign || record.foreign_parts() < self.record.foreign_parts();
        let aside = self.stored.record.as_ref().filter(|_| loses);
        // A repair may take back "confirmed", which callouts in other windows still show.
        let is_news = is_news || self.is_repaired || self.has_failed();
        vec![write(record::KEY, record.write(), aside, self.now, is_news)]
    }

    /// The badge for what is stored, and the alarm for the time at which a look is due.
    pub(super) fn shown(&self) -> Vec<Effect> {
        let preferences = self.stored.preferences();
        let settings = preferences.settings().iter().map(Setting::id);
        let standings = settings.map(|setting| {
            let entry = self.record.entry(&setting);
            Standing::new(&setting, entry, &preferences, self.now)
        });
        let standings: Vec<_> = standings.collect();
        let due = standings
            .iter()
            .filter_map(|standing| standing.due_at)
            .min();
        vec![
            Effect::Badge(badge_of_all(&standings, self.stored.is_doubtful())),
            Effect::Alarm(due),
        ]
    }
}

pub(super) fn write(
    key: &str,
    value: Value,
    aside: Option<&Value>,
    now: Timestamp,
    is_news: bool,
) -> Effect {
    let mut items = Map::new();
    if let Some(aside) = aside {
        items.insert(set_aside_key(key, now), aside.clone());
    }
    items.insert(key.to_owned(), value);
    Effect::Write {
        key: key.to_owned(),
        items,
        is_news,
    }
}
