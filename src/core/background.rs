//! One event, what is stored, and the time → an answer, and what is to be done. Everything
//! that the background decides is decided here; it keeps nothing from one event to the next.

use serde::Serialize;
use serde_json::{Map, Value};

use super::badge::{Badge, badge_of_all};
use super::catalogue::{Catalogue, Setting, SettingId, catalogue};
use super::from_value::from_value;
use super::guidance::{Guidance, guide};
use super::managed::{self, Managed};
use super::message::{Answer, OpenTab, Permitted, Sender, ToBackground, permitted};
use super::observe::{Sighting, see_no_switch, see_row, see_switch};
use super::page::{Page, classify};
use super::part::WithRest;
use super::preferences::{self, Choice, Preferences};
use super::recognise::{Asked, Finding, Search, Step};
use super::record::{self, Entry, Outcome as LookOutcome, Record, State};
use super::standing::Standing;
use super::stored::{Found, Stored, set_aside_key};
use super::testimony::{Document, Testimony};
use super::time::{CLOCK_STEP, Timestamp};
use super::word::{SETTLED_AFTER, Word, acted_at, loaded_at, word};

/// After how many milliseconds in view a page says once more what led to a write. What was
/// lost with a background that was stopped, or with a write that failed, is made good then.
const SAID_AGAIN_AFTER: f64 = 1_000.0;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A part of the extension, or a stranger, has sent a message.
    Message {
        /// Who, in the browser's words.
        sender: Sender,
        /// What.
        message: Value,
    },
    /// The background has started, or the alarm has rung: with the browser, and with an
    /// extension that was disabled, badge and alarm are forgotten.
    Started,
    /// `storage.managed` has answered.
    Managed(Value),
    /// An [`Effect::Write`] or [`Effect::Erase`] has been carried out, and what is stored was
    /// read anew.
    Written {
        /// What was written.
        keys: Vec<String>,
        /// Whether it was.
        succeeded: bool,
        /// As in [`Effect::Write`]; always so of what was erased.
        is_news: bool,
    },
    /// A tab has refused [`Effect::Scan`]: no content script of ours is in it.
    NoScript {
        /// The tab.
        tab: i32,
    },
    /// The browser has carried out [`Effect::StartScript`], or has refused.
    ScriptStarted {
        /// Whether it has refused.
        refused: bool,
    },
}

/// What comes of an event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// The answer to a message.
    pub reply: Reply,
    /// What to do, in this order.
    pub effects: Vec<Effect>,
}

/// An answer to a message.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Reply {
    /// There is nothing to answer.
    #[default]
    None,
    /// At once, before anything is written: a page waits for it.
    Now(Value),
    /// `true` once everything is written, `false` if that fails.
    Written,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write these into `storage.local`, in one call; then [`Event::Written`] with `key`.
    Write {
        /// What the write is about.
        key: String,
        /// Keys and values.
        items: Map<String, Value>,
        /// Whether it changes what open pages show.
        is_news: bool,
    },
    /// Empty `storage.local` and `storage.session`; then [`Event::Written`] with all keys.
    Erase,
    /// Remember in `storage.session` that the last write of these keys has failed.
    Failed(Vec<String>),
    /// Show this sign.
    Badge(Badge),
    /// Set the alarm to this time, or take it away.
    Alarm(Option<Timestamp>),
    /// Send [`ToContent::Testify`](super::message::ToContent) to the tabs in front; the others
    /// ask when they come to the front.
    TellTabs,
    /// Send [`ToContent::Scan`](super::message::ToContent) to this tab; if it refuses,
    /// [`Event::NoScript`].
    Scan {
        /// The tab.
        tab: i32,
    },
    /// Remember in `storage.session` whether the browser keeps us from a settings page.
    Barred(bool),
    /// Start the content script in this tab; then [`Event::ScriptStarted`].
    StartScript {
        /// The tab.
        tab: i32,
    },
}

/// What comes of `event`, where `stored` is what the storage answered at `now`. `own_origin`
/// is the extension's own, such as `chrome-extension://…`.
pub fn update(event: &Event, stored: &Stored, own_origin: &str, now: Timestamp) -> Outcome {
    match event {
        Event::Message { sender, message } => on_message(sender, message, stored, own_origin, now),
        Event::Started => Outcome {
            reply: Reply::None,
            effects: repaired_or_shown(stored, now),
        },
        Event::Managed(answer) => Outcome {
            reply: Reply::None,
            effects: keep_managed(answer, stored, now),
        },
        Event::Written {
            keys,
            succeeded,
            is_news,
        } => {
            let mut outcome = on_written(keys, *succeeded, stored, now);
            // After a write that failed the pages would say the same again, and fail again.
            if *succeeded && *is_news {
                outcome.effects.push(Effect::TellTabs);
            }
            outcome
        }
        Event::NoScript { tab } => Outcome {
            reply: Reply::None,
            effects: vec![Effect::StartScript { tab: *tab }],
        },
        Event::ScriptStarted { refused } => Outcome {
            reply: Reply::None,
            effects: barred(stored, *refused).into_iter().collect(),
        },
    }
}

