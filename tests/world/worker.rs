//! The background as the browser runs it: storage, worker, badge and alarm around the product's own
//! `update`. The worker can be stopped at each point, and the storage can refuse to write.

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};

use headsup_core::background::{Effect, Event, Outcome, Reply, update};
use headsup_core::stored::Stored;
use headsup_core::time::Timestamp;
use serde_json::{Value, json};

use super::clock::{Clock, Ms};
use super::step::{Key, Planted};

/// The extension's origin.
pub const OWN_ORIGIN: &str = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";

/// A value that this version does not know.
pub fn planted() -> Value {
    json!({"of": "a newer version", "switch": {"state": "paused"}, "list": [1, null]})
}

/// An effect that reaches something outside of the background.
#[derive(Debug)]
pub enum Outward {
    TellTabs,
    Scan(i32),
    StartScript(i32),
}

/// The worker, and what the browser shows of it.
#[derive(Debug, Default)]
pub struct Worker {
    /// What the browser stores for the extension.
    pub storage: Stored,
    /// Writes of this key fail.
    pub failing: Option<Key>,
    /// The keys whose last write has failed, as the background was told.
    pub unwritten: BTreeSet<String>,
    /// Whether the worker was stopped after a write, before it could tell the open pages.
    pub untold: bool,
    /// The badge's text, and until when it was known to be up to date.
    pub badge: String,
    pub alarm: Option<Ms>,
    /// The worker is stopped after so many more points.
    pub ends_after: Option<u8>,
}

/// How an event was handled.
#[derive(Debug)]
pub struct Handled {
    /// Whether to the end, with all writes successful.
    pub complete: bool,
    /// Whether to the end, whatever could not be written.
    pub to_the_end: bool,
    /// The answer. `Err`: the worker was stopped before it.
    pub reply: Result<Option<Value>, ()>,
    pub outward: Vec<Outward>,
    /// Whether a write had failed before: an act of the person's may be lost.
    pub in_doubt: bool,
    /// The keys that were written.
    pub wrote: Vec<String>,
    /// Whether the badge was set.
    pub shown: bool,
    /// The record that was replaced, where one was written.
    pub replaced: Option<Option<Value>>,
    pub erased: bool,
}

impl Worker {
    /// Reads the storage, calls the core, answers, and carries out the effects and the events that
    /// follow.
    pub fn handle(&mut self, event: &Event, clock: &Clock) -> Handled {
        let mut handled = Handled {
            complete: false,
            to_the_end: false,
            reply: Err(()),
            outward: Vec::new(),
            in_doubt: !self.storage.failed.is_empty(),
            wrote: Vec::new(),
            shown: false,
            replaced: None,
            erased: false,
        };
        handled.complete = self.carry_out(event, clock, &mut handled).is_some();
        let has_changed = handled.erased || !handled.wrote.is_empty();
        self.untold |= !handled.to_the_end && has_changed;
        handled
    }

