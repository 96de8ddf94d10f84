//! What the core does with whatever others send or store, as one walk for each
//! way in. Run over chosen values by `tests/properties.rs`, and over those that
//! coverage leads to by `cargo xtask fuzz`. It panics where something does not
//! hold, which is how both are told.

use headsup::core::background::{Effect, Event, Reply, update};
use headsup::core::badge::Badge;
use headsup::core::catalogue::{Setting, SettingId, catalogue};
use headsup::core::details::{Other, details};
use headsup::core::export::{export, page::Words, page::page};
use headsup::core::guidance::Guidance;
use headsup::core::managed;
use headsup::core::message::{Answer, Sender, ToBackground, ToContent};
use headsup::core::page::{Address, Page, classify};
use headsup::core::part::{Part, WithRest};
use headsup::core::popup::{Leave, Surroundings, View, view};
use headsup::core::preferences::{self, Preferences};
use headsup::core::record::{self, Entry, Record, Status};
use headsup::core::region::propose;
use headsup::core::regulators::regions;
use headsup::core::sentence::Sentence;
use headsup::core::stored::{Found, Stored, is_set_aside};
use headsup::core::testimony::{Control, Document, Named, State, Testimony};
use headsup::core::time::Timestamp;
use headsup::core::word::{SETTLED_AFTER, SETTLED_AT_LATEST};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Our own origin.
pub const OWN: &str = "chrome-extension://abcdefghijklmnop";
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
        for before in [Stored::default(), with_others()] {
            let after = happens(&event, &before, now);
            assert!(may_write || after == before, "{own} {origin}");
            let record = record_of(&after, now);
            for setting in catalogue().settings {
                let is_out = record.status(&setting.id()) == Status::OptedOut;
                let is_shown = || said.as_ref().is_some_and(|said| shows_off(setting, said));
                assert!(!is_out || is_shown(), "{}", setting.id);
            }
        }
    }
}

/// What is stored where nothing was seen, and the person wants to see the other settings too.
pub fn with_others() -> Stored {
    Stored {
        preferences: Some(json!({"schema": 2, "others": true})),
        ..Stored::default()
    }
}

/// One value in the place of everything that is stored and set.
pub fn stored(value: &Value) {
    let now = Timestamp::from_millis(NOW);
    let places: [fn(&mut Stored, Value); 5] = [
        |stored, value| stored.record = Some(value),
        |stored, value| {
            *stored = with_others();
            stored.record = Some(value);
        },
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

/// One event of each kind, and the page of each setting.
fn events() -> Vec<Event> {
    let own = |message: Value| Event::Message {
        sender: sender(OWN, "/popup/popup.html"),
        message,
    };
    let mut events = vec![
        Event::Started,
        Event::Managed(json!({"highlights": false, "region": 7, "others": true})),
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
        own(json!({"setOthers": {"on": true}})),
        own(json!({"setOthers": {"on": false}})),
        own(json!("erase")),
    ];
    for setting in catalogue().settings {
        events.push(own(
            json!({"setLeave": {"setting": setting.id, "on": true}}),
        ));
        events.push(page_of(setting));
    }
    events
}

fn sender(origin: &str, path: &str) -> Sender {
    Sender {
        own: true,
        tab: Some(1),
        address: Some(Address {
            origin: origin.to_owned(),
            path: path.to_owned(),
        }),
    }
}

/// The setting's page says that the setting's switch is off.
fn page_of(setting: &Setting) -> Event {
    let path = format!("/mypreferences/d/{}", setting.path);
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
        "named": [],
    }});
    Event::Message {
        sender: sender(catalogue().site.origin, &path),
        message: said,
    }
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
    assert!(
        hides_others(&next).is_none()
            || others_in(&next).is_empty()
            || !others_in(stored).is_empty(),
        "{:?} after {event:?}",
        next.record
    );
    // Whatever was there before, and whoever has hidden them.
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

