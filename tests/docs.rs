//! What the documents name exists: files, links, commands; and the examples of CONTRIBUTING.md are
//! in the files that they are about.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

/// Made by a build, or outside of the checkout.
const NOT_HERE: [&str; 3] = ["dist/", "target/", "node_modules/"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> Result<String> {
    fs::read_to_string(root().join(file)).with_context(|| file.to_owned())
}

/// The documents: the README, its neighbours, and those in `docs/`.
fn documents() -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in ["", "docs"] {
        for entry in fs::read_dir(root().join(folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|it| it == "md") {
                found.push(path);
            }
        }
    }
    Ok(found)
}

/// The texts between backticks, outside of code blocks.
fn code(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    prose
        .flat_map(|prose| prose.split('`').skip(1).step_by(2))
        .collect()
}

/// The targets of links to files of the repository.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1);
    let targets = targets.filter_map(|rest| rest.split([')', '#']).next());
    targets
        .filter(|it| !it.is_empty() && !it.contains(':'))
        .collect()
}

/// Whether `code` is a path in the checkout, to one file or folder.
fn is_path(code: &str) -> bool {
    let first = code.split('/').next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    code.contains('/')
        && code.chars().all(plain)
        && !NOT_HERE.iter().any(|made| code.starts_with(made))
        && root().join(first).is_dir()
        && !first.is_empty()
}

/// The words after `cargo xtask` in a text: the verb, and the steps of `test`.
fn verbs(text: &str) -> Vec<Vec<&str>> {
    let commands = text.split("cargo xtask ").skip(1);
    commands
        .map(|rest| {
            let line = rest.split(['\n', '`', '#', '*', '“']).next();
            let words = line.unwrap_or_default().split_whitespace();
            let is_word = |word: &&str| {
                let name = |c: char| c.is_ascii_lowercase() || c == '-';
                !word.starts_with('-') && word.chars().all(name)
            };
            words.take_while(is_word).collect()
        })
        .collect()
}

#[test]
fn files_and_links_in_the_documents_are_there() -> Result<()> {
    let mut looked = 0;
    for document in documents()? {
        let text = fs::read_to_string(&document)?;
        let name = document.display();
        for path in code(&text).into_iter().filter(|code| is_path(code)) {
            assert!(root().join(path).exists(), "{name}: {path}");
            looked += 1;
        }
        let folder = document.parent().context("a folder")?;
        for link in links(&text) {
            assert!(folder.join(link).exists(), "{name}: {link}");
            looked += 1;
        }
    }
    assert!(looked > 80, "{looked}");
    Ok(())
}

#[test]
fn commands_in_the_documents_exist() -> Result<()> {
    let (main, test) = (read("xtask/src/main.rs")?, read("xtask/src/test.rs")?);
    let mut looked = 0;
    for document in documents()? {
        for words in verbs(&fs::read_to_string(&document)?) {
            let Some((verb, steps)) = words.split_first() else {
                continue;
            };
            assert!(main.contains(&format!("verb(\"{verb}\"")), "{verb}");
            looked += 1;
            for step in steps.iter().filter(|_| *verb == "test") {
                assert!(test.contains(&format!("\"{step}\"")), "test {step}");
            }
        }
    }
    assert!(looked > 20, "{looked}");
    Ok(())
}

/// Whether `value` has the JSON value `wanted` in it, and under the same key where `key` is given.
fn holds(value: &Value, key: Option<&str>, wanted: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.iter().any(|(name, it)| {
            let here = key.is_none_or(|key| key == name);
            here && it == wanted || holds(it, key, wanted)
        }),
        Value::Array(items) => items
            .iter()
            .any(|it| key.is_none() && it == wanted || holds(it, key, wanted)),
        _ => false,
    }
}

#[test]
fn the_examples_of_the_recipes_are_pieces_of_the_files() -> Result<()> {
    let contributing = read("CONTRIBUTING.md")?;
    let mut sources = Vec::new();
    for file in [
        "data/regulators.json",
        "data/settings.json",
        "extension/_locales/en/messages.json",
        "extension/_locales/pl/messages.json",
    ] {
        sources.push(serde_json::from_str::<Value>(&read(file)?)?);
    }
    let blocks: Vec<&str> = contributing.split("```json\n").skip(1).collect();
    assert_eq!(blocks.len(), 5);
    for block in blocks {
        let block = block.split("```").next().unwrap_or_default().trim();
        let (key, example) = match block.split_once(": ") {
            Some((key, rest)) if key.starts_with('"') => (Some(key.trim_matches('"')), rest),
            _ => (None, block),
        };
        let example: Value = serde_json::from_str(example).context(block.to_owned())?;
        let found = sources.iter().any(|it| holds(it, key, &example));
        assert!(found, "{block}");
    }
    let case = contributing.split("```html\n").nth(1);
    let case = case.and_then(|rest| rest.split("```").next());
    assert_eq!(
        case.context("a case")?,
        read("tests/cases/shapes/key-in-name.html")?
    );
    Ok(())
}

#[test]
fn what_is_not_there_is_found() {
    assert!(is_path("src/core/no-such.rs"));
    assert!(!is_path("dist/chrome") && !is_path("/login") && !is_path("cargo xtask"));
    assert!(!is_path("src/core/*.rs") && !is_path("mypreferences/d"));
    assert_eq!(code("`a` and ``` `b` ``` `c`"), ["a", "c"]);
    assert_eq!(links("[a](b.md#c) [d](https://e) [f](#g)"), ["b.md"]);
    assert_eq!(
        verbs("`cargo xtask test core` or cargo xtask fuzz --inputs 3"),
        [vec!["test", "core"], vec!["fuzz"]]
    );
    let value = serde_json::json!({"a": [{"b": 1}]});
    assert!(holds(&value, None, &serde_json::json!({"b": 1})));
    assert!(holds(&value, Some("b"), &serde_json::json!(1)));
    assert!(!holds(&value, Some("a"), &serde_json::json!(1)));
}
