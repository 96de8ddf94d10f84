//! Knows how to start Firefox and to act in the browser around the page:
//! toolbar, popup, background page. Knows nothing of Chromium.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};
use thirtyfour::{By, WebDriver};

use super::command::DriverCommand;
use super::driver_process::{DriverProcess, find_program};
use super::{Options, downloads, firefox_profile, managed};

/// Starts geckodriver; its log and the profile go below `directory`.
pub(super) async fn start_driver(options: &Options, directory: &Path) -> Result<DriverProcess> {
    let driver = find_program(
        "GECKODRIVER",
        &["geckodriver"],
        "cargo install geckodriver --root target/tools",
    )?;
    let mut command = Command::new(driver);
    // Port 0: the driver takes a free one. System access: for `in_browser`.
    command.args([
        "--port",
        "0",
        "--websocket-port",
        "0",
        "--allow-system-access",
    ]);
    command.env("TZ", &options.time_zone);
    if let Some(values) = &options.managed {
        command.env(
            "HOME",
            managed::home_for_firefox(&options.package, values, directory)?,
        );
    }
    // Without this a release build ignores `services.settings.server`.
    command.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
    let display = options.display.as_deref();
    DriverProcess::start(command, "Listening on 127.0.0.1:", display, directory).await
}

/// Where Firefox is.
pub(super) fn program() -> Result<PathBuf> {
    find_program(
        "FIREFOX",
        &["firefox-esr", "firefox"],
        "apt-get install firefox-esr",
    )
}

/// What to ask geckodriver for.
pub(super) fn capabilities(options: &Options, directory: &Path) -> Result<Map<String, Value>> {
    let profile = firefox_profile::path(directory);
    let mut args = vec!["-profile", profile.to_str().context("a path is not UTF-8")?];
    if options.headless {
        args.push("-headless");
    }
    let preferences = preferences(options, directory);
    let capabilities = json!({
        "browserName": "firefox",
        "acceptInsecureCerts": true,
        "moz:firefoxOptions": {"binary": program()?, "args": args, "prefs": preferences},
    });
    capabilities
        .as_object()
        .cloned()
        .context("capabilities are an object")
}

/// Firefox's own errands, of which those to servers would show up in the site's log.
const ERRANDS: [&str; 24] = [
    "app.normandy.enabled",
    "browser.aboutwelcome.enabled",
    "browser.ml.enable",
    "browser.newtabpage.enabled",
    "browser.places.interactions.enabled",
    "browser.safebrowsing.downloads.remote.enabled",
    "browser.safebrowsing.malware.enabled",
    "browser.safebrowsing.phishing.enabled",
    "browser.safebrowsing.update.enabled",
    "browser.search.serpEventTelemetryCategorization.enabled",
    "browser.search.update",
    "browser.topsites.contile.enabled",
    "browser.urlbar.quicksuggest.enabled",
    "datareporting.policy.dataSubmissionEnabled",
    "dom.push.connection.enabled",
    "extensions.getAddons.cache.enabled",
    "extensions.systemAddon.update.enabled",
    "extensions.update.enabled",
    "media.gmp-manager.updateEnabled",
    "messaging-system.rsexperimentloader.enabled",
    "network.captive-portal-service.enabled",
    "network.connectivity-service.enabled",
    "screenshots.browser.component.enabled",
    "toolkit.telemetry.enabled",
];

/// Processes that no test needs, and that would take an eighth of a short test's time.
const PROCESSES: [&str; 5] = [
    "browser.tabs.remote.separatePrivilegedContentProcess",
    "dom.ipc.processPrelaunch.enabled",
    "media.rdd-process.enabled",
    "media.utility-process.enabled",
    "network.process.enabled",
];

