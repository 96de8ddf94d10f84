//! Page and testimony → a finding: the switch, a link on the way to it, or an honest "not
//! known"; and what to ask the content script for besides.

use super::catalogue::{Catalogue, Setting, SettingId};
use super::evidence::is_on;
use super::evidence::{ALONE_AFTER, Evidence, Match, Why, find_by_key, find_switch, has_key_of};
use super::page::{Page, classify};
use super::report::Report;
use super::testimony::{Control, Link, Named, NamedBy, Target, Testimony};

/// For how long what is not on a page is waited for, in milliseconds in view. Comparable tools
/// wait as long at most. What comes later is still welcome.
pub const GIVEN_UP_AFTER: f64 = 10_000.0;

/// What a page amounts to.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding<'t> {
    /// The switch is there.
    Switch(SwitchFinding<'t>),
    /// A link on the way to the switch is there.
    Way(WayFinding),
    /// The setting's page, or the list that should name it, may still be loading.
    Waiting,
    /// The page is the right one, but what is on it is not what we know.
    Unrecognised(SettingId, Report),
    /// The list of settings is there, and the setting is not on it.
    NotListed(SettingId),
    /// A page that has nothing to do with the setting.
    Nothing,
}

/// The switch, and what it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct SwitchFinding<'t> {
    /// Which setting it belongs to.
    pub setting: &'t Setting,
    /// What is testified of it.
    pub control: &'t Control,
    /// Whether it is on; `None` where that cannot be told.
    pub on: Option<bool>,
    /// Why we think it is this one.
    pub evidence: Evidence,
    /// Whether this is the setting's own page.
    pub own_page: bool,
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

/// What the content script is asked for besides.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Asked {
    /// The accessible names of the candidates: no key settles which one it is.
    pub names: bool,
    /// What is in shadow roots: what is in plain view does not do.
    pub deeper: bool,
    /// To testify again after so many milliseconds in view, even if nothing changes.
    pub again: Option<f64>,
}

impl Finding<'_> {
    /// What is named by it: what to ring, and to watch.
    pub fn named(&self) -> Option<Named> {
        match self {
            Finding::Switch(found) => Some(Named {
                target: found.control.target,
                setting: found.setting.id(),
                evidence: match found.evidence {
                    Evidence::Key => NamedBy::Key,
                    Evidence::Label => NamedBy::Label,
                    Evidence::OnlySwitch => NamedBy::OnlySwitch,
                },
            }),
            Finding::Way(way) => Some(Named {
                target: way.target,
                setting: way.setting.clone(),
                evidence: NamedBy::Way,
            }),
            Finding::Waiting
            | Finding::Unrecognised(..)
            | Finding::NotListed(_)
            | Finding::Nothing => None,
        }
    }
}

/// Which switch, or which link on the way to it, the page shows; and what else to ask for.
pub fn recognise<'t>(
    catalogue: &'t Catalogue,
    page: &Page<'t>,
    said: &'t Testimony,
) -> (Finding<'t>, Asked) {
    if let Some(finding) = still_there(catalogue, page, said) {
        return (finding, Asked::default());
    }
    if said.named.is_some() {
        // The rest of the page was not looked at.
        return (Finding::Waiting, Asked::default());
    }
    match page {
        Page::Setting(setting) => at_setting(catalogue, setting, said),
        Page::Category(category) => in_category(catalogue, category, said),
        Page::OtherSettings => (elsewhere_in_settings(catalogue, said), Asked::default()),
        Page::SignIn | Page::Elsewhere => (Finding::Nothing, Asked::default()),
    }
}

/// What was named before, where its key or address still stands. A translation of its words,
/// a dialog over it, or a pane that it was scrolled out of takes nothing from that.
fn still_there<'t>(
    catalogue: &'t Catalogue,
    page: &Page<'t>,
    said: &'t Testimony,
) -> Option<Finding<'t>> {
    let named = said.named.as_ref()?;
    let mut settings = catalogue.settings.iter();
    let setting = settings.find(|setting| named.setting == **setting)?;
    let mut links = said.links.iter();
    let mut controls = said.controls.iter();
    let own_page = matches!(page, Page::Setting(at) if at.id == setting.id);
    let evidence = match named.evidence {
        NamedBy::Way => {
            let link = links.find(|link| link.target == named.target)?;
            return way(catalogue, setting, page, link).map(Finding::Way);
        }
        NamedBy::Key => Evidence::Key,
        NamedBy::Label => Evidence::Label,
        NamedBy::OnlySwitch => Evidence::OnlySwitch,
    };
    let control = controls.find(|control| control.target == named.target)?;
    let stands = match evidence {
        Evidence::Key => has_key_of(setting, control),
        Evidence::Label | Evidence::OnlySwitch => own_page,
    };
    stands.then(|| {
        Finding::Switch(SwitchFinding {
            setting,
            control,
            on: is_on(setting, control),
            evidence,
            own_page,
        })
    })
}

