//! Page and testimony → findings: a setting's switch, a link on the way to it, or that it is not
//! there. And what the content script has to read besides.

use super::catalogue::{Catalogue, Setting, SettingId, on_one_page};
use super::evidence::is_on;
use super::evidence::{
    ALONE_AFTER, Evidence, Match, Why, find_by_key, find_switch, has_key_of, has_key_of_another,
};
use super::page::{Page, classify};
use super::report::Report;
use super::testimony::{Control, Link, Named, NamedBy, Target, Testimony};

/// After so many milliseconds in view a switch or link that has not come counts as missing.
/// Comparable tools wait no longer. It is still taken when it comes later.
pub const GIVEN_UP_AFTER: f64 = 10_000.0;

/// What a page shows of one setting.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding<'t> {
    /// The switch is on the page.
    Switch(SwitchFinding<'t>),
    /// A link on the way to the switch is on the page.
    Way(WayFinding),
    /// This is the setting's page, but no switch was recognised on it.
    Unrecognised(SettingId, Report),
    /// This is the list that should have the setting, but the setting is not on it.
    NotListed(SettingId),
}

/// The switch, and what it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct SwitchFinding<'t> {
    /// Which setting it belongs to.
    pub setting: &'t Setting,
    /// What the content script testifies of it.
    pub control: &'t Control,
    /// Whether LinkedIn may use the data; `None` where the control shows no clear state.
    pub on: Option<bool>,
    /// What the recognition rests on.
    pub evidence: Evidence,
    /// Whether this is the setting's own page.
    pub own_page: bool,
}

/// A link on the way to the switch.
#[derive(Debug, Clone, PartialEq)]
pub struct WayFinding {
    /// The setting it leads to.
    pub setting: SettingId,
    /// Which step of the way it is.
    pub step: Step,
    /// The link.
    pub target: Target,
}

/// The steps that lead to the setting's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// From any category to the one that lists the setting.
    ToCategory,
    /// From that category to the setting.
    ToSetting,
}

/// What the content script has to read or do besides.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Asked {
    /// Read accessible names: no key tells which switch it is.
    pub names: bool,
    /// Look into shadow roots: the rest of the page has no such switch.
    pub deeper: bool,
    /// Testify again after so many milliseconds in view, even if nothing changes.
    pub again: Option<f64>,
}

impl Finding<'_> {
    /// The setting.
    pub fn setting(&self) -> SettingId {
        match self {
            Finding::Switch(found) => found.setting.id(),
            Finding::Way(way) => way.setting.clone(),
            Finding::Unrecognised(setting, _) | Finding::NotListed(setting) => setting.clone(),
        }
    }

    /// What the content script has to watch from now on: the switch or the link.
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

/// What is looked for.
pub struct Search<'t> {
    /// The settings of the site, for keys and labels of other settings.
    pub catalogue: &'t Catalogue,
    /// The settings that are shown.
    pub settings: &'t [Setting],
    /// Whether lists should lead to this setting.
    pub leads_to: &'t dyn Fn(&Setting) -> bool,
}

impl<'t> Search<'t> {
    /// The findings on `page`, and what to read besides. Nothing is found on a page without
    /// settings, nor on one that may still be loading.
    pub fn on(&self, page: &Page<'t>, said: &'t Testimony) -> (Vec<Finding<'t>>, Asked) {
        if !said.named.is_empty() {
            // While watching, a testimony has only the controls that are watched.
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

    /// What was named in an earlier answer, where it still has its key or address. It stays
    /// recognised when the page is translated, a dialog covers it, or it is scrolled out of a pane.
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

    /// `findings`, and the page's other settings whose switch is still missing after
    /// [`GIVEN_UP_AFTER`].
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
            // Names that were read once are read with each scan, until something is named.
            asked.names |= why == Why::Unread || said.controls.iter().any(|it| it.name.is_some());
            asked.deeper = true;
            asked.again = next_of(said.waited, &[ALONE_AFTER, GIVEN_UP_AFTER]);
            // Where the page asks for a password, it is a sign-in form and not the setting's page.
            if said.waited >= GIVEN_UP_AFTER && why != Why::Unread && !said.asks_password {
                findings.push(self.unrecognised(setting, said, why));
            }
        }
        (findings, asked)
    }

    /// Should a category one day show a switch itself, it is recognised there by its key.
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
                // The link may still come. Until then settings further down the list must not be
                // led to.
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

    /// Whether the list has been rendered: it has links to other settings that we know.
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

    /// A switch with a setting's key is that setting's switch on every page.
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

/// How long until the next threshold, in milliseconds; `None` where all have passed.
fn next_of(waited: f64, thresholds: &[f64]) -> Option<f64> {
    let left = thresholds.iter().map(|threshold| threshold - waited);
    left.filter(|left| *left > 0.0).reduce(f64::min)
}

#[cfg(test)]
mod tests;
