//! Page and testimony → findings: switches, a link on the way to one, or an honest "not known";
//! and what to ask the content script for besides.

use super::catalogue::{Catalogue, Setting, SettingId, on_one_page};
use super::evidence::is_on;
use super::evidence::{
    ALONE_AFTER, Evidence, Match, Why, find_by_key, find_switch, has_key_of, has_key_of_another,
};
use super::page::{Page, classify};
use super::report::Report;
use super::testimony::{Control, Link, Named, NamedBy, Target, Testimony};

/// For how long what is not on a page is waited for, in milliseconds in view. Comparable tools
/// wait as long at most. What comes later is still welcome.
pub const GIVEN_UP_AFTER: f64 = 10_000.0;

/// What a page amounts to for one setting.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding<'t> {
    /// The switch is there.
    Switch(SwitchFinding<'t>),
    /// A link on the way to the switch is there.
    Way(WayFinding),
    /// The page is the right one, but what is on it is not what we know.
    Unrecognised(SettingId, Report),
    /// The list of settings is there, and the setting is not on it.
    NotListed(SettingId),
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
    /// Which setting it is about.
    pub fn setting(&self) -> SettingId {
        match self {
            Finding::Switch(found) => found.setting.id(),
            Finding::Way(way) => way.setting.clone(),
            Finding::Unrecognised(setting, _) | Finding::NotListed(setting) => setting.clone(),
        }
    }

    /// What is named by it: what to watch, and maybe to ring.
    pub fn named(&self) -> Option<Named> {
        let (target, evidence) = match self {
            Finding::Switch(found) => match found.evidence {
                Evidence::Key => (found.control.target, NamedBy::Key),
                Evidence::Label => (found.control.target, NamedBy::Label),
                Evidence::OnlySwitch => (found.control.target, NamedBy::OnlySwitch),
            },
            Finding::Way(way) => (way.target, NamedBy::Way),
            Finding::Unrecognised(..) | Finding::NotListed(_) => return None,
        };
        Some(Named {
            target,
            setting: self.setting(),
            evidence,
        })
    }
}

/// What is looked for on a page.
pub struct Search<'t> {
    /// All that is known of the site.
    pub catalogue: &'t Catalogue,
    /// The settings that are shown.
    pub settings: &'t [Setting],
    /// Whether to lead to a setting, from the lists that it is on.
    pub leads_to: &'t dyn Fn(&Setting) -> bool,
}

impl<'t> Search<'t> {
    /// Which switches, or which link on the way to one, the page shows, and what it lacks; and what
    /// else to ask for. Nothing is found on a page that has nothing to do with the settings, and on
    /// one that may still be loading.
    pub fn on(&self, page: &Page<'t>, said: &'t Testimony) -> (Vec<Finding<'t>>, Asked) {
        if !said.named.is_empty() {
            // The rest of the page was not looked at.
            let findings = self.still_there(page, said).unwrap_or_default();
            return self.with_missing(page, said, findings);
        }
        match page {
            Page::Setting(at) if self.on_page_of(at).next().is_some() => self.at_setting(at, said),
            Page::Category(category) => self.in_category(category, said),
            Page::Setting(_) | Page::OtherSettings => (self.by_key(said), Asked::default()),
            Page::SignIn | Page::Elsewhere => (Vec::new(), Asked::default()),
        }
    }

