//! What must hold of the core whatever it is told: by pages, by storage, by
//! messages, by the clock.

#![allow(clippy::unwrap_used)]

use foreign::{happens, is_off, is_settled, record_of, shows_off};
use headsup::core::background::{Event, Reply, update};
use headsup::core::catalogue::{Setting, SettingId, catalogue};
use headsup::core::message::{Answer, Sender, ToBackground};
use headsup::core::page::{Address, Page, classify};
use headsup::core::recognise::{Finding, recognise};
use headsup::core::record::{Entry, HISTORY_LIMIT, State as Recorded, Status, Switch};
use headsup::core::stored::Stored;
use headsup::core::testimony::{
    Control, Document, Link, Named, NamedBy, Navigation, OptionState, ReadyState, Shape, State,
    Target, Testimony,
};
use headsup::core::time::Timestamp;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

#[allow(clippy::expect_used, clippy::panic)]
#[path = "../fuzz/foreign.rs"]
mod foreign;

/// The beginning of all that happens here, in milliseconds since 1970.
const BEGINNING: f64 = 1.7e12;

/// What no report may hold. It is no language tag.
const SECRET: &str = "jane.doe";

fn own_path(setting: &Setting) -> String {
    format!("/mypreferences/d/settings/{}", setting.slug)
}

fn settings() -> impl Strategy<Value = &'static Setting> {
    prop::sample::select(catalogue().settings.iter().collect::<Vec<_>>())
}

fn paths() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => settings().prop_map(own_path),
        2 => Just("/mypreferences/d/categories/privacy".to_owned()),
        1 => Just("/mypreferences/d/categories/account".to_owned()),
        1 => Just("/mypreferences/d/settings/ads-by-age".to_owned()),
        1 => Just("/uas/login".to_owned()),
        1 => Just("/feed/".to_owned()),
        1 => "(/[a-z%A-F0-9-]{0,12}){0,5}",
    ]
}

fn addresses() -> impl Strategy<Value = Address> {
    let origins = prop_oneof![
        9 => Just("https://www.linkedin.com".to_owned()),
        1 => ".{0,30}",
    ];
    (origins, paths()).prop_map(|(origin, path)| Address { origin, path })
}

/// A time of the wall clock, nearly always within two minutes.
fn times() -> impl Strategy<Value = f64> {
    prop_oneof![
        19 => (0..120u32).prop_map(|seconds| BEGINNING + f64::from(seconds) * 1_000.0),
        1 => any::<f64>(),
    ]
}

/// A duration, often on one side or the other of what we wait for.
fn durations() -> impl Strategy<Value = f64> {
    let known = [0.0, 499.0, 500.0, 2_999.0, 3_000.0, 14_999.0, 15_000.0];
    prop_oneof![
        4 => prop::sample::select(known.to_vec()),
        4 => 0.0..20_000.0f64,
        1 => any::<f64>(),
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => settings().prop_map(|it| it.wording[0].label[0].to_owned()),
        1 => Just(SECRET.to_owned()),
        1 => Just(String::new()),
        1 => ".{0,40}",
    ]
}

