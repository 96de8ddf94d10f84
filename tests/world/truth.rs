//! What the world knows of what the background was told: by which documents, what they showed, and
//! why. Kept beside the product, and never asked of it.

use serde_json::Value;

use super::clock::{Clock, DAY, Ms, SECOND};
use super::page::{Document, Ready, Source};
use super::script::Script;
use super::traits::{KnownBy, Navigation};

/// The number of a document, in the order of the page loads.
pub type DocumentId = usize;

/// What a testimony said of the setting's switch, and what is true of it.
#[derive(Debug, Clone)]
pub struct Said {
    pub document: DocumentId,
    pub loaded: Ms,
    pub on: bool,
    /// Why the document showed that state.
    pub source: Source,
    /// When the person last touched the switch there.
    pub touched: Option<Ms>,
    /// When the person last flipped it by something beside it.
    pub rowed: Option<Ms>,
    /// When it came into this state, where another input of the person's may have led to that.
    pub after_input: Option<Ms>,
    /// Whether the core knows that it is the setting's switch.
    pub known: bool,
    /// Whether the content script was there from the start.
    pub watched: bool,
    /// Whether the core has to record it: the switch is visible and known, has held its state long
    /// enough, and was not restored by the browser.
    pub counts: bool,
    /// Whether it has settled.
    pub settled: bool,
    /// Whether its row had come to rest before it came into this state.
    pub late: bool,
    /// Whether an alert was shown: the state may be a default.
    pub alert: bool,
    /// When the person pressed on it, while the page is still saving.
    pub saving: Option<Ms>,
    /// Whether it can confirm: nobody has pressed on it there, and the page was watched from its
    /// start.
    pub confirms: bool,
    /// Whether the testimony was handled to the end and written.
    pub complete: bool,
}

impl Said {
    /// The time that the state is as new as.
    pub fn as_of(&self) -> Ms {
        let deeds = self.touched.into_iter().chain(self.rowed);
        deeds.chain([self.loaded]).max().unwrap_or_default()
    }

    /// Whether the person acted before the clock was set back: the record may have it only once the
    /// clock has caught up.
    pub fn is_by_another_clock(&self, truth: &Truth) -> bool {
        let deed = self.touched.or(self.rowed);
        deed.is_some_and(|at| at <= truth.comparable)
    }

    /// The latest time that the state may be dated.
    pub fn may_be_as_of(&self) -> Ms {
        self.after_input
            .map_or(self.as_of(), |at| at.max(self.as_of()))
    }
}

/// Something that the person did to a switch.
#[derive(Debug, Clone, Copy)]
pub struct Deed {
    pub document: DocumentId,
    pub at: Ms,
    /// Whether on the switch, not beside it.
    pub on_it: bool,
}

/// All testimonies since the record began.
#[derive(Debug, Default)]
pub struct Truth {
    pub said: Vec<Said>,
    pub deeds: Vec<Deed>,
    /// The newest time that any testimony has named.
    pub newest: Option<Ms>,
    /// When the first event after the clock was set back was handled. Earlier testimonies cannot be
    /// compared with later ones.
    pub comparable: Ms,
    /// The interval of the reminder in days. 0: never.
    pub days: Ms,
    /// Whether the person leaves the switch on by choice.
    pub left: bool,
    /// What a newer version has left: key and JSON pointer.
    pub planted: Vec<(&'static str, String)>,
}

impl Truth {
    pub fn new() -> Self {
        Self {
            days: 90,
            ..Self::default()
        }
    }

    /// The record was erased, and everything that it could rest on.
    pub fn forget(&mut self) {
        self.said.clear();
        self.newest = None;
        self.planted.clear();
        self.days = 90;
    }

    /// When the reminder is due, by the wall clock. An organisation's interval comes first.
    /// `left_at`: when the person chose to leave the switch on.
    pub fn due_at(&self, managed: Option<&Value>, left_at: Option<Ms>) -> Option<Ms> {
        let newest = self.newest?;
        self.days_after(managed, newest.max(left_at.unwrap_or(0)))
    }

    /// The reminder's interval after `at`. `None`: never.
    pub fn days_after(&self, managed: Option<&Value>, at: Ms) -> Option<Ms> {
        let managed = managed.and_then(|it| it["recheckDays"].as_i64());
        let days = managed.unwrap_or(self.days);
        (days > 0).then_some(at + days * DAY)
    }

    /// Notes a testimony that was sent.
    pub fn told(&mut self, testimony: &Value, clock: &Clock) {
        let mut times = vec![testimony["document"]["loadedAt"].as_i64()];
        for control in testimony["controls"].as_array().into_iter().flatten() {
            let changed = !control["priorSince"].is_null();
            let since = control["since"].as_i64();
            // A touch that has changed nothing is no flip.
            let touched = control["touchedAt"].as_i64();
            times.push(touched.filter(|_| changed || touched <= since));
            times.push(since.filter(|_| changed));
            // If the clock is set back while a flip stands, the flip looks newer than what undoes
            // it, or than what led to it.
            let prior = control["priorSince"].as_i64();
            let is_flip = control["changes"].as_i64() > Some(1) || touched.is_some();
            times.push(prior.filter(|_| is_flip));
        }
        // A time that is a second ahead counts as now: clocks are corrected in small steps.
        let by_now = |at: Ms| match at > clock.wall() + SECOND {
            true => clock.wall(),
            false => at,
        };
        let newest = times.into_iter().flatten().map(by_now).max();
        self.newest = self.newest.max(newest);
    }

