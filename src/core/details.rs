//! What is stored → what Details shows, as message keys and values.

use super::by_hand;
use super::catalogue::{Catalogue, Setting, SettingId, Wording};
use super::popup;
use super::popup::{
    Leave, Surroundings, how_it_went, leave, left_on, reason, tally, troubles, turned_back,
};
use super::preferences::Preferences;
use super::record::{Entry, LookOutcome, Record, State, Status, Switch};
use super::regulators::Region;
use super::sentence::{Arg, Sentence, at, plain};
use super::standing::Standing;
use super::stored::Stored;
use super::time::Timestamp;

/// The choices of the reminder's interval, in days. 0: never.
pub const RECHECK_DAYS: [u16; 4] = [30, 90, 180, 0];

/// What Details shows.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The AI training setting, for `data-setting`.
    pub setting: Option<SettingId>,
    /// Whether no switch was ever seen. Then the page begins with what Heads Up does.
    pub is_first: bool,
    /// The status, for `data-status`.
    pub status: Status,
    /// Whether the status is confirmed, for `data-confirmed`.
    pub confirmed: bool,
    /// The status and how the switch is set: two short lines, as in the popup.
    pub headline: Vec<Sentence>,
    /// When it was seen, whether it is confirmed, and what to do next.
    pub lines: Vec<Sentence>,
    /// Whether nothing is left to do, so that no button is emphasised.
    pub is_quiet: bool,
    /// Whether to show the button that asks for access to the settings pages.
    pub offer_access: bool,
    /// What the button for leaving the switch on offers. `None`: no button.
    pub leave: Option<Leave>,
    /// What went wrong, the worst first.
    pub troubles: Vec<Sentence>,
    /// What the status rests on.
    pub evidence: Vec<Sentence>,
    /// The text for a bug report, where the page was not recognised.
    pub report: Option<String>,
    /// The steps by hand, in the words of the page as it was last seen.
    pub steps: Vec<Sentence>,
    /// The address of the setting.
    pub address: String,
    /// The region whose regulators are shown.
    pub region: Option<&'static Region>,
    /// Whether the region is a suggestion that nobody has confirmed.
    pub region_proposed: bool,
    /// The person's options; `None` where they cannot be read.
    pub choices: Option<Choices>,
    /// Whether anything is recorded that could be saved.
    pub can_save: bool,
    /// LinkedIn's other settings; `None` where the preferences cannot be read.
    pub others: Option<Others>,
}

/// The section on LinkedIn's other data and ad settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Others {
    /// Whether they are shown.
    pub shown: OptionValue<bool>,
    /// Whether the person has not yet said whether to show them.
    pub offered: bool,
    /// How many of all settings were looked at. The first setting counts too.
    pub progress: Sentence,
    /// The address of the first one that was not; `None` where all were.
    pub next: Option<String>,
    /// All of them, where they are shown.
    pub settings: Vec<Other>,
}

/// One of the other settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    /// Which, for `data-setting`.
    pub setting: SettingId,
    /// For `data-status`.
    pub status: Status,
    /// Our short title.
    pub title: Sentence,
    /// How its switch is set, when that was seen, and what the person chose.
    pub lines: Vec<Sentence>,
    /// Two message keys: what LinkedIn does while it may use the data, and what changes once it may
    /// not. The first is a frame with a place for the second.
    pub does: [(&'static str, &'static str); 2],
    /// LinkedIn's name for it, and how sure we are of it.
    pub notes: Vec<Sentence>,
    /// What the button for leaving it on offers. `None`: no button.
    pub leave: Option<Leave>,
    /// The address of its page.
    pub address: String,
}

/// The person's options.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// Whether to draw on LinkedIn's pages.
    pub highlights: OptionValue<bool>,
    /// The region whose regulator is shown.
    pub region: OptionValue<&'static Region>,
    /// After how many days to ask for another look. 0: never.
    pub recheck_days: OptionValue<u16>,
    /// The intervals to choose from, in days. The current one is among them.
    pub intervals: Vec<u16>,
}

/// An option's value, and who has set it.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionValue<T> {
    /// The value that counts.
    pub value: T,
    /// Whether an organisation has set it: then the control is disabled.
    pub managed: bool,
}

/// What Details shows. `around` is what is known besides what is stored.
pub fn view(catalogue: &'static Catalogue, stored: &Stored, around: Surroundings) -> View {
    let popup = popup::view(catalogue, stored, around);
    let record = stored.record(around.now).or_new();
    let setting = catalogue.settings.first();
    let entry = setting.and_then(|setting| record.entry(&setting.id()));
    let standing = setting
        .map(|setting| Standing::new(&setting.id(), entry, &stored.preferences(), around.now));
    let standing = standing.unwrap_or_default();
    let lines = setting.map(|setting| lines(setting, &standing));
    View {
        setting: setting.map(Setting::id),
        is_first: entry.and_then(Entry::switch).is_none(),
        status: popup.status,
        confirmed: popup.confirmed,
        headline: popup.headline,
        lines: lines.unwrap_or_default(),
        is_quiet: popup.is_quiet,
        offer_access: popup.offer_access,
        leave: popup.leave,
        troubles: troubles(stored, around),
        evidence: entry
            .and_then(Entry::switch)
            .map(evidence)
            .unwrap_or_default(),
        report: entry
            .and_then(Entry::look)
            .and_then(|look| look.report.clone()),
        steps: setting
            .map(|setting| by_hand::steps(setting, entry))
            .unwrap_or_default(),
        address: popup.address,
        region: popup.region,
        region_proposed: popup.region_proposed,
        choices: popup
            .region
            .filter(|_| !stored.unreadable)
            .map(|region| choices(stored, region)),
        can_save: has_record(stored, around.now),
        others: (!stored.unreadable)
            .then(|| others(catalogue, &record, stored, standing.is_done(), around.now)),
    }
}

