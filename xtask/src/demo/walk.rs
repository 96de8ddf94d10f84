//! The walk to the switch, step by step, with the mouse, as a person takes it. Prints each step
//! once everything in it was seen.

use std::future::Future;

use anyhow::{Context, Result, ensure};
use practice::words::{english, start_of};
use practice::{
    browser::{Browser, Picture, RealPopup},
    site::Site,
};

use super::{
    look,
    pictures::{self, Pictures},
    screen::Screen,
};

/// The page at which LinkedIn's menu leads into the settings.
const SETTINGS: &str = "https://www.linkedin.com/mypreferences/d/";
const TO_PRIVACY: &str = r#"nav a[href$="/categories/privacy"]"#;
const TO_SETTING: &str = r#"main a[href$="/data-for-ai-improvement"]"#;
/// LinkedIn's key of the setting.
const KEY: &str = "allowDataForGenerativeAI";
/// The switch that a person sees; the input itself is hidden.
const SWITCH: &str = r#"[aria-labelledby="allowDataForGenerativeAI"] + label"#;

/// One walk.
pub(super) struct Walk<'a> {
    pub(super) site: &'a Site,
    pub(super) browser: &'a Browser,
    pub(super) pictures: &'a Pictures,
    /// The invisible screen that the window is on; `None` where the window is visible.
    pub(super) screen: Option<&'a Screen>,
}

