//! Record and preferences, between the browser's storage and the core.

use std::cell::RefCell;

use js_sys::{Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::browser::{
    local_clear, local_get, local_set, managed_get, object, session_clear, session_get,
    session_set, to_js,
};
use super::from_js::FromJs;
use crate::core::managed::Managed;
use crate::core::popup::Storage;
use crate::core::preferences::{self, Preferences};
use crate::core::record::{self, Record};
use crate::core::stored::{Stored, is_set_aside, set_aside_key};
use crate::core::time::Timestamp;

/// The key in `storage.session` that says that a write failed. It lives as
/// long as the browser, and `storage.local` need not work for it.
const WRITE_FAILED: &str = "writeFailed";

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// What is known of the preferences without asking the storage, which takes as long as
/// a page takes for a frame.
#[derive(Default)]
struct Known {
    /// What counts; `None` where it is not known.
    effective: Option<Preferences>,
    /// How often it was forgotten: what was read before that is not to be kept after it.
    times_forgotten: u32,
}

/// What counts, where that is known already.
pub(super) fn known_preferences() -> Option<Preferences> {
    KNOWN.with_borrow(|known| known.effective.clone())
}

/// To be called when preferences have changed, or what an organisation has set.
#[wasm_bindgen(js_name = forgetPreferences)]
pub fn forget_preferences() {
    KNOWN.with_borrow_mut(|known| {
        known.effective = None;
        known.times_forgotten += 1;
    });
}

/// Everything that is stored, as it was at one moment.
pub(super) struct Snapshot {
    raw: Object,
    /// What is remembered.
    pub(super) record: Stored<Record>,
    /// What was chosen.
    pub(super) preferences: Stored<Preferences>,
    /// What an organisation has set.
    pub(super) managed: Managed,
}

impl Snapshot {
    /// Reads the storage. Fails where it does not answer.
    pub(super) async fn read() -> Result<Self, JsValue> {
        let before = KNOWN.with_borrow(|known| known.times_forgotten);
        let read = Self::read_anew().await;
        let effective = read.as_ref().ok().map(Self::effective);
        KNOWN.with_borrow_mut(|known| {
            if known.times_forgotten == before {
                known.effective = effective;
            }
        });
        read
    }

    async fn read_anew() -> Result<Self, JsValue> {
        // Asked for first, so that both answers are under way.
        let managed = managed_get(&JsValue::NULL);
        let raw: Object = local_get(&JsValue::NULL).await?.dyn_into()?;
        // Firefox refuses where no organisation has set anything.
        let managed = match managed {
            Ok(answer) => JsFuture::from(answer).await.unwrap_or_default(),
            Err(_) => JsValue::UNDEFINED,
        };
        Ok(Self {
            managed: Managed::read(|name| {
                let value = Reflect::get(&managed, &name.into()).ok()?;
                Some(FromJs(value))
            }),
            record: read_key(&raw, record::KEY)?,
            preferences: read_key(&raw, preferences::KEY)?,
            raw,
        })
    }

    /// What counts: the organisation's word, and the person's for the rest.
    pub(super) fn effective(&self) -> Preferences {
        self.preferences.clone().or_new().with(&self.managed)
    }

    /// Whether an earlier value was set aside.
    fn has_set_aside(&self) -> bool {
        Object::keys(&self.raw)
            .iter()
            .filter_map(|key| key.as_string())
            .any(|key| is_set_aside(&key))
    }

    /// Writes `value` under `key`, in one call with setting aside what stood
    /// there and was not ours.
    async fn write<T: Serialize>(
        &self,
        key: &str,
        was_foreign: bool,
        value: &T,
        now: Timestamp,
    ) -> Result<(), JsValue> {
        let items = Object::new();
        let old = Reflect::get(&self.raw, &key.into())?;
        let mut new = to_js(value)?;
        if was_foreign {
            Reflect::set(&items, &set_aside_key(key, now).into(), &old)?;
        } else if old.is_object() {
            // What a newer version has added beside our fields stays.
            let kept = Object::assign(&Object::new(), old.unchecked_ref());
            new = Object::assign(&kept, new.unchecked_ref()).into();
        }
        Reflect::set(&items, &key.into(), &new)?;
        let written = local_set(&items).await;
        note_write(written.is_ok()).await;
        written.map(|_| ())
    }

    /// Writes the record.
    pub(super) async fn write_record(&self, new: &Record, now: Timestamp) -> Result<(), JsValue> {
        let was_foreign = self.record == Stored::Foreign;
        self.write(record::KEY, was_foreign, new, now).await
    }

    /// Writes the preferences.
    pub(super) async fn write_preferences(
        &self,
        new: &Preferences,
        now: Timestamp,
    ) -> Result<(), JsValue> {
        let was_foreign = self.preferences == Stored::Foreign;
        let written = self.write(preferences::KEY, was_foreign, new, now).await;
        forget_preferences();
        written
    }
}

/// Everything that our pages show of the storage.
pub(super) async fn for_pages() -> Storage {
    let failed = last_write_failed();
    match Snapshot::read().await {
        Ok(snapshot) => Storage::Read {
            write_failed: failed.await,
            set_aside: snapshot.has_set_aside(),
            record: snapshot.record,
            preferences: snapshot.preferences,
            managed: snapshot.managed,
        },
        Err(_) => Storage::Unreadable,
    }
}

/// Erases everything that is stored.
pub(super) async fn erase() -> Result<(), JsValue> {
    let erased = local_clear().await;
    forget_preferences();
    session_clear().await?;
    if erased.is_err() {
        note_write(false).await;
    }
    erased.map(|_| ())
}

fn read_key<T>(raw: &Object, key: &str) -> Result<Stored<T>, JsValue>
where
    T: serde::de::DeserializeOwned + Default,
{
    let value = Reflect::get(raw, &key.into())?;
    let is_there = !value.is_undefined();
    Ok(Stored::read(is_there.then_some(FromJs(value))))
}

/// Remembers for the popup whether the last write succeeded. Where even this
/// fails there is no one left to tell.
async fn note_write(succeeded: bool) {
    let _ = session_set(&object([(WRITE_FAILED, (!succeeded).into())])).await;
}

/// Asks at once.
fn last_write_failed() -> impl Future<Output = bool> {
    let items = session_get(&WRITE_FAILED.into());
    async {
        items
            .await
            .and_then(|items| Reflect::get(&items, &WRITE_FAILED.into()))
            .is_ok_and(|flag| flag.is_truthy())
    }
}
