//! The messages of `_locales`, and times and names in their language.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::browser::message_text;
use headsup_core::regulators::Region;
use headsup_core::sentence::{Arg, Sentence};
use headsup_core::time::Timestamp;

// In JavaScript, because our pages need them where the core cannot start too.
#[wasm_bindgen(raw_module = "../common/localise.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn moment(millis: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_name = momentWithZone)]
    fn moment_in_zone(millis: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(catch)]
    fn days(from: &str, to: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(catch)]
    fn months(from: &str, to: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(catch)]
    fn country(code: &str) -> Result<String, JsValue>;

    /// So many days, in words.
    #[wasm_bindgen(catch, js_name = daysLong)]
    pub(super) fn days_long(days: u16) -> Result<String, JsValue>;

    /// The language of dates, numbers and names, as a BCP 47 tag: that of the messages.
    #[wasm_bindgen(catch)]
    pub(super) fn language() -> Result<String, JsValue>;
}

/// `sentence` in words.
pub(super) fn sentence(sentence: &Sentence) -> Result<String, JsValue> {
    let args = Array::new();
    for arg in &sentence.args {
        let place = match arg {
            Arg::Text(text) => text.into(),
            Arg::Name(name, _) => (*name).into(),
            Arg::Time(time) => moment(time.millis())?.into(),
            Arg::Days(from, to) => days(from, to)?.into(),
            Arg::Months(from, to) => months(from, to)?.into(),
            Arg::Country(code) => country(code)?.into(),
        };
        args.push(&place);
    }
    message_text(sentence.key, &args)
}

/// The message under `key`, which has no placeholders.
pub(super) fn text(key: &str) -> Result<String, JsValue> {
    message_text(key, &Array::new())
}

/// The message under `key`, with `args` for its placeholders.
pub(super) fn text_with(key: &str, args: &[&str]) -> Result<String, JsValue> {
    let places = Array::new();
    for arg in args {
        places.push(&(*arg).into());
    }
    message_text(key, &places)
}

/// A time to the second in the person's time zone, with the zone's name.
pub(super) fn moment_with_zone(time: Timestamp) -> Result<String, JsValue> {
    moment_in_zone(time.millis())
}

/// The name of a region: the country, with the part where it has several.
pub(super) fn region(region: &Region) -> Result<String, JsValue> {
    let country = country(region.country)?;
    match region.name {
        Some(key) => text_with(key, &[&country]),
        None => Ok(country),
    }
}
