//! Every action that our pages offer, done by the keyboard alone.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for, wait_until};
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use crate::access::open;
use crate::keyboard::{ENTER, ESCAPE, SPACE, TAB, Way, press, tab_to};
use crate::stage::{PATIENCE, SETTING, SETTING_ID, SITE, Stage};
use crate::told::everything;

const POPUP: &str = "popup/popup.html";
const DETAILS: &str = "details/details.html";

/// What an action must lead to.
enum Effect {
    /// A preference has this value in the storage.
    Chosen(&'static str, Value),
    /// What `css` selects was closed and is open now, or the other way round.
    Toggled(&'static str),
    /// A tab opens with an address that begins so.
    Opens(String),
    /// Our page goes to this file of the package.
    Goes(&'static str),
    /// The clipboard has a text that begins so.
    Copied(&'static str),
    /// A file with this ending is saved.
    Saved(&'static str),
    /// The question whether to erase everything is open.
    Asked,
    /// The question is closed, and the storage is as before.
    Refused,
    /// The storage is empty.
    Erased,
}

/// Page, control, keys, and the effect. The actions of one page are in the order in which Tab
/// reaches them.
fn deeds() -> Vec<(&'static str, &'static str, [&'static str; 2], Effect)> {
    use Effect::*;
    let setting = || format!("{SITE}{SETTING}");
    let complaint = format!("{SITE}/help/linkedin/ask/");
    let one = |key| [key, ""];
    vec![
        (POPUP, "#open", one(ENTER), Opens(setting())),
        (
            POPUP,
            "#highlights",
            one(SPACE),
            Chosen("highlights", json!(false)),
        ),
        (POPUP, "#details", one(ENTER), Opens(DETAILS.to_owned())),
        (DETAILS, "#open", one(ENTER), Opens(setting())),
        (DETAILS, "#copy-report", one(ENTER), Copied("Heads Up ")),
        // A select chooses by the first letters of a name, without opening the list.
        (
            DETAILS,
            "#region-choice",
            ["Fra", TAB],
            Chosen("region", json!("FR")),
        ),
        (
            DETAILS,
            "#said summary",
            one(SPACE),
            Toggled("#said details"),
        ),
        (DETAILS, "#routes a", one(ENTER), Opens(complaint)),
        (
            DETAILS,
            "#highlights",
            one(SPACE),
            Chosen("highlights", json!(true)),
        ),
        (
            DETAILS,
            "#recheck",
            ["Nev", TAB],
            Chosen("recheckDays", json!(0)),
        ),
        (DETAILS, "#save-page", one(ENTER), Saved(".html")),
        (DETAILS, "#save-json", one(SPACE), Saved(".json")),
        (DETAILS, "#erase", one(ENTER), Asked),
        (DETAILS, "#erase-yes", one(ESCAPE), Refused),
        (DETAILS, "#erase", one(SPACE), Asked),
        // The first answer to the question changes nothing.
        (DETAILS, "#erase-no", one(ENTER), Refused),
        (DETAILS, "#erase", one(ENTER), Asked),
        (DETAILS, "#erase-yes", one(ENTER), Erased),
        // The page as it is after the install.
        (
            DETAILS,
            "#welcome a",
            one(ENTER),
            Goes("details/details.html#privacy"),
        ),
    ]
}

pub async fn the_keyboard_does_everything_on_our_pages(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let told = everything();
    let has_all = |stored: &Value| {
        let entry = &stored["record"]["settings"][SETTING_ID];
        entry["switch"].is_object() && entry["look"].is_object()
    };
    let told = told.iter().find(|told| has_all(&told.storage));
    let stored = &told.context("no evidence and report at once")?.storage;
    stage.browser.set_storage(stored).await?;
    let first = stage.browser.driver.window().await?;
    let mut shown = None;
    for (page, control, keys, effect) in deeds() {
        let deed = format!("{page} {control} {keys:?}");
        let done = async {
            if shown != Some(page) {
                open_anew(&stage, &first, page).await?;
            }
            tab_to(&stage, Way::On, control).await?;
            shown = follows(&stage, &first, keys, effect).await?.then_some(page);
            anyhow::Ok(())
        };
        done.await.context(deed)?;
    }
    access_is_asked_for(&stage, &first).await
}

/// Opens one of our pages in a new tab, and closes all other tabs but the first.
async fn open_anew(stage: &Stage, first: &WindowHandle, page: &str) -> Result<()> {
    let driver = &stage.browser.driver;
    // The popup closes itself, maybe in between.
    wait_until("the other tabs to be gone", PATIENCE, async || {
        let windows = driver.windows().await?;
        let Some(other) = windows.into_iter().find(|window| window != first) else {
            return Ok(Some(()));
        };
        driver.switch_to_window(other).await?;
        driver.close_window().await?;
        Ok(None)
    })
    .await?;
    driver.switch_to_window(first.clone()).await?;
    let tab = driver.new_tab().await?;
    driver.switch_to_window(tab).await?;
    open(stage, page).await?;
    stage.appears("#highlights:enabled").await?;
    Ok(())
}

/// Presses the keys and waits for the effect. Returns whether the page is still in front.
async fn follows(
    stage: &Stage,
    first: &WindowHandle,
    keys: [&str; 2],
    effect: Effect,
) -> Result<bool> {
    let all = async || {
        for key in keys.iter().filter(|key| !key.is_empty()) {
            press(stage, key).await?;
        }
        anyhow::Ok(())
    };
    match effect {
        Effect::Chosen(name, expected) => {
            all().await?;
            let chosen = async || Ok(stage.browser.storage().await?["preferences"][name].clone());
            wait_for(name, PATIENCE, chosen, |it| *it == expected).await?;
        }
        Effect::Toggled(css) => {
            let open = format!("return document.querySelector({css:?}).open");
            let before = stage.run(&open).await?;
            all().await?;
            let now = async || stage.run(&open).await;
            wait_for(css, PATIENCE, now, |now| *now != before).await?;
        }
        Effect::Opens(address) if address == DETAILS => {
            // The popup may be closed before the key is released.
            let _ = all().await;
            stage.browser.driver.switch_to_window(first.clone()).await?;
            stage.own_tab(&address).await?;
            return Ok(false);
        }
        Effect::Opens(address) => {
            let driver = &stage.browser.driver;
            let before = driver.windows().await?;
            let _ = all().await;
            let opened = stage.browser.window_besides(&before).await?;
            driver.switch_to_window(opened).await?;
            leads_to(stage, &address).await?;
            return Ok(false);
        }
        Effect::Goes(page) => {
            all().await?;
            let own = stage.browser.extension_address()?;
            leads_to(stage, &format!("{own}{page}")).await?;
            return Ok(false);
        }
        Effect::Copied(start) => {
            all().await?;
            stage.appears("#copied:not(:empty)").await?;
            let pasted = pasted(stage, first).await?;
            ensure!(pasted.starts_with(start), "{pasted:?}");
            return Ok(false);
        }
        Effect::Saved(ending) => {
            all().await?;
            let folder = stage.browser.downloads();
            wait_until(&format!("a {ending} file"), PATIENCE, async || {
                let names = std::fs::read_dir(&folder)?
                    .flatten()
                    .map(|it| it.file_name());
                let mut names = names.filter_map(|name| name.into_string().ok());
                Ok(names.any(|name| name.ends_with(ending)).then_some(()))
            })
            .await?;
        }
        Effect::Asked => {
            all().await?;
            stage.appears("#erase-question[open]").await?;
        }
        Effect::Refused => {
            let before = stage.browser.storage().await?;
            all().await?;
            stage.appears("#erase-question:not([open])").await?;
            stage.heard().await?;
            let now = stage.browser.storage().await?;
            ensure!(now == before, "{before} became {now}");
        }
        Effect::Erased => {
            all().await?;
            let left = async || stage.browser.storage().await;
            wait_for("nothing to be left", PATIENCE, left, |it| *it == json!({})).await?;
        }
    }
    Ok(true)
}

/// Waits until the tab in front shows an address that begins so.
async fn leads_to(stage: &Stage, address: &str) -> Result<()> {
    let shown = async || Ok(stage.browser.driver.current_url().await?.to_string());
    wait_for(address, PATIENCE, shown, |it| it.starts_with(address)).await?;
    Ok(())
}

/// What the clipboard has, pasted into another site's page.
async fn pasted(stage: &Stage, first: &WindowHandle) -> Result<String> {
    let driver = &stage.browser.driver;
    driver.switch_to_window(first.clone()).await?;
    driver.goto("about:blank").await?;
    stage
        .run("document.body.append(document.createElement('textarea'))")
        .await?;
    tab_to(stage, Way::On, "textarea").await?;
    let chain = driver.action_chain().key_down(thirtyfour::Key::Control);
    let chain = chain.send_keys("v").key_up(thirtyfour::Key::Control);
    chain.perform().await?;
    let text = async || {
        stage
            .run("return document.querySelector('textarea').value")
            .await
    };
    let text = wait_for("something to be pasted", PATIENCE, text, |it| *it != "").await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// Where access is missing: presses the popup's button that asks for it. The browser's own question
/// is not answered.
async fn access_is_asked_for(stage: &Stage, first: &WindowHandle) -> Result<()> {
    stage.browser.revoke_access().await?;
    open_anew(stage, first, POPUP).await?;
    // Only notes that it was called.
    stage
        .run(
            "const { permissions } = chrome, { request } = permissions;
             permissions.request = (...asked) => {
               const answer = request.apply(permissions, asked);
               document.body.dataset.asked = 'waits';
               const now = (is) => { document.body.dataset.asked = is; };
               answer.then(() => now('answered'), now);
               return answer;
             };",
        )
        .await?;
    tab_to(stage, Way::On, "#give-access").await?;
    press(stage, ENTER).await?;
    stage.appears("[data-asked]").await?;
    // A refusal by the browser comes before the answer to this second question.
    let asked = stage
        .browser
        .driver
        .execute_async(
            "chrome.permissions.getAll().then(() => arguments[0](document.body.dataset.asked))",
            [],
        )
        .await?;
    ensure!(*asked.json() == "waits", "{:?}", asked.json());
    Ok(())
}
