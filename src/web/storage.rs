//! Reads the browser's storage for the core.

use js_sys::{Object, Reflect};
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::browser::{
    local_clear, local_get, managed_get, object, session_clear, session_get, session_set, to_js,
    to_value,
};
use headsup_core::from_value::from_value;
use headsup_core::stored::{Stored, is_set_aside};
use headsup_core::{managed, preferences, record};

/// The keys in `storage.local` whose failed writes are said to the person.
pub(super) const KEYS: [&str; 2] = [record::KEY, preferences::KEY];

/// The key in `storage.session` for the keys whose last write has failed. It works where
/// `storage.local` fails, and ends with the browser.
const FAILED: &str = "failedWrites";

/// The key in `storage.session` that says that the browser has refused to start our content script
/// on a settings page. It ends with the browser, whose settings it is about.
const BARRED: &str = "barred";

/// What is stored, for the background, which may draw on a page. Where no answer of
/// `storage.managed` is stored yet, waits for one: an organisation may have turned highlights off.
pub(super) async fn read_with_managed() -> Stored {
    let stored = read().await;
    if stored.is_managed_kept {
        return stored;
    }
    let answer = managed_get(&JsValue::NULL).await;
    Stored {
        managed: answer.ok().as_ref().map(to_value),
        ..stored
    }
}

/// What is stored, for our own pages. They do not wait for `storage.managed`: the background stores
/// its answer, and the page is redrawn.
pub(super) async fn read() -> Stored {
    let session = session_get(&JsValue::NULL);
    let local = local_get(&JsValue::NULL).await;
    let session = session.await.unwrap_or_default();
    let kept = local
        .as_ref()
        .ok()
        .and_then(|local| value_of(local, managed::KEY));
    let stored = Stored {
        is_managed_kept: kept.is_some(),
        managed: kept,
        failed: value_of(&session, FAILED)
            .and_then(|keys| from_value(&keys))
            .unwrap_or_default(),
        barred: value_of(&session, BARRED) == Some(true.into()),
        ..Stored::default()
    };
    let Ok(local) = local.and_then(JsCast::dyn_into::<Object>) else {
        return Stored {
            unreadable: true,
            ..stored
        };
    };
    let keys = Object::keys(&local);
    let mut keys = keys.iter().filter_map(|key| key.as_string());
    Stored {
        record: value_of(&local, record::KEY),
        preferences: value_of(&local, preferences::KEY),
        set_aside: keys.any(|key| is_set_aside(&key)),
        ..stored
    }
}

/// Erases everything that is stored. Returns whether that succeeded.
pub(super) async fn erase() -> bool {
    local_clear().await.is_ok() && session_clear().await.is_ok()
}

/// Stores which writes have failed. An error here is not said: the storage is broken altogether.
pub(super) async fn note_failed(keys: &[String]) -> Result<(), JsValue> {
    let items = object([(FAILED, to_js(&keys)?)]);
    session_set(&items).await.map(drop)
}

/// Stores whether the browser refuses our content script on a settings page.
pub(super) async fn note_barred(barred: bool) -> Result<(), JsValue> {
    session_set(&object([(BARRED, barred.into())]))
        .await
        .map(drop)
}

/// The value under `key`. `None` where there is none.
fn value_of(items: &JsValue, key: &str) -> Option<Value> {
    let value = Reflect::get(items, &key.into()).ok()?;
    (!value.is_undefined()).then(|| to_value(&value))
}
