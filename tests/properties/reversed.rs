//! A reversed setting is treated like a plain one whose switch is set the other way.

use headsup_core::catalogue::{Setting, catalogue};
use headsup_core::evidence::is_on;
use headsup_core::export::export;
use headsup_core::page::{Address, classify};
use headsup_core::recognise::{Finding, SwitchFinding};
use headsup_core::testimony::{Shown, Testimony};
use headsup_core::word::word;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::foreign::record_of;
use crate::looked::Looked;
use crate::pages::{at_rest, own_path, settings, testimonies, times};
use crate::story::{after, first, story, time};

/// The same page, with each switch set the other way.
fn opposite(said: &Testimony) -> Testimony {
    let mut said = said.clone();
    for control in &mut said.controls {
        control.state = match control.state {
            Shown::On => Shown::Off,
            Shown::Off => Shown::On,
            Shown::Unclear => Shown::Unclear,
        };
        for option in &mut control.options {
            option.chosen = !option.chosen;
        }
    }
    said
}

proptest! {
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
        let plain_search = Looked::at(&plain, &page, &said);
        let reversed_search = Looked::at(&reversed, &page, &opposite);
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
}
