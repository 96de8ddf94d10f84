//! A content script has testified → what is recorded, and the answer: what to draw, what to watch.

use serde_json::Value;

use super::known::Known;
use super::{Effect, Outcome, Reply, barred, to_value};
use crate::catalogue::{Catalogue, Setting, SettingId};
use crate::evidence::has_key_of;
use crate::guidance::{Guidance, guide};
use crate::message::Answer;
use crate::observe::{Sighting, see_no_switch, see_row, see_switch};
use crate::page::Page;
use crate::part::WithRest;
use crate::preferences::{self, Choice, Preferences};
use crate::recognise::{Asked, Finding, Search, Step};
use crate::record::{Entry, LookOutcome, Record, State};
use crate::standing::Standing;
use crate::stored::{Found, Stored};
use crate::testimony::{Document, Testimony};
use crate::time::{CLOCK_STEP, Timestamp};
use crate::word::{SETTLED_AFTER, Word, acted_at, loaded_at, word};

/// After a write the page testifies again after so many milliseconds in view. If the background was
/// stopped during the write, or the write failed, this repeats it.
const SAID_AGAIN_AFTER: f64 = 1_000.0;

/// A testimony, with what it is compared with.
pub(super) struct Heard<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) stored: &'a Stored,
    pub(super) preferences: Preferences,
    pub(super) now: Timestamp,
}

/// What a page says of one setting.
struct Told<'t> {
    finding: Finding<'t>,
    /// The document. Its `loaded_at` is the one with which it was first heard.
    document: Document,
    word: Word,
}

