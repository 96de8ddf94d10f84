//! What the core does with whatever others send or store, as one walk for each
//! way in. Run over chosen values by `tests/properties.rs`, and over those that
//! coverage leads to by `cargo xtask fuzz`. It panics where something does not
//! hold, which is how both are told.

use headsup::core::background::{Effect, Event, Reply, update};
use headsup::core::badge::Badge;
use headsup::core::catalogue::catalogue;
use headsup::core::details::details;
use headsup::core::export::{export, page::Words, page::page};
use headsup::core::managed;
use headsup::core::message::{Answer, Sender, ToBackground, ToContent};
use headsup::core::page::{Address, classify};
use headsup::core::part::WithRest;
use headsup::core::popup::{Leave, Surroundings, View, view};
use headsup::core::preferences::{self, Preferences};
use headsup::core::record::{self, Record, Status};
use headsup::core::region::propose;
use headsup::core::regulators::regions;
use headsup::core::stored::{Found, Stored, is_set_aside};
use headsup::core::testimony::{Control, Document, State, Testimony};
use headsup::core::time::Timestamp;
use headsup::core::word::{SETTLED_AFTER, SETTLED_AT_LATEST};
use serde::Deserialize;
use serde_json::{Map, Value, json};

const OWN: &str = "chrome-extension://abcdefghijklmnop";
const NOW: f64 = 1.7e12;

/// A message, from a settings page, from elsewhere, and from our own pages.
pub fn message(value: &Value) {
    let _ = ToContent::deserialize(value);
    let now = Timestamp::from_millis(NOW);
    let said = match ToBackground::deserialize(value) {
        Ok(ToBackground::Testimony(said)) => Some(said),
        Ok(_) | Err(_) => None,
    };
    let path = said.as_ref().map_or("/popup/popup.html", |it| &it.path);
    for (own, tab, origin) in [
        (true, Some(1), catalogue().site.origin),
        (true, Some(1), "https://example.org"),
        (true, None, OWN),
        (false, Some(1), OWN),
    ] {
        let address = Address {
            origin: origin.to_owned(),
            path: path.to_owned(),
        };
        let is_page = said.is_some() && classify(catalogue(), &address).is_settings();
        let may_write = own && (is_page || said.is_none() && origin == OWN);
        let sender = Sender {
            own,
            tab,
            address: Some(address),
        };
        let event = Event::Message {
            sender,
            message: value.clone(),
        };
        let before = Stored::default();
        let after = happens(&event, &before, now);
        assert!(may_write || after == before, "{own} {origin}");
        let is_out = record_of(&after, now).status(&main_setting()) == Status::OptedOut;
        assert!(!is_out || said.as_ref().is_some_and(shows_off));
    }
}

/// One value in the place of everything that is stored and set.
pub fn stored(value: &Value) {
    let now = Timestamp::from_millis(NOW);
    let places: [fn(&mut Stored, Value); 4] = [
        |stored, value| stored.record = Some(value),
        |stored, value| stored.preferences = Some(value),
        |stored, value| stored.managed = Some(value),
        |stored, value| {
            stored.record = Some(value.clone());
            stored.preferences = Some(value.clone());
            stored.managed = Some(value);
        },
    ];
    for place in places {
        let mut stored = Stored::default();
        place(&mut stored, value.clone());
        if let Some(region) = stored.managed().region {
            assert!(regions().region(&region).is_some());
        }
        let around = Surroundings {
            now,
            ..Surroundings::default()
        };
        details(catalogue(), &stored, around);
        shown(&stored, now);
        save(&record_of(&stored, now), now);
        for event in events() {
            happens(&event, &stored, now);
        }
    }
}

/// One event of each kind.
fn events() -> Vec<Event> {
    let sender = |origin: &str, path: &str| Sender {
        own: true,
        tab: Some(1),
        address: Some(Address {
            origin: origin.to_owned(),
            path: path.to_owned(),
        }),
    };
    let own = |message: Value| Event::Message {
        sender: sender(OWN, "/popup/popup.html"),
        message,
    };
    let setting = &catalogue().settings[0];
    let path = format!("/mypreferences/d/settings/{}", setting.slug);
    let said = json!({"testimony": {
        "path": path,
        "document": {"id": 1, "loadedAt": NOW - 60_000.0, "navigation": "navigate",
            "startedAt": "loading", "loaded": true},
        "lang": "de", "waited": 20_000, "links": [], "more": false, "asksPassword": false,
        "controls": [{"ref": 1, "shape": "checkbox", "keys": setting.keys, "name": null,
            "state": "off", "options": [], "visible": true, "main": true, "leftOver": false,
            "busy": false, "enabled": true, "parsed": false, "differs": false, "age": 20_000,
            "held": 20_000, "quiet": 20_000, "quietBefore": 0, "changes": 0, "since": NOW - 50_000.0,
            "priorSince": null, "touchedAt": null, "inputAt": null}],
        "named": null,
    }});
    vec![
        Event::Started,
        Event::Managed(json!({"highlights": false, "region": 7})),
        Event::NoScript { tab: 1 },
        Event::ScriptStarted { refused: true },
        Event::Written {
            keys: vec![record::KEY.to_owned()],
            succeeded: false,
            is_news: false,
        },
        own(json!({"popupOpened": {"tab": null}})),
        own(json!({"setHighlights": {"on": false}})),
        own(json!({"setRegion": {"region": "FR"}})),
        own(json!({"setRecheck": {"days": 0}})),
        own(json!({"setLeave": {"setting": "linkedin/ai-training", "on": true}})),
        own(json!("erase")),
        Event::Message {
            sender: sender(catalogue().site.origin, &path),
            message: said,
        },
    ]
}

