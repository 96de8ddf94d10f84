//! `cargo xtask demo`: a fresh browser with the built package on the practice site, and the
//! way to the switch that a person takes. Writes to `target/demo/` (with `--store`, to
//! `target/store/`) only, and never reaches
//! LinkedIn or any other machine.
//!
//! - `by_hand.rs`: with `--scenario`, a page that is unkind in one way, to try by hand instead
//! - `languages.rs`: with `--languages`, our pages in every language instead
//! - `others.rs`: with `--scenario others`, a walk through LinkedIn's other settings instead
//! - `walk.rs`: the steps, and what must be seen at each
//! - `look.rs`: what can be seen: ring and callout, badge, record, popup
//! - `pictures.rs`: what is left there
//! - `screen.rs`: a screen for the browser's window where there is none

mod by_hand;
mod languages;
mod look;
mod others;
mod pictures;
mod screen;
mod walk;

use std::{env, ffi::OsString, future::Future, process::ExitCode, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use practice::{
    browser::{Browser, Kind, Options},
    site::{Scenario, Site},
};
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    build, paths,
    tools::{
        geckodriver,
        system::{self, Program},
    },
};
use pictures::Pictures;
use screen::Screen;
use walk::Walk;

/// What `cargo xtask` says about this verb.
pub(crate) const SAYS: &str = "Walk to the switch in a fresh browser: demo [--browser chromium|firefox] [--headless] [--store]; demo --scenario NAME (`list` names them); or demo --languages";

#[derive(Debug, PartialEq, Eq)]
struct Arguments {
    kind: Kind,
    headless: bool,
    /// Whether the pictures are for the stores, in their size.
    store: bool,
    /// Whether to take pictures of our pages in every language, instead of the walk.
    languages: bool,
    /// The scenario of the practice site to show, instead of the walk.
    scenario: Option<String>,
}

/// Where the browser's window is.
enum Window {
    /// On the person's screen.
    Visible,
    /// On a screen that nobody sees.
    Own(Screen),
    /// None, for this reason.
    None(String),
}

pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let choice = read(arguments)?;
    if choice.scenario.as_deref() == Some("list") {
        print!("{}", by_hand::list());
        return Ok(ExitCode::SUCCESS);
    }
    // Checked before the build, so that a misspelt name fails at once.
    let walks_others = choice.scenario.as_deref() == Some(others::NAME);
    let scenario = choice.scenario.as_deref().filter(|_| !walks_others);
    let scenario = scenario.map(Scenario::named).transpose()?;
    provide(choice.kind)?;
    if choice.languages {
        system::provide(&[Program::ChromiumLanguages, Program::ChineseFont])?;
    } else if let Err(error) = system::provide(&[Program::ChineseFont]) {
        println!("The popup's Chinese words may be boxes: {error:#}");
    }
    build::build()?;
    if choice.languages {
        let runtime = tokio::runtime::Runtime::new()?;
        let taken = runtime.block_on(unless_stopped(languages::take()))?;
        return taken
            .map(|()| ExitCode::SUCCESS)
            .context("stopped on the way; everything is cleaned up");
    }
    let pictures = Pictures::new(choice.kind, choice.store)?;
    let window = window(choice.headless || choice.store);
    let runtime = tokio::runtime::Runtime::new()?;
    match (scenario, &choice.scenario) {
        (Some(scenario), Some(name)) => {
            let played = by_hand::play(choice.kind, name, scenario, &window, &pictures);
            runtime.block_on(played)?;
        }
        _ => runtime.block_on(play(choice.kind, walks_others, &window, &pictures))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn read(arguments: Vec<OsString>) -> Result<Arguments> {
    use lexopt::prelude::*;
    let mut choice = Arguments {
        kind: Kind::Chromium,
        headless: false,
        store: false,
        languages: false,
        scenario: None,
    };
    let mut arguments = lexopt::Parser::from_args(arguments);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("headless") => choice.headless = true,
            Long("store") => choice.store = true,
            Long("languages") => choice.languages = true,
            Long("scenario") => choice.scenario = Some(arguments.value()?.string()?),
            Long("browser") => {
                choice.kind = match arguments.value()?.string()?.as_str() {
                    "chromium" => Kind::Chromium,
                    "firefox" => Kind::Firefox,
                    other => bail!("there is no browser `{other}`; there are: chromium, firefox"),
                }
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let by_hand = choice.scenario.is_some();
    let others = choice.headless || choice.store || choice.kind == Kind::Firefox || by_hand;
    ensure!(
        !(choice.languages && others),
        "--languages goes with no other option"
    );
    ensure!(
        !(by_hand && choice.store),
        "--store takes the pictures of the walk: leave --scenario out"
    );
    Ok(choice)
}

fn provide(kind: Kind) -> Result<()> {
    match kind {
        Kind::Chromium => system::provide(&[Program::Chromium, Program::ChromeDriver]),
        Kind::Firefox => {
            let geckodriver = geckodriver::start()?;
            system::provide(&[Program::Firefox])?;
            geckodriver.ready().map(drop)
        }
    }
}

fn window(headless: bool) -> Window {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let linux = cfg!(target_os = "linux");
    if !headless && (!linux || set("DISPLAY") || set("WAYLAND_DISPLAY")) {
        return Window::Visible;
    }
    match Screen::open() {
        Ok(screen) => Window::Own(screen),
        Err(error) => Window::None(format!("{error:#}")),
    }
}

/// Everything that happens in the browser. However it ends, browser, driver, profile and site end
/// with it.
async fn play(kind: Kind, walks_others: bool, window: &Window, pictures: &Pictures) -> Result<()> {
    let walked = unless_stopped(walk(kind, walks_others, window, pictures));
    let Some(stage) = walked.await? else {
        bail!("stopped on the way; everything is cleaned up");
    };
    pictures.finish()?;
    println!("\nPictures:\n{}", pictures.list()?);
    let (browser, _site) = stage;
    left_to_the_person(browser, window).await
}

/// In a visible window the browser stays open until the person closes it, or this program is
/// stopped.
async fn left_to_the_person(browser: Browser, window: &Window) -> Result<()> {
    if !matches!(window, Window::Visible) {
        return browser.close().await;
    }
    println!(
        "\nThe browser stays open on the practice site, for you to play with. \
         Close it, or press Ctrl+C here: then everything is cleaned up."
    );
    unless_stopped(async {
        while browser.is_open().await {
            // To see whether the person has closed it. How soon does not matter.
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        Ok(())
    })
    .await
    .map(drop)
}

/// Opens site and browser, walks the steps, and returns both, still open.
async fn walk(
    kind: Kind,
    walks_others: bool,
    window: &Window,
    pictures: &Pictures,
) -> Result<(Browser, Site)> {
    let (browser, site) = open(kind, window, pictures, Scenario::default()).await?;
    if walks_others {
        others::walk(&browser, pictures).await?;
        return Ok((browser, site));
    }
    let walk = Walk {
        site: &site,
        browser: &browser,
        pictures,
        screen: match window {
            Window::Own(own) => Some(own),
            Window::Visible | Window::None(_) => None,
        },
    };
    walk.all().await?;
    Ok((browser, site))
}

/// A site with this scenario, and a browser with the package on it.
async fn open(
    kind: Kind,
    window: &Window,
    pictures: &Pictures,
    scenario: Scenario,
) -> Result<(Browser, Site)> {
    let site = Site::start(scenario).await?;
    let package = match kind {
        Kind::Chromium => "chrome",
        Kind::Firefox => "firefox",
    };
    let mut options = Options::new(paths::dist().join(package), site.port());
    options.viewport = pictures.viewport();
    options.headless = matches!(window, Window::None(_));
    // For pictures: no animation may be caught half-way.
    options.reduced_motion = !matches!(window, Window::Visible);
    match window {
        Window::Visible => println!("No picture of the toolbar: you have it before you."),
        Window::None(why) => println!("No picture of the toolbar, for want of a screen: {why}"),
        Window::Own(own) => {
            options.display = Some(own.display.clone());
        }
    }
    let browser = Browser::open(kind, &options).await?;
    browser
        .pin()
        .await
        .context("cannot pin the toolbar button")?;
    println!("{kind:?}, fresh, with dist/{package}, on the practice site\n");
    Ok((browser, site))
}

/// Waits for `future`. `None` where the person or the system stops this program first.
async fn unless_stopped<T>(future: impl Future<Output = Result<T>>) -> Result<Option<T>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::select! {
        done = future => done.map(Some),
        _ = interrupt.recv() => Ok(None),
        _ = terminate.recv() => Ok(None),
        _ = hangup.recv() => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(arguments: &[&str]) -> Result<Arguments> {
        read(arguments.iter().map(OsString::from).collect())
    }

    #[test]
    fn chromium_in_a_window_unless_told_otherwise() {
        let expected = Arguments {
            kind: Kind::Chromium,
            headless: false,
            store: false,
            languages: false,
            scenario: None,
        };
        assert_eq!(chosen(&[]).unwrap(), expected);
        let expected = Arguments {
            kind: Kind::Firefox,
            headless: true,
            store: true,
            languages: false,
            scenario: None,
        };
        assert_eq!(
            chosen(&["--headless", "--browser=firefox", "--store"]).unwrap(),
            expected
        );
    }

    #[test]
    fn another_browser_or_option_is_refused() {
        assert!(chosen(&["--browser", "opera"]).is_err());
        assert!(chosen(&["--headles"]).is_err());
        assert!(chosen(&["firefox"]).is_err());
        assert!(chosen(&["--languages"]).is_ok());
        assert!(chosen(&["--languages", "--store"]).is_err());
        assert!(chosen(&["--scenario"]).is_err());
        assert!(chosen(&["--scenario", "off", "--store"]).is_err());
        assert!(chosen(&["--scenario", "off", "--browser", "firefox"]).is_ok());
    }
}
