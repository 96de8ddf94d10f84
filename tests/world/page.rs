//! One document of LinkedIn's: what it shows, why, and what it will do by itself.

use super::clock::{Clock, Ms};
use super::others::{self, Other};
use super::server::{Account, Server};
pub use super::switch::{Source, Switch};
use super::traits::{Kind, Navigation, Save, Traits};

/// `document.readyState`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ready {
    Loading,
    Interactive,
    Complete,
}

/// Which address of the site is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Setting,
    Category,
    /// The page of another setting; see [`Kind::Other`].
    Other(usize),
}

/// Whether the content script can notice a change at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    None,
    /// A property was set: no observer is called.
    Silent,
    Mutation,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Task {
    Ready(Ready),
    Appear,
    Hydrate,
    /// The server's answer to a request to save.
    Answer {
        on: bool,
        account: Option<Account>,
        save: Save,
    },
    Noise,
    LetGo,
    Alert,
}

/// A document, from its load until it is left.
#[derive(Debug)]
pub struct Document {
    pub traits: Traits,
    pub navigation: Navigation,
    pub loaded: Ms,
    /// By the wall clock of that time.
    pub loaded_at: Ms,
    pub ready: Ready,
    pub place: Place,
    pub switch: Option<Switch>,
    /// Another switch that is not the setting's, and whether it is left over from another address.
    pub decoy: Option<bool>,
    /// The switches of other settings.
    pub others: Vec<Other>,
    /// Whether a dialog covers the page; and if so, whether it hides the switch.
    pub modal: Option<bool>,
    /// Whether an alert is in the main content.
    pub alert: bool,
    /// Whether it has moved to another address without a page load.
    pub moved: bool,
    pub translated: bool,
    /// How long it has been in view.
    pub viewed: Ms,
    account: Option<Account>,
    elements: u32,
    tasks: Vec<(Ms, Task)>,
}

/// What the browser keeps of a document for the next one in its tab.
#[derive(Debug, Clone, Copy, Default)]
pub struct Before {
    /// The state in the cached HTML.
    pub html: Option<bool>,
    /// The state of the form.
    pub form: Option<bool>,
}

impl Document {
    /// Begins the load.
    pub fn load(
        traits: Traits,
        navigation: Navigation,
        before: Before,
        server: &Server,
        clock: &Clock,
    ) -> Self {
        let mut document = Self {
            navigation,
            loaded: clock.now,
            loaded_at: clock.wall(),
            ready: Ready::Loading,
            place: match traits.kind {
                Kind::List { .. } => Place::Category,
                Kind::Other(page) => Place::Other(page),
                Kind::Setting | Kind::Error | Kind::Wall => Place::Setting,
            },
            switch: None,
            others: Vec::new(),
            decoy: traits.decoy.then_some(false),
            modal: None,
            alert: false,
            moved: false,
            translated: false,
            viewed: 0,
            account: server.signed_in(),
            elements: 0,
            tasks: Vec::new(),
            traits,
        };
        document.after(traits.parsed_after, clock, Task::Ready(Ready::Interactive));
        document.after(traits.loaded_after, clock, Task::Ready(Ready::Complete));
        if document.shows_the_setting() {
            if traits.alert_after > 0 {
                document.after(traits.alert_after, clock, Task::Alert);
            }
            if traits.in_html {
                document.parse(before, server, clock);
            } else {
                document.after(traits.appears_after, clock, Task::Appear);
            }
        }
        if matches!(traits.kind, Kind::Other(_)) {
            document.after(traits.appears_after, clock, Task::Appear);
        }
        document
    }

    fn shows_the_setting(&self) -> bool {
        self.traits.kind == Kind::Setting && self.account.is_some()
    }

