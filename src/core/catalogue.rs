//! The types of `data/settings.json`: LinkedIn's addresses, keys and wording. A new setting,
//! language or label changes that file and no code.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::state::State;

include!(concat!(env!("OUT_DIR"), "/settings.rs"));

/// The content of `data/settings.json`. `build.rs` writes it as Rust, and fails where the file does
/// not fit these types.
pub fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}

/// The whole of `data/settings.json`.
#[derive(Debug, PartialEq)]
pub struct Catalogue {
    /// The version of the file's layout.
    pub schema: u32,
    /// The addresses that do not belong to one setting.
    pub site: Site,
    /// At least one. The first is the AI training setting; a person can choose to see the others
    /// too. The settings of one page follow each other.
    pub settings: &'static [Setting],
}

/// Addresses that do not belong to one setting.
#[derive(Debug, PartialEq)]
pub struct Site {
    /// LinkedIn's only origin, without a trailing slash.
    pub origin: &'static str,
    /// Paths of the sign-in page. Paths below them count too.
    pub sign_in: &'static [&'static str],
    /// Names of the settings categories, as they stand in `/mypreferences/d/categories/<name>`.
    pub categories: &'static [&'static str],
    /// Old paths, each with the category to which LinkedIn redirects it.
    pub legacy: &'static [(&'static str, &'static str)],
}

/// A switch, and the page that it is on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Our id, such as `linkedin/ai-training`.
    pub id: &'static str,
    /// The category that lists it. `None` where no source says which.
    pub category: Option<&'static str>,
    /// Its path below `/mypreferences/d/`. Two switches of one page have the same.
    pub path: &'static str,
    /// How many independent public sources name its key.
    pub sources: u32,
    /// LinkedIn's names for the page, by display language. English is always there.
    pub wording: &'static [Wording],
    /// LinkedIn's keys of its switch: words of `aria-labelledby`, `id` or `name`. They are the same
    /// in every language.
    pub keys: &'static [&'static str],
    /// Whether "on" means that the data may not be used.
    pub reversed: bool,
    /// The labels of the switch, by display language. Empty where none is known.
    pub labels: &'static [Label],
    /// Message key: our short title.
    pub title: &'static str,
    /// Message key: what LinkedIn does while it may use the data.
    pub on: &'static str,
    /// Message key: what changes once it may not.
    pub off: &'static str,
}

/// LinkedIn's names for a page in one display language.
#[derive(Debug, PartialEq)]
pub struct Wording {
    /// BCP 47, as in `<html lang>`. `pt` also covers `pt-BR` where that has no entry of its own.
    pub lang: &'static str,
    /// The name of the category in the navigation.
    pub category: Option<&'static str>,
    /// The setting's name.
    pub name: &'static str,
    /// LinkedIn's word for "on", where a source has it.
    pub on: Option<&'static str>,
    /// LinkedIn's word for "off", where a source has it.
    pub off: Option<&'static str>,
    /// Whether more than one source quotes these names from the page.
    pub verified: bool,
}

/// The labels of a switch in one display language.
#[derive(Debug, PartialEq)]
pub struct Label {
    /// As in [`Wording::lang`].
    pub lang: &'static str,
    /// Several where sources quote different ones.
    pub texts: &'static [&'static str],
    /// Whether more than one source quotes them from the page. The steps by hand name only labels
    /// of which this is true.
    pub verified: bool,
}

/// The id of a setting, such as `linkedin/ai-training`: the key of its entry in the record.
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
    /// The settings to look for: all, or, where the person does not want the `others`, those on the
    /// page of the first.
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

    /// All settings but those on the page of the first.
    pub fn others(&self) -> &[Setting] {
        &self.settings[self.shown(false).len()..]
    }
}

/// Whether two settings are on the same page.
pub fn on_one_page(one: &Setting, other: &Setting) -> bool {
    one.path == other.path
}

impl Setting {
    /// Its id: the key of its entry in the record.
    pub fn id(&self) -> SettingId {
        SettingId(Cow::Borrowed(self.id))
    }

    /// The full address of its page.
    pub fn address(&self, site: &Site) -> String {
        format!("{}/mypreferences/d/{}", site.origin, self.path)
    }

    /// The last segment of its path.
    pub fn slug(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// How its switch shows this state: the opposite where it is reversed.
    pub fn shows(&self, state: State) -> State {
        match (state, self.reversed) {
            (State::On, false) | (State::Off, true) => State::On,
            (State::Off, false) | (State::On, true) => State::Off,
        }
    }

    /// The wording for a page in `lang`, where there is one.
    ///
    /// The exact language comes first: for `pt-PT` the entry `pt-PT`, then `pt`.
    pub fn wording_in(&self, lang: &str) -> Option<&Wording> {
        in_language(self.wording, |it| it.lang, lang)
    }

    /// The same, only where more than one source quotes it.
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
