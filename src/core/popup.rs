//! Everything that is known → what the popup shows, as message keys and values.

use super::catalogue::{Catalogue, Setting, Wording};
use super::evidence::{Certainty, Evidence};
use super::managed::Managed;
use super::preferences::Preferences;
use super::recheck::is_due;
use super::record::{Entry, Record, Status};
use super::region::Region;
use super::regional::{Regional, regional};
use super::regulators::regulators;
use super::stored::Stored;
use super::time::Timestamp;

/// What the storage gave.
#[derive(Debug, Clone, PartialEq)]
pub enum Storage {
    /// It answered.
    Read {
        /// Under [`super::record::KEY`].
        record: Stored<Record>,
        /// Under [`super::preferences::KEY`].
        preferences: Stored<Preferences>,
        /// What an organisation has set.
        managed: Managed,
        /// Whether an earlier value was set aside because it could not be read.
        set_aside: bool,
        /// Whether the last attempt to write anything failed: the record may lack what was seen
        /// since. What was chosen is as it stands there.
        write_failed: bool,
    },
    /// It did not.
    Unreadable,
}

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

/// A sentence, by its key in `_locales` and what to put into its places.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// The key.
    pub key: &'static str,
    /// For `$1`, `$2`, ….
    pub args: Vec<Arg>,
}

/// What is put into a sentence's place.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Words, as they are.
    Text(String),
    /// What LinkedIn's page calls something, and in which language (BCP 47).
    Name(&'static str, &'static str),
    /// A point in time, to be written in the person's language and time zone.
    Time(Timestamp),
    /// The days from the first to the second, each `YYYY-MM-DD`.
    Days(&'static str, &'static str),
    /// The months from the first to the second, each `YYYY-MM`.
    Months(&'static str, &'static str),
    /// The name of a country, by its code.
    Country(&'static str),
}

/// What the popup shows for the setting that the extension is about.
pub fn view(catalogue: &'static Catalogue, storage: &Storage, around: Surroundings) -> View {
    let (record, preferences, managed, mut troubles) = match storage {
        Storage::Unreadable => (
            None,
            None,
            Managed::default(),
            vec![plain("troubleStorage")],
        ),
        Storage::Read {
            record,
            preferences,
            managed,
            set_aside,
            write_failed,
        } => {
            let foreign =
                matches!(record, Stored::Foreign) || matches!(preferences, Stored::Foreign);
            let troubles = [
                ("troubleStorage", *write_failed),
                ("troubleSetAside", foreign || *set_aside),
            ];
            let troubles = troubles.into_iter().filter(|(_, is_so)| *is_so);
            let troubles = troubles.map(|(key, _)| plain(key)).collect();
            (
                (!write_failed).then(|| record.clone().or_new()),
                Some(preferences.clone().or_new().with(managed)),
                managed.clone(),
                troubles,
            )
        }
    };
    if around.no_access {
        troubles.push(plain("troubleNoAccess"));
    }

    let setting = catalogue.main_setting();
    let record = record.unwrap_or_default();
    let entry = setting.and_then(|setting| record.settings.get(&setting.id()));
    let status = entry.map_or(Status::Unknown, |entry| entry.status);
    let mut lines = when_and_how_sure(entry);
    if let Some((off, on)) = setting.and_then(|setting| record.turned_back(&setting.id())) {
        lines.push(Sentence {
            key: "turnedBack",
            args: vec![Arg::Time(off), Arg::Time(on)],
        });
    }
    if let (Some(setting), Some(chosen)) = (setting, &preferences)
        && is_due(&record, &setting.id(), chosen, around.now)
    {
        lines.push(plain("recheckDue"));
    }
    if let Some(before) = setting.and_then(|setting| record.last_switch_change(&setting.id()))
        && !status.is_of_a_switch()
    {
        let key = match before.to {
            Status::OptedOut => "beforeOptedOut",
            _ => "beforeOptedIn",
        };
        lines.push(at(key, before.at));
    }
    if around.over_sign_in && status != Status::SignedOut {
        lines.push(plain("signInFirst"));
    }

    let chosen = preferences.as_ref().and_then(Preferences::chosen_region);
    let region = chosen
        .or(around.proposed)
        .or_else(|| regulators().region(regulators().default));
    let words = setting.and_then(|setting| words(setting, entry));
    View {
        status,
        confirmed: entry.is_some_and(|entry| entry.confirmed),
        headline: plain(headline(status)),
        lines,
        troubles,
        evidence: setting
            .zip(entry)
            .map(|(setting, entry)| evidence(entry, record.first_seen(&setting.id(), entry)))
            .unwrap_or_default(),
        report: entry.and_then(|entry| entry.report.clone()),
        steps: setting
            .zip(words)
            .map(|(setting, words)| steps(setting, words))
            .unwrap_or_default(),
        steps_first: !status.is_of_a_switch(),
        address: setting.map_or_else(String::new, |known| known.address(&catalogue.site)),
        regional: region.map(|region| regional(regulators(), region, chosen.is_none())),
        highlights: preferences.as_ref().map(|chosen| chosen.highlights),
        managed,
        offer_access: around.no_access,
    }
}