    /// Parses the HTML, with the switch in it.
    fn parse(&mut self, before: Before, server: &Server, clock: &Clock) {
        let Some(served) = server.held() else { return };
        let cached = before.html.filter(|_| self.traits.stale);
        let (html, source) = match cached.filter(|_| self.navigation == Navigation::Back) {
            Some(html) => (html, Source::Stale),
            None if self.traits.wrong_for > 0 => (!served, Source::Default),
            None => (served, Source::Served),
        };
        self.put(html, source, html, clock);
        let form = before
            .form
            .filter(|_| self.traits.form_restored && self.navigation != Navigation::Navigate);
        if let (Some(form), Some(switch)) = (form, &mut self.switch)
            && form != html
        {
            switch.on = form;
            switch.source = Source::Restored;
        }
        if source == Source::Default {
            self.after(self.traits.wrong_for, clock, Task::Hydrate);
        }
    }

    fn put(&mut self, on: bool, source: Source, markup: bool, clock: &Clock) {
        self.elements += 1;
        self.switch = Some(Switch {
            element: self.elements,
            on,
            source,
            markup,
            hidden: false,
            busy: false,
            row: 0,
        });
        if self.traits.restless {
            self.after(400, clock, Task::Noise);
        }
    }

    fn after(&mut self, ms: Ms, clock: &Clock, task: Task) {
        self.tasks.push((clock.now + ms, task));
    }

    /// When it will next do something by itself.
    pub fn next_at(&self) -> Option<Ms> {
        self.tasks.iter().map(|(at, _)| *at).min()
    }

    /// Does the first thing that is due.
    pub fn act(&mut self, server: &mut Server, clock: &Clock) -> Change {
        let first = self.next_at().filter(|at| *at <= clock.now);
        let Some(place) = self.tasks.iter().position(|(at, _)| Some(*at) == first) else {
            return Change::None;
        };
        let (_, task) = self.tasks.remove(place);
        match task {
            Task::Ready(ready) => {
                self.ready = ready;
                Change::Mutation
            }
            Task::Appear => self.appear(server, clock),
            Task::Hydrate => match server.held() {
                Some(on) => self.show(on, Source::Served),
                None => Change::None,
            },
            Task::Answer { on, account, save } => self.answer(on, account, save, server, clock),
            Task::Noise => {
                if let Some(switch) = &mut self.switch {
                    switch.row += 1;
                    self.after(700, clock, Task::Noise);
                }
                Change::Mutation
            }
            Task::LetGo => {
                self.decoy = self.traits.decoy.then_some(false);
                Change::Mutation
            }
            Task::Alert => {
                self.alert = true;
                Change::Mutation
            }
        }
    }

    /// A script renders the switch.
    fn appear(&mut self, server: &Server, clock: &Clock) -> Change {
        if let Place::Other(page) = self.place {
            self.others = others::of_page(page)
                .filter_map(|place| Some(Other::new(place, server.held_of(place)?, self, clock)))
                .collect();
            return Change::Mutation;
        }
        let Some(held) = server.held() else {
            return Change::None;
        };
        if self.traits.wrong_for > 0 {
            self.put(!held, Source::Default, false, clock);
            self.after(self.traits.wrong_for, clock, Task::Hydrate);
        } else {
            self.put(held, Source::Served, false, clock);
        }
        Change::Mutation
    }

    /// Shows `on` from now on.
    fn show(&mut self, on: bool, source: Source) -> Change {
        let Some(switch) = &mut self.switch else {
            return Change::None;
        };
        let changes = switch.on != on;
        switch.on = on;
        switch.source = source;
        match changes {
            false => Change::None,
            true if self.traits.silent => Change::Silent,
            true => Change::Mutation,
        }
    }

