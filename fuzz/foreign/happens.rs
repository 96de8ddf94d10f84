//! What must hold after an event, whatever is stored: what is written can be read again, and
//! nothing stored is lost.

use headsup_core::background::{Effect, Event, Reply, update};
use headsup_core::managed;
use headsup_core::part::WithRest;
use headsup_core::preferences::{self, Preferences};
use headsup_core::record::{self, Record};
use headsup_core::stored::{Found, Stored, is_set_aside};
use headsup_core::time::Timestamp;
use serde_json::{Map, Value};

use super::OWN;
use super::others::{hides_others, others_in, recorded_others};
use super::told::{agrees, answered};

/// The stored values after `event`, where every write succeeds. Panics where something does not
/// hold: what is written can be read again, nothing is lost or written twice, and badge, popup and
/// Details agree.
pub fn happens(event: &Event, stored: &Stored, now: Timestamp) -> Stored {
    let outcome = update(event, stored, OWN, now);
    if let (Event::Message { message, .. }, Reply::Now(answer)) = (event, &outcome.reply) {
        answered(message, answer, stored);
    }
    let mut next = stored.clone();
    let mut writes = false;
    for effect in &outcome.effects {
        let (keys, is_news) = match effect {
            Effect::Write {
                key,
                items,
                is_news,
            } => {
                writes = true;
                write(&mut next, key, items);
                (vec![key.clone()], *is_news)
            }
            Effect::Erase => {
                next = Stored {
                    managed: next.managed,
                    ..Stored::default()
                };
                let keys = [record::KEY, preferences::KEY];
                (keys.map(str::to_owned).into(), true)
            }
            Effect::Failed(keys) => {
                next.failed.clone_from(keys);
                continue;
            }
            Effect::Badge(badge) => {
                agrees(badge, &next, now);
                continue;
            }
            Effect::Alarm(at) => {
                assert!(at.is_none_or(|at| at > now));
                continue;
            }
            Effect::Barred(barred) => {
                assert_ne!(next.barred, *barred);
                next.barred = *barred;
                continue;
            }
            Effect::TellTabs | Effect::Scan { .. } | Effect::StartScript { .. } => continue,
        };
        let written = Event::Written {
            keys,
            succeeded: true,
            is_news,
        };
        next = happens(&written, &next, now);
    }
    // Preferences that did not fit may have had choices that count once the rest fits again.
    let was_foreign = stored.own_preferences() == Found::Foreign;
    assert!(
        hides_others(&next).is_none()
            || others_in(&next).is_empty()
            || !others_in(stored).is_empty()
            || was_foreign,
        "{:?} after {event:?}",
        next.record
    );
    // Even where hidden settings were recorded before.
    let is_start = *event == Event::Started;
    assert!(!is_start || hides_others(&next).is_none() || recorded_others(&next).is_empty());
    let is_testimony = matches!(outcome.reply, Reply::Now(_));
    if writes && (is_testimony || *event == Event::Started) {
        let again = update(event, &next, OWN, now).effects;
        let rewrites = again.iter().any(|it| matches!(it, Effect::Write { .. }));
        assert!(!rewrites, "{:?} {again:?}", next.record);
    }
    next
}

/// Writes `items` as the browser does, and checks them first.
fn write(stored: &mut Stored, key: &str, items: &Map<String, Value>) {
    assert!(!stored.unreadable);
    let new = &items[key];
    let (old, is_kept) = match key {
        record::KEY => {
            let written = Record::read(new).expect("a record that can be read");
            assert_eq!(written.write(), *new);
            let is_kept = keeps_what_it_does_not_know(stored, &written);
            // When a switch is recorded as off, the same write ends the choice to leave it on.
            if let Some(new) = items.get(preferences::KEY) {
                let before = stored.preferences.replace(new.clone());
                assert!(before.as_ref().and_then(Preferences::read).is_some());
                assert_ne!(before.as_ref(), Some(new));
            }
            (stored.record.replace(new.clone()), is_kept)
        }
        preferences::KEY => {
            let written = Preferences::read(new).expect("preferences that can be read");
            assert!(
                written.region_proposed
                    || written.chosen_region().is_some()
                    || stored.preferences.is_some()
            );
            let is_kept = stored
                .preferences
                .as_ref()
                .is_none_or(|it| Preferences::read(it).is_some());
            let old = stored.preferences.replace(new.clone());
            // When settings are hidden, the same write erases what was recorded of them.
            if let Some(new) = items.get(record::KEY) {
                only_forgets(stored, new);
                stored.record = Some(new.clone());
            }
            (old, is_kept)
        }
        managed::KEY => {
            let is_kept = std::mem::replace(&mut stored.is_managed_kept, true);
            let old = stored.managed.replace(new.clone());
            assert!(!is_kept || old.as_ref() != Some(new), "{new} is kept twice");
            return;
        }
        other => panic!("{other} is no key of ours"),
    };
    let mut aside = items.iter().filter(|(key, _)| is_set_aside(key));
    match aside.next() {
        Some((_, kept)) => {
            assert_eq!(Some(kept), old.as_ref());
            stored.set_aside = true;
        }
        None => assert!(is_kept, "{old:?} is lost"),
    }
    assert!(aside.next().is_none());
}

/// Whether everything that `written` leaves out of the record was of a known layout.
fn keeps_what_it_does_not_know(stored: &Stored, written: &Record) -> bool {
    match stored.record.as_ref().map(Record::read) {
        None => true,
        Some(None) => false,
        Some(Some(before)) => before.foreign_parts() <= written.foreign_parts(),
    }
}

/// Checks a record that is written because settings are hidden: it is the old one, without what
/// this version has recorded of those settings.
fn only_forgets(stored: &Stored, new: &Value) {
    assert!(hides_others(stored).is_some());
    let before = stored.record.as_ref().and_then(Record::read);
    let before = before.expect("a record that can be read");
    let written = Record::read(new).expect("a record that can be read");
    assert_ne!(before, written);
    assert!(
        keeps_what_it_does_not_know(stored, &written),
        "{before:?} is lost"
    );
    let others = others_in(stored);
    for (id, part) in &before.settings {
        assert!(
            written.settings.get(id) == Some(part) || others.contains(id),
            "{id:?}"
        );
    }
    assert!(
        written
            .settings
            .keys()
            .all(|id| before.settings.contains_key(id))
    );
}
