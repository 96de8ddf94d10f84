//! Knows how a key is held down until it repeats, which chromedriver's own presses never do.

use anyhow::Result;
use serde_json::json;
use thirtyfour::Key;

use super::{Browser, Engine};

impl Browser {
    /// Presses Enter in the tab under test and holds it: it repeats once after `meanwhile`.
    pub async fn hold_enter(&self, meanwhile: impl Future<Output = Result<()>>) -> Result<()> {
        self.press_enter(false).await?;
        meanwhile.await?;
        self.press_enter(true).await?;
        if let Engine::Chromium(_) = &self.engine {
            return self.dispatch_enter("keyUp", false).await;
        }
        let released = self.driver.action_chain().key_up(Key::Enter);
        Ok(released.perform().await?)
    }

    async fn press_enter(&self, is_repeat: bool) -> Result<()> {
        if let Engine::Chromium(_) = &self.engine {
            return self.dispatch_enter("keyDown", is_repeat).await;
        }
        // A key that is down already repeats.
        let pressed = self.driver.action_chain().key_down(Key::Enter);
        Ok(pressed.perform().await?)
    }

    async fn dispatch_enter(&self, event: &str, is_repeat: bool) -> Result<()> {
        let Engine::Chromium(chromium) = &self.engine else {
            return Ok(());
        };
        let page = chromium
            .tab(&self.driver.window().await?.to_string())
            .await?;
        let key = json!({
            "type": event,
            "autoRepeat": is_repeat,
            "key": "Enter",
            "code": "Enter",
            "text": if event == "keyDown" { "\r" } else { "" },
            "windowsVirtualKeyCode": 13,
        });
        let devtools = &chromium.devtools;
        devtools
            .command_to(&page, "Input.dispatchKeyEvent", key)
            .await
            .map(drop)
    }
}
