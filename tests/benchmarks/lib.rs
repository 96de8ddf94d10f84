//! Pages of any size for the core's micro-benchmarks, told as content scripts tell them.

use headsup::core::catalogue::catalogue;
use headsup::core::facts::Facts;
use headsup::core::page::Address;
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

/// A look at the setting's page with so many switches on it.
///
/// # Errors
/// When the facts have changed and this has not.
pub fn facts(candidates: usize, sign: Sign) -> Result<Facts, serde_json::Error> {
    let switches: Vec<Value> = (1..=candidates)
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
        "loadedAt": 0,
        "lang": "en",
        "patience": "overdue",
        "switches": switches,
        "links": [],
        "asksPassword": false,
        "more": false,
    }))
}

fn candidate(number: usize, sign: Sign) -> Value {
    let key = match sign {
        Sign::Key => "allowDataForGenerativeAI".to_owned(),
        Sign::Label | Sign::None => format!("ember{number}"),
    };
    let label = match sign {
        Sign::Label => "Use my data for training content creation AI models".to_owned(),
        Sign::Key | Sign::None => format!("Notify me about topic {number}"),
    };
    json!({
        "ref": number,
        "shape": "checkbox",
        "keys": [key],
        "label": label,
        "state": "on",
        "options": [],
        "visible": true,
        "main": true,
        "steady": true,
        "flippedAt": null,
        "leftOver": false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use headsup::core::page::classify;
    use headsup::core::recognise::{Finding, recognise};

    #[test]
    fn the_last_candidate_is_the_one_that_is_found() {
        for (sign, found) in [(Sign::Key, true), (Sign::Label, true), (Sign::None, false)] {
            let catalogue = catalogue();
            let address = setting_page();
            let facts = facts(100, sign).unwrap();
            let finding = recognise(catalogue, &classify(catalogue, &address), &facts);
            match finding {
                Finding::Switch(switch) => {
                    assert!(found, "{sign:?}");
                    assert_eq!(switch.target.0, 100);
                }
                Finding::Unrecognised(_) => assert!(!found, "{sign:?}"),
                other => panic!("{sign:?}: {other:?}"),
            }
        }
    }
}