fn others(
    catalogue: &'static Catalogue,
    record: &Record,
    stored: &Stored,
    is_first_done: bool,
    now: Timestamp,
) -> Others {
    let preferences = stored.preferences();
    let tally = tally(preferences.settings(), record, &preferences, now);
    let is_shown = preferences.others == Some(true);
    let settings = catalogue.others().iter().filter(|_| is_shown);
    let settings: Vec<_> = settings
        .map(|setting| other(catalogue, setting, record, &preferences, now))
        .collect();
    let is_new = |it: &&Setting| record.status(&it.id()) == Status::Unknown;
    let next = preferences.settings().iter().find(is_new);
    Others {
        shown: OptionValue {
            value: is_shown,
            managed: stored.managed().others.is_some(),
        },
        progress: Sentence {
            key: "othersProgress",
            args: [tally.all - tally.unseen, tally.all]
                .map(|many| Arg::Text(many.to_string()))
                .into(),
        },
        next: next.map(|it| it.address(&catalogue.site)),
        offered: preferences.others.is_none() && is_first_done,
        settings,
    }
}

fn other(
    catalogue: &Catalogue,
    setting: &'static Setting,
    record: &Record,
    preferences: &Preferences,
    now: Timestamp,
) -> Other {
    let id = setting.id();
    let entry = record.entry(&id);
    let standing = Standing::new(&id, entry, preferences, now);
    let switch = entry.and_then(Entry::switch);
    let status = standing.status();
    let how = match switch.map(|switch| setting.shows(switch.state)) {
        Some(State::On) => "switchOn",
        Some(State::Off) => "switchOff",
        None if status == Status::Unknown => "statusUnknown",
        None => "statusUnrecognised",
    };
    let mut lines = vec![plain(how)];
    lines.extend(switch.map(when_and_how_sure).unwrap_or_default());
    if let Some(look) = entry.and_then(Entry::look) {
        lines.push(how_it_went(setting, look, switch.is_some()));
    }
    match left_on(&standing) {
        Some(left_on) => {
            lines.push(plain(match setting.reversed {
                true => "calloutLeftAsIs",
                false => "statusLeftOn",
            }));
            lines.extend(left_on);
        }
        None => {
            // The headline's words would be wrong for a reversed switch: it is on where the data
            // may not be used.
            let usual = entry.filter(|_| !setting.reversed);
            lines.extend(usual.and_then(turned_back));
            lines.extend(standing.due.then(|| plain("recheckDue")));
        }
    }
    let mut notes: Vec<_> = setting.wording_in("en").into_iter().map(named).collect();
    notes.extend(switch.map(evidence).unwrap_or_default());
    notes.extend((setting.sources < 2).then(|| plain("othersSource")));
    let of = |state| match setting.shows(state) {
        State::On => "doesOn",
        State::Off => "doesOff",
    };
    Other {
        status,
        leave: leave(setting, &standing),
        title: plain(setting.title),
        lines,
        does: [(of(State::On), setting.on), (of(State::Off), setting.off)],
        notes,
        address: setting.address(&catalogue.site),
        setting: id,
    }
}

/// LinkedIn's name for a setting.
fn named(wording: &'static Wording) -> Sentence {
    Sentence {
        key: "otherName",
        args: vec![Arg::Name(wording.name, wording.lang)],
    }
}

/// When the switch was seen, how sure that is, how the last look went, and what to do next.
fn lines(setting: &Setting, standing: &Standing<'_>) -> Vec<Sentence> {
    let Some(entry) = standing.entry else {
        return vec![plain("nextOpen")];
    };
    let mut lines = entry.switch().map(when_and_how_sure).unwrap_or_default();
    if let Some(look) = entry.look() {
        lines.push(how_it_went(setting, look, entry.switch().is_some()));
        if look.outcome == LookOutcome::Unrecognised {
            lines.push(plain("nextByHand"));
        }
    }
    if lines.is_empty() {
        lines.push(plain("nextOpen"));
    }
    match left_on(standing) {
        Some(left_on) => lines.extend(left_on),
        None => {
            lines.extend(turned_back(entry));
            lines.extend(standing.due.then(|| plain("recheckDue")));
        }
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

fn evidence(switch: &Switch) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    sentences.extend(switch.evidence.into_iter().flat_map(reason).map(plain));
    if switch.since > Timestamp::UNKNOWN {
        sentences.push(at("evidenceSince", switch.since));
    }
    sentences
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
        highlights: OptionValue {
            value: stored.highlights(),
            managed: managed.highlights.is_some(),
        },
        region: OptionValue {
            value: region,
            managed: managed.region.is_some(),
        },
        recheck_days: OptionValue {
            value: recheck_days,
            managed: managed.recheck_days.is_some(),
        },
        intervals,
    }
}

#[cfg(test)]
mod tests;
