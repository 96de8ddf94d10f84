//! What the extension's parts say to each other, and who may say what.

use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, SettingId};
use super::guidance::Guidance;
use super::page::{Address, Page, classify};
use super::testimony::{Named, Testimony};

/// A message to the background.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ToBackground {
    /// From a content script: what it saw. Answered with an [`Answer`].
    // Content scripts are JavaScript: the WASM reads testimony and never writes it.
    #[cfg_attr(target_arch = "wasm32", serde(skip_serializing))]
    Testimony(Testimony),
    /// From the popup: it was opened over this tab; `null` where there is none.
    PopupOpened {
        /// The tab.
        tab: Option<OpenTab>,
    },
    /// From our own pages: draw on LinkedIn's pages, or do not.
    SetHighlights {
        /// The person's choice.
        on: bool,
    },
    /// From our own pages: show this region's regulator.
    SetRegion {
        /// The region's code, as `data/regulators.json` has it.
        region: String,
    },
    /// From our own pages: when to ask for another look at the switch.
    SetRecheck {
        /// After how many days; 0: never.
        days: u16,
    },
    /// From our own pages: the person chooses to leave a setting's switch on, or takes that back.
    SetLeave {
        /// The setting.
        setting: SettingId,
        /// Whether to leave it on.
        on: bool,
    },
    /// From our own pages: show LinkedIn's other data and ad settings, or do not; then what was
    /// recorded of them is erased.
    SetOthers {
        /// The person's choice.
        on: bool,
    },
    /// From the page with the details: erase everything that is stored.
    Erase,
}

/// A tab, and what is in front in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OpenTab {
    /// The browser's id of it.
    pub id: i32,
    /// The address of its page; `null` where the browser does not let us see it.
    pub address: Option<Address>,
}

/// The answer to a testimony.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Answer {
    /// Whether the testimony was used; if not, the content script should scan and
    /// say again.
    pub heard: bool,
    /// What to draw; `null` takes down what is drawn.
    pub guidance: Option<Guidance>,
    /// What to watch from now on; none: go on searching.
    pub named: Vec<Named>,
    /// Keys of which switches are to be looked for first, however many there are.
    pub keys: Vec<String>,
    /// Whether to tell accessible names with the next scan, at once.
    pub names: bool,
    /// Whether to look into shadow trees too.
    pub deeper: bool,
    /// After how many milliseconds in view to testify again, even if nothing changes.
    pub again: Option<f64>,
}

/// A message to a content script.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ToContent {
    /// Scan the page again, testify even if nothing changed, and draw also what was dismissed.
    Scan,
    /// Testify even if nothing changed: what is recorded or chosen has.
    Testify,
}

/// Who sent a message, in the browser's words, not in the message's.
#[derive(Debug, Clone, PartialEq)]
pub struct Sender {
    /// Whether it came from a part of this extension.
    pub own: bool,
    /// The tab whose page it came from, if it came from one.
    pub tab: Option<i32>,
    /// The address of the page that it came from.
    pub address: Option<Address>,
}

/// What a message may be taken for.
#[derive(Debug, Clone, PartialEq)]
pub enum Permitted<'c> {
    /// The word of a content script on this settings page.
    Page(Page<'c>),
    /// A choice made on one of our own pages.
    OwnPage,
}

/// Who `sender` is, and whether it may send `message`. `None`: to be ignored.
///
/// `own_origin` is the extension's own origin, such as `chrome-extension://…`.
pub fn permitted<'c>(
    catalogue: &'c Catalogue,
    own_origin: &str,
    sender: &Sender,
    message: &ToBackground,
) -> Option<Permitted<'c>> {
    let address = sender.address.as_ref().filter(|_| sender.own)?;
    match message {
        ToBackground::Testimony(said) => {
            let page = classify(catalogue, address);
            let is_there = sender.tab.is_some() && said.path == address.path;
            (is_there && page.is_settings()).then_some(Permitted::Page(page))
        }
        ToBackground::PopupOpened { .. }
        | ToBackground::SetHighlights { .. }
        | ToBackground::SetRegion { .. }
        | ToBackground::SetRecheck { .. }
        | ToBackground::SetLeave { .. }
        | ToBackground::SetOthers { .. }
        | ToBackground::Erase => (address.origin == own_origin).then_some(Permitted::OwnPage),
    }
}

#[cfg(test)]
mod tests;
