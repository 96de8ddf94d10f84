//! The option controls of popup and Details: shows the current choices, and sends a new one to the
//! background. (The popup draws its own.)

use std::cell::Cell;

use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, HtmlInputElement, HtmlSelectElement};

use super::browser::{now, send_to_background, to_js};
use super::dom::say_managed;
use super::localise;
use super::region::{self, show_regions};
use headsup_core::details::Choices;
use headsup_core::message::ToBackground;
use headsup_core::popup::Surroundings;
use headsup_core::regulators::Region;

const HIGHLIGHTS: &str = "highlights";
const REGION: &str = "region-choice";
const RECHECK: &str = "recheck";

/// Shows `choices`; `None` where they cannot be read. `region` is shown in any case.
pub(super) fn draw(
    document: &Document,
    choices: Option<&Choices>,
    region: Option<&Region>,
) -> Result<(), JsValue> {
    if let Some(switch) = find::<HtmlInputElement>(document, HIGHLIGHTS) {
        let chosen = choices.map(|choices| &choices.highlights);
        switch.set_checked(chosen.is_some_and(|chosen| chosen.value));
        switch.set_disabled(chosen.is_none_or(|chosen| chosen.managed));
        say_managed(
            document,
            HIGHLIGHTS,
            chosen.is_some_and(|chosen| chosen.managed),
        )?;
    }
    if let Some(select) = find::<HtmlSelectElement>(document, REGION) {
        let chosen = choices.map(|choices| &choices.region);
        if let Some(region) = chosen.map(|chosen| chosen.value).or(region) {
            let managed = chosen.is_some_and(|chosen| chosen.managed);
            show_regions(document, REGION, region, managed)?;
        }
        if chosen.is_none() {
            select.set_disabled(true);
        }
    }
    if let Some(select) = find::<HtmlSelectElement>(document, RECHECK) {
        let intervals = choices.map_or(&[][..], |choices| &choices.intervals);
        let options = intervals
            .iter()
            .map(|days| Ok((days.to_string(), interval(*days)?)));
        offer(&select, options.collect::<Result<Vec<_>, JsValue>>()?)?;
        let chosen = choices.map(|choices| &choices.recheck_days);
        select.set_value(&chosen.map_or(String::new(), |chosen| chosen.value.to_string()));
        select.set_disabled(chosen.is_none_or(|chosen| chosen.managed));
        say_managed(
            document,
            RECHECK,
            chosen.is_some_and(|chosen| chosen.managed),
        )?;
    }
    Ok(())
}

/// What our pages know besides what is stored.
pub(super) fn around() -> Surroundings {
    Surroundings {
        choice_lost: LOST.get(),
        proposed: region::proposed(),
        now: now(),
        ..Surroundings::default()
    }
}

/// Sends each new choice to the background, then calls `redraw`: the control then shows what is
/// stored, which is the old choice where the write has failed.
pub(super) fn listen(document: &Document, redraw: impl Fn() + Clone + 'static) {
    if let Some(switch) = find::<HtmlInputElement>(document, HIGHLIGHTS) {
        let redraw = redraw.clone();
        on_change(&switch.clone(), redraw, move || {
            Some(ToBackground::SetHighlights {
                on: switch.checked(),
            })
        });
    }
    if let Some(select) = find::<HtmlSelectElement>(document, REGION) {
        let redraw = redraw.clone();
        on_change(&select.clone(), redraw, move || {
            Some(ToBackground::SetRegion {
                region: select.value(),
            })
        });
    }
    if let Some(select) = find::<HtmlSelectElement>(document, RECHECK) {
        on_change(&select.clone(), redraw, move || {
            let days = select.value().parse().ok()?;
            Some(ToBackground::SetRecheck { days })
        });
    }
}

fn on_change(
    control: &web_sys::EventTarget,
    redraw: impl Fn() + Clone + 'static,
    choice: impl Fn() -> Option<ToBackground> + 'static,
) {
    // The listener stays as long as the page.
    EventListener::new(control, "change", move |_| {
        let message = choice();
        let redraw = redraw.clone();
        spawn_local(async move {
            if let Some(message) = message {
                choose(&message).await;
            }
            redraw();
        });
    })
    .forget();
}

thread_local! {
    /// Whether the background did not answer to the last choice in this page.
    static LOST: Cell<bool> = const { Cell::new(false) };
}

/// Sends a choice to the background, and notes whether that has answered.
pub(super) async fn choose(message: &ToBackground) {
    let answer = tell(message).await;
    // A background that has failed answers with nothing.
    LOST.set(!answer.is_ok_and(|answer| answer.as_bool().is_some()));
}

/// Sends `message` to the background. Returns the answer.
pub(super) async fn tell(message: &ToBackground) -> Result<JsValue, JsValue> {
    send_to_background(&to_js(message)?).await
}

/// The control `#id`. `None` where this page has none.
fn find<T: JsCast>(document: &Document, id: &str) -> Option<T> {
    document.get_element_by_id(id)?.dyn_into().ok()
}

/// Fills a selection with these values and names, where it is not filled yet.
fn offer(select: &HtmlSelectElement, options: Vec<(String, String)>) -> Result<(), JsValue> {
    let old: Vec<_> = (0..select.child_element_count())
        .filter_map(|index| select.children().item(index)?.text_content())
        .collect();
    if old.iter().eq(options.iter().map(|(_, name)| name)) {
        return Ok(());
    }
    select.set_text_content(None);
    let document = select.owner_document().ok_or("no document")?;
    for (value, name) in options {
        let option = document.create_element("option")?;
        option.set_attribute("value", &value)?;
        option.set_text_content(Some(&name));
        select.append_child(&option)?;
    }
    Ok(())
}

fn interval(days: u16) -> Result<String, JsValue> {
    match days {
        0 => localise::text("recheckNever"),
        _ => localise::text_with("recheckAfter", &[&localise::days_long(days)?]),
    }
}
