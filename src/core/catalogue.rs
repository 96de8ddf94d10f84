//! What is known about the site: addresses, keys and wording, read from
//! `data/settings.json`. A new setting, language or label is a change of that
//! file, not of this one.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

include!(concat!(env!("OUT_DIR"), "/settings.rs"));

/// The catalogue that ships with the extension. `build.rs` writes it from the
/// file, and fails where the file does not fit these types.
pub fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}

/// The whole of `data/settings.json`.
#[derive(Debug, PartialEq)]
pub struct Catalogue {
    /// Version of the file's layout.
    pub schema: u32,
    /// The addresses that do not belong to one setting.
    pub site: Site,
    /// The settings that the extension leads to, the first being the one it is about.
    pub settings: &'static [Setting],
    /// Other settings of the same app, so that their switches are never taken for ours.
    pub siblings: &'static [Sibling],
}

/// Addresses that do not belong to one setting.
#[derive(Debug, PartialEq)]
pub struct Site {
    /// The one origin that is LinkedIn's, without a trailing slash.
    pub origin: &'static str,
    /// Paths where the site asks a person to sign in; what lies below them counts too.
    pub sign_in: &'static [&'static str],
    /// Names of the settings categories, as they stand in `/mypreferences/d/categories/<name>`.
    pub categories: &'static [&'static str],
    /// Older paths, and the category on which each of them lands.
    pub legacy: &'static [(&'static str, &'static str)],
}

/// One setting that the extension knows how to find.
#[derive(Debug, PartialEq)]
pub struct Setting {
    /// Our name for it; see [`Setting::id`].
    pub id: &'static str,
    /// The category whose page lists it.
    pub category: &'static str,
    /// The last segment of its address.
    pub slug: &'static str,
    /// The site's own keys for its switch; they do not depend on the display language.
    pub keys: &'static [&'static str],
    /// What the page calls things, per display language.
    pub wording: &'static [Wording],
}

/// What the page calls things in one display language.
#[derive(Debug, PartialEq)]
pub struct Wording {
    /// BCP 47 language, as in `<html lang>`; a plain language covers its regions.
    pub lang: &'static str,
    /// The category's name in the left navigation.
    pub category: &'static str,
    /// The setting's name.
    pub name: &'static str,
    /// The switch's label; several where sources differ, none where it was not seen.
    pub label: &'static [&'static str],
    /// The state text for "on", where it was seen.
    pub on: Option<&'static str>,
    /// The state text for "off", where it was seen.
    pub off: Option<&'static str>,
    /// Whether more than one source quotes the names and states from the page.
    pub verified: bool,
    /// Whether more than one source quotes the labels from the page. Only then does a
    /// switch under another label count as another switch, and do the steps by hand
    /// name this one.
    pub label_verified: bool,
}

/// A setting of the same app that is not ours.
#[derive(Debug, PartialEq)]
pub struct Sibling {
    /// The last segment of its address.
    pub path: &'static str,
    /// The keys of its switches.
    pub keys: &'static [&'static str],
}

/// Our name for a setting, such as `ai-training`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SettingId(pub Cow<'static, str>);

impl From<String> for SettingId {
    fn from(id: String) -> Self {
        Self(id.into())
    }
}

impl PartialEq<Setting> for SettingId {
    fn eq(&self, setting: &Setting) -> bool {
        self.0 == setting.id
    }
}

impl Catalogue {
    /// The setting that the extension is about.
    pub fn main_setting(&self) -> Option<&Setting> {
        self.settings.first()
    }

    /// The keys of all settings that the extension leads to.
    pub fn keys(&self) -> Vec<String> {
        let keys = self.settings.iter().flat_map(|setting| setting.keys);
        keys.map(|&key| key.to_owned()).collect()
    }

    /// Whether `key` belongs to a setting that is not ours.
    pub fn is_sibling_key(&self, key: &str) -> bool {
        self.siblings
            .iter()
            .any(|sibling| sibling.keys.contains(&key))
    }
}

impl Setting {
    /// Our name for it, the key in the record.
    pub fn id(&self) -> SettingId {
        SettingId(Cow::Borrowed(self.id))
    }

    /// The address to open, on `site`.
    pub fn address(&self, site: &Site) -> String {
        format!("{}/mypreferences/d/settings/{}", site.origin, self.slug)
    }

    /// The wording for a page in `lang`, where one is known.
    ///
    /// An exact language comes before the plain one: `pt-PT` is looked for
    /// before `pt`.
    pub fn wording_in(&self, lang: &str) -> Option<&Wording> {
        let lang = lang.trim().replace('_', "-").to_ascii_lowercase();
        let plain = lang.split('-').next().unwrap_or_default();
        let find = |wanted: &str| {
            self.wording
                .iter()
                .find(|wording| wording.lang.eq_ignore_ascii_case(wanted))
        };
        find(&lang).or_else(|| find(plain))
    }

    /// The wording that more than one source quotes from a page in `lang`.
    pub fn verified_wording_in(&self, lang: &str) -> Option<&Wording> {
        self.wording_in(lang).filter(|wording| wording.verified)
    }

    /// The wording for a page in `lang`, else the English one.
    pub fn wording_or_english(&self, lang: &str) -> Option<&Wording> {
        self.wording_in(lang).or_else(|| self.wording_in("en"))
    }
}

impl Wording {
    /// The labels that more than one source quotes from the page.
    pub fn verified_labels(&self) -> &'static [&'static str] {
        if self.label_verified { self.label } else { &[] }
    }
}

#[cfg(test)]
mod tests;
