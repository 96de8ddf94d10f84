//! Region → what our pages say of its regulators, and the ways that its law opens. Asked at the
//! build, which writes the answers for the pages to draw: they depend on nothing else.

use super::regulators::{Kind, Mark, Region, Regulator, Regulators, Statement, When, Word};
use super::sentence::{Arg, Sentence};

/// What depends on where a person lives.
#[derive(Debug, Clone, PartialEq)]
pub struct Regional {
    /// Message key: what to know about it first, such as that there are others.
    pub note: Option<&'static str>,
    /// What its own regulators said, then the authority that leads for it.
    pub said: Vec<Said>,
    /// Message key: the law, and what it lets a person do.
    pub law: Option<&'static str>,
    /// What a person can do besides opening the setting.
    pub routes: Vec<Route>,
}

/// What a regulator said last.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Who.
    pub regulator: &'static Regulator,
    /// Its name, in English.
    pub name: Sentence,
    /// Kind, date, mark and gist of the statement to show.
    pub last: Spoken,
    /// Whether to tell the gist only to those who ask: somebody else's matters more.
    pub compact: bool,
    /// Whether it leads for the region's authorities.
    leads: bool,
}

/// What there is room for in the popup.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reminder<'r> {
    /// Whose statement is told: that of the region's own authority, or where that is silent,
    /// of the one that leads for it.
    pub said: &'r Said,
    /// Message key: what an assessment is not to be taken for, or what came after a pause.
    pub note: Option<&'static str>,
    /// The other of the two, which is only named, with the kind of its statement.
    pub beside: Option<&'r Said>,
}

impl Regional {
    /// What the popup tells of it.
    pub fn reminder(&self) -> Option<Reminder<'_>> {
        let own = self.said.first()?;
        let lead = self.said.iter().skip(1).find(|said| said.leads);
        let (said, beside) = match lead {
            Some(lead) if !own.spoke() => (lead, Some(own)),
            lead => (own, lead),
        };
        let statement = said.last.statement;
        let note = statement.notes.first().copied();
        Some(Reminder {
            said,
            note: note.filter(|_| matches!(statement.kind, Kind::Assessment | Kind::Pause)),
            beside,
        })
    }
}

impl Said {
    fn spoke(&self) -> bool {
        is_a_statement(self.last.statement.kind)
    }
}

/// One statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// Message key of its kind.
    pub kind: &'static str,
    /// When, and how it is known: sentences to be read one after the other.
    pub about: Vec<Sentence>,
    /// Message key of what it says.
    pub gist: &'static str,
    /// The rest: quote, notes and pages.
    pub statement: &'static Statement,
}

/// A way that a person can go, outside of this extension.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// The text of the link.
    pub label: &'static str,
    /// What it is for.
    pub notes: Vec<&'static str>,
    /// Where it leads.
    pub address: &'static str,
}

/// What to show for `region`.
pub fn regional(regulators: &'static Regulators, region: &'static Region) -> Regional {
    let find = |id: &&str| regulators.regulator(id);
    let own: Vec<_> = region.own.iter().filter_map(find).collect();
    let lead = region.lead.as_ref().and_then(find);
    let own_spoke = own.iter().any(|it| kind_of(it).is_some_and(is_a_statement));
    let mut said: Vec<_> = own
        .iter()
        .filter_map(|regulator| said_by(regulator, region, false))
        .collect();
    said.extend(lead.and_then(|regulator| said_by(regulator, region, own_spoke)));

    Regional {
        note: region.note,
        said,
        law: regulators.rights_in(region).map(|rights| rights.law),
        routes: routes(regulators, region),
    }
}

fn kind_of(regulator: &Regulator) -> Option<Kind> {
    regulator.statements.first().map(|latest| latest.kind)
}

fn is_a_statement(kind: Kind) -> bool {
    match kind {
        Kind::Reminder | Kind::Assessment | Kind::Pause | Kind::Concern | Kind::Talks => true,
        Kind::NoneFound | Kind::NotLookedFor => false,
    }
}

fn said_by(regulator: &'static Regulator, region: &Region, compact: bool) -> Option<Said> {
    let last = regulator.statements.first()?;
    let is_lead = region.lead == Some(regulator.id);
    let name = match regulator.name {
        Some(name) if is_lead => sentence("leadAuthority", vec![Arg::Text(name.to_owned())]),
        Some(name) => sentence("authority", vec![Arg::Text(name.to_owned())]),
        None => sentence("nationalAuthority", vec![Arg::Country(region.country)]),
    };
    Some(Said {
        regulator,
        name,
        last: spoken(last),
        compact,
        leads: is_lead,
    })
}

/// Its kind, date and mark, as sentences.
pub fn spoken(statement: &'static Statement) -> Spoken {
    Spoken {
        kind: match statement.kind {
            Kind::Reminder => "kindReminder",
            Kind::Assessment => "kindAssessment",
            Kind::Pause => "kindPause",
            Kind::Concern => "kindConcern",
            Kind::Talks => "kindTalks",
            Kind::NoneFound => "kindNoneFound",
            Kind::NotLookedFor => "kindNotLookedFor",
        },
        about: date(statement.date)
            .into_iter()
            .chain(mark(statement.mark))
            .collect(),
        gist: statement.gist,
        statement,
    }
}

/// When, as precisely as it is known.
fn date(when: When) -> Option<Sentence> {
    let (key, args) = match when {
        When::Day(day) => ("dateAlone", vec![Arg::Days(day, day)]),
        When::Updated(first, last) => (
            "dateUpdated",
            vec![Arg::Days(first, first), Arg::Days(last, last)],
        ),
        When::Between(from, to) => ("dateBetween", vec![Arg::Days(from, to)]),
        When::Month(month) => ("dateAlone", vec![Arg::Months(month, month)]),
        When::Months(from, to) => ("dateAlone", vec![Arg::Months(from, to)]),
        When::Autumn(year) => ("dateAutumn", vec![Arg::Text(year.to_owned())]),
        When::Before(day) => ("dateBefore", vec![Arg::Days(day, day)]),
        When::By(day) => ("dateBy", vec![Arg::Days(day, day)]),
        When::None => return None,
    };
    Some(sentence(key, args))
}

/// How it is known. Of silence the kind says it all.
fn mark(mark: Mark) -> Option<Sentence> {
    let key = match mark {
        Mark::Primary => "markPrimary",
        Mark::TitleOnly => "markTitleOnly",
        Mark::Reported => "markReported",
        Mark::Searched | Mark::NotSearched => return None,
    };
    Some(sentence(key, vec![]))
}

/// LinkedIn's form is for objecting; where the law speaks of consent, that is
/// withdrawn by the switch.
fn routes(regulators: &'static Regulators, region: &Region) -> Vec<Route> {
    let Some(rights) = regulators.rights_in(region) else {
        return Vec::new();
    };
    let form = Route {
        label: "routeForm",
        notes: vec!["routeFormNote"],
        address: regulators.objection_form,
    };
    let complaint = Route {
        label: rights.page.label,
        notes: rights.page.note.into_iter().collect(),
        address: rights.page.address,
    };
    match rights.word {
        Word::Object => vec![form, complaint],
        Word::WithdrawConsent => vec![complaint],
    }
}

fn sentence(key: &'static str, args: Vec<Arg>) -> Sentence {
    Sentence { key, args }
}

#[cfg(test)]
mod tests;
