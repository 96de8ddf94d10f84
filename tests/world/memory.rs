//! What the content script remembers of one switch, by the forward clock and the wall clock.

use super::clock::{Clock, Ms};
use super::page::{Document, Switch};

/// What is remembered of a switch as long as its document lives. Durations count only while the
/// document is in view.
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
    /// When it was first seen, by the forward clock.
    first_began: Ms,
    since: Ms,
    /// The same by the forward clock.
    began: Ms,
    prior_began: Ms,
    prior_since: Option<Ms>,
    pub touched_at: Option<Ms>,
    input_at: Option<Ms>,
    alert: bool,
}

/// An input of the person's, by the wall clock and by the forward clock.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    pub at: Ms,
    pub seen: Ms,
}

/// The fields of a testimony that come from this memory.
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
    /// The memory at the first sight of the switch.
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

    /// Updates it at a later sight.
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
            // The click that led to this page says nothing of how the page fills in its switch.
            self.input_at = input
                .filter(|it| it.seen >= self.first_began)
                .map(|it| it.at);
        }
        if switch.row != self.row || switch.element != self.element {
            self.quiet_from = page.viewed;
        }
        self.row = switch.row;
        self.element = switch.element;
        // The alert may be gone before the next testimony.
        self.alert |= page.alert;
    }

    /// Called before an input: what is noticed now was there before it.
    pub fn precede(&mut self, clock: &Clock) {
        self.since = self.since.min(clock.wall() - 1);
    }

    /// Called before a press on the switch.
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
