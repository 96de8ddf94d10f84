//! What a content script saw on a page: facts, no judgement.

use serde::{Deserialize, Serialize};

use super::page::Address;

/// One look at a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Facts {
    /// The path at which the look was taken. The browser's word counts, not
    /// this one; where they differ the page has moved on meanwhile and the
    /// facts are not used.
    pub path: String,
    /// When the loading of the document began, in milliseconds since 1970 by
    /// the same clock as [`SwitchFact::flipped_at`].
    pub loaded_at: f64,
    /// When this path was arrived at by client-side navigation, by the same clock; `null`
    /// where the document was loaded at it.
    #[serde(default)]
    pub arrived_at: Option<f64>,
    /// `<html lang>`, empty where there is none.
    pub lang: String,
    /// How long the page at this address has been given so far.
    pub patience: Patience,
    /// Everything on the page that works like a switch.
    pub switches: Vec<SwitchFact>,
    /// Links to settings pages.
    pub links: Vec<LinkFact>,
    /// Whether there was more than these: the page has too much of it.
    pub more: bool,
    /// Whether the page asks for a password, as a sign-in form does.
    pub asks_password: bool,
}

/// How long a page has been waited for since it was arrived at, by a page load
/// or by client-side navigation, or since a switch that was found on it has
/// gone. Only time in which the page was visible counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Patience {
    /// Less than three seconds: much may still be missing.
    Fresh,
    /// Three seconds: what is there is probably all.
    Settled,
    /// Ten seconds, the longest that comparable tools wait: what is not there
    /// is not expected any more (but still welcome).
    Overdue,
}

/// Something that works like a switch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SwitchFact {
    /// The content script's name for the element.
    #[serde(rename = "ref")]
    pub target: Target,
    /// How it is built.
    pub shape: SwitchShape,
    /// Words of `aria-labelledby`, `id` and `name`.
    pub keys: Vec<String>,
    /// The accessible name, in NFKC, cut after 300 characters.
    pub label: String,
    /// What it is set to; always unclear for a choice.
    pub state: SwitchState,
    /// For a choice, the two ways in which it can be set; else none.
    pub options: Vec<OptionFact>,
    /// Whether a person can see a box that belongs to it.
    pub visible: bool,
    /// Whether it stands in the page's main content.
    pub main: bool,
    /// Whether it has been in this state for half a second, or was brought
    /// there by the person. A page being hydrated shows other states first.
    pub steady: bool,
    /// When it last changed under the content script's eyes, in milliseconds
    /// since 1970; `null` if it did not since the page load.
    pub flipped_at: Option<f64>,
    /// Whether the same element, with the same keys and label, was already
    /// there at another address: left over from before a client-side navigation.
    pub left_over: bool,
}

/// How a switch is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SwitchShape {
    /// A checkbox, whatever its role.
    Checkbox,
    /// Something with `role=switch` or `role=checkbox`.
    Switch,
    /// A button that can be pressed in.
    Button,
    /// Two radio buttons, or a list of two.
    Choice,
}

impl SwitchShape {
    /// As it is written in a report.
    pub fn as_str(self) -> &'static str {
        match self {
            SwitchShape::Checkbox => "checkbox",
            SwitchShape::Switch => "switch",
            SwitchShape::Button => "button",
            SwitchShape::Choice => "choice",
        }
    }
}

/// One of the two ways in which a choice can be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OptionFact {
    /// Its text, in NFKC.
    pub label: String,
    /// Its `value`.
    pub value: String,
    /// Whether it is the one that is chosen.
    pub chosen: bool,
}

/// What a switch is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SwitchState {
    /// Seen on.
    On,
    /// Seen off.
    Off,
    /// Mixed, busy, or without any sign of its state.
    Unclear,
}

/// A link to another page of the site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LinkFact {
    /// The content script's name for the element.
    #[serde(rename = "ref")]
    pub target: Target,
    /// Where it leads.
    pub address: Address,
    /// Whether a person can see it.
    pub visible: bool,
}

/// A content script's name for an element of its page, good for that page only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Target(pub u32);
