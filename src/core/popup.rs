//! What is stored → what the popup shows, as message keys and values.

use super::badge::badge;
use super::by_hand;
use super::catalogue::{Catalogue, Setting, SettingId, on_one_page};
use super::evidence::{Certainty, Evidence};
use super::managed::Managed;
use super::preferences::Preferences;
use super::record::{Entry, Look, LookOutcome, Record, State, Status, Switch};
use super::regulators::{Region, regions};
use super::sentence::{Arg, Sentence, at, plain};
use super::standing::Standing;
use super::stored::{Found, Stored};
use super::time::Timestamp;

/// What our pages know besides what is stored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Whether the popup was opened over LinkedIn's sign-in page.
    pub over_sign_in: bool,
    /// Whether the person has taken away the extension's access to the settings pages.
    pub no_access: bool,
    /// Whether the background did not answer to the last choice on this page.
    pub choice_lost: bool,
    /// The region that time zone and languages suggest; see [`super::region::propose`].
    pub proposed: Option<&'static Region>,
    /// The present time.
    pub now: Timestamp,
}

/// What the button for leaving the switch on offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// To leave it on; also when that choice is asked again.
    Offer,
    /// The same for a reversed switch, in words that do not speak of "on".
    OfferAsIs,
    /// To take the choice back.
    TakeBack,
}

/// What the popup shows.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The AI training setting.
    pub setting: Option<SettingId>,
    /// For `data-status`.
    pub status: Status,
    /// The text of the badge, for `data-sign`.
    pub sign: &'static str,
    /// Whether the status is confirmed, for `data-confirmed`.
    pub confirmed: bool,
    /// Two short lines: the status, and how the switch is set. The second is missing where there is
    /// no status.
    pub headline: Vec<Sentence>,
    /// When the switch was seen and how sure that is, and one more line where something else
    /// matters.
    pub lines: Vec<Sentence>,
    /// What went wrong; the popup has room for the worst only.
    pub troubles: Vec<Sentence>,
    /// The way by hand in one sentence, where the extension cannot lead there.
    pub path: Option<Sentence>,
    /// What the button for leaving the switch on offers. `None`: no button.
    pub leave: Option<Leave>,
    /// The address of the setting.
    pub address: String,
    /// Whether nothing is left to do, so that the button is not emphasised.
    pub is_quiet: bool,
    /// How many other settings are on, or that there are some; `None`: no line.
    pub others: Option<Sentence>,
    /// The region whose regulator is shown.
    pub region: Option<&'static Region>,
    /// Whether the region is a suggestion that nobody has confirmed.
    pub region_proposed: bool,
    /// Whether highlights are on; `None` where the preferences cannot be read.
    pub highlights: Option<bool>,
    /// What an organisation has set. Those controls are disabled and say so.
    pub managed: Managed,
    /// Whether to show the button that asks for access to the settings pages.
    pub offer_access: bool,
}

/// What the popup shows for the AI training setting. `around` is what is known besides what is
/// stored.
pub fn view(catalogue: &'static Catalogue, stored: &Stored, around: Surroundings) -> View {
    let record = stored.record(around.now).or_new();
    let preferences = (!stored.unreadable).then(|| stored.preferences());

    let setting = catalogue.settings.first();
    let entry = setting.and_then(|setting| record.entry(&setting.id()));
    let status = entry.map(Entry::status).unwrap_or_default();
    let standing = setting
        .zip(preferences.as_ref())
        .map(|(setting, chosen)| Standing::new(&setting.id(), entry, chosen, around.now));
    let standing = standing.unwrap_or_default();
    let mut troubles = troubles(stored, around);
    let switch = entry.and_then(Entry::switch);
    // Once the switch was seen again, only Details say that something was set aside.
    troubles.retain(|trouble| trouble.key != "troubleSetAside" || switch.is_none());
    // The question whether it is still so needs the room.
    troubles.retain(|trouble| trouble.key != "troubleOptions" || !standing.due);
    troubles.truncate(1);
    let on_its_own = stored.unreadable || stored.barred || around.no_access;
    let besides = Besides {
        on_its_own,
        over_sign_in: around.over_sign_in,
        in_trouble: !troubles.is_empty(),
    };
    let lines = setting
        .map(|setting| lines(setting, &standing, besides))
        .unwrap_or_default();

    let chosen = preferences.as_ref().and_then(Preferences::chosen_region);
    let region = chosen
        .or(around.proposed)
        .or_else(|| regions().region(regions().default));
    let confirmed = switch.is_some_and(|switch| switch.confirmed);
    let is_settled = (status == Status::OptedOut && confirmed) || standing.left_at.is_some();
    let look = entry.and_then(Entry::look);
    let doubtful = standing.due || !troubles.is_empty() || look.is_some();
    View {
        setting: setting.map(Setting::id),
        status,
        sign: badge(&standing, stored.is_doubtful()).text,
        others: others(
            catalogue,
            &record,
            preferences.as_ref(),
            standing.is_done(),
            around.now,
        ),
        confirmed,
        headline: headline(status, confirmed, &standing, on_its_own),
        lines,
        troubles,
        path: setting
            .filter(|_| on_its_own)
            .and_then(|setting| by_hand::path(setting, entry)),
        leave: setting.and_then(|setting| leave(setting, &standing)),
        address: setting.map_or_else(String::new, |known| known.address(&catalogue.site)),
        is_quiet: is_settled && !doubtful,
        region,
        region_proposed: chosen.is_none(),
        highlights: preferences.map(|_| stored.highlights()),
        managed: stored.managed(),
        offer_access: around.no_access,
    }
}

