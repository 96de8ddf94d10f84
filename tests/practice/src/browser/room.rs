//! Knows how to give a page less room than a window can, and larger text, as a
//! person with poor sight has it; and other colours. Changes nothing of the page itself.

use anyhow::Result;
use serde_json::{Value, json};

use super::{Browser, Engine};

/// The room that the tab under test has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Width and height of the viewport in CSS pixels. Windows are 500 pixels
    /// wide at least; zoomed in, that is far less.
    pub view: (u32, u32),
    /// How many times as large as usual the text is. In Firefox, what "Zoom text
    /// only" does; in Chromium, the person's font size, which our sizes follow.
    pub text: f64,
}

impl Browser {
    /// Gives it to the tab under test; what is loaded there is laid out anew.
    pub async fn give_room(&self, room: Room) -> Result<()> {
        let (width, height) = room.view;
        let Engine::Chromium(chromium) = &self.engine else {
            let room = json!({"width": width, "height": height, "text": room.text});
            return self.in_firefox("room", &room.to_string()).await.map(drop);
        };
        let page = chromium
            .tab(&self.driver.window().await?.to_string())
            .await?;
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": 0, "mobile": false});
        // Chromium's own defaults: 16 pixels, 13 where letters are equally wide.
        let sizes = json!({"fontSizes": {"standard": 16.0 * room.text, "fixed": 13.0 * room.text}});
        let commands: [(&str, Value); 2] = [
            ("Emulation.setDeviceMetricsOverride", metrics),
            ("Page.setFontSizes", sizes),
        ];
        for (command, params) in commands {
            chromium.devtools.command_to(&page, command, params).await?;
        }
        Ok(())
    }

    /// Has the tab under test light colours or dark ones from now on, without starting the
    /// browser anew.
    pub async fn darken(&self, dark: bool) -> Result<()> {
        let scheme = scheme(dark);
        let Engine::Chromium(chromium) = &self.engine else {
            return self.in_firefox("scheme", scheme).await.map(drop);
        };
        let page = chromium
            .tab(&self.driver.window().await?.to_string())
            .await?;
        let scheme = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        let devtools = &chromium.devtools;
        devtools
            .command_to(&page, "Emulation.setEmulatedMedia", scheme)
            .await
            .map(drop)
    }
}

/// Light or dark, as CSS calls it.
pub(super) fn scheme(dark: bool) -> &'static str {
    if dark { "dark" } else { "light" }
}
