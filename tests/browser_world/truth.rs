//! What really happened, kept apart from the extension: the documents, what the server has sent
//! them, and what the person did.

use practice::site::{Act, Entry, Scenario, SwitchShape};

use super::sight::{Page, now};
use super::step::Address;

/// How much two readings of the same time may differ, in milliseconds.
pub const CLOCK: f64 = 150.0;
/// How long a click may take to be seen by page, server and extension on a busy machine.
pub const SLOW: f64 = 1_500.0;

/// One load of a page.
#[derive(Debug, Clone)]
pub struct Document {
    pub id: f64,
    pub began: f64,
    pub navigation: String,
    pub scenario: Scenario,
}

impl Document {
    /// Whether at `at` it may set its switch, which showed a wrong default, to what the server holds.
    pub fn fills_itself_in(&self, at: f64) -> bool {
        let page = &self.scenario;
        let until = page.render_delay_ms + page.hydrate_wrong_first_ms;
        page.hydrate_wrong_first_ms > 0
            && (self.began..=self.began + until as f64 + 2.0 * SLOW).contains(&at)
    }
}

/// A click on the switch, or on the answer to whether to flip it.
#[derive(Debug, Clone, Copy)]
pub struct Click {
    pub document: f64,
    pub from: f64,
    pub to: f64,
}

/// Everything since the browser was new.
#[derive(Debug, Default)]
pub struct Truth {
    pub documents: Vec<Document>,
    pub clicks: Vec<Click>,
    pub ledger: Vec<Entry>,
}

impl Truth {
    /// Notes the document in front, and what the server has done meanwhile.
    pub fn note(&mut self, page: &Page, scenario: &Scenario, ledger: Vec<Entry>) {
        self.ledger = ledger;
        if self.documents.iter().all(|known| known.id != page.document) {
            self.documents.push(Document {
                id: page.document,
                began: page.began,
                navigation: page.navigation.clone().unwrap_or_default(),
                scenario: scenario.clone(),
            });
        }
    }

    pub fn document(&self, id: f64) -> Option<&Document> {
        self.documents.iter().find(|known| known.id == id)
    }

    /// The states that the server has sent this document, in order.
    pub fn told(&self, document: &Document) -> Vec<bool> {
        let rendered = self.ledger.iter().find(|entry| {
            entry.what == Act::Rendered
                && (document.began - CLOCK..document.began + 3_000.0).contains(&entry.at)
        });
        let asked = self
            .ledger
            .iter()
            .filter(|entry| entry.what == Act::Told && entry.document == Some(document.id));
        let mut asked: Vec<bool> = asked.map(|entry| entry.on).collect();
        // The script leaves the state in the HTML as it is.
        if let Some(rendered) = rendered {
            match asked.first_mut() {
                Some(first) => *first = rendered.on,
                None => asked.push(rendered.on),
            }
        }
        asked
    }

    /// What pages have asked the server to save: all of them flips by the person.
    pub fn flips(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.ledger.iter().filter(|it| it.what == Act::Asked)
    }

    /// Whether the page marks this flip as being saved. The extension waits for that before it
    /// records "off". "On" is recorded at once.
    pub fn is_busy_with(&self, flip: &Entry, page: &Page) -> bool {
        let is_own = flip.document == Some(page.document);
        let waits = self
            .document(page.document)
            .is_some_and(|document| document.scenario.busy_while_saving);
        let ended = self
            .ledger
            .iter()
            .rfind(|it| matches!(it.what, Act::Saved | Act::Lost | Act::Refused));
        let just_ended = ended.is_none_or(|it| it.at < flip.at || now() - it.at < SLOW);
        is_own && waits && just_ended && !flip.on
    }

    /// Whether the server may still be saving.
    pub fn is_saving(&self) -> bool {
        let slowest = 6_000.0;
        let last = self.flips().next_back();
        let ended = self
            .ledger
            .iter()
            .rev()
            .find(|it| matches!(it.what, Act::Saved | Act::Lost | Act::Refused));
        last.is_some_and(|flip| {
            ended.is_none_or(|ended| ended.at < flip.at) && now() - flip.at < slowest
        })
    }

    /// Who last changed the switch to `on` on the server before `until`.
    pub fn set_by(&self, on: bool, until: f64) -> Option<Act> {
        // Each history begins with the opposite of its first change.
        let mut held = None;
        let mut by = None;
        for entry in self.ledger.iter().filter(|entry| entry.at <= until) {
            let sets = matches!(entry.what, Act::Saved | Act::SetElsewhere);
            let is_told = matches!(entry.what, Act::Told | Act::Rendered);
            if sets && entry.on == on && held != Some(on) {
                by = Some(entry.what);
            }
            if sets || is_told {
                held = Some(entry.on);
            }
        }
        by
    }

    /// The newest time that a testimony can have: of a load, or a click.
    pub fn newest(&self) -> f64 {
        let loads = self.documents.iter().map(|document| document.began);
        let clicks = self.clicks.iter().map(|click| click.to);
        loads.chain(clicks).fold(0.0, f64::max)
    }

    /// Whether a load, a click, or a page filling itself in can have had the time `at`.
    pub fn dates(&self, at: f64) -> bool {
        let load = |document: &Document| (at - document.began).abs() <= CLOCK;
        let click = |click: &Click| (click.from - CLOCK..=click.to + SLOW).contains(&at);
        let filled_in = |document: &Document| document.fills_itself_in(at);
        self.documents.iter().any(load)
            || self.clicks.iter().any(click)
            || self.documents.iter().any(filled_in)
    }

    /// Whether any page can have shown this state since then, right or wrong.
    pub fn can_have_shown(&self, on: bool, since: f64) -> bool {
        let told = self.ledger.iter().any(|entry| {
            entry.at >= since - SLOW && (entry.on == on || entry.what == Act::Refused)
        });
        let filled_in = self.documents.iter().any(|document| {
            document.began >= since - CLOCK && document.scenario.hydrate_wrong_first_ms > 0
        });
        // Before its script runs, a click flips the page's switch without asking the server.
        let clicked = self.clicks.iter().any(|click| click.to >= since - SLOW);
        told || filled_in || clicked
    }

    /// The state of the page in front, where that must be recorded: it is the newest page, shows
    /// what the server has sent it or what the person did last, and gives the extension no reason
    /// to doubt it.
    pub fn word(&self, page: &Page) -> Option<bool> {
        let document = self.document(page.document)?;
        let on = page.shown?;
        let scenario = &document.scenario;
        let is_plain = page.path == Address::Setting.path()
            && page.in_view
            && page.ready == "complete"
            && !page.dialog
            && scenario.rerender_every_ms == 0
            && scenario.switch_shape != SwitchShape::Stranger
            && matches!(document.navigation.as_str(), "navigate" | "reload");
        if !is_plain || self.is_saving() {
            return None;
        }
        let clicked = self.clicks.iter().map(|click| click.to).fold(0.0, f64::max);
        let own = self
            .clicks
            .iter()
            .rev()
            .find(|click| click.document == document.id);
        let is_newest = self.documents.iter().all(|it| it.began <= document.began);
        let says = match own {
            // Only flips that reached the server: a click before the page's script runs may be
            // lost.
            Some(click) => {
                click.to >= self.newest()
                    && self.flips().next_back().is_some_and(|flip| {
                        flip.document == Some(document.id)
                            && flip.on == on
                            && flip.at >= click.from - CLOCK
                    })
            }
            None => {
                is_newest && clicked <= document.began && self.told(document).last() == Some(&on)
            }
        };
        says.then_some(on)
    }
}
