//! JSON of any shape, often with our own names in it.

use proptest::prelude::*;
use serde_json::{Value, json};

/// One value.
pub fn json() -> impl Strategy<Value = Value> {
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
