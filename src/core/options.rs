//! Everything that is stored → what the options and welcome pages show.

use super::catalogue::Catalogue;
use super::popup::{Surroundings, view};
use super::preferences::Preferences;
use super::regulators::Region;
use super::sentence::Sentence;
use super::stored::Stored;
use super::time::Timestamp;

/// The intervals that a person may choose from, in days; 0: never.
pub const RECHECK_DAYS: [u16; 4] = [30, 90, 180, 0];

/// What the pages show.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The switches and selections; `None` where they cannot be read.
    pub choices: Option<Choices>,
    /// The status in one plain sentence, with what else there is to say of it.
    pub seen: Vec<Sentence>,
    /// What went wrong, if anything.
    pub troubles: Vec<Sentence>,
    /// Whether there is a record to save.
    pub can_save: bool,
    /// The address of the setting.
    pub address: String,
}

/// What is chosen, by the person or for them.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// Whether to draw on LinkedIn's pages.
    pub highlights: Choice<bool>,
    /// Whose regulator to show.
    pub region: Choice<&'static Region>,
    /// After how many days to ask for another look; 0: never.
    pub recheck_days: Choice<u16>,
    /// The intervals to choose from, in days; the chosen one is among them.
    pub intervals: Vec<u16>,
}

/// A choice that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice<T> {
    /// What counts.
    pub value: T,
    /// Whether an organisation has made it, so that it cannot be changed.
    pub managed: bool,
}

/// What the pages show in these surroundings.
pub fn options(catalogue: &'static Catalogue, stored: &Stored, around: Surroundings) -> View {
    let popup = view(catalogue, stored, around);
    View {
        choices: popup
            .regional
            .filter(|_| !stored.unreadable)
            .map(|it| choices(stored, it.region)),
        seen: std::iter::once(popup.headline).chain(popup.lines).collect(),
        troubles: popup.troubles,
        can_save: has_record(stored, around.now),
        address: popup.address,
    }
}

fn has_record(stored: &Stored, now: Timestamp) -> bool {
    let is_certain = !stored.unreadable && stored.failed.is_empty();
    is_certain && !stored.record(now).or_new().settings.is_empty()
}

fn choices(stored: &Stored, region: &'static Region) -> Choices {
    let managed = stored.managed();
    let Preferences { recheck_days, .. } = stored.preferences();
    let mut intervals = RECHECK_DAYS.to_vec();
    if !intervals.contains(&recheck_days) {
        intervals.insert(0, recheck_days);
    }
    Choices {
        highlights: Choice {
            value: stored.highlights(),
            managed: managed.highlights.is_some(),
        },
        region: Choice {
            value: region,
            managed: managed.region.is_some(),
        },
        recheck_days: Choice {
            value: recheck_days,
            managed: managed.recheck_days.is_some(),
        },
        intervals,
    }
}

#[cfg(test)]
mod tests;
