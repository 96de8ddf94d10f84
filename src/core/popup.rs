//! Everything that is known → what the popup shows, as message keys and values.

use super::catalogue::{Catalogue, Setting, Wording};
use super::evidence::{Certainty, Evidence};
use super::managed::Managed;
use super::preferences::Preferences;
use super::recheck::is_due;
use super::record::{Entry, Look, Outcome, Status, Switch};
use super::regional::{Regional, regional};
use super::regulators::{Region, regulators};
use super::sentence::{Arg, Sentence, at, plain};
use super::stored::{Found, Stored};
use super::time::Timestamp;

/// What the popup knows besides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// It was opened over LinkedIn's sign-in page.
    pub over_sign_in: bool,
    /// The person has taken away the extension's access to the settings pages.
    pub no_access: bool,
    /// The region that [`super::region::propose`] proposes.
    pub proposed: Option<&'static Region>,
    /// What time it is.
    pub now: Timestamp,
}

/// What the popup shows.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The status, for the page's `data-status`.
    pub status: Status,
    /// Whether it is confirmed, for `data-confirmed`.
    pub confirmed: bool,
    /// The status in one plain sentence.
    pub headline: Sentence,
    /// When it was seen, whether it is confirmed, what to do next.
    pub lines: Vec<Sentence>,
    /// What went wrong, if anything.
    pub troubles: Vec<Sentence>,
    /// On what evidence the status rests.
    pub evidence: Vec<Sentence>,
    /// What was seen instead, for a bug report, where the page was not recognised.
    pub report: Option<String>,
    /// The way by hand, in the words of the page as it was last seen.
    pub steps: Vec<Sentence>,
    /// Whether the way by hand is what the person needs most.
    pub steps_first: bool,
    /// The address of the setting.
    pub address: String,
    /// What the person's regulators said, and what else can be done.
    pub regional: Option<Regional>,
    /// Whether highlights are on; `None` where that cannot be read.
    pub highlights: Option<bool>,
    /// What an organisation has set: it is shown as such, and is not the
    /// person's to change.
    pub managed: Managed,
    /// Whether to offer giving the access back.
    pub offer_access: bool,
}

/// What the popup shows for the setting that the extension is about.
pub fn view(catalogue: &'static Catalogue, stored: &Stored, around: Surroundings) -> View {
    let record = stored.record(around.now);
    let is_foreign =
        record == Found::Foreign || stored.own_preferences() == Found::Foreign || stored.set_aside;
    let record = record.or_new();
    let preferences = (!stored.unreadable).then(|| stored.preferences());

    let setting = catalogue.main_setting();
    let entry = setting.and_then(|setting| record.entry(&setting.id()));
    let status = entry.map(Entry::status).unwrap_or_default();
    let mut lines = setting
        .map(|setting| lines(setting, entry))
        .unwrap_or_default();
    if let Some(chosen) = &preferences
        && is_due(entry, chosen, around.now)
    {
        lines.push(plain("recheckDue"));
    }
    if around.over_sign_in {
        lines.extend(
            entry
                .and_then(Entry::switch)
                .map(|_| plain("seenBeforeSignIn")),
        );
        lines.push(plain("signInFirst"));
    }
    let troubles = [
        (
            "troubleStorage",
            stored.unreadable || !stored.failed.is_empty(),
        ),
        ("troubleSetAside", is_foreign || record.foreign_parts() > 0),
        ("troubleNoAccess", around.no_access),
    ];
    let troubles = troubles.into_iter().filter(|(_, is_so)| *is_so);

    let chosen = preferences.as_ref().and_then(Preferences::chosen_region);
    let region = chosen
        .or(around.proposed)
        .or_else(|| regulators().region(regulators().default));
    let words = setting.and_then(|setting| words(setting, entry));
    let switch = entry.and_then(Entry::switch);
    let look = entry.and_then(Entry::look);
    View {
        status,
        confirmed: switch.is_some_and(|switch| switch.confirmed),
        headline: plain(headline(status)),
        lines,
        troubles: troubles.map(|(key, _)| plain(key)).collect(),
        evidence: switch.map(evidence).unwrap_or_default(),
        report: look.and_then(|look| look.report.clone()),
        steps: setting
            .zip(words)
            .map(|(setting, words)| steps(setting, words))
            .unwrap_or_default(),
        steps_first: switch.is_none() || look.is_some(),
        address: setting.map_or_else(String::new, |known| known.address(&catalogue.site)),
        regional: region.map(|region| regional(regulators(), region, chosen.is_none())),
        highlights: preferences.map(|_| stored.highlights()),
        managed: stored.managed(),
        offer_access: around.no_access,
    }
}

