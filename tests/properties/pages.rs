//! Testimonies: addresses, switches and links, mostly close to those of real pages.

use headsup_core::catalogue::{Setting, catalogue};
use headsup_core::page::Address;
use headsup_core::testimony::{
    Control, Document, Link, Named, NamedBy, Navigation, OptionState, ReadyState, Shape, Shown,
    Target, Testimony,
};
use proptest::prelude::*;

/// The first moment, in milliseconds since 1970.
pub const BEGINNING: f64 = 1.7e12;

/// A text that no report may have in it. It is no language tag.
pub const SECRET: &str = "jane.doe";

pub fn own_path(setting: &Setting) -> String {
    format!("/mypreferences/d/{}", setting.path)
}

pub fn settings() -> impl Strategy<Value = &'static Setting> {
    prop::sample::select(catalogue().settings.iter().collect::<Vec<_>>())
}

pub fn paths() -> impl Strategy<Value = String> {
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

pub fn addresses() -> impl Strategy<Value = Address> {
    let origins = prop_oneof![
        9 => Just("https://www.linkedin.com".to_owned()),
        1 => ".{0,30}",
    ];
    (origins, paths()).prop_map(|(origin, path)| Address { origin, path })
}

/// A wall-clock time, mostly within two minutes of the first moment.
pub fn times() -> impl Strategy<Value = f64> {
    prop_oneof![
        19 => (0..120u32).prop_map(|seconds| BEGINNING + f64::from(seconds) * 1_000.0),
        1 => any::<f64>(),
    ]
}

/// A duration, often just below or above one that the core waits for.
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

pub fn controls() -> impl Strategy<Value = Control> {
    let keys = prop_oneof![
        4 => settings().prop_map(|it| vec![it.keys[0].to_owned()]),
        1 => prop::collection::vec(settings().prop_map(|it| it.keys[0].to_owned()), 2..4),
        1 => Just(vec![SECRET.to_owned()]),
        1 => prop::collection::vec(".{0,12}", 0..3),
    ];
    let state = prop::sample::select(vec![Shown::On, Shown::Off, Shown::Off, Shown::Unclear]);
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
                    Shown::Unclear
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

/// The two options of a choice, such as radio buttons.
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

/// One of a few documents. The same document always has the same fields.
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

pub fn testimonies() -> impl Strategy<Value = Testimony> {
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

/// A setting's page with all its switches: settled, untouched, and with nothing that contradicts
/// them.
pub fn at_rest() -> impl Strategy<Value = Testimony> {
    let switches = prop::collection::vec((any::<bool>(), controls()), 2);
    (settings(), documents(), switches).prop_map(|(at, document, switches)| {
        let of_page = catalogue().settings.iter().filter(|it| it.path == at.path);
        let controls = of_page.zip(switches).zip(1..);
        let controls = controls.map(|((setting, (on, control)), number)| Control {
            target: Target(number),
            keys: vec![setting.keys[0].to_owned()],
            name: Some(String::new()),
            state: if on { Shown::On } else { Shown::Off },
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
