//! The words in every language: complete, used, and nowhere else than in `_locales`.
//! Whether they fit into the popup is looked at in `browser/room.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// The language that the others are translated from.
const SOURCE: &str = "en";
/// What is called the same in every language.
const NAMES: [&str; 1] = ["extensionName"];
/// So many words that stayed English were forgotten; fewer may be the same by chance.
const FORGOTTEN: usize = 4;

/// What each file under `_locales` holds, by the name of its folder.
type Locales = BTreeMap<String, Value>;
/// What is found of locales that were broken like this.
type Break = (&'static str, fn(&mut Locales));
/// The texts of files, by their path.
type Sources = BTreeMap<String, String>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn locales() -> Result<Locales> {
    let mut locales = Locales::new();
    for folder in fs::read_dir(root().join("extension/_locales"))? {
        let folder = folder?;
        let name = folder.file_name().to_string_lossy().into_owned();
        let text = fs::read_to_string(folder.path().join("messages.json"))?;
        let messages = serde_json::from_str(&text).with_context(|| name.clone())?;
        locales.insert(name, messages);
    }
    Ok(locales)
}

/// All files below `folder` whose name ends so, but for those below `_locales`.
fn read(folder: &str, endings: &[&str], into: &mut Sources) -> Result<()> {
    for entry in fs::read_dir(root().join(folder)).context(folder.to_owned())? {
        let entry = entry?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            if !path.ends_with("/_locales") {
                read(&path, endings, into)?;
            }
        } else if endings.iter().any(|ending| path.ends_with(ending)) {
            into.insert(path.clone(), fs::read_to_string(root().join(&path))?);
        }
    }
    Ok(())
}

/// Everything that may use a message.
fn sources() -> Result<Sources> {
    let mut sources = Sources::new();
    read("extension", &[".html", ".js", ".ts", ".json"], &mut sources)?;
    read("src", &[".rs"], &mut sources)?;
    read("data", &[".json"], &mut sources)?;
    let manifest = fs::read_to_string(root().join("manifest.json"))?;
    sources.insert("manifest.json".to_owned(), manifest);
    // What only a test uses, nobody reads.
    for text in sources.values_mut() {
        if let Some((code, _)) = text.split_once("#[cfg(test)]") {
            *text = code.to_owned();
        }
    }
    Ok(sources)
}

fn keys(messages: &Value) -> BTreeSet<&str> {
    let messages = messages.as_object().into_iter().flatten();
    messages.map(|(key, _)| key.as_str()).collect()
}

fn message<'m>(messages: &'m Value, key: &str) -> &'m str {
    messages[key]["message"].as_str().unwrap_or_default()
}

/// The names between dollar signs, each as often as it is used; what is no name, as it is.
fn places(message: &str) -> Vec<String> {
    let mut names: Vec<_> = message.split('$').collect();
    // An odd number of dollar signs: one that closes nothing.
    let stray = names.len().is_multiple_of(2).then_some("$");
    names = names.into_iter().skip(1).step_by(2).collect();
    names.extend(stray);
    let mut names: Vec<_> = names.into_iter().map(str::to_lowercase).collect();
    names.sort();
    names
}

/// The names of a message's placeholders and what each stands for.
fn placeholders(messages: &Value, key: &str) -> BTreeMap<String, String> {
    let declared = messages[key]["placeholders"].as_object();
    let declared = declared.into_iter().flatten();
    declared
        .map(|(name, it)| (name.to_lowercase(), it["content"].to_string()))
        .collect()
}

/// What is wrong with the files themselves.
fn faults(locales: &Locales) -> Vec<String> {
    let Some(source) = locales.get(SOURCE) else {
        return vec![format!("there is no {SOURCE}")];
    };
    let mut faults = Vec::new();
    for key in keys(source) {
        let description = source[key]["description"].as_str().unwrap_or_default();
        if description.trim().len() < 5 {
            faults.push(format!("{SOURCE}: {key}: no description for translators"));
        }
        let used: BTreeSet<_> = places(message(source, key)).into_iter().collect();
        let declared = placeholders(source, key).into_keys().collect();
        if used != declared {
            faults.push(format!(
                "{SOURCE}: {key}: places {used:?}, not {declared:?}"
            ));
        }
    }
    for (locale, messages) in locales {
        for key in keys(source).symmetric_difference(&keys(messages)) {
            faults.push(format!("{locale}: {key}: in one file, not in the other"));
        }
        for key in keys(source).intersection(&keys(messages)) {
            let found = fault(source, messages, key);
            faults.extend(found.map(|fault| format!("{locale}: {key}: {fault}")));
        }
        let tag = message(messages, "languageTag").replace('-', "_");
        let language = locale.split('_').next().unwrap_or_default();
        if tag.split('_').next() != Some(language) {
            faults.push(format!("{locale}: languageTag: {tag}"));
        }
        let direction = message(messages, "languageDirection");
        if !["ltr", "rtl"].contains(&direction) {
            faults.push(format!("{locale}: languageDirection: {direction}"));
        }
        if locale != SOURCE {
            let left = keys(source).into_iter().filter(|key| {
                let text = message(source, key);
                text.split(' ').count() >= FORGOTTEN && text == message(messages, key)
            });
            faults.extend(left.map(|key| format!("{locale}: {key}: still in English")));
        }
    }
    faults
}

