//! Knows who is measured beside Heads Up, and makes the small extensions among them, below
//! `target/bench/contenders/`. Selectors and watched attributes are those of our own source, so
//! that all look for the same.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use practice::browser::Kind;
use serde_json::{Value, json};

use crate::paths;

/// One of those measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Contender {
    /// The browser without any extension.
    None,
    /// An extension whose content script observes the same mutations and does nothing.
    Observer,
    /// An extension that looks every 500 ms.
    Poll500,
    /// An extension that looks every second.
    Poll1000,
    /// The packaged add-on of `@duckduckgo/autoconsent`.
    Autoconsent,
    /// An extension that highlights with driver.js.
    Driver,
    /// Heads Up.
    Ours,
}

impl Contender {
    /// All, ours last.
    pub(super) const ALL: [Self; 7] = [
        Self::None,
        Self::Observer,
        Self::Poll500,
        Self::Poll1000,
        Self::Autoconsent,
        Self::Driver,
        Self::Ours,
    ];
    /// Those that draw something around the switch.
    pub(super) const WITH_RING: [Self; 4] =
        [Self::Poll500, Self::Poll1000, Self::Driver, Self::Ours];
    /// Those without which a figure of ours says nothing.
    pub(super) const PEERS: [Self; 4] = [
        Self::Poll500,
        Self::Poll1000,
        Self::Autoconsent,
        Self::Driver,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Observer => "observer",
            Self::Poll500 => "poll 500 ms",
            Self::Poll1000 => "poll 1 s",
            Self::Autoconsent => "autoconsent",
            Self::Driver => "driver.js",
            Self::Ours => "Heads Up",
        }
    }

    /// The unpacked package for `kind`; none where there is no extension.
    pub(super) fn package(self, kind: Kind) -> Option<PathBuf> {
        let browser = match kind {
            Kind::Chromium => "chrome",
            Kind::Firefox => "firefox",
        };
        let addon = match kind {
            Kind::Chromium => "addon-mv3",
            Kind::Firefox => "addon-firefox",
        };
        match self {
            Self::None => None,
            Self::Ours => Some(paths::dist().join(browser)),
            Self::Autoconsent => Some(
                paths::root()
                    .join("node_modules/@duckduckgo/autoconsent/dist")
                    .join(addon),
            ),
            Self::Observer | Self::Poll500 | Self::Poll1000 | Self::Driver => {
                Some(folder().join(self.name().replace([' ', '.'], "-")))
            }
        }
    }
}

fn folder() -> PathBuf {
    paths::root().join("target/bench/contenders")
}

/// Makes the small extensions anew.
pub(super) fn make() -> Result<()> {
    let packages = paths::root().join("node_modules");
    let driver = |file: &str| read(&packages.join("driver.js/dist").join(file));
    let polling = include_str!("contenders/polling.js")
        .replace("SELECTORS", &Value::from(selectors()?).to_string());
    write(
        Contender::Observer,
        &include_str!("contenders/observer.js")
            .replace("WATCHED_ATTRIBUTES", &watched_attributes()?.to_string()),
        None,
    )?;
    write(
        Contender::Poll500,
        &polling.replace("INTERVAL", "500"),
        None,
    )?;
    write(
        Contender::Poll1000,
        &polling.replace("INTERVAL", "1000"),
        None,
    )?;
    let script = format!(
        "{}\n(() => {{\n{}}})();\n",
        driver("driver.js.iife.js")?,
        include_str!("contenders/driver.js")
    );
    write(Contender::Driver, &script, Some(&driver("driver.css")?))
}

fn write(contender: Contender, script: &str, style: Option<&str>) -> Result<()> {
    // The same for both browsers: Chromium passes over what is only for Firefox.
    let folder = contender
        .package(Kind::Chromium)
        .context("it has a package")?;
    fs::create_dir_all(&folder)?;
    let mut content = json!({
        "matches": ["https://www.linkedin.com/mypreferences/*"],
        "js": ["content.js"],
        "run_at": "document_start",
    });
    if let Some(style) = style {
        content["css"] = json!(["content.css"]);
        fs::write(folder.join("content.css"), style)?;
    }
    let id = contender.name().replace([' ', '.'], "-");
    let manifest = json!({
        "manifest_version": 3,
        "name": contender.name(),
        "version": "1",
        "content_scripts": [content],
        "browser_specific_settings": {"gecko": {"id": format!("{id}@bench.extension")}},
    });
    fs::write(folder.join("content.js"), script)?;
    fs::write(folder.join("manifest.json"), format!("{manifest:#}\n"))?;
    Ok(())
}

/// The selectors of one look of ours at a document.
pub(super) fn selectors() -> Result<Vec<String>> {
    let settings: Value = serde_json::from_str(&read(&paths::root().join("data/settings.json"))?)?;
    let mut selectors = Vec::new();
    for setting in settings["settings"].as_array().into_iter().flatten() {
        for key in setting["keys"].as_array().into_iter().flatten() {
            selectors.push(format!("[aria-labelledby~={key}],[id={key}],[name={key}]"));
        }
    }
    let content = |file| read(&paths::root().join("extension/content").join(file));
    selectors.push(constant(&content("controls.js")?, "CONTROLS")?);
    selectors.push(constant(&content("facts.js")?, "LINKS")?);
    selectors.push("input[type=\"password\" i]".to_owned());
    selectors.push("iframe".to_owned());
    Ok(selectors)
}

fn watched_attributes() -> Result<Value> {
    let main = read(&paths::root().join("extension/content/main.js"))?;
    let words = constant(&main, "WATCHED_ATTRIBUTES")?;
    Ok(words.split(' ').collect::<Vec<_>>().into())
}

/// The text that a script gives to a constant.
fn constant(script: &str, name: &str) -> Result<String> {
    let found = script.split_once(&format!("const {name} ="));
    let (_, after) = found.with_context(|| format!("the content script has no {name}"))?;
    let after = after.trim_start();
    let quote = after.chars().next().filter(|first| "'\"".contains(*first));
    let quote = quote.with_context(|| format!("{name} is no text"))?;
    let text = after[1..].split(quote).next().unwrap_or_default();
    Ok(text.to_owned())
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| file.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selectors_are_those_of_the_content_script() {
        let selectors = selectors().unwrap();
        for part in [
            "allowDataForGenerativeAI",
            "[aria-pressed]",
            "/mypreferences/",
        ] {
            assert!(selectors.iter().any(|it| it.contains(part)), "{part}");
        }
        assert!(
            watched_attributes()
                .unwrap()
                .to_string()
                .contains("aria-checked")
        );
    }

    #[test]
    fn a_constant_that_has_gone_is_an_error() {
        assert!(constant("const A = 'x';", "B").is_err());
        assert_eq!(constant("const A =\n  'x\"y';", "A").unwrap(), "x\"y");
    }
}