    /// The person clicks on the switch: what it shows, and the request to save.
    pub fn flip(&mut self, server: &Server, clock: &Clock) -> Change {
        let Some(switch) = self.switch.as_mut().filter(|switch| !switch.busy) else {
            return Change::None;
        };
        let on = !switch.on;
        // Another account has signed in since: the server refuses a request from this page.
        let save = match self.traits.save {
            Save::Kept(ms) if self.account != server.signed_in() => Save::TurnedBack(ms),
            Save::Awaited(ms) if self.account != server.signed_in() => Save::Refused(ms),
            Save::Busy(ms) if self.account != server.signed_in() => Save::BusyBack(ms),
            save => save,
        };
        let account = self.account;
        let answer = Task::Answer { on, account, save };
        match save {
            Save::Awaited(ms) | Save::Refused(ms) => {
                switch.set_busy(true);
                self.after(ms, clock, answer);
                Change::Mutation
            }
            Save::Busy(ms) | Save::BusyBack(ms) => {
                switch.set_busy(true);
                self.after(ms, clock, answer);
                // However silently the state was set, the attribute shows it.
                self.show(on, Source::Person);
                Change::Mutation
            }
            Save::Kept(ms) | Save::TurnedBack(ms) => {
                self.after(ms, clock, answer);
                self.show(on, Source::Person)
            }
            Save::Lost => self.show(on, Source::Person),
        }
    }

    fn answer(
        &mut self,
        on: bool,
        account: Option<Account>,
        save: Save,
        server: &mut Server,
        clock: &Clock,
    ) -> Change {
        if let Some(switch) = self.switch.as_mut().filter(|it| it.busy) {
            switch.set_busy(false);
        }
        let kept = matches!(save, Save::Kept(_) | Save::Awaited(_) | Save::Busy(_));
        if let (true, Some(account)) = (kept, account) {
            server.set(account, on, clock.now);
        }
        match save {
            Save::Kept(_) | Save::Lost => Change::None,
            Save::Awaited(_) => self.show(on, Source::Person),
            Save::TurnedBack(_) => self.show(!on, Source::TurnedBack),
            Save::Refused(_) | Save::Busy(_) => Change::Mutation,
            Save::BusyBack(_) => {
                self.show(!on, Source::TurnedBack);
                Change::Mutation
            }
        }
    }

    /// Another extension flips the switch, or replaces it by one of the same state.
    pub fn meddle(&mut self, state: bool) -> Change {
        match &self.switch {
            Some(switch) if state => {
                let on = !switch.on;
                self.show(on, Source::Meddled)
            }
            _ => self.rerender(),
        }
    }

    /// The page replaces the switch by one of the same state.
    pub fn rerender(&mut self) -> Change {
        self.elements += 1;
        match &mut self.switch {
            Some(switch) => {
                switch.element = self.elements;
                switch.row += 1;
                Change::Mutation
            }
            None => Change::None,
        }
    }

    /// The person clicks on a switch of another setting, on each in turn.
    pub fn flip_other(&mut self, server: &mut Server, clock: &Clock) {
        let (Some(account), false) = (self.account, self.modal.is_some()) else {
            return;
        };
        let viewed = self.viewed;
        let turns: u32 = self.others.iter().map(|it| it.changes).sum();
        let many = self.others.len().max(1);
        if let Some(other) = self.others.get_mut(turns as usize % many) {
            other.flip(viewed, clock);
            server.set_other(account, other.place, other.on);
        }
    }

    /// The page removes its switch.
    pub fn remove_switch(&mut self) {
        self.switch = None;
        self.others.clear();
        self.tasks
            .retain(|(_, task)| !matches!(task, Task::Appear | Task::Hydrate | Task::Noise));
    }

    /// Moves to another address without a page load, or back to the setting's. There the other
    /// page's switch stays for a moment.
    pub fn route(&mut self, place: Place, clock: &Clock) {
        self.remove_switch();
        self.place = place;
        self.moved = true;
        self.modal = None;
        self.alert = false;
        self.tasks.retain(|(_, task)| *task != Task::Alert);
        if place == Place::Setting && self.shows_the_setting() {
            self.after(self.traits.appears_after, clock, Task::Appear);
            if self.traits.lingers > 0 {
                self.decoy = Some(true);
                self.after(self.traits.lingers, clock, Task::LetGo);
            }
        }
    }

    /// What the browser keeps of it.
    pub fn leave(&self) -> Before {
        let switch = self.switch.as_ref();
        let parsed = switch.filter(|_| self.traits.in_html);
        Before {
            html: parsed.map(|switch| switch.markup),
            form: parsed.map(|switch| switch.on),
        }
    }
}
