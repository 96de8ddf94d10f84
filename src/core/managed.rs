//! The options that an organisation has set for its members' browsers, as `storage.managed`
//! answers. `extension/managed.json` is their schema for Chromium.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::from_value::from_value;
use super::regulators::regions;

/// The key in `storage.local` for the last answer of `storage.managed`. Chromium answers only 2.4 s
/// after its start (<https://github.com/w3c/webextensions/issues/547>).
pub const KEY: &str = "managed";

/// What an organisation has set. `None`: the person chooses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Managed {
    /// Whose regulator to show.
    pub region: Option<String>,
    /// Whether to draw on LinkedIn's pages.
    pub highlights: Option<bool>,
    /// After how many days to ask for another look; 0: never.
    pub recheck_days: Option<u16>,
    /// Whether to show LinkedIn's other data and ad settings too.
    pub others: Option<bool>,
}

impl Managed {
    /// Reads the answer of `storage.managed`. A value of the wrong type or range counts as not set;
    /// the others still count.
    pub fn read(answer: Option<&Value>) -> Self {
        let field = |name: &str| answer?.get(name);
        let region: Option<String> = valid(field("region"));
        Self {
            region: region.filter(|code| regions().region(code).is_some()),
            highlights: valid(field("highlights")),
            recheck_days: valid(field("recheckDays")),
            others: valid(field("others")),
        }
    }
}

fn valid<T: DeserializeOwned>(value: Option<&Value>) -> Option<T> {
    from_value(value?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: serde_json::Value) -> Managed {
        Managed::read(Some(&json))
    }

    #[test]
    fn what_is_set_is_read() {
        let all = read(serde_json::json!({
            "region": "HK", "highlights": false, "recheckDays": 30, "others": true
        }));
        assert_eq!(all.region.as_deref(), Some("HK"));
        assert_eq!(all.highlights, Some(false));
        assert_eq!(all.recheck_days, Some(30));
        assert_eq!(all.others, Some(true));
        assert_eq!(read(serde_json::json!({})), Managed::default());
    }

    #[test]
    fn a_value_that_does_not_fit_is_ignored_and_spoils_no_other() {
        let fits = serde_json::json!({
            "region": "HK", "highlights": true, "recheckDays": 0, "others": false
        });
        for (name, wrong) in [
            ("region", serde_json::json!("Atlantis")),
            ("region", serde_json::json!(7)),
            ("highlights", serde_json::json!("yes")),
            ("highlights", serde_json::json!(null)),
            ("recheckDays", serde_json::json!(-1)),
            ("recheckDays", serde_json::json!(70_000)),
            ("recheckDays", serde_json::json!("90")),
            ("others", serde_json::json!(1)),
        ] {
            let mut json = fits.clone();
            json[name] = wrong;
            let mut expected = read(fits.clone());
            match name {
                "region" => expected.region = None,
                "highlights" => expected.highlights = None,
                "others" => expected.others = None,
                _ => expected.recheck_days = None,
            }
            assert_eq!(read(json.clone()), expected, "{json}");
        }
    }
}
