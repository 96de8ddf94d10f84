//! Values that do not fit break nothing, and fields of a newer version stay.

use headsup_core::background::Event;
use headsup_core::catalogue::catalogue;
use headsup_core::message::ToBackground;
use headsup_core::stored::Stored;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::foreign;
use crate::foreign::happens::happens;
use crate::json::json;
use crate::pages::{at_rest, paths, testimonies, times};
use crate::story::{after, hear, story, time};

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

proptest! {
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
    fn a_record_with_anything_in_its_places_breaks_nothing(
        story in story(), value in json(), place in any::<prop::sample::Index>(),
    ) {
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
}