    fn on_page_of(&self, at: &Setting) -> impl Iterator<Item = &'t Setting> {
        self.settings.iter().filter(move |it| on_one_page(it, at))
    }

    /// What was named before, where its keys or addresses still stand. A translation of its words,
    /// a dialog over it, or a pane that it was scrolled out of takes nothing from that.
    fn still_there(&self, page: &Page<'t>, said: &'t Testimony) -> Option<Vec<Finding<'t>>> {
        let named = said.named.iter();
        named
            .map(|named| self.still_stands(page, said, named))
            .collect()
    }

    fn still_stands(
        &self,
        page: &Page<'t>,
        said: &'t Testimony,
        named: &Named,
    ) -> Option<Finding<'t>> {
        let mut settings = self.settings.iter();
        let setting = settings.find(|setting| named.setting == **setting)?;
        let own_page = matches!(page, Page::Setting(at) if on_one_page(at, setting));
        let evidence = match named.evidence {
            NamedBy::Way => {
                let mut links = said.links.iter();
                let link = links.find(|link| link.target == named.target)?;
                let way = self.way_by(link, setting, page);
                return way.filter(|_| (self.leads_to)(setting)).map(Finding::Way);
            }
            NamedBy::Key => Evidence::Key,
            NamedBy::Label => Evidence::Label,
            NamedBy::OnlySwitch => Evidence::OnlySwitch,
        };
        let mut controls = said.controls.iter();
        let control = controls.find(|control| control.target == named.target)?;
        let stands = match evidence {
            Evidence::Key => has_key_of(setting, control),
            Evidence::Label | Evidence::OnlySwitch => {
                own_page && !has_key_of_another(self.catalogue, setting, control)
            }
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

    /// `findings`, and once the page was waited for, which of its other switches it lacks.
    fn with_missing(
        &self,
        page: &Page<'t>,
        said: &'t Testimony,
        mut findings: Vec<Finding<'t>>,
    ) -> (Vec<Finding<'t>>, Asked) {
        let mut asked = Asked::default();
        let Page::Setting(at) = page else {
            return (findings, asked);
        };
        if findings.is_empty() {
            return (findings, asked);
        }
        for setting in self.on_page_of(at) {
            if findings.iter().any(|it| it.setting() == *setting) {
                continue;
            }
            asked.again = next_of(said.waited, &[GIVEN_UP_AFTER]);
            if asked.again.is_none() {
                findings.push(self.unrecognised(setting, said, Why::NoMatch));
            }
        }
        (findings, asked)
    }

    fn unrecognised(&self, setting: &Setting, said: &Testimony, why: Why) -> Finding<'t> {
        let report = Report::of(self.catalogue, setting, said, why);
        Finding::Unrecognised(setting.id(), report)
    }

    fn at_setting(&self, at: &Setting, said: &'t Testimony) -> (Vec<Finding<'t>>, Asked) {
        let mut findings = Vec::new();
        let mut asked = Asked::default();
        for setting in self.on_page_of(at) {
            let why = match find_switch(self.catalogue, setting, said) {
                Ok(found) => {
                    findings.push(switch(found, true));
                    continue;
                }
                Err(why) => why,
            };
            // Once asked for they are told with each scan, until something is named.
            asked.names |= why == Why::Unread || said.controls.iter().any(|it| it.name.is_some());
            asked.deeper = true;
            asked.again = next_of(said.waited, &[ALONE_AFTER, GIVEN_UP_AFTER]);
            // A sign-in form in the place of the page says nothing of the setting.
            if said.waited >= GIVEN_UP_AFTER && why != Why::Unread && !said.asks_password {
                findings.push(self.unrecognised(setting, said, why));
            }
        }
        (findings, asked)
    }

    /// A category may one day show a switch itself; by its key it is known there too.
    fn in_category(&self, category: &str, said: &'t Testimony) -> (Vec<Finding<'t>>, Asked) {
        let mut findings = self.by_key(said);
        if !findings.is_empty() {
            return (findings, Asked::default());
        }
        let page = Page::Category(category.to_owned());
        let may_be_listed = |it: &Setting| it.category.is_none_or(|its| its == category);
        let mut asked = Asked::default();
        for setting in self.settings {
            let is_led_to = (self.leads_to)(setting);
            asked.deeper |= is_led_to && may_be_listed(setting);
            let mut visible = said.links.iter().filter(|link| link.visible);
            let way = visible.find_map(|link| self.way_by(link, setting, &page));
            if let (true, Some(way)) = (is_led_to, way) {
                findings.push(Finding::Way(way));
                return (findings, asked);
            }
            let leads_there = |link: &Link| self.leads_to_setting(link, setting);
            if setting.category != Some(category) || said.links.iter().any(leads_there) {
                continue;
            }
            asked.deeper = true;
            asked.again = next_of(said.waited, &[GIVEN_UP_AFTER]);
            match said.waited >= GIVEN_UP_AFTER {
                true if self.lists_others(setting, said) && !said.more => {
                    findings.push(Finding::NotListed(setting.id()));
                }
                true => {}
                // It may still come, and goes before those behind it.
                false => break,
            }
        }
        (findings, asked)
    }

    /// The step that `link` is on `page`, if it is one on the way to `setting`.
    fn way_by(&self, link: &Link, setting: &Setting, page: &Page<'_>) -> Option<WayFinding> {
        let Page::Category(category) = page else {
            return None;
        };
        let is_here = setting.category.is_none_or(|its| its == category);
        let step = match is_here {
            true if self.leads_to_setting(link, setting) => Step::ToSetting,
            false if self.leads_to_category(link, setting) => Step::ToCategory,
            _ => return None,
        };
        Some(WayFinding {
            setting: setting.id(),
            step,
            target: link.target,
        })
    }

    fn leads_to_setting(&self, link: &Link, setting: &Setting) -> bool {
        let page = classify(self.catalogue, &link.address);
        matches!(page, Page::Setting(found) if on_one_page(found, setting))
    }

    fn leads_to_category(&self, link: &Link, setting: &Setting) -> bool {
        let page = classify(self.catalogue, &link.address);
        matches!(page, Page::Category(name) if setting.category == Some(&name))
    }

    /// Whether the list of settings has been rendered: it names others that we know.
    fn lists_others(&self, setting: &Setting, said: &Testimony) -> bool {
        let mut others = self
            .catalogue
            .settings
            .iter()
            .filter(|it| it.id != setting.id);
        others.any(|other| {
            said.links
                .iter()
                .any(|link| self.leads_to_setting(link, other))
        })
    }

    /// Switches that carry a setting's own key are that setting's on every page.
    fn by_key(&self, said: &'t Testimony) -> Vec<Finding<'t>> {
        let found = self
            .settings
            .iter()
            .filter_map(|setting| find_by_key(setting, said).ok());
        found
            .filter(|found| found.on.is_some())
            .map(|found| switch(found, false))
            .collect()
    }
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