fn controls() -> impl Strategy<Value = Control> {
    let keys = prop_oneof![
        3 => settings().prop_map(|it| vec![it.keys[0].to_owned()]),
        1 => Just(vec!["allowAdsByAge".to_owned()]),
        1 => Just(vec![SECRET.to_owned()]),
        1 => prop::collection::vec(".{0,12}", 0..3),
    ];
    let state = prop::sample::select(vec![State::On, State::Off, State::Off, State::Unclear]);
    let shape = prop::sample::select(vec![Shape::Checkbox, Shape::Switch, Shape::Button]);
    let often = || prop::bool::weighted(0.8);
    let seldom = || prop::bool::weighted(0.2);
    let looks = (0..5u32, keys, prop::option::of(words()), state, shape);
    let flags = (
        often(),
        often(),
        seldom(),
        seldom(),
        often(),
        seldom(),
        seldom(),
    );
    let lasted = (durations(), durations(), durations(), durations());
    let at = (
        times(),
        seldom_some(times()),
        seldom_some(times()),
        seldom_some(times()),
    );
    (
        looks,
        flags,
        lasted,
        at,
        prop::option::weighted(0.1, choices()),
    )
        .prop_map(|(looks, flags, lasted, at, options)| {
            let (target, keys, name, state, shape) = looks;
            let (visible, main, left_over, busy, enabled, parsed, differs) = flags;
            let (age, held, quiet, quiet_before) = lasted;
            let (since, prior_since, touched_at, input_at) = at;
            Control {
                target: Target(target),
                shape: if options.is_some() {
                    Shape::Choice
                } else {
                    shape
                },
                keys,
                name,
                state: if options.is_some() {
                    State::Unclear
                } else {
                    state
                },
                options: options.unwrap_or_default(),
                visible,
                main,
                left_over,
                busy,
                alert: false,
                enabled,
                parsed,
                differs,
                age,
                held,
                quiet,
                quiet_before,
                changes: u32::from(prior_since.is_some()),
                since,
                prior_since,
                touched_at,
                input_at,
            }
        })
}

fn seldom_some<T: std::fmt::Debug>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Option<T>> {
    prop::option::weighted(0.25, value)
}

/// On and off, as radio buttons are.
fn choices() -> impl Strategy<Value = Vec<OptionState>> {
    any::<[bool; 2]>().prop_map(|[on, off]| {
        let option = |value: &str, chosen| OptionState {
            label: SECRET.to_owned(),
            value: value.to_owned(),
            chosen,
        };
        vec![option("on", on), option("off", off)]
    })
}

/// One of a few documents; the same whenever it is the same one.
fn documents() -> impl Strategy<Value = Document> {
    let navigation = prop::sample::select(vec![
        Navigation::Navigate,
        Navigation::Navigate,
        Navigation::Reload,
        Navigation::BackForward,
        Navigation::Cached,
        Navigation::Prerender,
        Navigation::Error,
    ]);
    let started_at = prop::sample::select(vec![
        ReadyState::Loading,
        ReadyState::Loading,
        ReadyState::Interactive,
        ReadyState::Complete,
    ]);
    let known = (0..6u32, prop::bool::weighted(0.9)).prop_map(|(number, loaded)| Document {
        id: f64::from(number),
        loaded_at: BEGINNING + f64::from(number / 2) * 30_000.0,
        navigation: Navigation::Navigate,
        moved: false,
        started_at: ReadyState::Loading,
        loaded,
    });
    let flags = (any::<bool>(), any::<bool>());
    let any = (6..9u32, times(), navigation, started_at, flags);
    let any = any.prop_map(
        |(number, loaded_at, navigation, started_at, (moved, loaded))| Document {
            id: f64::from(number),
            loaded_at,
            navigation,
            moved,
            started_at,
            loaded,
        },
    );
    prop_oneof![2 => known, 1 => any]
}

fn links() -> impl Strategy<Value = Link> {
    let link = (5..9u32, addresses(), any::<bool>());
    link.prop_map(|(target, address, visible)| Link {
        target: Target(target),
        address,
        visible,
    })
}

fn names() -> impl Strategy<Value = Named> {
    let evidence = prop::sample::select(vec![
        NamedBy::Key,
        NamedBy::Label,
        NamedBy::OnlySwitch,
        NamedBy::Way,
    ]);
    (0..9u32, settings(), evidence).prop_map(|(target, setting, evidence)| Named {
        target: Target(target),
        setting: setting.id(),
        evidence,
    })
}

fn testimonies() -> impl Strategy<Value = Testimony> {
    let lang = prop_oneof![Just("en".to_owned()), Just(SECRET.to_owned()), ".{0,8}"];
    let waited = prop_oneof![Just(10_000.0), durations()];
    (
        (paths(), documents(), lang, waited),
        prop::collection::vec(controls(), 0..3),
        prop::collection::vec(links(), 0..4),
        (prop::bool::weighted(0.1), prop::bool::weighted(0.1)),
        prop::option::weighted(0.3, names()),
    )
        .prop_map(|(page, controls, links, (more, asks_password), named)| {
            let (path, document, lang, waited) = page;
            Testimony {
                path,
                document,
                lang,
                waited,
                controls,
                links,
                more,
                asks_password,
                named,
            }
        })
}

