//! Puts texts into our own pages. Always as text, never as markup; and only where they differ,
//! because a screen reader reads a live region again at each write.

use gloo::events::EventListener;
use js_sys::JsString;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, EventTarget};

use super::localise;
use headsup_core::record::Status;
use headsup_core::sentence::{Arg, Sentence};

/// This page's document.
pub(super) fn document() -> Result<Document, JsValue> {
    web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| "no document".into())
}

/// The element `#id`. An error where the page has none.
pub(super) fn element(document: &Document, id: &str) -> Result<Element, JsValue> {
    document
        .get_element_by_id(id)
        .ok_or_else(|| format!("the page has no #{id}").into())
}

/// Calls `then` at each click on `#id`, as long as the page lives.
pub(super) fn on_click(
    document: &Document,
    id: &str,
    then: impl Fn() + 'static,
) -> Result<(), JsValue> {
    let target: EventTarget = element(document, id)?.into();
    EventListener::new(&target, "click", move |_| then()).forget();
    Ok(())
}

/// Sets the text of `#id`, where it differs.
pub(super) fn set_text(document: &Document, id: &str, text: &str) -> Result<(), JsValue> {
    let element = element(document, id)?;
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
    Ok(())
}

/// Shows the two lines of the status.
pub(super) fn set_headline(document: &Document, lines: &[Sentence]) -> Result<(), JsValue> {
    for (at, id) in ["what", "switch"].into_iter().enumerate() {
        let text = lines.get(at).map(localise::sentence).transpose()?;
        set_text(document, id, &text.unwrap_or_default())?;
    }
    Ok(())
}

/// Makes the children of `#id` show `sentences`, one each. The children are `li` or `p`, after the
/// element.
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
    let tag = match list.tag_name().as_str() {
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
    for (text, sentence) in texts.iter().zip(sentences) {
        let item = child(document, &list, tag, "", text)?;
        mark_names(document, &item, text, sentence)?;
    }
    Ok(())
}

/// Marks LinkedIn's names in `item` with their language, so that a screen reader does not read them
/// in ours. `text` is `sentence` in words.
fn mark_names(
    document: &Document,
    item: &Element,
    text: &str,
    sentence: &Sentence,
) -> Result<(), JsValue> {
    // By JavaScript: Rust's search in a text is 7 KB of the WASM.
    let text = JsString::from(text);
    let mut done = 0;
    for arg in &sentence.args {
        let Arg::Name(name, lang) = arg else { continue };
        let Ok(at) = u32::try_from(text.index_of(name, done as i32)) else {
            continue;
        };
        if done == 0 {
            item.set_text_content(None);
        }
        item.append_with_str_1(&String::from(text.substring(done, at)))?;
        child(document, item, "span", "", name)?.set_attribute("lang", lang)?;
        done = at + JsString::from(*name).length();
    }
    match done {
        0 => Ok(()),
        _ => item.append_with_str_1(&String::from(text.substring(done, text.length()))),
    }
}

/// Sets `data-status` and `data-confirmed`, for style and tests. Must come last: who waits for them
/// relies on the rest.
pub(super) fn show_status(
    element: &Element,
    status: Status,
    confirmed: bool,
) -> Result<(), JsValue> {
    set_flag(element, "data-confirmed", confirmed)?;
    element.set_attribute("data-status", status.as_str())
}

/// Shows or hides `#id`.
pub(super) fn show(document: &Document, id: &str, shown: bool) -> Result<(), JsValue> {
    element(document, id)?
        .toggle_attribute_with_force("hidden", !shown)
        .map(drop)
}

/// Sets an attribute to `true` or `false`.
pub(super) fn set_flag(element: &Element, name: &str, flag: bool) -> Result<(), JsValue> {
    element.set_attribute(name, if flag { "true" } else { "false" })
}

/// Appends a new element to `parent`, with this tag, class (none where it is empty) and text.
/// Returns it.
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

/// Says at the control `#id` that an organisation has set it, or empties those words. They are
/// emptied, not only hidden: a screen reader reads a control's description even where it is hidden.
pub(super) fn say_managed(document: &Document, id: &str, managed: bool) -> Result<(), JsValue> {
    let id = &format!("{id}-managed");
    let text = match managed {
        true => localise::text("managed")?,
        false => String::new(),
    };
    set_text(document, id, &text)?;
    element(document, id)?.toggle_attribute_with_force("hidden", !managed)?;
    Ok(())
}
