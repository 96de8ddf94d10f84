//! Calls the core with messages and stored values of any kind, in one function for each way in.
//! `tests/properties/` runs them on chosen values, `cargo xtask fuzz` on the fuzzer's. They panic
//! where something does not hold.
//!
//! - `events`: the events; `happens`: what must hold after each
//!
//! - `told`: what must hold of answers to pages and of what people read
//!
//! - `others`: what is recorded of the settings beside the first
//!
//! - `switches`: what a testimony says of a setting's switch

mod events;
pub mod happens;
pub mod others;
pub mod switches;
pub mod told;

use headsup_core::background::Event;
use headsup_core::catalogue::{SettingId, catalogue};
use headsup_core::details;
use headsup_core::export::export;
use headsup_core::export::html::{Words, render};
use headsup_core::message::{Sender, ToBackground, ToContent};
use headsup_core::page::{Address, classify};
use headsup_core::popup::Surroundings;
use headsup_core::record::{Record, Status};
use headsup_core::region::propose;
use headsup_core::regulators::regions;
use headsup_core::stored::{Found, Stored};
use headsup_core::time::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use events::events;
use happens::happens;
use others::with_others;
use switches::shows_off;
use told::shown;

/// The extension's origin.
pub const OWN: &str = "chrome-extension://abcdefghijklmnop";
const NOW: f64 = 1.7e12;

/// Handles a message as sent from a settings page, from elsewhere, and from our own pages.
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

/// Handles every event with this value in the place of each stored value.
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
        details::view(catalogue(), &stored, around);
        shown(&stored, now);
        save(&record_of(&stored, now), now);
        for event in events() {
            happens(&event, &stored, now);
        }
    }
}

/// Saves the record as a file: texts of others must not become markup in it.
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
    if let Some(html) = render(&export, &words) {
        assert!(!html.to_lowercase().contains("<script"), "{html}");
    }
}

/// An address, a time zone and a language of any text.
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

/// What is recorded.
pub fn record_of(stored: &Stored, now: Timestamp) -> Record {
    match stored.record(now) {
        Found::Ours(record) => record,
        Found::Nothing | Found::Foreign => Record::default(),
    }
}

fn first_setting() -> SettingId {
    catalogue().settings[0].id()
}
