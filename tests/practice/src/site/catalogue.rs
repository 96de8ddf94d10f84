//! The practice site's settings and texts, from `site/catalogue.json` and `site/texts.json`. A text
//! that was never seen in a language is a placeholder, never a guess.

use std::collections::{BTreeMap, HashMap};

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Value;

/// The key of the AI training setting.
pub(super) const OUR_KEY: &str = "allowDataForGenerativeAI";

const CATALOGUE: &str = include_str!("../../site/catalogue.json");
const TEXTS: &str = include_str!("../../site/texts.json");

/// The settings, and their names in each language.
#[derive(Debug)]
pub(super) struct Catalogue {
    /// The whole of `catalogue.json`, for the page's script.
    pub(super) pages: Value,
    /// The keys of all switches.
    pub(super) keys: Vec<String>,
    texts: HashMap<String, HashMap<String, Wording>>,
}

/// One known wording, or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Wording {
    One(String),
    Several(Vec<String>),
}

impl Catalogue {
    /// Reads the two files, which are compiled in.
    pub(super) fn read() -> anyhow::Result<Self> {
        #[derive(Deserialize)]
        struct Settings {
            settings: Vec<Setting>,
        }
        #[derive(Deserialize)]
        struct Setting {
            keys: Vec<String>,
        }
        let pages: Value = serde_json::from_str(CATALOGUE).context("site/catalogue.json")?;
        let settings = Settings::deserialize(&pages).context("site/catalogue.json")?;
        let mut texts: HashMap<String, Value> =
            serde_json::from_str(TEXTS).context("site/texts.json")?;
        texts.remove("about");
        let texts = texts
            .into_iter()
            .map(|(lang, words)| Ok((lang, HashMap::deserialize(words)?)))
            .collect::<Result<_, serde_json::Error>>()
            .context("site/texts.json")?;
        let keys = settings
            .settings
            .into_iter()
            .flat_map(|setting| setting.keys)
            .collect();
        Ok(Self { pages, keys, texts })
    }

    /// All texts of the site in one language, by name.
    pub(super) fn texts(&self, lang: &str, second_wording: bool) -> BTreeMap<&str, String> {
        let names = self.texts.get("en").into_iter().flat_map(HashMap::keys);
        let seen = self.texts.get(lang);
        let wording = |name: &str| seen?.get(name);
        let mark = wording("placeholder").map(|word| word.pick(false));
        names
            .map(|name| {
                let text = match (wording(name), mark) {
                    (Some(wording), _) => wording.pick(second_wording).to_owned(),
                    // Isolated (U+2068, U+2069), so that Latin letters do not swap the brackets in
                    // right-to-left text.
                    (None, Some(mark)) => format!("⟦{mark}: \u{2068}{name}\u{2069}⟧"),
                    (None, None) => format!("⟦{name}⟧"),
                };
                (name.as_str(), text)
            })
            .collect()
    }
}

impl Wording {
    fn pick(&self, second: bool) -> &str {
        match self {
            Self::One(text) => text,
            Self::Several(texts) => texts
                .get(usize::from(second))
                .or_else(|| texts.first())
                .map_or("", String::as_str),
        }
    }
}

/// The writing direction of a language.
pub(super) fn direction(lang: &str) -> &'static str {
    match lang.split('-').next() {
        Some("ar" | "fa" | "he" | "ur") => "rtl",
        _ => "ltr",
    }
}

#[cfg(test)]
mod tests {
    use super::Catalogue;

    #[test]
    fn wording_never_seen_is_a_placeholder() -> anyhow::Result<()> {
        let catalogue = Catalogue::read()?;
        let german = catalogue.texts("de", false);
        assert_eq!(german["category privacy"], "Datenschutz");
        assert_eq!(german["category account"], "⟦category account⟧");
        let arabic = catalogue.texts("ar", false);
        assert_eq!(arabic["on"], "⟦نص تجريبي: \u{2068}on\u{2069}⟧");
        assert_eq!(catalogue.texts("ja", false)["off"], "⟦off⟧");
        Ok(())
    }

    #[test]
    fn the_second_wording_is_used_where_two_were_seen() -> anyhow::Result<()> {
        let catalogue = Catalogue::read()?;
        let german = catalogue.texts("de", true);
        assert!(german["switch allowDataForGenerativeAI"].starts_with("Meine"));
        assert_eq!(german["off"], "Aus");
        Ok(())
    }
}