/// The setting's page with its own switch, at rest, untouched, and nothing against it.
fn at_rest() -> impl Strategy<Value = Testimony> {
    (settings(), documents(), any::<bool>(), controls()).prop_map(
        |(setting, document, on, control)| Testimony {
            path: own_path(setting),
            document: Document {
                navigation: Navigation::Navigate,
                loaded: true,
                ..document
            },
            lang: "en".to_owned(),
            waited: 10_000.0,
            controls: vec![Control {
                keys: vec![setting.keys[0].to_owned()],
                state: if on { State::On } else { State::Off },
                shape: Shape::Checkbox,
                options: Vec::new(),
                visible: true,
                busy: false,
                alert: false,
                enabled: true,
                age: 10_000.0,
                held: 10_000.0,
                quiet: 10_000.0,
                quiet_before: 0.0,
                changes: 0,
                left_over: false,
                prior_since: None,
                touched_at: None,
                ..control
            }],
            links: Vec::new(),
            more: false,
            asks_password: false,
            named: None,
        },
    )
}

/// What pages say, one after the other, each with the time; the clock goes where it likes.
fn story() -> impl Strategy<Value = Vec<(Testimony, f64)>> {
    let said = prop_oneof![3 => testimonies(), 1 => at_rest()];
    prop::collection::vec((said, times()), 0..20)
}

