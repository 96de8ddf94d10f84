//! The section on LinkedIn's other settings in Details: the choice to show them, how many were
//! looked at, and how each stands.

use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, HtmlDialogElement, HtmlInputElement};

use super::choices;
use super::dom::{child, element, on_click, say_managed, set_list, set_text, show};
use super::{leave, localise};
use headsup_core::details::{Other, Others};
use headsup_core::message::ToBackground;

const SHOWN: &str = "others-shown";
const LIST: &str = "others-list";

/// Draws the section. `None`: the preferences cannot be read.
pub(super) fn draw(document: &Document, others: Option<&Others>) -> Result<(), JsValue> {
    let switch: HtmlInputElement = element(document, SHOWN)?.dyn_into()?;
    let shown = others.map(|others| &others.shown);
    switch.set_checked(shown.is_some_and(|shown| shown.value));
    switch.set_disabled(shown.is_none_or(|shown| shown.managed));
    say_managed(document, SHOWN, shown.is_some_and(|shown| shown.managed))?;
    show(
        document,
        "others-offer",
        others.is_some_and(|it| it.offered),
    )?;
    show(document, "others-walk", shown.is_some_and(|it| it.value))?;
    let Some(others) = others else { return Ok(()) };
    set_text(
        document,
        "others-progress",
        &localise::sentence(&others.progress)?,
    )?;
    show(document, "others-next", others.next.is_some())?;
    if let Some(address) = &others.next {
        element(document, "others-next")?.set_attribute("href", address)?;
    }
    let list = element(document, LIST)?;
    if others.settings.is_empty() {
        list.set_text_content(None);
    }
    for other in &others.settings {
        draw_one(document, &list, other)?;
    }
    Ok(())
}

/// Draws one setting. Its elements are reused, so that the focus stays.
fn draw_one(document: &Document, list: &Element, other: &Other) -> Result<(), JsValue> {
    let id = &other.setting.0;
    let [title, lines, notes, button] =
        ["title", "lines", "notes", "leave"].map(|part| format!("{id}-{part}"));
    if document.get_element_by_id(&title).is_none() {
        let item = child(document, list, "article", "other", "")?;
        item.set_attribute("data-setting", id)?;
        item.set_attribute("aria-labelledby", &title)?;
        child(document, &item, "h3", "", "")?.set_id(&title);
        child(document, &item, "div", "state", "")?.set_id(&lines);
        for (frame, what) in other.does {
            let text = localise::text_with(frame, &[&localise::text(what)?])?;
            child(document, &item, "p", "", &text)?;
        }
        child(document, &item, "div", "note notes", "")?.set_id(&notes);
        let actions = child(document, &item, "div", "buttons", "")?;
        let open = child(
            document,
            &actions,
            "a",
            "secondary",
            &localise::text("openSetting")?,
        )?;
        open.set_attribute("href", &other.address)?;
        open.set_attribute("aria-describedby", &title)?;
        open.set_attribute("target", "_blank")?;
        open.set_attribute("rel", "noreferrer")?;
        let leave = child(document, &actions, "button", "secondary", "")?;
        leave.set_attribute("type", "button")?;
        leave.set_attribute("aria-describedby", &title)?;
        leave.set_id(&button);
    }
    set_text(document, &title, &localise::sentence(&other.title)?)?;
    set_list(document, &lines, &other.lines)?;
    set_list(document, &notes, &other.notes)?;
    leave::draw(document, &button, Some(&other.setting), other.leave)?;
    let item = element(document, &title)?.parent_element();
    item.ok_or("a title of nothing")?
        .set_attribute("data-status", other.status.as_str())
}

/// Sends the choice to the background, then calls `redraw`. Before they are turned off the question
/// opens, whose first answer keeps them: what is recorded of them is erased.
pub(super) fn listen(
    document: &Document,
    redraw: impl Fn() + Clone + 'static,
) -> Result<(), JsValue> {
    let choose = move |on: bool| {
        let redraw = redraw.clone();
        spawn_local(async move {
            choices::choose(&ToBackground::SetOthers { on }).await;
            redraw();
        });
    };
    let question: HtmlDialogElement = element(document, "others-question")?.dyn_into()?;
    let switch: HtmlInputElement = element(document, SHOWN)?.dyn_into()?;
    let (asked, chosen) = (question.clone(), choose.clone());
    EventListener::new(&switch.clone(), "change", move |_| {
        if switch.checked() {
            chosen(true);
        } else {
            switch.set_checked(true);
            let _ = asked.show_modal();
        }
    })
    .forget();
    let refused = question.clone();
    on_click(document, "others-keep", move || refused.close())?;
    let chosen = choose.clone();
    on_click(document, "others-erase", move || {
        question.close();
        chosen(false);
    })?;
    let chosen = choose.clone();
    let there: HtmlInputElement = element(document, SHOWN)?.dyn_into()?;
    on_click(document, "others-yes", move || {
        // The button with the focus is hidden now.
        let _ = there.focus();
        chosen(true);
    })?;
    on_click(document, "others-no", move || choose(false))
}