/// The line on the other settings. Where they are not shown: that there are some, for whoever has
/// dealt with the first and was not asked yet.
fn others(
    catalogue: &Catalogue,
    record: &Record,
    preferences: Option<&Preferences>,
    is_first_done: bool,
    now: Timestamp,
) -> Option<Sentence> {
    let preferences = preferences?;
    let tally = tally(catalogue.others(), record, preferences, now);
    let [on, open, unseen, all] =
        [tally.on, tally.open, tally.unseen, tally.all].map(|many| Arg::Text(many.to_string()));
    let (key, args) = match preferences.others {
        None if is_first_done => ("othersThere", vec![all]),
        Some(true) if tally.open > 0 => ("othersOpen", vec![open, all]),
        Some(true) if tally.unseen == tally.all => ("othersUnseen", vec![all]),
        Some(true) if tally.unseen > 0 => ("othersOnUnseen", vec![on, all, unseen]),
        Some(true) => ("othersOn", vec![on, all]),
        None | Some(false) => return None,
    };
    Some(Sentence { key, args })
}

/// How many settings are in which state. Two settings on one page count as one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// All of them.
    pub(super) all: usize,
    /// With a switch that is on.
    pub(super) on: usize,
    /// With a switch that is due, or at which the last look has failed.
    pub(super) open: usize,
    /// With a switch that was never looked at.
    pub(super) unseen: usize,
}

pub(super) fn tally(
    settings: &[Setting],
    record: &Record,
    preferences: &Preferences,
    now: Timestamp,
) -> Tally {
    let mut tally = Tally::default();
    for page in settings.chunk_by(on_one_page) {
        let has = |is: fn(&Standing<'_>) -> bool| {
            let is_so = page.iter().any(|setting| {
                let id = setting.id();
                is(&Standing::new(&id, record.entry(&id), preferences, now))
            });
            usize::from(is_so)
        };
        tally.all += 1;
        tally.on += has(|it| it.status() == Status::OptedIn);
        tally.open += has(|it| it.due || it.has_failed());
        tally.unseen += has(|it| it.is_new());
    }
    tally
}

/// What went wrong, the worst first.
pub(super) fn troubles(stored: &Stored, around: Surroundings) -> Vec<Sentence> {
    let record = stored.record(around.now);
    let is_aside = record == Found::Foreign || stored.set_aside;
    let set_aside = is_aside || record.or_new().foreign_parts() > 0;
    let troubles = [
        ("troubleChoice", around.choice_lost),
        ("troubleStorage", stored.unreadable),
        ("troubleNoAccess", around.no_access),
        ("troubleBarred", stored.barred && !around.no_access),
        ("troubleWrite", !stored.failed.is_empty()),
        ("troubleOptions", stored.own_preferences() == Found::Foreign),
        ("troubleSetAside", set_aside),
    ];
    let troubles = troubles.into_iter().filter(|(_, is_so)| *is_so);
    troubles.map(|(key, _)| plain(key)).collect()
}

/// The status, and how the switch is set. "Opted out" only once a page load has confirmed
/// it.
fn headline(
    status: Status,
    confirmed: bool,
    standing: &Standing<'_>,
    on_its_own: bool,
) -> Vec<Sentence> {
    let [what, switch] = match status {
        Status::Unknown if on_its_own => return vec![plain("statusUnavailable")],
        Status::Unknown => ["statusUnknown", "switchUnknown"],
        Status::OptedIn if standing.left_at.is_some() => ["statusLeftOn", "switchOn"],
        Status::OptedIn => ["statusOptedIn", "switchOn"],
        Status::OptedOut if confirmed => ["statusOptedOut", "switchOff"],
        Status::OptedOut => ["statusOffUnconfirmed", "switchOff"],
        Status::NotListed => ["statusNotListed", "switchUnknown"],
        Status::Unrecognised => ["statusUnrecognised", "switchUnknown"],
    };
    vec![plain(what), plain(switch)]
}

