//! What is recorded, as it is stored under the key `record`.
//!
//! Two facts that never share a field: what a switch was last shown to be ([`Switch`]), and how the
//! last look went ([`Look`]). Each part is read by itself ([`super::part`]): one that does not fit
//! spoils no other, and fields of a newer version stay.

pub(super) mod repair;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::catalogue::{Setting, SettingId, catalogue};
use super::evidence::Evidence;
use super::part::{Part, Rest, with_rest};
use super::schema::Schema;
pub use super::state::State;
pub use super::status::Status;
use super::time::Timestamp;

/// The key of the record in `storage.local`.
pub const KEY: &str = "record";

/// How many changes of one setting are remembered; the oldest go first.
pub const HISTORY_LIMIT: usize = 100;

/// All that is recorded.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Version of the layout.
    pub schema: Schema,
    /// The entries, by setting.
    #[serde(skip_deserializing)]
    pub settings: BTreeMap<SettingId, Part<Entry>>,
    #[serde(skip)]
    rest: Rest,
}

/// What is recorded of one setting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    switch: Option<Part<Switch>>,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    look: Option<Part<Look>>,
    #[serde(skip_deserializing)]
    history: Vec<Part<Change>>,
    /// When the person last did something that no change in the history tells of, or may have.
    /// Documents loaded before it confirm nothing, and "turned back" is not said across it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    acted: Option<Timestamp>,
    /// The display language in which the setting's page was last seen, where its wording is known:
    /// the `lang` of a [`super::catalogue::Wording`]. The steps by hand are given in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    #[serde(skip)]
    rest: Rest,
}

/// What a switch was last shown to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Switch {
    /// The state.
    pub state: State,
    /// Whether a document that was loaded after the last change has shown this state.
    pub confirmed: bool,
    /// Since when it is in this state, as far as was seen.
    pub since: Timestamp,
    /// When the newest document that showed it was loaded, or the switch was flipped there. The
    /// reminder counts from it. [`Timestamp::UNKNOWN`] where a wrong clock dated it.
    pub seen: Timestamp,
    /// The same, for comparing documents: one that was loaded before it changes nothing.
    #[serde(default)]
    pub as_of: Timestamp,
    /// What the recognition rested on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// Whether it was seen on the setting's own page. Its key is recognised on other pages too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_page: Option<bool>,
    /// The version of the extension that saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The document that showed this state, as long as nobody has touched the switch there. What
    /// the same document shows later replaces this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The switch before that document; see [`super::observe`].
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub(super) before: Option<Box<Part<Switch>>>,
    #[serde(skip)]
    pub(super) rest: Rest,
}

/// A look at the setting's page, or its list, that found no switch or link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Look {
    /// How the look went.
    pub outcome: LookOutcome,
    /// When the page testified.
    pub at: Timestamp,
    /// When the document was loaded.
    #[serde(default)]
    pub as_of: Timestamp,
    /// The report on the page: [`super::report::Report`] as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    #[serde(skip)]
    pub(super) rest: Rest,
}

/// How a look went that found no switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LookOutcome {
    /// The setting's page was not recognised.
    Unrecognised,
    /// The list did not have the setting.
    NotListed,
}

/// A change of a switch's state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// When the switch was flipped, or the document that first showed the state was loaded.
    pub at: Timestamp,
    /// The new state.
    pub to: State,
    /// Who made it.
    pub by: By,
    /// Whether the new state was confirmed while it lasted. `None`: [`Switch::confirmed`] says so,
    /// for the last change. `Some(false)` stays, whatever confirms the switch later: the person may
    /// have acted, so the next change blames nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<bool>,
    #[serde(skip)]
    rest: Rest,
}

/// Who changed a switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The person, on a page that was watched.
    Person,
    /// The page by itself, after the person had touched the switch there.
    Site,
    /// Nobody saw it: another device, another account, or the first sight of the switch.
    Unseen,
}

