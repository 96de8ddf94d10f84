//! What must hold of the core whatever it is told: by pages, by storage, by
//! messages, by the clock.

#![allow(clippy::unwrap_used, clippy::panic)]

use foreign::{
    happens, is_off, is_own_page, is_settled, may_be, others_in, record_of, recorded_others,
    shows_off, speaks_of,
};
use headsup::core::background::{Effect, Event, Reply, update};
use headsup::core::catalogue::{Setting, SettingId, catalogue};
use headsup::core::evidence::is_on;
use headsup::core::export::export;
use headsup::core::message::{Answer, Sender, ToBackground};
use headsup::core::page::{Address, Page, classify};
use headsup::core::recognise::{Asked, Finding, Search, SwitchFinding};
use headsup::core::record::{Entry, HISTORY_LIMIT, State as Recorded, Status, Switch};
use headsup::core::stored::Stored;
use headsup::core::testimony::{
    Control, Document, Link, Named, NamedBy, Navigation, OptionState, ReadyState, Shape, State,
    Target, Testimony,
};
use headsup::core::time::Timestamp;
use headsup::core::word::word;
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
    format!("/mypreferences/d/{}", setting.path)
}

fn settings() -> impl Strategy<Value = &'static Setting> {
    prop::sample::select(catalogue().settings.iter().collect::<Vec<_>>())
}

fn paths() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => settings().prop_map(own_path),
        2 => Just("/mypreferences/d/categories/privacy".to_owned()),
        1 => Just("/mypreferences/d/categories/account".to_owned()),
        1 => Just("/mypreferences/d/settings/of-another-time".to_owned()),
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
        2 => settings().prop_map(|it| {
            it.labels.first().map_or(it.wording[0].name, |label| label.texts[0]).to_owned()
        }),
        1 => Just(SECRET.to_owned()),
        1 => Just(String::new()),
        1 => ".{0,40}",
    ]
}

fn controls() -> impl Strategy<Value = Control> {
    let keys = prop_oneof![
        4 => settings().prop_map(|it| vec![it.keys[0].to_owned()]),
        1 => prop::collection::vec(settings().prop_map(|it| it.keys[0].to_owned()), 2..4),
        1 => Just(vec![SECRET.to_owned()]),
        1 => prop::collection::vec(".{0,12}", 0..3),
    ];
    let state = prop::sample::select(vec![State::On, State::Off, State::Off, State::Unclear]);
    let shape = prop::sample::select(vec![Shape::Checkbox, Shape::Switch, Shape::Button]);
    let often = || prop::bool::weighted(0.8);
    let seldom = || prop::bool::weighted(0.2);
    let looks = (0..6u32, keys, prop::option::of(words()), state, shape);
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
    let link = (6..9u32, addresses(), any::<bool>());
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
        prop::collection::vec(controls(), 0..6),
        prop::collection::vec(links(), 0..4),
        (prop::bool::weighted(0.1), prop::bool::weighted(0.1)),
        prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(names(), 1..4)],
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

/// A setting's page with all switches that are on it, at rest, untouched, and nothing against it.
fn at_rest() -> impl Strategy<Value = Testimony> {
    let switches = prop::collection::vec((any::<bool>(), controls()), 2);
    (settings(), documents(), switches).prop_map(|(at, document, switches)| {
        let of_page = catalogue().settings.iter().filter(|it| it.path == at.path);
        let controls = of_page.zip(switches).zip(1..);
        let controls = controls.map(|((setting, (on, control)), number)| Control {
            target: Target(number),
            keys: vec![setting.keys[0].to_owned()],
            name: Some(String::new()),
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
        });
        Testimony {
            path: own_path(at),
            document: Document {
                navigation: Navigation::Navigate,
                loaded: true,
                ..document
            },
            lang: "en".to_owned(),
            waited: 10_000.0,
            controls: controls.collect(),
            links: Vec::new(),
            more: false,
            asks_password: false,
            named: Vec::new(),
        }
    })
}

