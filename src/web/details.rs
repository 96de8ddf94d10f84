//! Details: puts [`headsup_core::details::View`] into the page, and sends a person's choices to the
//! background. It writes nothing itself.

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, HtmlButtonElement, HtmlDialogElement};

use super::browser::manifest;
use super::choices::{self, around};
use super::dom::{
    document, element, on_click, set_flag, set_headline, set_list, set_text, show, show_status,
};
use super::redraw::redraw_on_change;
use super::save::{Format, save};
use super::{access, leave, localise, others, storage};
use headsup_core::catalogue::catalogue;
use headsup_core::details::{View, view};
use headsup_core::message::ToBackground;
use headsup_core::popup::{Leave, Surroundings};

/// Fills Details and redraws it whenever the storage changes. `draw_regional(code, proposed)` draws
/// the regulators and rights of a region; `proposed` says that nobody has chosen it.
#[wasm_bindgen(js_name = openDetails)]
pub async fn open_details(draw_regional: Function) -> Result<(), JsValue> {
    let document = document()?;
    draw(document.clone(), draw_regional.clone()).await?;
    let page = document.clone();
    let redraw = redraw_on_change(move || draw(page.clone(), draw_regional.clone()))?;
    choices::listen(&document, redraw.clone());
    leave::listen(&document, redraw.clone());
    others::listen(&document, redraw.clone())?;
    access::listen(&document)?;
    listen_to_copying(&document)?;
    listen_to_saving(&document)?;
    listen_to_erasing(&document, redraw)
}

async fn draw(document: Document, draw_regional: Function) -> Result<(), JsValue> {
    let access = access::has();
    let stored = storage::read().await;
    let around = Surroundings {
        no_access: !access.await,
        ..around()
    };
    fill(
        &document,
        &draw_regional,
        &view(catalogue(), &stored, around),
    )
}

fn fill(document: &Document, draw_regional: &Function, view: &View) -> Result<(), JsValue> {
    show(document, "welcome", view.is_first)?;
    set_headline(document, &view.headline)?;
    set_list(document, "lines", &view.lines)?;
    set_list(document, "troubles", &view.troubles)?;
    leave::draw(document, "leave", view.setting.as_ref(), view.leave)?;
    others::draw(document, view.others.as_ref())?;
    show(document, "leave-note", view.leave == Some(Leave::Offer))?;
    access::offer(document, view.offer_access)?;
    set_list(document, "evidence", &view.evidence)?;
    show(document, "evidence-section", !view.evidence.is_empty())?;
    set_list(document, "steps-list", &view.steps)?;
    draw_report(document, view.report.as_deref())?;
    element(document, "open")?.set_attribute("href", &view.address)?;
    let region = view.region.map_or("", |region| region.code);
    draw_regional.call2(&JsValue::NULL, &region.into(), &view.region_proposed.into())?;
    for id in ["save-page", "save-json"] {
        let button: HtmlButtonElement = element(document, id)?.dyn_into()?;
        button.set_disabled(!view.can_save);
    }
    choices::draw(document, view.choices.as_ref(), view.region)?;
    let status = element(document, "status")?;
    if let Some(setting) = &view.setting {
        status.set_attribute("data-setting", &setting.0)?;
    }
    show_status(&status, view.status, view.confirmed)?;
    let main = element(document, "main")?;
    set_flag(&main, "data-quiet", view.is_quiet)?;
    show_status(&main, view.status, view.confirmed)
}

fn draw_report(document: &Document, report: Option<&str>) -> Result<(), JsValue> {
    show(document, "report", report.is_some())?;
    let Some(report) = report else { return Ok(()) };
    let version = Reflect::get(&manifest()?, &"version".into())?;
    let version = version.as_string().unwrap_or_default();
    set_text(
        document,
        "report-text",
        &format!("Heads Up {version}\n{report}"),
    )
}

fn listen_to_copying(document: &Document) -> Result<(), JsValue> {
    let page = document.clone();
    on_click(document, "copy-report", move || {
        let page = page.clone();
        spawn_local(async move {
            let _ = copy_report(&page).await;
        });
    })
}

/// Copies the report to the clipboard, and says so once it is there.
async fn copy_report(document: &Document) -> Result<(), JsValue> {
    // A screen reader reads the same words again only where they were removed in between.
    set_text(document, "copied", "")?;
    let text = element(document, "report-text")?
        .text_content()
        .unwrap_or_default();
    let window = web_sys::window().ok_or("no window")?;
    JsFuture::from(window.navigator().clipboard().write_text(&text)).await?;
    set_text(document, "copied", &localise::text("reportCopied")?)
}

fn listen_to_saving(document: &Document) -> Result<(), JsValue> {
    for (id, kind) in [("save-page", Format::Page), ("save-json", Format::Json)] {
        let page = document.clone();
        on_click(document, id, move || {
            let page = page.clone();
            let _ = say_nothing(&page);
            spawn_local(async move {
                if save(&page, kind).await.is_err() {
                    let _ = say_done(&page, "saveFailed");
                }
            });
        })?;
    }
    Ok(())
}

/// Opens the question first. Its first answer keeps everything.
fn listen_to_erasing(
    document: &Document,
    redraw: impl Fn() + Clone + 'static,
) -> Result<(), JsValue> {
    let question: HtmlDialogElement = element(document, "erase-question")?.dyn_into()?;
    let asked = question.clone();
    let page = document.clone();
    on_click(document, "erase", move || {
        let _ = say_nothing(&page);
        let _ = asked.show_modal();
    })?;
    let refused = question.clone();
    on_click(document, "erase-no", move || refused.close())?;
    let page = document.clone();
    on_click(document, "erase-yes", move || {
        question.close();
        let (page, redraw) = (page.clone(), redraw.clone());
        spawn_local(async move {
            let answer = choices::tell(&ToBackground::Erase).await;
            let erased = answer.is_ok_and(|answer| answer.is_truthy());
            let _ = say_done(&page, if erased { "erased" } else { "eraseFailed" });
            redraw();
        });
    })
}

/// Clears the result of the last attempt. A screen reader reads the same words again only where
/// they were removed in between.
fn say_nothing(document: &Document) -> Result<(), JsValue> {
    set_text(document, "done", "")
}

fn say_done(document: &Document, key: &str) -> Result<(), JsValue> {
    set_text(document, "done", &localise::text(key)?)
}
