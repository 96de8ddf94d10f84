//! Finds the switch of a setting among the controls of a page, and says on what evidence.
//!
//! The kinds of evidence, strongest first: LinkedIn's key for the setting; the setting's address
//! together with a known label; the setting's address with a single switch in the main content. A
//! label on any other page is no evidence: posts and articles quote it.

use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Setting, on_one_page};
use super::label::same_label;
use super::testimony::{Control, OptionState, Shape, Shown, Testimony};

/// A control that was recognised as the setting's switch.
#[derive(Debug, Clone, PartialEq)]
pub struct Match<'t> {
    /// The setting.
    pub setting: &'t Setting,
    /// The control.
    pub control: &'t Control,
    /// Whether LinkedIn may use the data; `None` where the control shows no clear state.
    pub on: Option<bool>,
    /// What the recognition rests on.
    pub evidence: Evidence,
}

/// What a recognition rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// The switch has LinkedIn's key for the setting.
    Key,
    /// The switch is at the setting's address and has a known label of the setting.
    Label,
    /// The switch is the only one in the main content at the setting's address.
    OnlySwitch,
}

/// How sure a recognition is. A page with anything less sure counts as not recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// By LinkedIn's key, or by its address and label.
    Certain,
    /// Nothing contradicts it.
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

/// Why no switch was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nothing on the page works like a switch.
    NoSwitch,
    /// There are switches, but none that is known to be the setting's.
    NoMatch,
    /// More than one could be the setting's.
    Ambiguous,
    /// The switch was found, but not whether it is on.
    StateUnclear,
    /// The page has more switches than are read, and none of those read was the setting's.
    TooMuch,
    /// The accessible names of the switches are needed and were not asked for yet.
    Unread,
}

impl Why {
    /// The word for it in a report.
    pub fn as_str(self) -> &'static str {
        match self {
            Why::NoSwitch => "no-switch",
            Why::NoMatch => "no-match",
            Why::Ambiguous => "ambiguous",
            Why::StateUnclear => "state-unclear",
            Why::TooMuch => "too-much",
            Why::Unread => "unread",
        }
    }
}

/// A lone switch is accepted only after so many milliseconds in view: a second one may still come.
pub const ALONE_AFTER: f64 = 3_000.0;

/// The switch of `setting` on the setting's own page, by the strongest evidence that there is.
pub fn find_switch<'t>(
    catalogue: &Catalogue,
    setting: &'t Setting,
    said: &'t Testimony,
) -> Result<Match<'t>, Why> {
    let found = find_by_key(setting, said)
        .and_then(|found| uncontradicted(catalogue, found, said))
        .or_else(|why| go_on(why, || find_by_label(catalogue, setting, said)))
        .or_else(|why| go_on(why, || find_only_switch(catalogue, setting, said)))?;
    match found.on {
        Some(_) => Ok(found),
        None => Err(Why::StateUnclear),
    }
}

/// `next` where the search before found nothing. Where that found something ambiguous or unclear,
/// weaker evidence must not decide.
fn go_on<'t>(why: Why, next: impl FnOnce() -> Result<Match<'t>, Why>) -> Result<Match<'t>, Why> {
    match why {
        Why::NoMatch | Why::NoSwitch => next(),
        Why::Ambiguous | Why::StateUnclear | Why::TooMuch | Why::Unread => Err(why),
    }
}

/// The switch that has the setting's key. Of a desktop and a mobile copy, one of which is hidden,
/// the visible one.
pub fn find_by_key<'t>(setting: &'t Setting, said: &'t Testimony) -> Result<Match<'t>, Why> {
    let visible = said.controls.iter().filter(|control| control.visible);
    let found: Vec<_> = visible
        .filter(|control| has_key_of(setting, control))
        .collect();
    // Some pages keep the view before a client-side navigation in the document, hidden or further
    // down.
    let has_come = found.iter().any(|control| !control.left_over);
    let found = found
        .into_iter()
        .filter(|control| !has_come || !control.left_over);
    decide(setting, Evidence::Key, found)
}

/// [`Why::Ambiguous`] where the switch with our key has a name that is not our label, and another
/// switch has our label. [`Why::Unread`] where the names that tell this were not read.
fn uncontradicted<'t>(
    catalogue: &Catalogue,
    found: Match<'t>,
    said: &Testimony,
) -> Result<Match<'t>, Why> {
    let others: Vec<_> = candidates(catalogue, found.setting, said)
        .filter(|other| other.target != found.control.target)
        .collect();
    if others.is_empty() {
        return Ok(found);
    }
    if found.control.name.is_none() || others.iter().any(|other| other.name.is_none()) {
        return Err(Why::Unread);
    }
    let has_no_name = found.control.name.as_deref() == Some("");
    let is_named_otherwise = !has_no_name && !has_label_of(found.setting, found.control);
    let other_has_label = others
        .iter()
        .any(|other| has_label_of(found.setting, other));
    if is_named_otherwise && other_has_label {
        return Err(Why::Ambiguous);
    }
    Ok(found)
}