with_rest!(Record: "schema", "settings"; parts: settings);
with_rest!(Entry: "switch", "look", "history", "acted", "lang"; parts: switch, look, history);
with_rest!(Switch: "state", "confirmed", "since", "seen", "asOf", "evidence", "ownPage", "version", "document", "before"; parts: before);
with_rest!(Look: "outcome", "at", "asOf", "report");
with_rest!(Change: "at", "to", "by", "confirmed");

impl Record {
    /// The entry of `setting`. `None` where there is none, or it does not fit.
    pub fn entry(&self, setting: &SettingId) -> Option<&Entry> {
        self.settings.get(setting)?.ours()
    }

    /// Puts `entry` in the place of the entry of `setting`.
    pub fn set_entry(&mut self, setting: SettingId, entry: Entry) {
        self.settings.insert(setting, Part::Ours(entry));
    }

    /// The status of `setting`.
    pub fn status(&self, setting: &SettingId) -> Status {
        self.entry(setting).map(Entry::status).unwrap_or_default()
    }

    /// Notes for all settings that the person may have done something at `at`.
    pub fn act(&mut self, at: Timestamp) {
        for entry in self.settings.values_mut().filter_map(Part::ours_mut) {
            entry.act(at);
        }
    }

    /// Drops the entries of the catalogue's settings but those in `kept`. An entry with parts that
    /// do not fit stays. Builds a new map, as removing a key from one is 4 KB of the WASM.
    pub fn forget_others(&mut self, kept: &[Setting]) {
        let is_known = |among: &[Setting], id: &SettingId| among.iter().any(|it| *id == *it);
        let mut settings = BTreeMap::new();
        for (id, part) in &self.settings {
            let is_forgotten = part.ours().is_some_and(|it| it.foreign_parts() == 0)
                && is_known(catalogue().settings, id)
                && !is_known(kept, id);
            if !is_forgotten {
                settings.insert(id.clone(), part.clone());
            }
        }
        self.settings = settings;
    }

    /// How many parts do not fit.
    pub fn foreign_parts(&self) -> usize {
        let parts = self.settings.values().map(|part| match part {
            Part::Ours(entry) => entry.foreign_parts(),
            Part::Foreign(_) => 1,
        });
        parts.sum()
    }
}

impl Entry {
    /// The switch, where it was ever seen.
    pub fn switch(&self) -> Option<&Switch> {
        self.switch.as_ref()?.ours()
    }

    /// Replaces the switch.
    pub fn set_switch(&mut self, switch: Option<Switch>) {
        self.switch = switch.map(Part::Ours);
    }

    /// The last look, where it has failed and is newer than the switch.
    pub fn look(&self) -> Option<&Look> {
        self.look.as_ref()?.ours()
    }

    /// Replaces the last look.
    pub fn set_look(&mut self, look: Option<Look>) {
        self.look = look.map(Part::Ours);
    }

    /// The changes that fit, oldest first.
    pub fn history(&self) -> impl DoubleEndedIterator<Item = &Change> {
        self.history.iter().filter_map(Part::ours)
    }

    /// The last change.
    pub fn last_change_mut(&mut self) -> Option<&mut Change> {
        self.history.iter_mut().filter_map(Part::ours_mut).last()
    }

    /// Notes that the person did something at `at`, or may have, of which no change tells.
    pub fn act(&mut self, at: Timestamp) {
        self.acted = self.acted.max(Some(at));
        if let Some(switch) = self.switch.as_mut().and_then(Part::ours_mut) {
            switch.doubt(at);
        }
        if let Some(before) = self.before_mut() {
            before.doubt(at);
        }
    }

    /// What the recorded switch is taken back to, where its document changes it by itself.
    pub fn before_mut(&mut self) -> Option<&mut Switch> {
        let switch = self.switch.as_mut()?.ours_mut()?;
        switch.before.as_mut()?.ours_mut()
    }