/// What a browser with these options is set to, with downloads below `directory`.
pub(super) fn preferences(options: &Options, directory: &Path) -> Value {
    let port = options.site_port;
    let mut preferences = json!({
        // Every host is the site: stray requests show up in its log.
        "network.dns.forceResolve": "127.0.0.1",
        "network.socket.forcePort": format!("443={port};80={port}"),
        "app.update.disabledForTesting": true,
        "browser.aboutConfig.showWarning": false,
        // The list of downloads would open over the page and take the focus.
        "browser.download.alwaysOpenPanel": false,
        // 2: where `browser.download.dir` says.
        "browser.download.folderList": 2,
        "browser.download.dir": downloads(directory),
        "browser.newtabpage.activity-stream.asrouter.providers.cfr": "null",
        "browser.newtabpage.activity-stream.asrouter.providers.onboarding": "null",
        "browser.region.network.url": "",
        // A packed extension need not be signed.
        "xpinstall.signatures.required": false,
        "services.settings.server": "data:,#remote-settings-dummy/v1",
        // 0 is dark, 1 is light.
        "layout.css.prefers-color-scheme.content-override": i32::from(!options.dark),
        "ui.systemUsesDarkTheme": i32::from(options.dark),
        "ui.prefersReducedMotion": i32::from(options.reduced_motion),
    });
    for off in [&ERRANDS[..], &PROCESSES].concat() {
        preferences[off] = false.into();
    }
    if options.barred {
        preferences["extensions.quarantinedDomains.list"] = "www.linkedin.com".into();
    }
    if options.exact_clock {
        preferences["privacy.reduceTimerPrecision"] = false.into();
    }
    if options.forced_colors {
        // 2: always override the page's colours.
        preferences["browser.display.document_color_use"] = 2.into();
    }
    if let Some(language) = &options.language {
        preferences["intl.accept_languages"] = language.as_str().into();
        preferences["intl.locale.requested"] = language.as_str().into();
    }
    preferences
}

/// Installs `package` and returns the extension's id.
pub(super) async fn install(driver: &WebDriver, package: &Path) -> Result<String> {
    let path = package
        .to_str()
        .context("the package's path is not UTF-8")?;
    let install = DriverCommand::install_addon(path, package.is_dir());
    let answer = driver.cmd(install).await;
    let answer = answer.with_context(|| format!("Firefox refused the package {path}"))?;
    Ok(answer.value()?)
}

/// Runs an operation of `firefox.js` in the browser around the page.
pub(super) async fn in_browser(
    driver: &WebDriver,
    operation: &str,
    extension: &str,
    argument: &str,
) -> Result<Value> {
    let arguments = [operation.into(), extension.into(), argument.into()];
    driver.cmd(DriverCommand::set_context("chrome")).await?;
    let answer = driver
        .execute_async(include_str!("firefox.js"), arguments)
        .await;
    // Back to the page first, whatever happened.
    driver.cmd(DriverCommand::set_context("content")).await?;
    let answer = answer?.json().clone();
    if let Some(error) = answer["error"].as_str() {
        bail!("Firefox, {operation}: {error}");
    }
    Ok(answer["value"].clone())
}

/// Puts the extension's button on the toolbar and returns the button's id.
pub(super) async fn pin(driver: &WebDriver, extension: &str) -> Result<String> {
    let widget = in_browser(driver, "pin", extension, "").await?;
    let widget = widget.as_str().context("Firefox gave no widget id")?;
    Ok(widget.to_owned())
}

/// Presses the extension's toolbar button with the mouse, as a person does.
pub(super) async fn press_toolbar_button(driver: &WebDriver, extension: &str) -> Result<()> {
    let widget = pin(driver, extension).await?;
    driver.cmd(DriverCommand::set_context("chrome")).await?;
    let pressed = async {
        let button = format!("#{widget} .unified-extensions-item-action-button");
        driver.find(By::Css(button)).await?.click().await
    }
    .await;
    driver.cmd(DriverCommand::set_context("content")).await?;
    pressed.context("the extension's toolbar button could not be pressed")
}
