//! Which clicks, and which Escape, belong to the page.

use anyhow::{Result, ensure};
use practice::browser::Kind;
use practice::words::english;
use serde_json::json;

use super::{nothing_is_drawn, ringed};
use crate::keyboard::{ESCAPE, press};
use crate::stage::{Stage, TRACK};

/// Writes down every press that the page hears of, wherever it listens.
const HEAR: &str = "
    window.heard = [];
    for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'keydown', 'keyup'])
      for (const target of [window, document])
        for (const capture of [true, false])
          target.addEventListener(type, () => window.heard.push(type), {capture});";

pub async fn a_click_on_the_callout_is_not_heard_by_the_page(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    stage.run(HEAR).await?;
    let callout = stage.ringed(TRACK, english("calloutOn")?).await?;
    let words = (
        callout.rect.x + 30.0,
        callout.rect.y + callout.rect.height - 14.0,
    );
    stage.browser.click_at(words.0, words.1).await?;
    ensure!(stage.run("return window.heard").await? == json!([]));
    ensure!(
        stage.browser.overlay().await?.is_some(),
        "a click on words dismissed it"
    );
    stage
        .browser
        .press_callout_button(english("calloutDismiss")?)
        .await?;
    stage.no_overlay("it was dismissed").await?;
    ensure!(stage.run("return window.heard").await? == json!([]));
    // No click meant for the page is lost.
    stage.browser.click_at(words.0, words.1).await?;
    let heard = stage.run("return window.heard.length").await?;
    ensure!(heard == 20, "of 5 events at 4 places, {heard} were heard");
    Ok(())
}

pub async fn a_click_on_the_ring_is_the_pages(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    let ring = stage.overlay("a ring", |it| it.ring.is_some()).await?.ring;
    let ring = ring.unwrap_or_else(|| unreachable!());
    stage.run(HEAR).await?;
    stage
        .browser
        .click_at(ring.x + 2.0, ring.y + ring.height / 2.0)
        .await?;
    ensure!(stage.run("return window.heard.length").await? == 20);
    stage.click(TRACK).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    Ok(())
}

pub async fn keys_in_the_callout_are_not_heard_by_the_page(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    super::standing::focus_the_callout(&stage).await?;
    stage.run(HEAR).await?;
    press(&stage, crate::keyboard::ENTER).await?;
    stage.no_overlay("it was dismissed").await?;
    // `keyup` may reach the page: the callout is gone by then, and nothing else could take it.
    let heard = "return window.heard.filter((type) => type !== 'keyup')";
    ensure!(stage.run(heard).await? == json!([]));
    Ok(())
}

/// Things that pages close by Escape, in different ways. Each is open after its script, and
/// `window.isOpen()` says whether it still is.
const CLOSED_BY_ESCAPE: [(&str, &str); 7] = [
    (
        "a panel without a role, closed in a handler that says nothing",
        "const panel = document.body.appendChild(document.createElement('p'));
         document.addEventListener('keydown', ({key}) => key === 'Escape' && panel.remove());
         window.isOpen = () => panel.isConnected;",
    ),
    (
        "a menu that its page closes when the key is let go",
        "const menu = document.body.appendChild(document.createElement('ul'));
         menu.role = 'menu'; menu.textContent = 'Menu';
         document.addEventListener('keyup', ({key}) => key === 'Escape' && menu.remove());
         window.isOpen = () => menu.isConnected;",
    ),
    (
        "a handler that prevents the default",
        "let open = true;
         window.addEventListener('keydown', (event) => {
           if (open && event.key === 'Escape') { event.preventDefault(); open = false; }
         });
         window.isOpen = () => open;",
    ),
    (
        "a popover",
        "const popover = document.body.appendChild(document.createElement('p'));
         popover.popover = 'auto'; popover.textContent = 'Popover'; popover.showPopover();
         window.isOpen = () => popover.matches(':popover-open');",
    ),
    (
        "a dialog that is not modal",
        "const dialog = document.body.appendChild(document.createElement('section'));
         dialog.role = 'dialog'; dialog.textContent = 'Dialog';
         window.addEventListener('keydown', ({key}) => key === 'Escape' && setTimeout(() => dialog.remove(), 100));
         window.isOpen = () => dialog.isConnected;",
    ),
    (
        "an expanded button that has no other sign",
        "const button = document.body.appendChild(document.createElement('button'));
         button.ariaExpanded = 'true';
         document.addEventListener('keydown', ({key}) => key === 'Escape' && (button.ariaExpanded = 'false'), true);
         window.isOpen = () => button.ariaExpanded === 'true';",
    ),
    (
        "a search field with words in it",
        "const field = document.body.appendChild(document.createElement('input'));
         field.value = 'words'; field.focus();
         field.addEventListener('keydown', ({key}) => key === 'Escape' && (field.value = ''));
         window.isOpen = () => field.value !== '' || (field.blur(), false);",
    ),
];

pub async fn escape_closes_what_is_the_pages_and_only_then_the_callout(kind: Kind) -> Result<()> {
    for (what, opens) in CLOSED_BY_ESCAPE {
        let stage: Stage = ringed(kind).await?;
        stage.run(opens).await?;
        stage.ringed(TRACK, english("calloutOn")?).await?;
        press(&stage, ESCAPE).await?;
        practice::browser::wait_for(
            what,
            crate::stage::PATIENCE,
            async || stage.run("return window.isOpen()").await,
            |open| *open == false,
        )
        .await?;
        // A callout that was dismissed would be gone by now.
        stage.say_again().await?;
        ensure!(
            stage.browser.overlay().await?.is_some(),
            "{what}: it dismissed the callout too"
        );
        press(&stage, ESCAPE).await?;
        stage.no_overlay(what).await?;
    }
    Ok(())
}

pub async fn escape_is_the_pages_while_no_callout_is_in_sight(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    stage
        .run("document.querySelector('#root').ariaHidden = 'true'")
        .await?;
    nothing_is_drawn(&stage, "a dialog without a sign of its own is open").await?;
    press(&stage, ESCAPE).await?;
    stage
        .run("document.querySelector('#root').ariaHidden = null")
        .await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    Ok(())
}
