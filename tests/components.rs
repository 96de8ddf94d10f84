//! The switches of widely used component libraries, each on the practice site's setting page, in
//! real Chromium and real Firefox: ringed, recorded, and followed when a person flips it.
//!
//! One small file per library in `tests/components/src/`, one line in `libraries.json` there. A
//! runner of its own, because the libraries share one browser session per browser, and for the
//! table at the end. Arguments: parts of names of libraries, all if none is given.

use std::collections::BTreeMap;
use std::fmt;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use practice::browser::{Browser, Kind, Options, Overlay, Rect, package, wait_for, wait_until};
use practice::components::{self, Library};
use practice::names;
use practice::site::{Scenario, Site};
use practice::words::english;
use serde_json::{Value, json};

const ORIGIN: &str = "https://www.linkedin.com";
const SETTING: &str = "/mypreferences/d/settings/data-for-ai-improvement";
const KEY: &str = "allowDataForGenerativeAI";

/// The element that a library is given, as large as the setting's row.
const ROW: &str = "#component";

/// How long anything that is expected may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// By how many pixels the ring may exceed, on each side, what a person sees of the switch.
const MARGIN: f64 = 24.0;

/// What is expected of each library's switch, in this order. A failed one ends the visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The library has drawn it. If not, the test itself is broken.
    Drawn,
    /// The names of its controls are those of the oracle.
    Named,
    /// The ring is around what a person sees, and the callout says that it is on.
    Ringed,
    /// The record says so.
    OptedIn,
    /// A click in its middle has reached the library.
    Flipped,
    /// The callout says that it is off.
    SaidOff,
    /// The record says so, unconfirmed: no page load has shown it yet.
    OptedOut,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Drawn => "not drawn",
            Self::Named => "other names",
            Self::Ringed => "no ring",
            Self::OptedIn => "not opted in",
            Self::Flipped => "not flipped",
            Self::SaidOff => "not said off",
            Self::OptedOut => "not opted out",
        })
    }
}

/// Where a visit ended early, and why.
struct Failure {
    step: Step,
    error: anyhow::Error,
    /// What the library had made of its row.
    row: String,
}

/// Library → how the visit ended.
type Visits = BTreeMap<String, Result<(), Failure>>;

