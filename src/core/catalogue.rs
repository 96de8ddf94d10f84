//! What is known about the site: addresses, keys and wording, read from
//! `data/settings.json`. A new setting, language or label is a change of that
//! file, not of this one.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::state::State;

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
    /// All settings, at least one. The first is the one that the extension is about; the others
    /// are shown to whoever wants that. Those on one page stand together.
    pub settings: &'static [Setting],
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

/// One switch, and the page that it is on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Our name for it; see [`Setting::id`].
    pub id: &'static str,
    /// The category whose page lists it, where a source says which.
    pub category: Option<&'static str>,
    /// Its address below `/mypreferences/d/`; that of another switch on the same page too.
    pub path: &'static str,
    /// How many independent public sources know its key.
    pub sources: u32,
    /// What LinkedIn calls the page, per display language; English is among them.
    pub wording: &'static [Wording],
    /// The site's own keys for its switch; they do not depend on the display language.
    pub keys: &'static [&'static str],
    /// Whether its switch says the opposite: that the data is not to be used.
    pub reversed: bool,
    /// The switch's labels, per display language in which any was seen.
    pub labels: &'static [Label],
    /// Message key: a short title, in our words.
    pub title: &'static str,
    /// Message key: what it does while the data may be used.
    pub on: &'static str,
    /// Message key: what changes once that is turned off.
    pub off: &'static str,
}

/// What the page is called in one display language.
#[derive(Debug, PartialEq)]
pub struct Wording {
    /// BCP 47 language, as in `<html lang>`; a plain language covers its regions.
    pub lang: &'static str,
    /// The category's name in the left navigation.
    pub category: Option<&'static str>,
    /// The setting's name.
    pub name: &'static str,
    /// The state text for "on", where it was seen.
    pub on: Option<&'static str>,
    /// The state text for "off", where it was seen.
    pub off: Option<&'static str>,
    /// Whether more than one source quotes the names and states from the page.
    pub verified: bool,
}

/// What a switch is called in one display language.
#[derive(Debug, PartialEq)]
pub struct Label {
    /// As in [`Wording::lang`].
    pub lang: &'static str,
    /// Several where sources differ.
    pub texts: &'static [&'static str],
    /// Whether more than one source quotes them from the page. Only then do the steps by hand
    /// name this one.
    pub verified: bool,
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
    /// The settings that are shown: all of them, or, without the `others`, those of the first page.
    pub fn shown(&self, others: bool) -> &[Setting] {
        match others {
            true => self.settings,
            false => self
                .settings
                .chunk_by(on_one_page)
                .next()
                .unwrap_or_default(),
        }
    }

    /// The settings beside those of the first page.
    pub fn others(&self) -> &[Setting] {
        &self.settings[self.shown(false).len()..]
    }
}

/// Whether two settings are on the same page.
pub fn on_one_page(one: &Setting, other: &Setting) -> bool {
    one.path == other.path
}

impl Setting {
    /// Our name for it, the key in the record.
    pub fn id(&self) -> SettingId {
        SettingId(Cow::Borrowed(self.id))
    }

    /// The address to open, on `site`.
    pub fn address(&self, site: &Site) -> String {
        format!("{}/mypreferences/d/{}", site.origin, self.path)
    }

    /// The last segment of its address, by which it is known.
    pub fn slug(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// How its switch shows that the data may be used, or may not.
    pub fn shows(&self, state: State) -> State {
        match (state, self.reversed) {
            (State::On, false) | (State::Off, true) => State::On,
            (State::Off, false) | (State::On, true) => State::Off,
        }
    }

    /// The wording for a page in `lang`, where one is known.
    ///
    /// An exact language comes before the plain one: `pt-PT` is looked for
    /// before `pt`.
    pub fn wording_in(&self, lang: &str) -> Option<&Wording> {
        in_language(self.wording, |it| it.lang, lang)
    }

    /// The wording that more than one source quotes from a page in `lang`.
    pub fn verified_wording_in(&self, lang: &str) -> Option<&Wording> {
        self.wording_in(lang).filter(|wording| wording.verified)
    }

    /// The wording for a page in `lang`, else the English one.
    pub fn wording_or_english(&self, lang: &str) -> Option<&Wording> {
        self.wording_in(lang).or_else(|| self.wording_in("en"))
    }

    /// The labels for a page in `lang`, where any are known.
    pub fn labels_in(&self, lang: &str) -> Option<&Label> {
        in_language(self.labels, |it| it.lang, lang)
    }
}

fn in_language<'w, T>(known: &'w [T], of: fn(&T) -> &str, lang: &str) -> Option<&'w T> {
    let lang = lang.trim().replace('_', "-").to_ascii_lowercase();
    let plain = lang.split('-').next().unwrap_or_default();
    let find = |wanted: &str| known.iter().find(|it| of(it).eq_ignore_ascii_case(wanted));
    find(&lang).or_else(|| find(plain))
}

#[cfg(test)]
mod tests;