/// A status in one plain sentence.
fn headline(status: Status) -> &'static str {
    match status {
        Status::Unknown => "statusUnknown",
        Status::OptedIn => "statusOptedIn",
        Status::OptedOut => "statusOptedOut",
        Status::NotListed => "statusNotListed",
        Status::Unrecognised => "statusUnrecognised",
    }
}

/// When it was seen, how sure it is, how the last look went, and what to do next.
fn lines(setting: &Setting, entry: Option<&Entry>) -> Vec<Sentence> {
    let Some(entry) = entry else {
        return vec![plain("nextOpen")];
    };
    let mut lines = entry.switch().map(when_and_how_sure).unwrap_or_default();
    if let Some(look) = entry.look() {
        lines.extend(how_it_went(setting, look, entry.switch().is_some()));
    }
    if lines.is_empty() {
        lines.push(plain("nextOpen"));
    }
    if let Some((off, on)) = entry.turned_back() {
        lines.push(Sentence {
            key: "turnedBackOrOther",
            args: vec![Arg::Time(off), Arg::Time(on)],
        });
    }
    lines
}

fn when_and_how_sure(switch: &Switch) -> Vec<Sentence> {
    if switch.seen == Timestamp::UNKNOWN {
        return vec![plain("seenUnknownTime"), plain("nextReload")];
    }
    match switch.confirmed {
        true => vec![at("seenConfirmed", switch.seen)],
        false => vec![at("seenUnconfirmed", switch.seen), plain("nextReload")],
    }
}

/// The look that failed: beside what is known of the switch, or alone.
fn how_it_went(setting: &Setting, look: &Look, beside_a_switch: bool) -> Vec<Sentence> {
    let name = setting
        .wording_in("en")
        .map_or(setting.id, |words| words.name);
    // Where a wrong clock has said when the page was loaded, that was not long before.
    let when = match look.as_of {
        Timestamp::UNKNOWN => look.at,
        as_of => as_of,
    };
    match (look.outcome, beside_a_switch) {
        (Outcome::NotListed, _) => vec![Sentence {
            key: "lookNotListed",
            args: vec![Arg::Time(when), Arg::Name(name, "en")],
        }],
        (Outcome::Unrecognised, true) => {
            vec![at("lookUnrecognised", when), plain("nextByHand")]
        }
        (Outcome::Unrecognised, false) => vec![at("seenAt", when), plain("nextByHand")],
    }
}

/// Message keys: on what evidence a finding rests, and how sure it is.
pub(super) fn reason(evidence: Evidence) -> [&'static str; 2] {
    let on_what = match evidence {
        Evidence::Key => "evidenceKey",
        Evidence::Label => "evidenceLabel",
        Evidence::OnlySwitch => "evidenceOnlySwitch",
    };
    let how_sure = match evidence.certainty() {
        Certainty::Certain => "certaintyCertain",
        Certainty::Likely => "certaintyLikely",
    };
    [on_what, how_sure]
}

fn evidence(switch: &Switch) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    sentences.extend(switch.evidence.into_iter().flat_map(reason).map(plain));
    if switch.since > Timestamp::UNKNOWN {
        sentences.push(at("evidenceSince", switch.since));
    }
    sentences
}

/// What the page called things when it was last seen, else what it calls them
/// in English.
fn words<'c>(setting: &'c Setting, entry: Option<&Entry>) -> Option<&'c Wording> {
    entry
        .and_then(|entry| setting.verified_wording_in(entry.lang.as_deref()?))
        .or_else(|| setting.wording_in("en"))
}

/// The way by hand. A label that is not sure in this language is told in English,
/// as LinkedIn's English page shows it.
fn steps(setting: &Setting, words: &Wording) -> Vec<Sentence> {
    let english = setting.wording_in("en").unwrap_or(words);
    let label = |words: &Wording| Some((*words.verified_labels().first()?, words.lang));
    let name = (words.name, words.lang);
    [
        ("stepCategory", (words.category, words.lang)),
        ("stepSetting", name),
        (
            "stepSwitch",
            label(words).or_else(|| label(english)).unwrap_or(name),
        ),
    ]
    .map(|(key, (name, lang))| Sentence {
        key,
        args: vec![Arg::Name(name, lang)],
    })
    .into()
}

#[cfg(test)]
mod tests;