/// The same, by a clock that goes on.
fn orderly_story() -> impl Strategy<Value = Vec<(Testimony, f64)>> {
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

fn time(millis: f64) -> Timestamp {
    Timestamp::from_millis(millis)
}

/// What is stored after `said`.
fn hear(stored: &Stored, said: &Testimony, now: f64) -> Stored {
    happens(&event(said), stored, time(now))
}

fn after(story: &[(Testimony, f64)]) -> Stored {
    let mut stored = Stored::default();
    for (said, now) in story {
        stored = hear(&stored, said, *now);
    }
    stored
}

fn entries(stored: &Stored, now: f64) -> Vec<(SettingId, Entry)> {
    let record = record_of(stored, time(now));
    let of = |setting: &Setting| Some((setting.id(), record.entry(&setting.id())?.clone()));
    catalogue().settings.iter().filter_map(of).collect()
}

fn entry_of(stored: &Stored, setting: &SettingId, now: f64) -> Entry {
    let entries = entries(stored, now).into_iter();
    let mut found = entries.filter(|(id, _)| id == setting);
    found.next().map(|(_, entry)| entry).unwrap_or_default()
}

/// Whether some untouched switch, at rest in a document that was loaded and watched from its
/// start, shows this state, and neither the browser, nor an error, nor a later whim of the page
/// can have made it.
fn confirms(said: &Testimony, state: Recorded) -> bool {
    let document = &said.document;
    let is_watched = document.started_at == ReadyState::Loading;
    said.controls.iter().any(|control| {
        let may_be_restored = match document.navigation {
            Navigation::Navigate | Navigation::Prerender => false,
            Navigation::Reload => control.parsed && control.differs,
            Navigation::BackForward | Navigation::Cached | Navigation::Error => true,
        };
        let may_be = match state {
            Recorded::Off => is_off(control),
            Recorded::On => control.state == State::On || !control.options.is_empty(),
        };
        is_watched
            && may_be
            && control.touched_at.is_none()
            && is_settled(document, control)
            && document.loaded
            && (state == Recorded::On || !document.moved)
            && control.enabled
            && !control.busy
            && !control.alert
            && !may_be_restored
    })
}

/// A JSON value of any shape, often with our own names in it.
fn json() -> impl Strategy<Value = Value> {
    let words = [
        "testimony",
        "off",
        "on",
        "unrecognised",
        "person",
        "2025-11-03T00:00:00Z",
        "key",
        "popupOpened",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<f64>().prop_map(|number| json!(number)),
        Just(json!(2)),
        prop::sample::select(words.to_vec()).prop_map(Into::into),
        ".*".prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        let known = [
            "testimony",
            "schema",
            "settings",
            "history",
            "switch",
            "look",
            "linkedin/ai-training",
            "state",
            "confirmed",
            "since",
            "seen",
            "before",
            "outcome",
            "at",
            "to",
            "by",
            "region",
            "highlights",
            "recheckDays",
            "setRegion",
        ];
        let known = prop::sample::select(known.to_vec()).prop_map(str::to_owned);
        let names = prop_oneof![6 => known, 1 => ".{0,6}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map(names, inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Puts a field of a newer version into every object of `value`.
fn add_newer(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(add_newer);
            fields.insert("newer".to_owned(), json!({"a": [1]}));
        }
        Value::Array(items) => items.iter_mut().for_each(add_newer),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

proptest! {
    #[test]
    fn never_opted_out_without_a_switch_shown_off_by_the_person_or_at_rest(story in story()) {
        let mut stored = Stored::default();
        let mut shown_off = false;
        for (said, now) in &story {
            stored = hear(&stored, said, *now);
            shown_off |= shows_off(said);
            for (_, entry) in entries(&stored, *now) {
                prop_assert!(entry.status() != Status::OptedOut || shown_off);
            }
        }
    }

    #[test]
    fn never_confirmed_but_by_an_untouched_page_loaded_later_and_watched_from_its_start(
        story in orderly_story(),
    ) {
        let mut stored = Stored::default();
        for (said, now) in &story {
            let before = entries(&stored, *now);
            stored = hear(&stored, said, *now);
            for (setting, entry) in entries(&stored, *now) {
                let Some(switch) = entry.switch().filter(|it| it.confirmed) else {
                    continue;
                };
                let mut before = before.iter().filter(|(id, _)| *id == setting);
                let before = before.next().and_then(|(_, entry)| entry.switch());
                let is_known = before.is_some_and(|it| {
                    let earlier = it.before();
                    let is = |it: &Switch| {
                        it.confirmed && (it.state, it.as_of) == (switch.state, switch.as_of)
                    };
                    is(it) || earlier.is_some_and(is)
                });
                if !is_known {
                    prop_assert!(confirms(said, switch.state), "{switch:?}");
                    prop_assert_eq!(switch.as_of, time(said.document.loaded_at).by_now(time(*now)));
                }
            }
        }
    }

    #[test]
    fn an_untouched_page_is_never_newer_than_its_load(story in orderly_story()) {
        let mut stored = Stored::default();
        for (said, now) in &story {
            let before = entries(&stored, *now);
            stored = hear(&stored, said, *now);
            let is_untouched = said.controls.iter().all(|control| {
                control.touched_at.is_none()
                    && (control.input_at.is_none() || control.prior_since.is_none())
            });
            if !is_untouched {
                continue;
            }
            for (setting, entry) in entries(&stored, *now) {
                let mut before = before.iter().filter(|(id, _)| *id == setting);
                let before = before.next().and_then(|(_, entry)| entry.switch());
                let Some(switch) = entry.switch() else {
                    continue;
                };
                let known = before.map_or(Timestamp::UNKNOWN, |before| before.seen);
                let loaded = time(said.document.loaded_at);
                prop_assert!(switch.seen <= known.max(loaded), "{switch:?} {before:?}");
            }
        }
    }

    #[test]
    fn the_newest_page_at_rest_decides(story in orderly_story(), said in at_rest()) {
        let stored = after(&story);
        // Loaded a minute after everything else.
        let loaded_at = BEGINNING + 180_000.0;
        let document = Document { id: 99.0, loaded_at, moved: false, ..said.document };
        let said = Testimony { document, ..said };
        let now = loaded_at + 11_000.0;
        let stored = hear(&stored, &said, now);
        let setting = catalogue().settings.iter().find(|it| own_path(it) == said.path).unwrap();
        let entry = entry_of(&stored, &setting.id(), now);
        let shown = if said.controls[0].state == State::Off { Status::OptedOut } else { Status::OptedIn };
        prop_assert_eq!(entry.status(), shown);
        if said.document.started_at == ReadyState::Loading {
            let switch = entry.switch().unwrap();
            prop_assert!(switch.confirmed);
            prop_assert_eq!(switch.seen, time(loaded_at));
        }
        prop_assert_eq!(entry.look(), None);
    }

    #[test]
    fn a_failed_look_takes_nothing_from_the_switch(story in story(), said in testimonies()) {
        let stored = after(&story);
        let now = BEGINNING + 180_000.0;
        let empty = Testimony { controls: Vec::new(), ..said };
        let next = hear(&stored, &empty, now);
        for ((_, before), (_, next)) in entries(&stored, now).iter().zip(entries(&next, now)) {
            if before.switch().is_some() {
                prop_assert_eq!(before.switch(), next.switch());
                prop_assert!(before.history().eq(next.history()));
            }
        }
    }

    #[test]
    fn the_history_is_bounded_in_order_and_without_gaps(story in orderly_story()) {
        let mut stored = Stored::default();
        let mut latest = BEGINNING;
        for turn in 0..5 {
            for (said, now) in &story {
                // Each turn two minutes later than the one before.
                let later = f64::from(turn) * 120_000.0;
                let mut said = said.clone();
                said.document.loaded_at += later;
                said.document.id += later;
                latest = now + later;
                stored = hear(&stored, &said, latest);
            }
        }
        for (_, entry) in entries(&stored, latest) {
            let history: Vec<_> = entry.history().collect();
            prop_assert!(history.len() <= HISTORY_LIMIT);
            prop_assert!(history.is_sorted_by_key(|change| change.at), "{history:?}");
            prop_assert!(history.windows(2).all(|pair| pair[0].to != pair[1].to), "{history:?}");
            let last = history.last().map(|change| change.to);
            prop_assert_eq!(last, entry.switch().map(|switch| switch.state));
        }
    }

    #[test]
    fn a_page_is_told_what_is_recorded(story in story(), said in testimonies(), now in times()) {
        let stored = after(&story);
        let next = hear(&stored, &said, now);
        let outcome = update(&event(&said), &stored, "", time(now));
        let Reply::Now(answer) = outcome.reply else {
            panic!("no answer");
        };
        let answer: Answer = serde_json::from_value(answer).unwrap();
        let (Some(guidance), Some(named)) = (answer.guidance, answer.named) else {
            return Ok(());
        };
        let entry = entry_of(&next, &named.setting, now);
        let says = |key: &str| guidance.lines.iter().any(|line| line.key == key);
        if says("calloutOff") {
            prop_assert_eq!(entry.status(), Status::OptedOut);
            let is_sure = !says("calloutConfirm") && !says("notKept");
            prop_assert!(!is_sure || entry.switch().unwrap().confirmed);
        }
        if says("calloutOn") {
            prop_assert_eq!(entry.status(), Status::OptedIn);
        }
    }

    #[test]
    fn nothing_of_a_page_s_text_is_in_a_report(story in story()) {
        let stored = after(&story);
        let written = serde_json::to_string(&stored.record).unwrap();
        prop_assert!(!written.contains(SECRET), "{written}");
    }

    #[test]
    fn what_a_newer_version_added_stays(
        story in story(), said in prop_oneof![testimonies(), at_rest()], now in times(),
    ) {
        let mut stored = after(&story);
        let Some(record) = &mut stored.record else {
            return Ok(());
        };
        add_newer(record);
        let settings = record["settings"].as_object_mut().unwrap();
        settings.remove("newer");
        settings.insert("another/setting".to_owned(), json!({"switch": "dimmed", "history": [], "newer": 1}));
        let record = record.clone();
        let next = hear(&stored, &said, now).record.unwrap();
        prop_assert!(next.get("newer").is_some());
        prop_assert_eq!(&next["settings"]["another/setting"], &record["settings"]["another/setting"]);
        for setting in catalogue().settings {
            let of = |record: &Value| record["settings"].get(setting.id).cloned();
            let (Some(old), Some(new)) = (of(&record), of(&next)) else {
                continue;
            };
            prop_assert!(new.get("newer").is_some());
            let has_both = |part: &str| old.get(part).is_some() && new.get(part).is_some();
            for part in ["switch", "look"] {
                let is_kept = new.get(part).is_some_and(|it| it.get("newer").is_some());
                prop_assert!(!has_both(part) || is_kept, "{old} {new}");
            }
            let pairs = old["history"].as_array().unwrap().iter().zip(new["history"].as_array().unwrap());
            for (old, new) in pairs {
                let is_same = ["at", "to", "by"].iter().all(|it| old[it] == new[it]);
                prop_assert!(!is_same || new.get("newer").is_some(), "{old} {new}");
            }
        }
    }

    #[test]
    fn outside_the_settings_pages_nothing_is_found(address in addresses(), said in testimonies()) {
        let page = classify(catalogue(), &address);
        if matches!(page, Page::Elsewhere | Page::SignIn) && said.named.is_none() {
            prop_assert_eq!(recognise(catalogue(), &page, &said).0, Finding::Nothing);
        }
    }

    #[test]
    fn outside_the_settings_pages_nothing_is_recorded(story in story(), said in testimonies(), now in times()) {
        let stored = after(&story);
        let address = Address { origin: catalogue().site.origin.to_owned(), path: said.path.clone() };
        if !classify(catalogue(), &address).is_settings() {
            prop_assert_eq!(hear(&stored, &said, now), stored);
        }
    }

    #[test]
    fn what_others_send_and_store_breaks_nothing(value in json(), origin in ".*", path in paths()) {
        foreign::message(&value);
        foreign::stored(&value);
        foreign::address(&origin, &path);
        foreign::address(catalogue().site.origin, &path);
    }

    #[test]
    fn testimony_that_can_be_read_breaks_nothing(said in testimonies()) {
        foreign::message(&serde_json::to_value(ToBackground::Testimony(said)).unwrap());
    }

    #[test]
    fn a_record_with_anything_in_its_places_breaks_nothing(story in story(), value in json(), place in any::<prop::sample::Index>()) {
        let stored = after(&story);
        let Some(mut record) = stored.record else {
            return Ok(());
        };
        let mut places: Vec<String> = Vec::new();
        pointers(&record, String::new(), &mut places);
        *record.pointer_mut(&places[place.index(places.len())]).unwrap() = value;
        foreign::stored(&record);
    }

    #[test]
    fn whatever_is_stored_and_said_nothing_breaks(
        record in json(), preferences in json(), managed in json(),
        said in testimonies(), now in times(), unreadable in prop::bool::weighted(0.1),
    ) {
        let stored = Stored {
            record: Some(record),
            preferences: Some(preferences),
            managed: Some(managed),
            ..Stored::default()
        };
        let stored = if unreadable {
            Stored { unreadable, ..Stored::default() }
        } else {
            stored
        };
        hear(&stored, &said, now);
        happens(&Event::Started, &stored, time(now));
    }
}

/// The JSON pointers of all values in `value`.
fn pointers(value: &Value, here: String, found: &mut Vec<String>) {
    let none = Map::new();
    let (fields, items) = match value {
        Value::Object(fields) => (fields, &[][..]),
        Value::Array(items) => (&none, &items[..]),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (&none, &[][..]),
    };
    for (name, field) in fields {
        let name = name.replace('~', "~0").replace('/', "~1");
        pointers(field, format!("{here}/{name}"), found);
    }
    for (number, item) in items.iter().enumerate() {
        pointers(item, format!("{here}/{number}"), found);
    }
    found.push(here);
}
