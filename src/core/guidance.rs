//! Finding and preferences → what to ring on the page, and what to say.

use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Setting, SettingId};
use super::facts::Target;
use super::preferences::Preferences;
use super::recognise::{Finding, Step, SwitchFinding};

/// What to draw on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Guidance {
    /// What it is about. A person who dismisses it does not see it again on
    /// this page until this changes.
    pub topic: String,
    /// The element to ring; `null` where there is none to be sure of.
    pub ring: Option<Target>,
    /// What to say, the first line being the title. None while it is too early.
    pub lines: Vec<Line>,
    /// Whether to offer a reload of the page.
    pub reload: bool,
}

/// A sentence, by its key in `_locales` and what to put into its places.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Line {
    /// The key.
    pub key: String,
    /// For `$1`, `$2`, …: names as the page shows them.
    pub args: Vec<String>,
}

impl Line {
    fn plain(key: &str) -> Self {
        Self::with(key, &[])
    }

    fn with(key: &str, args: &[&str]) -> Self {
        Self {
            key: key.to_owned(),
            args: args.iter().map(|&arg| arg.to_owned()).collect(),
        }
    }
}

/// What to draw on a page in display language `lang` that amounts to `finding`.
/// `None` takes down what is drawn.
pub fn guide(
    catalogue: &Catalogue,
    finding: &Finding,
    preferences: &Preferences,
    lang: &str,
) -> Option<Guidance> {
    if !preferences.highlights {
        return None;
    }
    match finding {
        Finding::Switch(seen) => Some(at_switch(seen)),
        Finding::Way(way) => {
            let names = setting(catalogue, &way.setting)?.wording_or_english(lang)?;
            let (topic, line) = match way.step {
                Step::ToCategory => (
                    "to-category",
                    Line::with("calloutToCategory", &[names.category]),
                ),
                Step::ToSetting => ("to-setting", Line::with("calloutToSetting", &[names.name])),
            };
            Some(Guidance {
                topic: topic.to_owned(),
                ring: Some(way.target),
                lines: vec![line],
                reload: false,
            })
        }
        Finding::Unrecognised(page) => {
            let names = setting(catalogue, &page.setting)?.wording_or_english(lang)?;
            let label = names.label.first().unwrap_or(&names.name);
            Some(Guidance {
                topic: "unrecognised".to_owned(),
                ring: None,
                lines: vec![
                    Line::plain("calloutUnrecognised"),
                    Line::with("calloutByHand", &[label]),
                ],
                reload: false,
            })
        }
        Finding::Waiting | Finding::NotOffered(_) | Finding::SignedOut(_) | Finding::Nothing => {
            None
        }
    }
}

fn setting<'c>(catalogue: &'c Catalogue, id: &SettingId) -> Option<&'c Setting> {
    catalogue.settings.iter().find(|known| *id == **known)
}

/// Ring at once; say what the switch is set to as soon as that can be relied on.
fn at_switch(seen: &SwitchFinding) -> Guidance {
    let changed = seen.flipped_at.is_some();
    let keys: &[&str] = match (seen.steady, seen.on, changed) {
        (false, _, _) => &[],
        (true, true, false) => &["calloutOn", "calloutOnMeans", "calloutOnHow"],
        (true, true, true) => &["calloutOn", "calloutOnMeans", "calloutOnAgain"],
        (true, false, false) => &["calloutOff", "calloutOffMeans"],
        (true, false, true) => &["calloutOff", "calloutOffMeans", "calloutConfirm"],
    };
    let state = if seen.on { "on" } else { "off" };
    let since = if changed { "changed" } else { "loaded" };
    Guidance {
        topic: format!("switch-{state}-{since}"),
        ring: Some(seen.target),
        lines: keys.iter().map(|key| Line::plain(key)).collect(),
        reload: changed && seen.steady,
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::catalogue;
    use super::super::evidence::{Evidence, Why};
    use super::super::recognise::{Unrecognised, WayFinding};
    use super::super::report::Report;
    use super::*;

    fn switch(on: bool, steady: bool, flipped: bool) -> Finding {
        Finding::Switch(SwitchFinding {
            setting: SettingId("ai-training".into()),
            target: Target(7),
            on,
            evidence: Evidence::Key,
            own_page: true,
            steady,
            loaded_at: 0.0,
            arrived_at: None,
            flipped_at: flipped.then_some(1.0),
        })
    }

    fn guidance(finding: &Finding, lang: &str) -> Option<Guidance> {
        guide(catalogue(), finding, &Preferences::default(), lang)
    }

    fn keys(finding: &Finding) -> Vec<String> {
        let guidance = guidance(finding, "en").unwrap();
        guidance.lines.into_iter().map(|line| line.key).collect()
    }

    #[test]
    fn says_what_the_switch_is_set_to_and_offers_a_reload_after_a_change() {
        assert_eq!(
            keys(&switch(true, true, false)),
            ["calloutOn", "calloutOnMeans", "calloutOnHow"]
        );
        assert_eq!(
            keys(&switch(false, true, true)),
            ["calloutOff", "calloutOffMeans", "calloutConfirm"]
        );
        assert!(!guidance(&switch(true, true, false), "en").unwrap().reload);
        assert!(guidance(&switch(false, true, true), "en").unwrap().reload);
    }

    #[test]
    fn rings_at_once_but_says_nothing_before_the_state_is_steady() {
        let early = guidance(&switch(false, false, false), "en").unwrap();
        assert_eq!(early.ring, Some(Target(7)));
        assert!(early.lines.is_empty());
        assert!(!early.reload);
    }

    #[test]
    fn a_change_of_state_is_a_new_topic() {
        let topics: std::collections::BTreeSet<_> =
            [(true, false), (false, false), (true, true), (false, true)]
                .map(|(on, flipped)| guidance(&switch(on, true, flipped), "en").unwrap().topic)
                .into();
        assert_eq!(topics.len(), 4);
    }

    #[test]
    fn the_way_is_named_as_the_page_names_it() {
        let way = |step| {
            Finding::Way(WayFinding {
                setting: SettingId("ai-training".into()),
                step,
                target: Target(1),
            })
        };
        for (lang, step, name) in [
            ("de", Step::ToCategory, "Datenschutz"),
            ("en", Step::ToSetting, "Data for Generative AI Improvement"),
            ("ja", Step::ToCategory, "Data privacy"),
        ] {
            assert_eq!(guidance(&way(step), lang).unwrap().lines[0].args, [name]);
        }
    }

    #[test]
    fn an_unrecognised_page_gets_words_and_no_ring() {
        let finding = Finding::Unrecognised(Unrecognised {
            setting: SettingId("ai-training".into()),
            report: Report::empty(Why::NoMatch),
        });
        let guidance = guidance(&finding, "fi").unwrap();
        assert_eq!(guidance.ring, None);
        assert_eq!(guidance.lines.len(), 2);
    }

    #[test]
    fn nothing_is_drawn_when_highlights_are_off_or_there_is_nothing_to_show() {
        let off = Preferences {
            highlights: false,
            ..Preferences::default()
        };
        assert_eq!(
            guide(catalogue(), &switch(true, true, false), &off, "en"),
            None
        );
        for finding in [Finding::Waiting, Finding::Nothing] {
            assert_eq!(guidance(&finding, "en"), None);
        }
    }
}
