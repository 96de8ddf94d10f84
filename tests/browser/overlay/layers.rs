//! Modals, popovers and covers over the page.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, Overlay, Rect, wait_for};
use practice::words::english;

use super::{nothing_is_drawn, ringed};
use crate::stage::{PATIENCE, Stage, TRACK};

/// The ring's own colour, which the practice site has nowhere.
const RING: [u8; 3] = [0x0f, 0x76, 0x6e];

/// Whether the ring's left edge is painted, and not only there.
async fn ring_is_painted(stage: &Stage) -> Result<bool> {
    let overlay = stage.browser.overlay().await?.context("no overlay")?;
    let Some(ring) = overlay.ring else {
        return Ok(false);
    };
    let picture = stage.browser.picture().await?;
    let (x, y) = (ring.x + 1.5, ring.y + ring.height / 2.0);
    Ok(picture.pixel(x as usize, y as usize) == Some(RING))
}

async fn buttons(stage: &Stage, what: &str, accept: impl Fn(usize) -> bool) -> Result<Overlay> {
    let count = |overlay: &Overlay| overlay.callout.as_ref().map(|it| it.buttons.len());
    stage
        .overlay(what, |overlay| {
            overlay.ring.is_some() && count(overlay).is_some_and(&accept)
        })
        .await
}

/// Puts the settings into an element of this kind, which `open` then opens.
fn around_the_settings(kind: &str, open: &str) -> String {
    format!(
        "const box = document.createElement({kind:?});
         const main = document.querySelector('main');
         main.before(box);
         box.append(main);
         window.box = box;
         box.style.background = 'white';
         {open}"
    )
}

pub async fn over_a_dialog_that_holds_the_switch_the_ring_is_on_top_without_dead_buttons(
    kind: Kind,
) -> Result<()> {
    let stage = ringed(kind).await?;
    stage
        .run(&around_the_settings("dialog", "box.showModal()"))
        .await?;
    let overlay = buttons(&stage, "a callout without buttons", |count| count == 0).await?;
    wait_for(
        "the ring to be painted on the dialog",
        PATIENCE,
        async || ring_is_painted(&stage).await,
        |is| *is,
    )
    .await?;
    // A press on the callout does not reach the dialog under it.
    let (x, y) = overlay.callout.context("checked above")?.rect.center();
    stage
        .run("window.presses = 0; for (const type of ['pointerdown', 'click']) window.addEventListener(type, () => window.presses++, true)")
        .await?;
    stage.browser.click_at(x, y).await?;
    ensure!(stage.run("return window.presses").await? == 0);
    stage.click(TRACK).await?;
    ensure!(stage.run("return window.presses >= 2").await? == true);
    stage.ringed(TRACK, english("calloutOff")?).await?;
    // Escape closes the dialog. The callout is hidden with it, and comes back with its buttons.
    stage
        .run("box.close(); box.before(...box.childNodes)")
        .await?;
    buttons(&stage, "a callout with buttons", |count| count > 0).await?;
    Ok(())
}

pub async fn over_a_popover_that_holds_the_switch_ring_and_buttons_are_on_top(
    kind: Kind,
) -> Result<()> {
    let stage = ringed(kind).await?;
    stage
        .run(&around_the_settings(
            "section",
            "box.popover = 'manual'; box.showPopover()",
        ))
        .await?;
    wait_for(
        "the ring to be painted on the popover",
        PATIENCE,
        async || ring_is_painted(&stage).await,
        |is| *is,
    )
    .await?;
    stage
        .browser
        .press_callout_button(english("calloutDismiss")?)
        .await?;
    stage.no_overlay("it was dismissed").await
}

