//! The whole world: server, tabs, worker and clocks, and how time passes.

use serde_json::Value;

use super::clock::{Clock, Ms};
use super::page::{Before, Change, Document};
use super::post::Letter;
use super::script::Script;
use super::server::Server;
use super::step::Tab;
use super::truth::{DocumentId, Truth};
use super::verdict::Violation;
use super::worker::Worker;

/// How long a message takes, unless messages are slow.
const QUICK: Ms = 2;

/// An open document, with its content script if it has one.
#[derive(Debug)]
pub struct Open {
    pub page: Document,
    pub script: Option<Script>,
    /// Since when it has shown "on" in view without bad luck, by its own time in view.
    pub on_from: Option<Ms>,
}

/// A tab: its document, and the one before, which the browser may have kept.
#[derive(Debug, Default, Clone)]
pub struct TabState {
    pub document: Option<DocumentId>,
    pub kept: Option<DocumentId>,
    pub before: Before,
}

/// All parts of the world; see their modules.
#[derive(Debug)]
pub struct World {
    pub clock: Clock,
    pub server: Server,
    pub worker: Worker,
    pub truth: Truth,
    pub documents: Vec<Open>,
    pub tabs: [TabState; 3],
    /// Which of the tabs 0 and 1 is in front.
    pub front: Tab,
    /// How long messages take now.
    pub delay: Ms,
    /// How long messages have taken at most.
    pub slowest: Ms,
    /// The messages on their way to the background, and when they arrive.
    pub letters: Vec<(Ms, Letter)>,
    /// Whether badge and alarm follow from the last event, because it was handled to the end.
    pub up_to_date: bool,
}

impl World {
    pub fn new() -> Self {
        let mut world = Self {
            clock: Clock::default(),
            server: Server::new(),
            worker: Worker::default(),
            truth: Truth::new(),
            documents: Vec::new(),
            tabs: Default::default(),
            front: 0,
            delay: QUICK,
            slowest: QUICK,
            letters: Vec::new(),
            up_to_date: false,
        };
        world.start();
        world
    }

    /// Messages are quick again.
    pub fn hurry(&mut self) {
        self.delay = QUICK;
    }

    pub fn start(&mut self) {
        self.letters.push((self.clock.now, Letter::Started));
    }

    pub fn send(&mut self, message: Value) {
        self.letters
            .push((self.clock.now + self.delay, Letter::Own(message)));
    }

    /// The tab that shows a document.
    pub fn tab_of(&self, document: DocumentId) -> Option<Tab> {
        self.tabs
            .iter()
            .position(|tab| tab.document == Some(document))
    }

    pub fn in_view(&self, tab: Tab) -> bool {
        tab == 2 || tab == self.front
    }

    /// The document in a tab.
    pub fn open(&mut self, tab: Tab) -> Option<&mut Open> {
        let document = self.tabs[tab].document?;
        self.documents.get_mut(document)
    }

