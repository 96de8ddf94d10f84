//! The WebExtension functions that we use. Both browsers have them under `chrome`, with promises.
//! No binding crate for them is maintained.

use js_sys::{Array, Object, Promise};
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use headsup_core::time::Timestamp;

/// Functions that return a promise. They are called before the future is awaited, so several can be
/// under way at once. Not wasm-bindgen's own `async fn`: that ignores an exception which the
/// function throws at once (such as for the tab -1), the future never resolves, and all later
/// messages wait for it.
macro_rules! promised {
    ($([$($namespace:tt),+] $called:ident => $name:ident($($argument:ident: $type:ty),*);)+) => {
        mod called {
            use super::*;

            #[wasm_bindgen]
            extern "C" {
                $(
                    #[wasm_bindgen(catch, js_namespace = [$($namespace),+], js_name = $called)]
                    pub(super) fn $name($($argument: $type),*) -> Result<Promise, JsValue>;
                )+
            }
        }

        $(
            pub(super) fn $name(
                $($argument: $type),*
            ) -> impl Future<Output = Result<JsValue, JsValue>> + use<> {
                // `JsFuture` now, not at the first poll: else a rejection in between counts as
                // unhandled.
                let answer = called::$name($($argument),*).map(JsFuture::from);
                async { answer?.await }
            }
        )+
    };
}

promised! {
    ["chrome", "storage", "local"] get => local_get(keys: &JsValue);
    ["chrome", "storage", "local"] set => local_set(items: &JsValue);
    ["chrome", "storage", "local"] clear => local_clear();
    ["chrome", "storage", "session"] clear => session_clear();
    ["chrome", "storage", "session"] get => session_get(keys: &JsValue);
    ["chrome", "storage", "session"] set => session_set(items: &JsValue);
    ["chrome", "storage", "managed"] get => managed_get(keys: &JsValue);
    ["chrome", "alarms"] create => alarms_create(name: &str, when: &JsValue);
    ["chrome", "alarms"] clear => alarms_clear(name: &str);
    ["chrome", "action"] setBadgeText => set_badge_text(details: &JsValue);
    ["chrome", "action"] setBadgeTextColor => set_badge_text_color(details: &JsValue);
    ["chrome", "action"] setBadgeBackgroundColor => set_badge_background_color(details: &JsValue);
    ["chrome", "tabs"] query => tabs_query(query: &JsValue);
    ["chrome", "tabs"] create => tabs_create(properties: &JsValue);
    ["chrome", "tabs"] update => tabs_update(tab: i32, properties: &JsValue);
    ["chrome", "windows"] update => windows_update(window: i32, properties: &JsValue);
    ["chrome", "tabs"] sendMessage => send_to_tab(tab: i32, message: &JsValue);
    ["chrome", "scripting"] executeScript => execute_script(injection: &JsValue);
    ["chrome", "permissions"] contains => permissions_contains(permissions: &JsValue);
    ["chrome", "runtime"] sendMessage => send_to_background(message: &JsValue);
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "onChanged"], js_name = addListener)]
    pub(super) fn on_storage_changed(listener: &js_sys::Function) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime", "onMessage"], js_name = addListener)]
    pub(super) fn on_message(listener: &js_sys::Function) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = request)]
    pub(super) fn permissions_request(permissions: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = getManifest)]
    pub(super) fn manifest() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = getURL)]
    pub(super) fn own_url(path: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(thread_local_v2, js_namespace = ["chrome", "runtime"], js_name = id)]
    pub(super) static OWN_ID: String;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "i18n"], js_name = getMessage)]
    pub(super) fn message_text(key: &str, args: &Array) -> Result<String, JsValue>;
}

/// The present time.
pub(super) fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now())
}

/// `value` for the browser's functions, as plain objects. Chrome's messages and storage are JSON,
/// where a `Map` would be empty.
pub(super) fn to_js<T: serde::Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(JsValue::from)
}

/// A value from the browser, as JSON. What JSON cannot express becomes `null`; a field that is
/// `undefined` is left out.
///
/// Not `serde-wasm-bindgen`: its errors are 13 KB of the WASM (`cargo xtask build`), and nothing
/// fails here.
pub(super) fn to_value(value: &JsValue) -> Value {
    if let Some(yes) = value.as_bool() {
        yes.into()
    } else if let Some(number) = value.as_f64() {
        to_number(number)
    } else if let Some(text) = value.as_string() {
        text.into()
    } else if Array::is_array(value) {
        Array::from(value)
            .iter()
            .map(|item| to_value(&item))
            .collect()
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let mut fields = Map::new();
        for entry in Object::entries(object)
            .iter()
            .map(|entry| Array::from(&entry))
        {
            if let (Some(name), value) = (entry.get(0).as_string(), entry.get(1))
                && !value.is_undefined()
            {
                fields.insert(name, to_value(&value));
            }
        }
        Value::Object(fields)
    } else {
        Value::Null
    }
}

/// From here on JavaScript's numbers do not hold every whole number.
const UNSAFE: f64 = 9_007_199_254_740_992.0;

fn to_number(number: f64) -> Value {
    match number.trunc() == number && number.abs() < UNSAFE {
        true => (number as i64).into(),
        false => number.into(),
    }
}

/// A plain object with these fields.
pub(super) fn object<const N: usize>(fields: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // `set` fails on frozen objects and proxies only.
        let _ = js_sys::Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}
