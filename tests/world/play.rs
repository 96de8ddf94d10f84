//! Carries steps out in a world. A step that is impossible changes nothing, so any part of a
//! history is a history.

use serde_json::json;

use super::clock::{Ms, SECOND};
use super::invariants;
use super::page::{Change, Document, Place, Ready};
use super::script::{ORIGIN, Script, path};
use super::step::{Policy, Step, Tab};
use super::traits::{Navigation, Save, Traits};
use super::truth::Deed;
use super::verdict::Violation;
use super::world::{Open, TabState, World};

/// The time between the two clicks of a double click.
const BETWEEN_CLICKS: Ms = 80;

/// Plays a history to its end, stops the faults, and waits for the rest.
pub fn play(steps: &[Step]) -> Result<(), Violation> {
    let mut world = World::new();
    for step in steps {
        // No two steps are at the same time.
        world.wait(1)?;
        world.apply(*step)?;
        world.settle()?;
        invariants::after_step(&world)?;
    }
    super::liveness::comes_to_rest(&mut world)
}

impl World {
    fn apply(&mut self, step: Step) -> Result<(), Violation> {
        match step {
            Step::Wait(ms) => return self.wait(ms),
            Step::Open(tab, traits) => self.load(tab, traits, Navigation::Navigate),
            Step::Reload(tab, traits) => self.load(tab, traits, Navigation::Reload),
            Step::Back(tab, traits) => self.load(tab, traits, Navigation::Back),
            Step::Resume(tab) => self.resume(tab),
            Step::Close(tab) => self.tabs[tab] = TabState::default(),
            Step::Front(tab) => self.bring_to_front(tab),
            Step::Click(tab) => self.click(tab),
            Step::ClickTwice(tab) => {
                self.click(tab);
                self.wait(BETWEEN_CLICKS)?;
                self.click(tab);
            }
            Step::Press(tab) => self.touch(tab),
            Step::ClickRow(tab) => self.click_row(tab),
            Step::Input(tab) => self.input(tab),
            Step::Popup(tab) => self.open_popup(tab),
            Step::Erase => self.send(json!("erase")),
            Step::Highlights(on) => self.send(json!({"setHighlights": {"on": on}})),
            Step::Leave(on) => {
                let setting = super::record::SETTING;
                self.send(json!({"setLeave": {"setting": setting, "on": on}}));
            }
            Step::Others(on) => self.send(json!({"setOthers": {"on": on}})),
            Step::Recheck(days) => self.send(json!({"setRecheck": {"days": days}})),
            Step::SignIn(account) => self.server.sign_in(account),
            Step::Server(account, on) => self.server.set(account, on, self.clock.now),
            Step::Policy(policy) => self.set_policy(policy),
            Step::Newer(what) => {
                self.truth.planted.extend(self.worker.plant(what));
            }
            Step::Jump(ms) => {
                self.clock.jump(ms);
                // The badge is computed at the next event, the popup at once.
                self.up_to_date &= ms >= 0;
            }
            // While the machine sleeps only the wall clock goes on.
            Step::Sleep(ms) => self.clock.jump(ms.abs()),
            Step::Kill(points) => self.worker.ends_after = Some(points),
            Step::Fail(key) => self.worker.failing = Some(key),
            Step::Mend => self.worker.failing = None,
            Step::Slow(ms) => {
                self.delay = ms;
                self.slowest = self.slowest.max(ms);
                self.bad_luck();
            }
            Step::Restart(traits) => self.restart(traits),
            Step::Update(starts) => self.update(starts),
            Step::Discard(tab, traits) => self.load(tab, traits, Navigation::Reload),
            Step::Away(_)
            | Step::Return(_)
            | Step::Modal(..)
            | Step::ModalGone(_)
            | Step::Hide(_)
            | Step::Unhide(_)
            | Step::Translate(_)
            | Step::Remove(_)
            | Step::Rerender(_)
            | Step::Meddle(..) => self.change_page(step),
        }
        Ok(())
    }

    /// Loads a document in the tab, with a content script from its start.
    pub fn load(&mut self, tab: Tab, traits: Traits, navigation: Navigation) {
        let state = &mut self.tabs[tab];
        // There is nothing to reload, or to go back to.
        let navigation = match state.document {
            None => Navigation::Navigate,
            Some(_) => navigation,
        };
        if let Some(document) = state.document {
            state.before = self.documents[document].page.leave();
            state.kept = Some(document);
        }
        let before = state.before;
        let page = Document::load(traits, navigation, before, &self.server, &self.clock);
        let script = Some(Script::start(&page, &self.clock));
        state.document = Some(self.documents.len());
        self.documents.push(Open {
            page,
            script,
            on_from: None,
        });
        self.bring_to_front(tab);
    }

    pub fn bring_to_front(&mut self, tab: Tab) {
        if tab < 2 {
            self.front = tab;
        }
        if let (true, Some(document)) = (self.in_view(tab), self.tabs[tab].document) {
            self.scan(document);
        }
    }

    /// The browser shows the last document as it kept it.
    fn resume(&mut self, tab: Tab) {
        let state = &mut self.tabs[tab];
        if let (Some(kept), Some(document)) = (state.kept, state.document) {
            state.before = self.documents[document].page.leave();
            state.document = Some(kept);
            state.kept = None;
            self.bring_to_front(tab);
        }
    }

    fn open_popup(&mut self, tab: Tab) {
        let address = self.open(tab).map(|open| path(open.page.place));
        let shown =
            address.map(|path| json!({"id": tab, "address": {"origin": ORIGIN, "path": path}}));
        self.send(json!({"popupOpened": {"tab": shown}}));
    }

