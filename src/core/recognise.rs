//! Page and facts → a finding: the switch, a link on the way to it, or an
//! honest "not known".

use super::catalogue::{Catalogue, Setting, SettingId};
use super::evidence::{Evidence, Match, find_by_key, find_switch};
use super::facts::{Facts, LinkFact, Patience, Target};
use super::page::{Page, classify};
use super::report::Report;

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

impl Finding {
    /// Whether the page is one that should show the setting and does not yet.
    pub fn is_wanting(&self) -> bool {
        matches!(self, Finding::Waiting | Finding::Unrecognised(_))
    }
}

/// The switch, and what it showed.
#[derive(Debug, Clone, PartialEq)]
pub struct SwitchFinding {
    /// Which setting it belongs to.
    pub setting: SettingId,
    /// The element.
    pub target: Target,
    /// Whether it is on.
    pub on: bool,
    /// Why we think it is this one.
    pub evidence: Evidence,
    /// Whether this is the setting's own page.
    pub own_page: bool,
    /// Whether the state can be relied on; see [`super::facts::SwitchFact::steady`].
    pub steady: bool,
    /// When the page load began, in milliseconds since 1970.
    pub loaded_at: f64,
    /// When it last changed under our eyes, in milliseconds since 1970.
    pub flipped_at: Option<f64>,
    /// When the page was arrived at without a load, where the switch was not there before, in
    /// milliseconds since 1970.
    pub arrived_at: Option<f64>,
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

/// A right page on which the switch was not found for certain.
#[derive(Debug, Clone, PartialEq)]
pub struct Unrecognised {
    /// The setting whose page it is.
    pub setting: SettingId,
    /// What was seen instead, without anything that says whose page it is.
    pub report: Report,
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
        Ok(found) => Finding::Switch(switch(found, facts, true)),
        Err(_) if facts.patience < Patience::Overdue => Finding::Waiting,
        Err(why) => Finding::Unrecognised(Unrecognised {
            setting: setting.id(),
            report: Report::of(catalogue, setting, facts, why),
        }),
    }
}

/// A category may one day show the switch itself; by its key it is known there too.
fn in_category(catalogue: &Catalogue, category: &str, facts: &Facts) -> Finding {
    if let Some(found) = switch_by_key(catalogue, facts) {
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
        None if facts.more || !lists_siblings(catalogue, facts) => Finding::Waiting,
        None if facts.patience < Patience::Overdue => Finding::Waiting,
        None => Finding::NotOffered(setting.id()),
    }
}

/// Whether the list of settings has been rendered: it names others that we know.
fn lists_siblings(catalogue: &Catalogue, facts: &Facts) -> bool {
    facts.links.iter().any(|link| {
        let path = link.address.path.trim_end_matches('/').to_ascii_lowercase();
        catalogue.siblings.iter().any(|sibling| {
            path.strip_suffix(sibling.path)
                .is_some_and(|rest| rest.ends_with('/'))
        })
    })
}

fn elsewhere_in_settings(catalogue: &Catalogue, facts: &Facts) -> Finding {
    switch_by_key(catalogue, facts).map_or(Finding::Nothing, Finding::Switch)
}

/// A switch that carries a setting's own key is that setting's on every page.
fn switch_by_key(catalogue: &Catalogue, facts: &Facts) -> Option<SwitchFinding> {
    let mut settings = catalogue.settings.iter();
    settings.find_map(|setting| Some(switch(find_by_key(setting, facts).ok()?, facts, false)))
}

