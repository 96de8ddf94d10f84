//! The content script in one document: it searches, watches and testifies. Written from the
//! description of the messages, not from the real script.

use serde_json::{Value, json};

use super::clock::{Clock, Ms, SECOND};
use super::memory::{Input, Memory};
use super::others::PAGES;
use super::page::{Document, Place, Ready};
use super::traits::{Kind, KnownBy, Navigation};

pub const ORIGIN: &str = "https://www.linkedin.com";
const SETTING: &str = "/mypreferences/d/settings/data-for-ai-improvement";
const CATEGORY: &str = "/mypreferences/d/categories/privacy";
const KEY: &str = "allowDataForGenerativeAI";
const LABEL: &str = "Use my data for training content creation AI models";
const TRANSLATED: &str = "Meine Daten nutzen zu trainieren die Inhalt Erschaffung KI Muster";
const UNKNOWN_LANGUAGE: &str = "コンテンツ生成AIモデルのトレーニングに自分のデータを使用する";
/// Element numbers of their own: those of switches stay below.
const DECOY: u32 = 9_000;
const LINK: u32 = 9_001;
/// The link to another setting, which every list has.
const OTHER_LINK: u32 = 9_002;

/// The fields of a testimony that lead to a new one when they change.
type Gist = (Place, Vec<(u32, bool, bool, bool, Option<Ms>)>, bool, bool);

/// One content script, in one document.
#[derive(Debug)]
pub struct Script {
    pub started: Ready,
    pub memory: Option<Memory>,
    /// What is drawn.
    pub guidance: Value,
    /// What the core has named, by element number.
    named: Vec<(u32, Value)>,
    names: bool,
    deeper: bool,
    /// How many messages were sent: an answer to an older one is ignored.
    pub sent: u32,
    /// Whether it must testify even if nothing has changed.
    owed: bool,
    said: Option<Gist>,
    again: Option<Ms>,
    waited: Ms,
    place: Place,
    last_input: Option<Input>,
    /// When the document was loaded, by the wall clock.
    loaded_at: Ms,
}

impl Script {
    pub fn start(page: &Document, clock: &Clock) -> Self {
        let mut script = Self {
            started: page.ready,
            memory: None,
            guidance: Value::Null,
            named: Vec::new(),
            names: false,
            deeper: false,
            sent: 0,
            owed: true,
            said: None,
            again: None,
            waited: 0,
            place: page.place,
            last_input: None,
            loaded_at: page.loaded_at,
        };
        script.notice(page, clock);
        script
    }

    /// Reads the page.
    pub fn notice(&mut self, page: &Document, clock: &Clock) {
        // Computed by the present wall clock, which may have been set back.
        let began = clock.wall() - (clock.now - page.loaded);
        if began < self.loaded_at - SECOND {
            self.loaded_at = began;
        }
        if page.place != self.place {
            self.place = page.place;
            self.waited = 0;
            // The page may use the node for another setting now.
            self.memory = None;
        }
        if let Some(switch) = &page.switch {
            let input = self.last_input;
            match &mut self.memory {
                Some(memory) => memory.go_on(switch, page, clock, input),
                memory => {
                    let parsed = page.ready == Ready::Loading;
                    *memory = Some(Memory::begin(switch, parsed, page, clock));
                }
            }
        }
        let stands = |number: u32| match number {
            DECOY => page.decoy.is_some(),
            LINK => link(page).is_some(),
            OTHER_LINK => other_link(page).is_some(),
            _ if page.others.iter().any(|it| it.element() == number) => true,
            _ => page.switch.as_ref().is_some_and(|it| it.element == number),
        };
        if self.named.iter().any(|(number, _)| !stands(*number)) {
            self.named.clear();
            self.guidance = Value::Null;
            self.waited = 0;
        }
    }

    /// The person presses on the switch; called before the press has an effect.
    pub fn touch(&mut self, page: &Document, clock: &Clock) {
        self.notice(page, clock);
        if let Some(memory) = self.memory.as_mut().filter(|_| page.switch.is_some()) {
            memory.touch(clock);
        }
    }

    /// Another input of the person's; called before it has an effect.
    pub fn input(&mut self, page: &Document, clock: &Clock) {
        self.notice(page, clock);
        if let Some(memory) = &mut self.memory {
            memory.precede(clock);
        }
        self.last_input = Some(Input {
            at: clock.wall(),
            seen: clock.now,
        });
    }

