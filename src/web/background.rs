//! The background: the only writer. Knows who may write, keeps nothing in memory
//! that is not in the storage too, and may be stopped between any two messages.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::address;
use super::browser::{
    OWN_ID, alarms_clear, alarms_create, execute_script, insert_css, manifest, now, object,
    own_url, send_to_tab, set_badge_background_color, set_badge_text, set_badge_text_color,
    tabs_get, tabs_query, to_js,
};
use super::from_js::from_js;
use super::storage::{self, Snapshot, known_preferences};
use crate::core::badge::badge;
use crate::core::catalogue::catalogue;
use crate::core::facts::Facts;
use crate::core::guidance::guide;
use crate::core::in_sight::style_sheet;
use crate::core::message::{Answer, Permitted, Sender, ToBackground, ToContent, permitted};
use crate::core::page::{Address, Page, classify};
use crate::core::preferences::{Choice, Preferences};
use crate::core::recheck;
use crate::core::recognise::{Finding, recognise, recognise_address};
use crate::core::record::Record;
use crate::core::status::{see_language, step};
use crate::core::stored::Stored;

/// The alarm that rings when it is time to look at the switch again.
const RECHECK: &str = "recheck";

/// Handles a message, and gives the answer to `reply`, once: to facts an
/// [`Answer`], to anything else of ours whether it was done, to a stranger
/// `null`. Facts are answered before they are recorded, since the page waits.
///
/// The caller must not start a second one before the first has settled: each
/// reads the record, steps it, and writes it back.
#[wasm_bindgen(js_name = onMessage)]
pub async fn on_message(
    message: JsValue,
    sender: JsValue,
    reply: js_sys::Function,
) -> Result<(), JsValue> {
    let answer = |answer: JsValue| reply.call1(&JsValue::NULL, &answer).map(drop);
    let Some(message) = from_js::<ToBackground>(message) else {
        return answer(JsValue::NULL);
    };
    let tab = tab_of(&sender);
    let sender = sender_of(&sender);
    let own = own_url("")?;
    let own_origin = own.trim_end_matches('/');
    let done = match (
        permitted(catalogue(), own_origin, &sender, &message),
        message,
    ) {
        (Some(Permitted::Page(page)), ToBackground::Facts(facts)) => {
            return on_facts(&page, &facts, answer).await;
        }
        (Some(Permitted::Page(_)), ToBackground::StayInSight { class }) => {
            stay_in_sight(tab, &class).await?.into()
        }
        (Some(Permitted::OwnPage), ToBackground::PopupOpened { tab }) => {
            on_popup_opened(tab).await?;
            JsValue::TRUE
        }
        (Some(Permitted::OwnPage), ToBackground::SetHighlights { on }) => {
            choose(Choice::Highlights(on)).await?.into()
        }
        (Some(Permitted::OwnPage), ToBackground::SetRegion { region }) => {
            choose(Choice::Region(region)).await?.into()
        }
        (Some(Permitted::OwnPage), ToBackground::SetRecheck { days }) => {
            choose(Choice::RecheckDays(days)).await?.into()
        }
        (Some(Permitted::OwnPage), ToBackground::Erase) => {
            storage::erase().await?;
            refresh().await?;
            JsValue::TRUE
        }
        (None, ToBackground::Facts(_)) if sender.own => to_js(&Answer::default())?,
        _ => JsValue::NULL,
    };
    answer(done)
}

/// Shows what is known on the badge, and sets the alarm: when that has rung,
/// and when the browser or the extension starts anew, since both are forgotten
/// then.
#[wasm_bindgen]
pub async fn refresh() -> Result<(), JsValue> {
    let snapshot = Snapshot::read().await?;
    let preferences = snapshot.effective();
    show(&snapshot.record.or_new(), &preferences).await
}

/// Who sent a message, from what the browser says of it.
///
/// `sender.url` is the address that a document was loaded with; it does not
/// follow client-side navigation, in neither browser. The tab's address does,
/// and is the top frame's.
fn sender_of(sender: &JsValue) -> Sender {
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
        tab: tab.is_some(),
        address: url.as_deref().and_then(address::parse),
    }
}

/// The id of the tab that a message came from.
fn tab_of(sender: &JsValue) -> Option<f64> {
    let tab = Reflect::get(sender, &"tab".into()).ok()?;
    Reflect::get(&tab, &"id".into()).ok()?.as_f64()
}

/// Shows what has `class` in this tab until the extension ends; whether it does.
async fn stay_in_sight(tab: Option<f64>, class: &str) -> Result<bool, JsValue> {
    let (Some(tab), Some(sheet)) = (tab, style_sheet(class)) else {
        return Ok(false);
    };
    let injection = object([
        ("target", object([("tabId", tab.into())])),
        ("css", sheet.into()),
        // The page's own style does not come before it, and cannot read it.
        ("origin", "USER".into()),
    ]);
    insert_css(&injection).await.map(|_| true)
}

