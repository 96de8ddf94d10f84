//! Puts [`crate::core::regional::Regional`] into the page with the details.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

use super::dom::{child, element, set_list, set_text};
use super::localise;
use crate::core::regional::{Regional, Route, Said, Spoken};
use crate::core::regulators::Statement;

/// Draws it; what stands there already and is still right is left as it is,
/// with what the person has opened and where the focus is.
pub(super) fn draw(document: &Document, regional: &Regional) -> Result<(), JsValue> {
    set_list(document, "regional-notes", &regional.notes)?;
    let law = regional.law.map(localise::text).transpose()?;
    set_text(document, "law", &law.unwrap_or_default())?;

    let said = element(document, "said")?;
    let code = regional.region.code;
    if said.get_attribute("data-region").as_deref() == Some(code) {
        return Ok(());
    }
    said.set_text_content(None);
    for one in &regional.said {
        draw_said(document, &said, one)?;
    }
    let routes = element(document, "routes")?;
    routes.set_text_content(None);
    for route in &regional.routes {
        draw_route(document, &routes, route)?;
    }
    said.set_attribute("data-region", code)
}

fn draw_said(document: &Document, parent: &Element, said: &Said) -> Result<(), JsValue> {
    let card = child(document, parent, "article", "said", "")?;
    let (name, other_name) = said.names(&localise::text("languageTag")?);
    child(document, &card, "h3", "name", &localise::sentence(&name)?)?;
    if let Some((name, lang)) = other_name {
        child(document, &card, "p", "note other", name)?.set_attribute("lang", lang)?;
    }
    let line = child(document, &card, "p", "note about", "")?;
    draw_kind(document, &line, &said.last)?;
    let gist = localise::text(said.last.gist)?;
    if !said.compact {
        child(document, &card, "p", "gist", &gist)?;
    }
    if !said.compact && said.earlier.is_empty() && !has_more(said.last.statement) {
        return Ok(());
    }
    let summary = if said.compact {
        "saidInShort"
    } else {
        "saidMore"
    };
    let more = child(document, &card, "details", "", "")?;
    child(document, &more, "summary", "", &localise::text(summary)?)?;
    if said.compact {
        child(document, &more, "p", "gist", &gist)?;
    }
    draw_more(document, &more, said.last.statement)?;
    if !said.earlier.is_empty() {
        child(document, &more, "h4", "", &localise::text("saidEarlier")?)?;
    }
    for earlier in &said.earlier {
        let kind = localise::text(earlier.kind)?;
        let line = format!("{kind} · {}", about(earlier)?);
        child(document, &more, "p", "note", &line)?;
        child(document, &more, "p", "gist", &localise::text(earlier.gist)?)?;
        draw_more(document, &more, earlier.statement)?;
    }
    Ok(())
}

fn has_more(statement: &Statement) -> bool {
    statement.quote.is_some()
        || !statement.notes.is_empty()
        || !statement.pages.is_empty()
        || statement.source.is_some()
}

/// Kind, date and mark.
pub(super) fn draw_kind(
    document: &Document,
    line: &Element,
    spoken: &Spoken,
) -> Result<(), JsValue> {
    chip(document, line, spoken.kind)?;
    child(document, line, "span", "", &about(spoken)?).map(drop)
}

/// The kind of a statement, by its message key.
pub(super) fn chip(document: &Document, line: &Element, kind: &'static str) -> Result<(), JsValue> {
    let class = format!("kind {kind}");
    child(document, line, "span", &class, &localise::text(kind)?)?;
    line.append_with_str_1(" ")
}

/// Date and mark, in one line.
fn about(spoken: &Spoken) -> Result<String, JsValue> {
    let parts: Result<Vec<_>, _> = spoken.about.iter().map(localise::sentence).collect();
    Ok(parts?.join(" · "))
}

/// Quote, notes and pages.
fn draw_more(document: &Document, more: &Element, said: &Statement) -> Result<(), JsValue> {
    if let Some(quote) = said.quote {
        child(document, more, "blockquote", "", quote)?.set_attribute("lang", "en")?;
    }
    for note in said.notes {
        child(document, more, "p", "", &localise::text(note)?)?;
    }
    for page in said.pages {
        let line = child(document, more, "p", "", "")?;
        let title = match page.title {
            Some(title) => title.to_owned(),
            None => localise::own_page(page.lang)?,
        };
        let link = link(document, &line, &title, page.address)?;
        link.set_attribute("hreflang", page.lang)?;
        if page.title.is_some() {
            link.set_attribute("lang", page.lang)?;
        }
    }
    if let Some(source) = &said.source {
        let label = localise::text("sourceLabel")?;
        let line = child(document, more, "p", "", &format!("{label} "))?;
        link(
            document,
            &line,
            &localise::text(source.name)?,
            source.address,
        )?;
    }
    Ok(())
}

fn draw_route(document: &Document, list: &Element, route: &Route) -> Result<(), JsValue> {
    let item = child(document, list, "li", "", "")?;
    link(
        document,
        &item,
        &localise::text(route.label)?,
        route.address,
    )?;
    for note in &route.notes {
        child(document, &item, "p", "note", &localise::text(note)?)?;
    }
    Ok(())
}

/// A link that opens in a new tab, which is not told where it was opened.
pub(super) fn link(
    document: &Document,
    parent: &Element,
    text: &str,
    address: &str,
) -> Result<Element, JsValue> {
    let link = child(document, parent, "a", "", text)?;
    link.set_attribute("href", address)?;
    link.set_attribute("target", "_blank")?;
    link.set_attribute("rel", "noreferrer")?;
    Ok(link)
}
