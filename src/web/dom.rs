//! Puts words into our own pages: only where they differ, so that a screen
//! reader hears a change once, and always as text.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

use super::localise;
use crate::core::popup::Sentence;

/// The element `#id`; an error where the page has none.
pub(super) fn element(document: &Document, id: &str) -> Result<Element, JsValue> {
    document
        .get_element_by_id(id)
        .ok_or_else(|| format!("the page has no #{id}").into())
}

/// Sets a text only where it differs, so that a screen reader hears a change once.
pub(super) fn set_text(document: &Document, id: &str, text: &str) -> Result<(), JsValue> {
    let element = element(document, id)?;
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
    Ok(())
}

/// Makes the children of `#id` say `sentences`, one each, in the element's
/// usual kind of child.
pub(super) fn set_list(
    document: &Document,
    id: &str,
    sentences: &[Sentence],
) -> Result<(), JsValue> {
    let list = element(document, id)?;
    let texts = sentences
        .iter()
        .map(localise::sentence)
        .collect::<Result<Vec<_>, _>>()?;
    list.toggle_attribute_with_force("hidden", texts.is_empty())?;
    let child = match list.tag_name().as_str() {
        "OL" | "UL" => "li",
        _ => "p",
    };
    let old: Vec<_> = (0..list.child_element_count())
        .filter_map(|index| list.children().item(index)?.text_content())
        .collect();
    if old == texts {
        return Ok(());
    }
    list.set_text_content(None);
    for text in texts {
        let item = document.create_element(child)?;
        item.set_text_content(Some(&text));
        list.append_child(&item)?;
    }
    Ok(())
}

/// A new last child of `parent`: an element of this kind, class (none where it
/// is empty) and text.
pub(super) fn child(
    document: &Document,
    parent: &Element,
    tag: &str,
    class: &str,
    text: &str,
) -> Result<Element, JsValue> {
    let child = document.create_element(tag)?;
    if !class.is_empty() {
        child.set_class_name(class);
    }
    child.set_text_content(Some(text));
    parent.append_child(&child)?;
    Ok(child)
}
