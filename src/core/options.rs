//! Everything that is stored → what the options and welcome pages show.

use super::catalogue::Catalogue;
use super::popup::{Sentence, Storage, Surroundings, view};
use super::preferences::Preferences;
use super::region::Region;
use super::stored::Stored;

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
pub fn options(catalogue: &'static Catalogue, storage: &Storage, around: Surroundings) -> View {
    let popup = view(catalogue, storage, around);
    View {
        choices: popup.regional.and_then(|it| choices(storage, it.region)),
        seen: std::iter::once(popup.headline).chain(popup.lines).collect(),
        troubles: popup.troubles,
        can_save: match storage {
            Storage::Read {
                record: Stored::Ours(record),
                write_failed: false,
                ..
            } => !record.settings.is_empty(),
            Storage::Read { .. } | Storage::Unreadable => false,
        },
        address: popup.address,
    }
}

fn choices(storage: &Storage, region: &'static Region) -> Option<Choices> {
    let Storage::Read {
        preferences,
        managed,
        ..
    } = storage
    else {
        return None;
    };
    let Preferences {
        highlights,
        recheck_days,
        ..
    } = preferences.clone().or_new().with(managed);
    let mut intervals = RECHECK_DAYS.to_vec();
    if !intervals.contains(&recheck_days) {
        intervals.insert(0, recheck_days);
    }
    Some(Choices {
        highlights: Choice {
            value: highlights,
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
    })
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::catalogue;
    use super::super::managed::Managed;
    use super::super::record::Record;
    use super::*;

    fn storage(preferences: Stored<Preferences>, managed: Managed) -> Storage {
        Storage::Read {
            record: Stored::Ours(Record::default()),
            preferences,
            managed,
            set_aside: false,
            write_failed: false,
        }
    }

    fn of(storage: &Storage) -> View {
        options(catalogue(), storage, Surroundings::default())
    }

    #[test]
    fn shows_what_is_chosen_and_who_chose_it() {
        let managed = Managed {
            highlights: Some(false),
            ..Managed::default()
        };
        let choices = of(&storage(Stored::Nothing, managed)).choices.unwrap();
        assert!(!choices.highlights.value && choices.highlights.managed);
        assert!(!choices.region.managed && !choices.recheck_days.managed);
        assert_eq!(choices.region.value.code, "HK");
        assert_eq!(choices.intervals, RECHECK_DAYS);
    }

    #[test]
    fn an_interval_of_another_s_is_offered_too() {
        let managed = Managed {
            recheck_days: Some(7),
            ..Managed::default()
        };
        let choices = of(&storage(Stored::Nothing, managed)).choices.unwrap();
        assert_eq!(choices.intervals, [7, 30, 90, 180, 0]);
    }

    #[test]
    fn what_cannot_be_read_is_not_shown_as_a_choice() {
        let view = of(&Storage::Unreadable);
        assert_eq!(view.choices, None);
        assert_eq!(view.troubles.len(), 1);
        assert!(!view.can_save);
    }

    #[test]
    fn a_record_without_a_sight_is_nothing_to_save() {
        assert!(!of(&storage(Stored::Nothing, Managed::default())).can_save);
    }
}
