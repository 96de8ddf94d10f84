//! The popup: puts [`headsup_core::popup::View`] into the page, and sends a person's choices to the
//! background. It writes nothing itself.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, HtmlInputElement};

use super::browser::{object, tabs_query};
use super::dom::{
    document, element, say_managed, set_flag, set_headline, set_list, set_text, show_status,
};
use super::redraw::redraw_on_change;
use super::way::{self, Tabs};
use super::{access, address, choices, leave, localise, storage};
use headsup_core::catalogue::catalogue;
use headsup_core::message::{OpenTab, ToBackground};
use headsup_core::page::{Address, Page, classify};
use headsup_core::popup::{Surroundings, View, view};
use headsup_core::way::way;

/// Fills the popup and redraws it whenever the storage changes. `draw_reminder(code)` draws the
/// reminder of a region's regulator.
#[wasm_bindgen(js_name = openPopup)]
pub async fn open_popup(draw_reminder: Function) -> Result<(), JsValue> {
    let document = document()?;
    // All asked before the first answer is awaited: the popup must be filled within 100 ms.
    let (tab, access) = (active_tab(), access::has());
    let stored = storage::read().await;
    let tab = tab.await;
    let address = tab.as_ref().and_then(|tab| tab.address.as_ref());
    let around = Surroundings {
        over_sign_in: address.is_some_and(is_sign_in),
        no_access: !access.await,
        ..choices::around()
    };
    show(
        &document,
        &draw_reminder,
        &view(catalogue(), &stored, around),
    )?;
    let page = document.clone();
    let redraw = redraw_on_change(move || draw(page.clone(), draw_reminder.clone(), around))?;
    choices::listen(&document, redraw.clone());
    leave::listen(&document, redraw);
    let tabs = way::ask_around()?;
    listen(&document, tab.clone(), tabs)?;

    // Not awaited: the popup is complete without the background's answer.
    spawn_local(async move {
        let _ = choices::tell(&ToBackground::PopupOpened { tab }).await;
    });
    Ok(())
}

fn is_sign_in(address: &Address) -> bool {
    classify(catalogue(), address) == Page::SignIn
}

/// The tab in front. The browser is asked before the future is awaited.
fn active_tab() -> impl Future<Output = Option<OpenTab>> {
    let query = object([("active", true.into()), ("currentWindow", true.into())]);
    let tabs = tabs_query(&query);
    async {
        let tabs: Array = tabs.await.ok()?.dyn_into().ok()?;
        let tab = tabs.get(0);
        let id = Reflect::get(&tab, &"id".into()).ok()?.as_f64()?;
        let url = Reflect::get(&tab, &"url".into()).ok()?.as_string();
        Some(OpenTab {
            id: id as i32,
            address: url.as_deref().and_then(address::parse),
        })
    }
}

/// Handles clicks as long as the page lives. `tab` is the one that the popup was opened over.
fn listen(document: &Document, tab: Option<OpenTab>, tabs: Tabs) -> Result<(), JsValue> {
    let open = element(document, "open")?;
    EventListener::new_with_options(
        &open.clone(),
        "click",
        EventListenerOptions::enable_prevent_default(),
        move |event| {
            event.prevent_default();
            let Some(address) = open.get_attribute("href") else {
                return;
            };
            let gone = way::go(address, way(catalogue(), tab.as_ref(), &tabs.borrow()));
            spawn_local(async move {
                gone.await;
                if let Some(window) = web_sys::window() {
                    let _ = window.close();
                }
            });
        },
    )
    .forget();
    access::listen(document)
}

async fn draw(
    document: Document,
    draw_reminder: Function,
    around: Surroundings,
) -> Result<(), JsValue> {
    let around = Surroundings {
        over_sign_in: around.over_sign_in,
        no_access: around.no_access,
        ..choices::around()
    };
    let view = view(catalogue(), &storage::read().await, around);
    show(&document, &draw_reminder, &view)
}

fn show(document: &Document, draw_reminder: &Function, view: &View) -> Result<(), JsValue> {
    set_headline(document, &view.headline)?;
    set_list(document, "lines", &view.lines)?;
    set_list(document, "troubles", &view.troubles)?;
    let open = element(document, "open")?;
    open.set_attribute("href", &view.address)?;
    access::offer(document, view.offer_access)?;

    leave::draw(document, "leave", view.setting.as_ref(), view.leave)?;
    set_list(document, "path", view.path.as_slice())?;
    let others = view.others.as_ref().map(localise::sentence).transpose()?;
    let link = element(document, "others")?;
    link.toggle_attribute_with_force("hidden", others.is_none())?;
    set_text(document, "others", &others.unwrap_or_default())?;

    let highlights: HtmlInputElement = element(document, "highlights")?.dyn_into()?;
    highlights.set_checked(view.highlights.unwrap_or_default());
    let managed = view.managed.highlights.is_some();
    highlights.set_disabled(managed || view.highlights.is_none());
    say_managed(document, "highlights", managed)?;

    let region = view.region.map_or("", |region| region.code);
    draw_reminder.call1(&JsValue::NULL, &region.into())?;

    let main = element(document, "main")?;
    set_flag(&main, "data-quiet", view.is_quiet)?;
    main.set_attribute("data-sign", view.sign)?;
    show_status(&main, view.status, view.confirmed)
}
