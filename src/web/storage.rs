//! The browser's storage, as the core takes it.

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

/// The keys in `storage.local` of which people are told when they cannot be written.
pub(super) const KEYS: [&str; 2] = [record::KEY, preferences::KEY];

/// The key in `storage.session` that holds the keys whose last write failed. It lives as
/// long as the browser, and `storage.local` need not work for it.
const FAILED: &str = "failedWrites";

/// The key in `storage.session` that says whether the browser keeps us from a settings page. It
/// lives as long as the browser, whose settings it tells of.
const BARRED: &str = "barred";

/// Everything that is stored, as it is now, for what may draw on a page: what an organisation has set
/// is waited for where no answer of earlier is kept.
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

/// Everything that is stored, as it is now, for a page of ours: what an organisation has set is
/// stored by the background as soon as the browser says it, and the page follows.
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

/// Erases everything that is stored; whether it could be.
pub(super) async fn erase() -> bool {
    local_clear().await.is_ok() && session_clear().await.is_ok()
}

/// Remembers which writes have failed. Where even this fails there is no one left to tell.
pub(super) async fn note_failed(keys: &[String]) -> Result<(), JsValue> {
    let items = object([(FAILED, to_js(&keys)?)]);
    session_set(&items).await.map(drop)
}

/// Remembers whether the browser keeps us from a settings page.
pub(super) async fn note_barred(barred: bool) -> Result<(), JsValue> {
    session_set(&object([(BARRED, barred.into())]))
        .await
        .map(drop)
}

/// What stands under `key`; `None` where nothing does.
fn value_of(items: &JsValue, key: &str) -> Option<Value> {
    let value = Reflect::get(items, &key.into()).ok()?;
    (!value.is_undefined()).then(|| to_value(&value))
}
