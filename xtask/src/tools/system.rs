//! Installs programs of the system's package manager, where that is apt.

use std::{
    fs,
    path::Path,
    sync::{Mutex, PoisonError},
    thread::{self, JoinHandle},
};

use anyhow::{Context, Result, bail};

use crate::command::{answers, program, run_quietly};

/// A program, or a package that a program needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// Chromium, not Chrome: Chrome ignores `--load-extension`.
    Chromium,
    /// Chromium's languages other than English.
    ChromiumLanguages,
    /// A font with Chinese characters.
    ChineseFont,
    /// Chromium's WebDriver.
    ChromeDriver,
    /// Firefox, of any edition.
    Firefox,
    /// An invisible screen.
    Xvfb,
    /// Runs the linter of extensions.
    Node,
    /// Installs the linter and TypeScript.
    Npm,
}

impl Program {
    /// The names of the program, the preferred one first. Empty for what is no program.
    pub(crate) fn names(self) -> &'static [&'static str] {
        match self {
            Program::Chromium => &["chromium", "chromium-browser"],
            Program::ChromiumLanguages | Program::ChineseFont => &[],
            Program::ChromeDriver => &["chromedriver"],
            Program::Firefox => &["firefox-esr", "firefox"],
            Program::Xvfb => &["Xvfb"],
            Program::Node => &["node"],
            Program::Npm => &["npm"],
        }
    }

    fn package(self, system: System) -> &'static str {
        match (self, system) {
            (Program::Chromium, System::Ubuntu) => "chromium-browser",
            (Program::Chromium, _) => "chromium",
            (Program::ChromiumLanguages, System::Ubuntu) => "chromium-browser-l10n",
            (Program::ChromiumLanguages, _) => "chromium-l10n",
            (Program::ChineseFont, _) => "fonts-noto-cjk",
            (Program::ChromeDriver, System::Ubuntu) => "chromium-chromedriver",
            (Program::ChromeDriver, System::Debian) => "chromium-driver",
            (Program::ChromeDriver, System::Other) => "chromedriver",
            (Program::Firefox, System::Debian) => "firefox-esr",
            (Program::Firefox, _) => "firefox",
            (Program::Xvfb, _) => "xvfb",
            (Program::Node, _) => "nodejs",
            (Program::Npm, _) => "npm",
        }
    }

    fn is_there(self) -> bool {
        match self {
            Program::ChromiumLanguages => LANGUAGES.iter().any(|file| Path::new(file).is_file()),
            Program::ChineseFont => {
                answers("fc-list", &[":lang=zh"]).is_some_and(|fonts| !fonts.is_empty())
            }
            _ => self.is_on_path(),
        }
    }

    fn is_on_path(self) -> bool {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path)
            .any(|folder| self.names().iter().any(|name| folder.join(name).is_file()))
    }
}

/// Where Chromium's German is: in Debian and Arch, in Fedora, in Ubuntu's snap.
const LANGUAGES: [&str; 3] = [
    "/usr/lib/chromium/locales/de.pak",
    "/usr/lib64/chromium-browser/locales/de.pak",
    "/snap/chromium/current/usr/lib/chromium-browser/locales/de.pak",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum System {
    Debian,
    Ubuntu,
    Other,
}

/// Two apt processes at once would fail.
static APT: Mutex<()> = Mutex::new(());

/// Starts [`provide`] in the background.
pub(crate) fn start_providing(programs: &'static [Program]) -> JoinHandle<Result<()>> {
    thread::spawn(|| provide(programs))
}

/// Installs those of `programs` that are missing, on Debian and Ubuntu as root. Elsewhere the error
/// says in one line what to install.
pub(crate) fn provide(programs: &[Program]) -> Result<()> {
    let _turn = APT.lock().unwrap_or_else(PoisonError::into_inner);
    let missing: Vec<Program> = programs
        .iter()
        .copied()
        .filter(|one| !one.is_there())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let system = system_of(&fs::read_to_string("/etc/os-release").unwrap_or_default());
    let packages: Vec<&str> = missing
        .iter()
        .map(|program| program.package(system))
        .collect();
    let packages = packages.join(" ");
    if system == System::Other {
        bail!("missing: {packages}; install them with the package manager of this system");
    }
    if answers("id", &["-u"]).as_deref() != Some("0") {
        bail!("missing: {packages}; run `sudo apt-get install --no-install-recommends {packages}`");
    }
    eprintln!("Installing: apt-get install {packages}");
    apt(&["update"])?;
    apt(&[
        &["install", "--yes", "--no-install-recommends"],
        packages.split(' ').collect::<Vec<_>>().as_slice(),
    ]
    .concat())
}

fn apt(arguments: &[&str]) -> Result<()> {
    let mut apt = program("apt-get");
    // Another apt may be running, as on a machine that has just started: waits for it.
    apt.args(["--quiet", "--option", "DPkg::Lock::Timeout=120"])
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive");
    run_quietly(&mut apt).context("cannot install what is missing")?;
    Ok(())
}

/// Reads the text of `/etc/os-release`. Derivatives of Debian and Ubuntu count as these.
fn system_of(os_release: &str) -> System {
    let field = |name: &str| {
        let line = os_release
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches('"').to_owned()
    };
    let names = format!("{} {}", field("ID"), field("ID_LIKE"));
    let names: Vec<&str> = names.split_whitespace().collect();
    if names.contains(&"ubuntu") {
        System::Ubuntu
    } else if names.contains(&"debian") {
        System::Debian
    } else {
        System::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_ubuntu_and_their_relatives_are_told_apart() {
        assert_eq!(
            system_of("PRETTY_NAME=\"Debian\"\nID=debian\n"),
            System::Debian
        );
        assert_eq!(system_of("ID=ubuntu\nID_LIKE=debian\n"), System::Ubuntu);
        assert_eq!(
            system_of("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"),
            System::Ubuntu
        );
        assert_eq!(system_of("ID=fedora\n"), System::Other);
        assert_eq!(system_of(""), System::Other);
    }
}