fn on_message(
    sender: &Sender,
    message: &Value,
    stored: &Stored,
    own_origin: &str,
    now: Timestamp,
) -> Outcome {
    let Some(message) = from_value(message) else {
        return reply(Value::Null);
    };
    let catalogue = catalogue();
    match (permitted(catalogue, own_origin, sender, &message), &message) {
        (Some(Permitted::Page(page)), ToBackground::Testimony(said)) => {
            let heard = Heard {
                catalogue,
                stored,
                preferences: stored.preferences(),
                now,
            };
            heard.testimony(&page, said, sender.tab.unwrap_or_default())
        }
        (Some(Permitted::OwnPage), ToBackground::PopupOpened { tab }) => {
            on_popup_opened(catalogue, tab.as_ref(), stored, now)
        }
        (Some(Permitted::OwnPage), ToBackground::SetHighlights { on }) => {
            choose(Choice::Highlights(*on), stored, now)
        }
        (Some(Permitted::OwnPage), ToBackground::SetRegion { region }) => {
            choose(Choice::Region(region.clone()), stored, now)
        }
        (Some(Permitted::OwnPage), ToBackground::SetRecheck { days }) => {
            choose(Choice::RecheckDays(*days), stored, now)
        }
        (Some(Permitted::OwnPage), ToBackground::SetOthers { on }) => {
            choose(Choice::Others(*on), stored, now)
        }
        (Some(Permitted::OwnPage), ToBackground::SetLeave { setting, on }) => {
            leave(setting, *on, stored, now)
        }
        (Some(Permitted::OwnPage), ToBackground::Erase) => Outcome {
            reply: Reply::Written,
            effects: vec![Effect::Erase],
        },
        (None, ToBackground::Testimony(_)) if sender.own => reply(to_value(&Answer::default())),
        _ => reply(Value::Null),
    }
}

fn reply(value: Value) -> Outcome {
    Outcome {
        reply: Reply::Now(value),
        effects: Vec::new(),
    }
}

/// A testimony, and what it is judged by.
struct Heard<'a> {
    catalogue: &'a Catalogue,
    stored: &'a Stored,
    preferences: Preferences,
    now: Timestamp,
}

/// What a page says of one setting.
struct Told<'t> {
    finding: Finding<'t>,
    /// The document, as it was dated when it was first heard.
    document: Document,
    word: Word,
}

