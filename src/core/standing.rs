//! Entry, preferences and time → how a setting stands: whether its switch was left on by choice,
//! whether another look is due, and when one will be.

use super::catalogue::SettingId;
use super::preferences::Preferences;
use super::record::repair::LEEWAY_DAYS;
use super::record::{Entry, State, Status, Switch};
use super::time::Timestamp;

/// How a setting stands.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Standing<'a> {
    /// What is recorded of it.
    pub entry: Option<&'a Entry>,
    /// Since when the switch is left on by choice; `None` where it is not.
    pub left_at: Option<Timestamp>,
    /// Whether another look is due.
    pub due: bool,
    /// When it will be due; `None` where it is due already or never will be.
    pub due_at: Option<Timestamp>,
}

impl<'a> Standing<'a> {
    /// How the setting `id` with this `entry` stands at `now`. Without a known switch nothing is
    /// due: the popup says already that nothing is known.
    pub fn new(
        id: &SettingId,
        entry: Option<&'a Entry>,
        preferences: &Preferences,
        now: Timestamp,
    ) -> Self {
        let switch = entry.and_then(Entry::switch);
        let is_on = switch.is_some_and(|switch| switch.state == State::On);
        let left_at = preferences.left_at(id).filter(|_| is_on);
        // A time in the future was written by a wrong clock: when the choice was made is not known,
        // so it does not postpone the reminder.
        let left_at = left_at.map(|at| match at > now.plus_days(LEEWAY_DAYS) {
            true => Timestamp::UNKNOWN,
            false => at.by_now(now),
        });
        let due_at = switch.and_then(|switch| due_at(switch, left_at, preferences));
        Self {
            entry,
            left_at,
            due: due_at.is_some_and(|due| due <= now),
            due_at: due_at.filter(|due| *due > now),
        }
    }

    /// Whether the person has opted out, confirmed, or has left the switch on, and nothing is due
    /// or failed.
    pub fn is_done(&self) -> bool {
        let switch = self.entry.and_then(Entry::switch);
        let is_out = switch.is_some_and(|switch| switch.state == State::Off && switch.confirmed);
        (is_out || self.left_at.is_some()) && !self.due && !self.has_failed()
    }

    /// Whether the last look has failed.
    pub fn has_failed(&self) -> bool {
        self.entry.and_then(Entry::look).is_some()
    }

    /// Whether nothing was recorded yet.
    pub fn is_new(&self) -> bool {
        self.status() == Status::Unknown
    }

    /// The status.
    pub fn status(&self) -> Status {
        self.entry.map(Entry::status).unwrap_or_default()
    }

    /// Whether the switch is left on by choice and it is not due to ask again.
    pub fn is_left_on(&self) -> bool {
        self.left_at.is_some() && !self.due
    }
}

/// When another look is due, from the last sight of the switch and the last choice to leave it on.
/// A sight whose time is not known is due.
fn due_at(
    switch: &Switch,
    left_at: Option<Timestamp>,
    preferences: &Preferences,
) -> Option<Timestamp> {
    let last = switch.seen.max(left_at.unwrap_or(Timestamp::UNKNOWN));
    match preferences.recheck_days {
        0 => None,
        _ if last == Timestamp::UNKNOWN => Some(last),
        days => Some(last.plus_days(days)),
    }
}

#[cfg(test)]
mod tests;