impl Heard<'_> {
    pub(super) fn testimony(&self, page: &Page<'_>, said: &Testimony, tab: i32) -> Outcome {
        let known = Known::read(self.stored, self.now);
        let old = &known.record;
        let preferences = &self.preferences;
        let first = self.catalogue.shown(false);
        let leads_to = |setting: &Setting| {
            let entry = old.entry(&setting.id());
            let standing = Standing::new(&setting.id(), entry, preferences, self.now);
            match first.iter().any(|it| it.id == setting.id) {
                true => !standing.is_done(),
                // A list leads to each of the other settings only until it was looked at.
                false => standing.is_new() || standing.due,
            }
        };
        let search = Search {
            catalogue: self.catalogue,
            settings: preferences.settings(),
            leads_to: &leads_to,
        };
        let (findings, asked) = search.on(page, said);
        let told = findings.into_iter().map(|finding| {
            let document = as_dated_before(&said.document, tab, &finding, old);
            let word = self.word(&finding, &document);
            Told {
                finding,
                document,
                word,
            }
        });
        let told: Vec<Told<'_>> = told.collect();
        let mut new = old.clone();
        self.note_presses(&mut new, said, &told);
        let is_doubted = new != *old;
        for told in &told {
            self.record(&mut new, told, &said.lang, tab);
        }
        let is_written = new != *old || known.is_repaired;
        if is_written {
            new = known.doubted(new);
        }
        let is_news =
            |told: &Told<'_>| what_is_said(&new, &told.finding) != what_is_said(old, &told.finding);
        let mut effects = match is_written {
            true => known.write(&new, is_doubted || told.iter().any(is_news)),
            // A background that was stopped after the write may not have set badge and alarm.
            false => known.shown(),
        };
        // In the same call: a background that is stopped between two calls would keep the choice.
        if let Some(Effect::Write { items, .. }) = effects.first_mut()
            && let Some(preferences) = self.no_longer_left_on(&told, &new)
        {
            items.insert(preferences::KEY.to_owned(), preferences);
        }
        effects.extend(barred(self.stored, false));
        let answer = Answer {
            heard: true,
            guidance: self.guidance(&told, &new, &said.lang),
            named: told
                .iter()
                .filter_map(|told| told.finding.named())
                .collect(),
            keys: keys_of(preferences.settings()),
            names: asked.names,
            deeper: asked.deeper,
            again: again(asked, &told, is_written),
        };
        Outcome {
            reply: Reply::Now(to_value(&answer)),
            effects,
        }
    }

    /// What the document says of the switch that was found.
    fn word(&self, finding: &Finding<'_>, document: &Document) -> Word {
        match finding {
            Finding::Switch(found) => match found.on {
                Some(on) => word(document, found.control, on, self.now),
                None => Word::Unclear,
            },
            _ => Word::Unclear,
        }
    }

    /// Puts into `record` what is known of each setting after this testimony.
    fn record(&self, record: &mut Record, told: &Told<'_>, lang: &str, tab: i32) {
        let setting = told.finding.setting();
        let before = record.entry(&setting).cloned().unwrap_or_default();
        let entry = self.entry_after(&before, told, tab);
        if entry != Entry::default() {
            let entry = self.in_language(entry, &setting, lang);
            record.set_entry(setting, entry);
        }
    }

    /// Notes in `record` what the person did to switches that are not found now: a dialog may
    /// have covered one before it was named. Without this, what the press led to would be blamed on
    /// somebody else.
    fn note_presses(&self, record: &mut Record, said: &Testimony, told: &[Told<'_>]) {
        for setting in self.preferences.settings() {
            let is_found = |it: &Told<'_>| match &it.finding {
                Finding::Switch(found) => found.setting.id == setting.id,
                _ => false,
            };
            if told.iter().any(is_found) {
                continue;
            }
            let of_it = said.controls.iter().filter(|it| has_key_of(setting, it));
            let last = of_it.filter_map(|it| acted_at(it, self.now)).max();
            if let (Some(at), id) = (last, setting.id()) {
                let mut entry = record.entry(&id).cloned().unwrap_or_default();
                entry.act(at);
                record.set_entry(id, entry);
            }
        }
    }

    /// The entry of the setting that was found, after this testimony. `before` is the entry so far.
    fn entry_after(&self, before: &Entry, told: &Told<'_>, tab: i32) -> Entry {
        let as_of = loaded_at(&told.document, self.now);
        match &told.finding {
            Finding::Switch(found) => {
                let sighting = Sighting {
                    state: match found.on {
                        Some(false) => State::Off,
                        Some(true) | None => State::On,
                    },
                    document: document_name(tab, &told.document),
                    evidence: found.evidence,
                    own_page: found.own_page,
                    acted_at: acted_at(found.control, self.now),
                };
                see_switch(before, &sighting, told.word)
            }
            Finding::Unrecognised(_, report) => {
                let outcome = LookOutcome::Unrecognised;
                see_no_switch(before, outcome, Some(report), as_of, self.now)
            }
            Finding::NotListed(_) => {
                see_no_switch(before, LookOutcome::NotListed, None, as_of, self.now)
            }
            Finding::Way(way) if way.step == Step::ToSetting => see_row(before, as_of),
            Finding::Way(_) => before.clone(),
        }
    }

    /// Keeps the language of the settings page: the steps by hand are given in the words of that
    /// language.
    fn in_language(&self, mut entry: Entry, setting: &SettingId, lang: &str) -> Entry {
        let mut settings = self.catalogue.settings.iter();
        let known = settings.find(|known| *setting == **known);
        let wording = known.and_then(|known| known.verified_wording_in(lang));
        entry.lang = wording.map(|wording| wording.lang.to_owned());
        entry
    }

    /// What to draw where a page has several settings: the one that the person acted on last, else
    /// the first that is not dealt with.
    fn guidance(&self, told: &[Told<'_>], record: &Record, lang: &str) -> Option<Guidance> {
        if !self.stored.highlights() {
            return None;
        }
        let standing = |told: &Told<'_>| {
            let setting = told.finding.setting();
            Standing::new(
                &setting,
                record.entry(&setting),
                &self.preferences,
                self.now,
            )
        };
        let is_drawn = |told: &&Told<'_>| !matches!(told.finding, Finding::NotListed(_));
        let touched_at = |told: &&Told<'_>| match &told.finding {
            Finding::Switch(found) => found.control.touched_at.unwrap_or_default(),
            _ => 0.0,
        };
        let latest =
            |one: &&Told<'_>, other: &&Told<'_>| touched_at(one).total_cmp(&touched_at(other));
        let touched = told.iter().max_by(latest).filter(|it| touched_at(it) > 0.0);
        let mut drawn = told.iter().filter(is_drawn);
        let is_open =
            |told: &&Told<'_>| told.finding.named().is_some() && !standing(told).is_done();
        let foremost = touched
            .or_else(|| drawn.clone().find(is_open))
            .or_else(|| drawn.next())?;
        let Told { finding, word, .. } = foremost;
        guide(self.catalogue, finding, *word, &standing(foremost), lang)
    }

    /// The preferences without the choice to leave a switch on, where `record` now says that it is
    /// off.
    fn no_longer_left_on(&self, told: &[Told<'_>], record: &Record) -> Option<Value> {
        let Found::Ours(old) = self.stored.own_preferences() else {
            return None;
        };
        let mut preferences = old.clone();
        for told in told {
            let setting = told.finding.setting();
            let switch = record.entry(&setting).and_then(Entry::switch);
            let is_off = switch.is_some_and(|switch| switch.state == State::Off);
            if is_off && preferences.left_at(&setting).is_some() {
                let choice = Choice::Leave(setting, None);
                preferences = preferences.chosen(choice, &self.stored.managed())?;
            }
        }
        (preferences != old).then(|| preferences.write())
    }
}

