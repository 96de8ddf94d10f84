//! What must hold of the core whatever it is told: by pages, by storage, by
//! messages, by the clock.

use headsup::core::catalogue::{SettingId, catalogue};
use headsup::core::facts::{
    Facts, LinkFact, OptionFact, Patience, SwitchFact, SwitchShape, SwitchState, Target,
};
use headsup::core::guidance::guide;
use headsup::core::message::ToBackground;
use headsup::core::page::{Address, Page, classify};
use headsup::core::preferences::Preferences;
use headsup::core::recognise::{Finding, recognise};
use headsup::core::record::{HISTORY_LIMIT, Record, Status};
use headsup::core::status::step;
use headsup::core::stored::Stored;
use headsup::core::time::Timestamp;
use proptest::prelude::*;

#[allow(clippy::expect_used, clippy::panic)]
#[path = "../fuzz/foreign.rs"]
mod foreign;

fn paths() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("/mypreferences/d/settings/data-for-ai-improvement".to_owned()),
        Just("/mypreferences/d/categories/privacy".to_owned()),
        Just("/mypreferences/d/categories/account".to_owned()),
        Just("/mypreferences/d/settings/ads-by-age".to_owned()),
        Just("/uas/login".to_owned()),
        Just("/feed/".to_owned()),
        "(/[a-z%A-F0-9-]{0,12}){0,5}",
    ]
}

fn addresses() -> impl Strategy<Value = Address> {
    let origins = prop_oneof![
        9 => Just("https://www.linkedin.com".to_owned()),
        1 => ".{0,30}",
    ];
    (origins, paths()).prop_map(|(origin, path)| Address { origin, path })
}

fn switches() -> impl Strategy<Value = SwitchFact> {
    let keys = prop_oneof![
        Just(vec!["allowDataForGenerativeAI".to_owned()]),
        Just(vec!["allowAdsByAge".to_owned()]),
        prop::collection::vec(".{0,12}", 0..3),
    ];
    let label = prop_oneof![
        Just("Use my data for training content creation AI models".to_owned()),
        ".{0,40}",
    ];
    let state = prop_oneof![
        Just(SwitchState::On),
        Just(SwitchState::Off),
        Just(SwitchState::Unclear)
    ];
    let flipped_at = prop::option::of(prop_oneof![0.0..2000.0f64, any::<f64>()]);
    (
        (any::<u32>(), keys, label, state),
        any::<[bool; 4]>(),
        flipped_at,
    )
        .prop_map(
            |((target, keys, label, state), [visible, main, steady, left_over], flipped_at)| {
                SwitchFact {
                    target: Target(target),
                    shape: SwitchShape::Checkbox,
                    options: Vec::new(),
                    keys,
                    label,
                    state,
                    visible,
                    main,
                    steady,
                    flipped_at,
                    left_over,
                }
            },
        )
}

fn facts() -> impl Strategy<Value = Facts> {
    let patience = prop_oneof![
        Just(Patience::Fresh),
        Just(Patience::Settled),
        Just(Patience::Overdue)
    ];
    let links =
        (any::<u32>(), addresses(), any::<bool>()).prop_map(|(target, address, visible)| {
            LinkFact {
                target: Target(target),
                address,
                visible,
            }
        });
    (
        paths(),
        prop_oneof![0.0..2000.0f64, any::<f64>()],
        prop::option::of(0.0..2000.0f64),
        prop_oneof![Just("en".to_owned()), ".{0,8}"],
        patience,
        prop::collection::vec(prop_oneof![3 => switches(), 1 => choices()], 0..4),
        prop::collection::vec(links, 0..4),
        any::<[bool; 2]>(),
    )
        .prop_map(
            |(
                path,
                loaded_at,
                arrived_at,
                lang,
                patience,
                switches,
                links,
                [more, asks_password],
            )| Facts {
                path,
                loaded_at,
                arrived_at,
                lang,
                patience,
                switches,
                links,
                more,
                asks_password,
            },
        )
}

/// A choice between on and off, as radio buttons are.
fn choices() -> impl Strategy<Value = SwitchFact> {
    (switches(), any::<[bool; 2]>()).prop_map(|(switch, [on, off])| {
        let option = |value: &str, chosen| OptionFact {
            label: String::new(),
            value: value.into(),
            chosen,
        };
        SwitchFact {
            shape: SwitchShape::Choice,
            state: SwitchState::Unclear,
            options: vec![option("on", on), option("off", off)],
            ..switch
        }
    })
}

/// Whether a switch shows that it is off, and can be relied on.
fn is_seen_off(switch: &SwitchFact) -> bool {
    let off = switch
        .options
        .iter()
        .any(|it| it.chosen && it.value == "off");
    switch.visible && switch.steady && (off || switch.state == SwitchState::Off)
}

/// Looks at pages, one after the other, each with the time of the look; the
/// clock goes where it likes.
fn looks() -> impl Strategy<Value = Vec<(Address, Facts, f64)>> {
    let times = prop_oneof![0.0..4000.0f64, any::<f64>()];
    prop::collection::vec((addresses(), facts(), times), 0..40)
}

fn find(address: &Address, facts: &Facts) -> Finding {
    recognise(catalogue(), &classify(catalogue(), address), facts)
}

fn ai_training() -> SettingId {
    SettingId("ai-training".into())
}