/// What is wrong with one message beside the one it was translated from.
fn fault(source: &Value, messages: &Value, key: &str) -> Option<String> {
    let (original, text) = (message(source, key), message(messages, key));
    if text.is_empty() || text != text.trim() {
        return Some(format!("{text:?}"));
    }
    if NAMES.contains(&key) && text != original {
        return Some(format!("{text:?}: a name is not translated"));
    }
    if places(text) != places(original) {
        return Some(format!("{text:?} has other places than {original:?}"));
    }
    let (declared, expected) = (placeholders(messages, key), placeholders(source, key));
    (declared != expected).then(|| format!("placeholders {declared:?}, not {expected:?}"))
}

/// The messages that no file names. A name that is put together while the
/// extension runs counts as none: nobody could find it.
fn unused(messages: &Value, sources: &Sources) -> Vec<String> {
    let is_named = |key: &str| {
        let names = [
            format!("\"{key}\""),
            format!("'{key}'"),
            format!("__MSG_{key}__"),
        ];
        let mut texts = sources.values();
        texts.any(|text| names.iter().any(|name| text.contains(name)))
    };
    let keys = keys(messages).into_iter();
    keys.filter(|key| !is_named(key))
        .map(str::to_owned)
        .collect()
}

/// The messages that files ask for, and that do not exist.
fn missing(messages: &Value, sources: &Sources) -> Vec<String> {
    let known = keys(messages);
    let mut missing = Vec::new();
    for (path, text) in sources {
        for (before, after) in [
            ("data-i18n=\"", '"'),
            ("getMessage(\"", '"'),
            ("localise::text(\"", '"'),
            ("plain(\"", '"'),
            ("__MSG_", '_'),
        ] {
            let asked = text.split(before).skip(1);
            let asked = asked.filter_map(|rest| rest.split(after).next());
            // A name with @@ is the browser's own message.
            let wrong = asked.filter(|key| !known.contains(key) && !key.starts_with("@@"));
            missing.extend(wrong.map(|key| format!("{path}: {key}")));
        }
    }
    missing
}

/// What a page shows without asking for a message: texts between its tags, and
/// attributes that are shown or read out.
fn hard_coded(html: &str, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    let html = without(&without(html, "<!--", "-->"), "<style", "</style>");
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let text = text.trim();
        if text.chars().any(char::is_alphabetic) && text != name {
            found.push(text.to_owned());
        }
        for shown in [
            " alt=\"",
            " title=\"",
            " placeholder=\"",
            " aria-label=\"",
            " label=\"",
        ] {
            let value = tag
                .split(shown)
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            found.extend(value.filter(|it| !it.is_empty()).map(str::to_owned));
        }
    }
    found
}

/// `text` without what is between `from` and `to`, wherever that is.
fn without(text: &str, from: &str, to: &str) -> String {
    let mut parts = text.split(from);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        kept + part.split_once(to).map_or("", |(_, rest)| rest)
    })
}

