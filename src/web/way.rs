//! The popup's button that leads to the setting. It asks our content scripts which tab is where,
//! and does what the core decides. So no permission for other tabs is needed.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use super::background::{sender_of, tell_tabs};
use super::browser::{object, on_message, tabs_create, tabs_update, windows_update};
use headsup_core::message::OpenTab;
use headsup_core::way::Way;

/// The tabs that are on LinkedIn's settings.
pub(super) type Tabs = Rc<RefCell<Vec<OpenTab>>>;

/// Tells every content script to testify, and collects the tabs that do. The background hears the
/// same testimonies.
pub(super) fn ask_around() -> Result<Tabs, JsValue> {
    let tabs = Tabs::default();
    let heard = Rc::clone(&tabs);
    let hear =
        Closure::<dyn Fn(JsValue, JsValue)>::new(move |message: JsValue, sender: JsValue| {
            let sender = sender_of(&sender);
            let is_testimony = Reflect::has(&message, &"testimony".into()).unwrap_or_default();
            if let (true, true, Some(id)) = (is_testimony, sender.own, sender.tab) {
                let mut tabs = heard.borrow_mut();
                tabs.retain(|tab| tab.id != id);
                tabs.push(OpenTab {
                    id,
                    address: sender.address,
                });
            }
        });
    on_message(hear.as_ref().unchecked_ref())?;
    // The listener stays as long as the popup.
    hear.forget();
    tell_tabs(&object([]))?;
    Ok(tabs)
}

/// Brings the person to the setting at `address`.
pub(super) async fn go(address: String, way: Way) {
    let there = object([("url", address.into())]);
    let gone = match way {
        Way::Front(tab) => to_front(tab).await,
        Way::Within(tab) => tabs_update(tab, &there).await.map(drop),
        Way::Open => Err(JsValue::NULL),
    };
    if gone.is_err() {
        // Also where the tab was closed in between.
        let _ = tabs_create(&there).await;
    }
}

async fn to_front(tab: i32) -> Result<(), JsValue> {
    let tab = tabs_update(tab, &object([("active", true.into())])).await?;
    if let Some(window) = number(&tab, "windowId") {
        windows_update(window, &object([("focused", true.into())])).await?;
    }
    Ok(())
}

fn number(object: &JsValue, key: &str) -> Option<i32> {
    Some(Reflect::get(object, &key.into()).ok()?.as_f64()? as i32)
}
