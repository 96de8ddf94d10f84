//! Our pages with little room, without colours or motion, and from right to left.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, Rect, Room, wait_for};
use practice::site::Scenario;
use practice::words::english;
use serde_json::json;

use crate::access::open;
use crate::popup::tab_shows;
use crate::stage::{PATIENCE, SETTING, Stage, TRACK};
use crate::told::{each_told, everything};

/// The room that WCAG 2.2 asks for: 1280 × 1024 pixels at a zoom of 400 % (1.4.10). At 200 % there
/// is more.
const NARROW: Room = Room {
    view: (320, 2800),
    text: 1.0,
};

/// Text of twice the size, in the same room (1.4.4).
const LARGE_TEXT: Room = Room {
    view: (640, 3600),
    text: 2.0,
};

/// WCAG does not ask for both at once. Even so nothing may scroll sideways.
const ROOMS: [Room; 2] = [NARROW, LARGE_TEXT];

async fn open_filled(stage: &Stage, page: &str) -> Result<()> {
    open(stage, page).await?;
    stage.appears("#highlights:enabled").await?;
    Ok(())
}

/// Checks the page in front in each room, from left to right and from right to left.
pub async fn fits(stage: &Stage, what: &str) -> Result<()> {
    for room in ROOMS {
        stage.browser.give_room(room).await?;
        wait_for(
            "the page to be as narrow",
            PATIENCE,
            async || stage.run("return innerWidth").await,
            |width| *width == room.view.0,
        )
        .await?;
        for dir in ["ltr", "rtl"] {
            stage
                .run(&format!("document.documentElement.dir = '{dir}'"))
                .await?;
            let crowded: Vec<String> =
                serde_json::from_value(stage.run(include_str!("crowded.js")).await?)?;
            ensure!(crowded.is_empty(), "{what}, {room:?}, {dir}: {crowded:#?}");
        }
    }
    Ok(())
}

pub async fn our_pages_fit_where_room_is_short_and_from_right_to_left(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    each_told(&stage, fits).await
}

pub async fn the_callout_fits_beside_the_switch_where_room_is_short(kind: Kind) -> Result<()> {
    for lang in ["en", "ar"] {
        let scenario = Scenario {
            lang: lang.to_owned(),
            ..Scenario::default()
        };
        // Without smooth scrolling.
        let stage = Stage::alone(kind, scenario, |options| options.reduced_motion = true).await?;
        stage.go(SETTING).await?;
        stage
            .browser
            .give_room(Room {
                view: (320, 480),
                text: 1.0,
            })
            .await?;
        stage
            .overlay("a callout that leads to the switch", |overlay| {
                overlay
                    .callout
                    .as_ref()
                    .is_some_and(|it| it.buttons.len() == 2)
            })
            .await?;
        stage
            .browser
            .press_callout_button(english("calloutScroll")?)
            .await?;
        for words in [english("calloutOn")?, english("calloutOff")?] {
            let callout = stage.ringed(TRACK, words).await?;
            let target = stage.box_of(TRACK).await?;
            let view = Rect {
                x: 0.0,
                y: 0.0,
                width: 320.0,
                height: 480.0,
            };
            ensure!(
                !callout.rect.overlaps(&target),
                "{lang}: {callout:?} {target:?}"
            );
            ensure!(view.encloses(&callout.rect), "{lang}: {callout:?}");
            for button in &callout.buttons {
                ensure!(callout.rect.encloses(&button.rect), "{lang}: {callout:#?}");
            }
            if words.contains("on.") {
                stage.click(TRACK).await?;
            }
        }
        // Heads Up speaks English here, whatever the page's language.
        ensure!(stage.browser.see_into_overlay().await?, "no overlay");
        let direction =
            "return getComputedStyle(instruments.root().querySelector('.callout')).direction";
        let direction = stage.browser.beside(direction).await?;
        ensure!(direction == "ltr", "{lang}: {direction}");
    }
    Ok(())
}

pub async fn the_callout_is_as_large_as_the_person_has_set_text_to_be(kind: Kind) -> Result<()> {
    let stage = Stage::alone(kind, Scenario::default(), |options| {
        options.reduced_motion = true;
    })
    .await?;
    stage.go(SETTING).await?;
    let size = async || -> Result<f64> {
        stage.ringed(TRACK, english("calloutOn")?).await?;
        ensure!(stage.browser.see_into_overlay().await?, "no overlay");
        let size = "const {fontSize} = getComputedStyle(instruments.root().querySelector('.line'));
                    return parseFloat(fontSize)";
        let size = stage.browser.beside(size).await?;
        size.as_f64().context("no font size")
    };
    let usual = size().await?;
    ensure!((usual - 14.0).abs() < 0.1, "{usual}");
    let room = Room {
        view: (640, 800),
        text: 2.0,
    };
    stage.browser.give_room(room).await?;
    // The page's own font size must not matter.
    let small = "document.documentElement.style.fontSize = '5px'";
    let show = format!("document.querySelector('{TRACK}').scrollIntoView({{block: 'center'}})");
    if kind == Kind::Chromium {
        // The setting applies to pages loaded after it. Firefox zooms text, which no page can
        // notice.
        stage.browser.driver.refresh().await?;
        stage.run(&format!("{small}; {show}")).await?;
        let large = size().await?;
        ensure!((large - 2.0 * usual).abs() < 0.1, "{large}");
    }
    stage.run(&format!("{small}; {show}")).await?;
    let callout = stage.ringed(TRACK, english("calloutOn")?).await?;
    let view = Rect {
        x: 0.0,
        y: 0.0,
        width: 640.0,
        height: 800.0,
    };
    ensure!(view.encloses(&callout.rect), "{callout:?}");
    let target = stage.box_of(TRACK).await?;
    ensure!(!callout.rect.overlaps(&target), "{callout:?} {target:?}");
    Ok(())
}

