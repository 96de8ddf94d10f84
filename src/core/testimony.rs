//! What a content script testifies of its page: what is shown, since when, and what the
//! person did. No judgement; [`super::recognise`] and [`super::word`] make one of it.
//!
//! Times are milliseconds since 1970 by the wall clock. Durations are milliseconds of a
//! monotonic clock, counted only while the document is in view: a page in a hidden tab, or
//! on a computer that sleeps, gets no time to finish what it shows.

use serde::{Deserialize, Serialize};

use super::catalogue::SettingId;
use super::page::Address;

/// One scan of a page, or one reading of the control that is watched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Testimony {
    /// The path at which it was taken. The browser's word counts, not this one; where they
    /// differ the page has moved on meanwhile and the testimony is not used.
    pub path: String,
    /// The document that is shown.
    pub document: Document,
    /// `<html lang>`, empty where there is none.
    pub lang: String,
    /// Duration: how long the page has been waited for at this path, while it was parsed and
    /// no modal lay over it that does not hold what was named. Starts anew when the path
    /// changes and when what was named has gone.
    pub waited: f64,
    /// What may be switches, at most 40 of them; while watching, those that were named.
    pub controls: Vec<Control>,
    /// Links to settings pages; while watching, those that were named.
    pub links: Vec<Link>,
    /// Whether there was more on the page than this.
    pub more: bool,
    /// Whether the page asks for a password, as a sign-in form does.
    pub asks_password: bool,
    /// What was named in an earlier answer and still stands; none while searching.
    pub named: Vec<Named>,
}

/// A document, from its load to its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Document {
    /// `performance.timeOrigin`: tells the documents of one tab apart.
    pub id: f64,
    /// Wall clock: when it began to load.
    pub loaded_at: f64,
    /// How it was come to.
    pub navigation: Navigation,
    /// Whether it has moved on to another path since, without a page load.
    #[serde(default)]
    pub moved: bool,
    /// How far it had been loaded when the content script started in it.
    pub started_at: ReadyState,
    /// Whether it has been loaded by now, with all that belongs to it.
    pub loaded: bool,
}

/// How a document was come to: the `type` of its `PerformanceNavigationTiming`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Navigation {
    /// By a link, an address, or a form.
    Navigate,
    /// By a reload. Firefox puts the page's controls back as they were before it.
    Reload,
    /// By the browser's history. Both browsers put the controls back, and may take the
    /// page itself from their cache, however old it is.
    BackForward,
    /// In advance, before the person asked for it.
    Prerender,
    /// From the browser's cache, or fetched in advance: what it shows may be older than its load.
    Cached,
    /// The server answered with an error: a status of 400 or more.
    Error,
}

/// `document.readyState`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ReadyState {
    /// It is being parsed.
    Loading,
    /// It has been parsed.
    Interactive,
    /// It has been loaded.
    Complete,
}

/// Something that works like a switch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Control {
    /// The content script's name for the element.
    #[serde(rename = "ref")]
    pub target: Target,
    /// How it is built.
    pub shape: Shape,
    /// Words of `aria-labelledby`, `id` and `name`.
    pub keys: Vec<String>,
    /// The accessible name in NFKC; `null` where it was not read,
    /// which is never the same as empty.
    pub name: Option<String>,
    /// What it is set to; always unclear for a choice.
    pub state: Shown,
    /// For a choice, the two ways in which it can be set; else none.
    pub options: Vec<OptionState>,
    /// Whether a person can see a box that belongs to it.
    pub visible: bool,
    /// Whether it stands in the page's main content.
    pub main: bool,
    /// Whether it was already there at another path: left over from before a client-side
    /// navigation.
    pub left_over: bool,
    /// Whether it, or something that it is in, has `aria-busy`.
    pub busy: bool,
    /// Whether the document has shown an alert since the control was first seen.
    #[serde(default)]
    pub alert: bool,
    /// Whether it is neither `disabled` nor `aria-disabled`.
    pub enabled: bool,
    /// Whether it was there before the document had been parsed.
    pub parsed: bool,
    /// Whether it differs from its markup (`checked` from `defaultChecked`), or did at the end
    /// of parsing.
    pub differs: bool,
    /// Duration since it was first seen.
    pub age: f64,
    /// Duration since it came into this state.
    pub held: f64,
    /// Duration since anything in its row changed, its state included, or the document showed a
    /// progress bar without a value.
    pub quiet: f64,
    /// For how long at most its row had been quiet when it came into another state; 0 for its
    /// first one.
    pub quiet_before: f64,
    /// How often its state has changed since it was first seen.
    #[serde(default)]
    pub changes: u32,
    /// Wall clock: when it came into this state.
    pub since: f64,
    /// Wall clock: when the state before this one began; `null` if this is its first.
    pub prior_since: Option<f64>,
    /// Wall clock: when the person last pressed it, its label or what is drawn of it in this
    /// document; or anything in its row, before its state was first read.
    pub touched_at: Option<f64>,
    /// Wall clock: the person's last input anywhere else on the page before it came into this
    /// state.
    pub input_at: Option<f64>,
}

/// How a switch is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Shape {
    /// A checkbox, whatever its role.
    Checkbox,
    /// Something with `role=switch` or `role=checkbox`.
    Switch,
    /// A button with `aria-pressed`.
    Button,
    /// Two radio buttons, or a list with two options.
    Choice,
}

impl Shape {
    /// The word for it in a report.
    pub fn as_str(self) -> &'static str {
        match self {
            Shape::Checkbox => "checkbox",
            Shape::Switch => "switch",
            Shape::Button => "button",
            Shape::Choice => "choice",
        }
    }
}

/// One of the two options of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OptionState {
    /// Its text, in NFKC.
    pub label: String,
    /// Its `value`.
    pub value: String,
    /// Whether it is the one that is chosen.
    pub chosen: bool,
}

/// The state that an element itself shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Shown {
    /// On.
    On,
    /// Off.
    Off,
    /// Mixed, or no state is told.
    Unclear,
}

/// A link to another of LinkedIn's settings pages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Link {
    /// The content script's number for the element.
    #[serde(rename = "ref")]
    pub target: Target,
    /// Its address.
    pub address: Address,
    /// Whether a person can see it.
    pub visible: bool,
}

/// What an answer has named: the content script watches it from then on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Named {
    /// The element.
    #[serde(rename = "ref")]
    pub target: Target,
    /// The setting whose switch it is, or to which it leads.
    pub setting: SettingId,
    /// What the naming rests on.
    pub evidence: NamedBy,
}

/// What the naming rests on: the evidence of a switch, or that it is a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum NamedBy {
    /// A switch that has the setting's key.
    Key,
    /// A switch at the setting's address with a known label of the setting.
    Label,
    /// The only switch in the main content at the setting's address.
    OnlySwitch,
    /// A link on the way to the switch.
    Way,
}

/// The content script's number for an element. It holds in that document only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Target(pub u32);
