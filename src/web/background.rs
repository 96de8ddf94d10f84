//! The background: reads the storage, calls [`update`], carries the effects out. It decides nothing
//! and keeps nothing in memory.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::address;
use super::browser::{
    OWN_ID, alarms_clear, alarms_create, execute_script, local_set, manifest, now, object, own_url,
    send_to_tab, set_badge_background_color, set_badge_text, set_badge_text_color, tabs_query,
    to_js, to_value,
};
use super::storage;
use headsup_core::background::{Effect, Event, Outcome, Reply, update};
use headsup_core::badge::Badge;
use headsup_core::message::{Sender, ToContent};
use headsup_core::time::Timestamp;

/// The alarm's name.
const RECHECK: &str = "recheck";

/// Handles a message. `reply` is called once, with the core's answer or, where a choice could not
/// be written, with `false`.
///
/// The caller must wait until the promise has settled before it calls this again: each call reads
/// what is stored and writes it back.
#[wasm_bindgen(js_name = onMessage)]
pub async fn on_message(
    message: JsValue,
    sender: JsValue,
    reply: js_sys::Function,
) -> Result<(), JsValue> {
    let answer = |answer: &JsValue| reply.call1(&JsValue::NULL, answer).map(drop);
    let event = Event::Message {
        sender: sender_of(&sender),
        message: to_value(&message),
    };
    let outcome = decide(&event).await?;
    match &outcome.reply {
        Reply::None => {}
        Reply::Now(value) => answer(&to_js(value)?)?,
        Reply::Written => {
            let written = carry_out(outcome.effects).await;
            return answer(&written.into());
        }
    }
    carry_out(outcome.effects).await;
    Ok(())
}

/// Sets badge and alarm from what is stored: after the alarm has rung, and when the background
/// starts, as the browser may have forgotten both.
#[wasm_bindgen]
pub async fn refresh() -> Result<(), JsValue> {
    happen(&Event::Started).await
}

/// Stores `answer`, the answer of `storage.managed.get`.
#[wasm_bindgen(js_name = onManaged)]
pub async fn on_managed(answer: JsValue) -> Result<(), JsValue> {
    happen(&Event::Managed(to_value(&answer))).await
}

async fn happen(event: &Event) -> Result<(), JsValue> {
    let outcome = decide(event).await?;
    carry_out(outcome.effects).await;
    Ok(())
}

async fn decide(event: &Event) -> Result<Outcome, JsValue> {
    let own = own_url("")?;
    let stored = storage::read_with_managed().await;
    Ok(update(event, &stored, own.trim_end_matches('/'), now()))
}

/// Carries `effects` out, and the events that follow. Returns whether all writes succeeded.
async fn carry_out(effects: Vec<Effect>) -> bool {
    let mut written = true;
    let mut effects = std::collections::VecDeque::from(effects);
    while let Some(effect) = effects.pop_front() {
        let event = match effect {
            Effect::Write {
                key,
                items,
                is_news,
            } => {
                let succeeded = match to_js(&items) {
                    Ok(items) => local_set(&items).await.is_ok(),
                    Err(_) => false,
                };
                written &= succeeded;
                Some(Event::Written {
                    keys: vec![key],
                    succeeded,
                    is_news,
                })
            }
            Effect::Erase => {
                let succeeded = storage::erase().await;
                written &= succeeded;
                Some(Event::Written {
                    keys: storage::KEYS.map(str::to_owned).into(),
                    succeeded,
                    is_news: true,
                })
            }
            Effect::Scan { tab } => {
                scan(tab);
                None
            }
            Effect::StartScript { tab } => Some(Event::ScriptStarted {
                refused: start_script(tab).await.is_err(),
            }),
            other => {
                // A browser that refuses a badge or an alarm: nobody could be told.
                let _ = carry_out_one(other).await;
                None
            }
        };
        let Some(event) = event else { continue };
        if let Ok(outcome) = decide(&event).await {
            for effect in outcome.effects.into_iter().rev() {
                effects.push_front(effect);
            }
        }
    }
    written
}

