//! Repairs a record whose times are in the future: a clock was ahead when it was written.

use super::{Entry, Record, Switch};
use crate::part::Part;
use crate::time::{CLOCK_STEP, Timestamp};

/// The last sight may be so many days ahead of the clock: clocks are corrected in small steps. If
/// it is further ahead, a wrong clock dated it, and it is not known when it was.
pub(crate) const LEEWAY_DAYS: u16 = 1;
/// `as_of` may be so many milliseconds ahead, and still be compared with the loads of documents.
const LEEWAY: f64 = 60_000.0;

impl Record {
    /// The record with times that can be at `now`. A time in the future becomes `now`
    /// ([`Timestamp::by_now`]), so that nothing waits for it. A sight far in the future has no
    /// known time, and is not confirmed.
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
        self.as_of = match self.as_of.millis() - now.millis() {
            // Any document is newer, and one that is loaded after this can confirm.
            ahead if ahead > LEEWAY => Timestamp::UNKNOWN,
            // The clock was set back, and then the document that is heard now was loaded, a moment
            // ago. It must be newer.
            ahead if ahead > CLOCK_STEP => Timestamp::from_millis(now.millis() - LEEWAY),
            _ => self.as_of,
        };
        for time in [&mut self.seen, &mut self.since] {
            *time = time.by_now(now);
        }
    }
}
