//! Samples for tests: a page that has settled, with the setting's switch on it, and a browser that
//! carries out what the background says. A test changes one thing of them. Times are in seconds
//! after [`T0`].

mod browser;

pub use browser::Browser;

use super::catalogue::{Setting, catalogue};
use super::message::Answer;
use super::page::Address;
use super::testimony::{
    Control, Document, Link, Named, NamedBy, Navigation, ReadyState, Shape, Shown, Target,
    Testimony,
};
use super::time::Timestamp;

/// 2026-01-01T00:00:00Z, in milliseconds since 1970.
pub const T0: f64 = 1_767_225_600_000.0;

/// A day in seconds.
pub const DAY: f64 = 86_400.0;

/// The extension's origin.
pub const OWN: &str = "chrome-extension://abcdefghijklmnop";

/// The path of the AI training setting's page.
pub const AT_SETTING: &str = "/mypreferences/d/settings/data-for-ai-improvement";

/// The path of the list with the AI training setting.
pub const AT_LIST: &str = "/mypreferences/d/categories/privacy";

/// The path of another setting on that list.
pub const AT_SIBLING: &str = "/mypreferences/d/settings/ads-by-age";

/// The switch's English label.
pub const LABEL: &str = "Use my data for training content creation AI models";

/// Seconds after [`T0`] as milliseconds since 1970.
pub fn millis(seconds: f64) -> f64 {
    T0 + seconds * 1000.0
}

/// The same as a [`Timestamp`].
pub fn time(seconds: f64) -> Timestamp {
    Timestamp::from_millis(millis(seconds))
}

/// A switch with the setting's key: off, untouched, visible. It appeared half a second after [`T0`]
/// and has been quiet for ten seconds since.
pub fn control(change: impl FnOnce(&mut Control)) -> Control {
    let mut control = Control {
        target: Target(1),
        shape: Shape::Checkbox,
        keys: own_keys(),
        name: None,
        state: Shown::Off,
        options: Vec::new(),
        visible: true,
        main: true,
        left_over: false,
        busy: false,
        alert: false,
        enabled: true,
        parsed: false,
        differs: false,
        age: 10_000.0,
        held: 10_000.0,
        quiet: 10_000.0,
        quiet_before: 0.0,
        changes: 0,
        since: millis(0.5),
        prior_since: None,
        touched_at: None,
        input_at: None,
    };
    change(&mut control);
    control
}

/// The keys of the AI training setting.
pub fn own_keys() -> Vec<String> {
    let keys = catalogue().settings[0].keys.iter();
    keys.map(|&key| key.to_owned()).collect()
}

/// The AI training setting with a switch that means the opposite.
pub fn reversed() -> Setting {
    let first = &catalogue().settings[0];
    Setting {
        reversed: true,
        ..*first
    }
}

/// The control without the key, with this accessible name.
pub fn named(name: &str) -> Control {
    control(|it| {
        it.keys = Vec::new();
        it.name = Some(name.to_owned());
    })
}

/// A visible link to `path` on the site.
pub fn link(target: u32, path: &str) -> Link {
    Link {
        target: Target(target),
        address: address(path),
        visible: true,
    }
}

/// `path` on the site.
pub fn address(path: &str) -> Address {
    Address {
        origin: catalogue().site.origin.to_owned(),
        path: path.to_owned(),
    }
}

/// A document that the person navigated to, watched from its start.
pub fn document(loaded: f64) -> Document {
    Document {
        id: millis(loaded),
        loaded_at: millis(loaded),
        navigation: Navigation::Navigate,
        moved: false,
        started_at: ReadyState::Loading,
        loaded: true,
    }
}

/// The setting's page in English without any control, after [`super::recognise::GIVEN_UP_AFTER`].
pub fn empty_page(loaded: f64) -> Testimony {
    Testimony {
        path: AT_SETTING.to_owned(),
        document: document(loaded),
        lang: "en".to_owned(),
        waited: 10_500.0,
        controls: Vec::new(),
        links: Vec::new(),
        more: false,
        asks_password: false,
        named: Vec::new(),
    }
}

/// The list of settings, with these links on it.
pub fn list(loaded: f64, paths: &[&str]) -> Testimony {
    let links = (1..).zip(paths).map(|(target, path)| link(target, path));
    Testimony {
        path: AT_LIST.to_owned(),
        links: links.collect(),
        ..empty_page(loaded)
    }
}

/// The setting's page, whose switch appeared in this state and has held it for ten seconds.
pub fn page(loaded: f64, state: Shown) -> Testimony {
    Testimony {
        controls: vec![control(|it| {
            it.state = state;
            it.since = millis(loaded + 0.5);
        })],
        ..empty_page(loaded)
    }
}

/// The same with the switch off.
pub fn off(loaded: f64) -> Testimony {
    page(loaded, Shown::Off)
}

/// The same with the switch on.
pub fn on(loaded: f64) -> Testimony {
    page(loaded, Shown::On)
}

/// `said` with a change to its switch.
pub fn but(mut said: Testimony, change: impl FnOnce(&mut Control)) -> Testimony {
    change(&mut said.controls[0]);
    said
}

/// `said` a tenth of a second after its switch, at rest before, changed to this state.
pub fn moved(said: Testimony, at: f64, state: Shown) -> Testimony {
    but(said, |it| {
        it.state = state;
        it.prior_since = Some(it.since);
        it.since = millis(at);
        (it.held, it.quiet, it.quiet_before) = (100.0, 100.0, 9_900.0);
        it.changes += 1;
    })
}

/// The same, changed by the person.
pub fn flipped(said: Testimony, at: f64, state: Shown) -> Testimony {
    but(moved(said, at, state), |it| {
        it.touched_at = Some(millis(at))
    })
}

/// `said` after its row has come to rest again.
pub fn rested(said: Testimony) -> Testimony {
    but(said, |it| {
        (it.age, it.held, it.quiet) = (it.age + 10_000.0, 10_000.0, 10_000.0);
    })
}

/// `said` from a content script that watches the switch, named by this evidence.
pub fn watched(said: Testimony, evidence: NamedBy) -> Testimony {
    let setting = catalogue().settings[0].id();
    let target = said.controls[0].target;
    Testimony {
        named: vec![Named {
            target,
            setting,
            evidence,
        }],
        ..said
    }
}

/// The message keys of the callout's lines.
pub fn callout(answer: &Answer) -> Vec<&str> {
    let guidance = answer.guidance.iter();
    let lines = guidance.flat_map(|guidance| &guidance.lines);
    lines.map(|line| line.key.as_str()).collect()
}
