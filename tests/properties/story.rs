//! Sequences of events: what pages testify and people choose, and what is stored and answered then.

use headsup_core::background::{Event, Reply, update};
use headsup_core::catalogue::{Setting, SettingId, catalogue};
use headsup_core::message::{Answer, Sender, ToBackground};
use headsup_core::page::Address;
use headsup_core::record::Entry;
use headsup_core::stored::Stored;
use headsup_core::testimony::Testimony;
use headsup_core::time::Timestamp;
use proptest::prelude::*;

use crate::foreign::happens::happens;
use crate::foreign::{self, record_of};
use crate::pages::{BEGINNING, at_rest, settings, testimonies, times};

/// One event.
#[derive(Debug, Clone)]
pub enum Turn {
    /// A page testifies.
    Said(Testimony),
    /// The person turns the other settings on or off.
    Others(bool),
    /// The person leaves a switch on, or takes that back.
    Leave(SettingId, bool),
}

pub type Story = Vec<(Turn, f64)>;

/// A sequence of events, each with a time. The clock may go backwards.
pub fn story() -> impl Strategy<Value = Story> {
    let said = prop_oneof![3 => testimonies(), 1 => at_rest()].prop_map(Turn::Said);
    let others = prop::bool::weighted(0.7).prop_map(Turn::Others);
    let leave = (settings(), any::<bool>()).prop_map(|(it, on)| Turn::Leave(it.id(), on));
    let turn = prop_oneof![12 => said, 1 => others, 1 => leave];
    let first = prop::bool::weighted(0.7).prop_map(|on| (Turn::Others(on), BEGINNING));
    let rest = prop::collection::vec((turn, times()), 0..20);
    (prop::option::weighted(0.8, first), rest)
        .prop_map(|(first, rest)| first.into_iter().chain(rest).collect())
}

/// The same, with a clock that goes only forwards.
pub fn orderly_story() -> impl Strategy<Value = Story> {
    story().prop_map(|mut story| {
        story.sort_by(|(_, one), (_, other)| one.total_cmp(other));
        story
    })
}

fn event(said: &Testimony) -> Event {
    let address = Address {
        origin: catalogue().site.origin.to_owned(),
        path: said.path.clone(),
    };
    Event::Message {
        sender: Sender {
            own: true,
            tab: Some(1),
            address: Some(address),
        },
        message: serde_json::to_value(ToBackground::Testimony(said.clone())).unwrap(),
    }
}

/// A message from our own pages.
fn own(message: ToBackground) -> Event {
    Event::Message {
        sender: Sender {
            own: true,
            tab: None,
            address: Some(Address {
                origin: foreign::OWN.to_owned(),
                path: "/popup/popup.html".to_owned(),
            }),
        },
        message: serde_json::to_value(message).unwrap(),
    }
}

pub fn set_others(on: bool) -> Event {
    own(ToBackground::SetOthers { on })
}

impl Turn {
    pub fn event(&self) -> Event {
        match self {
            Turn::Said(said) => event(said),
            Turn::Others(on) => set_others(*on),
            Turn::Leave(setting, on) => own(ToBackground::SetLeave {
                setting: setting.clone(),
                on: *on,
            }),
        }
    }

    pub fn said(&self) -> Option<&Testimony> {
        match self {
            Turn::Said(said) => Some(said),
            Turn::Others(_) | Turn::Leave(..) => None,
        }
    }
}

pub fn time(millis: f64) -> Timestamp {
    Timestamp::from_millis(millis)
}

/// What is stored after the testimony `said`.
pub fn hear(stored: &Stored, said: &Testimony, now: f64) -> Stored {
    happens(&event(said), stored, time(now))
}

pub fn after(story: &Story) -> Stored {
    let mut stored = Stored::default();
    for (turn, now) in story {
        stored = happens(&turn.event(), &stored, time(*now));
    }
    stored
}

/// The answer to the testimony `said`.
pub fn answer(stored: &Stored, said: &Testimony, now: f64) -> Answer {
    match update(&event(said), stored, foreign::OWN, time(now)).reply {
        Reply::Now(answer) => serde_json::from_value(answer).unwrap(),
        other => panic!("no answer: {other:?}"),
    }
}

pub fn first() -> &'static Setting {
    &catalogue().settings[0]
}

pub fn entries(stored: &Stored, now: f64) -> Vec<(SettingId, Entry)> {
    let record = record_of(stored, time(now));
    let of = |setting: &Setting| Some((setting.id(), record.entry(&setting.id())?.clone()));
    catalogue().settings.iter().filter_map(of).collect()
}

pub fn entry_of(stored: &Stored, setting: &SettingId, now: f64) -> Entry {
    let entries = entries(stored, now).into_iter();
    let mut found = entries.filter(|(id, _)| id == setting);
    found.next().map(|(_, entry)| entry).unwrap_or_default()
}
