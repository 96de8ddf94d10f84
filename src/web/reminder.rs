//! Puts [`crate::core::regional::Reminder`] into the popup.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

use super::dom::{child, element, set_text};
use super::localise;
use super::regional::{chip, draw_kind, link};
use crate::core::regional::{Regional, Said};
use crate::core::regulators::Statement;

/// Draws it; what stands there already and is still right is left as it is.
pub(super) fn draw(document: &Document, regional: Option<&Regional>) -> Result<(), JsValue> {
    let section = element(document, "reminder")?;
    let reminder = regional.and_then(Regional::reminder);
    section.toggle_attribute_with_force("hidden", reminder.is_none())?;
    let (Some(regional), Some(reminder)) = (regional, reminder) else {
        return Ok(());
    };
    let code = regional.region.code;
    if section.get_attribute("data-region").as_deref() == Some(code) {
        return Ok(());
    }
    draw_name(document, &emptied(document, "regulator")?, reminder.said)?;
    draw_kind(document, &emptied(document, "about")?, &reminder.said.last)?;
    let mut gist = localise::text(reminder.said.last.gist)?;
    if let Some(note) = reminder.note {
        gist = format!("{gist} {}", localise::text(note)?);
    }
    set_text(document, "gist", &gist)?;
    let sources = emptied(document, "sources")?;
    draw_sources(document, &sources, reminder.said.last.statement)?;
    sources.toggle_attribute_with_force("hidden", sources.child_element_count() == 0)?;
    let beside = emptied(document, "beside")?;
    beside.toggle_attribute_with_force("hidden", reminder.beside.is_none())?;
    if let Some(said) = reminder.beside {
        chip(document, &beside, said.last.kind)?;
        let (name, _) = said.names(&localise::text("languageTag")?);
        child(document, &beside, "span", "", &localise::sentence(&name)?)?;
    }
    section.set_attribute("data-region", code)
}

fn emptied(document: &Document, id: &str) -> Result<Element, JsValue> {
    let element = element(document, id)?;
    element.set_text_content(None);
    Ok(element)
}

/// Its name, and what it is called where it is.
fn draw_name(document: &Document, parent: &Element, said: &Said) -> Result<(), JsValue> {
    let (name, other) = said.names(&localise::text("languageTag")?);
    child(document, parent, "span", "", &localise::sentence(&name)?)?;
    if let Some((other, lang)) = other {
        parent.append_with_str_1(" ")?;
        child(document, parent, "span", "other", other)?.set_attribute("lang", lang)?;
    }
    Ok(())
}

/// Its own pages by their language, for their titles are long; or somebody else's page.
fn draw_sources(
    document: &Document,
    parent: &Element,
    statement: &Statement,
) -> Result<(), JsValue> {
    for page in statement.pages {
        let link = link(
            document,
            parent,
            &localise::own_page(page.lang)?,
            page.address,
        )?;
        link.set_attribute("hreflang", page.lang)?;
        parent.append_with_str_1(" ")?;
    }
    if let Some(source) = &statement.source {
        let label = localise::text("sourceLabel")?;
        parent.append_with_str_1(&format!("{label} "))?;
        link(
            document,
            parent,
            &localise::text(source.name)?,
            source.address,
        )?;
    }
    Ok(())
}