/// Writes `items` as the browser does, after a look at them.
fn write(stored: &mut Stored, key: &str, items: &Map<String, Value>) {
    assert!(!stored.unreadable);
    let new = &items[key];
    let (old, is_kept) = match key {
        record::KEY => {
            let written = Record::read(new).expect("a record that can be read");
            assert_eq!(written.write(), *new);
            let is_kept = keeps_what_it_does_not_know(stored, &written);
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
            let old = stored.preferences.replace(new.clone());
            // What was recorded of settings that are not shown any more ends in the same write.
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

/// Whether all that `written` leaves out of the record is something that we know.
fn keeps_what_it_does_not_know(stored: &Stored, written: &Record) -> bool {
    match stored.record.as_ref().map(Record::read) {
        None => true,
        Some(None) => false,
        Some(Some(before)) => before.foreign_parts() <= written.foreign_parts(),
    }
}

/// What takes the place of the record where settings are not shown any more: the record, without
/// what we have recorded of those.
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

/// The settings that are not to be known: all but those of the first page, where others are not
/// shown. `None` where they are, and where it cannot be read whether they are.
fn hides_others(stored: &Stored) -> Option<&'static [Setting]> {
    let is_known = !stored.unreadable && stored.own_preferences() != Found::Foreign;
    let is_off = is_known && stored.preferences().others != Some(true);
    is_off.then(|| catalogue().others())
}

/// The settings beside those of the first page of which our version has recorded something, or a
/// choice to leave them as they are.
pub fn others_in(stored: &Stored) -> Vec<SettingId> {
    let preferences = stored.own_preferences().or_new();
    let others = catalogue().others().iter().map(Setting::id);
    let left = others.filter(|id| preferences.left_at(id).is_some());
    recorded_others(stored).into_iter().chain(left).collect()
}

/// The settings beside those of the first page of which our version has recorded something. What a
/// newer version has written otherwise is none of it.
pub fn recorded_others(stored: &Stored) -> Vec<SettingId> {
    let record = match stored.record_as_stored() {
        Found::Ours(record) => record,
        Found::Nothing | Found::Foreign => Record::default(),
    };
    let is_ours = |entry: &Entry| {
        let mut alone = Record::default();
        alone.set_entry(&first_setting(), entry.clone());
        alone.foreign_parts() == 0
    };
    let others = catalogue().others().iter().map(Setting::id);
    others
        .filter(|id| {
            let part = record.settings.get(id).and_then(Part::ours);
            part.is_some_and(is_ours)
        })
        .collect()
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
    let hidden = hides_others(stored).unwrap_or_default();
    let shown = stored.preferences();
    let is_shown = |id: &SettingId| shown.settings().iter().any(|it| *id == *it);
    assert!(
        answer.named.iter().all(|it| is_shown(&it.setting)),
        "{answer:?}"
    );
    for setting in hidden {
        assert!(
            !answer
                .keys
                .iter()
                .any(|key| setting.keys.contains(&key.as_str()))
        );
        assert!(
            !guidance.is_some_and(|it| speaks_of(it, setting)),
            "{answer:?}"
        );
    }
    let ring = guidance.and_then(|guidance| guidance.ring);
    let named = answer.named.iter().map(|named| named.target);
    let controls = said.controls.iter().map(|it| it.target);
    let known: Vec<_> = controls
        .chain(said.links.iter().map(|it| it.target))
        .collect();
    assert!(named.clone().all(|it| known.contains(&it)));
    assert!(ring.is_none_or(|ring| named.clone().any(|it| it == ring)));
}

/// Whether what is drawn on a page is about this setting, or names it.
pub fn speaks_of(guidance: &Guidance, setting: &Setting) -> bool {
    let is_topic = guidance.topic.split(' ').next() == Some(setting.id);
    let mut names = guidance.lines.iter().flat_map(|line| &line.args);
    is_topic || names.any(|name| setting.wording.iter().any(|it| it.name == name))
}

/// What the popup shows is what is recorded.
fn shown(stored: &Stored, now: Timestamp) -> View {
    let around = Surroundings {
        now,
        ..Surroundings::default()
    };
    let popup = view(catalogue(), stored, around);
    let record = record_of(stored, now);
    assert_eq!(popup.status, record.status(&first_setting()));
    assert!(!popup.confirmed || matches!(popup.status, Status::OptedIn | Status::OptedOut));
    popup
}

/// Badge, popup and details say the same, of all settings that are shown; and only the first is
/// reassuring.
fn agrees(badge: &Badge, stored: &Stored, now: Timestamp) {
    let popup = shown(stored, now);
    let said = popup.lines.iter().chain(&popup.troubles);
    let first = sign(popup.status, popup.leave, said);
    assert_eq!(popup.sign, first, "{popup:?}");
    let around = Surroundings {
        now,
        ..Surroundings::default()
    };
    let others = details(catalogue(), stored, around).others;
    let others = others.map(|others| others.settings).unwrap_or_default();
    let sign_of = |other: &Other| sign(other.status, other.leave, other.lines.iter());
    let signs: Vec<_> = others.iter().map(sign_of).chain([first]).collect();
    let expected = match first {
        _ if signs.contains(&"?") => "?",
        _ if signs.contains(&"!") => "!",
        first => first,
    };
    assert_eq!(badge.text, expected, "{popup:?} {others:?}");
    let is_out = record_of(stored, now).status(&first_setting()) == Status::OptedOut;
    assert!(badge.text != "✓" || is_out);
    let open = signs[..others.len()].contains(&"?");
    let says_so = popup.others.is_some_and(|it| it.key == "othersOpen");
    assert_eq!(open, says_so, "{others:?}");
}

/// The sign for what is said of a setting.
fn sign<'s>(
    status: Status,
    leave: Option<Leave>,
    said: impl Iterator<Item = &'s Sentence>,
) -> &'static str {
    let doubts = [
        "recheckDue",
        "lookUnrecognised",
        "lookNotListed",
        "troubleStorage",
        "troubleWrite",
        "leaveAsk",
    ];
    let is_doubtful = said.map(|it| it.key).any(|key| doubts.contains(&key));
    match status {
        _ if is_doubtful => "?",
        Status::Unrecognised | Status::NotListed => "?",
        Status::OptedIn if leave == Some(Leave::TakeBack) => "",
        Status::OptedIn => "!",
        Status::OptedOut => "✓",
        Status::Unknown => "",
    }
}

