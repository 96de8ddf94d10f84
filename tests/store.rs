//! The texts that the stores need are there in each language, and have the right length.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Chrome's store cuts a longer summary off, Edge's refuses it.
const SUMMARY: usize = 132;
/// Chrome's and Mozilla's stores show a name of this length whole.
const NAME: usize = 45;
/// Edge's store requires this length; the others accept it.
const DESCRIPTION: std::ops::RangeInclusive<usize> = 250..=10_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names in `folder`, without their extension.
fn names(folder: &str) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(root().join(folder)).context(folder.to_owned())? {
        let path = entry?.path();
        let stem = path.file_stem().context("a name")?;
        names.insert(stem.to_string_lossy().into_owned());
    }
    Ok(names)
}

/// The text for the store: without the comment at the top.
fn description(file: &str) -> Result<&str> {
    let (_, text) = file.split_once("-->").context("no comment at the top")?;
    Ok(text.trim())
}

/// The kind of each line: a list item, text, or empty.
fn shape(description: &str) -> String {
    let kind = |line: &str| match line {
        "" => ' ',
        _ if line.starts_with("- ") => '-',
        _ => '.',
    };
    description.lines().map(kind).collect()
}

fn fits(description: &str) -> Result<()> {
    let length = description.chars().count();
    ensure!(DESCRIPTION.contains(&length), "{length} characters");
    for markup in ["](", "**", "`", "<", "# "] {
        ensure!(
            !description.contains(markup),
            "the stores show plain text, and this has {markup}"
        );
    }
    Ok(())
}

#[test]
fn every_language_has_its_listing_and_every_listing_its_language() -> Result<()> {
    assert_eq!(names("docs/store")?, names("extension/_locales")?);
    Ok(())
}

#[test]
fn every_listing_fits_and_says_as_much_as_the_english_one() -> Result<()> {
    let english = fs::read_to_string(root().join("docs/store/en.md"))?;
    for language in names("docs/store")? {
        let file = fs::read_to_string(root().join(format!("docs/store/{language}.md")))?;
        let text = description(&file).context(language.clone())?;
        fits(text).context(language.clone())?;
        let english = description(&english)?;
        assert_eq!(shape(text), shape(english), "{language}");
        if language != "en" {
            let copied = text
                .lines()
                .find(|line| line.len() > 20 && english.contains(line));
            assert_eq!(copied, None, "{language}: still in English");
        }
    }
    Ok(())
}

#[test]
fn name_and_summary_fit_in_every_language() -> Result<()> {
    for language in names("extension/_locales")? {
        let file = root().join(format!("extension/_locales/{language}/messages.json"));
        let messages: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
        for (key, most) in [("extensionName", NAME), ("extensionDescription", SUMMARY)] {
            let text = messages[key]["message"].as_str().context(key)?;
            let length = text.chars().count();
            assert!((1..=most).contains(&length), "{language}: {key}: {length}");
        }
    }
    Ok(())
}

/// The rows of the table of justifications, by the names in backticks in the first cell.
fn justified(releasing: &str) -> BTreeSet<&str> {
    releasing
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once(" | "))
        .filter(|(_, why)| why.len() > 40)
        .flat_map(|(cell, _)| cell.split('`').step_by(2))
        .collect()
}

#[test]
fn every_permission_of_the_manifest_has_its_justification() -> Result<()> {
    let manifest: Value = serde_json::from_str(&fs::read_to_string(root().join("manifest.json"))?)?;
    let scripts = manifest["content_scripts"].as_array().context("scripts")?;
    let asked = [&manifest["permissions"], &manifest["host_permissions"]];
    let asked = asked
        .into_iter()
        .chain(scripts.iter().map(|it| &it["matches"]));
    let releasing = fs::read_to_string(root().join("docs/releasing.md"))?;
    let justified = justified(&releasing);
    let mut count = 0;
    for permission in asked.filter_map(Value::as_array).flatten() {
        let permission = permission.as_str().context("a permission")?;
        assert!(justified.contains(permission), "{permission}");
        count += 1;
    }
    assert!(count > 4, "the manifest has changed its shape");
    assert!(!justified.contains("tabs"));
    Ok(())
}

#[test]
fn what_is_too_short_or_has_markup_is_refused() {
    let long = "word ".repeat(60);
    assert!(fits(&long).is_ok());
    assert!(fits("short").is_err());
    assert!(fits(&format!("{long}**bold**")).is_err());
    assert!(fits(&"word ".repeat(2_100)).is_err());
    assert_eq!(shape("One\n\n- two\n- three"), ". --");
}