    /// Lets time pass. Only time in view counts.
    pub fn pass(&mut self, ms: Ms, page: &Document) {
        if page.ready > Ready::Loading && page.modal.is_none() {
            self.waited += ms;
        }
    }

    /// After how much time in view it has something to do.
    pub fn next_in(&self, page: &Document) -> Option<Ms> {
        let again = self.again.map(|at| (at - page.viewed).max(0));
        let shown = page.switch.as_ref().map(|switch| switch.on);
        let missed = self.memory.as_ref().is_some_and(|it| Some(it.on) != shown);
        let poll = missed.then(|| SECOND - page.viewed % SECOND);
        again.into_iter().chain(poll).min()
    }

    /// The testimony to send now, if any.
    pub fn speak(&mut self, page: &Document) -> Option<Value> {
        let asked = self.again.is_some_and(|at| at <= page.viewed);
        let gist = self.gist(page);
        if asked || self.said.as_ref() != Some(&gist) {
            self.owed = true;
        }
        if !self.owed {
            return None;
        }
        self.owed = false;
        self.sent += 1;
        self.again = None;
        self.said = Some(gist);
        Some(self.testimony(page))
    }

    /// A message `"scan"`: it testifies even if nothing has changed.
    pub fn scan(&mut self, page: &Document, clock: &Clock) {
        self.notice(page, clock);
        self.owed = true;
    }

    /// The answer to a message. `None`: the background was stopped before it answered.
    pub fn hear(&mut self, sent: u32, reply: Option<&Value>, page: &Document, clock: &Clock) {
        self.notice(page, clock);
        if sent != self.sent {
            return;
        }
        let Some(reply) = reply.filter(|reply| reply["heard"] == true) else {
            self.again = Some(page.viewed + SECOND);
            return;
        };
        self.again = reply["again"]
            .as_f64()
            .map(|ms| page.viewed + (ms as Ms).max(0));
        let named = reply["named"].as_array().into_iter().flatten();
        let named: Vec<_> = named
            .filter_map(|it| Some((it["ref"].as_u64()? as u32, it.clone())))
            .collect();
        if !self.named.is_empty() && named.is_empty() {
            self.waited = 0;
        }
        self.named = named;
        self.guidance = reply["guidance"].clone();
        for (asked, now) in [("names", &mut self.names), ("deeper", &mut self.deeper)] {
            let asked = reply[asked] == true;
            self.owed |= asked && !*now;
            *now = asked;
        }
        self.notice(page, clock);
    }

    fn gist(&self, page: &Document) -> Gist {
        let switch = page
            .switch
            .iter()
            .zip(&self.memory)
            .map(|(switch, memory)| {
                let visible = is_visible(page, switch.hidden);
                (
                    switch.element,
                    memory.on,
                    visible,
                    switch.busy,
                    memory.touched_at,
                )
            });
        let decoy = page
            .decoy
            .iter()
            .map(|left| (DECOY, *left, true, false, None));
        let link = link(page).map(|_| (LINK, false, true, false, None));
        let named = !self.named.is_empty();
        let others = page.others.iter().map(|it| {
            let visible = is_visible(page, false);
            (it.element(), it.on, visible, false, it.touched_at())
        });
        let complete = page.ready == Ready::Complete;
        (
            page.place,
            switch.chain(decoy).chain(link).chain(others).collect(),
            named,
            complete,
        )
    }

    /// The testimony, without `{"testimony": …}` around it.
    fn testimony(&self, page: &Document) -> Value {
        let named = &self.named;
        let wanted = |number: u32| named.is_empty() || named.iter().any(|it| it.0 == number);
        let switch = page.switch.as_ref().filter(|it| wanted(it.element));
        let decoy = page.decoy.filter(|_| wanted(DECOY));
        let mut controls: Vec<Value> = Vec::new();
        controls.extend(decoy.map(|left_over| self.decoy(left_over, page)));
        if let (Some(_), Some(memory)) = (switch, &self.memory) {
            controls.push(self.control(memory, page));
        }
        let others = page.others.iter().filter(|it| wanted(it.element()));
        controls.extend(others.map(|it| it.control(false, page)));
        let others = other_link(page).filter(|_| wanted(OTHER_LINK));
        let link = link(page).filter(|_| wanted(LINK));
        let links: Vec<Value> = link.into_iter().chain(others).collect();
        let mut said = json!({
            "path": path(page.place),
            "document": {
                "id": page.loaded_at as f64 + page.loaded as f64 / 1e6,
                "loadedAt": self.loaded_at,
                "navigation": match page.navigation {
                    Navigation::Navigate => "navigate",
                    Navigation::Reload => "reload",
                    Navigation::Back => "back-forward",
                },
                "startedAt": match self.started {
                    Ready::Loading => "loading",
                    Ready::Interactive => "interactive",
                    Ready::Complete => "complete",
                },
                "loaded": page.ready == Ready::Complete,
                "moved": page.moved,
            },
            "lang": lang(page),
            "waited": self.waited,
            "more": false,
            "asksPassword": page.traits.kind == Kind::Wall,
        });
        // `json!` would copy them.
        let named = self.named.iter().map(|(_, value)| value.clone());
        said["controls"] = controls.into();
        said["links"] = links.into();
        said["named"] = named.collect();
        said
    }

