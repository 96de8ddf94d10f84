//! The welcome page, opened once after the install: shows the choices, and
//! where "Try it" leads.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Document;

use super::browser::on_storage_changed;
use super::choices::{self, around};
use super::dom::{document, element, set_list};
use super::storage;
use crate::core::catalogue::catalogue;
use crate::core::options::options;

/// Fills the welcome page, and keeps it up to date while it is open.
#[wasm_bindgen(js_name = openWelcome)]
pub async fn open_welcome() -> Result<(), JsValue> {
    let document = document()?;
    draw(&document).await?;
    let redraw = {
        let document = document.clone();
        move || {
            let document = document.clone();
            spawn_local(async move {
                let _ = draw(&document).await;
            });
        }
    };
    choices::listen(&document, redraw.clone());
    let changed = Closure::<dyn Fn()>::new(redraw);
    on_storage_changed(changed.as_ref().unchecked_ref())?;
    changed.forget();
    Ok(())
}

async fn draw(document: &Document) -> Result<(), JsValue> {
    let view = options(catalogue(), &storage::for_pages().await, around());
    set_list(document, "troubles", &view.troubles)?;
    element(document, "try")?.set_attribute("href", &view.address)?;
    choices::draw(document, view.choices.as_ref())
}
