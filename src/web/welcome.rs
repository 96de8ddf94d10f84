//! The welcome page, opened once after the install: shows the choices, and
//! where "Try it" leads.

use wasm_bindgen::prelude::*;
use web_sys::Document;

use super::choices::{self, around};
use super::dom::{document, element, set_list};
use super::redraw::redraw_on_change;
use super::storage;
use crate::core::catalogue::catalogue;
use crate::core::details::details;

/// Fills the welcome page, and keeps it up to date while it is open.
#[wasm_bindgen(js_name = openWelcome)]
pub async fn open_welcome() -> Result<(), JsValue> {
    let document = document()?;
    draw(document.clone()).await?;
    let page = document.clone();
    let redraw = redraw_on_change(move || draw(page.clone()))?;
    choices::listen(&document, redraw);
    Ok(())
}

async fn draw(document: Document) -> Result<(), JsValue> {
    let view = details(catalogue(), &storage::read().await, around());
    set_list(&document, "troubles", &view.troubles)?;
    element(&document, "try")?.set_attribute("href", &view.address)?;
    choices::draw(&document, view.choices.as_ref())
}
