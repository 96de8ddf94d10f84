//! Saves the record as a file, by a link with `download`: so no permission for downloads is needed.

use js_sys::{Array, Date, JSON};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, Document, HtmlAnchorElement, Url};

use super::browser::{now, to_js};
use super::localise;
use super::storage;
use headsup_core::catalogue::catalogue;
use headsup_core::export::html::{Words, render};
use headsup_core::export::{Export, export};
use headsup_core::time::Timestamp;

/// The kind of file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Format {
    /// An HTML page.
    Page,
    /// JSON.
    Json,
}

/// Saves what is recorded now.
pub(super) async fn save(document: &Document, format: Format) -> Result<(), JsValue> {
    let stored = storage::read().await;
    let record = stored.record(now()).or_new();
    let about = localise::text("exportAbout")?;
    let settings = stored.preferences().settings();
    let site = &catalogue().site;
    let export = export(site, settings, &record, now(), &minutes_ahead, about);
    let (ending, mime, text) = match format {
        Format::Page => ("html", "text/html;charset=utf-8", as_page(&export)?),
        Format::Json => ("json", "application/json", as_json(&export)?),
    };
    let properties = BlobPropertyBag::new();
    properties.set_type(mime);
    let parts = Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &properties)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    // Not revoked: the browser reads it after the click, and it ends with the page.
    link.set_href(&Url::create_object_url_with_blob(&blob)?);
    link.set_download(&export.file_name(ending));
    link.click();
    Ok(())
}

/// How many minutes the person's time zone is ahead of UTC at `time`.
fn minutes_ahead(time: Timestamp) -> i32 {
    -(Date::new(&time.millis().into()).get_timezone_offset() as i32)
}

fn as_page(export: &Export<'_>) -> Result<String, JsValue> {
    let words = Words {
        lang: &localise::text("languageTag")?,
        say: &|key, args| localise::text_with(key, args).ok(),
        time: &|time| localise::moment_with_zone(time).ok(),
    };
    render(export, &words).ok_or_else(|| "a word is missing".into())
}

fn as_json(export: &Export<'_>) -> Result<String, JsValue> {
    let value = to_js(export)?;
    let text = JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into())?;
    Ok(String::from(text) + "\n")
}
