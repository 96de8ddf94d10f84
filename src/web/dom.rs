//! Puts words into our own pages: only where they differ, so that a screen
//! reader hears a change once, and always as text.

use gloo::events::EventListener;
use js_sys::JsString;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, EventTarget};

use super::localise;
use headsup_core::record::Status;
use headsup_core::sentence::{Arg, Sentence};

/// The page that this runs in.
pub(super) fn document() -> Result<Document, JsValue> {
    web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| "no document".into())
}

/// The element `#id`; an error where the page has none.
pub(super) fn element(document: &Document, id: &str) -> Result<Element, JsValue> {
    document
        .get_element_by_id(id)
        .ok_or_else(|| format!("the page has no #{id}").into())
}

/// Calls `then` whenever `#id` is clicked, as long as the page lives.
pub(super) fn on_click(
    document: &Document,
    id: &str,
    then: impl Fn() + 'static,
) -> Result<(), JsValue> {
    let target: EventTarget = element(document, id)?.into();
    EventListener::new(&target, "click", move |_| then()).forget();
    Ok(())
}

/// Sets a text only where it differs, so that a screen reader hears a change once.
pub(super) fn set_text(document: &Document, id: &str, text: &str) -> Result<(), JsValue> {
    let element = element(document, id)?;
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
    Ok(())
}

/// Shows the status: what, and how the switch is set.
pub(super) fn set_headline(document: &Document, lines: &[Sentence]) -> Result<(), JsValue> {
    for (at, id) in ["what", "switch"].into_iter().enumerate() {
        let text = lines.get(at).map(localise::sentence).transpose()?;
        set_text(document, id, &text.unwrap_or_default())?;
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

/// Marks the names in `sentence`, which stands in `item` as `text`, as being in their own
/// language, so that a screen reader does not read them as in ours.
fn mark_names(
    document: &Document,
    item: &Element,
    text: &str,
    sentence: &Sentence,
) -> Result<(), JsValue> {
    // By the browser: Rust's own search for a text would be seven kilobytes.
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

/// Says on `element` what the status is, for style and tests. The last to be drawn: who sees
/// it sees the rest too.
pub(super) fn show_status(
    element: &Element,
    status: Status,
    confirmed: bool,
) -> Result<(), JsValue> {
    set_flag(element, "data-confirmed", confirmed)?;
    element.set_attribute("data-status", status.as_str())
}

/// Shows `#id`, or hides it.
pub(super) fn show(document: &Document, id: &str, shown: bool) -> Result<(), JsValue> {
    element(document, id)?
        .toggle_attribute_with_force("hidden", !shown)
        .map(drop)
}

/// Sets an attribute to `true` or `false`.
pub(super) fn set_flag(element: &Element, name: &str, flag: bool) -> Result<(), JsValue> {
    element.set_attribute(name, if flag { "true" } else { "false" })
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

/// Says of the control `#id` whether an organisation has set it. If not, there
/// are no words: the control is described by them, and a screen reader reads
/// such words even where they are hidden.
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
