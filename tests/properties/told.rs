//! What people are told: by the callout and by the badge.

use headsup_core::background::{Effect, Event, update};
use headsup_core::catalogue::catalogue;
use headsup_core::record::Status;
use proptest::prelude::*;

use crate::foreign::told::speaks_of;
use crate::foreign::{self, record_of};
use crate::pages::{testimonies, times};
use crate::story::{after, answer, entry_of, first, hear, story, time};

proptest! {
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
}