/// Something that happens.
#[derive(Debug, Clone)]
enum Turn {
    /// A page says something.
    Said(Testimony),
    /// The person wants to see the other settings too, or no longer.
    Others(bool),
    /// The person leaves a switch on, or takes that back.
    Leave(SettingId, bool),
}

type Story = Vec<(Turn, f64)>;

/// What pages say and people choose, one after the other, each with the time; the clock goes where
/// it likes.
fn story() -> impl Strategy<Value = Story> {
    let said = prop_oneof![3 => testimonies(), 1 => at_rest()].prop_map(Turn::Said);
    let others = prop::bool::weighted(0.7).prop_map(Turn::Others);
    let leave = (settings(), any::<bool>()).prop_map(|(it, on)| Turn::Leave(it.id(), on));
    let turn = prop_oneof![12 => said, 1 => others, 1 => leave];
    let first = prop::bool::weighted(0.7).prop_map(|on| (Turn::Others(on), BEGINNING));
    let rest = prop::collection::vec((turn, times()), 0..20);
    (prop::option::weighted(0.8, first), rest)
        .prop_map(|(first, rest)| first.into_iter().chain(rest).collect())
}

/// The same, by a clock that goes on.
fn orderly_story() -> impl Strategy<Value = Story> {
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

fn set_others(on: bool) -> Event {
    own(ToBackground::SetOthers { on })
}

impl Turn {
    fn event(&self) -> Event {
        match self {
            Turn::Said(said) => event(said),
            Turn::Others(on) => set_others(*on),
            Turn::Leave(setting, on) => own(ToBackground::SetLeave {
                setting: setting.clone(),
                on: *on,
            }),
        }
    }

    fn said(&self) -> Option<&Testimony> {
        match self {
            Turn::Said(said) => Some(said),
            Turn::Others(_) | Turn::Leave(..) => None,
        }
    }
}

fn time(millis: f64) -> Timestamp {
    Timestamp::from_millis(millis)
}

/// What is stored after `said`.
fn hear(stored: &Stored, said: &Testimony, now: f64) -> Stored {
    happens(&event(said), stored, time(now))
}

fn after(story: &Story) -> Stored {
    let mut stored = Stored::default();
    for (turn, now) in story {
        stored = happens(&turn.event(), &stored, time(*now));
    }
    stored
}

/// What a page is answered.
fn answer(stored: &Stored, said: &Testimony, now: f64) -> Answer {
    match update(&event(said), stored, foreign::OWN, time(now)).reply {
        Reply::Now(answer) => serde_json::from_value(answer).unwrap(),
        other => panic!("no answer: {other:?}"),
    }
}

fn shows_others(stored: &Stored) -> bool {
    stored.preferences().others == Some(true)
}

fn first() -> &'static Setting {
    &catalogue().settings[0]
}

fn entries(stored: &Stored, now: f64) -> Vec<(SettingId, Entry)> {
    let record = record_of(stored, time(now));
    let of = |setting: &Setting| Some((setting.id(), record.entry(&setting.id())?.clone()));
    catalogue().settings.iter().filter_map(of).collect()
}

fn switch_of<'e>(entries: &'e [(SettingId, Entry)], setting: &SettingId) -> Option<&'e Switch> {
    let (_, entry) = entries.iter().find(|(id, _)| id == setting)?;
    entry.switch()
}

fn known(id: &SettingId) -> &'static Setting {
    let mut known = catalogue().settings.iter();
    known.find(|it| *id == **it).unwrap()
}

fn entry_of(stored: &Stored, setting: &SettingId, now: f64) -> Entry {
    let entries = entries(stored, now).into_iter();
    let mut found = entries.filter(|(id, _)| id == setting);
    found.next().map(|(_, entry)| entry).unwrap_or_default()
}