/// What the button for leaving the switch on offers.
pub(super) fn leave(setting: &Setting, standing: &Standing<'_>) -> Option<Leave> {
    let switch = standing.entry.and_then(Entry::switch)?;
    (switch.state == State::On).then_some(match standing.is_left_on() {
        true => Leave::TakeBack,
        false if setting.reversed => Leave::OfferAsIs,
        false => Leave::Offer,
    })
}

/// The lines on a choice to leave the switch on: since when, and the question whether that is still
/// so. `None` where there is no such choice.
pub(super) fn left_on(standing: &Standing<'_>) -> Option<Vec<Sentence>> {
    let when = match standing.left_at? {
        Timestamp::UNKNOWN => None,
        at_time => Some(at("leaveSince", at_time)),
    };
    let ask = standing.due.then(|| plain("leaveAsk"));
    Some(when.into_iter().chain(ask).collect())
}

/// What else is shown, and takes room.
struct Besides {
    /// The way by hand is shown. Then there is room only for when the switch was seen and how sure
    /// that is.
    on_its_own: bool,
    over_sign_in: bool,
    in_trouble: bool,
}

/// When the switch was seen and how sure that is, and the one line that matters most besides. There
/// is no room for more: Details say the rest.
fn lines(setting: &Setting, standing: &Standing<'_>, besides: Besides) -> Vec<Sentence> {
    let entry = standing.entry;
    let switch = entry.and_then(Entry::switch);
    let look = entry.and_then(Entry::look);
    let mut lines: Vec<_> = switch.map(when_and_whether_sure).into_iter().collect();
    if besides.on_its_own {
        return lines;
    }
    if let Some(look) = look {
        lines.push(how_it_went(setting, look, switch.is_some()));
        if switch.is_none() && look.outcome == LookOutcome::Unrecognised {
            lines.push(plain("stepsInDetails"));
        }
    } else if let Some(left_on) = left_on(standing) {
        lines.extend(left_on);
    } else if standing.due {
        lines.push(plain("recheckDue"));
    } else if besides.over_sign_in || besides.in_trouble {
        // What matters more is said below, or has been said above.
    } else if let Some(both) = entry.and_then(turned_back) {
        lines.push(both);
    } else if switch.is_some_and(|switch| !switch.confirmed) {
        lines.push(plain("nextReload"));
    } else if switch.is_none() {
        lines.push(plain("nextOpen"));
    } else if switch.is_some_and(|switch| !is_certain(switch)) {
        lines.push(plain("certaintyLikely"));
    }
    if besides.over_sign_in {
        lines.extend(switch.map(|_| plain("seenBeforeSignIn")));
        // Not where the look has failed or is due: that takes the room.
        let is_in_doubt = look.is_some() || standing.due;
        if switch.is_none() || !is_in_doubt {
            lines.push(plain("signInFirst"));
        }
    }
    lines
}

/// Whether the switch was recognised by certain evidence.
fn is_certain(switch: &Switch) -> bool {
    let certainty = switch.evidence.map(Evidence::certainty);
    certainty != Some(Certainty::Likely)
}

/// When the switch was seen, and whether that is confirmed.
fn when_and_whether_sure(switch: &Switch) -> Sentence {
    match (switch.seen, switch.confirmed) {
        (Timestamp::UNKNOWN, _) => plain("seenUnknownTime"),
        (seen, true) => at("seenSure", seen),
        (seen, false) => at("seenUnconfirmed", seen),
    }
}

/// "Seen off, confirmed, on … and on again on …", with both times.
pub(super) fn turned_back(entry: &Entry) -> Option<Sentence> {
    let (off, on) = entry.turned_back()?;
    Some(Sentence {
        key: "turnedBackOrOther",
        args: vec![Arg::Time(off), Arg::Time(on)],
    })
}

/// The look that failed. Other words where something is known of the switch.
pub(super) fn how_it_went(setting: &Setting, look: &Look, beside_a_switch: bool) -> Sentence {
    let name = setting
        .wording_in("en")
        .map_or(setting.id, |words| words.name);
    // The page's load time is not known (a clock was wrong): the look came shortly after it.
    let when = match look.as_of {
        Timestamp::UNKNOWN => look.at,
        as_of => as_of,
    };
    match (look.outcome, beside_a_switch) {
        (LookOutcome::NotListed, _) => Sentence {
            key: "lookNotListed",
            args: vec![Arg::Time(when), Arg::Name(name, "en")],
        },
        (LookOutcome::Unrecognised, true) => at("lookUnrecognised", when),
        (LookOutcome::Unrecognised, false) => at("seenAt", when),
    }
}

/// Two message keys: what the recognition rests on, and how sure that makes it.
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

#[cfg(test)]
mod tests;
