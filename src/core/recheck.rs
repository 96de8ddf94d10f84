//! Entry, preferences and time → whether it is time to look at the switch again, and when it
//! will be.

use super::preferences::Preferences;
use super::record::Entry;
use super::time::Timestamp;

/// Whether the switch was last seen longer ago than the person wants it to be. A setting whose
/// switch is not known is never due: the popup says so already.
pub fn is_due(entry: Option<&Entry>, preferences: &Preferences, now: Timestamp) -> bool {
    due_at(entry, preferences).is_some_and(|due| due <= now)
}

/// When it will be due; `None` where it is due already, or never will be.
pub fn next(entry: Option<&Entry>, preferences: &Preferences, now: Timestamp) -> Option<Timestamp> {
    due_at(entry, preferences).filter(|due| *due > now)
}

/// When the last sight of the switch is too long ago. One whose time is not known is.
fn due_at(entry: Option<&Entry>, preferences: &Preferences) -> Option<Timestamp> {
    let seen = entry?.switch()?.seen;
    match preferences.recheck_days {
        0 => None,
        _ if seen == Timestamp::UNKNOWN => Some(seen),
        days => Some(seen.plus_days(days)),
    }
}

#[cfg(test)]
mod tests;
