//! Knows how to open the popup, as a person does or as a page in a tab, and
//! what can be done with it there.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;
use thirtyfour::support::base64_decode;
use thirtyfour::{WebDriver, WindowHandle};

use super::chromium::Chromium;
use super::devtools::Session;
use super::wait::wait_for;
use super::{Browser, DEADLINE, Engine, Picture, firefox};

/// How long a press may take to open Firefox's panel: it opens within a second, or not at all.
const OPENS_WITHIN: Duration = Duration::from_secs(5);

/// The popup's page within the package.
pub const POPUP: &str = "popup/popup.html";

/// The popup's page, opened in a tab of its own.
#[derive(Debug)]
pub struct PopupTab {
    window: WindowHandle,
    came_from: WindowHandle,
}

/// The popup at the toolbar button, while the page under test stays the active
/// tab. WebDriver does not reach it; these methods do.
#[derive(Debug)]
pub struct RealPopup<'a> {
    page: Page<'a>,
}

#[derive(Debug)]
enum Page<'a> {
    Chromium(&'a Chromium, Session),
    Firefox(FirefoxPopup<'a>),
}

/// The error of [`Browser::real_popup`] where Firefox did not open its panel in three presses:
/// a browser that has had many extensions installed and removed sometimes opens none any more.
#[derive(Debug)]
pub struct PanelDidNotOpen;

impl std::fmt::Display for PanelDidNotOpen {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Firefox did not open the popup's panel in three presses")
    }
}

#[derive(Debug)]
struct FirefoxPopup<'a> {
    driver: &'a WebDriver,
    extension: &'a str,
}

impl FirefoxPopup<'_> {
    async fn call(&self, operation: &str, argument: &str) -> Result<Value> {
        firefox::in_browser(self.driver, operation, self.extension, argument).await
    }

    /// Presses the toolbar button until the popup is there. In a Firefox where the extension
    /// has been removed and installed again, the panel now and then opens empty.
    async fn open(&self) -> Result<()> {
        let mut presses = 0;
        loop {
            firefox::press_toolbar_button(self.driver, self.extension).await?;
            presses += 1;
            let ready = self.wait_until("the popup to open", "popupReady", true, OPENS_WITHIN);
            match ready.await {
                Err(error) if presses < 3 => eprintln!("Firefox: {error:#}; pressed again"),
                ended => return ended.context(PanelDidNotOpen),
            }
            self.call("panelClose", "").await?;
        }
    }

    /// Waits until a question about the popup is answered with yes or no.
    async fn wait_until(
        &self,
        what: &str,
        question: &str,
        answer: bool,
        deadline: Duration,
    ) -> Result<()> {
        let ask = async || self.call(question, "").await;
        wait_for(what, deadline, ask, |it| *it == answer).await?;
        Ok(())
    }
}

impl Browser {
    /// Opens the popup's page in a new tab, and has the driver look at it until
    /// [`Browser::close_popup_tab`].
    pub async fn popup_tab(&self) -> Result<PopupTab> {
        self.page_tab(POPUP).await
    }

    /// The same of another page of the extension.
    pub async fn page_tab(&self, page: &str) -> Result<PopupTab> {
        let address = format!("{}{page}", self.extension()?.address);
        let came_from = self.driver.window().await?;
        let window = self.driver.new_tab().await?;
        self.driver.switch_to_window(window.clone()).await?;
        self.driver.goto(address).await?;
        Ok(PopupTab { window, came_from })
    }

    /// Closes that tab; the driver looks again at the tab it came from.
    pub async fn close_popup_tab(&self, tab: PopupTab) -> Result<()> {
        self.driver.switch_to_window(tab.window).await?;
        self.driver.close_window().await?;
        self.driver.switch_to_window(tab.came_from).await?;
        Ok(())
    }

    /// Presses the extension's toolbar button and returns the popup that opens,
    /// loaded. As when a person presses it, the extension gets `activeTab`.
    pub async fn real_popup(&self) -> Result<RealPopup<'_>> {
        let extension = self.extension()?;
        let page = match &self.engine {
            Engine::Chromium(chromium) => {
                Page::Chromium(chromium, chromium.open_popup(&extension.id).await?)
            }
            Engine::Firefox => {
                let popup = FirefoxPopup {
                    driver: &self.driver,
                    extension: &extension.id,
                };
                popup.open().await?;
                Page::Firefox(popup)
            }
        };
        Ok(RealPopup { page })
    }
}

impl RealPopup<'_> {
    /// Runs `body`, the body of an async function, in the popup; returns what
    /// it returns, which must be JSON.
    pub async fn run(&self, body: &str) -> Result<Value> {
        match &self.page {
            Page::Chromium(chromium, page) => chromium.devtools.run(page, body).await,
            Page::Firefox(popup) => popup.call("popupRun", body).await,
        }
    }

    /// The rendered text of the first element that `css` selects.
    pub async fn text(&self, css: &str) -> Result<String> {
        let css_json = Value::from(css);
        let body = format!("return document.querySelector({css_json})?.innerText ?? null;");
        let text = self.run(&body).await?;
        Ok(text
            .as_str()
            .with_context(|| format!("the popup has no {css}"))?
            .to_owned())
    }

    /// Clicks with the mouse on the first element that `css` selects: a trusted
    /// click, which may also close the popup.
    pub async fn click(&self, css: &str) -> Result<()> {
        match &self.page {
            Page::Chromium(chromium, page) => chromium.click(page, css).await,
            Page::Firefox(popup) => popup.call("popupClick", css).await.map(drop),
        }
    }

    /// A picture of all of the popup, also of what one would have to scroll to.
    pub async fn picture(&self) -> Result<Picture> {
        match &self.page {
            Page::Chromium(chromium, page) => chromium.picture(page).await,
            Page::Firefox(popup) => {
                let picture = popup.call("popupPicture", "").await?;
                let picture = picture.as_str().context("Firefox gave no picture")?;
                Picture::from_png(&base64_decode(picture)?)
            }
        }
    }

    /// Writes that picture as PNG.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        self.picture().await?.write(path)
    }

    /// Whether it is still open: browsers close it when it loses the focus.
    pub async fn is_open(&self) -> Result<bool> {
        match &self.page {
            Page::Chromium(chromium, page) => {
                let targets = chromium.devtools.targets().await?;
                Ok(targets
                    .iter()
                    .any(|target| target["targetId"] == page.target.as_str()))
            }
            Page::Firefox(popup) => Ok(popup.call("popupOpen", "").await? == true),
        }
    }

    /// Closes it and returns when it is gone.
    pub async fn close(self) -> Result<()> {
        match &self.page {
            Page::Chromium(chromium, page) => chromium.devtools.close_target(&page.target).await,
            Page::Firefox(popup) => {
                popup.call("popupClose", "").await?;
                popup
                    .wait_until("the popup to be gone", "popupOpen", false, DEADLINE)
                    .await
            }
        }
    }
}
