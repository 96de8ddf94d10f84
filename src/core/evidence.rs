//! Which of the switches on a page is the setting's, and why.
//!
//! Evidence, strongest first: the setting's own key; its address together with
//! its label; its address with a single switch in the main content. Label text
//! alone, on another page, is never enough: posts and articles quote it.

use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Setting};
use super::facts::{Facts, OptionFact, Patience, SwitchFact, SwitchShape, SwitchState};
use super::label::same_label;

/// A switch that was taken for the setting's.
#[derive(Debug, Clone, PartialEq)]
pub struct Match<'f> {
    /// Whose switch it is.
    pub setting: &'f Setting,
    /// The switch.
    pub fact: &'f SwitchFact,
    /// What it is set to.
    pub on: bool,
    /// Why.
    pub evidence: Evidence,
}

/// Why a switch was taken for the setting's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// It carries the setting's own key.
    Key,
    /// It stands at the setting's address under the setting's label.
    Label,
    /// It is the only switch in the main content at the setting's address.
    OnlySwitch,
}

/// How sure a finding is. What is less sure than this is not found at all: it
/// is not ringed, and the page is called unrecognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// LinkedIn's own key, or its address and its words, say so.
    Certain,
    /// Nothing speaks against it.
    Likely,
}

impl Evidence {
    /// How sure a finding on this evidence is.
    pub fn certainty(self) -> Certainty {
        match self {
            Evidence::Key | Evidence::Label => Certainty::Certain,
            Evidence::OnlySwitch => Certainty::Likely,
        }
    }
}

/// What stands between a page and a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nothing that works like a switch.
    NoSwitch,
    /// Switches, but none that could be told to be the setting's.
    NoMatch,
    /// More than one that could be.
    Ambiguous,
    /// The switch, without a state that could be read.
    StateUnclear,
    /// More on the page than is looked at, and the switch not in what was.
    TooMuch,
}

impl Why {
    /// As it is written in a report.
    pub fn as_str(self) -> &'static str {
        match self {
            Why::NoSwitch => "no-switch",
            Why::NoMatch => "no-match",
            Why::Ambiguous => "ambiguous",
            Why::StateUnclear => "state-unclear",
            Why::TooMuch => "too-much",
        }
    }
}

/// The switch of `setting` on the setting's own page.
pub fn find_switch<'f>(
    catalogue: &Catalogue,
    setting: &'f Setting,
    facts: &'f Facts,
) -> Result<Match<'f>, Why> {
    find_by_key(setting, facts)
        .and_then(|found| uncontradicted(catalogue, found, facts))
        .or_else(|why| go_on(why, find_by_label(catalogue, setting, facts)))
        .or_else(|why| go_on(why, find_only_switch(catalogue, setting, facts)))
}

/// The next search, where the one before has found nothing; where it found
/// something that it could not decide on, a weaker one shall not.
fn go_on<'f>(why: Why, next: Result<Match<'f>, Why>) -> Result<Match<'f>, Why> {
    match why {
        Why::NoMatch | Why::NoSwitch => next,
        Why::Ambiguous | Why::StateUnclear | Why::TooMuch => Err(why),
    }
}

/// The switch that carries the setting's own key. A desktop and a mobile copy
/// may both be in the page, one of them hidden.
pub fn find_by_key<'f>(setting: &'f Setting, facts: &'f Facts) -> Result<Match<'f>, Why> {
    let visible = facts.switches.iter().filter(|fact| fact.visible);
    decide(
        setting,
        Evidence::Key,
        visible.filter(|fact| has_key_of(setting, fact)),
    )
}

