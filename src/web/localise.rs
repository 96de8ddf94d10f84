//! Messages of `_locales`, and times and days in the language of those.

use js_sys::{Array, Date, Reflect};
use wasm_bindgen::prelude::*;

use super::browser::{message_text, object, ui_language};
use crate::core::language::beside;
use crate::core::regulators::Region;
use crate::core::sentence::{Arg, Sentence};
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

    #[wasm_bindgen(method, catch, js_name = formatRange)]
    fn format_range(this: &DateTimeFormat, from: &Date, to: &Date) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<DisplayNames, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<String, JsValue>;
}

/// `sentence` in the browser's language.
pub(super) fn sentence(sentence: &Sentence) -> Result<String, JsValue> {
    let args = Array::new();
    for arg in &sentence.args {
        args.push(&match arg {
            Arg::Text(text) => text.into(),
            Arg::Name(name, _) => (*name).into(),
            Arg::Time(time) => moment(&Date::new(&time.millis().into()))?.into(),
            Arg::Days(from, to) => range(from, to, &[("dateStyle", "long")])?.into(),
            Arg::Months(from, to) => {
                range(from, to, &[("year", "numeric"), ("month", "long")])?.into()
            }
            Arg::Country(code) => display_name("region", code)?.into(),
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

/// The language of dates, numbers and names beside our words, as a BCP 47 tag.
/// The browser's own can be one that `_locales` does not have.
pub(super) fn language() -> Result<String, JsValue> {
    Ok(beside(&text("languageTag")?, &ui_language()?).to_owned())
}

/// So many days, in words.
pub(super) fn days_long(days: u16) -> Result<String, JsValue> {
    let style = object([
        ("style", "unit".into()),
        ("unit", "day".into()),
        ("unitDisplay", "long".into()),
    ]);
    NumberFormat::new(&language()?, &style)?.format(days.into())
}

/// A point in time, to the second, in the person's time zone, which is named.
pub(super) fn moment_with_zone(time: Timestamp) -> Result<String, JsValue> {
    let style = object([("dateStyle", "long".into()), ("timeStyle", "long".into())]);
    DateTimeFormat::new(&language()?, &style)?.format(&Date::new(&time.millis().into()))
}

/// A point in time, to the minute, in the person's time zone.
fn moment(time: &Date) -> Result<String, JsValue> {
    let style = object([
        ("dateStyle", "medium".into()),
        ("timeStyle", "short".into()),
    ]);
    DateTimeFormat::new(&language()?, &style)?.format(time)
}

/// From one ISO date to another, each a day or a month.
fn range(from: &str, to: &str, style: &[(&str, &str)]) -> Result<String, JsValue> {
    let options = object([("timeZone", "UTC".into())]);
    for (name, value) in style {
        Reflect::set(&options, &(*name).into(), &(*value).into())?;
    }
    let date = |text: &str| Date::new(&text.into());
    DateTimeFormat::new(&language()?, &options)?.format_range(&date(from), &date(to))
}

/// The name of a region, where its country has several with the part.
pub(super) fn region(region: &Region) -> Result<String, JsValue> {
    let country = display_name("region", region.country)?;
    match region.name {
        Some(key) => message_text(key, &Array::of1(&country.into())),
        None => Ok(country),
    }
}

/// What to call a regulator's page in `lang` whose title is not known.
pub(super) fn own_page(lang: &str) -> Result<String, JsValue> {
    let language = display_name("language", lang)?;
    message_text("ownPage", &Array::of1(&language.into()))
}

/// The name of a country or language, by its code, in the person's language.
fn display_name(of: &str, code: &str) -> Result<String, JsValue> {
    let style = object([("type", of.into()), ("style", "short".into())]);
    DisplayNames::new(&language()?, &style)?.of(code)
}
