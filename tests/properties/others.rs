//! The settings beside the first: nothing of them is recorded while they are not shown.

use headsup_core::background::Event;
use headsup_core::catalogue::{SettingId, catalogue};
use headsup_core::stored::Stored;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::foreign::happens::happens;
use crate::foreign::others::{others_in, recorded_others};
use crate::foreign::told::speaks_of;
use crate::pages::{at_rest, testimonies, times};
use crate::story::{after, answer, entry_of, first, hear, set_others, story, time};

fn shows_others(stored: &Stored) -> bool {
    stored.preferences().others == Some(true)
}

proptest! {
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
        // An empty list of choices may be stored or not.
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
}
