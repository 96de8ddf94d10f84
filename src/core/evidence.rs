//! Which of the switches on a page is the setting's, and why.
//!
//! Evidence, strongest first: the setting's own key; its address together with
//! its label; its address with a single switch in the main content. Label text
//! alone, on another page, is never enough: posts and articles quote it.

use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Setting, on_one_page};
use super::label::same_label;
use super::testimony::{Control, OptionState, Shape, Shown, Testimony};

/// A switch that was taken for the setting's.
#[derive(Debug, Clone, PartialEq)]
pub struct Match<'t> {
    /// Whose switch it is.
    pub setting: &'t Setting,
    /// The switch.
    pub control: &'t Control,
    /// Whether it is on; `None` where that cannot be told.
    pub on: Option<bool>,
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
    /// Names of switches that have not been read, and that decide.
    Unread,
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
            Why::Unread => "unread",
        }
    }
}

/// For how long a page is given before its only switch counts, in milliseconds in view: a
/// second one may still come.
pub const ALONE_AFTER: f64 = 3_000.0;

/// The switch of `setting` on the setting's own page.
pub fn find_switch<'t>(
    catalogue: &Catalogue,
    setting: &'t Setting,
    page: &'t Testimony,
) -> Result<Match<'t>, Why> {
    let found = find_by_key(setting, page)
        .and_then(|found| uncontradicted(catalogue, found, page))
        .or_else(|why| go_on(why, || find_by_label(catalogue, setting, page)))
        .or_else(|why| go_on(why, || find_only_switch(catalogue, setting, page)))?;
    match found.on {
        Some(_) => Ok(found),
        None => Err(Why::StateUnclear),
    }
}

/// The next search, where the one before has found nothing; where it found
/// something that it could not decide on, a weaker one shall not.
fn go_on<'t>(why: Why, next: impl FnOnce() -> Result<Match<'t>, Why>) -> Result<Match<'t>, Why> {
    match why {
        Why::NoMatch | Why::NoSwitch => next(),
        Why::Ambiguous | Why::StateUnclear | Why::TooMuch | Why::Unread => Err(why),
    }
}

/// The switch that carries the setting's own key. A desktop and a mobile copy
/// may both be in the page, one of them hidden.
pub fn find_by_key<'t>(setting: &'t Setting, page: &'t Testimony) -> Result<Match<'t>, Why> {
    let visible = page.controls.iter().filter(|control| control.visible);
    let found: Vec<_> = visible
        .filter(|control| has_key_of(setting, control))
        .collect();
    // Some pages keep the view before a client-side navigation, out of sight or below.
    let has_come = found.iter().any(|control| !control.left_over);
    let found = found
        .into_iter()
        .filter(|control| !has_come || !control.left_over);
    decide(setting, Evidence::Key, found)
}

/// A switch with our key under a known other label, and a second switch under
/// ours, cannot both be right: then neither is.
fn uncontradicted<'t>(
    catalogue: &Catalogue,
    found: Match<'t>,
    page: &Testimony,
) -> Result<Match<'t>, Why> {
    let others: Vec<_> = candidates(catalogue, found.setting, page)
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
    page: &'t Testimony,
) -> Result<Match<'t>, Why> {
    if candidates(catalogue, setting, page).any(|control| control.name.is_none()) {
        return Err(Why::Unread);
    }
    decide(
        setting,
        Evidence::Label,
        candidates(catalogue, setting, page).filter(|control| has_label_of(setting, control)),
    )
}

/// The last resort: a page that has come to rest, with a single switch, in a
/// display language in which no verified label speaks against it.
fn find_only_switch<'t>(
    catalogue: &Catalogue,
    setting: &'t Setting,
    page: &'t Testimony,
) -> Result<Match<'t>, Why> {
    if page.controls.is_empty() {
        return Err(Why::NoSwitch);
    }
    if page.more {
        return Err(Why::TooMuch);
    }
    let in_main = page
        .controls
        .iter()
        .filter(|control| control.visible && control.main);
    let [only] = in_main.collect::<Vec<_>>()[..] else {
        return Err(Why::NoMatch);
    };
    // Of a label that only one source has quoted, another may be the opposite: "Do not use…".
    // Of one that was never seen in any language, every label may be another's.
    let label_known = setting.labels.is_empty() || setting.labels_in(&page.lang).is_some();
    let of_page = catalogue
        .settings
        .iter()
        .filter(|it| on_one_page(it, setting));
    let is_silent = only.name.as_deref() == Some("") || is_state(setting, only);
    if page.waited < ALONE_AFTER
        || page.asks_password
        || (label_known && !is_silent)
        || of_page.count() > 1
        || only.shape == Shape::Button
    {
        return Err(Why::NoMatch);
    }
    decide(
        setting,
        Evidence::OnlySwitch,
        candidates(catalogue, setting, page),
    )
}

/// What could be the setting's switch without carrying its key. One that was
/// there before a navigation, or that carries another setting's key, is none.
fn candidates<'t>(
    catalogue: &Catalogue,
    setting: &Setting,
    page: &'t Testimony,
) -> impl Iterator<Item = &'t Control> {
    page.controls
        .iter()
        .filter(|control| control.visible && control.main && !control.left_over)
        .filter(|control| !has_key_of_another(catalogue, setting, control))
}

/// The one among `found`, with its state.
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

/// Whether a switch carries one of the setting's own keys.
pub fn has_key_of(setting: &Setting, control: &Control) -> bool {
    control
        .keys
        .iter()
        .any(|key| setting.keys.contains(&key.as_str()))
}

/// Whether a switch carries a key of another setting.
pub fn has_key_of_another(catalogue: &Catalogue, setting: &Setting, control: &Control) -> bool {
    let mut others = catalogue.settings.iter().filter(|it| it.id != setting.id);
    others.any(|other| has_key_of(other, control))
}

/// Whether a switch has one of the setting's labels, in any display language.
pub fn has_label_of(setting: &Setting, control: &Control) -> bool {
    let Some(name) = &control.name else {
        return false;
    };
    let mut known = setting.labels.iter().flat_map(|label| label.texts);
    known.any(|known| same_label(known, name))
}

/// Whether all that a switch is named is its state, so that it is named nothing.
fn is_state(setting: &Setting, control: &Control) -> bool {
    let Some(name) = &control.name else {
        return false;
    };
    let words = setting.wording.iter().flat_map(|it| [it.on, it.off]);
    words.flatten().any(|word| same_label(word, name))
}

/// Whether the data may be used, as a switch says: mostly that it is on. `None` where that cannot
/// be told.
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

/// Whether an option stands for on or for off: by its value, as HTML writes
/// truth values, else by the page's words for the two states.
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
