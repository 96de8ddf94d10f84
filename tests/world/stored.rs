//! Invariants on what an event may change in the storage.

use serde_json::Value;

use super::clock::SECOND;
use super::invariants::Moment;
use super::page::Source;
use super::record;
use super::verdict::Verdict;
use super::worker::planted;

/// A recorded switch is replaced only by another one that was shown.
pub fn what_was_known_is_not_lost_to_a_look_that_saw_less(moment: &Moment) -> Verdict {
    let Some(before) = record::switch(moment.before()) else {
        return Ok(());
    };
    if moment.handled.erased {
        return Ok(());
    }
    let Some(after) = record::switch(moment.after()) else {
        return Err(format!("{before} is gone"));
    };
    let shown = moment
        .said()
        .is_some_and(|said| said.on == (after["state"] == "on"));
    match before["state"] == after["state"] || shown {
        true => Ok(()),
        false => Err(format!("{before} became {after}")),
    }
}

/// A time in the future was told by a wrong clock. One second is allowed: clocks are corrected in
/// small steps.
pub fn nothing_is_said_from_the_future(moment: &Moment) -> Verdict {
    let now = moment.world.clock.wall();
    // Choices change only the preferences; an event that sets no badge changes no record.
    let is_choice = |it: &Value| {
        [
            "setHighlights",
            "setRecheck",
            "setRegion",
            "setLeave",
            "setOthers",
        ]
        .iter()
        .any(|name| it.get(name).is_some())
    };
    let is_shown = moment.handled.complete && moment.handled.shown;
    if !is_shown || moment.message.is_some_and(is_choice) {
        return Ok(());
    }
    let entry = record::entry(moment.after());
    match entry
        .map(record::times)
        .into_iter()
        .flatten()
        .find(|(_, _, at)| *at > now + SECOND)
    {
        Some((part, name, at)) => Err(format!("{part}.{name} is {at}, {} ms from now", at - now)),
        None => Ok(()),
    }
}

/// An old tab that comes to the front renews nothing.
pub fn seen_is_no_later_than_the_newest_load_or_flip(moment: &Moment) -> Verdict {
    let Some(switch) = record::switch(moment.after()) else {
        return Ok(());
    };
    let newest = moment.world.truth.newest;
    for name in ["seen", "asOf"] {
        let Some(at) = record::time(&switch[name]) else {
            return Err(format!("{name} is no time: {switch}"));
        };
        if newest.is_none_or(|newest| at > newest) {
            return Err(format!(
                "{name} is {at}, but the newest word is of {newest:?}"
            ));
        }
    }
    Ok(())
}

/// Fields of a newer version stay, for a person who goes back to it.
pub fn what_a_newer_version_left_stays(moment: &Moment) -> Verdict {
    let storage = &moment.world.worker.storage;
    for (key, pointer) in &moment.world.truth.planted {
        let stored = match *key {
            "record" => &storage.record,
            _ => &storage.preferences,
        };
        // A change that was taken back, and a look that is out of date, are removed with all their
        // fields.
        if pointer.contains("/look/") || pointer.contains("/history/") {
            continue;
        }
        let left = stored.as_ref().and_then(|stored| stored.pointer(pointer));
        if !left.is_some_and(|left| holds(left, &planted())) {
            return Err(format!("{key}{pointer} is {left:?}"));
        }
    }
    Ok(())
}

/// Whether `whole` has everything that `part` has.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => part
            .iter()
            .all(|(name, value)| whole.get(name).is_some_and(|whole| holds(whole, value))),
        _ => whole == part,
    }
}

/// A failed look is recorded only while nothing newer is known.
pub fn a_failed_look_is_newer_than_the_switch(moment: &Moment) -> Verdict {
    let record = moment.after();
    let (Some(switch), Some(look)) = (record::switch(record), record::look(record)) else {
        return Ok(());
    };
    match record::time(&look["asOf"]) >= record::time(&switch["asOf"]) {
        true => Ok(()),
        false => Err(format!("{look} beside {switch}")),
    }
}

/// The history alternates between on and off.
pub fn history_takes_turns(moment: &Moment) -> Verdict {
    let history = record::history(moment.after());
    let twice = history.windows(2).find(|two| two[0]["to"] == two[1]["to"]);
    twice.map_or(Ok(()), |two| Err(format!("{} and {}", two[0], two[1])))
}

/// The record names the person only for what the person did.
pub fn the_person_is_named_only_for_what_the_person_did(moment: &Moment) -> Verdict {
    let (before, after) = (
        record::history(moment.before()),
        record::history(moment.after()),
    );
    let Some(last) = after.last().filter(|_| after.len() > before.len()) else {
        return Ok(());
    };
    let said = moment.said();
    let touched = said.is_some_and(|said| said.touched.is_some());
    let rowed = said.is_some_and(|said| said.source == Source::Person);
    match last["by"].as_str() {
        Some("person") if !touched && !rowed => Err(format!("{last}, but nobody touched it")),
        Some("site") if said.is_some_and(|said| said.source == Source::Default) => {
            Err(format!("{last}, but it is what the page shows at first"))
        }
        Some("site") if !touched => Err(format!("{last}, but nobody touched it")),
        Some("person" | "site" | "unseen") => Ok(()),
        _ => Err(format!("{last} by whom?")),
    }
}

/// What is written can be read again: the same event a second time sets nothing aside.
pub fn what_is_written_can_be_read(moment: &Moment) -> Verdict {
    if !moment.handled.wrote.iter().any(|key| key == "record") {
        return Ok(());
    }
    let Some(record) = moment.after() else {
        return Ok(());
    };
    let schema = record["schema"] == 2 && record["settings"].is_object();
    let switch = record::switch(Some(record));
    let state = switch.is_none_or(|it| {
        matches!(it["state"].as_str(), Some("on" | "off")) && it["confirmed"].is_boolean()
    });
    match schema && state {
        true => Ok(()),
        false => Err(format!("{record}")),
    }
}