    /// Whether the person has done something after `at`, or may have, of which no change tells.
    pub fn has_acted_since(&self, at: Timestamp) -> bool {
        self.acted > Some(at)
    }

    /// Adds a change, and drops the oldest beyond [`HISTORY_LIMIT`].
    pub fn push_change(&mut self, change: Change) {
        self.history.push(Part::Ours(change));
        let surplus = self.history.len().saturating_sub(HISTORY_LIMIT);
        self.history.drain(..surplus);
    }

    /// Removes the last change.
    pub fn pop_change(&mut self) {
        let last = self.history.iter().rposition(|part| part.ours().is_some());
        last.map(|last| self.history.remove(last));
    }

    /// The status.
    pub fn status(&self) -> Status {
        match (self.switch(), self.look()) {
            (Some(switch), _) => match switch.state {
                State::On => Status::OptedIn,
                State::Off => Status::OptedOut,
            },
            (None, Some(look)) => match look.outcome {
                LookOutcome::Unrecognised => Status::Unrecognised,
                LookOutcome::NotListed => Status::NotListed,
            },
            (None, None) => Status::Unknown,
        }
    }

    /// Where the switch is confirmed to be on, and was confirmed to be off in an earlier document,
    /// and the person did nothing in between: since when it was off, and when a later document
    /// first showed it on.
    pub fn turned_back(&self) -> Option<(Timestamp, Timestamp)> {
        let mut latest = self.history.iter().rev().map(Part::ours);
        let (on, off) = (latest.next()??, latest.next()??);
        let switch = self.switch()?;
        let is_so = (switch.state, switch.confirmed) == (State::On, true)
            && (on.to, on.by) == (State::On, By::Unseen)
            && on.confirmed != Some(false)
            && off.to == State::Off
            && off.confirmed == Some(true)
            && !self.has_acted_since(off.at);
        is_so.then_some((off.at, on.at))
    }

    fn foreign_parts(&self) -> usize {
        let before = self.switch().and_then(|switch| switch.before.as_deref());
        let is_foreign = [
            matches!(self.switch, Some(Part::Foreign(_))),
            matches!(before, Some(Part::Foreign(_))),
            matches!(self.look, Some(Part::Foreign(_))),
        ];
        let own = is_foreign.into_iter().filter(|is| *is).count();
        own + self.history.len() - self.history().count()
    }
}

impl Look {
    /// A look with this outcome at `at`.
    pub fn new(outcome: LookOutcome, at: Timestamp) -> Self {
        Self {
            outcome,
            at,
            as_of: at,
            report: None,
            rest: Rest::new(),
        }
    }
}

impl Change {
    /// A change without further fields.
    pub fn new(at: Timestamp, to: State, by: By) -> Self {
        Self {
            at,
            to,
            by,
            confirmed: None,
            rest: Rest::new(),
        }
    }
}

impl Switch {
    /// A switch in `state` as of `as_of`, without further fields.
    pub fn new(state: State, as_of: Timestamp) -> Self {
        Self {
            state,
            confirmed: false,
            since: as_of,
            seen: as_of,
            as_of,
            evidence: None,
            own_page: None,
            version: None,
            document: None,
            before: None,
            rest: Rest::new(),
        }
    }

    /// The switch before the document that showed this one.
    pub fn before(&self) -> Option<&Switch> {
        self.before.as_ref()?.ours()
    }

    /// This switch, with the one before it.
    pub fn after(self, before: Option<Switch>) -> Self {
        let before = before.map(|before| Switch {
            before: None,
            ..before
        });
        Self {
            before: before.map(|before| Box::new(Part::Ours(before))),
            ..self
        }
    }

    /// Takes the confirmation from a switch that is older than `at`.
    pub fn doubt(&mut self, at: Timestamp) {
        self.confirmed &= at <= self.as_of;
    }
}

#[cfg(test)]
pub(crate) mod tests;