/// A JSON value of any shape, often with our own names in it.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<f64>().prop_map(|number| serde_json::json!(number)),
        prop_oneof![
            Just("facts"),
            Just("setHighlights"),
            Just("opted-out"),
            Just("2025-11-03T00:00:00Z"),
            Just("overdue")
        ]
        .prop_map(Into::into),
        ".*".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let names = prop_oneof![
            Just("facts".to_owned()),
            Just("schema".to_owned()),
            Just("settings".to_owned()),
            Just("history".to_owned()),
            Just("switches".to_owned()),
            Just("ai-training".to_owned()),
            Just("status".to_owned()),
            ".{0,6}",
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map(names, inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn never_opted_out_without_a_switch_seen_off(looks in looks()) {
        let mut record = Record::default();
        let mut seen_off = false;
        for (address, facts, now) in &looks {
            let page = classify(catalogue(), address);
            seen_off |= page.is_settings()
                && facts.switches.iter().any(is_seen_off);
            record = step(&record, &find(address, facts), Timestamp::from_millis(*now));
            if record.status(&ai_training()) == Status::OptedOut {
                prop_assert!(seen_off);
            }
        }
    }

    #[test]
    fn the_status_is_what_the_switch_showed_last(looks in looks(), address in addresses(), facts in facts()) {
        let mut record = Record::default();
        for (address, facts, now) in &looks {
            record = step(&record, &find(address, facts), Timestamp::from_millis(*now));
        }
        // A page load that began after everything else, seen at once.
        let now = 1e13;
        let facts = Facts { loaded_at: now, ..facts };
        if let Finding::Switch(seen) = find(&address, &facts) && seen.steady {
            record = step(&record, &Finding::Switch(seen.clone()), Timestamp::from_millis(now));
            let expected = if seen.on { Status::OptedIn } else { Status::OptedOut };
            prop_assert_eq!(record.status(&ai_training()), expected);
        }
    }

    #[test]
    fn repeated_facts_change_nothing(looks in looks()) {
        let mut record = Record::default();
        for (address, facts, now) in &looks {
            let finding = find(address, facts);
            let now = Timestamp::from_millis(*now);
            record = step(&record, &finding, now);
            prop_assert_eq!(&step(&record, &finding, now), &record);
        }
    }

    #[test]
    fn the_history_is_bounded_in_order_and_without_gaps(looks in looks()) {
        let mut record = Record::default();
        for (address, facts, now) in looks.iter().cycle().take(looks.len() * 5) {
            record = step(&record, &find(address, facts), Timestamp::from_millis(*now));
        }
        prop_assert!(record.history.len() <= HISTORY_LIMIT);
        prop_assert!(record.history.is_sorted_by_key(|change| change.at));
        for pair in record.history.windows(2) {
            prop_assert_eq!(pair[0].to, pair[1].from);
        }
        if let Some(last) = record.history.last() {
            prop_assert_eq!(last.to, record.status(&ai_training()));
        }
    }

    #[test]
    fn what_is_ringed_was_among_the_facts(address in addresses(), facts in facts(), highlights: bool) {
        let preferences = Preferences { highlights, ..Preferences::default() };
        let finding = find(&address, &facts);
        let guidance = guide(catalogue(), &finding, &preferences, &facts.lang);
        prop_assert!(highlights || guidance.is_none());
        if let Some(target) = guidance.and_then(|guidance| guidance.ring) {
            let known = facts.switches.iter().map(|switch| (switch.target, switch.visible));
            let links = facts.links.iter().map(|link| (link.target, link.visible));
            prop_assert!(known.chain(links).any(|known| known == (target, true)));
        }
    }

    #[test]
    fn outside_the_settings_pages_nothing_is_found(address in addresses(), facts in facts()) {
        let page = classify(catalogue(), &address);
        if matches!(page, Page::Elsewhere | Page::SignIn) {
            prop_assert_eq!(recognise(catalogue(), &page, &facts), Finding::Nothing);
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
    fn facts_that_can_be_read_break_nothing(facts in facts()) {
        // Without the numbers that JSON cannot write: a message in Firefox may hold them.
        let written = serde_json::to_value(ToBackground::Facts(facts)).unwrap();
        foreign::message(&written);
    }

    #[test]
    fn a_record_with_anything_in_its_places_breaks_nothing(looks in looks(), value in json(), place in 0usize..9) {
        let mut record = Record::default();
        for (address, facts, now) in &looks {
            record = step(&record, &find(address, facts), Timestamp::from_millis(*now));
        }
        let mut written = serde_json::to_value(&record).unwrap();
        let entry = "/settings/ai-training";
        let places = ["status", "since", "seen", "as_of", "evidence", "sighting", "report", "lang"];
        let at = match places.get(place) {
            Some(name) => format!("{entry}/{name}"),
            None => "/history/0".to_owned(),
        };
        if let Some(there) = written.pointer_mut(&at) {
            *there = value;
        }
        foreign::stored(&written);
    }

    #[test]
    fn a_record_is_read_back_as_it_was_written(looks in looks()) {
        let mut record = Record::default();
        for (address, facts, now) in &looks {
            record = step(&record, &find(address, facts), Timestamp::from_millis(*now));
        }
        let written = serde_json::to_value(&record).unwrap();
        prop_assert_eq!(Stored::read(Some(&written)), Stored::Ours(record));
    }
}