    /// What a content script is about to testify of the switch.
    pub fn draft(&self, document: DocumentId, page: &Document, script: &Script) -> Option<Said> {
        let (switch, memory) = (page.switch.as_ref()?, script.memory.as_ref()?);
        let it = memory.now(page);
        let deeds = self.deeds.iter().filter(|it| it.document == document);
        // A later effect of a click beside it has not led to this state.
        let had_led = |deed: &&Deed| deed.on_it || deed.at <= it.began;
        let last = |on_it| {
            deeds
                .clone()
                .filter(had_led)
                .filter(|it| it.on_it == on_it)
                .map(|it| it.at)
                .max()
        };
        // A page may wait for the server before the switch moves.
        let is_idle = it.prior_since.is_none() && it.touched_at > Some(it.since);
        let led_to = it.touched_at > it.prior_since && !is_idle;
        let touched = last(true).filter(|_| it.touched_at.is_some() && !is_idle);
        let touched = touched.map(|at| at.max(if led_to { it.began } else { it.prior_began }));
        let beside = it.input_at > it.prior_since;
        let rowed = last(false).filter(|_| it.input_at.is_some());
        let rowed = rowed.map(|at| at.max(if beside { it.began } else { it.prior_began }));
        // What was not noticed yet has the reason of the state before.
        let earlier = self
            .said
            .iter()
            .rev()
            .find(|said| said.document == document);
        let source = match earlier {
            Some(said) if memory.on != switch.on => said.source,
            _ => switch.source,
        };
        let rested = page.ready == Ready::Complete && it.quiet >= 3000;
        let settled = rested || it.age >= 15_000;
        let by_browser = match page.navigation {
            Navigation::Navigate => false,
            // Later changes are made by the page itself.
            Navigation::Reload => {
                it.parsed && switch.markup != memory.on && it.prior_since.is_none()
            }
            Navigation::Back => true,
        };
        // A state that the person's touch led to counts at once; a later one has to hold.
        let held = led_to || if memory.on { it.held >= 500 } else { settled };
        let visible = !switch.hidden && page.modal != Some(true);
        // "On" counts while it is being saved, as the person may leave; "off" counts once it is
        // saved.
        let is_saved = !switch.busy || (memory.on && touched.is_some() && led_to);
        // Beside another switch the key alone is not enough before the names are read.
        let by_key = page.traits.known_by == KnownBy::Key && page.decoy.is_none();
        let known = by_key || script.watches_the_switch(page);
        let testifies = touched.is_some() || !by_browser;
        let watched = script.started == Ready::Loading;
        let late = it.quiet_before >= 3000 || it.age - it.held >= 15_000;
        Some(Said {
            document,
            loaded: page.loaded,
            on: memory.on,
            source,
            touched,
            rowed,
            after_input: match beside {
                true => Some(it.began),
                // The page may have taken it back since.
                false if it.input_at.is_some() && it.changes > 1 => Some(it.prior_began),
                false => None,
            },
            known,
            watched,
            counts: known && held && visible && is_saved && testifies,
            settled,
            late,
            alert: it.alert,
            saving: last(true)
                .filter(|_| known && visible && switch.busy && it.touched_at.is_some()),
            confirms: settled
                && watched
                && !late
                && !it.alert
                && (memory.on || !page.moved)
                && it.touched_at.is_none(),
            complete: false,
        })
    }

    /// Whether the record may ignore this word: an "off" that cannot confirm changes nothing where
    /// an older document has confirmed "off". A document between the two may then still say "on",
    /// which reassures nobody.
    pub fn is_no_news(&self, word: &Said) -> bool {
        let is_older = |said: &Said| said.loaded < word.loaded && !said.on && said.confirms;
        let is_page_s = word.touched.or(word.rowed).is_none();
        !word.on && is_page_s && !word.confirms && self.counting().any(is_older)
    }

    /// All testimonies that were heard, written, and have to count.
    pub fn counting(&self) -> impl Iterator<Item = &Said> {
        self.said.iter().filter(|said| said.complete && said.counts)
    }

    /// Those that no later testimony of the same document has replaced.
    pub fn standing(&self) -> impl Iterator<Item = &Said> {
        self.said.iter().enumerate().filter_map(|(place, said)| {
            let later = &self.said[place + 1..];
            let same = |it: &&Said| it.document == said.document && it.complete;
            let taken_back = said.touched.or(said.rowed).is_none()
                && later.iter().filter(same).any(|it| it.on != said.on);
            (said.complete && said.counts && !taken_back).then_some(said)
        })
    }
}
