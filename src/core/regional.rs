//! Region → what our pages say of its regulators and of the person's rights. It depends on nothing
//! else, so the build (`xtask/src/page_data.rs`) computes it for all regions, and our pages draw it
//! without the core.

use super::regulators::{Kind, Mark, Refusal, Region, Regulator, Regulators, Statement, When};
use super::sentence::{Arg, Sentence};

/// What is shown for a region.
#[derive(Debug, Clone, PartialEq)]
pub struct Regional {
    /// Message key: a note above the regulators, such as that each German state has its own.
    pub note: Option<&'static str>,
    /// The latest statements: of the region's own regulators first, then of the lead authority.
    pub said: Vec<Said>,
    /// Message key: the law, and the right that it gives.
    pub law: Option<&'static str>,
    /// Links to what a person can do besides using the switch.
    pub routes: Vec<Route>,
}

/// The latest statement of a regulator.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Who.
    pub regulator: &'static Regulator,
    /// Its name in English.
    pub name: Sentence,
    /// The statement.
    pub last: Spoken,
    /// Whether the gist is folded away, because another regulator's statement matters more here.
    pub compact: bool,
    /// Whether it is the lead authority.
    leads: bool,
}

/// What the popup has room for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reminder<'r> {
    /// The statement: of the region's own authority, or, where that has made none, of the lead
    /// authority.
    pub said: &'r Said,
    /// Message key: a note that the statement must not be shown without, such as that it is no
    /// approval.
    pub note: Option<&'static str>,
    /// The other one of the two. Only its name and the kind of its statement are shown.
    pub beside: Option<&'r Said>,
}

impl Regional {
    /// The reminder in the popup. `None`: the region has no regulator.
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
    /// When it was made and how it is known, as sentences in this order.
    pub about: Vec<Sentence>,
    /// Message key of what it says, in our words.
    pub gist: &'static str,
    /// The statement itself: quote, notes and pages.
    pub statement: &'static Statement,
}

/// A link to something that a person can do outside of this extension.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// Message key of the link's text.
    pub label: &'static str,
    /// Message keys of what to know before following it.
    pub notes: Vec<&'static str>,
    /// The address.
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

/// Kind, date and mark of a statement, as sentences.
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

/// When, as precisely as it is known. `None`: never.
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

/// How the statement is known. `None` where there is no statement: the kind says so.
fn mark(mark: Mark) -> Option<Sentence> {
    let key = match mark {
        Mark::Primary => "markPrimary",
        Mark::TitleOnly => "markTitleOnly",
        Mark::Reported => "markReported",
        Mark::Searched | Mark::NotSearched => return None,
    };
    Some(sentence(key, vec![]))
}

/// LinkedIn's objection form only where the law gives a right to object. Where the law speaks of
/// consent, turning the switch off withdraws it.
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
    match rights.refusal {
        Refusal::Object => vec![form, complaint],
        Refusal::WithdrawConsent => vec![complaint],
    }
}

fn sentence(key: &'static str, args: Vec<Arg>) -> Sentence {
    Sentence { key, args }
}

#[cfg(test)]
mod tests;