/// Whether a switch that can be this setting's is shown to be off, by the person or at rest.
pub fn shows_off(setting: &Setting, said: &Testimony) -> bool {
    said.controls.iter().any(|control| {
        let is_at_rest = is_settled(&said.document, control);
        may_be(setting, said, control)
            && is_off(control)
            && (control.touched_at.is_some() || is_at_rest)
    })
}

/// Whether a switch can be this setting's: by its key, else on the setting's own page, where it
/// has the key of no other, or had not when it was named.
pub fn may_be(setting: &Setting, said: &Testimony, control: &Control) -> bool {
    let has_key = |of: &Setting| {
        control
            .keys
            .iter()
            .any(|key| of.keys.contains(&key.as_str()))
    };
    let was_named = |it: &Named| it.target == control.target && it.setting == *setting;
    let is_free = || !catalogue().settings.iter().any(has_key) || said.named.iter().any(was_named);
    has_key(setting) || is_own_page(setting, &said.path) && is_free()
}

/// Whether this path is that of the setting's page.
pub fn is_own_page(setting: &Setting, path: &str) -> bool {
    let address = Address {
        origin: catalogue().site.origin.to_owned(),
        path: path.to_owned(),
    };
    matches!(classify(catalogue(), &address), Page::Setting(at) if at.path == setting.path)
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
    let catalogue = catalogue();
    let settings = catalogue.settings;
    let export = export(&catalogue.site, settings, record, now, &|_| 480, about);
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

fn first_setting() -> SettingId {
    catalogue().settings[0].id()
}
