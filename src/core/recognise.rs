//! Page and facts → which switch, on what evidence, or an honest "not known".
//!
//! Evidence, strongest first: the setting's own key; its address together with
//! its label; its address with a single switch in the main content. Label text
//! alone, on another page, is never enough: posts and articles quote it.

use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Setting, SettingId};
use super::facts::{Facts, LinkFact, Patience, SwitchFact, SwitchState, Target};
use super::label::same_label;
use super::page::{Page, classify};

/// What a look at a page amounts to.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// The switch is there.
    Switch(SwitchFinding),
    /// A link on the way to the switch is there.
    Way(WayFinding),
    /// The setting's page, or the list that should name it, may still be loading.
    Waiting,
    /// The page is the right one, but what is on it is not what we know.
    Unrecognised(Unrecognised),
    /// The list of settings is there, and the setting is not on it.
    NotOffered(SettingId),
    /// The site asks to sign in before it shows the setting.
    SignedOut(SettingId),
    /// A page that has nothing to do with the setting.
    Nothing,
}

/// The switch, and what it showed.
#[derive(Debug, Clone, PartialEq)]
pub struct SwitchFinding {
    /// Which setting it belongs to.
    pub setting: SettingId,
    /// The element.
    pub target: Target,
    /// What it is set to: never [`SwitchState::Unclear`].
    pub on: bool,
    /// Why we think it is this one.
    pub evidence: Evidence,
    /// Whether the state can be relied on; see [`SwitchFact::steady`].
    pub steady: bool,
    /// When the page load began, in milliseconds since 1970.
    pub loaded_at: f64,
    /// When it last changed under our eyes, in milliseconds since 1970.
    pub flipped_at: Option<f64>,
}

/// A link on the way to the switch.
#[derive(Debug, Clone, PartialEq)]
pub struct WayFinding {
    /// The setting it leads to.
    pub setting: SettingId,
    /// How far the person has come.
    pub step: Step,
    /// The element.
    pub target: Target,
}

/// The steps before the switch itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// From any category to the one that lists the setting.
    ToCategory,
    /// From that category to the setting.
    ToSetting,
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

/// A right page on which the switch was not found for certain.
#[derive(Debug, Clone, PartialEq)]
pub struct Unrecognised {
    /// The setting whose page it is.
    pub setting: SettingId,
    /// What is wrong.
    pub why: Why,
}

/// What stands between a page and a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Nothing that works like a switch.
    NoSwitch,
    /// Switches, but none that could be told to be the setting's.
    NoMatch,
    /// More than one that could be.
    Ambiguous,
    /// The switch, without a state that could be read.
    StateUnclear,
}

/// What an address alone says, where no content script looks: on a sign-in page.
pub fn recognise_address(catalogue: &Catalogue, page: &Page<'_>) -> Finding {
    match (page, catalogue.main_setting()) {
        (Page::SignIn, Some(setting)) => Finding::SignedOut(setting.id()),
        _ => Finding::Nothing,
    }
}

/// Which switch, or which link on the way to it, the page shows.
pub fn recognise(catalogue: &Catalogue, page: &Page<'_>, facts: &Facts) -> Finding {
    match page {
        Page::Setting(setting) => at_setting(catalogue, setting, facts),
        Page::Category(category) => in_category(catalogue, category, facts),
        Page::OtherSettings => elsewhere_in_settings(catalogue, facts),
        Page::SignIn | Page::Elsewhere => Finding::Nothing,
    }
}

fn at_setting(catalogue: &Catalogue, setting: &Setting, facts: &Facts) -> Finding {
    match find_switch(catalogue, setting, facts) {
        Ok(found) => Finding::Switch(found),
        Err(_) if facts.patience < Patience::Overdue => Finding::Waiting,
        Err(why) => Finding::Unrecognised(Unrecognised {
            setting: setting.id(),
            why,
        }),
    }
}

/// A category may one day show the switch itself; by its key it is known there too.
fn in_category(catalogue: &Catalogue, category: &str, facts: &Facts) -> Finding {
    if let Some(found) = find_by_key_anywhere(catalogue, facts) {
        return Finding::Switch(found);
    }
    let Some(setting) = catalogue.main_setting() else {
        return Finding::Nothing;
    };
    let leads_to_setting = |link: &&LinkFact| matches!(classify(catalogue, &link.address), Page::Setting(found) if found.id == setting.id);
    let leads_to_category = |link: &&LinkFact| matches!(classify(catalogue, &link.address), Page::Category(name) if name == setting.category);
    let way = |step, link: &LinkFact| {
        Finding::Way(WayFinding {
            setting: setting.id(),
            step,
            target: link.target,
        })
    };
    let visible = || facts.links.iter().filter(|link| link.visible);

    if category != setting.category {
        return match visible().find(leads_to_category) {
            Some(link) => way(Step::ToCategory, link),
            None => Finding::Nothing,
        };
    }
    match visible().find(leads_to_setting) {
        Some(link) => way(Step::ToSetting, link),
        None if facts.links.iter().any(|link| leads_to_setting(&link)) => Finding::Waiting,
        None if !lists_siblings(catalogue, facts) => Finding::Waiting,
        None if facts.patience < Patience::Overdue => Finding::Waiting,
        None => Finding::NotOffered(setting.id()),
    }
}

