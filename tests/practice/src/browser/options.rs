//! Knows which browser to open, and what it can be opened with.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// Which browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Chromium, for Chrome, Edge and Brave too.
    Chromium,
    /// Firefox, ESR or not.
    Firefox,
}

/// The built package for `kind`: in the folder that `HEADSUP_DIST` names, or in `dist`.
pub fn package(kind: Kind) -> PathBuf {
    let name = match kind {
        Kind::Chromium => "chrome",
        Kind::Firefox => "firefox",
    };
    match std::env::var_os("HEADSUP_DIST") {
        Some(folder) => PathBuf::from(folder).join(name),
        // Without `..` in it: Chromium makes the extension's id of the path.
        None => Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(2)
            .unwrap_or(Path::new(""))
            .join("dist")
            .join(name),
    }
}

/// How to open it.
#[derive(Debug, Clone)]
pub struct Options {
    /// The unpacked package, `dist/chrome` or `dist/firefox`; for Firefox also a packed one.
    pub package: PathBuf,
    /// The port on 127.0.0.1 where the practice site answers https for all hosts.
    pub site_port: u16,
    /// Without a window on the screen.
    pub headless: bool,
    /// With a window, on this X display (`:7`) instead of the person's own.
    pub display: Option<String>,
    /// The browser's language, like `de`: what it asks pages for, and that of
    /// its own surface (and the extension's) where that language is installed.
    pub language: Option<String>,
    /// The IANA time zone that the browser believes to be in.
    pub time_zone: String,
    /// `prefers-color-scheme: dark`.
    pub dark: bool,
    /// `prefers-reduced-motion: reduce`.
    pub reduced_motion: bool,
    /// `forced-colors: active`.
    pub forced_colors: bool,
    /// The size of the page's viewport in CSS pixels.
    pub viewport: (u32, u32),
    /// Install the package. `false`: the same browser without it.
    pub extension: bool,
    /// Leave the page open that the extension opens when it is installed.
    /// `false`: it is closed as soon as it is there.
    pub welcome: bool,
    /// What an organisation has set for the extension, as an object.
    pub managed: Option<Value>,
    /// Let an organisation install the package, in Chromium. In Firefox, install it as always, or
    /// where the package is a file, so that it stays.
    pub rolled_out: bool,
    /// Bar extensions from LinkedIn: in Chromium by an organisation's `runtime_blocked_hosts`, in
    /// Firefox by `extensions.quarantinedDomains.list`, which its maker fills.
    pub barred: bool,
    /// Let scripts read the clock as finely as it goes, for measurements.
    pub exact_clock: bool,
}

impl Options {
    /// Headless, English, in UTC, light, 1200 by 800 pixels, with the extension.
    pub fn new(package: impl Into<PathBuf>, site_port: u16) -> Self {
        Self {
            package: package.into(),
            site_port,
            headless: true,
            display: None,
            language: None,
            time_zone: "UTC".to_owned(),
            dark: false,
            reduced_motion: false,
            forced_colors: false,
            viewport: (1200, 800),
            extension: true,
            welcome: false,
            managed: None,
            barred: false,
            rolled_out: false,
            exact_clock: false,
        }
    }
}