/// A press outside of these closes them, also a press on the callout, which the page never hears
/// of. <https://github.com/radix-ui/primitives/issues/2055>,
/// <https://github.com/whatwg/html/issues/9373>
pub async fn over_what_a_press_would_close_there_is_no_callout(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    for (element, open, close) in [
        (
            "section",
            "box.popover = 'auto'; box.showPopover()",
            "box.hidePopover()",
        ),
        (
            "dialog",
            "box.setAttribute('closedby', 'any'); box.showModal()",
            "box.close()",
        ),
    ] {
        stage.run(&around_the_settings(element, open)).await?;
        stage
            .overlay("a ring without a callout", |it| {
                it.ring.is_some() && it.callout.is_none()
            })
            .await
            .with_context(|| open.to_owned())?;
        stage
            .run(&format!("{close}; box.replaceWith(...box.childNodes)"))
            .await?;
        buttons(&stage, "a callout with buttons", |count| count > 0).await?;
    }
    Ok(())
}

/// Some pages close a layer once the focus leaves it.
/// <https://github.com/huntabyte/bits-ui/issues/1043>
pub async fn a_press_on_the_callout_moves_no_focus(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    let field = "window.field = document.querySelector('main').appendChild(document.createElement('input'));
                 field.focus({preventScroll: true});
                 window.losses = 0;
                 field.addEventListener('blur', () => window.losses++)";
    stage.run(field).await?;
    // The callout has moved, because the page has made room for the field.
    let callout = stage.ringed(TRACK, english("calloutOn")?).await?;
    let (x, y) = callout.rect.center();
    stage.browser.click_at(x, y).await?;
    stage
        .browser
        .press_callout_button(english("calloutDismiss")?)
        .await?;
    stage.no_overlay("it was dismissed").await?;
    let losses = stage
        .run("return [losses, document.activeElement === field]")
        .await?;
    ensure!(losses == serde_json::json!([0, true]), "{losses}");
    Ok(())
}

/// Ways to cover the page with something that does not hold the switch: what opens it, what closes
/// it.
const COVERS: [(&str, &str, &str); 11] = [
    (
        "a modal dialog",
        "window.box = document.body.appendChild(document.createElement('dialog')); box.showModal()",
        "box.remove()",
    ),
    (
        "a modal dialog in a shadow root",
        "window.box = document.body.appendChild(document.createElement('section'));
         box.attachShadow({mode: 'open'}).append(document.createElement('dialog'));
         box.shadowRoot.firstChild.showModal()",
        "box.remove()",
    ),
    (
        "a modal dialog without the element",
        "window.box = document.body.appendChild(document.createElement('section'));
         box.role = 'dialog'; box.ariaModal = 'true'; box.textContent = 'Are you sure?';
         Object.assign(box.style, {position: 'fixed', top: 0, left: 0})",
        "box.remove()",
    ),
    (
        "a dialog without any sign, but for what dims the page behind it",
        "window.box = document.body.appendChild(document.createElement('section'));
         Object.assign(box.style, {position: 'fixed', inset: 0, background: '#0008'});
         box.append(Object.assign(document.createElement('p'), {textContent: 'Are you sure?'}))",
        "box.remove()",
    ),
    (
        "an application that was hidden from screen readers",
        "document.querySelector('#root').ariaHidden = 'true'",
        "document.querySelector('#root').ariaHidden = null",
    ),
    (
        "an application that was made inert",
        "document.querySelector('#root').inert = true",
        "document.querySelector('#root').inert = false",
    ),
    (
        "a page that is not shown yet",
        "document.documentElement.style.opacity = 0",
        "document.documentElement.style.opacity = 1",
    ),
    (
        "a part of the page that is not shown yet",
        "document.querySelector('main').style.opacity = 0",
        "document.querySelector('main').style.opacity = 1",
    ),
    (
        "a view that was put aside",
        "document.querySelector('main').style.display = 'none'",
        "document.querySelector('main').style.display = ''",
    ),
    (
        "a view that was made invisible",
        "document.querySelector('main').style.visibility = 'hidden'",
        "document.querySelector('main').style.visibility = ''",
    ),
    (
        "a modal dialog over the one that holds the switch",
        "window.outer = document.createElement('dialog');
         const root = document.querySelector('#root');
         root.before(outer); outer.append(root); outer.showModal();
         window.box = document.body.appendChild(document.createElement('dialog'));
         Object.assign(box.style, {width: '100vw', height: '100vh', maxWidth: 'none', maxHeight: 'none', inset: 0});
         box.showModal()",
        "box.remove(); outer.close(); outer.replaceWith(...outer.childNodes)",
    ),
];

