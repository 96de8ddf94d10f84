//! Invariants on badge, popup and callout: they must agree.

use headsup_core::catalogue::catalogue;
use headsup_core::popup::{Surroundings, View, view};
use headsup_core::record::Status;
use headsup_core::time::Timestamp;
use serde_json::Value;

use super::invariants::Moment;
use super::others;
use super::page::Source;
use super::record;
use super::truth::Said;
use super::verdict::{Verdict, Violation};
use super::world::World;

/// What the popup would show now.
fn popup(world: &World) -> View {
    let around = Surroundings {
        now: Timestamp::from_millis(world.clock.wall() as f64),
        ..Surroundings::default()
    };
    view(catalogue(), &world.worker.storage, around)
}

fn says(view: &View, key: &str) -> bool {
    let said = view.lines.iter().chain(&view.troubles);
    said.into_iter().any(|sentence| sentence.key == key)
}

/// Badge and popup say the same.
pub fn badge_and_popup_tell_one_story(moment: &Moment) -> Verdict {
    let world = moment.world;
    if !world.up_to_date {
        return Ok(());
    }
    let popup = popup(world);
    let doubts = [
        "recheckDue",
        "lookUnrecognised",
        "lookNotListed",
        "troubleWrite",
        "leaveAsk",
    ];
    let doubted = doubts.iter().any(|key| says(&popup, key));
    let fits = match (popup.sign, popup.status) {
        ("✓", Status::OptedOut) | ("!" | "", Status::OptedIn) | ("", Status::Unknown) => !doubted,
        ("?", Status::Unrecognised | Status::NotListed) => true,
        ("?", _) => doubted,
        _ => false,
    };
    // The badge is that of the most urgent setting.
    let is_open = popup
        .others
        .as_ref()
        .is_some_and(|it| it.key == "othersOpen");
    let sign = match popup.sign {
        _ if is_open => "?",
        "" | "✓" if others::any_on(world) => "!",
        sign => sign,
    };
    match fits && sign == world.worker.badge {
        true => Ok(()),
        false => Err(format!(
            "{:?} over {:?}, {:?}, {:?}",
            world.worker.badge, popup.lines, popup.troubles, popup.others
        )),
    }
}

/// The callout says of the switch what the same event has recorded.
pub fn callout_and_record_tell_one_story(moment: &Moment) -> Verdict {
    match &moment.handled.reply {
        Ok(Some(answer)) if moment.handled.complete => {
            is_recorded(moment.world, &answer["guidance"])
        }
        _ => Ok(()),
    }
}

/// Without faults every callout in view says what is recorded, whichever page led to that.
pub fn no_callout_in_view_is_out_of_date(world: &World) -> Result<(), Violation> {
    if !world.letters.is_empty() || world.worker.untold {
        return Ok(());
    }
    let open = world
        .viewed()
        .filter_map(|(_, it)| world.documents[it].script.as_ref());
    for script in open {
        is_recorded(world, &script.guidance)
            .map_err(|told| Violation::new("no_callout_in_view_is_out_of_date", told))?;
    }
    Ok(())
}

fn is_recorded(world: &World, guidance: &Value) -> Verdict {
    let lines = guidance.get("lines").and_then(Value::as_array);
    let keys: Vec<&str> = lines
        .into_iter()
        .flatten()
        .filter_map(|line| line["key"].as_str())
        .collect();
    let on = match keys.first() {
        Some(&"calloutOn") => true,
        Some(&"calloutOff") => false,
        _ => return Ok(()),
    };
    // The topic begins with the id of the setting.
    let topic = guidance["topic"].as_str().unwrap_or_default();
    let id = topic.split(' ').next().unwrap_or_default();
    let switch = record::switch_of(world.worker.storage.record.as_ref(), id);
    let reassures = !on && !keys.contains(&"calloutConfirm") && !keys.contains(&"notKept");
    let fits = switch
        .is_some_and(|it| (it["state"] == "on") == on && (!reassures || it["confirmed"] == true));
    match fits {
        true => Ok(()),
        false => Err(format!("{keys:?} over {switch:?}")),
    }
}

/// "On again" is said only where one document was sent "off" and a later one "on", and never where
/// the person is known to have acted in between.
pub fn turned_back_is_said_only_where_the_server_did_that(world: &World) -> Verdict {
    // Times from before the clock was set back cannot be compared.
    if world.truth.comparable > 0 || !says(&popup(world), "turnedBackOrOther") {
        return Ok(());
    }
    let untouched = |said: &&Said| said.touched.or(said.rowed).is_none();
    let believed = |said: &&Said| match said.source {
        Source::Served => true,
        Source::Default | Source::Meddled => said.settled,
        Source::Restored | Source::Stale | Source::Person | Source::TurnedBack => false,
    };
    let said = || world.truth.said.iter();
    let documents = |on: bool| {
        said()
            .filter(move |it| it.on == on)
            .filter(untouched)
            .filter(believed)
    };
    // A click beside the switch, half a second before the person left, is not recorded if another
    // document shows its default meanwhile.
    let deeds = || {
        let heard = said().filter(|it| it.complete && it.known);
        heard.filter_map(|it| match it.counts {
            true => it.touched.or(it.rowed).map(|_| it.as_of()),
            false => it.touched.map(|at| at.max(it.loaded)),
        })
    };
    let is_so = documents(false).any(|off| {
        documents(true).any(|on| {
            let between = off.loaded..=on.loaded;
            off.loaded < on.loaded && !deeds().any(|at| between.contains(&at))
        })
    });
    match is_so {
        true => Ok(()),
        false => Err(said().map(|it| format!("\n  {it:?}")).collect()),
    }
}