impl Heard<'_> {
    fn testimony(&self, page: &Page<'_>, said: &Testimony, tab: i32) -> Outcome {
        let known = Known::read(self.stored, self.now);
        let old = &known.record;
        let preferences = &self.preferences;
        let first = self.catalogue.shown(false);
        let leads_to = |setting: &Setting| {
            let entry = old.entry(&setting.id());
            let standing = Standing::new(&setting.id(), entry, preferences, self.now);
            match first.iter().any(|it| it.id == setting.id) {
                true => !standing.is_done(),
                // Of the others each is led to once.
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
            true => known.write(&new, told.iter().any(is_news)),
            // An ended worker may have left badge and alarm behind the record.
            false => known.shown(),
        };
        // In the same call: a worker that is stopped between two would keep the choice.
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

    /// Records what is known after a page has said this.
    fn record(&self, record: &mut Record, told: &Told<'_>, lang: &str, tab: i32) {
        let setting = told.finding.setting();
        let before = record.entry(&setting).cloned().unwrap_or_default();
        let entry = self.entry_after(&before, told, tab);
        if entry != Entry::default() {
            record.set_entry(&setting, self.in_language(entry, &setting, lang));
        }
    }

    /// What is known of the setting that was found, after what was known `before`.
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

    /// The language of a settings page is remembered: what the page calls things is what the
    /// steps by hand are told in.
    fn in_language(&self, mut entry: Entry, setting: &SettingId, lang: &str) -> Entry {
        let mut settings = self.catalogue.settings.iter();
        let known = settings.find(|known| *setting == **known);
        let wording = known.and_then(|known| known.verified_wording_in(lang));
        entry.lang = wording.map(|wording| wording.lang.to_owned());
        entry
    }

    /// Of several settings on a page, what to draw for the one that the person did something to
    /// last, else for the first that is not dealt with.
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

    /// The preferences without a choice to leave a switch on that `record` now says is off.
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

/// Remembers that the browser keeps us from a settings page, or no longer.
fn barred(stored: &Stored, is_barred: bool) -> Option<Effect> {
    (stored.barred != is_barred).then_some(Effect::Barred(is_barred))
}

/// `document` as it was dated when it was first heard. A second content script in it, as after
/// an update, reckons anew when it was loaded, by clocks that differ by some milliseconds.
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

/// What the callouts in other windows say of the switch that was found. Of looks that failed
/// nothing: two pages of which one shows what the other lacks would tell each other for ever.
fn what_is_said(record: &Record, finding: &Finding<'_>) -> Option<(State, bool, Timestamp)> {
    let switch = record.entry(&finding.setting())?.switch()?;
    Some((switch.state, switch.confirmed, switch.since))
}

/// What tells a document from all others that are open.
fn document_name(tab: i32, document: &Document) -> String {
    // Microseconds: `performance.timeOrigin` has fractions of a millisecond.
    format!("{tab}:{}", (document.id * 1_000.0) as i64)
}

/// When the page is to testify again, in milliseconds in view.
fn again(asked: Asked, told: &[Told<'_>], is_written: bool) -> Option<f64> {
    let settles = told.iter().map(|told| match told.word {
        Word::Wait(millis) => Some(millis),
        Word::Saving { .. } => Some(SETTLED_AFTER),
        Word::Shown { settles_in, .. } => Some(settles_in),
        Word::Changed { .. } | Word::Restored | Word::Unclear => None,
    });
    let written = is_written.then_some(SAID_AGAIN_AFTER);
    let all = settles.chain([asked.again, written]).flatten();
    all.filter(|millis| *millis > 0.0).reduce(f64::min)
}

/// Serves the tab that the popup was opened over, where the content script could not start
/// by itself, and starts a clean record where the old one cannot be read.
fn on_popup_opened(
    catalogue: &Catalogue,
    tab: Option<&OpenTab>,
    stored: &Stored,
    now: Timestamp,
) -> Outcome {
    let mut effects = repaired_or_shown(stored, now);
    let settings_tab = tab.filter(|tab| {
        let address = tab.address.as_ref();
        address.is_some_and(|address| classify(catalogue, address).is_settings())
    });
    effects.extend(settings_tab.map(|tab| Effect::Scan { tab: tab.id }));
    Outcome {
        reply: Reply::Written,
        effects,
    }
}

/// Writes a person's choice, where it is theirs to make.
fn choose(choice: Choice, stored: &Stored, now: Timestamp) -> Outcome {
    let found = stored.own_preferences();
    let is_foreign = found == Found::Foreign;
    let draws_nothing = is_foreign && !matches!(choice, Choice::Highlights(_));
    let Some(mut chosen) = found.or_new().chosen(choice, &stored.managed()) else {
        return reply(Value::Bool(false));
    };
    // Whether the person wanted highlights could not be read, and has not been said anew.
    chosen.highlights &= !draws_nothing;
    if stored.unreadable {
        return reply(Value::Bool(false));
    }
    let aside = stored.preferences.as_ref().filter(|_| is_foreign);
    let mut write = write(preferences::KEY, chosen.write(), aside, now, true);
    forget_in_the_same_call(&mut write, stored, &chosen.with(&stored.managed()));
    Outcome {
        reply: Reply::Written,
        effects: vec![write],
    }
}

/// Of settings that are not shown with these preferences, nothing is kept.
fn forget_in_the_same_call(write: &mut Effect, stored: &Stored, preferences: &Preferences) {
    if let (Effect::Write { items, .. }, Found::Ours(record)) = (write, stored.record_as_stored()) {
        let mut kept = record.clone();
        kept.forget_others(preferences.settings());
        if kept != record {
            items.insert(record::KEY.to_owned(), kept.write());
        }
    }
}

/// Leaves the switch of `setting` on by choice, where it is known to be on, or takes that back.
fn leave(setting: &SettingId, on: bool, stored: &Stored, now: Timestamp) -> Outcome {
    let record = stored.record(now).or_new();
    let switch = record.entry(setting).and_then(Entry::switch);
    let preferences = stored.preferences();
    let is_shown = preferences.settings().iter().any(|it| *setting == *it);
    // It may have been turned off since the page that asks was drawn.
    if on && (!is_shown || switch.is_none_or(|switch| switch.state == State::Off)) {
        return reply(Value::Bool(false));
    }
    let choice = Choice::Leave(setting.clone(), on.then_some(now));
    choose(choice, stored, now)
}

/// Keeps what an organisation has set, for the next start.
fn keep_managed(answer: &Value, stored: &Stored, now: Timestamp) -> Vec<Effect> {
    let is_kept = stored.is_managed_kept && stored.managed.as_ref() == Some(answer);
    if is_kept || stored.unreadable {
        return Vec::new();
    }
    let managed = Managed::read(Some(answer));
    let is_news = managed != stored.managed();
    let mut write = write(managed::KEY, answer.clone(), None, now, is_news);
    if let Found::Ours(preferences) = stored.own_preferences() {
        forget_in_the_same_call(&mut write, stored, &preferences.with(&managed));
    }
    vec![write]
}

/// Shows what is stored now, and remembers which writes have failed.
fn on_written(keys: &[String], succeeded: bool, stored: &Stored, now: Timestamp) -> Outcome {
    let mut failed: Vec<String> = stored.failed.clone();
    failed.retain(|key| !keys.contains(key));
    if !succeeded {
        failed.extend(keys.iter().cloned());
    }
    let mut effects = Vec::new();
    if failed != stored.failed {
        effects.push(Effect::Failed(failed.clone()));
    }
    let stored = Stored {
        failed,
        ..stored.clone()
    };
    effects.extend(Known::read(&stored, now).shown());
    Outcome {
        reply: Reply::None,
        effects,
    }
}

/// Writes the record anew where what is stored cannot have been written by now, or cannot be
/// read; else shows it.
fn repaired_or_shown(stored: &Stored, now: Timestamp) -> Vec<Effect> {
    let known = Known::read(stored, now);
    match known.is_repaired {
        true => known.write(&known.doubted(known.record.clone()), false),
        false => known.shown(),
    }
}

/// What is stored, and the record in it, read once for an event.
struct Known<'a> {
    stored: &'a Stored,
    now: Timestamp,
    /// As it can have been written by now.
    record: Record,
    is_foreign: bool,
    /// Whether that differs from what is stored.
    is_repaired: bool,
}

impl<'a> Known<'a> {
    fn read(stored: &'a Stored, now: Timestamp) -> Self {
        let found = stored.record_as_stored();
        let is_foreign = found == Found::Foreign;
        let read = found.or_new();
        let mut record = read.clone().repaired(now);
        // Of settings that are not shown, nothing is kept; unless it cannot be read whether they are.
        if !stored.unreadable && stored.own_preferences() != Found::Foreign {
            record.forget_others(stored.preferences().settings());
        }
        Self {
            stored,
            now,
            is_foreign,
            is_repaired: is_foreign || record != read,
            record,
        }
    }

    /// `record` as it is to be written. What the person did may be lost with the writes that
    /// failed, so nothing older is confirmed.
    fn doubted(&self, mut record: Record) -> Record {
        if self.has_failed() {
            record.act(self.now);
        }
        record
    }

    /// Whether the last write of the record has failed.
    fn has_failed(&self) -> bool {
        self.stored.failed.iter().any(|key| key == record::KEY)
    }

    /// Writes `record` in the place of this one.
    fn write(&self, record: &Record, is_news: bool) -> Vec<Effect> {
        if self.stored.unreadable {
            return Vec::new();
        }
        // What is not understood is kept, and what takes its place is written in the same call.
        let loses = self.is_foreign || record.foreign_parts() < self.record.foreign_parts();
        let aside = self.stored.record.as_ref().filter(|_| loses);
        // A repair or a doubt may take a confirmation that callouts in other windows still show.
        let is_news = is_news || self.is_repaired || self.has_failed();
        vec![write(record::KEY, record.write(), aside, self.now, is_news)]
    }

    /// The badge for what is stored, and the alarm for when the first of it will be too old.
    fn shown(&self) -> Vec<Effect> {
        let preferences = self.stored.preferences();
        let settings = preferences.settings().iter().map(Setting::id);
        let standings = settings.map(|setting| {
            let entry = self.record.entry(&setting);
            Standing::new(&setting, entry, &preferences, self.now)
        });
        let standings: Vec<_> = standings.collect();
        let due = standings
            .iter()
            .filter_map(|standing| standing.due_at)
            .min();
        vec![
            Effect::Badge(badge_of_all(&standings, self.stored.is_doubtful())),
            Effect::Alarm(due),
        ]
    }
}

fn write(key: &str, value: Value, aside: Option<&Value>, now: Timestamp, is_news: bool) -> Effect {
    let mut items = Map::new();
    if let Some(aside) = aside {
        items.insert(set_aside_key(key, now), aside.clone());
    }
    items.insert(key.to_owned(), value);
    Effect::Write {
        key: key.to_owned(),
        items,
        is_news,
    }
}

/// Our own types, all of whose fields JSON can say.
fn to_value<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
