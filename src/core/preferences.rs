//! What a person has chosen, in the layout in which it is stored under the key
//! `preferences`.

use serde::{Deserialize, Serialize};

use super::region::Region;
use super::regulators::Regulators;
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
    #[serde(default, rename = "regionProposed", skip_serializing_if = "is_no")]
    pub region_proposed: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            schema: Schema,
            region: "HK".to_owned(),
            highlights: yes(),
            region_proposed: true,
        }
    }
}

impl Preferences {
    /// The region that the person has chosen, where it is one that we know.
    pub fn chosen_region<'r>(&self, regulators: &'r Regulators) -> Option<&'r Region> {
        match self.region_proposed {
            true => None,
            false => regulators.region(&self.region),
        }
    }

    /// The same with `region` chosen; `None` where there is no such region.
    pub fn with_region(&self, regulators: &Regulators, region: &str) -> Option<Self> {
        Some(Self {
            region: regulators.region(region)?.code.to_owned(),
            region_proposed: false,
            ..self.clone()
        })
    }
}

fn yes() -> bool {
    true
}

fn is_no(flag: &bool) -> bool {
    !flag
}

#[cfg(test)]
mod tests {
    use super::super::regulators::regulators;
    use super::*;

    fn chosen(stored: &str) -> Option<&'static str> {
        let preferences: Preferences = serde_json::from_str(stored).unwrap();
        preferences.chosen_region(regulators()).map(|it| it.code)
    }

    #[test]
    fn the_default_has_highlights_and_no_region_that_was_chosen() {
        let written = serde_json::to_string(&Preferences::default()).unwrap();
        assert_eq!(
            written,
            r#"{"schema":1,"region":"HK","highlights":true,"regionProposed":true}"#
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
    fn only_a_region_that_exists_can_be_chosen() {
        let before = Preferences::default();
        for wrong in ["", "XX", "hk", "HK ", "__proto__"] {
            assert_eq!(before.with_region(regulators(), wrong), None, "{wrong}");
        }
        let after = before.with_region(regulators(), "FR").unwrap();
        let written = serde_json::to_string(&after).unwrap();
        assert_eq!(written, r#"{"schema":1,"region":"FR","highlights":true}"#);
    }
}
