//! Messages on their way to the background, how it handles them, and the answers.

use headsup_core::background::Event;
use headsup_core::message::Sender;
use headsup_core::page::Address;
use serde_json::Value;

use super::clock::SECOND;
use super::invariants::{self, Moment};
use super::page::{Place, Ready};
use super::script::{ORIGIN, Script, path};
use super::truth::{DocumentId, Said};
use super::verdict::Violation;
use super::worker::{OWN_ORIGIN, Outward};
use super::world::{Open, World};

/// A message or event on its way to the background.
#[derive(Debug)]
pub enum Letter {
    Testimony {
        document: DocumentId,
        /// The tab's address when it was sent.
        place: Place,
        sent: u32,
        testimony: Value,
        said: Option<Said>,
    },
    Own(Value),
    Started,
}

impl World {
    /// Delivers the first one that is due.
    pub fn deliver(&mut self) -> Result<bool, Violation> {
        let first = self.letters.iter().map(|(at, _)| *at).min();
        let due = first.filter(|at| *at <= self.clock.now);
        let Some(place) = self.letters.iter().position(|(at, _)| Some(*at) == due) else {
            return Ok(false);
        };
        match self.letters.remove(place).1 {
            Letter::Started => self.handle(Event::Started, None).map(drop)?,
            Letter::Own(message) => {
                let sender = Sender {
                    own: true,
                    tab: None,
                    address: Some(Address {
                        origin: OWN_ORIGIN.to_owned(),
                        path: "/popup/popup.html".to_owned(),
                    }),
                };
                let erase = message == "erase";
                let erased = self.handle(Event::Message { sender, message }, None)?.0;
                debug_assert!(erase || !erased);
            }
            Letter::Testimony {
                document,
                place,
                sent,
                testimony,
                said,
            } => {
                let reply = self.testify(document, place, testimony, said)?;
                let Open { page, script, .. } = &mut self.documents[document];
                if let Some(script) = script {
                    script.hear(sent, reply.as_ref(), page, &self.clock);
                }
            }
        }
        Ok(true)
    }

    fn testify(
        &mut self,
        document: DocumentId,
        place: Place,
        testimony: Value,
        said: Option<Said>,
    ) -> Result<Option<Value>, Violation> {
        let address = Address {
            origin: ORIGIN.to_owned(),
            path: path(place).to_owned(),
        };
        let tab = self.tab_of(document);
        let sender = Sender {
            own: true,
            tab: Some(tab.map_or(99, |tab| tab as i32)),
            address: Some(address),
        };
        if !matches!(place, Place::Other(_)) {
            self.truth.told(&testimony, &self.clock);
        }
        // `json!` would copy it.
        let message = Value::Object([("testimony".to_owned(), testimony)].into_iter().collect());
        let (_, reply) = self.handle(Event::Message { sender, message }, said)?;
        Ok(reply)
    }

    /// Has the background handle an event, and all events that follow.
    fn handle(
        &mut self,
        event: Event,
        said: Option<Said>,
    ) -> Result<(bool, Option<Value>), Violation> {
        let mut handled = self.worker.handle(&event, &self.clock);
        let message = match &event {
            Event::Message { message, .. } => Some(message),
            _ => None,
        };
        if handled.erased {
            self.truth.forget();
        }
        let chosen = message.and_then(|it| it["setRecheck"]["days"].as_i64());
        if let (Some(days), true) = (chosen, handled.wrote.iter().any(|key| key == "preferences")) {
            self.truth.days = days;
        }
        super::leave::follow(self, message, &handled.wrote, handled.erased);
        if !handled.complete {
            self.bad_luck();
        } else if self
            .clock
            .put_back
            .is_some_and(|at| at >= self.truth.comparable)
        {
            // A time that is a second ahead counts as now.
            self.truth.comparable = self.clock.now + SECOND;
            self.clock.put_back = None;
        }
        self.up_to_date = handled.complete && (handled.shown || self.up_to_date);
        let complete = handled.complete;
        self.truth
            .said
            .extend(said.map(|said| Said { complete, ..said }));
        let moment = Moment {
            world: self,
            message,
            handled: &handled,
        };
        invariants::after_event(&moment)?;
        for outward in std::mem::take(&mut handled.outward) {
            self.outward(outward)?;
        }
        Ok((handled.erased, handled.reply.ok().flatten()))
    }

    /// After a stopped worker or a failed write, nothing has to happen quickly.
    pub fn bad_luck(&mut self) {
        for open in &mut self.documents {
            open.on_from = None;
        }
    }

    fn outward(&mut self, outward: Outward) -> Result<(), Violation> {
        match outward {
            Outward::TellTabs => {
                let viewed: Vec<DocumentId> = self.viewed().map(|(_, it)| it).collect();
                for document in viewed {
                    self.scan(document);
                }
            }
            Outward::Scan(number) => {
                let document = self.tabs.get(number as usize).and_then(|tab| tab.document);
                if !document.is_some_and(|document| self.scan(document)) {
                    self.handle(Event::NoScript { tab: number }, None)?;
                }
            }
            Outward::StartScript(number) => {
                let clock = self.clock;
                if let Some(open) = self.open(number as usize) {
                    // Browsers start content scripts only once the page is parsed.
                    let mut script = Script::start(&open.page, &clock);
                    script.started = script.started.max(Ready::Interactive);
                    open.script = Some(script);
                }
            }
        }
        Ok(())
    }

    /// Sends `"scan"`. False where the document has no content script.
    pub fn scan(&mut self, document: DocumentId) -> bool {
        let Open { page, script, .. } = &mut self.documents[document];
        match script {
            Some(script) => {
                script.scan(page, &self.clock);
                true
            }
            None => false,
        }
    }
}
