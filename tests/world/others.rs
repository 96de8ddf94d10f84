//! The other settings: their pages, and their switches, which save at once and never show a
//! default. All that is difficult about a switch happens to the first setting.

use headsup_core::catalogue::{Setting, catalogue};
use serde_json::{Value, json};

use super::clock::{Clock, Ms, SECOND};
use super::invariants::Moment;
use super::page::{Document, Place};
use super::record;
use super::script::path;
use super::traits::{Kind, Navigation, PLAIN, Traits};
use super::verdict::{Verdict, Violation};
use super::world::World;

/// How many other settings the server holds.
pub const MANY: usize = 12;

/// Two pages of other settings: one with one switch, one with two.
pub const PAGES: [&str; 2] = [
    "/mypreferences/d/settings/policy-and-academic-research",
    "/mypreferences/d/settings/linkedin-promotions",
];

/// The element number of the first one; see `script.rs`.
const ELEMENT: u32 = 8_000;
/// How long each page stays in view.
const PATIENCE: Ms = 6 * SECOND;

/// The switch of another setting in a document.
#[derive(Debug, Clone)]
pub struct Other {
    /// Its position among the other settings.
    pub place: usize,
    pub on: bool,
    pub changes: u32,
    appeared: Ms,
    /// When it came into this state: by the duration in view, and by the wall clock.
    held_from: Ms,
    since: Ms,
    prior_since: Option<Ms>,
    touched_at: Option<Ms>,
}

impl Other {
    pub fn new(place: usize, on: bool, page: &Document, clock: &Clock) -> Self {
        Self {
            place,
            on,
            changes: 0,
            appeared: page.viewed,
            held_from: page.viewed,
            since: clock.wall(),
            prior_since: None,
            touched_at: None,
        }
    }

    /// The person clicks on it. `viewed`: the duration in view.
    pub fn flip(&mut self, viewed: Ms, clock: &Clock) {
        self.on = !self.on;
        self.changes += 1;
        self.prior_since = Some(self.since.min(clock.wall() - 1));
        self.since = clock.wall();
        self.touched_at = Some(clock.wall());
        self.held_from = viewed;
    }

    pub fn element(&self) -> u32 {
        ELEMENT + self.place as u32
    }

    pub fn touched_at(&self) -> Option<Ms> {
        self.touched_at
    }

    /// Its part of the testimony.
    pub fn control(&self, parsed: bool, page: &Document) -> Value {
        json!({
            "ref": self.element(),
            "shape": "checkbox",
            "keys": setting(self.place).keys,
            "name": null,
            "state": if self.on { "on" } else { "off" },
            "options": [],
            "visible": page.modal != Some(true),
            "main": true,
            "leftOver": false,
            "busy": false,
            "alert": false,
            "enabled": true,
            "parsed": parsed,
            "differs": false,
            "age": page.viewed - self.appeared,
            "held": page.viewed - self.held_from,
            "quiet": page.viewed - self.held_from,
            "quietBefore": 0,
            "changes": self.changes,
            "since": self.since,
            "priorSince": self.prior_since,
            "touchedAt": self.touched_at,
            "inputAt": null,
        })
    }
}

fn setting(place: usize) -> &'static Setting {
    &catalogue().others()[place]
}

/// The settings on this page, by their position among the others.
pub fn of_page(page: usize) -> impl Iterator<Item = usize> {
    let others = catalogue().others().iter().enumerate();
    others
        .filter(move |(_, it)| PAGES[page].ends_with(it.path))
        .map(|(place, _)| place)
}

/// The recorded switches of all other settings.
pub fn switches(record: Option<&Value>) -> impl Iterator<Item = &Value> {
    let others = catalogue().others().iter();
    others.filter_map(move |it| record::switch_of(record, it.id))
}

/// Whether a switch of another setting is recorded to be on.
pub fn any_on(world: &World) -> bool {
    let record = world.worker.storage.record.as_ref();
    shown(world) && switches(record).any(|switch| switch["state"] == "on")
}

/// Whether the person wants to see them.
pub fn shown(world: &World) -> bool {
    let preferences = world.worker.storage.preferences.as_ref();
    preferences.is_some_and(|it| it["others"] == true)
}

/// While they are not shown, nothing of them is recorded.
pub fn nothing_of_the_others_is_kept_while_they_are_off(moment: &Moment) -> Verdict {
    let settings = moment.after().and_then(|it| it["settings"].as_object());
    let ids = settings.into_iter().flatten().map(|(id, _)| id);
    let mut others = ids.filter(|id| catalogue().others().iter().any(|it| it.id == **id));
    match others.next().filter(|_| !shown(moment.world)) {
        Some(id) => Err(format!("{id} is kept")),
        None => Ok(()),
    }
}

/// A testimony changes only the entries of settings that the page has or lists.
pub fn what_is_said_of_one_setting_changes_no_other(moment: &Moment) -> Verdict {
    let world = moment.world;
    let said = moment.message.and_then(|it| it.get("testimony"));
    // After a failed write, or with a clock that was set back, all entries may change.
    let in_doubt = moment.handled.in_doubt || world.clock.was_put_back();
    let is_written = moment.handled.replaced.is_some();
    let Some(said) = said.filter(|_| is_written && !in_doubt) else {
        return Ok(());
    };
    let at = said["path"].as_str().unwrap_or_default();
    let is_list = at == path(Place::Category);
    for setting in catalogue().settings {
        let is_spoken_of = at.ends_with(setting.path) || is_list;
        let of = |record| record::entry_of(record, setting.id);
        let (before, after) = (of(moment.before()), of(moment.after()));
        if !is_spoken_of && before != after {
            return Err(format!("{}: {before:?} became {after:?}", setting.id));
        }
    }
    Ok(())
}

/// Once the faults have stopped, each of their switches is recorded as it is and confirmed within
/// two page loads.
pub fn come_to_rest(world: &mut World) -> Result<(), Violation> {
    if !shown(world) {
        return Ok(());
    }
    for page in 0..PAGES.len() {
        let kind = Kind::Other(page);
        for _ in 0..2 {
            world.load(0, Traits { kind, ..PLAIN }, Navigation::Navigate);
            world.wait(PATIENCE)?;
            if untrue(world, page).is_none() {
                break;
            }
        }
        if let Some(told) = untrue(world, page) {
            return Err(Violation::new("the_others_end_in_the_true_state", told));
        }
    }
    Ok(())
}

/// An entry for a switch on this page that is not as the server holds it, or not confirmed.
fn untrue(world: &World, page: usize) -> Option<String> {
    let record = world.worker.storage.record.as_ref();
    of_page(page).find_map(|place| {
        let switch = record::switch_of(record, setting(place).id);
        let confirmed = switch.filter(|it| it["confirmed"] == true);
        let says = confirmed.map(|it| it["state"] == "on");
        let is_true = says == world.server.held_of(place);
        (!is_true).then(|| format!("{}: {switch:?}", setting(place).id))
    })
}
