//! A person's choice in the popup or in Details → what is written.

use serde_json::Value;

use super::known::write;
use super::{Effect, Outcome, Reply, reply};
use crate::catalogue::SettingId;
use crate::part::WithRest;
use crate::preferences::{self, Choice, Preferences};
use crate::record::{self, Entry, State};
use crate::stored::{Found, Stored};
use crate::time::Timestamp;

/// Writes a person's choice. The answer is `false`, and nothing is written, where an
/// organisation has set the same or the storage cannot be read.
pub(super) fn choose(choice: Choice, stored: &Stored, now: Timestamp) -> Outcome {
    let found = stored.own_preferences();
    let is_foreign = found == Found::Foreign;
    let draws_nothing = is_foreign && !matches!(choice, Choice::Highlights(_));
    let chosen = stored
        .readable_preferences()
        .chosen(choice, &stored.managed());
    let Some(mut chosen) = chosen else {
        return reply(Value::Bool(false));
    };
    // The stored preferences could not be read, so the person may have turned highlights off: they
    // stay off until the person turns them on.
    chosen.highlights &= !draws_nothing;
    if stored.unreadable {
        return reply(Value::Bool(false));
    }
    let aside = stored.preferences.as_ref().filter(|_| is_foreign);
    let mut write = write(preferences::KEY, chosen.write(), aside, now, true);
    forget_in_the_same_call(&mut write, stored, &chosen.with(&stored.managed()));
    Outcome {
        reply: Reply::Written,
        effects: vec![write],
    }
}

/// Erases, in the same write as the preferences, what is recorded of settings that they do not
/// show.
pub(super) fn forget_in_the_same_call(
    write: &mut Effect,
    stored: &Stored,
    preferences: &Preferences,
) {
    if let (Effect::Write { items, .. }, Found::Ours(record)) = (write, stored.record_as_stored()) {
        let mut kept = record.clone();
        kept.forget_others(preferences.settings());
        if kept != record {
            items.insert(record::KEY.to_owned(), kept.write());
        }
    }
}

/// Leaves the switch of `setting` on by choice, or takes that choice back. Only a switch that is
/// recorded as on can be left on.
pub(super) fn leave(setting: &SettingId, on: bool, stored: &Stored, now: Timestamp) -> Outcome {
    let record = stored.record(now).or_new();
    let switch = record.entry(setting).and_then(Entry::switch);
    let preferences = stored.preferences();
    let is_shown = preferences.settings().iter().any(|it| *setting == *it);
    // The page that sent this may show an older state: the switch may be off by now.
    if on && (!is_shown || switch.is_none_or(|switch| switch.state == State::Off)) {
        return reply(Value::Bool(false));
    }
    let choice = Choice::Leave(setting.clone(), on.then_some(now));
    choose(choice, stored, now)
}
