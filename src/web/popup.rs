//! The popup: puts [`crate::core::popup::View`] into the page, and passes a
//! person's clicks on to the background. Writes nothing itself.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, HtmlDetailsElement, HtmlInputElement};

use super::browser::{
    manifest, now, object, permissions_contains, permissions_request, tabs_create, tabs_query,
};
use super::dom::{document, element, on_click, say_managed, set_list, set_text};
use super::redraw::redraw_on_change;
use super::{address, choices, localise, region, regional, storage};
use crate::core::catalogue::catalogue;
use crate::core::message::{OpenTab, ToBackground};
use crate::core::page::{Address, Page, classify};
use crate::core::popup::{Surroundings, View, view};

/// Fills the popup, and keeps it up to date while it is open.
#[wasm_bindgen(js_name = openPopup)]
pub async fn open_popup() -> Result<(), JsValue> {
    let document = document()?;
    // All asked for before the first answer is waited for.
    let (tab, access) = (active_tab(), has_access());
    let stored = storage::read().await;
    let tab = tab.await;
    let address = tab.as_ref().and_then(|tab| tab.address.as_ref());
    let around = Surroundings {
        over_sign_in: address.is_some_and(is_sign_in),
        no_access: !access.await,
        proposed: region::proposed(),
        now: now(),
    };
    show(&document, &view(catalogue(), &stored, around))?;
    let page = document.clone();
    choices::listen(
        &document,
        redraw_on_change(move || draw(page.clone(), around))?,
    );
    listen(&document)?;

    choices::tell(&ToBackground::PopupOpened { tab }).await?;
    Ok(())
}

fn is_sign_in(address: &Address) -> bool {
    classify(catalogue(), address) == Page::SignIn
}

/// Asks at once.
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

/// The permission for the settings pages, as the manifest names them.
fn access() -> Result<JsValue, JsValue> {
    let scripts = Reflect::get(&manifest()?, &"content_scripts".into())?;
    let matches = Reflect::get(&Reflect::get(&scripts, &0.into())?, &"matches".into())?;
    Ok(object([("origins", matches)]))
}

/// Whether the extension may run on the settings pages. A browser that does
/// not say is taken at the manifest's word. Asks at once.
fn has_access() -> impl Future<Output = bool> {
    let answer = access().map(|access| permissions_contains(&access));
    async {
        match answer {
            Ok(answer) => answer.await.map_or(true, |yes| yes.is_truthy()),
            Err(_) => true,
        }
    }
}

/// What is pressed; it lives as long as the page does.
fn listen(document: &Document) -> Result<(), JsValue> {
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
            spawn_local(async move {
                let _ = tabs_create(&object([("url", address.into())])).await;
                if let Some(window) = web_sys::window() {
                    let _ = window.close();
                }
            });
        },
    )
    .forget();

    let page = document.clone();
    on_click(document, "copy-report", move || {
        let page = page.clone();
        spawn_local(async move {
            let _ = copy_report(&page).await;
        });
    })?;

    on_click(document, "give-access", || {
        // Asked for here and not in the future: browsers want it within the click.
        let Ok(answer) = access().and_then(|access| permissions_request(&access)) else {
            return;
        };
        spawn_local(async move {
            if JsFuture::from(answer)
                .await
                .is_ok_and(|yes| yes.is_truthy())
                && let Some(window) = web_sys::window()
            {
                let _ = window.location().reload();
            }
        });
    })
}

/// Puts the report into the clipboard, and says so when it is there.
async fn copy_report(document: &Document) -> Result<(), JsValue> {
    // Said once more, it is read out only where it has been away.
    set_text(document, "copied", "")?;
    let text = element(document, "report")?
        .text_content()
        .unwrap_or_default();
    let window = web_sys::window().ok_or("no window")?;
    JsFuture::from(window.navigator().clipboard().write_text(&text)).await?;
    set_text(document, "copied", &localise::text("reportCopied")?)
}

async fn draw(document: Document, around: Surroundings) -> Result<(), JsValue> {
    let around = Surroundings {
        now: now(),
        ..around
    };
    let view = view(catalogue(), &storage::read().await, around);
    show(&document, &view)
}

fn show(document: &Document, view: &View) -> Result<(), JsValue> {
    set_text(document, "headline", &localise::sentence(&view.headline)?)?;
    set_list(document, "lines", &view.lines)?;
    set_list(document, "troubles", &view.troubles)?;
    draw_steps(document, view)?;
    set_list(document, "evidence", &view.evidence)?;
    element(document, "details")?
        .toggle_attribute_with_force("hidden", view.evidence.is_empty())?;
    draw_report(document, view.report.as_deref())?;
    element(document, "open")?.set_attribute("href", &view.address)?;
    element(document, "give-access")?.toggle_attribute_with_force("hidden", !view.offer_access)?;

    let highlights: HtmlInputElement = element(document, "highlights")?.dyn_into()?;
    highlights.set_checked(view.highlights.unwrap_or_default());
    let managed = view.managed.highlights.is_some();
    highlights.set_disabled(managed || view.highlights.is_none());
    say_managed(document, "highlights", managed)?;

    element(document, "regulator")?
        .toggle_attribute_with_force("hidden", view.regional.is_none())?;
    if let Some(shown) = &view.regional {
        regional::draw(document, shown, view.managed.region.is_some())?;
    }

    // Last: who sees the status sees the rest too.
    let main = element(document, "main")?;
    main.set_attribute(
        "data-confirmed",
        if view.confirmed { "true" } else { "false" },
    )?;
    main.set_attribute("data-status", view.status.as_str())
}

/// Opens the steps where they are needed most, once: from then on it is the
/// person who opens and closes them.
fn draw_steps(document: &Document, view: &View) -> Result<(), JsValue> {
    set_list(document, "steps", &view.steps)?;
    let by_hand: HtmlDetailsElement = element(document, "by-hand")?.dyn_into()?;
    let first = if view.steps_first { "first" } else { "" };
    if by_hand.get_attribute("data-steps").as_deref() != Some(first) {
        by_hand.set_open(view.steps_first);
        by_hand.set_attribute("data-steps", first)?;
    }
    Ok(())
}

fn draw_report(document: &Document, report: Option<&str>) -> Result<(), JsValue> {
    element(document, "report-section")?.toggle_attribute_with_force("hidden", report.is_none())?;
    let Some(report) = report else { return Ok(()) };
    let version = Reflect::get(&manifest()?, &"version".into())?;
    let version = version.as_string().unwrap_or_default();
    set_text(document, "report", &format!("Heads Up {version}\n{report}"))
}
