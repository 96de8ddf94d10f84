//! Knows how to act in Chromium around the page: popup, worker, pages of the extension. Knows
//! nothing of Firefox.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use thirtyfour::WebDriver;
use thirtyfour::support::base64_decode;
use tokio::sync::Mutex;

use super::devtools::{DevTools, Session};
use super::wait::wait_until;
use super::{DEADLINE, Picture};

/// A running Chromium.
#[derive(Debug)]
pub(super) struct Chromium {
    pub(super) devtools: DevTools,
    /// A page of the extension that no tab shows, opened when first needed.
    inert_page: Mutex<Option<Session>>,
    /// The tab under test, attached to when first needed.
    tab: Mutex<Option<Session>>,
}

impl Chromium {
    /// Connects to the browser that `driver` has started.
    pub(super) async fn connect(driver: &WebDriver) -> Result<Self> {
        let profile = driver
            .capabilities()
            .get("chrome")
            .and_then(|it| it["userDataDir"].as_str());
        let profile = profile.context("chromedriver does not say where the profile is")?;
        let devtools = DevTools::connect(Path::new(profile)).await?;
        Ok(Self {
            devtools,
            inert_page: Mutex::new(None),
            tab: Mutex::new(None),
        })
    }

    /// Installs the unpacked `package` and returns the extension's id. Done a
    /// second time, this is a reload.
    pub(super) async fn install(&self, package: &Path) -> Result<String> {
        self.close_inert_page().await?;
        let answer = self
            .devtools
            .command("Extensions.loadUnpacked", json!({"path": package}));
        let answer = answer
            .await
            .with_context(|| format!("Chromium refused the package {}", package.display()))?;
        Ok(answer["id"]
            .as_str()
            .context("Chromium gave no extension id")?
            .to_owned())
    }

    /// Removes the extension.
    pub(super) async fn uninstall(&self, extension: &str) -> Result<()> {
        self.close_inert_page().await?;
        self.devtools
            .command("Extensions.uninstall", json!({"id": extension}))
            .await?;
        Ok(())
    }

    /// Presses the toolbar button over the active tab, with what that grants
    /// the extension (`activeTab`, which `chrome.action.openPopup()` does not
    /// grant), and returns the popup once it is loaded.
    pub(super) async fn open_popup(&self, extension: &str) -> Result<Session> {
        let before = self.devtools.targets().await?;
        let tab = before
            .iter()
            .find(|target| target["embedderData"]["tabActive"] == true);
        let tab = tab.context("no tab is active")?["targetId"].clone();
        let params = json!({"id": extension, "targetId": tab});
        self.devtools
            .command("Extensions.triggerAction", params)
            .await?;
        // The popup's page may be open in a tab as well: only the new one counts.
        let address = format!("chrome-extension://{extension}/");
        let popup = wait_until("the popup to open", DEADLINE, async || {
            let targets = self.devtools.targets().await?;
            let popup = targets.into_iter().find(|target| {
                target["type"] == "page"
                    && target["url"]
                        .as_str()
                        .is_some_and(|url| url.starts_with(&address))
                    && !before
                        .iter()
                        .any(|old| old["targetId"] == target["targetId"])
            });
            Ok(popup.and_then(|target| target["targetId"].as_str().map(str::to_owned)))
        })
        .await?;
        let session = self.devtools.attach(&popup).await?;
        self.wait_until_loaded(&session).await?;
        Ok(session)
    }

    /// Keeps the extension's button on the toolbar.
    pub(super) async fn pin(&self, extension: &str) -> Result<()> {
        self.configure(extension, "{pinnedToToolbar: true}").await
    }

    /// Sets what a person can set for an extension where extensions are managed:
    /// the fields of an `ExtensionConfigurationUpdate`. Returns when the extension runs.
    pub(super) async fn configure(&self, extension: &str, fields: &str) -> Result<()> {
        let body = format!(
            "const extensionId = {};
             const {{ developerPrivate }} = chrome;
             // Once: it may have the extension start anew, and an unpacked one does so for
             // developers only.
             window.taken ??= developerPrivate.updateProfileConfiguration({{ inDeveloperMode: true }})
               .then(() => developerPrivate.updateExtensionConfiguration({{ extensionId, ...{fields} }}));
             await window.taken;
             const {{ state }} = await developerPrivate.getExtensionInfo(extensionId);
             return state === 'ENABLED';",
            Value::from(extension)
        );
        let said = format!("Chromium to take {fields}");
        self.where_extensions_are_managed(&said, &body).await
    }