/// String literals in code that read like words for people: two words or more, the first
/// with a capital, or a single one that is put into the page on the spot.
fn sentences(code: &str, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in code.lines().map(str::trim) {
        if line.starts_with("//") || line.starts_with('*') || line.starts_with("/*") {
            continue;
        }
        for quote in ['"', '\'', '`'] {
            let pieces: Vec<_> = line.split(quote).collect();
            for (index, literal) in pieces.iter().enumerate().skip(1).step_by(2) {
                let text = literal.strip_prefix(name).unwrap_or(literal);
                let mut words = text.split_whitespace();
                let capital = words.next().and_then(|word| word.chars().next());
                let capital = capital.is_some_and(char::is_uppercase);
                let next = words.next().and_then(|word| word.chars().next());
                let sentence = capital && next.is_some_and(char::is_alphabetic);
                let before = pieces[index - 1].trim_end();
                let shown = before.ends_with("textContent =") || before.ends_with("innerText =");
                if sentence || shown && text.chars().any(char::is_alphabetic) {
                    found.push((*literal).to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn every_language_says_everything_with_the_same_places() -> Result<()> {
    assert_eq!(faults(&locales()?), Vec::<String>::new());
    Ok(())
}

#[test]
fn no_message_is_unused_and_none_is_missing() -> Result<()> {
    let (locales, sources) = (locales()?, sources()?);
    let messages = &locales[SOURCE];
    assert!(sources.len() > 30 && keys(messages).len() > 100);
    assert_eq!(unused(messages, &sources), Vec::<String>::new());
    assert_eq!(missing(messages, &sources), Vec::<String>::new());
    Ok(())
}

#[test]
fn no_words_are_in_pages_or_code() -> Result<()> {
    let (locales, sources) = (locales()?, sources()?);
    let name = message(&locales[SOURCE], "extensionName");
    for (path, text) in sources {
        let found = match path.rsplit_once('.') {
            Some((_, "html")) => hard_coded(&text, name),
            Some((_, "js")) => sentences(&text, name),
            Some((at, "rs")) if at.starts_with("src/web/") => sentences(&text, name),
            _ => continue,
        };
        assert_eq!(found, Vec::<String>::new(), "{path}");
    }
    Ok(())
}

/// A good file, and one that was translated from it.
fn sample() -> Locales {
    let english = json!({
        "languageTag": {"message": "en", "description": "The language."},
        "languageDirection": {"message": "ltr", "description": "Its direction."},
        "extensionName": {"message": "Heads Up", "description": "The name."},
        "seen": {
            "message": "Seen at home on $DAY$.",
            "description": "When it was seen.",
            "placeholders": {"day": {"content": "$1"}},
        },
    });
    let german = json!({
        "languageTag": {"message": "de"},
        "languageDirection": {"message": "ltr"},
        "extensionName": {"message": "Heads Up"},
        "seen": {
            "message": "Am $DAY$ zu Hause gesehen.",
            "placeholders": {"day": {"content": "$1"}},
        },
    });
    Locales::from([("en".to_owned(), english), ("de".to_owned(), german)])
}

#[test]
fn a_translation_with_a_fault_is_refused() {
    assert_eq!(faults(&sample()), Vec::<String>::new());
    let breaks: [Break; 11] = [
        ("de: seen: in one file", |it| drop(remove(it, "de", "seen"))),
        ("de: more: in one file", |it| {
            it.entry("de".into()).or_default()["more"] = json!({"message": "Mehr"})
        }),
        ("de: seen: \"\"", |it| {
            it.entry("de".into()).or_default()["seen"]["message"] = json!("")
        }),
        ("has other places", |it| {
            it.entry("de".into()).or_default()["seen"]["message"] = json!("Gesehen.")
        }),
        ("has other places", |it| {
            it.entry("de".into()).or_default()["seen"]["message"] = json!("$DAY$ $DAY$")
        }),
        ("has other places", |it| {
            it.entry("de".into()).or_default()["seen"]["message"] = json!("Am $DAY$ für 5$")
        }),
        ("de: seen: placeholders", |it| {
            it.entry("de".into()).or_default()["seen"]["placeholders"]["day"]["content"] =
                json!("$2");
        }),
        ("a name is not translated", |it| {
            it.entry("de".into()).or_default()["extensionName"]["message"] = json!("Achtung");
        }),
        ("de: languageDirection: right", |it| {
            it.entry("de".into()).or_default()["languageDirection"]["message"] = json!("right");
        }),
        ("still in English", |it| {
            it.entry("de".into()).or_default()["seen"]["message"] = json!("Seen at home on $DAY$.");
        }),
        ("en: seen: no description", |it| {
            it.entry("en".into()).or_default()["seen"]["description"] = json!("")
        }),
    ];
    for (expected, break_it) in breaks {
        let mut locales = sample();
        for messages in locales.values_mut() {
            assert!(messages.is_object());
        }
        break_it(&mut locales);
        let found = faults(&locales);
        assert!(
            found.iter().any(|fault| fault.contains(expected)),
            "{expected}: {found:?}"
        );
    }
}

fn remove(locales: &mut Locales, locale: &str, key: &str) -> Option<Value> {
    locales.get_mut(locale)?.as_object_mut()?.remove(key)
}

#[test]
fn a_message_that_nothing_names_is_found_and_one_that_is_not_there_too() {
    let messages = &sample()["en"];
    let of = |text: &str| Sources::from([("page.js".to_owned(), text.to_owned())]);
    let all = "__MSG_extensionName__ getMessage(\"languageTag\") say(\"languageDirection\") say(\"seen\")";
    assert!(unused(messages, &of(all)).is_empty());
    assert_eq!(
        unused(messages, &of(&all.replace("\"seen\"", "\"se\" + \"en\""))),
        ["seen"]
    );
    assert!(missing(messages, &of(all)).is_empty());
    assert_eq!(
        missing(messages, &of("getMessage(\"sean\")")),
        ["page.js: sean"]
    );
    assert_eq!(
        missing(messages, &of("<p data-i18n=\"no\"></p>")),
        ["page.js: no"]
    );
}

#[test]
fn words_in_a_page_or_in_code_are_found() {
    let found = |html: &str| hard_coded(html, "Heads Up");
    assert!(found("<!-- Why --><title>Heads Up</title><p data-i18n=\"seen\"></p>").is_empty());
    assert_eq!(
        found("<p data-i18n=\"seen\"></p>Now <b>and then</b>"),
        ["Now", "and then"]
    );
    assert_eq!(found("<img src=\"a.png\" alt=\"A switch\">"), ["A switch"]);

    let found = |code: &str| sentences(code, "Heads Up");
    assert!(found("// Says \"Not at all\".\nfail('no document')").is_empty());
    assert!(found("set(\"report\", \"Heads Up {version}\")").is_empty());
    assert_eq!(found("say(\"Not at all.\")"), ["Not at all."]);
    assert_eq!(found("it.textContent = `off`;"), ["off"]);
}
