//! No page and no code has words for people in itself.

use anyhow::Result;

use crate::{SOURCE, locales, message, none, sources};

/// The words that a page shows without a message: texts between its tags, and attributes that are
/// shown or read out.
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

/// `text` without everything between `from` and `to`.
fn without(text: &str, from: &str, to: &str) -> String {
    let mut parts = text.split(from);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        kept + part.split_once(to).map_or("", |(_, rest)| rest)
    })
}

/// String literals in code that look like words for people: two words or more that begin with a
/// capital, or a single word that is put into the page directly.
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
fn no_words_are_in_pages_or_code() -> Result<()> {
    let (locales, sources) = (locales()?, sources()?);
    let name = message(&locales[SOURCE], "extensionName");
    let mut all = Vec::new();
    for (path, text) in sources {
        let found = match path.rsplit_once('.') {
            Some((_, "html")) => hard_coded(&text, name),
            Some((_, "js")) => sentences(&text, name),
            Some((at, "rs")) if at.starts_with("src/web/") => sentences(&text, name),
            _ => continue,
        };
        let found = found.into_iter();
        all.extend(found.map(|words| format!("{path}: belongs into _locales: {words}")));
    }
    none(all)
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
