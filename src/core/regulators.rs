//! What privacy regulators said, read from `data/regulators.json`: who, when,
//! of what kind, known from where. Sentences in our own words are keys of
//! `_locales`; a quote stands as it was given.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// The regulators that ship with the extension.
///
/// A test holds that the file parses. Were it ever not to, there is none, and
/// nothing is put into a regulator's mouth.
pub fn regulators() -> &'static [Regulator] {
    static SHIPPED: LazyLock<Regulators> = LazyLock::new(|| {
        serde_json::from_str(include_str!("../../data/regulators.json")).unwrap_or_default()
    });
    &SHIPPED.regulators
}

/// The regulator of a region, by the region's code such as `HK`.
pub fn regulator_of(region: &str) -> Option<&'static Regulator> {
    regulators()
        .iter()
        .find(|regulator| regulator.region == region)
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Regulators {
    #[allow(dead_code, reason = "read by whoever changes the layout")]
    schema: u32,
    regulators: Vec<Regulator>,
}

/// A privacy regulator and its latest statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regulator {
    /// Our name for it.
    pub id: String,
    /// The region whose regulator it is.
    pub region: String,
    /// Its English name.
    pub name: String,
    /// Its name in the region's language.
    pub local_name: String,
    /// Its usual abbreviation.
    pub short: String,
    /// What it said last.
    pub statement: Statement,
}

/// Something that a regulator said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// What kind of statement it is.
    pub kind: Kind,
    /// The first day on which it may have been made, `YYYY-MM-DD`.
    pub from: String,
    /// The last day on which it may have been made, `YYYY-MM-DD`.
    pub to: String,
    /// How it is known.
    pub mark: Mark,
    /// Message key: what it asks people to do.
    pub asks: String,
    /// Its own words, where they may be quoted.
    #[serde(default)]
    pub quote: Option<String>,
    /// Message key: which data is used and which is not.
    pub data: String,
    /// Message key: whether it goes on watching.
    pub monitors: String,
    /// Where to read about it.
    pub source: Source,
}

/// The kinds of statement, which must not be mixed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Asks people to look and decide.
    Reminder,
}

/// How a statement is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// The regulator's own page was seen.
    Primary,
    /// Known through press, a law firm or a university only.
    Reported,
}

/// Where to read about a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Message key: whose page it is.
    pub name: String,
    /// The page.
    pub address: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_parses() {
        let parsed: Regulators =
            serde_json::from_str(include_str!("../../data/regulators.json")).unwrap();
        assert_eq!(parsed.schema, 1);
        assert_eq!(parsed.regulators, regulators());
    }

    #[test]
    fn hong_kong_has_a_reminder_that_is_marked_as_reported() {
        let pcpd = regulator_of("HK").unwrap();
        assert_eq!(pcpd.statement.kind, Kind::Reminder);
        assert_eq!(pcpd.statement.mark, Mark::Reported);
        assert!(pcpd.statement.source.address.starts_with("https://"));
        assert_eq!(regulator_of("XX"), None);
    }

    #[test]
    fn days_are_days_and_in_order() {
        for regulator in regulators() {
            let statement = &regulator.statement;
            for day in [&statement.from, &statement.to] {
                let format = ::time::macros::format_description!("[year]-[month]-[day]");
                assert!(::time::Date::parse(day, format).is_ok(), "{day}");
            }
            assert!(statement.from <= statement.to);
        }
    }
}
