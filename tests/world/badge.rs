//! Badge, alarm and reminder against what is stored and what pages show.

use super::clock::{Ms, SECOND};
use super::invariants::Moment;
use super::leave::left_on_at;
use super::others;
use super::page::Source;
use super::record;
use super::truth::Said;
use super::verdict::Verdict;
use super::world::{Open, World};

/// ✓ disappears within a second after a newer page has shown "on" in view.
pub fn a_reassuring_badge_is_gone_within_a_second(world: &World) -> Verdict {
    if world.worker.badge != "✓" || world.clock.to_and_fro {
        return Ok(());
    }
    let off = || world.truth.said.iter().filter(|said| !said.on);
    if off().any(|said| said.is_by_another_clock(&world.truth)) {
        return Ok(());
    }
    let newest_off = off().map(Said::may_be_as_of).max().unwrap_or(0);
    for (_, document) in world.viewed() {
        let Open {
            page,
            script,
            on_from,
        } = &world.documents[document];
        let (Some(script), Some(from), Some(switch)) = (script, on_from, &page.switch) else {
            continue;
        };
        let patience = SECOND + 4 * world.slowest + if page.traits.silent { SECOND } else { 0 };
        let by_server = matches!(switch.source, Source::Served | Source::Default);
        let newer = page.loaded > newest_off.max(world.truth.comparable);
        let said = world.truth.draft(document, page, script);
        // What was erased is not said again before something changes.
        let spoke = world.truth.said.iter().any(|it| it.document == document);
        let counts = spoke && said.is_some_and(|said| said.counts);
        if newer && counts && by_server && page.viewed - from > patience {
            return Err(format!("{} ms of on in {document}", page.viewed - from));
        }
    }
    Ok(())
}

/// A failed write shows `?` until the same key was written.
pub fn a_write_that_failed_is_shown_until_that_key_is_written(moment: &Moment) -> Verdict {
    let worker = &moment.world.worker;
    match moment.handled.to_the_end && !worker.unwritten.is_empty() && worker.badge != "?" {
        true => Err(format!(
            "{:?}, but the badge is {:?}",
            worker.unwritten, worker.badge
        )),
        false => Ok(()),
    }
}

/// The badge says nothing that the record does not say.
pub fn the_badge_says_what_the_record_says(world: &World) -> Verdict {
    if !world.up_to_date {
        return Ok(());
    }
    let storage = &world.worker.storage;
    let switch = record::switch(storage.record.as_ref());
    let says = switch.map(|it| it["state"] == "on");
    // Another setting that is on shows `!` too; one that is off shows nothing.
    let other = others::any_on(world);
    let fits = match world.worker.badge.as_str() {
        "✓" => says == Some(false) && !other && storage.failed.is_empty(),
        "!" => (says == Some(true) || other) && storage.failed.is_empty(),
        "?" => true,
        // Leaving it on by choice has an invariant of its own.
        _ => says != Some(false) && !other && storage.failed.is_empty(),
    };
    match fits {
        true => Ok(()),
        false => Err(format!(
            "{:?} over {switch:?}, failed {:?}",
            world.worker.badge, storage.failed
        )),
    }
}

fn due_at(world: &World) -> Option<Ms> {
    let managed = world.worker.storage.managed.as_ref();
    world.truth.due_at(managed, left_on_at(world))
}

/// A record that is due is shown as due, whatever tabs are open.
pub fn the_reminder_comes(world: &World) -> Verdict {
    let known = record::switch(world.worker.storage.record.as_ref()).is_some();
    let due = due_at(world).is_some_and(|at| at <= world.clock.wall());
    match known && due && world.up_to_date && world.worker.badge != "?" {
        true => Err(format!("due, but the badge is {:?}", world.worker.badge)),
        false => Ok(()),
    }
}

/// The same for each other setting, by its own time.
pub fn the_reminder_of_each_other_setting_comes(world: &World) -> Verdict {
    let managed = world.worker.storage.managed.as_ref();
    if !world.up_to_date || !others::shown(world) {
        return Ok(());
    }
    for switch in others::switches(world.worker.storage.record.as_ref()) {
        let seen = record::time(&switch["seen"]);
        let Some(due) = seen.and_then(|seen| world.truth.days_after(managed, seen)) else {
            continue;
        };
        let is_set = world.worker.alarm.is_some_and(|at| at <= due + SECOND);
        let is_due = due <= world.clock.wall();
        if world.worker.badge != "?" && (is_due || !is_set) {
            return Err(format!(
                "due at {due}, the alarm is at {:?}, the badge {:?}",
                world.worker.alarm, world.worker.badge
            ));
        }
    }
    Ok(())
}

/// Where nothing else happens, the alarm brings the reminder.
pub fn the_alarm_is_set(world: &World) -> Verdict {
    let known = record::switch(world.worker.storage.record.as_ref()).is_some();
    let Some(due) = due_at(world).filter(|_| known && world.up_to_date) else {
        return Ok(());
    };
    let set = world.worker.alarm.is_some_and(|at| at <= due + SECOND);
    match set || world.worker.badge == "?" {
        true => Ok(()),
        false => Err(format!(
            "due at {due}, the alarm is at {:?}",
            world.worker.alarm
        )),
    }
}
