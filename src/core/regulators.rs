//! What privacy regulators said, read from `data/regulators.json`: who, when,
//! of what kind, known from where; and in which regions their word counts.
//! Sentences in our own words are keys of `_locales`; a quote stands as it was
//! given. `build/regulators.rs` refuses a file that puts words into a
//! regulator's mouth.

include!(concat!(env!("OUT_DIR"), "/regulators.rs"));
include!(concat!(env!("OUT_DIR"), "/regions.rs"));

/// Who said what, and the laws. `build.rs` writes it from the file, and fails where the file does
/// not fit these types.
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
    /// The regulators, in no order that means anything.
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

/// A privacy regulator, or national authorities that have no entry of their own.
#[derive(Debug, PartialEq)]
pub struct Regulator {
    /// Our name for it.
    pub id: &'static str,
    /// Its name in English, ours where it has none of its own. `None` stands for
    /// the authority of whichever country it is shown for.
    pub name: Option<&'static str>,
    /// Its names in the region's languages; the first is for who reads none of them.
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

/// Something that a regulator said, or that nothing is known of it.
#[derive(Debug, PartialEq)]
pub struct Statement {
    /// What kind of statement it is.
    pub kind: Kind,
    /// When it was made, as precisely as that is known.
    pub date: When,
    /// How it is known.
    pub mark: Mark,
    /// Message key: what it says, in our words.
    pub gist: &'static str,
    /// Its own words, where they may be quoted.
    pub quote: Option<&'static str>,
    /// Message keys: what else belongs to it.
    pub notes: &'static [&'static str],
    /// The regulator's own pages with it; none where no address is known.
    pub pages: &'static [OwnPage],
    /// Somebody else's page about it.
    pub source: Option<Source>,
}

/// The kinds of statement, which must not be mixed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Asks people to look and decide, or to object.
    Reminder,
    /// Judged LinkedIn's plan or watches it, and does not tell people to opt out.
    Assessment,
    /// Welcomed an earlier pause.
    Pause,
    /// Asked LinkedIn about it.
    Concern,
    /// Went on talking with LinkedIn.
    Talks,
    /// Searched for, and not found.
    NoneFound,
    /// Not searched for.
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
    /// In autumn, in Europe, of this year.
    Autumn(&'static str),
    /// Before this day.
    Before(&'static str),
    /// On this day or before.
    By(&'static str),
    /// Never, as far as is known.
    None,
}

/// How a statement is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The regulator's own page was seen.
    Primary,
    /// Only the title of the regulator's own page was seen.
    TitleOnly,
    /// Known through press, a law firm or a university only.
    Reported,
    /// Searched for, and not found.
    Searched,
    /// Not searched for.
    NotSearched,
}

/// A regulator's own page with its statement.
#[derive(Debug, PartialEq)]
pub struct OwnPage {
    /// The BCP 47 language that it is written in.
    pub lang: &'static str,
    /// Its title, where it was seen.
    pub title: Option<&'static str>,
    /// The page.
    pub address: &'static str,
}

/// Somebody else's page about a statement.
#[derive(Debug, PartialEq)]
pub struct Source {
    /// Message key: whose page it is.
    pub name: &'static str,
    /// The page.
    pub address: &'static str,
}

/// What the law of a region gives a person.
#[derive(Debug, PartialEq)]
pub struct Rights {
    /// Our name for it.
    pub id: &'static str,
    /// Message key: the law, and what it lets a person do.
    pub law: &'static str,
    /// What the law calls saying no.
    pub word: Word,
    /// Where to complain.
    pub page: RightsPage,
}

/// What a law calls saying no to the use of one's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// The right to object.
    Object,
    /// Consent, which can be withdrawn.
    WithdrawConsent,
}

/// A regulator's page on rights or complaints.
#[derive(Debug, PartialEq)]
pub struct RightsPage {
    /// Message key: the text of the link.
    pub label: &'static str,
    /// Message key: what to know before following it.
    pub note: Option<&'static str>,
    /// The page.
    pub address: &'static str,
}

/// A country, or a part of one that has a regulator of its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code: a country's (ISO 3166-1), or that of a part (ISO 3166-2), such as `DE-HH`.
    pub code: &'static str,
    /// The country's code.
    pub country: &'static str,
    /// Message key of its name, with `$1` for the country's; `None` where that is all.
    pub name: Option<&'static str>,
    /// The ids of its regulators.
    pub own: &'static [&'static str],
    /// The id of the authority that leads for its country too.
    pub lead: Option<&'static str>,
    /// Message key: what to know about its regulators.
    pub note: Option<&'static str>,
    /// The id of its [`super::regulators::Rights`].
    pub rights: &'static str,
    /// IANA time zones in which it lies; shared ones after those of its own.
    pub zones: &'static [&'static str],
    /// Languages that point to this country without naming it.
    pub languages: &'static [&'static str],
}

impl Regulators {
    /// The regulator of this id.
    pub fn regulator(&self, id: &str) -> Option<&Regulator> {
        self.regulators.iter().find(|regulator| regulator.id == id)
    }

    /// What the law of `region` gives a person.
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