    /// `None` where the worker was stopped or a write failed.
    fn carry_out(&mut self, event: &Event, clock: &Clock, handled: &mut Handled) -> Option<()> {
        let now = Timestamp::from_millis(clock.wall() as f64);
        let mut events = VecDeque::from([Cow::Borrowed(event)]);
        let mut all_written = true;
        let mut first = true;
        while let Some(event) = events.pop_front() {
            self.point()?;
            trace(|| format!("{} {event:?}", clock.now));
            let Outcome { reply, effects } = update(&event, &self.storage, OWN_ORIGIN, now);
            trace(|| format!("    {reply:?}\n    {effects:?}"));
            self.point()?;
            let written = match reply {
                _ if !std::mem::take(&mut first) => false,
                Reply::None => {
                    handled.reply = Ok(None);
                    false
                }
                Reply::Now(value) => {
                    handled.reply = Ok(Some(value));
                    false
                }
                Reply::Written => true,
            };
            for effect in effects {
                self.point()?;
                let keys: Vec<String> = match effect {
                    Effect::Write {
                        key,
                        items,
                        is_news,
                    } => {
                        let succeeded = !self.refuses(&key);
                        if succeeded {
                            for (name, value) in items {
                                if name.contains(".set-aside.") {
                                    self.storage.set_aside = true;
                                    continue;
                                }
                                let old = self.place(&name).replace(value);
                                if name == "record" {
                                    handled.replaced.get_or_insert(old);
                                }
                            }
                            handled.wrote.push(key.clone());
                            self.unwritten.remove(&key);
                        }
                        all_written &= succeeded;
                        events.push_back(Cow::Owned(Event::Written {
                            keys: vec![key],
                            succeeded,
                            is_news,
                        }));
                        continue;
                    }
                    Effect::Erase => vec!["record".into(), "preferences".into()],
                    Effect::Failed(keys) => {
                        self.storage.failed = keys;
                        continue;
                    }
                    Effect::Badge(badge) => {
                        self.badge = badge.text.to_string();
                        handled.shown = true;
                        continue;
                    }
                    Effect::Alarm(at) => {
                        self.alarm = at.map(|at| at.millis() as Ms);
                        continue;
                    }
                    Effect::TellTabs => {
                        handled.outward.push(Outward::TellTabs);
                        self.untold = false;
                        continue;
                    }
                    Effect::Scan { tab } => {
                        handled.outward.push(Outward::Scan(tab));
                        continue;
                    }
                    Effect::Barred(barred) => {
                        self.storage.barred = barred;
                        continue;
                    }
                    Effect::StartScript { tab } => {
                        handled.outward.push(Outward::StartScript(tab));
                        continue;
                    }
                };
                let succeeded = self.failing.is_none();
                if succeeded {
                    let old = self.storage.record.take();
                    handled.replaced.get_or_insert(old);
                    self.storage.preferences = None;
                    self.storage.set_aside = false;
                    self.unwritten.clear();
                    handled.erased = true;
                }
                all_written &= succeeded;
                events.push_back(Cow::Owned(Event::Written {
                    keys,
                    succeeded,
                    is_news: true,
                }));
            }
            if written {
                handled.reply = Ok(Some(json!(all_written)));
            }
            // The background knows by then.
            if let Event::Written {
                keys,
                succeeded: false,
                ..
            } = &*event
            {
                self.unwritten.extend(keys.iter().cloned());
            }
        }
        handled.to_the_end = true;
        all_written.then_some(())
    }

    fn refuses(&self, key: &str) -> bool {
        match self.failing {
            None => false,
            Some(Key::Both) => true,
            Some(Key::Record) => key == "record",
            Some(Key::Preferences) => key == "preferences",
        }
    }

    fn place(&mut self, key: &str) -> &mut Option<Value> {
        match key {
            "record" => &mut self.storage.record,
            "preferences" => &mut self.storage.preferences,
            other => panic!("the core writes a key of no one's: {other}"),
        }
    }

    /// Leaves a value of a newer version there. Returns its key and pointer.
    pub fn plant(&mut self, what: Planted) -> Option<(&'static str, String)> {
        let entry = super::record::ENTRY;
        let (key, at, name) = match what {
            Planted::Record => ("record", String::new(), "newRecord"),
            Planted::Setting => ("record", "/settings".into(), "linkedin/new"),
            Planted::Entry => ("record", entry.into(), "newEntry"),
            Planted::Switch => ("record", format!("{entry}/switch"), "newSwitch"),
            Planted::Look => ("record", format!("{entry}/look"), "newLook"),
            Planted::History => ("record", format!("{entry}/history/0"), "newChange"),
            Planted::Preferences => ("preferences", String::new(), "newPreferences"),
        };
        let holder = self.place(key).as_mut()?.pointer_mut(&at)?;
        holder.as_object_mut()?.insert(name.into(), planted());
        let name = name.replace('/', "~1");
        Some((key, format!("{at}/{name}")))
    }

    /// The browser or the extension starts again: only `storage.local` stays.
    pub fn forget(&mut self) {
        self.storage.failed.clear();
        self.unwritten.clear();
        self.badge.clear();
        self.alarm = None;
    }

    /// A point at which the worker can be stopped.
    fn point(&mut self) -> Option<()> {
        match self.ends_after {
            Some(0) => {
                self.ends_after = None;
                None
            }
            Some(more) => {
                self.ends_after = Some(more - 1);
                Some(())
            }
            None => Some(()),
        }
    }
}

/// Whether each event is printed with its effects.
pub static TRACING: AtomicBool = AtomicBool::new(false);

fn trace(line: impl FnOnce() -> String) {
    if TRACING.load(Ordering::Relaxed) {
        println!("{}", line());
    }
}
