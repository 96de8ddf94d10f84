//! What is recorded of a setting, what the person has chosen, and the time → how the setting
//! stands: whether its switch was left on by choice, and when it is time to look again.

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
    /// When the person chose to leave the switch on; `None` where it is not known to be on.
    pub left_at: Option<Timestamp>,
    /// Whether it is time to look again.
    pub due: bool,
    /// When it will be; `None` where it is already, or never will be.
    pub due_at: Option<Timestamp>,
}

impl<'a> Standing<'a> {
    /// How the setting with this id and `entry` stands at `now`. A setting whose switch is not
    /// known is never due: the popup says so already.
    pub fn new(
        id: &SettingId,
        entry: Option<&'a Entry>,
        preferences: &Preferences,
        now: Timestamp,
    ) -> Self {
        let switch = entry.and_then(Entry::switch);
        let is_on = switch.is_some_and(|switch| switch.state == State::On);
        let left_at = preferences.left_at(id).filter(|_| is_on);
        // A choice from the future is a wrong clock's: when it was made is not known, and it puts
        // the reminder off by nothing.
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

    /// Whether the person has opted out or has chosen not to, and nothing is in doubt.
    pub fn is_done(&self) -> bool {
        let switch = self.entry.and_then(Entry::switch);
        let is_out = switch.is_some_and(|switch| switch.state == State::Off && switch.confirmed);
        (is_out || self.left_at.is_some()) && !self.due && !self.has_failed()
    }

    /// Whether the last look has failed.
    pub fn has_failed(&self) -> bool {
        self.entry.and_then(Entry::look).is_some()
    }

    /// Whether the setting's page was never looked at.
    pub fn is_new(&self) -> bool {
        self.status() == Status::Unknown
    }

    /// What is known of whether the person has opted out.
    pub fn status(&self) -> Status {
        self.entry.map(Entry::status).unwrap_or_default()
    }

    /// Whether the switch was left on by choice, and that need not be asked again yet.
    pub fn is_left_on(&self) -> bool {
        self.left_at.is_some() && !self.due
    }
}

/// When the last sight of the switch, and the last choice to leave it on, are too long ago. A
/// sight whose time is not known is.
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
