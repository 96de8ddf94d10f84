//! A record with times from a future that never was: a clock was ahead when it was written.

use super::{Entry, Record, Switch};
use crate::part::Part;
use crate::time::{CLOCK_STEP, Timestamp};

/// How far ahead of the clock the last sight may be and still count: clocks are put right by
/// small steps. What is further ahead was seen by a clock that was wrong, so it is not known
/// when it was.
pub(crate) const LEEWAY_DAYS: u16 = 1;
/// The same for telling what is newer, in milliseconds.
const LEEWAY: f64 = 60_000.0;

impl Record {
    /// The record as it can have been written by `now`. Times from a future that never was
    /// count as now ([`Timestamp::by_now`]), so that nothing waits for them; when something was seen by a clock that
    /// was far ahead is not known, and it is not confirmed.
    pub fn repaired(mut self, now: Timestamp) -> Self {
        for entry in self.settings.values_mut().filter_map(Part::ours_mut) {
            entry.repair(now);
        }
        self
    }
}

impl Entry {
    fn repair(&mut self, now: Timestamp) {
        if let Some(switch) = self.switch.as_mut().and_then(Part::ours_mut) {
            switch.repair(now);
            if let Some(before) = switch.before.as_mut().and_then(|it| it.ours_mut()) {
                before.repair(now);
            }
        }
        if let Some(look) = self.look.as_mut().and_then(Part::ours_mut) {
            look.at = look.at.by_now(now);
            look.as_of = look.as_of.by_now(now);
        }
        for change in self.history.iter_mut().filter_map(Part::ours_mut) {
            change.at = change.at.by_now(now);
        }
        self.acted = self.acted.map(|at| at.by_now(now));
    }
}

impl Switch {
    fn repair(&mut self, now: Timestamp) {
        if self.seen > now.plus_days(LEEWAY_DAYS) {
            self.confirmed = false;
            self.seen = Timestamp::UNKNOWN;
        }
        let ahead = self.as_of.millis() - now.millis();
        if ahead > LEEWAY {
            // Any document knows better, and one that was loaded after this confirms.
            self.as_of = Timestamp::UNKNOWN;
        } else if ahead > CLOCK_STEP {
            // The document that is heard now was loaded a moment ago, by a clock that was put back
            // before that. It knows better.
            self.as_of = Timestamp::from_millis(now.millis() - LEEWAY);
        }
        for time in [&mut self.seen, &mut self.since] {
            *time = time.by_now(now);
        }
    }
}