fn at_setting<'t>(
    catalogue: &Catalogue,
    setting: &'t Setting,
    said: &'t Testimony,
) -> (Finding<'t>, Asked) {
    let why = match find_switch(catalogue, setting, said) {
        Ok(found) => return (switch(found, true), Asked::default()),
        Err(why) => why,
    };
    let asked = Asked {
        // Once asked for they are told with each scan, until something is named.
        names: why == Why::Unread || said.controls.iter().any(|it| it.name.is_some()),
        deeper: true,
        again: next_of(said.waited, &[ALONE_AFTER, GIVEN_UP_AFTER]),
    };
    // A sign-in form in the place of the page says nothing of the setting.
    let is_given_up = said.waited >= GIVEN_UP_AFTER && why != Why::Unread && !said.asks_password;
    let finding = match is_given_up {
        true => Finding::Unrecognised(setting.id(), Report::of(catalogue, setting, said, why)),
        false => Finding::Waiting,
    };
    (finding, asked)
}

/// A category may one day show the switch itself; by its key it is known there too.
fn in_category<'t>(
    catalogue: &'t Catalogue,
    category: &str,
    said: &'t Testimony,
) -> (Finding<'t>, Asked) {
    if let Some(found) = switch_by_key(catalogue, said) {
        return (found, Asked::default());
    }
    let Some(setting) = catalogue.main_setting() else {
        return (Finding::Nothing, Asked::default());
    };
    let page = Page::Category(category.to_owned());
    let mut visible = said.links.iter().filter(|link| link.visible);
    if let Some(way) = visible.find_map(|link| way(catalogue, setting, &page, link)) {
        return (Finding::Way(way), Asked::default());
    }
    if category != setting.category {
        return (Finding::Nothing, Asked::default());
    }
    let asked = Asked {
        names: false,
        deeper: true,
        again: next_of(said.waited, &[GIVEN_UP_AFTER]),
    };
    let is_hidden = said
        .links
        .iter()
        .any(|link| leads_to_setting(catalogue, setting, link));
    let is_whole = lists_siblings(catalogue, said) && !said.more && !is_hidden;
    match is_whole && said.waited >= GIVEN_UP_AFTER {
        true => (Finding::NotListed(setting.id()), asked),
        false => (Finding::Waiting, asked),
    }
}

/// The step that `link` is on `page`, if it is one on the way to `setting`.
fn way(
    catalogue: &Catalogue,
    setting: &Setting,
    page: &Page<'_>,
    link: &Link,
) -> Option<WayFinding> {
    let Page::Category(category) = page else {
        return None;
    };
    let step = match *category == setting.category {
        true if leads_to_setting(catalogue, setting, link) => Step::ToSetting,
        false if leads_to_category(catalogue, setting, link) => Step::ToCategory,
        _ => return None,
    };
    Some(WayFinding {
        setting: setting.id(),
        step,
        target: link.target,
    })
}

fn leads_to_setting(catalogue: &Catalogue, setting: &Setting, link: &Link) -> bool {
    matches!(classify(catalogue, &link.address), Page::Setting(found) if found.id == setting.id)
}

fn leads_to_category(catalogue: &Catalogue, setting: &Setting, link: &Link) -> bool {
    matches!(classify(catalogue, &link.address), Page::Category(name) if name == setting.category)
}

/// Whether the list of settings has been rendered: it names others that we know.
fn lists_siblings(catalogue: &Catalogue, said: &Testimony) -> bool {
    said.links.iter().any(|link| {
        let path = link.address.path.trim_end_matches('/').to_ascii_lowercase();
        catalogue.siblings.iter().any(|sibling| {
            path.strip_suffix(sibling.path)
                .is_some_and(|rest| rest.ends_with('/'))
        })
    })
}

fn elsewhere_in_settings<'t>(catalogue: &'t Catalogue, said: &'t Testimony) -> Finding<'t> {
    switch_by_key(catalogue, said).unwrap_or(Finding::Nothing)
}

/// A switch that carries a setting's own key is that setting's on every page.
fn switch_by_key<'t>(catalogue: &'t Catalogue, said: &'t Testimony) -> Option<Finding<'t>> {
    let found = |setting| {
        find_by_key(setting, said)
            .ok()
            .filter(|found| found.on.is_some())
    };
    let found = catalogue.settings.iter().find_map(found)?;
    Some(switch(found, false))
}

fn switch(found: Match<'_>, own_page: bool) -> Finding<'_> {
    Finding::Switch(SwitchFinding {
        setting: found.setting,
        control: found.control,
        on: found.on,
        evidence: found.evidence,
        own_page,
    })
}

/// How long until the next of these thresholds is reached, if any is left.
fn next_of(waited: f64, thresholds: &[f64]) -> Option<f64> {
    let left = thresholds.iter().map(|threshold| threshold - waited);
    left.filter(|left| *left > 0.0).reduce(f64::min)
}

#[cfg(test)]
mod tests;
