//! Where the browser says that the person is, and the list of regions to
//! choose from. Asks the browser alone; nothing is sent anywhere.

use js_sys::{Array, Intl, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlSelectElement};

use super::dom::{child, element, say_managed};
use super::localise;
use headsup_core::region::propose;
use headsup_core::regulators::{Region, regions};

/// The region that the browser's time zone and languages point to.
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

/// Makes `#id`, a `<select>`, offer every region by its name in the person's
/// language, in that language's order, with `current` chosen; `managed`: by an
/// organisation, which the element `#<id>-managed` says.
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
            // Put in its place at once: for so few, sorting them after would be more code.
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
