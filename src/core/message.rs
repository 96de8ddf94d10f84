//! What the extension's parts say to each other, and who may say what.

use serde::{Deserialize, Serialize};

use super::catalogue::Catalogue;
use super::facts::Facts;
use super::guidance::Guidance;
use super::page::{Address, Page, classify};

/// A message to the background.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ToBackground {
    /// From a content script: what it saw. Answered with an [`Answer`].
    // Content scripts are JavaScript: the WASM reads facts and never writes them.
    #[cfg_attr(target_arch = "wasm32", serde(skip_serializing))]
    Facts(Facts),
    /// From a content script: show what has this class, for as long as the
    /// extension runs. See [`in_sight`](super::in_sight).
    #[cfg_attr(target_arch = "wasm32", serde(skip_serializing))]
    StayInSight {
        /// A UUID that the page does not know.
        class: String,
    },
    /// From the popup: it was opened over this tab.
    PopupOpened {
        /// The tab's id, `null` where there is none.
        tab: Option<i32>,
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
    /// From the options page: erase everything that is stored.
    Erase,
}

/// The answer to facts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Answer {
    /// Whether the facts were used; if not, the content script should look and
    /// say again.
    pub heard: bool,
    /// What to draw; `null` takes down what is drawn.
    pub guidance: Option<Guidance>,
    /// Keys of which switches are to be told first, however many there are.
    pub preferred: Vec<String>,
    /// Whether to look into shadow trees too: what is in plain view does not do.
    pub deeper: bool,
}

/// A message to a content script.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ToContent {
    /// Look at the page again, and say what is there even if nothing changed.
    Look,
}

/// Who sent a message, in the browser's words, not in the message's.
#[derive(Debug, Clone, PartialEq)]
pub struct Sender {
    /// Whether it came from a part of this extension.
    pub own: bool,
    /// Whether it came from a page of a tab.
    pub tab: bool,
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
        ToBackground::Facts(facts) => {
            let page = classify(catalogue, address);
            let is_there = sender.tab && facts.path == address.path;
            (is_there && page.is_settings()).then_some(Permitted::Page(page))
        }
        ToBackground::StayInSight { .. } => {
            let page = classify(catalogue, address);
            (sender.tab && page.is_settings()).then_some(Permitted::Page(page))
        }
        ToBackground::PopupOpened { .. }
        | ToBackground::SetHighlights { .. }
        | ToBackground::SetRegion { .. }
        | ToBackground::SetRecheck { .. }
        | ToBackground::Erase => (address.origin == own_origin).then_some(Permitted::OwnPage),
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::catalogue;
    use super::super::facts::Patience;
    use super::*;

    const OWN: &str = "chrome-extension://abcdefghijklmnop";

    fn facts_from(path: &str) -> ToBackground {
        ToBackground::Facts(Facts {
            path: path.into(),
            loaded_at: 0.0,
            arrived_at: None,
            lang: String::new(),
            patience: Patience::Fresh,
            switches: Vec::new(),
            links: Vec::new(),
            more: false,
            asks_password: false,
        })
    }

    fn sender(origin: &str, path: &str) -> Sender {
        Sender {
            own: true,
            tab: true,
            address: Some(Address {
                origin: origin.into(),
                path: path.into(),
            }),
        }
    }

    fn is_permitted(sender: &Sender, message: &ToBackground) -> bool {
        permitted(catalogue(), OWN, sender, message).is_some()
    }

    /// The scripts are checked against these types. To write them anew after a
    /// change: `WRITE_TYPES=1 cargo test -p headsup --lib the_scripts`.
    #[test]
    fn the_scripts_are_checked_against_the_types_of_the_core() {
        use super::super::{facts, guidance, page};
        use ts_rs::TS;

        let config = ts_rs::Config::new();
        let mut types = String::from(
            "// The messages between the extension's parts. Written by a test of\n\
             // src/core/message.rs from the types there; not to be changed by hand.\n",
        );
        for declaration in [
            ToBackground::decl(&config),
            ToContent::decl(&config),
            Answer::decl(&config),
            facts::Facts::decl(&config),
            facts::Patience::decl(&config),
            facts::SwitchFact::decl(&config),
            facts::SwitchShape::decl(&config),
            facts::SwitchState::decl(&config),
            facts::OptionFact::decl(&config),
            facts::LinkFact::decl(&config),
            facts::Target::decl(&config),
            page::Address::decl(&config),
            guidance::Guidance::decl(&config),
            guidance::Line::decl(&config),
        ] {
            types.push_str(&format!("\nexport {declaration}\n"));
        }
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/extension/messages.d.ts");
        if std::env::var_os("WRITE_TYPES").is_some() {
            std::fs::write(file, &types).unwrap();
        }
        assert_eq!(std::fs::read_to_string(file).unwrap_or_default(), types);
    }

    #[test]
    fn facts_come_from_settings_pages_only() {
        let site = "https://www.linkedin.com";
        let path = "/mypreferences/d/categories/privacy";
        let in_sight = ToBackground::StayInSight {
            class: String::new(),
        };
        assert!(is_permitted(&sender(site, path), &facts_from(path)));
        assert!(is_permitted(&sender(site, path), &in_sight));
        for (origin, path) in [
            (site, "/feed/"),
            (site, "/uas/login"),
            ("https://example.org", "/mypreferences/d/"),
            (OWN, "/popup/popup.html"),
        ] {
            assert!(
                !is_permitted(&sender(origin, path), &facts_from(path)),
                "{path}"
            );
            assert!(!is_permitted(&sender(origin, path), &in_sight), "{path}");
        }
    }

    #[test]
    fn choices_come_from_our_own_pages_only() {
        for choice in [
            ToBackground::SetHighlights { on: false },
            ToBackground::SetRegion {
                region: "FR".into(),
            },
            ToBackground::SetRecheck { days: 30 },
            ToBackground::Erase,
        ] {
            assert!(is_permitted(&sender(OWN, "/popup/popup.html"), &choice));
            for origin in [
                "https://www.linkedin.com",
                "chrome-extension://ponmlkjihgfedcba",
            ] {
                assert!(!is_permitted(&sender(origin, "/mypreferences/d/"), &choice));
            }
        }
    }

    #[test]
    fn strangers_are_ignored() {
        let mut stranger = sender(OWN, "/popup/popup.html");
        stranger.own = false;
        assert!(!is_permitted(
            &stranger,
            &ToBackground::PopupOpened { tab: None }
        ));
        let mut nowhere = sender("https://www.linkedin.com", "/mypreferences/d/");
        nowhere.address = None;
        assert!(!is_permitted(&nowhere, &facts_from("/mypreferences/d/")));
    }

    #[test]
    fn facts_from_before_a_navigation_are_not_used_after_it() {
        let now_at = sender(
            "https://www.linkedin.com",
            "/mypreferences/d/settings/data-for-ai-improvement",
        );
        let facts = facts_from("/mypreferences/d/settings/ads-by-age");
        assert!(!is_permitted(&now_at, &facts));
    }
}
