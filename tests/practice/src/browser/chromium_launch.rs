//! Knows how to start Chromium, with what is set for it: the driver, its capabilities, the
//! browser's switches.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::driver_process::{DriverProcess, find_program};
use super::{Options, downloads, managed};
use crate::site::key_hash;

/// Starts chromedriver; its log and the profile go below `directory`.
pub(super) async fn start_driver(options: &Options, directory: &Path) -> Result<DriverProcess> {
    let driver = find_program(
        "CHROMEDRIVER",
        &["chromedriver"],
        "apt-get install chromium-driver",
    )?;
    let mut command = match has_policy(options) {
        false => Command::new(driver),
        true => managed::for_chromium(&driver, &program()?, options, directory)?,
    };
    command.arg("--port=0"); // It takes a free one.
    command.env("TZ", &options.time_zone);
    if let Some(language) = &options.language {
        command.env("LANGUAGE", language); // On Linux, stronger than `--lang`.
    }
    let display = options.display.as_deref();
    DriverProcess::start(command, "started successfully on port ", display, directory).await
}

/// Where Chromium is.
fn program() -> Result<PathBuf> {
    find_program(
        "CHROMIUM",
        &["chromium", "chromium-browser", "google-chrome"],
        "apt-get install chromium",
    )
}

/// A switch that chromedriver sets too.
const QUIET: &str = "disable-background-networking";

/// What to ask chromedriver for.
pub(super) fn capabilities(options: &Options, directory: &Path) -> Result<Map<String, Value>> {
    let binary = program()?;
    let mut arguments = arguments(options);
    arguments.push(format!(
        "--ignore-certificate-errors-spki-list={}",
        key_hash()?
    ));
    // No bar that says so above the page: people look at the pictures.
    let mut excluded = vec!["enable-automation"];
    if options.rolled_out {
        // With it, an organisation's extensions are not looked for.
        excluded.push(QUIET);
        // It stays when the browser is started again.
        arguments.push(format!(
            "--user-data-dir={}",
            directory.join("profile").display()
        ));
    }
    let capabilities = json!({
        "browserName": "chrome",
        "acceptInsecureCerts": true,
        "goog:chromeOptions": {
            "binary": binary,
            "args": arguments,
            "excludeSwitches": excluded,
            "prefs": {"download.default_directory": downloads(directory)},
        },
    });
    capabilities
        .as_object()
        .cloned()
        .context("capabilities are an object")
}

/// Whether an organisation has set something.
fn has_policy(options: &Options) -> bool {
    options.managed.is_some() || options.barred || options.rolled_out
}

fn arguments(options: &Options) -> Vec<String> {
    // Every host is the site, so that stray requests show up in its log;
    // except those that Chromium asks for itself and cannot be told not to.
    let hosts = format!(
        "MAP accounts.google.com ~NOTFOUND, MAP update.googleapis.com ~NOTFOUND, \
         MAP * 127.0.0.1:{}",
        options.site_port
    );
    let (width, height) = options.viewport;
    let mut arguments = vec![
        format!("--host-resolver-rules={hosts}"),
        format!("--window-size={width},{height}"),
        // For `Extensions.triggerAction`, which opens the popup as a person does.
        "--enable-unsafe-extension-debugging".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--disable-domain-reliability".to_owned(),
        "--disable-features=MediaRouter,OptimizationHints,SpareRendererForSitePerProcess,Translate"
            .to_owned(),
        // Without one, Chromium would imitate it in a process of its own.
        "--disable-gpu".to_owned(),
        "--disable-sync".to_owned(),
        "--no-default-browser-check".to_owned(),
        "--no-first-run".to_owned(),
        "--no-pings".to_owned(),
    ];
    let language = options.language.as_deref().unwrap_or("en-US");
    arguments.extend([
        format!("--lang={language}"),
        format!("--accept-lang={language}"),
    ]);
    let switches = [
        (options.headless, "--headless=new"),
        (!options.rolled_out, "--disable-background-networking"),
        (options.dark, "--force-dark-mode"),
        (options.reduced_motion, "--force-prefers-reduced-motion"),
        (options.forced_colors, "--force-high-contrast"),
        // Chromium's sandbox refuses to run as root, as which it is started to
        // see an organisation's values.
        (
            rustix::process::geteuid().is_root() || has_policy(options),
            "--no-sandbox",
        ),
    ];
    arguments.extend(
        switches
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, switch)| switch.to_string()),
    );
    arguments
}
