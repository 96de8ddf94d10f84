//! What the background does on an event. In: the event, what is stored, the time. Out: an answer
//! and a list of effects. Nothing is kept from one event to the next.

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
    /// A message has come in, from the extension or from somebody else.
    Message {
        /// Who sent it, as the browser says.
        sender: Sender,
        /// The message, as it came.
        message: Value,
    },
    /// The background has started, or the alarm has rung. The browser forgets badge and alarm when
    /// it is closed and when the extension is disabled.
    Started,
    /// `storage.managed` has answered.
    Managed(Value),
    /// An [`Effect::Write`] or [`Effect::Erase`] was tried. `stored` was read again after that.
    Written {
        /// The keys that were to be written.
        keys: Vec<String>,
        /// Whether they were.
        succeeded: bool,
        /// As in [`Effect::Write`]; `true` after [`Effect::Erase`].
        is_news: bool,
    },
    /// A tab has refused [`Effect::Scan`]: our content script does not run in it.
    NoScript {
        /// The tab.
        tab: i32,
    },
    /// The browser has carried out [`Effect::StartScript`] or has refused it.
    ScriptStarted {
        /// Whether it has refused.
        refused: bool,
    },
}

/// What the background does on an event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// The answer to a message.
    pub reply: Reply,
    /// In the order in which they are carried out.
    pub effects: Vec<Effect>,
}

/// An answer to a message.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Reply {
    /// The message is not answered.
    #[default]
    None,
    /// Before anything is written, because a page waits for it.
    Now(Value),
    /// After the writes: `true` where all succeeded, `false` where one failed.
    Written,
}

/// Something that the shell has to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write `items` into `storage.local` in one call, then send [`Event::Written`] with `key`.
    Write {
        /// `record`, `preferences` or `managed`: the key that [`Event::Written`] names.
        key: String,
        /// Storage keys and values. What is set aside is among them.
        items: Map<String, Value>,
        /// Whether callouts in other windows would show something else after it.
        is_news: bool,
    },
    /// Empty `storage.local` and `storage.session`, then send [`Event::Written`] with all keys.
    Erase,
    /// Keep in `storage.session` which keys could not be written.
    Failed(Vec<String>),
    /// Show this badge on the toolbar button.
    Badge(Badge),
    /// Set the alarm to this time. `None`: clear it.
    Alarm(Option<Timestamp>),
    /// Send [`ToContent::Testify`](super::message::ToContent) to the tabs in front. A tab in the
    /// background testifies anyway when it comes to the front.
    TellTabs,
    /// Send [`ToContent::Scan`](super::message::ToContent) to this tab. Where that fails, send
    /// [`Event::NoScript`].
    Scan {
        /// The tab.
        tab: i32,
    },
    /// Keep in `storage.session` whether the browser refuses to start our content script on a
    /// settings page.
    Barred(bool),
    /// Start the content script in this tab, then send [`Event::ScriptStarted`].
    StartScript {
        /// The tab.
        tab: i32,
    },
}

/// Handles `event`. `stored` is what the storage answered at `now`. `own_origin` is the extension's
/// own origin, such as `chrome-extension://…`.
///
/// Any stored value and any message is accepted: what does not fit is ignored or set aside.
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
            // Not after a failed write: the pages would testify the same, the write would fail
            // again, and so on.
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

/// Starts the content script in the tab that the popup was opened over, where the browser did not
/// start it itself. Sets an unreadable record aside and begins a new one.
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

/// Stores what `storage.managed` has answered: its first answer after a browser's start takes
/// seconds.
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

/// After a write: shows badge and alarm, notes failed keys, and tells open pages.
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

/// Notes whether the browser refuses the content script on a settings page. `None`: no change.
fn barred(stored: &Stored, is_barred: bool) -> Option<Effect> {
    (stored.barred != is_barred).then_some(Effect::Barred(is_barred))
}

/// JSON can express all fields of our types, so this does not fail.
fn to_value<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