pub async fn over_a_modal_without_the_switch_nothing_is_drawn(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    for (what, open, close) in COVERS {
        stage.run(open).await?;
        nothing_is_drawn(&stage, what).await?;
        stage.run(close).await?;
        stage
            .ringed(TRACK, english("calloutOn")?)
            .await
            .with_context(|| format!("after {what}"))?;
    }
    // A dialog in the page that is not shown is no modal.
    stage
        .run(
            "for (const [name, value] of [['opacity', 0], ['visibility', 'hidden'], ['display', 'none'], ['left', '-9999px']]) {
               const box = document.body.appendChild(document.createElement('section'));
               box.ariaModal = 'true'; box.textContent = 'Later';
               Object.assign(box.style, {position: 'fixed', top: 0, [name]: value});
             }
             document.querySelector('main').append('')",
        )
        .await?;
    // The content script checks for covers once a second.
    let passes = "await new Promise((done) => setTimeout(done, 2500))";
    stage.browser.beside(passes).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    Ok(())
}

/// A cover over the whole page that is removed by a style alone. Returns after how many frames
/// there is a ring again.
const CURTAIN: &str = "
    const curtain = document.body.appendChild(document.createElement('section'));
    Object.assign(curtain.style, {position: 'fixed', inset: 0, background: 'white'});
    const frame = () => new Promise(requestAnimationFrame);
    const ring = instruments.root().querySelector('.ring');
    const isSeen = () => ring.checkVisibility() && ring.getBoundingClientRect().width > 0;
    while (isSeen()) await frame();
    const gone = new Promise((done) => curtain.addEventListener('transitionend', done, {once: true}));
    // Only styles change: no mutation is observed, only the end of the transition.
    Object.assign(curtain.style, {transition: 'visibility 0.3s'});
    await frame();
    curtain.style.visibility = 'hidden';
    await gone;
    let frames = 0;
    while (!isSeen() && frames < 200) { await frame(); frames++; }
    return frames;";

pub async fn two_frames_after_a_cover_goes_the_switch_is_ringed(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    ensure!(stage.browser.see_into_overlay().await?, "no overlay");
    let frames = stage.browser.beside(CURTAIN).await?;
    // One frame to notice, one for the ring, one in which it is counted.
    ensure!(frames.as_u64() <= Some(3), "{frames} frames");
    Ok(())
}

pub async fn a_popover_of_the_pages_stays_in_front(kind: Kind) -> Result<()> {
    let stage = ringed(kind).await?;
    let callout = stage.ringed(TRACK, english("calloutOn")?).await?;
    let Rect {
        x,
        y,
        width,
        height,
    } = callout.rect;
    stage
        .run(&format!(
            "const menu = document.body.appendChild(document.createElement('section'));
             menu.popover = 'auto';
             Object.assign(menu.style, {{margin: 0, border: 0, padding: 0, left: '{x}px', top: '{y}px',
               width: '{width}px', height: '{height}px', background: 'rgb(1, 2, 3)'}});
             menu.showPopover()"
        ))
        .await?;
    // The page has changed in the meantime, and the overlay has followed.
    stage.say_again().await?;
    let (x, y) = callout.rect.center();
    let picture = stage.browser.picture().await?;
    let colour = picture.pixel(x as usize, y as usize);
    ensure!(
        colour == Some([1, 2, 3]),
        "over the menu there is {colour:?}"
    );
    stage.ringed(TRACK, english("calloutOn")?).await?;
    Ok(())
}
