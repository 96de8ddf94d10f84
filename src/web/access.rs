//! Whether the extension may run on the settings pages, and how to give that back.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Document;

use super::browser::{manifest, object, permissions_contains, permissions_request};
use super::dom::{element, on_click};

const BUTTON: &str = "give-access";

/// The permission for the settings pages, as the manifest names them.
fn access() -> Result<JsValue, JsValue> {
    let scripts = Reflect::get(&manifest()?, &"content_scripts".into())?;
    let matches = Reflect::get(&Reflect::get(&scripts, &0.into())?, &"matches".into())?;
    Ok(object([("origins", matches)]))
}

/// Whether the extension may run on the settings pages. A browser that does
/// not say is taken at the manifest's word. Asks at once.
pub(super) fn has() -> impl Future<Output = bool> {
    let answer = access().map(|access| permissions_contains(&access));
    async {
        match answer {
            Ok(answer) => answer.await.map_or(true, |yes| yes.is_truthy()),
            Err(_) => true,
        }
    }
}

/// Shows the button that gives it back, or does not.
pub(super) fn offer(document: &Document, offered: bool) -> Result<(), JsValue> {
    element(document, BUTTON)?
        .toggle_attribute_with_force("hidden", !offered)
        .map(drop)
}

/// Gives it back when the button is pressed, and loads our page anew.
pub(super) fn listen(document: &Document) -> Result<(), JsValue> {
    on_click(document, BUTTON, || {
        // Asked for here and not in the future: browsers want it within the click.
        let Ok(answer) = access().and_then(|access| permissions_request(&access)) else {
            return;
        };
        spawn_local(async move {
            if JsFuture::from(answer)
                .await
                .is_ok_and(|yes| yes.is_truthy())
                && let Some(window) = web_sys::window()
            {
                let _ = window.location().reload();
            }
        });
    })
}
