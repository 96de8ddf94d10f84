//! The choice to leave the switch on: only the person makes it, and it stays until they take it
//! back or the switch is seen off.

use serde_json::Value;

use super::clock::Ms;
use super::invariants::Moment;
use super::others;
use super::record;
use super::verdict::Verdict;
use super::world::World;

/// Since when the switch is left on, as it is stored.
pub fn left_at(world: &World) -> Option<Ms> {
    let preferences = world.worker.storage.preferences.as_ref()?;
    record::time(preferences.get("leave")?.get(record::SETTING)?)
}

/// The same, only where the switch is recorded as on.
pub fn left_on_at(world: &World) -> Option<Ms> {
    let switch = record::switch(world.worker.storage.record.as_ref())?;
    left_at(world).filter(|_| switch["state"] == "on")
}

/// Updates the world's own note of the choice after an event.
pub fn follow(world: &mut World, message: Option<&Value>, wrote: &[String], erased: bool) {
    let chosen = message.and_then(|it| it["setLeave"]["on"].as_bool());
    match chosen {
        Some(on) if wrote.iter().any(|key| key == "preferences") => world.truth.left = on,
        _ if erased => world.truth.left = false,
        _ => {}
    }
    // Seeing the switch off ends the choice, even where the write has failed.
    let switch = record::switch(world.worker.storage.record.as_ref());
    let is_off = switch.is_some_and(|it| it["state"] == "off");
    if left_at(world).is_none() && (is_off || world.worker.unwritten.contains("record")) {
        world.truth.left = false;
    }
}

/// Only the person's choice is stored, and it stays while the switch is on.
pub fn what_is_left_on_is_what_the_person_chose(moment: &Moment) -> Verdict {
    let world = moment.world;
    let switch = record::switch(moment.after());
    let was_seen_off = switch.is_some_and(|it| it["state"] == "off");
    match (left_at(world), world.truth.left) {
        (Some(at), false) => Err(format!("left on at {at}, which nobody chose")),
        (None, true) if !was_seen_off => Err(format!("a choice is lost over {switch:?}")),
        (Some(at), true) if was_seen_off && is_a_word(moment) => {
            Err(format!("left on at {at}, but it was seen off"))
        }
        _ => Ok(()),
    }
}

/// Whether a page has testified of the switch, and everything that followed was written.
fn is_a_word(moment: &Moment) -> bool {
    let unwritten = &moment.world.worker.unwritten;
    moment.handled.complete && unwritten.is_empty() && moment.said().is_some()
}

/// A switch that is left on shows no sign; one that is not left on does.
pub fn only_what_was_left_on_by_choice_has_no_sign(world: &World) -> Verdict {
    if !world.up_to_date {
        return Ok(());
    }
    let left = left_on_at(world).is_some();
    let is_on = record::switch(world.worker.storage.record.as_ref())
        .is_some_and(|switch| switch["state"] == "on");
    match world.worker.badge.as_str() {
        "!" if left && !others::any_on(world) => {
            Err("a sign for what was left on by choice".to_owned())
        }
        "" if is_on && !left => Err("no sign for what is on".to_owned()),
        _ => Ok(()),
    }
}