/// Where a person's choice about highlights is known, the page gets its answer before
/// the storage is asked. Without a storage that answers it is not known, so nothing is
/// drawn; a record that cannot be written is told in the popup.
async fn on_facts(
    page: &Page<'_>,
    facts: &Facts,
    answer: impl Fn(JsValue) -> Result<(), JsValue>,
) -> Result<(), JsValue> {
    let finding = recognise(catalogue(), page, facts);
    let answer = |preferences: Option<&Preferences>| {
        answer(to_js(&Answer {
            heard: true,
            guidance: preferences.and_then(|it| guide(catalogue(), &finding, it, &facts.lang)),
            preferred: catalogue().keys(),
            deeper: finding.is_wanting(),
        })?)
    };
    let known = known_preferences();
    if known.is_some() {
        answer(known.as_ref())?;
    }
    let snapshot = Snapshot::read().await.ok();
    if known.is_none() {
        let preferences = snapshot.as_ref().map(Snapshot::effective);
        answer(preferences.as_ref())?;
    }
    match snapshot {
        Some(snapshot) => record(&snapshot, &finding, Some(&facts.lang)).await,
        None => Ok(()),
    }
}

/// Steps and writes the record, and shows it on the badge. `lang` is that of the
/// settings page, where one was seen.
async fn record(snapshot: &Snapshot, finding: &Finding, lang: Option<&str>) -> Result<(), JsValue> {
    let now = now();
    let old = snapshot.record.clone().or_new();
    let mut new = step(&old, finding, now);
    if let Some(lang) = lang {
        new = see_language(new, catalogue(), lang);
    }
    if new != old {
        let written = snapshot.write_record(&new, now).await;
        // Seen it was, even where it cannot be kept.
        show(&new, &snapshot.effective()).await?;
        written?;
    }
    Ok(())
}

/// Serves the tab that the popup was opened over, where the content script
/// could not start by itself, and starts a clean record where the old one
/// cannot be read.
async fn on_popup_opened(tab: Option<i32>) -> Result<(), JsValue> {
    let snapshot = Snapshot::read().await?;
    if snapshot.record == Stored::Foreign {
        snapshot.write_record(&Record::default(), now()).await?;
    }
    // What was due by a clock that has been put right since may not be any more.
    refresh().await?;
    let Some(tab) = tab else { return Ok(()) };
    let Some(address) = address_of_tab(tab).await else {
        return Ok(());
    };
    let page = classify(catalogue(), &address);
    if page.is_settings() {
        // Not waited for: a page that stands still must not keep the others waiting.
        spawn_local(async move {
            let _ = serve(tab).await;
        });
        return Ok(());
    }
    let snapshot = Snapshot::read().await?;
    record(&snapshot, &recognise_address(catalogue(), &page), None).await
}

/// The address of a tab, where the browser lets us see it: the person has just
/// clicked the toolbar button over it, or it is a page that we may run on.
async fn address_of_tab(tab: i32) -> Option<Address> {
    let tab = tabs_get(tab).await.ok()?;
    let url = Reflect::get(&tab, &"url".into()).ok()?.as_string()?;
    address::parse(&url)
}

/// Makes the content script of `tab` look again, or starts one where there is none.
async fn serve(tab: i32) -> Result<(), JsValue> {
    let look = to_js(&ToContent::Look)?;
    if send_to_tab(tab, &look).await.is_ok() {
        return Ok(());
    }
    let scripts = Reflect::get(&manifest()?, &"content_scripts".into())?;
    let first = Reflect::get(&scripts, &0.into())?;
    let files = Reflect::get(&first, &"js".into())?;
    let target = object([("tabId", tab.into())]);
    let injection = object([("target", target), ("files", files)]);
    execute_script(&injection).await.map(|_| ())
}

/// Writes a person's choice; `false` where it is not theirs to make.
async fn choose(choice: Choice) -> Result<bool, JsValue> {
    let snapshot = Snapshot::read().await?;
    let own = snapshot.preferences.clone().or_new();
    let Some(chosen) = own.chosen(choice, &snapshot.managed) else {
        return Ok(false);
    };
    snapshot.write_preferences(&chosen, now()).await?;
    refresh().await?;
    tell_tabs();
    Ok(true)
}

/// Makes the tabs in view follow what has changed; the others ask when they come into
/// view. Nobody waits for them: one that stands still would keep all others waiting.
fn tell_tabs() {
    spawn_local(async {
        let (Ok(look), Ok(tabs)) = (
            to_js(&ToContent::Look),
            tabs_query(&object([("active", true.into())])).await,
        ) else {
            return;
        };
        for tab in Array::from(&tabs).iter() {
            let id = Reflect::get(&tab, &"id".into()).ok();
            if let Some(id) = id.and_then(|id| id.as_f64()) {
                let look = look.clone();
                // A tab without our content script refuses the message: that is no error.
                spawn_local(async move {
                    let _ = send_to_tab(id as i32, &look).await;
                });
            }
        }
    });
}

/// Shows what is known on the badge, and sets the alarm for the time at which
/// that will be too old.
async fn show(record: &Record, preferences: &Preferences) -> Result<(), JsValue> {
    let Some(setting) = catalogue().main_setting() else {
        return Ok(());
    };
    let (setting, now) = (setting.id(), now());
    let due = recheck::is_due(record, &setting, preferences, now);
    let badge = badge(record, &setting, due);
    set_badge_background_color(&object([("color", badge.background.into())])).await?;
    set_badge_text_color(&object([("color", "#ffffff".into())])).await?;
    set_badge_text(&object([("text", badge.text.into())])).await?;
    match recheck::next(record, &setting, preferences, now) {
        Some(next) => alarms_create(RECHECK, &object([("when", next.millis().into())])).await?,
        None => alarms_clear(RECHECK).await?,
    };
    Ok(())
}