    /// Disables or enables the extension.
    pub(super) async fn enable(&self, extension: &str, on: bool) -> Result<()> {
        self.close_inert_page().await?;
        let body = format!(
            "const id = {};
             // Not there before the page is.
             await chrome.management?.setEnabled(id, {on});
             return (await chrome.management?.get(id))?.enabled === {on};",
            Value::from(extension)
        );
        let said = format!("Chromium to have the extension enabled: {on}");
        self.where_extensions_are_managed(&said, &body).await
    }

    /// Runs `body` in the one page that may manage extensions, until it returns `true`.
    async fn where_extensions_are_managed(&self, said: &str, body: &str) -> Result<()> {
        let params = json!({"url": "chrome://extensions/", "hidden": true});
        let answer = self.devtools.command("Target.createTarget", params).await?;
        let target = answer["targetId"]
            .as_str()
            .context("Chromium opened no page")?;
        let page = self.devtools.attach(target).await?;
        wait_until(said, DEADLINE, async || {
            let is_done = self.devtools.run(&page, body).await?;
            Ok((is_done == true).then_some(()))
        })
        .await?;
        self.devtools.close_target(target).await
    }

    /// Allows the extension to run in private windows.
    pub(super) async fn allow_in_private(&self, extension: &str) -> Result<()> {
        self.close_inert_page().await?;
        self.configure(extension, "{incognitoAccess: true}").await
    }

    /// Opens `address` in a context of its own, which is what Chromium calls a
    /// private window.
    pub(super) async fn open_privately(&self, address: &str) -> Result<()> {
        let context = self
            .devtools
            .command("Target.createBrowserContext", json!({}))
            .await?;
        let params = json!({"url": address, "browserContextId": context["browserContextId"]});
        self.devtools
            .command("Target.createTarget", params)
            .await
            .map(drop)
    }

