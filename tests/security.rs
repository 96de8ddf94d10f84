//! The parts of docs/security.md that files can prove. The tests that it names show the rest, in
//! browsers.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> Result<String> {
    fs::read_to_string(root().join(file)).with_context(|| file.to_owned())
}

fn manifest() -> Result<Value> {
    Ok(serde_json::from_str(&read("manifest.json")?)?)
}

/// All files below `folder` whose names end so.
fn files(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, endings)?);
        } else if endings
            .iter()
            .any(|ending| path.to_string_lossy().ends_with(ending))
        {
            found.push(path);
        }
    }
    Ok(found)
}

/// The directives of a content security policy: name and sources.
fn directives(policy: &str) -> Vec<(&str, Vec<&str>)> {
    policy
        .split(';')
        .filter_map(|directive| {
            let mut words = directive.split_whitespace();
            Some((words.next()?, words.collect()))
        })
        .collect()
}

#[test]
fn our_pages_load_nothing_but_their_own_files() -> Result<()> {
    let manifest = manifest()?;
    let policy = manifest["content_security_policy"]["extension_pages"].as_str();
    let directives = directives(policy.context("no policy")?);
    assert_eq!(directives[0], ("default-src", vec!["'none'"]));
    for (name, sources) in &directives[1..] {
        let allowed: &[&str] = match *name {
            "script-src" => &["'self'", "'wasm-unsafe-eval'"],
            "style-src" | "img-src" | "connect-src" => &["'self'"],
            "base-uri" | "form-action" => &["'none'"],
            "require-trusted-types-for" => &["'script'"],
            other => panic!("a directive that nobody has thought about: {other}"),
        };
        assert!(sources.iter().all(|it| allowed.contains(it)), "{name}");
    }
    for needed in ["base-uri", "form-action", "require-trusted-types-for"] {
        assert!(
            directives.iter().any(|(name, _)| *name == needed),
            "{needed}"
        );
    }
    Ok(())
}

/// Something that makes a browser load a file: an attribute or a CSS rule with an address.
fn fetches_from_elsewhere(text: &str) -> Option<&str> {
    text.lines().find(|line| {
        [
            "src=\"",
            "<link",
            "@import",
            "url(",
            "fetch(",
            "import(",
            "XMLHttpRequest",
            "WebSocket",
        ]
        .iter()
        .any(|start| line.contains(start))
            && (line.contains("http:") || line.contains("https:") || line.contains("\"//"))
    })
}

