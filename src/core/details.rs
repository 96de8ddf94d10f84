//! Everything that is known → what the page with the details shows.

use super::catalogue::{Catalogue, Setting, SettingId, Wording};
use super::popup::{Surroundings, how_it_went, reason, troubles, turned_back, view};
use super::preferences::Preferences;
use super::recheck::is_due;
use super::record::{Entry, Outcome, Status, Switch};
use super::regional::Regional;
use super::regulators::Region;
use super::sentence::{Arg, Sentence, at, plain};
use super::stored::Stored;
use super::time::Timestamp;

/// The intervals that a person may choose from, in days; 0: never.
pub const RECHECK_DAYS: [u16; 4] = [30, 90, 180, 0];

/// What the page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Which setting all this is about, for `data-setting`.
    pub setting: Option<SettingId>,
    /// Whether no switch was ever seen: the page then says first what Heads Up does.
    pub is_first: bool,
    /// The status, for `data-status`.
    pub status: Status,
    /// Whether it is confirmed.
    pub confirmed: bool,
    /// The status in two short lines, as in the popup.
    pub headline: [Sentence; 2],
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
    /// The address of the setting.
    pub address: String,
    /// What the person's regulators said, and what else can be done.
    pub regional: Option<Regional>,
    /// The switches and selections; `None` where they cannot be read.
    pub choices: Option<Choices>,
    /// Whether there is a record to save.
    pub can_save: bool,
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

/// What the page shows in these surroundings.
pub fn details(catalogue: &'static Catalogue, stored: &Stored, around: Surroundings) -> View {
    let popup = view(catalogue, stored, around);
    let record = stored.record(around.now).or_new();
    let setting = catalogue.main_setting();
    let entry = setting.and_then(|setting| record.entry(&setting.id()));
    let mut lines = setting
        .map(|setting| lines(setting, entry))
        .unwrap_or_default();
    if !stored.unreadable && is_due(entry, &stored.preferences(), around.now) {
        lines.push(plain("recheckDue"));
    }
    let words = setting.and_then(|setting| words(setting, entry));
    let region = popup.regional.as_ref().map(|regional| regional.region);
    View {
        setting: setting.map(Setting::id),
        is_first: entry.and_then(Entry::switch).is_none(),
        status: popup.status,
        confirmed: popup.confirmed,
        headline: popup.headline,
        lines,
        troubles: troubles(stored, around),
        evidence: entry
            .and_then(Entry::switch)
            .map(evidence)
            .unwrap_or_default(),
        report: entry
            .and_then(Entry::look)
            .and_then(|look| look.report.clone()),
        steps: setting
            .zip(words)
            .map(|(setting, words)| steps(setting, words))
            .unwrap_or_default(),
        address: popup.address,
        regional: popup.regional,
        choices: region
            .filter(|_| !stored.unreadable)
            .map(|region| choices(stored, region)),
        can_save: has_record(stored, around.now),
    }
}

/// When it was seen, how sure it is, how the last look went, and what to do next.
fn lines(setting: &Setting, entry: Option<&Entry>) -> Vec<Sentence> {
    let Some(entry) = entry else {
        return vec![plain("nextOpen")];
    };
    let mut lines = entry.switch().map(when_and_how_sure).unwrap_or_default();
    if let Some(look) = entry.look() {
        lines.push(how_it_went(setting, look, entry.switch().is_some()));
        if look.outcome == Outcome::Unrecognised {
            lines.push(plain("nextByHand"));
        }
    }
    if lines.is_empty() {
        lines.push(plain("nextOpen"));
    }
    lines.extend(turned_back(entry));
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

fn has_record(stored: &Stored, now: Timestamp) -> bool {
    let is_certain = !stored.unreadable && stored.failed.is_empty();
    is_certain && !stored.record(now).or_new().settings.is_empty()
}

fn choices(stored: &Stored, region: &'static Region) -> Choices {
    let managed = stored.managed();
    let Preferences { recheck_days, .. } = stored.preferences();
    let mut intervals = RECHECK_DAYS.to_vec();
    if !intervals.contains(&recheck_days) {
        intervals.insert(0, recheck_days);
    }
    Choices {
        highlights: Choice {
            value: stored.highlights(),
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
    }
}

#[cfg(test)]
mod tests;
