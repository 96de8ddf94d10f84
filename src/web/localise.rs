//! Messages of `_locales`, and times and days in the person's language.

use js_sys::{Array, Date};
use wasm_bindgen::prelude::*;

use super::browser::{message_text, object, ui_language};
use crate::core::popup::{Arg, Sentence};
use crate::core::time::Timestamp;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, date: &Date) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<NumberFormat, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &NumberFormat, number: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<DisplayNames, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch, js_name = formatRange)]
    fn format_range(this: &DateTimeFormat, from: &Date, to: &Date) -> Result<String, JsValue>;
}

/// `sentence` in the browser's language.
pub(super) fn sentence(sentence: &Sentence) -> Result<String, JsValue> {
    let args = Array::new();
    for arg in &sentence.args {
        args.push(&match arg {
            Arg::Text(text) => text.into(),
            Arg::Time(time) => moment(&Date::new(&time.millis().into()))?.into(),
        });
    }
    message_text(sentence.key, &args)
}

/// The message under `key`, which has no places to fill.
pub(super) fn text(key: &str) -> Result<String, JsValue> {
    message_text(key, &Array::new())
}

/// The message under `key`, with `args` in its places.
pub(super) fn text_with(key: &str, args: &[&str]) -> Result<String, JsValue> {
    let places = Array::new();
    for arg in args {
        places.push(&(*arg).into());
    }
    message_text(key, &places)
}

/// So many days, in words.
pub(super) fn days_long(days: u16) -> Result<String, JsValue> {
    let style = object([
        ("style", "unit".into()),
        ("unit", "day".into()),
        ("unitDisplay", "long".into()),
    ]);
    NumberFormat::new(&ui_language()?, &style)?.format(days.into())
}

/// The name of the region with this code.
pub(super) fn region(code: &str) -> Result<String, JsValue> {
    let style = object([("type", "region".into()), ("style", "short".into())]);
    DisplayNames::new(&ui_language()?, &style)?.of(code)
}

/// A point in time, to the second, in the person's time zone, which is named.
pub(super) fn moment_with_zone(time: Timestamp) -> Result<String, JsValue> {
    let style = object([("dateStyle", "long".into()), ("timeStyle", "long".into())]);
    DateTimeFormat::new(&ui_language()?, &style)?.format(&Date::new(&time.millis().into()))
}

/// A point in time, to the minute, in the person's time zone.
fn moment(time: &Date) -> Result<String, JsValue> {
    let style = object([
        ("dateStyle", "medium".into()),
        ("timeStyle", "short".into()),
    ]);
    DateTimeFormat::new(&ui_language()?, &style)?.format(time)
}

/// The days from `from` to `to`, each `YYYY-MM-DD`.
pub(super) fn days(from: &str, to: &str) -> Result<String, JsValue> {
    let style = object([("dateStyle", "long".into()), ("timeZone", "UTC".into())]);
    let day = |text: &str| Date::new(&text.into());
    DateTimeFormat::new(&ui_language()?, &style)?.format_range(&day(from), &day(to))
}