fn find_by_label<'t>(
    catalogue: &Catalogue,
    setting: &'t Setting,
    said: &'t Testimony,
) -> Result<Match<'t>, Why> {
    if candidates(catalogue, setting, said).any(|control| control.name.is_none()) {
        return Err(Why::Unread);
    }
    decide(
        setting,
        Evidence::Label,
        candidates(catalogue, setting, said).filter(|control| has_label_of(setting, control)),
    )
}

/// The only switch in the main content, once the page has come to rest. Not where a label is known
/// in the page's language, as a lone switch with another label is then another setting's.
fn find_only_switch<'t>(
    catalogue: &Catalogue,
    setting: &'t Setting,
    said: &'t Testimony,
) -> Result<Match<'t>, Why> {
    if said.controls.is_empty() {
        return Err(Why::NoSwitch);
    }
    if said.more {
        return Err(Why::TooMuch);
    }
    let in_main = said
        .controls
        .iter()
        .filter(|control| control.visible && control.main);
    let [only] = in_main.collect::<Vec<_>>()[..] else {
        return Err(Why::NoMatch);
    };
    // Labels with a single source count too: a switch with another label may mean the opposite ("Do
    // not use…"). Where no label is known in any language, any label may be another setting's.
    let label_known = setting.labels.is_empty() || setting.labels_in(&said.lang).is_some();
    let of_page = catalogue
        .settings
        .iter()
        .filter(|it| on_one_page(it, setting));
    let is_silent = only.name.as_deref() == Some("") || is_state(setting, only);
    if said.waited < ALONE_AFTER
        || said.asks_password
        || (label_known && !is_silent)
        || of_page.count() > 1
        || only.shape == Shape::Button
    {
        return Err(Why::NoMatch);
    }
    decide(
        setting,
        Evidence::OnlySwitch,
        candidates(catalogue, setting, said),
    )
}

/// The controls that could be the setting's switch without having its key. Controls left over from
/// before a navigation, and those with another setting's key, could not.
fn candidates<'t>(
    catalogue: &Catalogue,
    setting: &Setting,
    said: &'t Testimony,
) -> impl Iterator<Item = &'t Control> {
    said.controls
        .iter()
        .filter(|control| control.visible && control.main && !control.left_over)
        .filter(|control| !has_key_of_another(catalogue, setting, control))
}

/// The only one among `found`, with its state.
fn decide<'t>(
    setting: &'t Setting,
    evidence: Evidence,
    mut found: impl Iterator<Item = &'t Control>,
) -> Result<Match<'t>, Why> {
    let control = found.next().ok_or(Why::NoMatch)?;
    if found.next().is_some() {
        return Err(Why::Ambiguous);
    }
    Ok(Match {
        setting,
        control,
        on: is_on(setting, control),
        evidence,
    })
}

/// Whether a control has one of the setting's keys.
pub fn has_key_of(setting: &Setting, control: &Control) -> bool {
    control
        .keys
        .iter()
        .any(|key| setting.keys.contains(&key.as_str()))
}

/// Whether a control has a key of another setting.
pub fn has_key_of_another(catalogue: &Catalogue, setting: &Setting, control: &Control) -> bool {
    let mut others = catalogue.settings.iter().filter(|it| it.id != setting.id);
    others.any(|other| has_key_of(other, control))
}

/// Whether a control has one of the setting's labels, in any display language.
pub fn has_label_of(setting: &Setting, control: &Control) -> bool {
    let Some(name) = &control.name else {
        return false;
    };
    let mut known = setting.labels.iter().flat_map(|label| label.texts);
    known.any(|known| same_label(known, name))
}

/// Whether a control's whole name is its state ("On"), which says nothing about which switch it is.
fn is_state(setting: &Setting, control: &Control) -> bool {
    let Some(name) = &control.name else {
        return false;
    };
    let words = setting.wording.iter().flat_map(|it| [it.on, it.off]);
    words.flatten().any(|word| same_label(word, name))
}

/// Whether LinkedIn may use the data, as the control shows: on, or off where it is reversed. `None`
/// where its state is not clear.
pub fn is_on(setting: &Setting, control: &Control) -> Option<bool> {
    shows_on(setting, control).map(|on| on != setting.reversed)
}

fn shows_on(setting: &Setting, control: &Control) -> Option<bool> {
    match (control.state, control.options.as_slice()) {
        (Shown::On, _) => Some(true),
        (Shown::Off, _) => Some(false),
        (Shown::Unclear, [first, second]) if first.chosen != second.chosen => {
            let (first_means, second_means) = (means(setting, first)?, means(setting, second)?);
            let chosen = if first.chosen {
                first_means
            } else {
                second_means
            };
            (first_means != second_means).then_some(chosen)
        }
        (Shown::Unclear, _) => None,
    }
}

/// Whether an option of a choice means on: by its `value` (`true`, `1`, …), else by LinkedIn's
/// words for on and off. `None` where neither tells.
fn means(setting: &Setting, option: &OptionState) -> Option<bool> {
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
mod tests;
