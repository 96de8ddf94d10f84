//! What a person has chosen, in the layout in which it is stored under the key
//! `preferences`.

use serde::{Deserialize, Deserializer, Serialize};

use super::managed::Managed;
use super::region::Region;
use super::regulators::regulators;
use super::stored::Schema;

/// The key of the preferences in `storage.local`.
pub const KEY: &str = "preferences";

/// A person's choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// Version of the layout.
    pub schema: Schema,
    /// Whose regulator to show; see [`Preferences::chosen_region`].
    #[serde(default)]
    pub region: String,
    /// Whether to draw on LinkedIn's pages. Status and popup work without.
    #[serde(default = "yes")]
    pub highlights: bool,
    /// Whether nobody has chosen that region: another may be proposed.
    #[serde(default, rename = "regionProposed")]
    pub region_proposed: bool,
    /// After how many days to ask for another look at the switch; 0: never.
    #[serde(
        rename = "recheckDays",
        default = "ninety",
        deserialize_with = "null_is_never"
    )]
    pub recheck_days: u16,
}

/// One thing that a person chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// See [`Preferences::highlights`].
    Highlights(bool),
    /// See [`Preferences::region`].
    Region(String),
    /// See [`Preferences::recheck_days`].
    RecheckDays(u16),
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            schema: Schema,
            region: "HK".to_owned(),
            highlights: yes(),
            region_proposed: true,
            recheck_days: ninety(),
        }
    }
}

impl Preferences {
    /// The region that was chosen, where it is one that we know.
    pub fn chosen_region(&self) -> Option<&'static Region> {
        match self.region_proposed {
            true => None,
            false => regulators().region(&self.region),
        }
    }

    /// What counts where an organisation has set something: its word, and the
    /// person's for the rest.
    pub fn with(&self, managed: &Managed) -> Self {
        Self {
            schema: Schema,
            region: managed.region.as_ref().unwrap_or(&self.region).clone(),
            region_proposed: managed.region.is_none() && self.region_proposed,
            highlights: managed.highlights.unwrap_or(self.highlights),
            recheck_days: managed.recheck_days.unwrap_or(self.recheck_days),
        }
    }

    /// The preferences after a person's choice; `None` where it is not theirs
    /// to make, or not one that there is.
    pub fn chosen(&self, choice: Choice, managed: &Managed) -> Option<Self> {
        let mut next = self.clone();
        match choice {
            Choice::Highlights(on) if managed.highlights.is_none() => next.highlights = on,
            Choice::Region(region) if managed.region.is_none() => {
                next.region = regulators().region(&region)?.code.to_owned();
                next.region_proposed = false;
            }
            Choice::RecheckDays(days) if managed.recheck_days.is_none() => {
                next.recheck_days = days;
            }
            Choice::Highlights(_) | Choice::Region(_) | Choice::RecheckDays(_) => return None,
        }
        Some(next)
    }
}

fn yes() -> bool {
    true
}

fn ninety() -> u16 {
    90
}

fn null_is_never<'de, D: Deserializer<'de>>(days: D) -> Result<u16, D::Error> {
    Option::deserialize(days).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(stored: &str) -> Option<&'static str> {
        let preferences: Preferences = serde_json::from_str(stored).unwrap();
        preferences.chosen_region().map(|it| it.code)
    }

    #[test]
    fn the_default_has_highlights_and_no_region_that_was_chosen() {
        let written = serde_json::to_string(&Preferences::default()).unwrap();
        assert_eq!(
            written,
            r#"{"schema":1,"region":"HK","highlights":true,"regionProposed":true,"recheckDays":90}"#
        );
        assert_eq!(chosen(&written), None);
    }

    #[test]
    fn a_region_that_stands_alone_was_chosen() {
        assert_eq!(
            chosen(r#"{"schema":1,"region":"HK","highlights":true}"#),
            Some("HK")
        );
        assert_eq!(chosen(r#"{"schema":1,"region":"DE-HH"}"#), Some("DE-HH"));
        assert_eq!(chosen(r#"{"schema":1,"region":"XX"}"#), None);
        assert_eq!(chosen(r#"{"schema":1}"#), None);
    }

    #[test]
    fn what_an_older_version_has_stored_stays_readable() {
        let read = |json| serde_json::from_str::<Preferences>(json).unwrap();
        let older = read(r#"{"schema":1,"region":"HK","highlights":false}"#);
        assert_eq!((older.highlights, older.recheck_days), (false, 90));
        for (json, days) in [
            (r#"{"schema":1,"recheckDays":null}"#, 0),
            (r#"{"schema":1,"recheckDays":0}"#, 0),
            (r#"{"schema":1,"recheckDays":30,"newer":[1]}"#, 30),
        ] {
            assert_eq!(read(json).recheck_days, days);
        }
    }

    fn off_by_the_organisation() -> Managed {
        Managed {
            highlights: Some(false),
            ..Managed::default()
        }
    }

    #[test]
    fn what_an_organisation_has_set_counts_and_the_rest_is_the_person_s() {
        let own = Preferences {
            recheck_days: 30,
            ..Preferences::default()
        };
        let effective = own.with(&off_by_the_organisation());
        assert!(!effective.highlights);
        assert_eq!(effective.recheck_days, 30);
        assert_eq!(own.with(&Managed::default()), own);
        let all = Managed {
            region: Some("XX".into()),
            highlights: None,
            recheck_days: Some(7),
        };
        let effective = own.with(&all);
        assert_eq!(
            (effective.region.as_str(), effective.recheck_days),
            ("XX", 7)
        );
    }

    #[test]
    fn what_an_organisation_has_set_cannot_be_chosen() {
        let own = Preferences::default();
        let managed = off_by_the_organisation();
        assert_eq!(own.chosen(Choice::Highlights(true), &managed), None);
        let chosen = own.chosen(Choice::RecheckDays(180), &managed).unwrap();
        assert_eq!(chosen.recheck_days, 180);
        assert!(chosen.highlights, "the person's own word is kept beside it");
        let all = Managed {
            region: Some("HK".into()),
            highlights: Some(true),
            recheck_days: Some(0),
        };
        assert_eq!(own.chosen(Choice::RecheckDays(1), &all), None);
        assert_eq!(own.chosen(Choice::Region("HK".into()), &all), None);
    }

    #[test]
    fn what_nobody_else_has_set_can_be_chosen() {
        let own = Preferences::default();
        let free = Managed::default();
        for on in [false, true] {
            let chosen = own.chosen(Choice::Highlights(on), &free).unwrap();
            assert_eq!(chosen.highlights, on);
        }
        let never = own.chosen(Choice::RecheckDays(0), &free).unwrap();
        assert_eq!(never.recheck_days, 0);
    }

    #[test]
    fn only_a_region_that_exists_can_be_chosen() {
        let own = Preferences::default();
        let free = Managed::default();
        for wrong in ["", "XX", "hk", "HK ", "__proto__"] {
            let choice = Choice::Region(wrong.into());
            assert_eq!(own.chosen(choice, &free), None, "{wrong}");
        }
        let chosen = own.chosen(Choice::Region("FR".into()), &free).unwrap();
        assert_eq!(chosen.chosen_region().map(|it| it.code), Some("FR"));
    }
}
