//! One event, what is stored, and the time → an answer, and what is to be done. Everything
//! that the background decides is decided here; it keeps nothing from one event to the next.

mod choice;
mod hearing;
mod known;

use serde::Serialize;
use serde_json::{Map, Value};

use super::badge::Badge;
use super::catalogue::{Catalogue, catalogue};
use super::from_value::from_value;
use super::managed::{self, Managed};
use super::message::{Answer, OpenTab, Permitted, Sender, ToBackground, permitted};
use super::page::classify;
use super::preferences::Choice;
use super::stored::{Found, Stored};
use super::time::Timestamp;
use choice::{choose, forget_in_the_same_call, leave};
use hearing::Heard;
use known::{Known, repaired_or_shown, write};

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

/// Remembers that the browser keeps us from a settings page, or no longer.
fn barred(stored: &Stored, is_barred: bool) -> Option<Effect> {
    (stored.barred != is_barred).then_some(Effect::Barred(is_barred))
}

/// Our own types, all of whose fields JSON can say.
fn to_value<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
