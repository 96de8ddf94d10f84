//! What the content script remembers of one switch, by its own clock and the wall's.

use super::clock::{Clock, Ms};
use super::page::{Document, Switch};

/// Of a switch, for the document's life. Durations count only while the document is in view.
#[derive(Debug, Clone)]
pub struct Memory {
    pub element: u32,
    pub on: bool,
    row: u32,
    parsed: bool,
    first_seen: Ms,
    held_from: Ms,
    pub quiet_from: Ms,
    quiet_before: Ms,
    changes: u32,
    /// When it was first seen, by the clock that only runs forward.
    first_began: Ms,
    since: Ms,
    /// The same by the clock that only runs forward.
    began: Ms,
    prior_began: Ms,
    prior_since: Option<Ms>,
    pub touched_at: Option<Ms>,
    input_at: Option<Ms>,
    alert: bool,
}

/// Something that the person did on the page, by the wall clock and by the one that only runs
/// forward.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    pub at: Ms,
    pub seen: Ms,
}

/// The parts of the testimony about a switch that come from memory.
#[derive(Debug, Clone, Copy)]
pub struct Remembered {
    pub parsed: bool,
    pub age: Ms,
    pub held: Ms,
    pub quiet: Ms,
    pub quiet_before: Ms,
    pub changes: u32,
    pub since: Ms,
    pub began: Ms,
    pub prior_began: Ms,
    pub prior_since: Option<Ms>,
    pub touched_at: Option<Ms>,
    pub input_at: Option<Ms>,
    pub alert: bool,
}

impl Memory {
    /// At the first sight of it.
    pub fn begin(switch: &Switch, parsed: bool, page: &Document, clock: &Clock) -> Self {
        Self {
            element: switch.element,
            on: switch.on,
            row: switch.row,
            parsed,
            first_seen: page.viewed,
            held_from: page.viewed,
            quiet_from: page.viewed,
            quiet_before: 0,
            changes: 0,
            first_began: clock.now,
            since: clock.wall(),
            began: clock.now,
            prior_began: 0,
            prior_since: None,
            touched_at: None,
            input_at: None,
            alert: page.alert,
        }
    }

    /// At any later one.
    pub fn go_on(&mut self, switch: &Switch, page: &Document, clock: &Clock, input: Option<Input>) {
        let quiet = page.viewed - self.quiet_from;
        if switch.on != self.on {
            self.on = switch.on;
            self.prior_since = Some(self.since);
            self.since = clock.wall();
            self.prior_began = self.began;
            self.began = clock.now;
            self.held_from = page.viewed;
            self.quiet_before = self.quiet_before.max(quiet);
            self.changes += 1;
            self.quiet_from = page.viewed;
            // What led to this page says nothing of what it fills in.
            self.input_at = input
                .filter(|it| it.seen >= self.first_began)
                .map(|it| it.at);
        }
        if switch.row != self.row || switch.element != self.element {
            self.quiet_from = page.viewed;
        }
        self.row = switch.row;
        self.element = switch.element;
        // It may be gone again before anyone is told.
        self.alert |= page.alert;
    }

    /// The person is about to act: what has just been noticed was there before that.
    pub fn precede(&mut self, clock: &Clock) {
        self.since = self.since.min(clock.wall() - 1);
    }

    /// The person is about to act on it.
    pub fn touch(&mut self, clock: &Clock) {
        self.precede(clock);
        self.touched_at = Some(clock.wall());
    }

    pub fn now(&self, page: &Document) -> Remembered {
        Remembered {
            parsed: self.parsed,
            age: page.viewed - self.first_seen,
            held: page.viewed - self.held_from,
            quiet: page.viewed - self.quiet_from,
            quiet_before: self.quiet_before,
            changes: self.changes,
            since: self.since,
            began: self.began,
            prior_began: self.prior_began,
            prior_since: self.prior_since,
            touched_at: self.touched_at,
            input_at: self.input_at,
            alert: self.alert,
        }
    }
}