/// Whether some untouched switch that can be this setting's, at rest in a document that was loaded and watched from its
/// start, shows this state, and neither the browser, nor an error, nor a later whim of the page
/// can have made it.
fn confirms(setting: &Setting, said: &Testimony, state: Recorded) -> bool {
    let document = &said.document;
    let is_watched = document.started_at == ReadyState::Loading;
    said.controls.iter().any(|control| {
        let may_be_restored = match document.navigation {
            Navigation::Navigate | Navigation::Prerender => false,
            Navigation::Reload => control.parsed && control.differs,
            Navigation::BackForward | Navigation::Cached | Navigation::Error => true,
        };
        let is_so = match state {
            Recorded::Off => is_off(control),
            Recorded::On => control.state == State::On || !control.options.is_empty(),
        };
        is_watched
            && may_be(setting, said, control)
            && is_so
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
            "others",
            "leave",
            "named",
            "linkedin/ads-by-age",
            "linkedin/linkedin-promotions/tipsForUsingLinkedinViaEmail",
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

/// What is found on a page, and what is asked for besides.
struct Looked<'t> {
    findings: Vec<Finding<'t>>,
    asked: Asked,
}

impl<'t> Looked<'t> {
    fn at(settings: &'t [Setting], page: &Page<'t>, said: &'t Testimony) -> Self {
        let search = Search {
            catalogue: catalogue(),
            settings,
            leads_to: &|_| true,
        };
        let (findings, asked) = search.on(page, said);
        Self { findings, asked }
    }
}

/// Whether a page may say anything of this setting: on its own page, in a list of settings, by a
/// switch with its key.
fn is_of(setting: &Setting, said: &Testimony) -> bool {
    let is_row = |link: &Link| is_own_page(setting, &link.address.path);
    let is_listed = is_list(said) && (setting.category.is_some() || said.links.iter().any(is_row));
    let has_its_switch = said.controls.iter().any(|it| may_be(setting, said, it));
    is_own_page(setting, &said.path) || is_listed || has_its_switch
}

/// Whether the page is a category's list of settings.
fn is_list(said: &Testimony) -> bool {
    let address = Address {
        origin: catalogue().site.origin.to_owned(),
        path: said.path.clone(),
    };
    matches!(classify(catalogue(), &address), Page::Category(_))
}

/// The same page, on which each switch is set the other way.
fn opposite(said: &Testimony) -> Testimony {
    let mut said = said.clone();
    for control in &mut said.controls {
        control.state = match control.state {
            State::On => State::Off,
            State::Off => State::On,
            State::Unclear => State::Unclear,
        };
        for option in &mut control.options {
            option.chosen = !option.chosen;
        }
    }
    said
}

proptest! {
    #[test]
    fn never_opted_out_without_a_switch_shown_off_by_the_person_or_at_rest(story in story()) {
        let mut stored = Stored::default();
        let mut shown_off: Vec<SettingId> = Vec::new();
        for (turn, now) in &story {
            stored = happens(&turn.event(), &stored, time(*now));
            if let Some(said) = turn.said() {
                let off = catalogue().settings.iter().filter(|it| shows_off(it, said));
                shown_off.extend(off.map(Setting::id));
            }
            for (setting, entry) in entries(&stored, *now) {
                prop_assert!(entry.status() != Status::OptedOut || shown_off.contains(&setting));
            }
        }
    }

    #[test]
    fn never_confirmed_but_by_an_untouched_page_loaded_later_and_watched_from_its_start(
        story in orderly_story(),
    ) {
        let mut stored = Stored::default();
        for (turn, now) in &story {
            let before = entries(&stored, *now);
            stored = happens(&turn.event(), &stored, time(*now));
            for (setting, entry) in entries(&stored, *now) {
                let Some(switch) = entry.switch().filter(|it| it.confirmed) else {
                    continue;
                };
                let is_known = switch_of(&before, &setting).is_some_and(|it| {
                    let earlier = it.before();
                    let is = |it: &Switch| {
                        it.confirmed && (it.state, it.as_of) == (switch.state, switch.as_of)
                    };
                    is(it) || earlier.is_some_and(is)
                });
                if !is_known {
                    let setting = known(&setting);
                    let said = turn.said().unwrap();
                    prop_assert!(confirms(setting, said, switch.state), "{switch:?}");
                    prop_assert!(is_own_page(setting, &said.path));
                    prop_assert_eq!(switch.as_of, time(said.document.loaded_at).by_now(time(*now)));
                }
            }
        }
    }

    #[test]
    fn an_untouched_page_is_never_newer_than_its_load(story in orderly_story()) {
        let mut stored = Stored::default();
        for (turn, now) in &story {
            let before = entries(&stored, *now);
            stored = happens(&turn.event(), &stored, time(*now));
            let Some(said) = turn.said() else {
                continue;
            };
            let is_untouched = said.controls.iter().all(|control| {
                control.touched_at.is_none()
                    && (control.input_at.is_none() || control.prior_since.is_none())
            });
            if !is_untouched {
                continue;
            }
            for (setting, entry) in entries(&stored, *now) {
                let before = switch_of(&before, &setting);
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
        let next = hear(&stored, &said, now);
        let shown = stored.preferences().settings();
        for setting in shown.iter().filter(|it| is_own_page(it, &said.path)) {
            let mut controls = said.controls.iter();
            let control = controls.find(|it| may_be(setting, &said, it)).unwrap();
            let entry = entry_of(&next, &setting.id(), now);
            let shown = match control.state {
                State::Off => Status::OptedOut,
                State::On | State::Unclear => Status::OptedIn,
            };
            prop_assert_eq!(entry.status(), shown);
            if said.document.started_at == ReadyState::Loading {
                let switch = entry.switch().unwrap();
                prop_assert!(switch.confirmed);
                prop_assert_eq!(switch.seen, time(loaded_at));
            }
            prop_assert_eq!(entry.look(), None);
        }
    }

    #[test]
    fn a_failed_look_takes_nothing_from_the_switch(story in story(), said in testimonies()) {
        let stored = after(&story);
        let now = BEGINNING + 180_000.0;
        let empty = Testimony { controls: Vec::new(), ..said };
        let next = hear(&stored, &empty, now);
        for (setting, before) in entries(&stored, now) {
            let next = entry_of(&next, &setting, now);
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
        for round in 0..5 {
            // Each two minutes later than the one before.
            let later = f64::from(round) * 120_000.0;
            for (turn, now) in &story {
                let mut turn = turn.clone();
                if let Turn::Said(said) = &mut turn {
                    said.document.loaded_at += later;
                    said.document.id += later;
                }
                latest = now + later;
                stored = happens(&turn.event(), &stored, time(latest));
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
        let Some(guidance) = answer(&stored, &said, now).guidance else {
            return Ok(());
        };
        let spoken_of = catalogue().settings.iter().find(|it| speaks_of(&guidance, it));
        let entry = entry_of(&next, &spoken_of.unwrap().id(), now);
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
        for setting in stored.preferences().settings() {
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
        if matches!(page, Page::Elsewhere | Page::SignIn) && said.named.is_empty() {
            prop_assert_eq!(Looked::at(catalogue().settings, &page, &said).findings, Vec::new());
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
    fn without_the_others_nothing_is_found_said_or_kept_of_them(
        story in story(), said in prop_oneof![testimonies(), at_rest()], now in times(),
    ) {
        let mut stored = Stored::default();
        for (turn, now) in &story {
            stored = happens(&turn.event(), &stored, time(*now));
            prop_assert!(shows_others(&stored) || others_in(&stored).is_empty());
        }
        let stored = happens(&set_others(false), &stored, time(now));
        let answer = answer(&stored, &said, now);
        prop_assert!(answer.named.iter().all(|it| it.setting == *first()));
        prop_assert!(answer.keys.iter().all(|it| first().keys.contains(&it.as_str())));
        for setting in catalogue().others() {
            prop_assert!(!answer.guidance.as_ref().is_some_and(|it| speaks_of(it, setting)));
        }
        prop_assert!(others_in(&hear(&stored, &said, now)).is_empty());
    }

    #[test]
    fn of_what_a_page_says_nothing_of_nothing_is_recorded(
        story in story(), said in prop_oneof![testimonies(), at_rest()], now in times(),
    ) {
        let stored = after(&story);
        let next = hear(&stored, &said, now);
        for setting in catalogue().settings {
            let entry = |stored| entry_of(stored, &setting.id(), now);
            prop_assert!(is_of(setting, &said) || entry(&stored) == entry(&next), "{}", setting.id);
        }
    }

    #[test]
    fn what_one_switch_shows_changes_nothing_of_another_setting(
        story in story(), said in prop_oneof![testimonies(), at_rest()], other in controls(),
        place in any::<prop::sample::Index>(), now in times(),
    ) {
        let stored = after(&story);
        let mut changed = said.clone();
        let Some(control) = changed.controls.get_mut(place.index(said.controls.len().max(1))) else {
            return Ok(());
        };
        let mut settings = catalogue().settings.iter();
        let Some(its) = settings.find(|it| control.keys == it.keys) else {
            return Ok(());
        };
        let may_have_named = |it: &Named| it.target == control.target && it.setting != *its;
        // In a list a switch goes before all rows, whosever they are.
        if is_list(&said) || said.named.iter().any(may_have_named) {
            return Ok(());
        }
        // All that the person did to it, and how it is set; what it is, and where, stays.
        *control = Control {
            state: other.state,
            options: other.options,
            busy: other.busy,
            enabled: other.enabled,
            age: other.age,
            held: other.held,
            quiet: other.quiet,
            quiet_before: other.quiet_before,
            changes: other.changes,
            since: other.since,
            prior_since: other.prior_since,
            touched_at: other.touched_at,
            input_at: other.input_at,
            ..control.clone()
        };
        let (one, two) = (hear(&stored, &said, now), hear(&stored, &changed, now));
        for setting in catalogue().settings.iter().filter(|it| it.id != its.id) {
            let [one, two] = [&one, &two].map(|stored| entry_of(stored, &setting.id(), now));
            prop_assert_eq!(one.switch(), two.switch(), "{}", setting.id);
            prop_assert!(one.history().eq(two.history()), "{}", setting.id);
            prop_assert_eq!(one.status(), two.status(), "{}", setting.id);
        }
    }

    #[test]
    fn the_badge_reassures_only_where_the_first_setting_is_off(story in story(), now in times()) {
        let stored = after(&story);
        let outcome = update(&Event::Started, &stored, foreign::OWN, time(now));
        let mut badges = outcome.effects.iter().filter_map(|it| match it {
            Effect::Badge(badge) => Some(badge.text),
            _ => None,
        });
        let is_out = record_of(&stored, time(now)).status(&first().id()) == Status::OptedOut;
        prop_assert!(badges.all(|text| text != "✓" || is_out));
    }

    #[test]
    fn turning_the_others_off_erases_them_and_keeps_all_else(story in story(), now in times()) {
        let stored = happens(&set_others(true), &after(&story), time(now));
        let mut stored = stored;
        let mut record = stored.record.take().unwrap_or_else(|| json!({"schema": 2, "settings": {}}));
        record["newer"] = json!(1);
        record["settings"]["another/setting"] = json!({"switch": {"state": "on"}, "history": []});
        let foreign = catalogue().others()[0].id;
        record["settings"][foreign] = json!("paused");
        stored.record = Some(record.clone());
        let preferences = stored.preferences.as_mut().unwrap();
        preferences["newer"] = json!({"a": 1});
        let preferences = preferences.clone();
        let next = happens(&set_others(false), &stored, time(now));
        prop_assert!(others_in(&next).is_empty());
        let of_ours = catalogue().others().iter().filter(|it| it.id != foreign);
        for setting in of_ours.clone() {
            record["settings"].as_object_mut().unwrap().remove(setting.id);
        }
        prop_assert_eq!(next.record, Some(record));
        let mut expected = preferences;
        expected["others"] = json!(false);
        if let Some(left) = expected.get_mut("leave").and_then(Value::as_object_mut) {
            left.retain(|id, _| first().id() == SettingId::from(id.clone()));
        }
        let mut written = next.preferences.unwrap();
        // That nothing is left as it is may be written, or not.
        for preferences in [&mut expected, &mut written] {
            if preferences.get("leave") == Some(&json!({})) {
                preferences.as_object_mut().unwrap().remove("leave");
            }
        }
        prop_assert_eq!(written, expected);
    }

    #[test]
    fn what_an_organisation_hides_is_erased_at_the_next_start(story in story(), now in times()) {
        let stored = happens(&set_others(true), &after(&story), time(now));
        let before = entry_of(&stored, &first().id(), now);
        let hidden = Event::Managed(json!({"others": false}));
        let stored = happens(&hidden, &stored, time(now));
        let stored = happens(&Event::Started, &stored, time(now));
        prop_assert!(recorded_others(&stored).is_empty());
        prop_assert_eq!(entry_of(&stored, &first().id(), now), before);
    }

    #[test]
    fn a_reversed_switch_is_taken_for_the_opposite_and_all_else_is_the_same(
        said in prop_oneof![testimonies(), at_rest()], setting in settings(), now in times(),
    ) {
        let said = Testimony { path: own_path(setting), ..said };
        let opposite = opposite(&said);
        let address = Address {
            origin: catalogue().site.origin.to_owned(),
            path: said.path.clone(),
        };
        let page = classify(catalogue(), &address);
        let [plain, reversed] = [false, true].map(|reversed| [Setting { reversed, ..*setting }]);
        let (plain_search, reversed_search) = (Looked::at(&plain, &page, &said), Looked::at(&reversed, &page, &opposite));
        prop_assert_eq!(plain_search.asked, reversed_search.asked);
        prop_assert_eq!(plain_search.findings.len(), reversed_search.findings.len());
        for (one, other) in plain_search.findings.iter().zip(&reversed_search.findings) {
            prop_assert_eq!(one.named(), other.named());
            let (Finding::Switch(one), Finding::Switch(other)) = (one, other) else {
                prop_assert_eq!(one, other);
                continue;
            };
            let of = |it: &SwitchFinding<'_>| (it.on, it.evidence, it.own_page);
            prop_assert_eq!(of(one), of(other));
            prop_assert_eq!(is_on(other.setting, one.control), other.on.map(|on| !on));
            let Some(on) = one.on else {
                continue;
            };
            let words = [(&said, one), (&opposite, other)]
                .map(|(said, it)| word(&said.document, it.control, on, time(now)));
            prop_assert_eq!(&words[0], &words[1]);
        }
    }

    #[test]
    fn a_reversed_switch_is_told_as_it_shows_and_exported_with_what_it_means(
        story in story(), now in times(),
    ) {
        let record = record_of(&after(&story), time(now));
        let site = &catalogue().site;
        let [plain, reversed] = [false, true].map(|reversed| {
            let settings = [Setting { reversed, ..*first() }];
            let file = export(site, &settings, &record, time(now), &|_| 0, String::new());
            serde_json::to_value(file).unwrap()
        });
        let turned = |state: &Value| match state.as_str() {
            Some("on") => json!("off"),
            Some("off") => json!("on"),
            _ => state.clone(),
        };
        let mut expected = plain;
        let seen = &mut expected["settings"][0];
        if let Some(state) = seen["last"].get_mut("state") {
            *state = turned(state);
        }
        for change in seen["changes"].as_array_mut().unwrap() {
            change["to"] = turned(&change["to"]);
        }
        prop_assert_eq!(reversed, expected);
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
