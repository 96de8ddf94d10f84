//! Knows how to read the extension's overlay in the page and to press its
//! buttons. Must never change the page: it looks through WebDriver, which sees
//! into closed shadow roots where the page's own scripts do not.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner, WebDriverResult};

use super::Browser;
use super::command::DriverCommand;

/// The overlay as a person sees it at one moment.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Overlay {
    /// The attributes of its host.
    pub attributes: BTreeMap<String, String>,
    /// Whether the host's popover is open.
    pub open: bool,
    /// The box of `.ring`, `None` when it is not visible.
    pub ring: Option<Rect>,
    /// `.callout`, `None` when it is not visible.
    pub callout: Option<Callout>,
}

/// The box with the words.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Callout {
    /// Its text as rendered, buttons included.
    pub text: String,
    /// Its box.
    pub rect: Rect,
    /// `aria-live` of the region that it is in.
    pub live: Option<String>,
    /// Its visible buttons, in order.
    pub buttons: Vec<Button>,
}

/// A button in the callout.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Button {
    /// Its accessible name.
    pub name: String,
    /// Its box.
    pub rect: Rect,
}

/// A box in CSS pixels of the viewport.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// Whether all of `other` lies within this box.
    pub fn encloses(&self, other: &Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && self.x + self.width >= other.x + other.width
            && self.y + self.height >= other.y + other.height
    }

    /// Whether this is a box around a part of `other`, with some room, as large as a switch.
    pub fn is_about_a_part_of(&self, other: &Self) -> bool {
        let around = Self {
            x: other.x - 10.0,
            y: other.y - 10.0,
            width: other.width + 20.0,
            height: other.height + 20.0,
        };
        around.encloses(self) && self.width >= 20.0 && self.height >= 12.0
    }

    /// Whether the two share any area.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    /// The middle.
    pub fn center(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

/// The overlay is a `div` in `<html>` or at the end of `<body>`, a manual popover.
const HOST: &str = r#"
    const hosts = "html > div[popover=manual], body > div[popover=manual]";
    return [...document.querySelectorAll(hosts)].at(-1) ?? null;
"#;

/// The name under which WebDriver passes elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

impl Browser {
    /// The overlay in the page under test, `None` where there is none.
    pub async fn overlay(&self) -> Result<Option<Overlay>> {
        // The extension may replace its host between two commands.
        for _ in 0..3 {
            match self.read_overlay().await {
                Err(error) if went_away(&error) => {}
                seen => return Ok(seen?),
            }
        }
        bail!("the overlay is being replaced faster than it can be read")
    }

    async fn read_overlay(&self) -> WebDriverResult<Option<Overlay>> {
        let host = self.driver.execute(HOST, []).await?.json().clone();
        let Some(id) = host[ELEMENT].as_str() else {
            return Ok(None);
        };
        let root = match self.driver.cmd(DriverCommand::shadow_root(id)).await {
            Ok(answer) => answer.value::<Value>()?,
            // A popover of the page's own.
            Err(error) if has_no_shadow_root(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        self.driver
            .execute(include_str!("overlay.js"), [host, root])
            .await?
            .convert()
    }

    /// Presses the callout's button of that accessible name with the mouse, as
    /// a person does: a trusted click at the button's middle.
    pub async fn press_callout_button(&self, name: &str) -> Result<()> {
        let overlay = self
            .overlay()
            .await?
            .context("there is no overlay in the page")?;
        let callout = overlay.callout.context("the overlay shows no callout")?;
        let Some(button) = callout.buttons.iter().find(|button| button.name == name) else {
            let names: Vec<_> = callout.buttons.iter().map(|button| &button.name).collect();
            bail!("the callout has no button {name:?}, only {names:?}");
        };
        let (x, y) = button.rect.center();
        self.click_at(x, y).await
    }

    /// Clicks with the mouse at a point of the viewport, whatever is there.
    pub async fn click_at(&self, x: f64, y: f64) -> Result<()> {
        let pointer = self
            .driver
            .action_chain()
            .move_to(x.floor() as i64, y.floor() as i64);
        Ok(pointer.click().perform().await?)
    }
}

fn has_no_shadow_root(error: &WebDriverError) -> bool {
    matches!(error.as_inner(), WebDriverErrorInner::NotInSpec(info)
        if info.value.error.as_deref() == Some("no such shadow root"))
}

fn went_away(error: &WebDriverError) -> bool {
    match error.as_inner() {
        WebDriverErrorInner::StaleElementReference(_) | WebDriverErrorInner::NoSuchElement(_) => {
            true
        }
        WebDriverErrorInner::NotInSpec(info) => {
            info.value.error.as_deref() == Some("detached shadow root")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
        Rect {
            x,
            y,
            width,
            height,
        }
    }

    #[test]
    fn boxes_that_only_touch_do_not_overlap() {
        let left = rect(0.0, 0.0, 10.0, 10.0);
        assert!(!left.overlaps(&rect(10.0, 0.0, 10.0, 10.0)));
        assert!(left.overlaps(&rect(9.0, 9.0, 10.0, 10.0)));
    }

    #[test]
    fn a_box_encloses_itself_but_nothing_that_sticks_out() {
        let ring = rect(5.0, 5.0, 60.0, 30.0);
        assert!(ring.encloses(&ring));
        assert!(!ring.encloses(&rect(4.0, 5.0, 20.0, 20.0)));
    }
}