/// A switch with our key under a known other label, and a second switch under
/// ours, cannot both be right: then neither is.
fn uncontradicted<'f>(
    catalogue: &Catalogue,
    found: Match<'f>,
    facts: &Facts,
) -> Result<Match<'f>, Why> {
    let is_named_otherwise =
        !found.fact.label.is_empty() && !has_label_of(found.setting, found.fact);
    let other_has_label = candidates(catalogue, facts)
        .any(|other| other.target != found.fact.target && has_label_of(found.setting, other));
    if is_named_otherwise && other_has_label {
        return Err(Why::Ambiguous);
    }
    Ok(found)
}

fn find_by_label<'f>(
    catalogue: &Catalogue,
    setting: &'f Setting,
    facts: &'f Facts,
) -> Result<Match<'f>, Why> {
    decide(
        setting,
        Evidence::Label,
        candidates(catalogue, facts).filter(|fact| has_label_of(setting, fact)),
    )
}

/// The last resort: a page that has come to rest, with a single switch, in a
/// display language in which no verified label speaks against it.
fn find_only_switch<'f>(
    catalogue: &Catalogue,
    setting: &'f Setting,
    facts: &'f Facts,
) -> Result<Match<'f>, Why> {
    if facts.switches.is_empty() {
        return Err(Why::NoSwitch);
    }
    if facts.more {
        return Err(Why::TooMuch);
    }
    let in_main = facts
        .switches
        .iter()
        .filter(|fact| fact.visible && fact.main);
    let [only] = in_main.collect::<Vec<_>>()[..] else {
        return Err(Why::NoMatch);
    };
    let label_known = setting
        .wording_in(&facts.lang)
        .is_some_and(|wording| wording.verified && !wording.label.is_empty());
    let speaks_against = label_known && !only.label.is_empty() && !is_state(setting, only);
    if facts.patience < Patience::Settled
        || facts.asks_password
        || speaks_against
        || only.shape == SwitchShape::Button
    {
        return Err(Why::NoMatch);
    }
    decide(setting, Evidence::OnlySwitch, candidates(catalogue, facts))
}

/// What could be the setting's switch without carrying its key. One that was
/// there before a navigation, or that carries a sibling's key, belongs to
/// another page.
fn candidates<'f>(catalogue: &Catalogue, facts: &'f Facts) -> impl Iterator<Item = &'f SwitchFact> {
    facts
        .switches
        .iter()
        .filter(|fact| fact.visible && fact.main && !fact.left_over)
        .filter(|fact| !has_sibling_key(catalogue, fact))
}

/// The one among `found`, with its state.
fn decide<'f>(
    setting: &'f Setting,
    evidence: Evidence,
    mut found: impl Iterator<Item = &'f SwitchFact>,
) -> Result<Match<'f>, Why> {
    let fact = found.next().ok_or(Why::NoMatch)?;
    if found.next().is_some() {
        return Err(Why::Ambiguous);
    }
    Ok(Match {
        setting,
        fact,
        on: is_on(setting, fact).ok_or(Why::StateUnclear)?,
        evidence,
    })
}

/// Whether a switch carries one of the setting's own keys.
pub fn has_key_of(setting: &Setting, fact: &SwitchFact) -> bool {
    fact.keys
        .iter()
        .any(|key| setting.keys.contains(&key.as_str()))
}

/// Whether a switch carries a key of a setting that is not ours.
pub fn has_sibling_key(catalogue: &Catalogue, fact: &SwitchFact) -> bool {
    fact.keys.iter().any(|key| catalogue.is_sibling_key(key))
}

/// Whether a switch has one of the setting's labels, in any display language.
pub fn has_label_of(setting: &Setting, fact: &SwitchFact) -> bool {
    let known = setting.wording.iter().flat_map(|wording| wording.label);
    known
        .into_iter()
        .any(|known| same_label(known, &fact.label))
}

/// Whether all that a switch is named is its state, so that it is named nothing.
fn is_state(setting: &Setting, fact: &SwitchFact) -> bool {
    let words = setting.wording.iter().flat_map(|it| [it.on, it.off]);
    words.flatten().any(|word| same_label(word, &fact.label))
}