async fn carry_out_one(effect: Effect) -> Result<(), JsValue> {
    match effect {
        Effect::Failed(keys) => storage::note_failed(&keys).await,
        Effect::Badge(badge) => show(badge).await,
        Effect::Alarm(at) => set_alarm(at).await,
        Effect::TellTabs => tell_tabs(&object([("active", true.into())])),
        Effect::Barred(barred) => storage::note_barred(barred).await,
        // Handled in `carry_out`, because an event follows them.
        Effect::Write { .. } | Effect::Erase | Effect::Scan { .. } | Effect::StartScript { .. } => {
            Ok(())
        }
    }
}

/// The sender of a message, as the browser describes it.
///
/// The address is the tab's, for the top frame. `sender.url` is the one with which the document was
/// loaded: in both browsers it does not follow client-side navigation.
pub(super) fn sender_of(sender: &JsValue) -> Sender {
    let get = |object: &JsValue, key: &str| Reflect::get(object, &key.into()).ok();
    let text = |object: &JsValue, key: &str| get(object, key)?.as_string();
    let tab = get(sender, "tab").filter(JsValue::is_object);
    let top_frame = get(sender, "frameId").and_then(|id| id.as_f64()) == Some(0.0);
    let tab_url = tab.as_ref().and_then(|tab| text(tab, "url"));
    let url = tab_url
        .filter(|_| top_frame)
        .or_else(|| text(sender, "url"));
    Sender {
        own: text(sender, "id").is_some_and(|id| OWN_ID.with(|own| *own == id)),
        tab: tab.and_then(|tab| Some(get(&tab, "id")?.as_f64()? as i32)),
        address: url.as_deref().and_then(address::parse),
    }
}

/// Tells the content script of `tab` to scan again. Not awaited: a page that is frozen would hold
/// up all later messages.
fn scan(tab: i32) {
    spawn_local(async move {
        let Ok(message) = to_js(&ToContent::Scan) else {
            return;
        };
        if send_to_tab(tab, &message).await.is_err()
            && let Ok(outcome) = decide(&Event::NoScript { tab }).await
        {
            carry_out(outcome.effects).await;
        }
    });
}

/// Starts the manifest's content script in `tab`.
async fn start_script(tab: i32) -> Result<(), JsValue> {
    let scripts = Reflect::get(&manifest()?, &"content_scripts".into())?;
    let first = Reflect::get(&scripts, &0.into())?;
    let files = Reflect::get(&first, &"js".into())?;
    let target = object([("tabId", tab.into())]);
    let injection = object([("target", target), ("files", files)]);
    execute_script(&injection).await.map(drop)
}

/// Tells the content scripts of the tabs that match `query` to testify. Not awaited, for the same
/// reason.
pub(super) fn tell_tabs(query: &JsValue) -> Result<(), JsValue> {
    let message = to_js(&ToContent::Testify)?;
    let tabs = tabs_query(query);
    spawn_local(async move {
        let Ok(tabs) = tabs.await else { return };
        for tab in Array::from(&tabs).iter() {
            let id = Reflect::get(&tab, &"id".into()).ok();
            if let Some(id) = id.and_then(|id| id.as_f64()) {
                let sent = send_to_tab(id as i32, &message);
                // Without our content script a tab refuses the message. That is no error.
                spawn_local(async move {
                    let _ = sent.await;
                });
            }
        }
    });
    Ok(())
}

async fn show(badge: Badge) -> Result<(), JsValue> {
    set_badge_background_color(&object([("color", badge.background.into())])).await?;
    set_badge_text_color(&object([("color", "#ffffff".into())])).await?;
    set_badge_text(&object([("text", badge.text.into())])).await?;
    Ok(())
}

async fn set_alarm(at: Option<Timestamp>) -> Result<(), JsValue> {
    match at {
        Some(at) => alarms_create(RECHECK, &object([("when", at.millis().into())])).await,
        None => alarms_clear(RECHECK).await,
    }
    .map(drop)
}