    /// Clicks with the mouse in the middle of the first element that `css`
    /// selects in a page.
    pub(super) async fn click(&self, page: &Session, css: &str) -> Result<()> {
        let find = format!(
            "const element = document.querySelector({});
             if (!element) return null;
             // A popup grows with its content, and moves what is in it meanwhile.
             for (let last = '', still = 0; still < 3; ) {{
               element.scrollIntoView({{ behavior: 'instant', block: 'nearest' }});
               await new Promise(requestAnimationFrame);
               const now = JSON.stringify([element.getBoundingClientRect(), innerHeight]);
               still = now === last ? still + 1 : 0;
               last = now;
             }}
             const box = element.getBoundingClientRect();
             return [box.x + box.width / 2, box.y + box.height / 2];",
            Value::from(css)
        );
        let middle = self.devtools.run(page, &find).await?;
        let (Some(x), Some(y)) = (middle[0].as_f64(), middle[1].as_f64()) else {
            bail!("the page has no {css}");
        };
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            let answer = self
                .devtools
                .command_to(page, "Input.dispatchMouseEvent", event)
                .await;
            // What a click leads to may close the popup before it answers.
            if kind == "mousePressed" {
                answer?;
            }
        }
        Ok(())
    }

    /// A picture of all of a page, also of what one would have to scroll to.
    pub(super) async fn picture(&self, page: &Session) -> Result<Picture> {
        let bar =
            |width: &str| format!("document.documentElement.style.scrollbarWidth = '{width}';");
        self.devtools.run(page, &bar("none")).await?;
        // Chromium takes such a picture at once of tabs only, not of popups.
        let mut whole: Option<Picture> = None;
        let mut top = 0.0;
        loop {
            let scroll = format!(
                "scrollTo({{ top: {top}, behavior: 'instant' }});
                 await new Promise(requestAnimationFrame);
                 await new Promise(requestAnimationFrame);
                 return [scrollY, innerHeight, document.documentElement.scrollHeight];"
            );
            let seen = self.devtools.run(page, &scroll).await?;
            let (at, view, end) = serde_json::from_value::<(f64, f64, f64)>(seen)?;
            let piece = self.view(page).await?;
            match &mut whole {
                None => whole = Some(piece),
                Some(whole) => {
                    let rows_to_a_pixel = piece.height() as f64 / view;
                    let twice = ((top - at) * rows_to_a_pixel).round() as usize;
                    whole.put_below(&piece, twice)?;
                }
            }
            top += view;
            if top >= end {
                break;
            }
        }
        let back = format!("scrollTo(0, 0); {}", bar(""));
        self.devtools.run(page, &back).await?;
        whole.context("the page has no height")
    }

    /// A picture of what of a page is in view.
    async fn view(&self, page: &Session) -> Result<Picture> {
        let answer = self
            .devtools
            .command_to(page, "Page.captureScreenshot", json!({}))
            .await?;
        let data = answer["data"]
            .as_str()
            .context("Chromium gave no picture")?;
        Picture::from_png(&base64_decode(data)?)
    }

    /// Runs the body of an async function in a page of the extension that no
    /// tab shows, that runs no script of its own and does not wake the worker.
    pub(super) async fn run_in_extension(&self, extension: &str, body: &str) -> Result<Value> {
        let mut page = self.inert_page.lock().await;
        if page.is_none() {
            let address = format!("chrome-extension://{extension}/manifest.json");
            let params = json!({"url": address, "hidden": true});
            let answer = self.devtools.command("Target.createTarget", params).await?;
            let target = answer["targetId"]
                .as_str()
                .context("Chromium opened no page")?;
            let session = self.devtools.attach(target).await?;
            self.wait_until_loaded(&session).await?;
            *page = Some(session);
        }
        let page = page.as_ref().context("the page was opened above")?;
        self.devtools.run(page, body).await
    }

    /// Closes every page but `tab`, those too that chromedriver does not tell of, and forgets
    /// what is kept of sites.
    pub(super) async fn forget(&self, tab: &str) -> Result<()> {
        for target in self.devtools.targets().await? {
            let id = target["targetId"].as_str().unwrap_or_default();
            if target["type"] == "page" && id != tab {
                self.devtools.close_target(id).await?;
            }
        }
        let page = self.devtools.attach(tab).await?;
        let all = json!({"origin": "*", "storageTypes": "all"});
        for (clear, params) in [
            ("Network.clearBrowserCache", json!({})),
            ("Network.clearBrowserCookies", json!({})),
            ("Storage.clearDataForOrigin", all),
        ] {
            self.devtools.command_to(&page, clear, params).await?;
        }
        self.devtools.detach(&page).await
    }

    /// Waits until a page of the extension at `address` is open in a tab, which
    /// chromedriver does not tell of, and closes it.
    pub(super) async fn close_own_page(&self, address: &str) -> Result<()> {
        let page = wait_until("a page of the extension", DEADLINE, async || {
            self.devtools.find_target("page", address).await
        })
        .await?;
        // Closed while it asks for its first message, it would leave the
        // extension's pages without any words: Chromium keeps what it was told.
        let session = self.devtools.attach(&page).await?;
        self.wait_until_loaded(&session).await?;
        self.devtools.close_target(&page).await
    }

    async fn close_inert_page(&self) -> Result<()> {
        match self.inert_page.lock().await.take() {
            Some(page) => self.devtools.close_target(&page.target).await,
            None => Ok(()),
        }
    }

    /// The tab of this id, attached to.
    pub(super) async fn tab(&self, target: &str) -> Result<Session> {
        let mut tab = self.tab.lock().await;
        match &*tab {
            Some(known) if known.target == target => Ok(known.clone()),
            _ => {
                let session = self.devtools.attach(target).await?;
                *tab = Some(session.clone());
                Ok(session)
            }
        }
    }

    /// The extension's service worker, if it is running.
    pub(super) async fn worker(&self, extension: &str) -> Result<Option<String>> {
        let address = format!("chrome-extension://{extension}/");
        self.devtools.find_target("service_worker", &address).await
    }

    async fn wait_until_loaded(&self, page: &Session) -> Result<()> {
        let loaded = "return location.protocol === 'chrome-extension:' \
                      && document.readyState === 'complete';";
        wait_until("a page of the extension to load", DEADLINE, async || {
            Ok((self.devtools.run(page, loaded).await? == true).then_some(()))
        })
        .await
    }
}
