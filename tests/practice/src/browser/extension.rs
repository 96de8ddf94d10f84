//! Knows how to look at the extension from inside, and to stop, reload and
//! remove it. Must never disturb the tab under test or wake the background.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;
use thirtyfour::WindowHandle;

use super::wait::wait_until;
use super::{Browser, DEADLINE, Engine, Extension, firefox, managed, roll_out};

impl Browser {
    /// Installs the package. [`Browser::open`] has done so already, unless
    /// told not to: this is for pages that were open before.
    ///
    /// The page that it opens then, if it has one, is closed again, so that the
    /// tab under test is the active one, unless told to leave it.
    pub async fn install(&mut self) -> Result<()> {
        let before = self.driver.windows().await?;
        let package = &self.package;
        let extension = match &self.engine {
            Engine::Chromium(chromium) => {
                let id = match self.options.rolled_out {
                    false => chromium.install(package).await?,
                    true => {
                        let id = roll_out::id(self.directory.path())?;
                        wait_until("the organisation's install", DEADLINE, async || {
                            chromium.worker(&id).await
                        })
                        .await?;
                        id
                    }
                };
                Extension {
                    address: format!("chrome-extension://{id}/"),
                    id,
                }
            }
            Engine::Firefox => {
                let id = firefox::install(&self.driver, package).await?;
                let address = firefox::in_browser(&self.driver, "address", &id, "").await?;
                let address = address
                    .as_str()
                    .context("Firefox gave no address")?
                    .to_owned();
                Extension { address, id }
            }
        };
        self.extension = Some(extension);
        let has_welcome = self.package.join("details/details.html").is_file();
        match has_welcome && !self.options.welcome {
            true => self.close_welcome(&before).await,
            false => Ok(()),
        }
    }

    /// Waits for the page that the extension opens when it is installed, and
    /// closes it.
    async fn close_welcome(&self, before: &[WindowHandle]) -> Result<()> {
        if let Engine::Chromium(chromium) = &self.engine {
            return chromium.close_own_page(&self.extension()?.address).await;
        }
        let under_test = self.driver.window().await?;
        let welcome = self.window_besides(before).await?;
        self.driver.switch_to_window(welcome).await?;
        self.driver.close_window().await?;
        self.driver.switch_to_window(under_test).await?;
        Ok(())
    }

    /// Waits until there is a window besides `before`, and returns it.
    pub async fn window_besides(&self, before: &[WindowHandle]) -> Result<WindowHandle> {
        wait_until("a new tab", DEADLINE, async || {
            let windows = self.driver.windows().await?;
            Ok(windows.into_iter().find(|window| !before.contains(window)))
        })
        .await
    }

    /// Installs another package in the place of the one that is installed, if
    /// any; none with `None`.
    pub async fn replace_extension(&mut self, package: Option<&Path>) -> Result<()> {
        if self.extension.is_some() {
            self.uninstall().await?;
        }
        if let Some(package) = package {
            self.package = std::path::absolute(package)?;
            self.install().await?;
        }
        Ok(())
    }

    /// Keeps the extension's button on the toolbar, as a person does through the
    /// puzzle-piece menu.
    pub async fn pin(&self) -> Result<()> {
        let extension = &self.extension()?.id;
        match &self.engine {
            Engine::Chromium(chromium) => chromium.pin(extension).await,
            Engine::Firefox => firefox::pin(&self.driver, extension).await.map(drop),
        }
    }