/// Whether the list of settings has been rendered: it names others that we know.
fn lists_siblings(catalogue: &Catalogue, facts: &Facts) -> bool {
    facts.links.iter().any(|link| {
        let path = link.address.path.trim_end_matches('/').to_lowercase();
        catalogue.siblings.iter().any(|sibling| {
            path.strip_suffix(sibling.path)
                .is_some_and(|rest| rest.ends_with('/'))
        })
    })
}

fn elsewhere_in_settings(catalogue: &Catalogue, facts: &Facts) -> Finding {
    find_by_key_anywhere(catalogue, facts).map_or(Finding::Nothing, Finding::Switch)
}

fn find_by_key_anywhere(catalogue: &Catalogue, facts: &Facts) -> Option<SwitchFinding> {
    catalogue.settings.iter().find_map(|setting| {
        let fact = only_one(keyed(setting, facts)).ok()?;
        finding(setting, fact, Evidence::Key, facts).ok()
    })
}

/// The switch of `setting` on its own page.
fn find_switch(
    catalogue: &Catalogue,
    setting: &Setting,
    facts: &Facts,
) -> Result<SwitchFinding, Why> {
    match only_one(keyed(setting, facts)) {
        Ok(fact) => return finding(setting, fact, Evidence::Key, facts),
        Err(Why::Ambiguous) => return Err(Why::Ambiguous),
        Err(_) => {}
    }
    // Without our key, a switch that was there before the navigation, or that
    // carries a sibling's key, belongs to another page.
    let candidates = || {
        facts
            .switches
            .iter()
            .filter(|fact| fact.visible && fact.main && !fact.left_over)
            .filter(|fact| !fact.keys.iter().any(|key| catalogue.is_sibling_key(key)))
    };
    let labelled = candidates().filter(|fact| has_label_of(setting, &fact.label));
    match only_one(labelled) {
        Ok(fact) => return finding(setting, fact, Evidence::Label, facts),
        Err(Why::Ambiguous) => return Err(Why::Ambiguous),
        Err(_) => {}
    }
    if facts.switches.is_empty() {
        return Err(Why::NoSwitch);
    }
    // The last resort needs a page that has come to rest, a single switch, and
    // a display language in which no verified label speaks against it.
    let label_known = setting
        .wording_in(&facts.lang)
        .is_some_and(|wording| wording.verified && !wording.label.is_empty());
    let in_main = facts
        .switches
        .iter()
        .filter(|fact| fact.visible && fact.main);
    match (only_one(in_main), only_one(candidates())) {
        (Ok(_), Ok(fact))
            if facts.patience >= Patience::Settled && (!label_known || fact.label.is_empty()) =>
        {
            finding(setting, fact, Evidence::OnlySwitch, facts)
        }
        _ => Err(Why::NoMatch),
    }
}

/// The switches with the setting's own key. A desktop and a mobile copy may
/// both be in the page, one of them hidden.
fn keyed<'f>(setting: &Setting, facts: &'f Facts) -> impl Iterator<Item = &'f SwitchFact> {
    let keys = setting.keys;
    facts
        .switches
        .iter()
        .filter(|fact| fact.visible)
        .filter(move |fact| fact.keys.iter().any(|key| keys.contains(&key.as_str())))
}

fn has_label_of(setting: &Setting, label: &str) -> bool {
    setting
        .wording
        .iter()
        .flat_map(|wording| wording.label)
        .any(|known| same_label(known, label))
}

fn only_one<'f>(mut facts: impl Iterator<Item = &'f SwitchFact>) -> Result<&'f SwitchFact, Why> {
    let first = facts.next().ok_or(Why::NoMatch)?;
    match facts.next() {
        None => Ok(first),
        Some(_) => Err(Why::Ambiguous),
    }
}

fn finding(
    setting: &Setting,
    fact: &SwitchFact,
    evidence: Evidence,
    facts: &Facts,
) -> Result<SwitchFinding, Why> {
    let on = match fact.state {
        SwitchState::On => true,
        SwitchState::Off => false,
        SwitchState::Unclear => return Err(Why::StateUnclear),
    };
    Ok(SwitchFinding {
        setting: setting.id(),
        target: fact.target,
        on,
        evidence,
        steady: fact.steady,
        loaded_at: facts.loaded_at,
        flipped_at: fact.flipped_at,
    })
}
