//! What the core does with whatever others send or store, as one walk for each
//! way in. Run over chosen values by `tests/properties.rs`, and over those that
//! coverage leads to by `cargo xtask fuzz`. It panics where something does not
//! hold, which is how both are told.

use headsup::core::badge::badge;
use headsup::core::catalogue::{SettingId, catalogue};
use headsup::core::export::{export, page::Words, page::page};
use headsup::core::facts::Facts;
use headsup::core::guidance::guide;
use headsup::core::in_sight::style_sheet;
use headsup::core::managed::Managed;
use headsup::core::message::{Permitted, Sender, ToBackground, ToContent, permitted};
use headsup::core::options::options;
use headsup::core::page::{Address, Page, classify};
use headsup::core::popup::{Storage, Surroundings, view};
use headsup::core::preferences::{Choice, Preferences};
use headsup::core::recheck;
use headsup::core::recognise::{recognise, recognise_address};
use headsup::core::record::{HISTORY_LIMIT, Record, Status};
use headsup::core::region::propose;
use headsup::core::regulators::regulators;
use headsup::core::status::{see_language, step};
use headsup::core::stored::Stored;
use headsup::core::time::Timestamp;
use serde::Deserialize;
use serde_json::Value;

const OWN: &str = "chrome-extension://abcdefghijklmnop";
const NOW: f64 = 1.7e12;

/// A message, from a settings page, from elsewhere, and from our own pages.
pub fn message(value: &Value) {
    let _ = ToContent::deserialize(value);
    let Ok(message) = ToBackground::deserialize(value) else {
        return;
    };
    let path = match &message {
        ToBackground::Facts(facts) => facts.path.clone(),
        ToBackground::StayInSight { .. } => "/mypreferences/d/".to_owned(),
        _ => "/popup/popup.html".to_owned(),
    };
    for (own, tab, origin) in [
        (true, true, catalogue().site.origin),
        (true, true, "https://example.org"),
        (true, false, OWN),
        (false, true, OWN),
    ] {
        let address = Some(Address {
            origin: origin.to_owned(),
            path: path.clone(),
        });
        let sender = Sender { own, tab, address };
        match permitted(catalogue(), OWN, &sender, &message) {
            Some(Permitted::Page(page)) => {
                assert!(own && tab && page.is_settings());
                assert_eq!(origin, catalogue().site.origin);
                said_by_a_page(&page, &message);
            }
            Some(Permitted::OwnPage) => {
                assert!(own && origin == OWN);
                choice(&message);
            }
            None => {}
        }
    }
}

fn said_by_a_page(page: &Page<'_>, message: &ToBackground) {
    match message {
        ToBackground::Facts(it) => facts(page, it),
        ToBackground::StayInSight { class } => {
            let sheet = style_sheet(class).unwrap_or_default();
            assert!(sheet.len() < 80 && sheet.matches(['{', ',', '@']).count() <= 1);
        }
        _ => panic!("a page has made a choice of a person"),
    }
}

/// What is made of facts: nothing but what they say, and no words of the page.
fn facts(page: &Page<'_>, facts: &Facts) {
    let finding = recognise(catalogue(), page, facts);
    let now = Timestamp::from_millis(NOW);
    let record = step(&Record::default(), &finding, now);
    let record = see_language(record, catalogue(), &facts.lang);
    if record.status(&setting()) == Status::OptedOut {
        assert!(facts.switches.iter().any(|switch| switch.steady));
    }
    let guidance = guide(catalogue(), &finding, &Preferences::default(), &facts.lang);
    if let Some(target) = guidance.and_then(|guidance| guidance.ring) {
        let switches = facts.switches.iter().map(|it| it.target);
        let mut known = switches.chain(facts.links.iter().map(|it| it.target));
        assert!(known.any(|known| known == target));
    }
    read_back(&record);
}

fn choice(message: &ToBackground) {
    let choice = match message {
        ToBackground::SetHighlights { on } => Choice::Highlights(*on),
        ToBackground::SetRegion { region } => Choice::Region(region.clone()),
        ToBackground::SetRecheck { days } => Choice::RecheckDays(*days),
        ToBackground::Facts(_) | ToBackground::StayInSight { .. } => {
            panic!("one of our pages has said what a content script says")
        }
        ToBackground::PopupOpened { .. } | ToBackground::Erase => return,
    };
    if let Some(chosen) = Preferences::default().chosen(choice, &Managed::default()) {
        assert!(chosen.region_proposed || chosen.chosen_region().is_some());
        let written = serde_json::to_value(&chosen).expect("preferences can be written");
        assert_eq!(Stored::read(Some(&written)), Stored::Ours(chosen));
    }
}

/// One value in the place of everything that is stored and set.
pub fn stored(value: &Value) {
    let record: Stored<Record> = Stored::read(Some(value));
    let preferences: Stored<Preferences> = Stored::read(Some(value));
    let managed = Managed::read(|name| value.get(name));
    let now = Timestamp::from_millis(NOW);
    if let Some(region) = &managed.region {
        assert!(regulators().region(region).is_some());
    }
    let storage = Storage::Read {
        record: record.clone(),
        preferences: preferences.clone(),
        managed: managed.clone(),
        set_aside: false,
        write_failed: false,
    };
    let around = Surroundings {
        now,
        ..Surroundings::default()
    };
    let shown = view(catalogue(), &storage, around);
    options(catalogue(), &storage, around);
    let chosen = preferences.or_new().with(&managed);
    let record = record.or_new();
    assert_eq!(shown.status, record.status(&setting()));
    badge(
        &record,
        &setting(),
        recheck::is_due(&record, &setting(), &chosen, now),
    );
    recheck::next(&record, &setting(), &chosen, now);
    save(&record, now);
    // It is written again as it was read, and goes on from there.
    read_back(&record);
    let address = Address {
        origin: catalogue().site.origin.to_owned(),
        path: "/uas/login".to_owned(),
    };
    let finding = recognise_address(catalogue(), &classify(catalogue(), &address));
    let next = step(&record, &finding, now);
    assert!(next.history.len() <= record.history.len().max(HISTORY_LIMIT));
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

fn read_back(record: &Record) {
    let written = serde_json::to_value(record).expect("a record can be written");
    let read: Stored<Record> = Stored::read(Some(&written));
    assert_eq!(read, Stored::Ours(record.clone()));
}

/// An address, a time zone and a language, all in whatever words.
pub fn address(origin: &str, path: &str) {
    let address = Address {
        origin: origin.to_owned(),
        path: path.to_owned(),
    };
    let page = classify(catalogue(), &address);
    if page.is_settings() {
        assert_eq!(origin, catalogue().site.origin);
    }
    recognise_address(catalogue(), &page);
    propose(regulators(), origin, &[path.to_owned()]);
    for setting in catalogue().settings {
        setting.wording_in(path);
    }
}

fn setting() -> SettingId {
    let setting = catalogue().main_setting();
    setting.expect("the catalogue has a main setting").id()
}
