//! Redraws one of our pages while it is open.

use std::future::Future;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::browser::on_storage_changed;

/// Calls `draw` whenever the storage changes. The function that it returns calls it too. Where
/// `draw` fails, the page stays as it is.
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
    // The listener stays as long as the page.
    changed.forget();
    Ok(redraw)
}