/// A status in one plain sentence.
fn headline(status: Status) -> &'static str {
    match status {
        Status::Unknown => "statusUnknown",
        Status::OptedIn => "statusOptedIn",
        Status::OptedOut => "statusOptedOut",
        Status::NotOffered => "statusNotOffered",
        Status::SignedOut => "statusSignedOut",
        Status::Unrecognised => "statusUnrecognised",
    }
}

fn when_and_how_sure(entry: Option<&Entry>) -> Vec<Sentence> {
    let Some(entry) = entry else {
        return vec![plain("nextOpen")];
    };
    match entry.status {
        Status::OptedIn | Status::OptedOut if entry.confirmed => {
            vec![at("seenConfirmed", entry.seen)]
        }
        Status::OptedIn | Status::OptedOut => {
            vec![at("seenUnconfirmed", entry.seen), plain("nextReload")]
        }
        Status::Unrecognised => vec![at("seenAt", entry.seen), plain("nextByHand")],
        Status::NotOffered | Status::SignedOut => vec![at("seenAt", entry.seen)],
        Status::Unknown => vec![plain("nextOpen")],
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

fn evidence(entry: &Entry, first_seen: Timestamp) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    if let Some(evidence) = entry.evidence {
        sentences.extend(reason(evidence).map(plain));
    }
    if entry.status.is_of_a_switch() {
        sentences.push(at("evidenceSince", first_seen));
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

/// The way by hand. A label that was never seen in this language is told in
/// English, as LinkedIn's English page shows it.
fn steps(setting: &Setting, words: &Wording) -> Vec<Sentence> {
    let english = setting.wording_in("en").unwrap_or(words);
    let label = |words: &Wording| Some((*words.label.first()?, words.lang));
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

pub(super) fn plain(key: &'static str) -> Sentence {
    Sentence {
        key,
        args: Vec::new(),
    }
}

pub(super) fn at(key: &'static str, time: Timestamp) -> Sentence {
    Sentence {
        key,
        args: vec![Arg::Time(time)],
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::{SettingId, catalogue};
    use super::super::preferences::Choice;
    use super::super::record::Change;
    use super::*;

    fn time(seconds: u32) -> Timestamp {
        Timestamp::from_millis(f64::from(seconds) * 1000.0)
    }

    fn storage(status: Status, confirmed: bool) -> Storage {
        let setting = SettingId("ai-training".into());
        let mut record = Record::default();
        record.history.push(Change {
            setting: setting.clone(),
            at: time(1),
            from: Status::Unknown,
            to: Status::OptedOut,
        });
        record.settings.insert(
            setting,
            Entry {
                status,
                confirmed,
                since: time(1),
                seen: time(2),
                as_of: None,
                evidence: Some(Evidence::Key),
                sighting: None,
                report: None,
                lang: None,
            },
        );
        Storage::Read {
            record: Stored::Ours(record),
            preferences: Stored::Nothing,
            managed: Managed::default(),
            set_aside: false,
            write_failed: false,
        }
    }

    fn keys(sentences: &[Sentence]) -> Vec<&str> {
        sentences.iter().map(|sentence| sentence.key).collect()
    }

    fn view_of(storage: &Storage) -> View {
        view(catalogue(), storage, Surroundings::default())
    }

    #[test]
    fn says_whether_what_was_seen_is_confirmed() {
        let sure = view_of(&storage(Status::OptedOut, true));
        assert_eq!(sure.headline.key, "statusOptedOut");
        assert_eq!(sure.lines, [at("seenConfirmed", time(2))]);
        let unsure = view_of(&storage(Status::OptedOut, false));
        assert_eq!(keys(&unsure.lines), ["seenUnconfirmed", "nextReload"]);
    }

    #[test]
    fn says_on_what_evidence_and_how_sure_it_is() {
        let view = view_of(&storage(Status::OptedOut, true));
        assert_eq!(
            keys(&view.evidence),
            ["evidenceKey", "certaintyCertain", "evidenceSince"]
        );
    }

    #[test]
    fn the_steps_come_first_where_no_switch_was_seen() {
        assert!(!view_of(&storage(Status::OptedOut, true)).steps_first);
        assert!(view_of(&storage(Status::Unrecognised, false)).steps_first);
        assert!(view_of(&Storage::Unreadable).steps_first);
    }

    #[test]
    fn an_unrecognised_page_leaves_what_was_known_before() {
        let view = view_of(&storage(Status::Unrecognised, false));
        assert_eq!(
            keys(&view.lines),
            ["seenAt", "nextByHand", "beforeOptedOut"]
        );
        assert_eq!(view.steps.len(), 3);
    }

    #[test]
    fn storage_that_cannot_be_read_is_said_and_nothing_is_claimed() {
        let view = view_of(&Storage::Unreadable);
        assert_eq!(view.status, Status::Unknown);
        assert_eq!(keys(&view.troubles), ["troubleStorage"]);
        assert_eq!(view.highlights, None);
    }

    #[test]
    fn where_a_write_failed_nothing_is_claimed_and_what_was_chosen_stays() {
        let mut storage = storage(Status::OptedOut, true);
        let free = Managed::default();
        let choice = Choice::Region("FR".into());
        if let Storage::Read {
            preferences,
            write_failed,
            ..
        } = &mut storage
        {
            *preferences = Stored::Ours(Preferences::default().chosen(choice, &free).unwrap());
            *write_failed = true;
        }
        let view = view_of(&storage);
        assert_eq!(view.status, Status::Unknown);
        assert_eq!(keys(&view.troubles), ["troubleStorage"]);
        assert_eq!(view.regional.unwrap().region.code, "FR");
        assert_eq!(view.highlights, Some(true));
    }

    #[test]
    fn a_foreign_record_is_said_and_nothing_is_claimed() {
        let view = view_of(&Storage::Read {
            record: Stored::Foreign,
            preferences: Stored::Nothing,
            managed: Managed::default(),
            set_aside: false,
            write_failed: false,
        });
        assert_eq!(view.status, Status::Unknown);
        assert_eq!(keys(&view.troubles), ["troubleSetAside"]);
        assert_eq!(view.highlights, Some(true));
    }

    #[test]
    fn over_the_sign_in_page_it_says_so_without_forgetting_the_status() {
        let around = Surroundings {
            over_sign_in: true,
            ..Surroundings::default()
        };
        let view = view(catalogue(), &storage(Status::OptedOut, true), around);
        assert_eq!(view.status, Status::OptedOut);
        assert_eq!(keys(&view.lines), ["seenConfirmed", "signInFirst"]);
    }

    /// The code of the region that is shown for these preferences in Zürich.
    fn region_in_zurich(preferences: Stored<Preferences>) -> (&'static str, bool) {
        let storage = Storage::Read {
            record: Stored::Nothing,
            preferences,
            managed: Managed::default(),
            set_aside: false,
            write_failed: false,
        };
        let around = Surroundings {
            proposed: regulators().region("CH"),
            ..Surroundings::default()
        };
        let regional = view(catalogue(), &storage, around).regional.unwrap();
        let proposed = regional.notes.iter().any(|it| it.key == "regionProposed");
        (regional.region.code, proposed)
    }

    #[test]
    fn the_chosen_region_comes_before_the_proposed_one() {
        let free = Managed::default();
        let chosen = Preferences::default().chosen(Choice::Region("HK".into()), &free);
        for (preferences, code, proposed) in [
            (Stored::Nothing, "CH", true),
            (Stored::Foreign, "CH", true),
            (Stored::Ours(Preferences::default()), "CH", true),
            (Stored::Ours(chosen.unwrap()), "HK", false),
        ] {
            assert_eq!(region_in_zurich(preferences), (code, proposed));
        }
        let nowhere = view_of(&Storage::Unreadable).regional.unwrap();
        assert_eq!(nowhere.region.code, "HK");
    }

    /// The names in the steps when the page was last seen in `lang`, and their language.
    fn names_in(lang: Option<&str>) -> Vec<(&'static str, &'static str)> {
        let mut storage = storage(Status::Unrecognised, false);
        if let Storage::Read {
            record: Stored::Ours(record),
            ..
        } = &mut storage
        {
            for entry in record.settings.values_mut() {
                entry.lang = lang.map(str::to_owned);
            }
        }
        let names = view_of(&storage).steps.into_iter().flat_map(|it| it.args);
        names
            .filter_map(|arg| match arg {
                Arg::Name(name, lang) => Some((name, lang)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn the_steps_name_things_as_the_page_did_when_it_was_last_seen() {
        assert_eq!(names_in(Some("de"))[0], ("Datenschutz", "de"));
        assert_eq!(names_in(Some("nl"))[0], ("Gegevensprivacy", "nl"));
        for unknown in [None, Some("ja"), Some("pl")] {
            assert_eq!(names_in(unknown)[0], ("Data privacy", "en"));
        }
        let italian = names_in(Some("it"));
        assert_eq!(italian[0], ("Privacy dei dati", "it"));
        let (label, lang) = italian[2];
        assert!(label.starts_with("Use my data"), "{italian:?}");
        assert_eq!(lang, "en");
    }

    #[test]
    fn a_switch_that_was_off_and_is_on_again_is_said_with_both_times() {
        let mut storage = storage(Status::OptedIn, true);
        if let Storage::Read {
            record: Stored::Ours(record),
            ..
        } = &mut storage
        {
            record.history.push(Change {
                setting: SettingId("ai-training".into()),
                at: time(2),
                from: Status::OptedOut,
                to: Status::OptedIn,
            });
        }
        let view = view_of(&storage);
        assert_eq!(keys(&view.lines), ["seenConfirmed", "turnedBack"]);
        assert_eq!(view.lines[1].args, [Arg::Time(time(1)), Arg::Time(time(2))]);
    }

    #[test]
    fn a_sight_of_long_ago_is_said_to_be_one() {
        let around = Surroundings {
            now: time(2).plus_days(90),
            ..Surroundings::default()
        };
        let view = view(catalogue(), &storage(Status::OptedOut, true), around);
        assert_eq!(view.status, Status::OptedOut);
        assert_eq!(keys(&view.lines), ["seenConfirmed", "recheckDue"]);
    }

    #[test]
    fn what_an_organisation_has_set_is_shown_in_the_place_of_a_choice() {
        let mut storage = storage(Status::OptedOut, true);
        if let Storage::Read { managed, .. } = &mut storage {
            managed.highlights = Some(false);
        }
        let view = view_of(&storage);
        assert_eq!(view.highlights, Some(false));
        assert_eq!(view.managed.highlights, Some(false));
    }
}
