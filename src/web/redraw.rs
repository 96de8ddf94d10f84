//! Keeps one of our pages up to date while it is open.

use std::future::Future;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::browser::on_storage_changed;

/// Calls `draw` whenever the storage changes, and whenever what it returns is called. A
/// page that cannot be drawn stays as it is.
pub(super) fn redraw_on_change<D>(
    draw: impl Fn() -> D + Clone + 'static,
) -> Result<impl Fn() + Clone + 'static, JsValue>
where
    D: Future<Output = Result<(), JsValue>> + 'static,
{
    let redraw = move || {
        let drawn = draw();
        spawn_local(async move {
            let _ = drawn.await;
        });
    };
    let changed = Closure::<dyn Fn()>::new(redraw.clone());
    on_storage_changed(changed.as_ref().unchecked_ref())?;
    // Lives as long as the page does.
    changed.forget();
    Ok(redraw)
}