    fn control(&self, memory: &Memory, page: &Document) -> Value {
        let it = memory.now(page);
        let switch = page.switch.as_ref();
        let differs = switch.is_some_and(|switch| switch.markup != memory.on);
        let hidden = switch.is_some_and(|switch| switch.hidden);
        json!({
            "ref": memory.element,
            "shape": "checkbox",
            "keys": match page.traits.known_by {
                KnownBy::Key => [KEY],
                KnownBy::Label | KnownBy::Alone => ["ember12"],
            },
            "name": (self.names && self.named.is_empty()).then(|| name(page)),
            "state": if memory.on { "on" } else { "off" },
            "options": [],
            "visible": is_visible(page, hidden),
            "main": true,
            "leftOver": false,
            "busy": switch.is_some_and(|switch| switch.busy),
            "alert": it.alert,
            "enabled": true,
            "parsed": it.parsed,
            "differs": differs && it.touched_at.is_none(),
            "age": it.age,
            "held": it.held,
            "quiet": it.quiet,
            "quietBefore": it.quiet_before,
            "changes": it.changes,
            "since": it.since,
            "priorSince": it.prior_since,
            "touchedAt": it.touched_at,
            "inputAt": it.input_at,
        })
    }

    /// A switch that is always off: whoever takes it for the setting's reassures falsely.
    fn decoy(&self, left_over: bool, page: &Document) -> Value {
        let name = if left_over { "調査" } else { "Dark mode" };
        json!({
            "ref": DECOY,
            "shape": "checkbox",
            "keys": ["ember9"],
            "name": self.names.then_some(name),
            "state": "off",
            "options": [],
            "visible": true,
            "main": true,
            "leftOver": left_over,
            "busy": false,
            "alert": false,
            "enabled": true,
            "parsed": false,
            "differs": false,
            "age": page.viewed,
            "held": page.viewed,
            "quiet": page.viewed,
            "quietBefore": 0,
            "changes": 0,
            "since": page.loaded_at,
            "priorSince": null,
            "touchedAt": null,
            "inputAt": null,
        })
    }

    /// Whether the setting's switch is named and still there.
    pub fn watches_the_switch(&self, page: &Document) -> bool {
        let switch = page.switch.as_ref();
        switch.is_some_and(|it| self.named.iter().any(|(number, _)| *number == it.element))
    }
}

fn is_visible(page: &Document, hidden: bool) -> bool {
    !hidden && page.modal != Some(true)
}

fn name(page: &Document) -> &'static str {
    match page.traits.known_by {
        _ if page.translated => TRANSLATED,
        KnownBy::Alone => UNKNOWN_LANGUAGE,
        KnownBy::Key | KnownBy::Label => LABEL,
    }
}

fn lang(page: &Document) -> &'static str {
    match page.traits.known_by {
        _ if page.translated => "de",
        KnownBy::Alone => "ja",
        KnownBy::Key | KnownBy::Label => "en",
    }
}

/// The link to the setting.
fn link(page: &Document) -> Option<Value> {
    let listed = !matches!(page.traits.kind, Kind::List { listed: false });
    (is_list(page) && listed).then(|| row(LINK, SETTING))
}

fn other_link(page: &Document) -> Option<Value> {
    is_list(page).then(|| row(OTHER_LINK, PAGES[0]))
}

fn is_list(page: &Document) -> bool {
    page.place == Place::Category && page.ready > Ready::Loading
}

fn row(number: u32, path: &str) -> Value {
    let address = json!({"origin": ORIGIN, "path": path});
    json!({"ref": number, "address": address, "visible": true})
}

/// `location.pathname`.
pub fn path(place: Place) -> &'static str {
    match place {
        Place::Setting => SETTING,
        Place::Category => CATEGORY,
        Place::Other(page) => PAGES[page],
    }
}
