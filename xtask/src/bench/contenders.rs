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
        .replace("SELECTOR", &Value::from(selector()?).to_string());
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

/// The one selector of a look of ours at a document: `ANYTHING` of scan.js.
pub(super) fn selector() -> Result<String> {
    let content = |file| read(&paths::root().join("extension/content").join(file));
    let (controls, scan) = (content("controls.js")?, content("scan.js")?);
    let parts = [
        constant(&controls, "CONTROLS")?,
        constant(&scan, "LINKS")?,
        constant(&scan, "PASSWORDS")?,
    ];
    Ok(parts.join(","))
}

fn watched_attributes() -> Result<Value> {
    let main = read(&paths::root().join("extension/content/main.js"))?;
    let words = constant(&main, "WATCHED_ATTRIBUTES")?;
    Ok(words.split(' ').collect::<Vec<_>>().into())
}

/// The text that a script gives to a constant, with those of the constants that it names.
fn constant(script: &str, name: &str) -> Result<String> {
    let found = script.split_once(&format!("const {name} ="));
    let (_, after) = found.with_context(|| format!("the content script has no {name}"))?;
    let after = after.trim_start();
    let quote = after.chars().next().filter(|first| "'\"`".contains(*first));
    let quote = quote.with_context(|| format!("{name} is no text"))?;
    let mut text = after[1..].split(quote).next().unwrap_or_default();
    let mut whole = String::new();
    while let Some((before, rest)) = text.split_once("${").filter(|_| quote == '`') {
        let (other, after) = rest.split_once('}').context("a place without an end")?;
        whole += before;
        whole += &constant(script, other)?;
        text = after;
    }
    Ok(whole + text)
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| file.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selectors_are_those_of_the_content_script() {
        let content = |file| read(&paths::root().join("extension/content").join(file)).unwrap();
        let (controls, scan) = (content("controls.js"), content("scan.js"));
        // One query, so that the browser walks the page once: so does the floor.
        let joined = r#"const ANYTHING = [CONTROLS, LINKS, PASSWORDS].join();"#;
        assert!(scan.contains(joined), "scan.js looks for something else");
        let selector = selector().unwrap();
        let (rest, passwords) = selector.rsplit_once(',').unwrap();
        let (controls_part, links) = rest.split_once(",a[").unwrap();
        let most = "select,[role~=switch i],[role~=checkbox i],[role~=radiogroup i],[aria-pressed]";
        let inputs = "input[type=checkbox i],input[type=radio i]";
        assert_eq!(controls_part, format!("{inputs},{most}"));
        assert!(controls.contains(&format!("`${{CHECKBOX}},${{RADIO}},{most}`")));
        assert!(scan.contains(&format!("const LINKS = 'a[{links}';")));
        assert!(scan.contains(&format!("const PASSWORDS = '{passwords}';")));
    }

    #[test]
    fn the_observer_watches_the_attributes_that_the_content_script_watches() {
        let watched = watched_attributes().unwrap().to_string();
        assert!(watched.contains("aria-checked"), "{watched}");
    }

    #[test]
    fn a_constant_that_has_gone_is_an_error() {
        assert!(constant("const A = 'x';", "B").is_err());
        assert_eq!(constant("const A =\n  'x\"y';", "A").unwrap(), "x\"y");
        let two = "const A = 'x';\nconst B = `${A},y`;";
        assert_eq!(constant(two, "B").unwrap(), "x,y");
    }
}