/// Whether a switch is on; `None` where that cannot be told.
fn is_on(setting: &Setting, fact: &SwitchFact) -> Option<bool> {
    match (fact.state, fact.options.as_slice()) {
        (SwitchState::On, _) => Some(true),
        (SwitchState::Off, _) => Some(false),
        (SwitchState::Unclear, [first, second]) if first.chosen != second.chosen => {
            let (first_means, second_means) = (means(setting, first)?, means(setting, second)?);
            let chosen = if first.chosen {
                first_means
            } else {
                second_means
            };
            (first_means != second_means).then_some(chosen)
        }
        (SwitchState::Unclear, _) => None,
    }
}

/// Whether an option stands for on or for off: by its value, as HTML writes
/// truth values, else by the page's words for the two states.
fn means(setting: &Setting, option: &OptionFact) -> Option<bool> {
    match option.value.to_ascii_lowercase().as_str() {
        "true" | "on" | "yes" | "1" | "enabled" => return Some(true),
        "false" | "off" | "no" | "0" | "disabled" => return Some(false),
        _ => {}
    }
    let is = |known: Option<&str>| known.is_some_and(|known| same_label(known, &option.label));
    let on = setting.wording.iter().any(|wording| is(wording.on));
    let off = setting.wording.iter().any(|wording| is(wording.off));
    (on != off).then_some(on)
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::catalogue;
    use super::super::facts::Target;
    use super::*;

    const LABEL: &str = "Use my data for training content creation AI models";

    fn switch(change: impl FnOnce(&mut SwitchFact)) -> SwitchFact {
        let mut fact = SwitchFact {
            target: Target(1),
            shape: SwitchShape::Checkbox,
            keys: Vec::new(),
            label: String::new(),
            state: SwitchState::On,
            options: Vec::new(),
            visible: true,
            main: true,
            steady: true,
            flipped_at: None,
            left_over: false,
        };
        change(&mut fact);
        fact
    }

    fn keyed(key: &str) -> SwitchFact {
        switch(|it| it.keys = vec!["x".into(), key.into()])
    }

    fn ours() -> SwitchFact {
        keyed("allowDataForGenerativeAI")
    }

    fn labelled(label: &str) -> SwitchFact {
        switch(|it| it.label = label.into())
    }

    #[test]
    fn our_key_under_another_label_beside_our_label_is_no_evidence() {
        let label = "Use my data for training content creation AI models";
        let misnamed = switch(|it| {
            it.target = Target(2);
            it.label = "Personalised help".into();
            it.keys = vec!["allowDataForGenerativeAI".into()];
        });
        let facts = page("en", vec![misnamed.clone(), labelled(label)]);
        assert_eq!(found(&facts), Err(Why::Ambiguous));
        // A new label alone, or an example beside the real one, is no contradiction.
        assert!(found(&page("en", vec![misnamed])).is_ok());
        let named = switch(|it| {
            it.target = Target(2);
            it.label = label.into();
            it.keys = vec!["allowDataForGenerativeAI".into()];
        });
        assert!(found(&page("en", vec![named, labelled(label)])).is_ok());
        let unnamed = switch(|it| {
            it.target = Target(2);
            it.keys = vec!["allowDataForGenerativeAI".into()];
        });
        assert!(found(&page("en", vec![unnamed, labelled(label)])).is_ok());
    }

    #[test]
    fn beside_a_password_the_only_switch_is_not_ours() {
        let mut facts = page("ja", vec![switch(|_| {})]);
        facts.asks_password = true;
        assert_eq!(found(&facts), Err(Why::NoMatch));
    }

    /// A page at rest in `lang`.
    fn page(lang: &str, switches: Vec<SwitchFact>) -> Facts {
        Facts {
            path: String::new(),
            loaded_at: 0.0,
            arrived_at: None,
            lang: lang.into(),
            patience: Patience::Settled,
            switches,
            links: Vec::new(),
            more: false,
            asks_password: false,
        }
    }

    fn found(facts: &Facts) -> Result<(bool, Evidence), Why> {
        let setting = catalogue().main_setting().unwrap();
        find_switch(catalogue(), setting, facts).map(|it| (it.on, it.evidence))
    }

    #[test]
    fn the_key_needs_neither_label_nor_main_content_nor_patience() {
        let mut facts = page("ja", vec![labelled("x"), ours()]);
        facts.switches[1].main = false;
        facts.patience = Patience::Fresh;
        facts.more = true;
        assert_eq!(found(&facts), Ok((true, Evidence::Key)));
    }

    #[test]
    fn a_hidden_copy_does_not_count_but_a_visible_one_does() {
        let hidden = switch(|it| {
            it.keys = vec!["allowDataForGenerativeAI".into()];
            it.visible = false;
        });
        assert!(found(&page("en", vec![hidden, ours()])).is_ok());
        assert_eq!(
            found(&page("en", vec![ours(), ours()])),
            Err(Why::Ambiguous)
        );
    }

    #[test]
    fn a_second_label_speaks_against_the_key_only_where_the_key_has_another() {
        let keyed = |label: &str| {
            let mut fact = labelled(label);
            fact.keys = vec!["allowDataForGenerativeAI".into()];
            fact
        };
        let beside = |label: &str| {
            let mut fact = labelled(label);
            fact.target = Target(2);
            fact
        };
        let second = || beside(LABEL);
        let of_the_key = Ok((true, Evidence::Key));
        for silent in [LABEL, ""] {
            let facts = page("en", vec![keyed(silent), second()]);
            assert_eq!(found(&facts), of_the_key, "{silent:?}");
        }
        let facts = page("en", vec![keyed("another"), beside("a third")]);
        assert_eq!(found(&facts), of_the_key);
        let facts = page("en", vec![keyed("another"), second()]);
        assert_eq!(found(&facts), Err(Why::Ambiguous));
    }

    #[test]
    fn what_the_key_leaves_undecided_no_label_decides() {
        let facts = page("en", vec![ours(), ours(), labelled(LABEL)]);
        assert_eq!(found(&facts), Err(Why::Ambiguous));
        let unclear = switch(|it| {
            it.keys = vec!["allowDataForGenerativeAI".into()];
            it.state = SwitchState::Unclear;
        });
        let facts = page("en", vec![unclear, labelled(LABEL)]);
        assert_eq!(found(&facts), Err(Why::StateUnclear));
    }

    #[test]
    fn the_label_counts_in_any_language_in_the_main_content() {
        let german = "Meine Daten zum Schulen von KI-Modellen verwenden, um Inhalte zu erstellen";
        let facts = page("en", vec![labelled("another"), labelled(german)]);
        assert_eq!(found(&facts), Ok((true, Evidence::Label)));
        for spoil in [
            (|it| it.main = false) as fn(&mut SwitchFact),
            |it| it.visible = false,
            |it| it.left_over = true,
            |it| it.keys = vec!["allowAdsByAge".into()],
        ] {
            let mut fact = labelled(german);
            spoil(&mut fact);
            let facts = page("en", vec![labelled("another"), fact]);
            assert_eq!(found(&facts), Err(Why::NoMatch));
        }
    }

    #[test]
    fn the_only_switch_is_the_only_one_to_be_seen_in_the_main_content() {
        let mut elsewhere = labelled("x");
        elsewhere.main = false;
        let mut hidden = labelled("y");
        hidden.visible = false;
        let facts = page("ja", vec![elsewhere, hidden, labelled("生成AI")]);
        assert_eq!(found(&facts), Ok((true, Evidence::OnlySwitch)));
    }

    #[test]
    fn the_only_switch_counts_where_no_label_is_known() {
        for lang in ["ja", "fi", "pl", ""] {
            let facts = page(lang, vec![labelled("生成AI")]);
            assert_eq!(found(&facts), Ok((true, Evidence::OnlySwitch)), "{lang}");
        }
        // A verified label that differs speaks against it; no label does not.
        assert_eq!(
            found(&page("en", vec![labelled("Tips")])),
            Err(Why::NoMatch)
        );
        for silent in ["", "On", "aus", "Désactivé"] {
            assert!(
                found(&page("en", vec![labelled(silent)])).is_ok(),
                "{silent}"
            );
        }
    }

    #[test]
    fn the_only_switch_must_be_one_alone_and_at_rest() {
        let only = || switch(|_| {});
        let mut fresh = page("ja", vec![only()]);
        fresh.patience = Patience::Fresh;
        assert_eq!(found(&fresh), Err(Why::NoMatch));
        let mut more = page("ja", vec![only()]);
        more.more = true;
        assert_eq!(found(&more), Err(Why::TooMuch));
        assert_eq!(found(&page("ja", vec![only(), only()])), Err(Why::NoMatch));
        // A switch of another setting is no less a switch.
        let facts = page("ja", vec![only(), keyed("allowAdsByAge")]);
        assert_eq!(found(&facts), Err(Why::NoMatch));
        for no_switch in [
            keyed("allowAdsByAge"),
            switch(|it| it.left_over = true),
            switch(|it| it.shape = SwitchShape::Button),
            switch(|it| it.main = false),
            switch(|it| it.visible = false),
        ] {
            assert_eq!(found(&page("ja", vec![no_switch])), Err(Why::NoMatch));
        }
        assert_eq!(found(&page("ja", Vec::new())), Err(Why::NoSwitch));
    }

    #[test]
    fn the_key_and_the_label_are_certain_the_only_switch_is_likely() {
        assert_eq!(Evidence::Key.certainty(), Certainty::Certain);
        assert_eq!(Evidence::Label.certainty(), Certainty::Certain);
        assert_eq!(Evidence::OnlySwitch.certainty(), Certainty::Likely);
    }

    fn choice(options: [(&str, &str, bool); 2]) -> SwitchFact {
        switch(|it| {
            it.keys = vec!["allowDataForGenerativeAI".into()];
            it.shape = SwitchShape::Choice;
            it.state = SwitchState::Unclear;
            it.options = options
                .map(|(label, value, chosen)| OptionFact {
                    label: label.into(),
                    value: value.into(),
                    chosen,
                })
                .into();
        })
    }

    #[test]
    fn a_choice_of_on_and_off_is_a_switch() {
        for (options, on) in [
            ([("On", "", true), ("Off", "", false)], true),
            ([("On", "", false), ("Off", "", true)], false),
            ([("Aus", "x", true), ("Ein", "y", false)], false),
            ([("Désactivé", "", false), ("…", "TRUE", true)], true),
            ([("?", "0", false), ("?", "1", true)], true),
            ([("?", "no", true), ("?", "yes", false)], false),
            ([("?", "disabled", true), ("?", "enabled", false)], false),
            ([("?", "off", true), ("?", "on", false)], false),
            ([("?", "false", true), ("?", "true", false)], false),
        ] {
            let facts = page("en", vec![choice(options)]);
            assert_eq!(found(&facts), Ok((on, Evidence::Key)), "{options:?}");
        }
    }

    #[test]
    fn a_choice_of_anything_else_is_not() {
        for options in [
            [("On", "", true), ("Off", "", true)],
            [("On", "", false), ("Off", "", false)],
            [("On", "", true), ("On", "", false)],
            [("Members", "", true), ("Nobody", "", false)],
            [("On", "", true), ("Later", "", false)],
            [("Later", "", true), ("Off", "", false)],
        ] {
            let facts = page("en", vec![choice(options)]);
            assert_eq!(found(&facts), Err(Why::StateUnclear), "{options:?}");
        }
    }
}
