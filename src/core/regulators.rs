//! What privacy regulators said, read from `data/regulators.json`: who, when,
//! of what kind, known from where. Sentences in our own words are keys of
//! `_locales`; a quote stands as it was given.

include!(concat!(env!("OUT_DIR"), "/regulators.rs"));

/// The regulators that ship with the extension. `build.rs` writes them from
/// the file, and fails where the file does not fit these types.
pub fn regulators() -> &'static [Regulator] {
    REGULATORS.regulators
}

/// The regulator of a region, by the region's code such as `HK`.
pub fn regulator_of(region: &str) -> Option<&'static Regulator> {
    regulators()
        .iter()
        .find(|regulator| regulator.region == region)
}

#[derive(Debug)]
struct Regulators {
    #[allow(dead_code, reason = "for whoever changes the layout of the file")]
    schema: u32,
    regulators: &'static [Regulator],
}

/// A privacy regulator and its latest statement.
#[derive(Debug, PartialEq)]
pub struct Regulator {
    /// Our name for it.
    pub id: &'static str,
    /// The region whose regulator it is.
    pub region: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// Its name in the region's language.
    pub local_name: &'static str,
    /// Its usual abbreviation.
    pub short: &'static str,
    /// What it said last.
    pub statement: Statement,
}

/// Something that a regulator said.
#[derive(Debug, PartialEq)]
pub struct Statement {
    /// What kind of statement it is.
    pub kind: Kind,
    /// The first day on which it may have been made, `YYYY-MM-DD`.
    pub from: &'static str,
    /// The last day on which it may have been made, `YYYY-MM-DD`.
    pub to: &'static str,
    /// How it is known.
    pub mark: Mark,
    /// Message key: what it asks people to do.
    pub asks: &'static str,
    /// Its own words, where they may be quoted.
    pub quote: Option<&'static str>,
    /// Message key: which data is used and which is not.
    pub data: &'static str,
    /// Message key: whether it goes on watching.
    pub monitors: &'static str,
    /// Where to read about it.
    pub source: Source,
}

/// The kinds of statement, which must not be mixed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Asks people to look and decide.
    Reminder,
}

/// How a statement is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The regulator's own page was seen.
    Primary,
    /// Known through press, a law firm or a university only.
    Reported,
}

/// Where to read about a statement.
#[derive(Debug, PartialEq)]
pub struct Source {
    /// Message key: whose page it is.
    pub name: &'static str,
    /// The page.
    pub address: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

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
