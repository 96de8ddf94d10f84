//! The two clocks of the world: one that only runs forward, which no part of the product sees, and
//! a wall clock that people, sleeping machines and time servers set.

/// Milliseconds of either clock.
pub type Ms = i64;

pub const SECOND: Ms = 1000;
pub const DAY: Ms = 86_400_000;
pub const YEAR: Ms = 365 * DAY;

/// 3 November 2025, when a world begins.
const BEGINNING: Ms = 1_762_128_000_000;

/// Both clocks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    /// The forward clock: milliseconds since the world began.
    pub now: Ms,
    /// How far the wall clock was set off.
    offset: Ms,
    /// When the wall clock was last set back. Times that it told before and after that cannot be
    /// compared.
    pub put_back: Option<Ms>,
    /// Whether it was set forward after it had been set back: then no two times can be compared.
    pub to_and_fro: bool,
    was_put_back: bool,
}

impl Clock {
    /// What `Date.now()` says.
    pub fn wall(&self) -> Ms {
        BEGINNING + self.now + self.offset
    }

    /// Whether the wall clock was ever put back.
    pub fn was_put_back(&self) -> bool {
        self.was_put_back
    }

    /// Sets the wall clock, but not before 1990 or after 2200.
    pub fn jump(&mut self, by: Ms) {
        let wall = (self.wall() + by).clamp(20 * YEAR, 230 * YEAR);
        let by = wall - self.wall();
        self.offset += by;
        if by < 0 {
            self.put_back = Some(self.now);
            self.was_put_back = true;
        }
        self.to_and_fro |= by > 0 && self.was_put_back;
    }
}