    /// Removes the extension under the pages that are open.
    pub async fn uninstall(&mut self) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => chromium.uninstall(&self.extension()?.id).await?,
            Engine::Firefox => self.in_firefox("uninstall", "").await.map(drop)?,
        }
        self.extension = None;
        Ok(())
    }

    /// Disables the extension, or enables it again, where the browser lists its extensions.
    pub async fn enable_extension(&self, on: bool) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => chromium.enable(&self.extension()?.id, on).await,
            Engine::Firefox => {
                let to = if on { "on" } else { "off" };
                self.in_firefox("enable", to).await.map(drop)
            }
        }
    }

    /// Changes what an organisation has set under the running browser, which was opened with
    /// [`Options::managed`](super::Options). Firefox reads it when the extension starts.
    pub fn set_managed(&self, values: &Value) -> Result<()> {
        let barred = self.options.barred;
        managed::write(
            self.kind,
            &self.package,
            values,
            barred,
            self.directory.path(),
        )
    }

    /// Reloads the extension under the pages that are open, as an update does.
    pub async fn reload_extension(&self) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => chromium.install(&self.package).await.map(drop),
            Engine::Firefox => self.in_firefox("reload", "").await.map(drop),
        }
    }

    /// Installs the package once more under the pages that are open, which has
    /// changed where it lies: an update, where its version has risen.
    pub async fn update_extension(&self) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => chromium.install(&self.package).await.map(drop),
            Engine::Firefox => firefox::install(&self.driver, &self.package)
                .await
                .map(drop),
        }
    }

    /// Allows the extension to run in private windows, as a person does where the browser
    /// lists its extensions. Where its manifest forbids it, it does not run there
    /// nevertheless.
    pub async fn allow_in_private(&self) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => chromium.allow_in_private(&self.extension()?.id).await,
            Engine::Firefox => self.in_firefox("allowInPrivate", "").await.map(drop),
        }
    }

    /// Opens `address` in a private window, beside the one under test.
    pub async fn open_privately(&self, address: &str) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => chromium.open_privately(address).await,
            Engine::Firefox => self.in_firefox("openPrivately", address).await.map(drop),
        }
    }

    /// Takes the extension's access to the pages of its content script away, as
    /// a person does where the browser lists its extensions.
    pub async fn revoke_access(&self) -> Result<()> {
        let extension = &self.extension()?.id;
        match &self.engine {
            Engine::Chromium(chromium) => {
                chromium
                    .configure(extension, r#"{hostAccess: "ON_CLICK"}"#)
                    .await
            }
            Engine::Firefox => self.in_firefox("revoke", "").await.map(drop),
        }
    }

    /// Gives it back there.
    pub async fn give_access(&self) -> Result<()> {
        let extension = &self.extension()?.id;
        match &self.engine {
            Engine::Chromium(chromium) => {
                chromium
                    .configure(extension, r#"{hostAccess: "ON_ALL_SITES"}"#)
                    .await
            }
            Engine::Firefox => self.in_firefox("give", "").await.map(drop),
        }
    }

    /// Stops the service worker or event page, as browsers do with an idle
    /// one, and returns when it has stopped. The next event starts it again.
    pub async fn stop_worker(&self) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => {
                let id = &self.extension()?.id;
                let Some(worker) = chromium.worker(id).await? else {
                    return Ok(());
                };
                chromium.devtools.close_target(&worker).await?;
                // A page may have woken another by now.
                return wait_until("the background to stop", DEADLINE, async || {
                    let now = chromium.worker(id).await?;
                    Ok((now.as_deref() != Some(worker.as_str())).then_some(()))
                })
                .await;
            }
            Engine::Firefox => self.in_firefox("stop", "").await.map(drop)?,
        }
        wait_until("the background to stop", DEADLINE, async || {
            Ok((!self.worker_running().await?).then_some(()))
        })
        .await
    }

    /// Whether the service worker or event page is running.
    pub async fn worker_running(&self) -> Result<bool> {
        match &self.engine {
            Engine::Chromium(chromium) => {
                Ok(chromium.worker(&self.extension()?.id).await?.is_some())
            }
            Engine::Firefox => Ok(self.in_firefox("running", "").await? == true),
        }
    }

    /// Runs `body`, the body of an async function, with the extension's
    /// `chrome.*`, in a page of it that nothing shows; returns what it returns,
    /// which must be JSON.
    pub async fn run_in_extension(&self, body: &str) -> Result<Value> {
        match &self.engine {
            Engine::Chromium(chromium) => {
                chromium.run_in_extension(&self.extension()?.id, body).await
            }
            Engine::Firefox => self.in_firefox("run", body).await,
        }
    }

    /// All of `chrome.storage.local`.
    pub async fn storage(&self) -> Result<Value> {
        self.run_in_extension("return chrome.storage.local.get(null);")
            .await
    }

    /// Makes `chrome.storage.local` hold exactly the keys of `content`.
    pub async fn set_storage(&self, content: &Value) -> Result<()> {
        let body = format!(
            "const content = JSON.parse({});
             const area = chrome.storage.local;
             const keys = Object.keys(await area.get(null));
             await area.remove(keys.filter((key) => !Object.hasOwn(content, key)));
             await area.set(content);",
            Value::from(content.to_string())
        );
        self.run_in_extension(&body).await.map(drop)
    }

    /// The text of the badge over the active tab.
    pub async fn badge(&self) -> Result<String> {
        let body = "const [tab] = await chrome.tabs.query({ active: true });
                    return chrome.action.getBadgeText({ tabId: tab.id });";
        let text = self.run_in_extension(body).await?;
        Ok(text.as_str().context("the badge has no text")?.to_owned())
    }

    pub(super) async fn in_firefox(&self, operation: &str, argument: &str) -> Result<Value> {
        firefox::in_browser(&self.driver, operation, &self.extension()?.id, argument).await
    }
}
