//! Pages of any size for the core's micro-benchmarks, told as content scripts tell them.

use headsup_core::catalogue::catalogue;
use headsup_core::page::Address;
use headsup_core::testimony::Testimony;
use serde_json::{Value, json};

/// How the setting's switch, the last of all candidates on the page, is to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// By its own key: the strongest evidence.
    Key,
    /// By its label alone: everything stronger is looked for first.
    Label,
    /// It is not there: everything is looked for, and a report is made.
    None,
}

/// The setting's page.
pub fn setting_page() -> Address {
    Address {
        origin: catalogue().site.origin.to_owned(),
        path: "/mypreferences/d/settings/data-for-ai-improvement".to_owned(),
    }
}

/// A scan of the setting's page with so many switches on it.
///
/// # Errors
/// When the testimony has changed and this has not.
pub fn testimony(candidates: usize, sign: Sign) -> Result<Testimony, serde_json::Error> {
    let controls: Vec<Value> = (1..=candidates)
        .map(|number| {
            candidate(
                number,
                if number == candidates {
                    sign
                } else {
                    Sign::None
                },
            )
        })
        .collect();
    serde_json::from_value(json!({
        "path": setting_page().path,
        "document": {
            "id": 0,
            "loadedAt": 0,
            "navigation": "navigate",
            "startedAt": "loading",
            "loaded": true,
        },
        "lang": "en",
        "waited": 10_000,
        "controls": controls,
        "links": [],
        "more": false,
        "asksPassword": false,
        "named": [],
    }))
}

fn candidate(number: usize, sign: Sign) -> Value {
    let key = match sign {
        Sign::Key => "allowDataForGenerativeAI".to_owned(),
        Sign::Label | Sign::None => format!("ember{number}"),
    };
    let name = match sign {
        Sign::Label => "Use my data for training content creation AI models".to_owned(),
        Sign::Key | Sign::None => format!("Notify me about topic {number}"),
    };
    json!({
        "ref": number,
        "shape": "checkbox",
        "keys": [key],
        "name": name,
        "state": "on",
        "options": [],
        "visible": true,
        "main": true,
        "leftOver": false,
        "busy": false,
        "enabled": true,
        "parsed": false,
        "differs": false,
        "age": 10_000,
        "held": 10_000,
        "quiet": 10_000,
        "quietBefore": 0,
        "changes": 0,
        "since": 0,
        "priorSince": null,
        "touchedAt": null,
        "inputAt": null,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use headsup_core::page::classify;
    use headsup_core::recognise::{Finding, Search};

    #[test]
    fn the_last_candidate_is_the_one_that_is_found() {
        for (sign, found) in [(Sign::Key, true), (Sign::Label, true), (Sign::None, false)] {
            let catalogue = catalogue();
            let address = setting_page();
            let said = testimony(100, sign).unwrap();
            let search = Search {
                catalogue,
                settings: catalogue.settings,
                leads_to: &|_| true,
            };
            let (findings, _) = search.on(&classify(catalogue, &address), &said);
            match &findings[..] {
                [Finding::Switch(switch)] => {
                    assert!(found, "{sign:?}");
                    assert_eq!(switch.control.target.0, 100);
                }
                [Finding::Unrecognised(..)] => assert!(!found, "{sign:?}"),
                other => panic!("{sign:?}: {other:?}"),
            }
        }
    }
}
