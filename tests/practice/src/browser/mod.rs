//! Knows how to open a real Chromium or Firefox, in a profile of its own, with the built package
//! installed and every host led to the practice site, and to look at what a
//! person would see. Must never reach the network, and leaves nothing behind but
//! Firefox's used profile in `target/practice`.
//!
//! - [`Browser`] opens, is made as new, and closes; its `driver` is WebDriver for the page.
//! - `options`: which browser, and how it is opened.
//! - `overlay` reads the overlay in the page and presses its buttons; `lookout`
//!   watches it all the time, on pages that fight back.
//! - `instruments` measures what a page costs; `beside` runs the scripts of both in Chromium.
//! - `popup` opens the popup; `picture` keeps pictures; `extension` looks at storage, badge and worker.
//! - `room`: little room, large text, light and dark.
//! - `managed`: values that an organisation sets for the extension.
//! - `roll_out`: an organisation installs the extension.
//! - `chromium`, `chromium_launch`, `firefox`, `firefox_profile`: what each browser wants done its own way.
//! - `driver_process`, `processes`: starting and ending them.
//! - `command`, `devtools`: the wires to them.
//! - [`wait_until`], [`wait_for`]: conditions, in the place of sleeps.

mod beside;
mod chromium;
mod chromium_launch;
mod command;
mod devtools;
mod driver_process;
mod extension;
mod firefox;
mod firefox_profile;
mod instruments;
mod keys;
mod lookout;
mod managed;
mod options;
mod overlay;
mod picture;
mod popup;
mod processes;
mod roll_out;
mod room;
mod wait;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::Pid;
use tempfile::TempDir;
use thirtyfour::{Capabilities, WebDriver, WindowHandle};

pub use instruments::MainThread;
pub use lookout::{Seen, Sight, Sights};
pub use options::{Kind, Options, package};
pub use overlay::{Button, Callout, Overlay, Rect};
pub use picture::Picture;
pub use popup::{POPUP, PanelDidNotOpen, PopupTab, RealPopup};
pub use roll_out::copy_folder;
pub use room::Room;
pub use wait::{wait_for, wait_until};

use chromium::Chromium;
use driver_process::DriverProcess;

/// How long the browser itself may take for anything it is asked.
const DEADLINE: Duration = Duration::from_secs(15);

/// A browser of its own: its driver, its profile, its window.
///
/// Call [`Browser::close`] at the end; when it is dropped instead, as in a test
/// that panics, browser and driver are killed.
#[derive(Debug)]
pub struct Browser {
    /// WebDriver, looking at the tab under test.
    pub driver: WebDriver,
    /// Which browser it is.
    pub kind: Kind,
    engine: Engine,
    /// How it was opened.
    options: Options,
    /// The package that is installed now, or was last.
    package: PathBuf,
    extension: Option<Extension>,
    process: DriverProcess,
    directory: TempDir,
}

#[derive(Debug)]
enum Engine {
    Chromium(Box<Chromium>),
    Firefox,
}

/// The installed extension.
#[derive(Debug)]
struct Extension {
    id: String,
    /// Where its pages are, like `moz-extension://…/`.
    address: String,
}

impl Browser {
    /// Starts a driver and a browser with a profile of its own, and installs the
    /// package.
    pub async fn open(kind: Kind, options: &Options) -> Result<Self> {
        let options = Options {
            package: std::path::absolute(&options.package)?,
            ..options.clone()
        };
        let is_package =
            options.package.join("manifest.json").is_file() || options.package.is_file();
        if options.extension && !is_package {
            bail!(
                "{} is no unpacked extension: run `cargo xtask build`",
                options.package.display()
            );
        }
        let directory = tempfile::Builder::new().prefix("practice-").tempdir()?;
        if kind == Kind::Firefox {
            firefox_profile::put_into(directory.path()).await?;
        }
        let (process, driver, engine) = start(kind, &options, directory.path()).await?;
        let mut browser = Self {
            driver,
            kind,
            engine,
            package: options.package.clone(),
            options,
            extension: None,
            process,
            directory,
        };
        browser.furnish().await?;
        Ok(browser)
    }

    /// Ends it and starts it again with the same profile, to which it must have been
    /// [rolled out](Options::rolled_out), and which keeps it.
    pub async fn restart(&mut self) -> Result<()> {
        self.quit().await?;
        let directory = self.directory.path();
        let (process, driver, engine) = start(self.kind, &self.options, directory).await?;
        (self.process, self.driver, self.engine) = (process, driver, engine);
        Ok(())
    }

