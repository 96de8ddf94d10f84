//! The types of `data/regulators.json`: what privacy regulators said, when, how we know of it, and
//! which regions they are responsible for.
//!
//! What is said in our words is a message key; a quote is in the file, word for word.
//! `src/core/build/regulators.rs` refuses quotes and reminders that a regulator did not give.

include!(concat!(env!("OUT_DIR"), "/regulators.rs"));
include!(concat!(env!("OUT_DIR"), "/regions.rs"));

/// The regulators and laws. `build.rs` writes them from the file, and fails where the file does not
/// fit these types.
pub fn regulators() -> &'static Regulators {
    &REGULATORS
}

/// The regions that a person can choose, from the same file.
pub fn regions() -> &'static Regions {
    &REGIONS
}

/// `data/regulators.json` without the regions.
#[derive(Debug, PartialEq)]
pub struct Regulators {
    /// Version of the file's layout.
    pub schema: u32,
    /// LinkedIn's own form for objecting, separate from the switch.
    pub objection_form: &'static str,
    /// The order has no meaning.
    pub regulators: &'static [Regulator],
    /// The laws, and where to complain.
    pub rights: &'static [Rights],
}

/// The regions of `data/regulators.json`.
#[derive(Debug, PartialEq)]
pub struct Regions {
    /// The code of the region to show where no other fits.
    pub default: &'static str,
    /// All of them, in the order in which they are proposed.
    pub regions: &'static [Region],
}

/// A regulator; or, with no name, the national authorities that have no entry of their own.
#[derive(Debug, PartialEq)]
pub struct Regulator {
    /// Our id.
    pub id: &'static str,
    /// Its English name, or our translation of its name. `None`: "National authority (country)".
    pub name: Option<&'static str>,
    /// Its names in the region's languages. The first is used where the person reads none of them.
    pub local_names: &'static [LocalName],
    /// What it said, the latest first; at least one.
    pub statements: &'static [Statement],
}

/// A regulator's name in a language of its region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalName {
    /// The BCP 47 language.
    pub lang: &'static str,
    /// The name.
    pub name: &'static str,
}

/// A statement, or the fact that none is known.
#[derive(Debug, PartialEq)]
pub struct Statement {
    /// What kind of statement it is.
    pub kind: Kind,
    /// When it was made, as precisely as that is known.
    pub date: When,
    /// How we know of it.
    pub mark: Mark,
    /// Message key: what it says, in our words.
    pub gist: &'static str,
    /// Its own words, where they may be quoted.
    pub quote: Option<&'static str>,
    /// Message keys: notes that are shown with it.
    pub notes: &'static [&'static str],
    /// The regulator's own pages about it. Empty where no address is known.
    pub pages: &'static [OwnPage],
    /// Somebody else's page about it.
    pub source: Option<Source>,
}

/// The kinds of statement. They must not be mixed: only a reminder tells people to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It asked people to look and decide, or to object.
    Reminder,
    /// It judged LinkedIn's plan or watches it, without asking people to opt out.
    Assessment,
    /// It welcomed that LinkedIn had paused the training.
    Pause,
    /// It asked LinkedIn about the training.
    Concern,
    /// It went on talking with LinkedIn.
    Talks,
    /// We searched for a statement and found none.
    NoneFound,
    /// We have not searched for a statement.
    NotLookedFor,
}

/// When a statement was made. Days are `YYYY-MM-DD`, months `YYYY-MM`, years `YYYY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On this day.
    Day(&'static str),
    /// On the first day, and changed on the second.
    Updated(&'static str, &'static str),
    /// On a day between these two; which one is not known.
    Between(&'static str, &'static str),
    /// In this month.
    Month(&'static str),
    /// From the first month to the second.
    Months(&'static str, &'static str),
    /// In autumn of this year, in Europe.
    Autumn(&'static str),
    /// Before this day.
    Before(&'static str),
    /// On this day or before.
    By(&'static str),
    /// There is no statement that we know of.
    None,
}

/// How we know of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// We have read the regulator's own page.
    Primary,
    /// We have read only the title of the regulator's own page.
    TitleOnly,
    /// We know it only from the press, a law firm or a university.
    Reported,
    /// We searched for a statement and found none.
    Searched,
    /// We have not searched for a statement.
    NotSearched,
}

/// A regulator's own page with its statement.
#[derive(Debug, PartialEq)]
pub struct OwnPage {
    /// The BCP 47 language that it is written in.
    pub lang: &'static str,
    /// Its title, where we have seen it.
    pub title: Option<&'static str>,
    /// The address.
    pub address: &'static str,
}

/// Somebody else's page about a statement.
#[derive(Debug, PartialEq)]
pub struct Source {
    /// Message key: whose page it is.
    pub name: &'static str,
    /// The address.
    pub address: &'static str,
}

/// The law of a region, and the right that it gives.
#[derive(Debug, PartialEq)]
pub struct Rights {
    /// Our id.
    pub id: &'static str,
    /// Message key: the law, and the right.
    pub law: &'static str,
    /// What the law calls saying no.
    pub refusal: Refusal,
    /// Where to complain.
    pub page: RightsPage,
}

/// How a law lets a person refuse the use of their data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// They can object.
    Object,
    /// They can withdraw their consent.
    WithdrawConsent,
}

/// A regulator's page on rights or complaints.
#[derive(Debug, PartialEq)]
pub struct RightsPage {
    /// Message key of the link's text.
    pub label: &'static str,
    /// Message key of what to know before following it.
    pub note: Option<&'static str>,
    /// The address.
    pub address: &'static str,
}

/// A country, or a part of one with a regulator of its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code: ISO 3166-1 for a country, ISO 3166-2 for a part, such as `DE-HH`.
    pub code: &'static str,
    /// The code of the country.
    pub country: &'static str,
    /// Message key of its name, with the country's name for `$1`. `None`: the country's name.
    pub name: Option<&'static str>,
    /// The ids of its regulators.
    pub own: &'static [&'static str],
    /// The id of the lead authority, where the region has one.
    pub lead: Option<&'static str>,
    /// Message key of a note above its regulators.
    pub note: Option<&'static str>,
    /// The id of its [`super::regulators::Rights`].
    pub rights: &'static str,
    /// Its IANA time zones. Zones shared with other regions come last.
    pub zones: &'static [&'static str],
    /// Languages that are spoken only here, for browsers whose language names no country.
    pub languages: &'static [&'static str],
}

impl Regulators {
    /// The regulator of this id.
    pub fn regulator(&self, id: &str) -> Option<&Regulator> {
        self.regulators.iter().find(|regulator| regulator.id == id)
    }

    /// The law of `region`.
    pub fn rights_in(&self, region: &Region) -> Option<&Rights> {
        self.rights.iter().find(|rights| rights.id == region.rights)
    }
}

impl Regions {
    /// The region of this code, such as `HK`.
    pub fn region(&self, code: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.code == code)
    }
}

#[cfg(test)]
mod tests;