fn main() -> Result<ExitCode> {
    let began = Instant::now();
    // Options are cargo's, for its own runner.
    let chosen: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let mut libraries = components::libraries()?;
    libraries.retain(|name, _| chosen.is_empty() || chosen.iter().any(|part| name.contains(part)));
    components::build()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let (chromium, firefox) = runtime.block_on(async {
        tokio::join!(
            visits(Kind::Chromium, &libraries),
            visits(Kind::Firefox, &libraries)
        )
    });
    let (chromium, firefox) = (chromium?, firefox?);
    report(&libraries, [("Chromium", &chromium), ("Firefox", &firefox)])?;
    let visits = || chromium.values().chain(firefox.values());
    let failed = visits().filter(|visit| visit.is_err()).count();
    let passed = visits().count() - failed;
    println!(
        "\ntest result: {}. {passed} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered \
         out; finished in {:.2}s",
        if failed == 0 { "ok" } else { "FAILED" },
        began.elapsed().as_secs_f64()
    );
    Ok(match failed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// Visits each library, one after the other, in one browser.
async fn visits(kind: Kind, libraries: &BTreeMap<String, Library>) -> Result<Visits> {
    let scenario = Scenario {
        log_mutations: false,
        ..Scenario::default()
    };
    let site = Site::start(scenario).await?;
    let browser = Browser::open(kind, &Options::new(package(kind), site.port())).await?;
    let mut visits = Visits::new();
    for (name, library) in libraries {
        let stage = Stage {
            site: &site,
            browser: &browser,
            library,
        };
        stage.clear().await?;
        let visit = match stage.visit(name).await {
            Ok(()) => Ok(()),
            Err((step, error)) => Err(Failure {
                step,
                error,
                row: stage.row().await.unwrap_or_else(|error| error.to_string()),
            }),
        };
        visits.insert(name.clone(), visit);
    }
    browser.close().await?;
    Ok(visits)
}

/// One library in one browser.
struct Stage<'a> {
    site: &'a Site,
    browser: &'a Browser,
    library: &'a Library,
}

impl Stage<'_> {
    /// Leaves nothing of the visit before: no page, no record, no change on the server.
    async fn clear(&self) -> Result<()> {
        self.browser.driver.goto(format!("{ORIGIN}/feed/")).await?;
        self.site.set_saved(KEY, true);
        self.browser.set_storage(&json!({})).await
    }

    async fn visit(&self, name: &str) -> Result<(), (Step, anyhow::Error)> {
        let at = |step| move |error| (step, error);
        self.open(name).await.map_err(at(Step::Drawn))?;
        let names = names::compare(self.browser, &format!("components/{name}")).await;
        names.map_err(at(Step::Named))?;
        let on = self.ringed("calloutOn").await;
        let visible = on.map_err(at(Step::Ringed))?;
        let record = self.recorded("the record to say opted-in", |entry| entry["state"] == "on");
        record.await.map_err(at(Step::OptedIn))?;
        self.flip(&visible).await.map_err(at(Step::Flipped))?;
        let off = self.ringed("calloutOff").await;
        off.map_err(at(Step::SaidOff))?;
        let record = self.recorded("the record to say opted-out, unconfirmed", |entry| {
            entry["state"] == "off" && entry["confirmed"] == false
        });
        record.await.map_err(at(Step::OptedOut))
    }

    /// Opens the setting's page and waits until the library has drawn its switch.
    async fn open(&self, name: &str) -> Result<()> {
        let address = format!("{ORIGIN}{SETTING}?component={name}");
        self.browser.driver.goto(address).await?;
        wait_until(&self.library.visible, PATIENCE, async || {
            self.boxes().await.map(Some)
        })
        .await?;
        let forbidden = self.ask("forbidden", "").await?;
        ensure!(
            forbidden == json!([]),
            "forbidden by the page's policy (see `needs` in libraries.json): {forbidden}"
        );
        Ok(())
    }

    /// Waits until the ring is around what a person sees of the switch and not much more, and the
    /// callout says the message under this key; returns the box of what a person sees.
    async fn ringed(&self, message: &str) -> Result<Rect> {
        let words = english(message)?;
        let what = format!("a ring around the switch and a callout with {words:?}");
        wait_until(&what, PATIENCE, async || {
            let overlay = self.browser.overlay().await?.context("no overlay")?;
            let (visible, row) = self.boxes().await?;
            let good = is_ringed(&overlay, &visible, &row)
                && overlay
                    .callout
                    .as_ref()
                    .is_some_and(|callout| callout.text.contains(words));
            ensure!(
                good,
                "switch {visible:?}, row {row:?}, overlay {overlay:#?}"
            );
            Ok(Some(visible))
        })
        .await
    }

    /// Clicks in the middle of the switch, and waits until the library has said so to the page,
    /// and the page to the server.
    async fn flip(&self, visible: &Rect) -> Result<()> {
        let (x, y) = visible.center();
        self.browser.click_at(x, y).await?;
        wait_until("the flip to be saved", PATIENCE, async || {
            Ok((!self.site.saved(KEY)).then_some(()))
        })
        .await
    }

    async fn recorded(&self, what: &str, accept: impl Fn(&Value) -> bool) -> Result<()> {
        let entry = async || {
            let storage = self.browser.storage().await?;
            Ok(storage["record"]["settings"]["linkedin/ai-training"]["switch"].clone())
        };
        wait_for(what, PATIENCE, entry, accept).await.map(drop)
    }

    /// The box of what a person sees of the switch, and that of its row.
    async fn boxes(&self) -> Result<(Rect, Rect)> {
        let visible = &self.library.visible;
        let boxes = self.ask("boxes", visible).await?;
        ensure!(!boxes.is_null(), "nothing is seen of {visible}");
        Ok(serde_json::from_value(boxes)?)
    }

    /// The row's HTML with its open shadow roots, shortened.
    async fn row(&self) -> Result<String> {
        let row = self.ask("row", ROW).await?;
        Ok(row.as_str().unwrap_or_default().to_owned())
    }

    async fn ask(&self, question: &str, argument: &str) -> Result<Value> {
        let script = include_str!("components/look.js");
        let drawn = serde_json::to_value(self.library.drawn)?;
        let arguments = vec![question.into(), argument.into(), ROW.into(), drawn];
        let answer = self.browser.driver.execute(script, arguments).await?;
        Ok(answer.json().clone())
    }
}

/// Around the switch, by not more than the margin on any side, and not around the row.
fn is_ringed(overlay: &Overlay, visible: &Rect, row: &Rect) -> bool {
    let widest = Rect {
        x: visible.x - MARGIN,
        y: visible.y - MARGIN,
        width: visible.width + 2.0 * MARGIN,
        height: visible.height + 2.0 * MARGIN,
    };
    overlay
        .ring
        .is_some_and(|ring| ring.encloses(visible) && widest.encloses(&ring) && !ring.encloses(row))
}

/// What failed and why, then the table.
fn report(libraries: &BTreeMap<String, Library>, browsers: [(&str, &Visits); 2]) -> Result<()> {
    for name in libraries.keys() {
        for (browser, visits) in browsers {
            if let Some(Err(Failure { step, error, row })) = visits.get(name) {
                println!("\n── {name} in {browser}: {step}\n{error:#}\n{row}");
            }
        }
    }
    println!();
    for (name, library) in libraries {
        let version = components::version_of(&library.package)?;
        let cells = browsers.map(|(browser, visits)| match visits.get(name) {
            Some(Ok(())) => format!("{browser} ok"),
            Some(Err(failure)) => format!("{browser} FAILED: {}", failure.step),
            None => format!("{browser} FAILED: not visited"),
        });
        println!(
            "{name:<18}{version:<10}{:<15}{:<32}{}",
            library.framework, cells[0], cells[1]
        );
    }
    Ok(())
}