    /// The person presses on the switch, if it is in view.
    fn touch(&mut self, tab: Tab) {
        if !self.in_view(tab) {
            return;
        }
        let clock = self.clock;
        let Some(document) = self.tabs[tab].document else {
            return;
        };
        let Open { page, script, .. } = &mut self.documents[document];
        let reachable = page.switch.as_ref().is_some_and(|it| !it.hidden) && page.modal.is_none();
        if let (true, Some(script)) = (reachable, script) {
            script.touch(page, &clock);
            self.truth.deeds.push(Deed {
                document,
                at: clock.now,
                on_it: true,
            });
        }
    }

    fn click(&mut self, tab: Tab) {
        self.touch(tab);
        self.flip(tab, true);
        self.flip_other(tab);
    }

    /// The person clicks on a switch of another setting.
    fn flip_other(&mut self, tab: Tab) {
        let clock = self.clock;
        let Some(document) = self.tabs[tab].document.filter(|_| self.in_view(tab)) else {
            return;
        };
        let Open { page, script, .. } = &mut self.documents[document];
        page.flip_other(&mut self.server, &clock);
        if let Some(script) = script {
            script.notice(page, &clock);
        }
    }

    /// The person presses beside the switch, if the page is in view.
    fn input(&mut self, tab: Tab) {
        let clock = self.clock;
        if !self.in_view(tab) {
            return;
        }
        if let Some(Open {
            page,
            script: Some(script),
            ..
        }) = self.open(tab)
        {
            script.input(page, &clock);
        }
    }

    fn click_row(&mut self, tab: Tab) {
        self.input(tab);
        self.flip(tab, false);
    }

    fn flip(&mut self, tab: Tab, on_it: bool) {
        if !self.in_view(tab) {
            return;
        }
        let Some(document) = self.tabs[tab].document else {
            return;
        };
        let Open { page, script, .. } = &mut self.documents[document];
        let Some(switch) = page.switch.as_ref().filter(|it| !it.hidden) else {
            return;
        };
        if page.modal.is_some() {
            return;
        }
        // A click on a busy switch does nothing; nor does one on a switch that never moves.
        let moves = !switch.busy && !matches!(page.traits.save, Save::Refused(_));
        if !on_it && script.is_some() && moves {
            let at = self.clock.now;
            self.truth.deeds.push(Deed {
                document,
                at,
                on_it,
            });
        }
        page.flip(&self.server, &self.clock);
        // The content script reads the page on each input.
        if let Some(script) = script {
            script.notice(page, &self.clock);
        }
    }

    fn set_policy(&mut self, policy: Policy) {
        self.worker.storage.managed = match policy {
            Policy::None => None,
            Policy::Silent => Some(json!({"highlights": false})),
            Policy::Days(days) => Some(json!({"recheckDays": days})),
        };
        self.start();
    }

    fn change_page(&mut self, step: Step) {
        let (Step::Away(tab)
        | Step::Return(tab)
        | Step::Modal(tab, _)
        | Step::ModalGone(tab)
        | Step::Hide(tab)
        | Step::Unhide(tab)
        | Step::Translate(tab)
        | Step::Remove(tab)
        | Step::Rerender(tab)
        | Step::Meddle(tab, _)) = step
        else {
            return;
        };
        let clock = self.clock;
        let Some(document) = self.tabs[tab].document else {
            return;
        };
        let page = &mut self.documents[document].page;
        let mut change = Change::Mutation;
        match step {
            Step::Away(_) => page.route(Place::Category, &clock),
            Step::Return(_) if page.place == Place::Category => page.route(Place::Setting, &clock),
            Step::Modal(_, hides) => page.modal = Some(hides),
            Step::ModalGone(_) => page.modal = None,
            Step::Hide(_) | Step::Unhide(_) => {
                if let Some(switch) = &mut page.switch {
                    switch.hidden = matches!(step, Step::Hide(_));
                }
            }
            Step::Translate(_) => page.translated = true,
            Step::Remove(_) => page.remove_switch(),
            Step::Rerender(_) => change = page.rerender(),
            Step::Meddle(_, state) => change = page.meddle(state),
            _ => {}
        }
        self.changed(document, change);
    }

    /// All tabs are loaded again, with the forms that the browser has kept.
    fn restart(&mut self, traits: Traits) {
        self.worker.forget();
        self.worker.ends_after = None;
        self.up_to_date = false;
        self.start();
        self.clock.now += SECOND;
        let front = self.front;
        for tab in 0..self.tabs.len() {
            self.tabs[tab].kept = None;
            if self.tabs[tab].document.is_some() {
                self.load(tab, traits, Navigation::Back);
                self.tabs[tab].kept = None;
            }
        }
        self.front = front;
    }

    /// The old content scripts end. The browser starts new ones in open pages, or does not.
    fn update(&mut self, starts: bool) {
        // The new ones compute the load time anew, for a document that was dated by an earlier
        // clock.
        if self.truth.comparable > 0 {
            self.truth.comparable = self.clock.now + SECOND;
        }
        self.worker.forget();
        self.up_to_date = false;
        let clock = self.clock;
        for open in &mut self.documents {
            open.script = None;
            open.on_from = None;
        }
        for tab in 0..self.tabs.len() {
            // A click while the page is parsed, and an update at the same moment: too unlikely to
            // ask for.
            if let (true, Some(open)) = (starts, self.open(tab))
                && open.page.ready > Ready::Loading
            {
                open.script = Some(Script::start(&open.page, &clock));
            }
        }
        self.start();
    }
}
