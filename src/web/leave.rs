//! The buttons for leaving a switch on by choice, and for taking that back.

use gloo::events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, HtmlButtonElement};

use super::choices::choose;
use super::dom::{element, set_flag, set_text};
use super::localise;
use headsup_core::catalogue::SettingId;
use headsup_core::message::ToBackground;
use headsup_core::popup::Leave;

/// Shows on the button `#id` what it offers for `setting`. `None`: hides it.
pub(super) fn draw(
    document: &Document,
    id: &str,
    setting: Option<&SettingId>,
    leave: Option<Leave>,
) -> Result<(), JsValue> {
    let button: HtmlButtonElement = element(document, id)?.dyn_into()?;
    let (Some(setting), Some(leave)) = (setting, leave) else {
        button.set_hidden(true);
        return Ok(());
    };
    button.set_value(&setting.0);
    let key = match leave {
        Leave::Offer => "leaveOn",
        Leave::OfferAsIs => "leaveAsIs",
        Leave::TakeBack => "leaveUndo",
    };
    set_text(document, id, &localise::text(key)?)?;
    set_flag(&button, OFFERED, leave != Leave::TakeBack)?;
    button.set_hidden(false);
    Ok(())
}

/// The button's attribute that says what a click does: `true` leaves the switch on.
const OFFERED: &str = "data-offered";

/// Sends the choices of all these buttons to the background, then calls `redraw`.
pub(super) fn listen(document: &Document, redraw: impl Fn() + Clone + 'static) {
    EventListener::new(document, "click", move |event| {
        let pressed = event.target().and_then(|it| it.dyn_into().ok());
        let Some(button) = pressed.filter(|it: &HtmlButtonElement| it.has_attribute(OFFERED))
        else {
            return;
        };
        // The second click of a double click would take the first one back.
        let clicks = Reflect::get(event, &"detail".into()).ok();
        if clicks.and_then(|it| it.as_f64()) > Some(1.0) {
            return;
        }
        let message = ToBackground::SetLeave {
            setting: button.value().into(),
            on: button.get_attribute(OFFERED).as_deref() == Some("true"),
        };
        let redraw = redraw.clone();
        spawn_local(async move {
            choose(&message).await;
            redraw();
        });
    })
    .forget();
}