fn switch(found: Match<'_>, facts: &Facts, own_page: bool) -> SwitchFinding {
    SwitchFinding {
        setting: found.setting.id(),
        target: found.fact.target,
        on: found.on,
        evidence: found.evidence,
        own_page,
        steady: found.fact.steady,
        loaded_at: facts.loaded_at,
        flipped_at: found.fact.flipped_at,
        arrived_at: facts.arrived_at.filter(|_| !found.fact.left_over),
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::catalogue;
    use super::super::facts::{SwitchFact, SwitchShape, SwitchState};
    use super::super::page::Address;
    use super::*;

    const SETTING: &str = "/mypreferences/d/settings/data-for-ai-improvement";
    const PRIVACY: &str = "/mypreferences/d/categories/privacy";
    const ACCOUNT: &str = "/mypreferences/d/categories/account";
    const SIBLING: &str = "/mypreferences/d/settings/ads-by-age";

    fn address(path: &str) -> Address {
        Address {
            origin: "https://www.linkedin.com".into(),
            path: path.into(),
        }
    }

    fn facts(links: &[(&str, bool)]) -> Facts {
        let link = |(number, &(path, visible)): (usize, &(&str, bool))| LinkFact {
            target: Target(number as u32),
            address: address(path),
            visible,
        };
        Facts {
            path: String::new(),
            loaded_at: 5.0,
            arrived_at: None,
            lang: "en".into(),
            patience: Patience::Overdue,
            switches: Vec::new(),
            links: links.iter().enumerate().map(link).collect(),
            more: false,
            asks_password: false,
        }
    }

    fn ours() -> SwitchFact {
        SwitchFact {
            target: Target(9),
            shape: SwitchShape::Checkbox,
            keys: vec!["allowDataForGenerativeAI".into()],
            label: String::new(),
            state: SwitchState::Off,
            options: Vec::new(),
            visible: true,
            main: true,
            steady: true,
            flipped_at: Some(7.0),
            left_over: false,
        }
    }

    fn at(path: &str, facts: &Facts) -> Finding {
        recognise(catalogue(), &classify(catalogue(), &address(path)), facts)
    }

    fn step(finding: &Finding) -> Option<(Step, u32)> {
        match finding {
            Finding::Way(way) => Some((way.step, way.target.0)),
            _ => None,
        }
    }

    #[test]
    fn any_category_leads_to_data_privacy_and_that_to_the_setting() {
        let links = facts(&[
            (SIBLING, true),
            (PRIVACY, false),
            (PRIVACY, true),
            (SETTING, true),
        ]);
        assert_eq!(step(&at(ACCOUNT, &links)), Some((Step::ToCategory, 2)));
        assert_eq!(
            step(&at("/psettings/", &links)),
            Some((Step::ToCategory, 2))
        );
        assert_eq!(step(&at(PRIVACY, &links)), Some((Step::ToSetting, 3)));
        assert_eq!(at(ACCOUNT, &facts(&[(SETTING, true)])), Finding::Nothing);
        assert_eq!(at(SIBLING, &links), Finding::Nothing);
    }

    #[test]
    fn a_list_without_the_setting_does_not_offer_it_once_it_is_overdue() {
        let sibling_only = facts(&[(PRIVACY, true), (SIBLING, true)]);
        let id = catalogue().main_setting().unwrap().id();
        assert_eq!(at(PRIVACY, &sibling_only), Finding::NotOffered(id));
        let mut early = sibling_only.clone();
        early.patience = Patience::Settled;
        assert_eq!(at(PRIVACY, &early), Finding::Waiting);
        // The setting may be among what was left out.
        let mut cut = sibling_only.clone();
        cut.more = true;
        assert_eq!(at(PRIVACY, &cut), Finding::Waiting);
        // No list yet, or the row is there and hidden: that says nothing.
        assert_eq!(at(PRIVACY, &facts(&[(PRIVACY, true)])), Finding::Waiting);
        let hidden = facts(&[(SIBLING, true), (SETTING, false)]);
        assert_eq!(at(PRIVACY, &hidden), Finding::Waiting);
        let look_alike = facts(&[("/mypreferences/d/settings/no-ads-by-age", true)]);
        assert_eq!(at(PRIVACY, &look_alike), Finding::Waiting);
    }

    #[test]
    fn an_arrival_counts_for_a_switch_that_came_after_it() {
        let mut page = facts(&[]);
        page.arrived_at = Some(6.0);
        page.switches.push(ours());
        let arrived = |page: &Facts| match at(SETTING, page) {
            Finding::Switch(seen) => seen.arrived_at,
            other => panic!("{other:?}"),
        };
        assert_eq!(arrived(&page), Some(6.0));
        page.switches[0].left_over = true;
        assert_eq!(arrived(&page), None);
    }

    #[test]
    fn the_switch_is_known_by_its_key_on_every_settings_page() {
        let mut page = facts(&[]);
        page.switches.push(ours());
        for path in [SETTING, PRIVACY, ACCOUNT, SIBLING] {
            let Finding::Switch(seen) = at(path, &page) else {
                panic!("not found on {path}");
            };
            assert_eq!((seen.target, seen.on), (Target(9), false));
            assert_eq!((seen.loaded_at, seen.flipped_at), (5.0, Some(7.0)));
        }
        for path in ["/feed/", "/login"] {
            assert_eq!(at(path, &page), Finding::Nothing);
        }
    }

    #[test]
    fn the_settings_page_is_unrecognised_only_when_it_is_overdue() {
        let mut page = facts(&[]);
        let unrecognised = at(SETTING, &page);
        assert!(matches!(unrecognised, Finding::Unrecognised(_)));
        assert!(unrecognised.is_wanting());
        page.patience = Patience::Settled;
        assert_eq!(at(SETTING, &page), Finding::Waiting);
        assert!(Finding::Waiting.is_wanting());
        assert!(!Finding::Nothing.is_wanting());
    }

    #[test]
    fn an_address_alone_says_that_one_must_sign_in() {
        let id = catalogue().main_setting().unwrap().id();
        let of = |path| recognise_address(catalogue(), &classify(catalogue(), &address(path)));
        assert_eq!(of("/uas/login"), Finding::SignedOut(id));
        assert_eq!(of(SETTING), Finding::Nothing);
        assert_eq!(of("/feed/"), Finding::Nothing);
    }
}