/// What forced colours put behind everything, and whether a colour is no other.
const CANVAS: &str = "
    const probe = document.createElement('i');
    probe.style.backgroundColor = 'Canvas';
    document.documentElement.append(probe);
    const canvas = getComputedStyle(probe).backgroundColor;
    probe.remove();
    const nothing = (colour) => colour === canvas || /^rgba.*, 0[)]$/.test(colour);";

/// The elements in `root` that show where a control is or how it is set, and have no border. Forced
/// colours remove backgrounds and shadows, so without a border they would be invisible.
const EDGELESS: &str = "
    const edge = (it, part) => {
      const style = getComputedStyle(it, part);
      const of = (side, what) => style.getPropertyValue(`border-${side}-${what}`);
      const isDrawn = (side) => of(side, 'style') !== 'none' && parseFloat(of(side, 'width')) >= 1;
      const isEdge = (side) => isDrawn(side) && !nothing(of(side, 'color'));
      return isEdge('top') || isEdge('left') || isEdge('right');
    };
    const native = (it) => it.matches('input') && getComputedStyle(it).appearance === 'auto';
    return [...root.querySelectorAll(things)]
      .filter((it) => it.checkVisibility({visibilityProperty: true}))
      .filter((it) => !native(it) && !edge(it, it.id === 'headline' ? '::before' : null))
      .map((it) => it.outerHTML);";

/// What moves on the page in front.
const MOVING: &str = "
    const moves = (it) => getComputedStyle(it).transitionDuration.split(',').some((time) => parseFloat(time) > 0);
    const moving = [...document.querySelectorAll('*')].filter(moves).map((it) => it.outerHTML);
    return [...moving, ...document.getAnimations().map((it) => String(it.animationName ?? it))];";

pub async fn without_colours_and_motion_everything_is_still_there(kind: Kind) -> Result<()> {
    let stage = Stage::alone(kind, Scenario::default(), |options| {
        options.forced_colors = true;
        options.reduced_motion = true;
    })
    .await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.click(TRACK).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    let asked = "return ['(forced-colors: active)', '(prefers-reduced-motion: reduce)'].map((query) => matchMedia(query).matches)";
    ensure!(stage.run(asked).await? == json!([true, true]));
    ensure!(stage.browser.see_into_overlay().await?, "no overlay");
    let edgeless = format!(
        "const root = instruments.root(), things = '.ring, .callout, .actions button'; {CANVAS} {EDGELESS}"
    );
    let edgeless = stage.browser.beside(&edgeless).await?;
    ensure!(edgeless == json!([]), "no edge: {edgeless:#}");
    let motion = "return getComputedStyle(instruments.root().querySelector('.ring')).animationName";
    let motion = stage.browser.beside(motion).await?;
    ensure!(motion == "none", "the ring moves: {motion}");

    each_told(&stage, can_be_seen).await?;
    open_filled(&stage, "popup/popup.html").await?;
    the_sign_is_full_where_it_is_confirmed(&stage).await
}

/// Checks that every control and its state on the page in front can be seen without colours and
/// motion.
pub async fn can_be_seen(stage: &Stage, what: &str) -> Result<()> {
    let edgeless = format!(
        "const root = document, things = 'h1#headline, input, select, .primary, .secondary, .kind, .card, #reminder, dialog, #troubles:not(:empty)'; {CANVAS} {EDGELESS}"
    );
    let edgeless = stage.run(&edgeless).await?;
    ensure!(edgeless == json!([]), "{what}, no edge: {edgeless:#}");
    let moving = stage.run(MOVING).await?;
    ensure!(moving == json!([]), "{what}, this moves: {moving:#}");
    Ok(())
}

/// The sign beside the status tells confirmed from not confirmed.
/// How the last look went, where it has failed.
const LOOK: &str = "/record/settings/linkedin~1ai-training/look";

async fn the_sign_is_full_where_it_is_confirmed(stage: &Stage) -> Result<()> {
    let told = everything();
    for told in told.iter().filter(|told| told.status == "opted-out") {
        // Not due and without a failed look: the sign would be another one.
        let mut storage = told.storage.clone();
        storage["preferences"]["recheckDays"] = 0.into();
        if storage.pointer(LOOK).is_some() {
            continue;
        }
        stage.browser.set_storage(&storage).await?;
        tab_shows(&stage.browser, told.status, told.confirmed).await?;
        let full = format!(
            "{CANVAS} const {{backgroundColor: ground}} = getComputedStyle(document.querySelector('#headline'), '::before');
             return !nothing(ground)"
        );
        let full = stage.run(&full).await?;
        ensure!(
            full == told.confirmed,
            "confirmed {}: full {full}",
            told.confirmed
        );
    }
    Ok(())
}