/// What is stored after `event`, where every write succeeds. Holds whatever is stored:
/// what is written can be read again, takes nothing away in silence, and is not written twice;
/// what is shown agrees.
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
    let is_testimony = matches!(outcome.reply, Reply::Now(_));
    if writes && (is_testimony || *event == Event::Started) {
        let again = update(event, &next, OWN, now).effects;
        let rewrites = again.iter().any(|it| matches!(it, Effect::Write { .. }));
        assert!(!rewrites, "{:?} {again:?}", next.record);
    }
    next
}

/// Writes `items` as the browser does, after a look at them.
fn write(stored: &mut Stored, key: &str, items: &Map<String, Value>) {
    assert!(!stored.unreadable);
    let new = &items[key];
    let (old, is_kept) = match key {
        record::KEY => {
            let written = Record::read(new).expect("a record that can be read");
            assert_eq!(written.write(), *new);
            let before = stored.record.as_ref().map(Record::read);
            let is_kept = match before {
                None => true,
                Some(None) => false,
                Some(Some(before)) => before.foreign_parts() <= written.foreign_parts(),
            };
            // A choice to leave a switch on ends in the same write.
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
            (stored.preferences.replace(new.clone()), is_kept)
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

/// What a page is told: to ring what it has shown, and to say what is recorded.
fn answered(message: &Value, answer: &Value, stored: &Stored) {
    let Ok(ToBackground::Testimony(said)) = ToBackground::deserialize(message) else {
        return;
    };
    if answer.is_null() {
        return;
    }
    let answer = Answer::deserialize(answer).expect("an answer to a testimony");
    assert!(answer.again.is_none_or(|millis| millis > 0.0));
    let guidance = answer.guidance.as_ref();
    assert!(guidance.is_none() || stored.highlights());
    let ring = guidance.and_then(|guidance| guidance.ring);
    let named = answer.named.map(|named| named.target);
    let controls = said.controls.iter().map(|it| it.target);
    let known: Vec<_> = controls
        .chain(said.links.iter().map(|it| it.target))
        .collect();
    assert!(ring.into_iter().chain(named).all(|it| known.contains(&it)));
    assert!(ring.is_none() || ring == named);
}

/// What the popup shows is what is recorded.
fn shown(stored: &Stored, now: Timestamp) -> View {
    let around = Surroundings {
        now,
        ..Surroundings::default()
    };
    let popup = view(catalogue(), stored, around);
    let record = record_of(stored, now);
    assert_eq!(popup.status, record.status(&main_setting()));
    assert!(!popup.confirmed || matches!(popup.status, Status::OptedIn | Status::OptedOut));
    popup
}

/// Badge and popup say the same.
fn agrees(badge: &Badge, stored: &Stored, now: Timestamp) {
    let popup = shown(stored, now);
    let said = popup.lines.iter().chain(&popup.troubles);
    let doubts = [
        "recheckDue",
        "lookUnrecognised",
        "lookNotListed",
        "troubleStorage",
        "troubleWrite",
        "leaveAsk",
    ];
    let is_doubtful = said.map(|it| it.key).any(|key| doubts.contains(&key));
    let expected = match popup.status {
        _ if is_doubtful => "?",
        Status::Unrecognised | Status::NotListed => "?",
        Status::OptedIn if popup.leave == Some(Leave::TakeBack) => "",
        Status::OptedIn => "!",
        Status::OptedOut => "✓",
        Status::Unknown => "",
    };
    assert_eq!(badge.text, expected, "{popup:?}");
}

/// Whether some switch is shown to be off, by the person or at rest.
pub fn shows_off(said: &Testimony) -> bool {
    said.controls.iter().any(|control| {
        is_off(control) && (control.touched_at.is_some() || is_settled(&said.document, control))
    })
}

/// Whether a switch is off, or may be: a choice says so by its options.
pub fn is_off(control: &Control) -> bool {
    control.state == State::Off || control.options.iter().any(|it| it.chosen)
}

/// Whether a switch has come to rest, or had time enough to.
pub fn is_settled(document: &Document, control: &Control) -> bool {
    let is_at_rest = document.loaded && control.enabled && control.quiet >= SETTLED_AFTER;
    is_at_rest || control.age >= SETTLED_AT_LATEST
}

/// What is recorded.
pub fn record_of(stored: &Stored, now: Timestamp) -> Record {
    match stored.record(now) {
        Found::Ours(record) => record,
        Found::Nothing | Found::Foreign => Record::default(),
    }
}

/// The file of the record: an outsider's text in it is no markup.
fn save(record: &Record, now: Timestamp) {
    let about = "about".to_owned();
    let Some(export) = export(catalogue(), record, now, &|_| 480, about) else {
        panic!("the catalogue has a main setting");
    };
    serde_json::to_string(&export).expect("the file can be written");
    let words = Words {
        lang: "en",
        say: &|_, arguments| Some(arguments.join(" ")),
        time: &|time| Some(time.rfc3339(480)),
    };
    if let Some(html) = page(&export, &words) {
        assert!(!html.to_lowercase().contains("<script"), "{html}");
    }
}

/// An address, a time zone and a language, all in whatever words.
pub fn address(origin: &str, path: &str) {
    let address = Address {
        origin: origin.to_owned(),
        path: path.to_owned(),
    };
    if classify(catalogue(), &address).is_settings() {
        assert_eq!(origin, catalogue().site.origin);
    }
    propose(regions(), origin, &[path.to_owned()]);
    for setting in catalogue().settings {
        setting.wording_in(path);
    }
}

fn main_setting() -> headsup::core::catalogue::SettingId {
    let setting = catalogue().main_setting();
    setting.expect("the catalogue has a main setting").id()
}
