//! A person has chosen something, in popup or details.

use serde_json::Value;

use super::known::write;
use super::{Effect, Outcome, Reply, reply};
use crate::catalogue::SettingId;
use crate::part::WithRest;
use crate::preferences::{self, Choice, Preferences};
use crate::record::{self, Entry, State};
use crate::stored::{Found, Stored};
use crate::time::Timestamp;

/// Writes a person's choice, where it is theirs to make.
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
    // Whether the person wanted highlights could not be read, and has not been said anew.
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

/// Of settings that are not shown with these preferences, nothing is kept.
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

/// Leaves the switch of `setting` on by choice, where it is known to be on, or takes that back.
pub(super) fn leave(setting: &SettingId, on: bool, stored: &Stored, now: Timestamp) -> Outcome {
    let record = stored.record(now).or_new();
    let switch = record.entry(setting).and_then(Entry::switch);
    let preferences = stored.preferences();
    let is_shown = preferences.settings().iter().any(|it| *setting == *it);
    // It may have been turned off since the page that asks was drawn.
    if on && (!is_shown || switch.is_none_or(|switch| switch.state == State::Off)) {
        return reply(Value::Bool(false));
    }
    let choice = Choice::Leave(setting.clone(), on.then_some(now));
    choose(choice, stored, now)
}
