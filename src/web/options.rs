//! The options page: the choices, what was seen, and what can be done with it.
//! Writes nothing itself.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, HtmlButtonElement, HtmlDialogElement};

use super::choices::{self, around};
use super::dom::{document, element, on_click, set_list, set_text};
use super::redraw::redraw_on_change;
use super::save::{Kind, save};
use super::{localise, storage};
use crate::core::catalogue::catalogue;
use crate::core::message::ToBackground;
use crate::core::options::options;

/// Fills the options page, and keeps it up to date while it is open.
#[wasm_bindgen(js_name = openOptions)]
pub async fn open_options() -> Result<(), JsValue> {
    let document = document()?;
    draw(document.clone()).await?;
    let page = document.clone();
    let redraw = redraw_on_change(move || draw(page.clone()))?;
    choices::listen(&document, redraw.clone());
    listen_to_saving(&document)?;
    listen_to_erasing(&document, redraw)
}

async fn draw(document: Document) -> Result<(), JsValue> {
    let view = options(catalogue(), &storage::read().await, around());
    set_list(&document, "troubles", &view.troubles)?;
    set_list(&document, "seen", &view.seen)?;
    for id in ["save-page", "save-json"] {
        let button: HtmlButtonElement = element(&document, id)?.dyn_into()?;
        button.set_disabled(!view.can_save);
    }
    choices::draw(&document, view.choices.as_ref())
}

fn listen_to_saving(document: &Document) -> Result<(), JsValue> {
    for (id, kind) in [("save-page", Kind::Page), ("save-json", Kind::Json)] {
        let page = document.clone();
        on_click(document, id, move || {
            let page = page.clone();
            let _ = say_nothing(&page);
            spawn_local(async move {
                if save(&page, kind).await.is_err() {
                    let _ = say_done(&page, "saveFailed");
                }
            });
        })?;
    }
    Ok(())
}

/// Asks first; the question's first answer is to leave everything as it is.
fn listen_to_erasing(
    document: &Document,
    redraw: impl Fn() + Clone + 'static,
) -> Result<(), JsValue> {
    let question: HtmlDialogElement = element(document, "erase-question")?.dyn_into()?;
    let asked = question.clone();
    let page = document.clone();
    on_click(document, "erase", move || {
        let _ = say_nothing(&page);
        let _ = asked.show_modal();
    })?;
    let refused = question.clone();
    on_click(document, "erase-no", move || refused.close())?;
    let page = document.clone();
    on_click(document, "erase-yes", move || {
        question.close();
        let (page, redraw) = (page.clone(), redraw.clone());
        spawn_local(async move {
            let answer = choices::tell(&ToBackground::Erase).await;
            let erased = answer.is_ok_and(|answer| answer.is_truthy());
            let _ = say_done(&page, if erased { "erased" } else { "eraseFailed" });
            redraw();
        });
    })
}

/// What was said of the last attempt does not hold of the next; and the same words are
/// read out anew only where they have been away.
fn say_nothing(document: &Document) -> Result<(), JsValue> {
    set_text(document, "done", "")
}

fn say_done(document: &Document, key: &str) -> Result<(), JsValue> {
    set_text(document, "done", &localise::text(key)?)
}