#[test]
fn nothing_is_loaded_from_elsewhere() -> Result<()> {
    let all = files(&root().join("extension"), &[".html", ".css", ".js"])?;
    assert!(all.len() > 10, "the folder has moved");
    for file in all {
        let text = fs::read_to_string(&file)?;
        let line = fetches_from_elsewhere(&text);
        assert_eq!(line, None, "{}", file.display());
    }
    assert!(fetches_from_elsewhere(r#"<script src="https://example.org/x.js">"#).is_some());
    assert!(fetches_from_elsewhere("@import url(https://example.org/x.css);").is_some());
    assert!(fetches_from_elsewhere(r#"<a href="https://example.org/">"#).is_none());
    Ok(())
}

/// In Firefox a content script could read the storage: only its code shows that it does not. Nor
/// may it use any other function that it could.
#[test]
fn the_content_script_asks_for_messages_and_words_alone() -> Result<()> {
    let all = files(&root().join("extension/content"), &[".js"])?;
    assert!(all.len() > 5, "the folder has moved");
    let mut seen = BTreeSet::new();
    for file in all {
        let text = fs::read_to_string(&file)?;
        for line in text.lines().map(str::trim_start) {
            if line.starts_with("//") || line.starts_with('*') || line.starts_with("/*") {
                continue;
            }
            for forbidden in [
                "storage",
                "browser.",
                "chrome[",
                "fetch(",
                "XMLHttpRequest",
                "WebSocket",
                "sendBeacon",
                "WebAssembly",
                "eval(",
                "innerHTML",
            ] {
                let own = line.replace("localStorage", "storage");
                assert!(!own.contains(forbidden), "{}: {line}", file.display());
            }
            for (at, _) in line.match_indices("chrome.") {
                let used = &line[at + "chrome.".len()..];
                let end = used.find(|c: char| !c.is_ascii_alphanumeric() && !".?".contains(c));
                let used = used[..end.unwrap_or(used.len())].replace('?', "");
                if used != "runtime.MessageSender" {
                    seen.insert(used);
                }
            }
        }
    }
    let known = [
        // Reads a closed shadow root, as the page's own script could. It asks nobody.
        "dom.openOrClosedShadowRoot",
        "i18n.getMessage",
        "i18n.getUILanguage",
        "runtime.id",
        "runtime.onMessage.addListener",
        "runtime.onMessage.removeListener",
        "runtime.sendMessage",
    ];
    let strange: Vec<_> = seen
        .iter()
        .filter(|it| !known.contains(&it.as_str()))
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert!(seen.contains("runtime.sendMessage"), "{seen:?}");
    Ok(())
}

/// The paragraphs of docs/permissions.md, by the names in backticks in their bold beginnings.
fn explained(document: &str) -> BTreeSet<&str> {
    document
        .split("\n\n")
        .filter_map(|paragraph| paragraph.trim().strip_prefix("**")?.split_once("**"))
        .filter(|(_, why)| why.len() > 80)
        .flat_map(|(beginning, _)| beginning.split('`').skip(1).step_by(2))
        .collect()
}

#[test]
fn every_permission_has_its_paragraph_and_its_use() -> Result<()> {
    let manifest = manifest()?;
    let document = read("docs/permissions.md")?;
    let explained = explained(&document);
    let mut code = read("extension/background.js")?;
    for file in files(&root().join("src/web"), &[".rs"])? {
        code.push_str(&fs::read_to_string(file)?);
    }
    let asked = manifest["permissions"].as_array().context("permissions")?;
    assert!(!asked.is_empty());
    for permission in asked {
        let permission = permission.as_str().context("a permission")?;
        assert!(
            explained.contains(permission),
            "{permission} has no paragraph"
        );
        // `activeTab` is no function: with it these two can reach the tab.
        let used = match permission {
            "activeTab" => code.contains(r#""chrome", "tabs"]"#),
            name => code.contains(&format!(r#"["chrome", "{name}""#)),
        };
        assert!(used, "{permission} is not used");
    }
    for key in [
        "optional_permissions",
        "host_permissions",
        "optional_host_permissions",
        "externally_connectable",
        "web_accessible_resources",
        "sandbox",
        "devtools_page",
        "update_url",
        "key",
    ] {
        assert!(manifest.get(key).is_none(), "{key}");
    }
    for script in manifest["content_scripts"].as_array().context("scripts")? {
        for pattern in script["matches"].as_array().context("matches")? {
            let pattern = pattern.as_str().context("a pattern")?;
            let path = pattern.strip_prefix("https://www.linkedin.com");
            let path = path.with_context(|| format!("{pattern}: another site"))?;
            let named = explained.iter().any(|it| it.ends_with(path));
            assert!(named, "{pattern} has no paragraph");
        }
    }
    Ok(())
}

#[test]
fn in_private_windows_it_does_not_run() -> Result<()> {
    assert_eq!(manifest()?["incognito"], "not_allowed");
    Ok(())
}

/// The texts in backticks in the last column of the tables: names of test functions.
fn named(document: &str) -> BTreeSet<&str> {
    let is_name = |word: &&str| {
        word.contains('_')
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    document
        .lines()
        .filter_map(|line| line.strip_prefix('|')?.strip_suffix('|')?.rsplit_once('|'))
        .flat_map(|(_, tests)| tests.split('`').skip(1).step_by(2))
        .filter(is_name)
        .collect()
}

#[test]
fn every_test_that_the_threat_model_names_is_there() -> Result<()> {
    let document = read("docs/security.md")?;
    let mut code = String::new();
    for folder in ["src", "tests", "xtask/src"] {
        for file in files(&root().join(folder), &[".rs"])? {
            code.push_str(&fs::read_to_string(file)?);
        }
    }
    let named = named(&document);
    assert!(named.len() > 20, "{named:?}");
    for name in named {
        assert!(
            code.contains(&format!("fn {name}(")),
            "there is no test {name}"
        );
    }
    Ok(())
}
