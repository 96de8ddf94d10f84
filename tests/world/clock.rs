//! Time in the world: one that only runs forward, which no part of the product sees, and a wall
//! clock that people, sleeping machines and time servers set.

/// Milliseconds, of either clock.
pub type Ms = i64;

pub const SECOND: Ms = 1000;
pub const DAY: Ms = 86_400_000;
pub const YEAR: Ms = 365 * DAY;

/// 3 November 2025, when a world begins.
const BEGINNING: Ms = 1_762_128_000_000;

/// What time it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    /// Since the world began.
    pub now: Ms,
    /// How far the wall clock has been put off.
    offset: Ms,
    /// When the wall clock was last put back: what was said by it before and after cannot be
    /// told apart by its times.
    pub put_back: Option<Ms>,
    /// It was put forward after it had been put back: which of two times is the newer one,
    /// nobody can tell.
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

    /// Someone sets the wall clock, but not to before 1990 nor after 2200.
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