    /// Makes it as it was when it was opened, but for what no page and no extension can
    /// see: one empty tab, nothing kept of any site, nothing downloaded, the package installed
    /// anew with nothing stored. Takes a fraction of the time that a browser takes to start.
    ///
    /// Not taken back: permissions that a person gave or took, and private windows.
    ///
    /// # Errors
    /// When the browser does not do so, or no longer answers: it is of no more use then.
    pub async fn renew(&mut self) -> Result<()> {
        let tab = self.only_tab().await?;
        if self.extension.is_some() {
            self.uninstall().await?;
        }
        match &mut self.engine {
            Engine::Chromium(chromium) => {
                // Without what was attached to, and was set there.
                **chromium = Chromium::connect(&self.driver).await?;
                chromium.forget(&tab.to_string()).await?;
            }
            Engine::Firefox => {
                firefox::in_browser(&self.driver, "forget", "", "").await?;
                let scheme = room::scheme(self.options.dark);
                firefox::in_browser(&self.driver, "scheme", "", scheme).await?;
            }
        }
        let downloads = self.downloads();
        if downloads.exists() {
            std::fs::remove_dir_all(downloads)?;
        }
        self.package = self.options.package.clone();
        self.furnish().await
    }

    /// Opens a new tab and closes all others that the driver tells of.
    async fn only_tab(&self) -> Result<WindowHandle> {
        let old = self.driver.windows().await?;
        // The one that it looked at may have been closed.
        let first = old.first().context("no tab is left")?;
        self.driver.switch_to_window(first.clone()).await?;
        let tab = self.driver.new_tab().await?;
        for window in old {
            self.driver.switch_to_window(window).await?;
            self.driver.close_window().await?;
        }
        self.driver.switch_to_window(tab.clone()).await?;
        Ok(tab)
    }

    /// Gives an empty browser what it is opened with.
    async fn furnish(&mut self) -> Result<()> {
        self.set_viewport(self.options.viewport).await?;
        if self.options.extension {
            self.install().await?;
        }
        Ok(())
    }

    /// Ends browser and driver and removes the profile.
    pub async fn close(self) -> Result<()> {
        self.quit().await
    }

    async fn quit(&self) -> Result<()> {
        let family = self.process.family();
        self.driver
            .clone()
            .quit()
            .await
            .context("the browser did not quit")?;
        ended(&family).await
    }

    /// Where the extension's pages are, like `moz-extension://…/`: what no page
    /// may ever learn.
    pub fn extension_address(&self) -> Result<&str> {
        Ok(&self.extension()?.address)
    }

    /// Where it saves what a person downloads; removed with the profile.
    pub fn downloads(&self) -> PathBuf {
        downloads(self.directory.path())
    }

    /// Resizes the window until the page's viewport has this size. Browsers
    /// have a smallest window, about 500 pixels wide.
    pub async fn set_viewport(&self, (width, height): (u32, u32)) -> Result<()> {
        let frame = self
            .driver
            .execute(FRAME, [])
            .await?
            .convert::<(u32, u32)>()?;
        self.driver
            .set_window_rect(0, 0, width + frame.0, height + frame.1)
            .await?;
        Ok(())
    }

    /// Whether any window of it is still open: a person may have closed it.
    pub async fn is_open(&self) -> bool {
        let windows = self.driver.windows().await;
        windows.is_ok_and(|windows| !windows.is_empty())
    }

    /// A picture of the page's viewport, overlay included.
    pub async fn picture(&self) -> Result<Picture> {
        Picture::from_png(&self.driver.screenshot_as_png().await?)
    }

    /// Writes that picture as PNG.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        self.driver
            .screenshot(path)
            .await
            .with_context(|| path.display().to_string())
    }

    fn extension(&self) -> Result<&Extension> {
        self.extension
            .as_ref()
            .context("this browser was opened without the extension")
    }
}

/// Starts a driver and a browser.
async fn start(
    kind: Kind,
    options: &Options,
    directory: &Path,
) -> Result<(DriverProcess, WebDriver, Engine)> {
    let (process, capabilities) = match kind {
        Kind::Chromium => (
            chromium_launch::start_driver(options, directory).await?,
            chromium_launch::capabilities(options, directory)?,
        ),
        Kind::Firefox => (
            firefox::start_driver(options, directory).await?,
            firefox::capabilities(options, directory)?,
        ),
    };
    let driver = WebDriver::new(&process.url, Capabilities::from(capabilities))
        .await
        .with_context(|| format!("{kind:?} did not start; {}", process.last_words()))?;
    let engine = match kind {
        Kind::Chromium => Engine::Chromium(Box::new(Chromium::connect(&driver).await?)),
        Kind::Firefox => Engine::Firefox,
    };
    Ok((process, driver, engine))
}

/// Returns when none of these processes runs any more: a browser's children outlive it for a
/// moment, and write to its profile.
async fn ended(family: &[Pid]) -> Result<()> {
    wait_until("the browser to end", DEADLINE, || async {
        Ok((!family.iter().any(|pid| processes::is_running(*pid))).then_some(()))
    })
    .await
}

/// Where downloads go, in the directory of a browser's own.
fn downloads(directory: &Path) -> PathBuf {
    directory.join("downloads")
}

/// What the window adds to the viewport.
const FRAME: &str = "return [outerWidth - innerWidth, outerHeight - innerHeight];";

impl Drop for Browser {
    fn drop(&mut self) {
        self.process.kill();
        // Or `thirtyfour` would ask the driver that is gone to end the session,
        // and wait minutes for an answer. Fails only after `close`.
        let _ = self.driver.clone().leak();
    }
}
