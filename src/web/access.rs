//! Whether the extension may run on LinkedIn's settings pages, and how the person gives that back.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Document;

use super::browser::{manifest, object, permissions_contains, permissions_request};
use super::dom::{element, on_click};

const BUTTON: &str = "give-access";

/// The access that the manifest asks for: the match patterns of the content script.
fn access() -> Result<JsValue, JsValue> {
    let scripts = Reflect::get(&manifest()?, &"content_scripts".into())?;
    let matches = Reflect::get(&Reflect::get(&scripts, &0.into())?, &"matches".into())?;
    Ok(object([("origins", matches)]))
}

/// Whether the extension may run there. Where the browser does not say, it counts as allowed. The
/// browser is asked before the future is awaited.
pub(super) fn has() -> impl Future<Output = bool> {
    let answer = access().map(|access| permissions_contains(&access));
    async {
        match answer {
            Ok(answer) => answer.await.map_or(true, |yes| yes.is_truthy()),
            Err(_) => true,
        }
    }
}

/// Shows or hides the button that asks for the access.
pub(super) fn offer(document: &Document, offered: bool) -> Result<(), JsValue> {
    element(document, BUTTON)?
        .toggle_attribute_with_force("hidden", !offered)
        .map(drop)
}

/// Asks for the access when the button is pressed, and reloads our page.
pub(super) fn listen(document: &Document) -> Result<(), JsValue> {
    on_click(document, BUTTON, || {
        // Called within the click: browsers refuse the question later.
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
