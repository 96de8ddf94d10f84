//! The ring and the callout on pages that change in ways the practice site does not: each test
//! changes the page.
//!
//! - `standing`: it stays on the page, and disturbs nothing
//!
//! - `placing`: it is around the visible part of the switch, and moves with it
//!
//! - `layers`: modals, popovers and covers
//!
//! - `presses`: which clicks and which Escape belong to the page

mod layers;
mod placing;
mod presses;
mod standing;

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, Rect, wait_until};
use practice::words::english;

pub use layers::*;
pub use placing::*;
pub use presses::*;
pub use standing::*;

use crate::stage::{PATIENCE, SETTING, Stage, TRACK};

/// Room between the switch and the ring's outer edge, on each side.
const GAP: f64 = 5.0;
/// What rounding may take from an edge, in pixels.
const EXACT: f64 = 0.6;

/// On the setting's page, with the switch ringed.
async fn ringed(kind: Kind) -> Result<Stage> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    Ok(stage)
}

fn around(target: &Rect) -> Rect {
    Rect {
        x: target.x - GAP,
        y: target.y - GAP,
        width: target.width + 2.0 * GAP,
        height: target.height + 2.0 * GAP,
    }
}

fn is_exactly(one: &Rect, other: &Rect) -> bool {
    let edges = |it: &Rect| [it.x, it.y, it.x + it.width, it.y + it.height];
    let pairs = edges(one).into_iter().zip(edges(other));
    pairs
        .into_iter()
        .all(|(one, other)| (one - other).abs() <= EXACT)
}

/// Waits until the ring is exactly around a box, which `target` finds.
async fn ring_is_around(
    stage: &Stage,
    what: &str,
    target: impl AsyncFn() -> Result<Rect>,
) -> Result<()> {
    wait_until(what, PATIENCE, async || {
        let overlay = stage.browser.overlay().await?.context("no overlay")?;
        let ring = overlay.ring.context("no ring")?;
        let around = around(&target().await?);
        ensure!(is_exactly(&ring, &around), "{ring:?}, not {around:?}");
        Ok(Some(()))
    })
    .await
}

/// Nothing is drawn: no ring, no callout.
async fn nothing_is_drawn(stage: &Stage, why: &str) -> Result<()> {
    wait_until(why, PATIENCE, async || {
        let overlay = stage.browser.overlay().await?;
        let drawn = overlay
            .as_ref()
            .is_some_and(|it| it.ring.is_some() || it.callout.is_some());
        ensure!(!drawn, "{overlay:?}");
        Ok(Some(()))
    })
    .await
}