    /// The documents in view, by tab.
    pub fn viewed(&self) -> impl Iterator<Item = (Tab, DocumentId)> + '_ {
        let shown = self
            .tabs
            .iter()
            .enumerate()
            .filter(|(tab, _)| self.in_view(*tab));
        shown.filter_map(|(tab, state)| Some((tab, state.document?)))
    }

    /// Lets time pass, and everything happen that is due.
    pub fn wait(&mut self, ms: Ms) -> Result<(), Violation> {
        let until = self.clock.now + ms;
        loop {
            self.settle()?;
            let next = self.next_at().filter(|at| *at <= until).unwrap_or(until);
            let passed = next - self.clock.now;
            self.pass(passed);
            if next == until && self.next_at().is_none_or(|at| at > until) {
                return self.settle();
            }
        }
    }

    fn pass(&mut self, ms: Ms) {
        self.clock.now += ms;
        let viewed: Vec<DocumentId> = self.viewed().map(|(_, document)| document).collect();
        for document in viewed {
            let Open { page, script, .. } = &mut self.documents[document];
            page.viewed += ms;
            if let Some(script) = script {
                script.pass(ms, page);
            }
        }
    }

    /// When something happens by itself next.
    fn next_at(&self) -> Option<Ms> {
        let now = self.clock.now;
        let letters = self.letters.iter().map(|(at, _)| *at);
        let shown = self.tabs.iter().filter_map(|tab| tab.document);
        let pages = shown.filter_map(|it| self.documents[it].page.next_at());
        let scripts = self.viewed().filter_map(|(_, it)| {
            let Open { page, script, .. } = &self.documents[it];
            Some(now + script.as_ref()?.next_in(page)?)
        });
        let alarm = self
            .worker
            .alarm
            .map(|at| now + (at - self.clock.wall()).max(0));
        let at = letters.chain(pages).chain(scripts).chain(alarm).min()?;
        Some(at.max(now))
    }

    /// Does everything that is due now.
    pub fn settle(&mut self) -> Result<(), Violation> {
        for _ in 0..1000 {
            let mut busy = self.act();
            busy |= self.speak();
            if self.worker.alarm.is_some_and(|at| at <= self.clock.wall()) {
                self.worker.alarm = None;
                self.start();
            }
            busy |= self.deliver()?;
            if !busy {
                return Ok(());
            }
        }
        Err(Violation::new(
            "the_world_comes_to_rest",
            "a thousand messages in no time",
        ))
    }

    /// The pages do what is due.
    fn act(&mut self) -> bool {
        let mut busy = false;
        for tab in 0..self.tabs.len() {
            let Some(document) = self.tabs[tab].document else {
                continue;
            };
            while self.documents[document]
                .page
                .next_at()
                .is_some_and(|at| at <= self.clock.now)
            {
                let Open { page, .. } = &mut self.documents[document];
                let change = page.act(&mut self.server, &self.clock);
                self.changed(document, change);
                busy = true;
            }
        }
        busy
    }

    /// A page has changed. Its content script notices that, or does not.
    pub fn changed(&mut self, document: DocumentId, change: Change) {
        let Open { page, script, .. } = &mut self.documents[document];
        if let (Change::Mutation, Some(script)) = (change, script) {
            script.notice(page, &self.clock);
        }
    }

    /// The content scripts send the testimonies that are due. In a document that is not in view
    /// there are observers, but no timers.
    fn speak(&mut self) -> bool {
        let mut busy = false;
        for tab in 0..self.tabs.len() {
            let Some(document) = self.tabs[tab].document else {
                continue;
            };
            let in_view = self.in_view(tab);
            let Open {
                page,
                script,
                on_from,
            } = &mut self.documents[document];
            let Some(script) = script else { continue };
            if in_view && (script.next_in(page) == Some(0) || page.viewed % 1000 == 0) {
                script.notice(page, &self.clock);
            }
            let shown = page
                .switch
                .as_ref()
                .filter(|it| it.on && !it.hidden && !it.busy);
            let shows_on = shown.is_some() && in_view && page.modal.is_none();
            *on_from = shows_on.then(|| on_from.unwrap_or(page.viewed));
            let Some(testimony) = script.speak(page) else {
                continue;
            };
            let said = self.truth.draft(document, page, script);
            let letter = Letter::Testimony {
                document,
                place: page.place,
                sent: script.sent,
                testimony,
                said,
            };
            // Messages of one document arrive in the order in which they were sent.
            let of_it = |it: &&(Ms, Letter)| matches!(it.1, Letter::Testimony { document: of, .. } if of == document);
            let last = self.letters.iter().filter(of_it).map(|(at, _)| *at).max();
            let at = last
                .max(Some(self.clock.now + self.delay))
                .unwrap_or_default();
            self.letters.push((at, letter));
            busy = true;
        }
        busy
    }
}