/// The keys of all these switches.
fn keys_of(settings: &[Setting]) -> Vec<String> {
    let keys = settings.iter().flat_map(|setting| setting.keys);
    keys.map(|&key| key.to_owned()).collect()
}

/// `document` with the load time with which it was first heard. A second content script in the same
/// document, as after an update of the extension, computes it anew, and differs by milliseconds.
fn as_dated_before(document: &Document, tab: i32, finding: &Finding<'_>, old: &Record) -> Document {
    let switch = old.entry(&finding.setting()).and_then(Entry::switch);
    let name = document_name(tab, document);
    let dated = switch
        .filter(|switch| switch.document.as_deref() == Some(name.as_str()))
        .map(|switch| switch.as_of.millis())
        .filter(|loaded| (loaded - document.loaded_at).abs() < CLOCK_STEP);
    Document {
        loaded_at: dated.unwrap_or(document.loaded_at),
        ..document.clone()
    }
}

/// What callouts in other windows say of the switch that was found. Without failed looks: of two
/// pages of which one shows what the other lacks, each would make the other testify for ever.
fn what_is_said(record: &Record, finding: &Finding<'_>) -> Option<(State, bool, Timestamp)> {
    let switch = record.entry(&finding.setting())?.switch()?;
    Some((switch.state, switch.confirmed, switch.since))
}

/// Tells a document from all other open documents.
fn document_name(tab: i32, document: &Document) -> String {
    // Microseconds: `performance.timeOrigin` has fractions of a millisecond.
    format!("{tab}:{}", (document.id * 1_000.0) as i64)
}

/// After how many milliseconds in view the page is to testify again. `None`: not before it changes.
fn again(asked: Asked, told: &[Told<'_>], is_written: bool) -> Option<f64> {
    let settles = told.iter().map(|told| match told.word {
        Word::Wait(millis) => Some(millis),
        Word::Saving { .. } => Some(SETTLED_AFTER),
        Word::Shown { settles_in, .. } => Some(settles_in),
        Word::Changed { .. } | Word::Restored | Word::Cached { .. } | Word::Unclear => None,
    });
    let written = is_written.then_some(SAID_AGAIN_AFTER);
    let all = settles.chain([asked.again, written]).flatten();
    all.filter(|millis| *millis > 0.0).reduce(f64::min)
}
