//! A browser for tests: it carries out at once what the background says.

use serde_json::{Map, Value};

use super::*;
use crate::background::{Effect, Event, Outcome, Reply, update};
use crate::message::{Answer, Sender, ToBackground};
use crate::part::WithRest;
use crate::popup::{Surroundings, View, view};
use crate::record::{self, Entry};
use crate::stored::Stored;

/// A browser with the extension.
#[derive(Default)]
pub struct Browser {
    /// What is stored.
    pub stored: Stored,
    /// The values that were set aside.
    pub set_aside: Vec<Value>,
    /// Whether writes to the storage fail.
    pub refuses: bool,
    /// How often it was written.
    pub writes: usize,
    /// The sign on the toolbar button.
    pub badge: &'static str,
    /// When the alarm rings.
    pub alarm: Option<Timestamp>,
    /// The other effects, in order.
    pub other_effects: Vec<Effect>,
}

impl Browser {
    /// A browser whose record has this entry, as JSON; see [`record::tests::entry`].
    pub fn with(entry: &str) -> Self {
        let mut record = record::Record::default();
        record.set_entry(catalogue().settings[0].id(), record::tests::entry(entry));
        let mut browser = Self::default();
        browser.stored.record = Some(record.write());
        browser
    }

    /// Sends an event to the background and carries out its effects. Returns the answer.
    pub fn happens(&mut self, seconds: f64, event: &Event) -> Reply {
        let Outcome { reply, effects } = update(event, &self.stored, OWN, time(seconds));
        for effect in effects {
            match effect {
                Effect::Write {
                    key,
                    items,
                    is_news,
                } => {
                    self.write(items);
                    self.written(seconds, vec![key], is_news);
                }
                Effect::Erase => {
                    if !self.refuses {
                        self.stored = Stored {
                            managed: self.stored.managed.take(),
                            ..Stored::default()
                        };
                    }
                    self.written(seconds, vec!["record".into(), "preferences".into()], true);
                }
                Effect::Failed(keys) => self.stored.failed = keys,
                Effect::Badge(badge) => self.badge = badge.text,
                Effect::Alarm(at) => self.alarm = at,
                other => self.other_effects.push(other),
            }
        }
        reply
    }

    fn write(&mut self, items: Map<String, Value>) {
        if self.refuses {
            return;
        }
        self.writes += 1;
        for (key, value) in items {
            match key.as_str() {
                "record" => self.stored.record = Some(value),
                "preferences" => self.stored.preferences = Some(value),
                "managed" => {
                    self.stored.managed = Some(value);
                    self.stored.is_managed_kept = true;
                }
                _ => {
                    self.stored.set_aside = true;
                    self.set_aside.push(value);
                }
            }
        }
    }

    fn written(&mut self, seconds: f64, keys: Vec<String>, is_news: bool) {
        let event = Event::Written {
            keys,
            succeeded: !self.refuses,
            is_news,
        };
        self.happens(seconds, &event);
    }

    /// A content script in tab 1 testifies at this time. Returns the answer.
    pub fn hears(&mut self, seconds: f64, said: &Testimony) -> Answer {
        self.hears_in(1, seconds, said)
    }

    /// A content script in this tab testifies at this time. Returns the answer.
    pub fn hears_in(&mut self, tab: i32, seconds: f64, said: &Testimony) -> Answer {
        let sender = Sender {
            own: true,
            tab: Some(tab),
            address: Some(address(&said.path)),
        };
        let message = serde_json::to_value(ToBackground::Testimony(said.clone())).unwrap();
        match self.happens(seconds, &Event::Message { sender, message }) {
            Reply::Now(answer) => serde_json::from_value(answer).unwrap(),
            other => panic!("no answer, but {other:?}"),
        }
    }

    /// One of our own pages sends a message at this time. Returns the answer.
    pub fn is_told(&mut self, seconds: f64, message: &Value) -> Reply {
        let own_page = Address {
            origin: OWN.to_owned(),
            path: "/popup/popup.html".to_owned(),
        };
        let sender = Sender {
            own: true,
            tab: None,
            address: Some(own_page),
        };
        let message = message.clone();
        self.happens(seconds, &Event::Message { sender, message })
    }

    /// The browser starts, or the alarm rings.
    pub fn starts(&mut self, seconds: f64) {
        self.happens(seconds, &Event::Started);
    }

    /// The entry of the AI training setting.
    pub fn entry(&self) -> Entry {
        let record = self.stored.record.as_ref().and_then(record::Record::read);
        let entry = record.and_then(|it| it.entry(&catalogue().settings[0].id()).cloned());
        entry.unwrap_or_default()
    }

    /// The switch in a few words: `off, confirmed, as of 0 s`.
    pub fn switch(&self) -> String {
        let entry = self.entry();
        let Some(switch) = entry.switch() else {
            return "nothing".to_owned();
        };
        assert_eq!(switch.seen, switch.as_of);
        let state = match switch.state {
            record::State::On => "on",
            record::State::Off => "off",
        };
        let confirmed = if switch.confirmed { ", confirmed" } else { "" };
        let seconds = (switch.as_of.millis() - T0) / 1000.0;
        format!("{state}{confirmed}, as of {seconds} s")
    }

    /// The changes in a few words each: `off by person`.
    pub fn history(&self) -> Vec<String> {
        let entry = self.entry();
        let said = entry
            .history()
            .map(|change| format!("{:?} by {:?}", change.to, change.by).to_lowercase());
        said.collect()
    }

    /// What the popup shows.
    pub fn popup(&self, seconds: f64) -> View {
        let around = Surroundings {
            now: time(seconds),
            ..Surroundings::default()
        };
        view(catalogue(), &self.stored, around)
    }

    /// The keys of the popup's lines and troubles.
    pub fn lines(&self, seconds: f64) -> Vec<&'static str> {
        let popup = self.popup(seconds);
        let said = popup.lines.iter().chain(&popup.troubles);
        said.map(|sentence| sentence.key).collect()
    }
}
