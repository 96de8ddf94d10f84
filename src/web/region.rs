//! The region that the browser's settings suggest, and the list of regions to choose from. Nothing
//! is sent anywhere.

use js_sys::{Array, Intl, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlSelectElement};

use super::dom::{child, element, say_managed};
use super::localise;
use headsup_core::region::propose;
use headsup_core::regulators::{Region, regions};

/// The region that the browser's time zone and languages suggest.
pub(super) fn proposed() -> Option<&'static Region> {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let zone = Reflect::get(&format, &"timeZone".into())
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_default();
    let languages = web_sys::window().map(|window| window.navigator().languages());
    let languages: Vec<String> = languages
        .iter()
        .flat_map(|languages| languages.iter())
        .filter_map(|tag| tag.as_string())
        .collect();
    propose(regions(), &zone, &languages)
}

/// Fills the `<select>` `#id` with all regions, by their names in the person's language and its
/// order, and selects `current`. `managed`: an organisation has set it, so the list is disabled and
/// `#<id>-managed` says so.
pub(super) fn show_regions(
    document: &Document,
    id: &str,
    current: &Region,
    managed: bool,
) -> Result<(), JsValue> {
    let list = element(document, id)?;
    if list.child_element_count() == 0 {
        let language = Array::of1(&localise::language()?.into());
        let mut names: Vec<(JsString, &str)> = Vec::new();
        for region in regions().regions {
            let name = JsString::from(localise::region(region)?);
            // Inserted in order: sorting the list afterwards is more WASM.
            let at = names.partition_point(|(other, _)| {
                other.locale_compare(&String::from(&name), &language, &Object::new()) < 0
            });
            names.insert(at, (name, region.code));
        }
        for (name, code) in names {
            child(document, &list, "option", "", &String::from(name))?
                .set_attribute("value", code)?;
        }
    }
    let list: HtmlSelectElement = list.dyn_into()?;
    list.set_disabled(managed);
    say_managed(document, id, managed)?;
    list.set_value(current.code);
    Ok(())
}
