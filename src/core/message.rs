//! The messages between the parts of the extension, and who may send which.

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
    /// From a content script: what its page shows. Answered with an [`Answer`].
    // Content scripts are JavaScript: the WASM only reads testimonies. Without this it would be
    // larger.
    #[cfg_attr(target_arch = "wasm32", serde(skip_serializing))]
    Testimony(Testimony),
    /// From the popup: it was opened over this tab; `null` where the browser told no tab.
    PopupOpened {
        /// The tab.
        tab: Option<OpenTab>,
    },
    /// From the popup and Details: whether to draw on LinkedIn's pages.
    SetHighlights {
        /// The person's choice.
        on: bool,
    },
    /// From Details: the region whose regulator to show.
    SetRegion {
        /// The code, as in `data/regulators.json`.
        region: String,
    },
    /// From Details: after how long to ask for another look.
    SetRecheck {
        /// In days. 0: never.
        days: u16,
    },
    /// From the popup and Details: leave a setting's switch on by choice, or take that back.
    SetLeave {
        /// The setting.
        setting: SettingId,
        /// `true`: leave it on. `false`: take that back.
        on: bool,
    },
    /// From Details: whether to show LinkedIn's other settings. Turning them off erases what is
    /// recorded of them.
    SetOthers {
        /// The person's choice.
        on: bool,
    },
    /// From Details: erase everything that is stored.
    Erase,
}

/// A tab, and the page in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OpenTab {
    /// The browser's id.
    pub id: i32,
    /// The address of its page; `null` where the browser does not tell it.
    pub address: Option<Address>,
}

/// The answer to a testimony.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Answer {
    /// Whether the testimony was used. If not, the content script should scan the page again.
    pub heard: bool,
    /// What to draw; `null`: nothing.
    pub guidance: Option<Guidance>,
    /// What to watch from now on. Empty: go on searching.
    pub named: Vec<Named>,
    /// Look for switches with these keys first: they are never cut off.
    pub keys: Vec<String>,
    /// Whether to scan again at once and read accessible names.
    pub names: bool,
    /// Whether to look into shadow roots too.
    pub deeper: bool,
    /// After how many milliseconds in view to testify again, even if nothing changes. `null`:
    /// never.
    pub again: Option<f64>,
}

/// A message to a content script.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ToContent {
    /// Scan the page again, testify even if nothing has changed, and show again what was dismissed.
    Scan,
    /// Testify even if nothing has changed: the record or the preferences have.
    Testify,
}

/// Who sent a message. The browser says so, the message itself cannot.
#[derive(Debug, Clone, PartialEq)]
pub struct Sender {
    /// Whether it came from this extension.
    pub own: bool,
    /// The tab, where a page in a tab sent it.
    pub tab: Option<i32>,
    /// The address of the page that sent it.
    pub address: Option<Address>,
}

/// What a sender is allowed to send.
#[derive(Debug, Clone, PartialEq)]
pub enum Permitted<'c> {
    /// A testimony: it is a content script on this settings page.
    Page(Page<'c>),
    /// A choice: it is one of our own pages.
    OwnPage,
}

/// What `sender` may send; `None`: it may not send `message`, which is ignored.
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