impl Walk<'_> {
    /// All steps. An error names the step that failed, and what could be seen instead.
    pub(super) async fn all(&self) -> Result<()> {
        self.step("1 settings", self.settings()).await?;
        self.step("2 data privacy", self.data_privacy()).await?;
        self.step("3 switch on", self.switch_on()).await?;
        self.step("  popup", self.popup_while_on()).await?;
        self.step("4 switch off", self.switch_off()).await?;
        self.step("5 confirmed", self.confirmed()).await?;
        self.step("  popup", self.popup_at_the_end()).await
    }

    async fn step(&self, name: &str, reached: impl Future<Output = Result<String>>) -> Result<()> {
        let error = match reached.await {
            Ok(seen) => {
                println!("{name:<16}{seen}");
                return Ok(());
            }
            Err(error) => error,
        };
        let instead = look::instead(self.browser).await;
        // A browser that has crashed gives no picture: then the error has none.
        let picture = self.pictures.path("not-reached");
        let see = match self.browser.screenshot(&picture).await {
            Ok(()) => format!(" (see {})", picture.display()),
            Err(_) => String::new(),
        };
        let name = name.trim();
        Err(error.context(format!(
            "not reached: {name}. Instead there is {instead}{see}"
        )))
    }

    async fn settings(&self) -> Result<String> {
        self.browser.driver.goto(SETTINGS).await?;
        let seen = self
            .ring(TO_PRIVACY, start_of("calloutToCategory")?)
            .await?;
        look::badge(self.browser, "").await?;
        self.picture("1-settings").await?;
        Ok(format!(
            "ring around “Data privacy”; no badge; callout: {}",
            seen.said
        ))
    }

    async fn data_privacy(&self) -> Result<String> {
        self.click(TO_PRIVACY, start_of("calloutToCategory")?)
            .await?;
        let seen = self.ring(TO_SETTING, start_of("calloutToSetting")?).await?;
        look::badge(self.browser, "").await?;
        self.picture("2-data-privacy").await?;
        Ok(format!(
            "ring around the row; no badge; callout: {}",
            seen.said
        ))
    }

    async fn switch_on(&self) -> Result<String> {
        self.click(TO_SETTING, start_of("calloutToSetting")?)
            .await?;
        let seen = self.ring(SWITCH, english("calloutOn")?).await?;
        look::record(self.browser, "opted-in", true).await?;
        look::badge(self.browser, "!").await?;
        self.picture("3-switch-on").await?;
        Ok(format!(
            "ring around the switch; badge !; callout: {}",
            seen.said
        ))
    }

    async fn popup_while_on(&self) -> Result<String> {
        let (popup, headline) = self.popup("opted-in", "on").await?;
        popup.close().await?;
        Ok(format!("{headline} (opted-in, confirmed)"))
    }

    async fn switch_off(&self) -> Result<String> {
        self.click(SWITCH, english("calloutOn")?).await?;
        self.ring(SWITCH, english("calloutOff")?).await?;
        let reload = english("calloutReload")?;
        let seen = self.ring(SWITCH, reload).await?;
        look::badge(self.browser, "✓").await?;
        ensure!(
            !self.site.saved(KEY),
            "the practice site has not saved the change"
        );
        self.picture("4-switch-off").await?;
        Ok(format!("badge ✓; saved; callout: {} [{reload}]", seen.said))
    }

    async fn confirmed(&self) -> Result<String> {
        let before = look::load(self.browser).await?;
        self.browser
            .press_callout_button(english("calloutReload")?)
            .await?;
        look::new_load(self.browser, before).await?;
        let seen = self.ring(SWITCH, english("calloutOff")?).await?;
        look::record(self.browser, "opted-out", true).await?;
        look::badge(self.browser, "✓").await?;
        self.picture("5-confirmed").await?;
        Ok(format!(
            "reloaded; badge ✓; recorded as confirmed; callout: {}",
            seen.said
        ))
    }

    /// Leaves the popup open: in a visible window the person goes on from here.
    async fn popup_at_the_end(&self) -> Result<String> {
        let (_, headline) = self.popup("opted-out", "off").await?;
        Ok(format!("{headline} (opted-out, confirmed)"))
    }

    async fn ring(&self, css: &str, words: &str) -> Result<look::Seen> {
        look::ring(self.browser, css, words).await
    }

    /// Clicks in the middle of the ringed element.
    async fn click(&self, css: &str, words: &str) -> Result<()> {
        let (x, y) = self.ring(css, words).await?.target.center();
        self.browser.click_at(x, y).await
    }

    async fn picture(&self, name: &str) -> Result<()> {
        self.browser.screenshot(&self.pictures.path(name)).await
    }

    /// Presses the toolbar button. Returns the popup and its headline once it shows a confirmed
    /// `status`. Takes pictures that have `state` in their names.
    async fn popup(&self, status: &str, state: &str) -> Result<(RealPopup<'_>, String)> {
        let file = self.pictures.path(&format!("popup-{state}"));
        if self.pictures.side_by_side() {
            let page = self.page_beside_a_popup(state).await?;
            let opened = self.popup_alone(status).await?;
            let popup = opened.0.picture().await?;
            pictures::beside(&page, &popup)?.write(&file)?;
            return Ok(opened);
        }
        let opened = self.popup_in_the_window(status, state).await?;
        opened.0.screenshot(&file).await?;
        Ok(opened)
    }

    async fn popup_alone(&self, status: &str) -> Result<(RealPopup<'_>, String)> {
        let popup = self.browser.real_popup().await?;
        let headline = look::popup(&popup, status, true).await?;
        Ok((popup, headline))
    }

    /// Where there is an invisible screen, takes a picture of the whole window too.
    async fn popup_in_the_window(
        &self,
        status: &str,
        state: &str,
    ) -> Result<(RealPopup<'_>, String)> {
        let Some(screen) = self.screen else {
            return self.popup_alone(status).await;
        };
        let window = self.browser.driver.get_window_rect().await?;
        let size = (
            usize::try_from(window.x + window.width)?,
            usize::try_from(window.y + window.height)?,
        );
        let before = screen.picture(size, None).await?;
        let opened = self.popup_alone(status).await?;
        let picture = screen.picture(size, Some(&before)).await;
        let picture = picture.context("the popup does not show on the screen")?;
        picture.write(&self.pictures.path(&format!("window-{state}")))?;
        Ok(opened)
    }

    /// The page as wide as it is where a popup stands beside it.
    async fn page_beside_a_popup(&self, state: &str) -> Result<Picture> {
        self.browser.set_viewport(pictures::PAGE).await?;
        let words = match state {
            "on" => english("calloutOn")?,
            _ => english("calloutOff")?,
        };
        self.ring(SWITCH, words).await?;
        let picture = self.browser.picture().await?;
        self.browser.set_viewport(self.pictures.viewport()).await?;
        Ok(picture)
    }
}
