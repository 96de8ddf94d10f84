//! What must hold at each reading: one function for each invariant, with the same name as in the
//! simulated world, and its reason.

use practice::site::{Act, Entry};
use serde_json::Value;

use super::record;
use super::sight::{Said, Sight, now};
use super::truth::{CLOCK, Click, Document, SLOW, Truth};
use super::verdict::{Verdict, Violation, named};

/// One reading, and the one before.
pub struct Look<'l> {
    pub truth: &'l Truth,
    pub before: Option<&'l Said>,
    pub sight: &'l Sight,
}

impl Look<'_> {
    fn record(&self) -> Option<&Value> {
        self.sight.said.record.as_ref()
    }
}

type Invariant = fn(&Look) -> Verdict;

const AT_EVERY_LOOK: &[(&str, Invariant)] = named![
    what_is_written_can_be_read,
    nothing_is_said_from_the_future,
    what_was_known_is_not_lost_to_a_look_that_saw_less,
    confirmed_is_what_the_server_said_last,
    seen_is_no_later_than_the_newest_load_or_flip,
    a_failed_look_is_newer_than_the_switch,
    history_takes_turns,
    the_person_is_named_only_for_what_the_person_did,
    what_the_person_did_is_nobody_elses,
    turned_back_is_said_only_where_the_server_did_that,
];

/// The first invariant that does not hold.
pub fn check(look: &Look) -> Result<(), Violation> {
    for (name, holds) in AT_EVERY_LOOK {
        holds(look).map_err(|told| Violation::new(name, told))?;
    }
    Ok(())
}

/// The record has the promised layout.
fn what_is_written_can_be_read(look: &Look) -> Verdict {
    let Some(record) = look.record() else {
        return Ok(());
    };
    let is_well = record::switch(Some(record)).is_none_or(|it| {
        let state = matches!(it["state"].as_str(), Some("on" | "off"));
        let times = ["since", "seen", "asOf"].map(|name| record::time(&it[name]));
        state && it["confirmed"].is_boolean() && times.iter().all(Option::is_some)
    });
    match record["schema"] == 2 && is_well {
        true => Ok(()),
        false => Err(record.to_string()),
    }
}

/// No clock is wrong here.
fn nothing_is_said_from_the_future(look: &Look) -> Verdict {
    let times = record::entry(look.record()).map(record::times);
    let later = |at: f64| at > now() + CLOCK;
    match times
        .into_iter()
        .flatten()
        .find(|(_, _, at)| later(*at as f64))
    {
        Some((part, name, at)) => Err(format!("{part}.{name} is {at}, now is {:.0}", now())),
        None => Ok(()),
    }
}

/// A recorded switch is replaced only by another one that a page can have shown.
fn what_was_known_is_not_lost_to_a_look_that_saw_less(look: &Look) -> Verdict {
    let known = look.before.and_then(|it| it.switch().zip(it.as_of()));
    let Some(((on, confirmed), as_of)) = known else {
        return Ok(());
    };
    let Some((on_now, confirmed_now)) = look.sight.said.switch() else {
        return Err("what was known of the switch is gone".to_owned());
    };
    let is_replaced = on != on_now && !look.truth.can_have_shown(on_now, as_of);
    // "On" counts from its first sight, before it is confirmed.
    let is_doubted = on == on_now && !on && confirmed && !confirmed_now;
    let flips = || look.truth.clicks.iter().any(|click| click.to >= as_of);
    let is_lost = is_doubted && !flips() && !look.truth.can_have_shown(true, as_of);
    match is_replaced || is_lost {
        true => Err(format!(
            "on: {on}, confirmed: {confirmed} became on: {on_now}, confirmed: {confirmed_now}"
        )),
        false => Ok(()),
    }
}

/// "Confirmed" needs a document to which the server has sent that state, and after whose load
/// nobody has flipped the switch in this browser.
fn confirmed_is_what_the_server_said_last(look: &Look) -> Verdict {
    let said = &look.sight.said;
    let (Some((on, true)), Some(as_of)) = (said.switch(), said.as_of()) else {
        return Ok(());
    };
    // A second load may follow within a tenth of a second.
    let distance = |it: &&Document| (it.began - as_of).abs();
    let documents = look.truth.documents.iter();
    let nearest = documents.min_by(|one, other| distance(one).total_cmp(&distance(other)));
    let Some(document) = nearest.filter(|it| distance(it) <= CLOCK) else {
        return Err(format!("no document was loaded at {as_of:.0}"));
    };
    let told = look.truth.told(document);
    if !told.contains(&on) {
        return Err(format!(
            "on: {on}, confirmed, as of a document that the server told {told:?}"
        ));
    }
    // The newest flip that the background can have heard of.
    let flip = look.truth.flips().next_back();
    let is_busy = |flip: &Entry| look.truth.is_busy_with(flip, &look.sight.page);
    let flip = flip.filter(|flip| flip.at > as_of + CLOCK && now() - flip.at > SLOW);
    if let Some(flip) = flip.filter(|flip| !is_busy(flip)) {
        let seen = look.truth.clicks.iter().any(|it| it.to + SLOW >= flip.at);
        if seen {
            return Err(format!(
                "on: {on}, confirmed, as of {:.0} ms before the person's flip",
                flip.at - as_of
            ));
        }
    }
    Ok(())
}

/// An old tab that comes to the front renews nothing: each time is that of a load or a flip.
fn seen_is_no_later_than_the_newest_load_or_flip(look: &Look) -> Verdict {
    let (switch, failed) = (record::switch(look.record()), record::look(look.record()));
    let parts = [(switch, "seen"), (switch, "asOf"), (failed, "asOf")];
    for (part, name) in parts {
        let Some(at) = part.and_then(|part| record::time(&part[name])) else {
            continue;
        };
        if !look.truth.dates(at as f64) {
            return Err(format!(
                "{name} is {at}, the newest load or flip {:.0}",
                look.truth.newest()
            ));
        }
    }
    Ok(())
}

/// A failed look is recorded only while nothing newer is known.
fn a_failed_look_is_newer_than_the_switch(look: &Look) -> Verdict {
    let (switch, failed) = (record::switch(look.record()), record::look(look.record()));
    let (Some(switch), Some(failed)) = (switch, failed) else {
        return Ok(());
    };
    match record::time(&failed["asOf"]) >= record::time(&switch["asOf"]) {
        true => Ok(()),
        false => Err(format!("{failed} beside {switch}")),
    }
}

/// The history alternates between on and off.
fn history_takes_turns(look: &Look) -> Verdict {
    let history = record::history(look.record());
    let twice = history.windows(2).find(|two| two[0]["to"] == two[1]["to"]);
    twice.map_or(Ok(()), |two| Err(format!("{} and {}", two[0], two[1])))
}

/// Entries that were not there at the look before.
fn new_entries<'l>(look: &'l Look) -> impl Iterator<Item = (&'l Value, f64)> {
    let known = look.before.and_then(|it| it.record.as_ref());
    let known = record::history(known);
    let history = record::history(look.record()).iter();
    let new = history.filter(move |entry| !known.contains(entry));
    new.filter_map(|entry| Some((entry, record::time(&entry["at"])? as f64)))
}

/// The record names the person only for what the person did.
fn the_person_is_named_only_for_what_the_person_did(look: &Look) -> Verdict {
    let clicks = &look.truth.clicks;
    let near = |at: f64| {
        let is_near = |it: &Click| (it.from - CLOCK..=it.to + SLOW).contains(&at);
        clicks.iter().any(is_near)
    };
    // A page may ask before it flips, and fill itself in while it asks: that follows the click too.
    let filled_in = |at: f64| {
        clicks.iter().filter(|it| it.from <= at).any(|it| {
            let document = look.truth.document(it.document);
            document.is_some_and(|document| document.fills_itself_in(at))
        })
    };
    // A page whose default was clicked seems to flip by itself when the server answers.
    let answered = |at: f64| {
        let fills_in = |it: &Document| it.scenario.hydrate_wrong_first_ms > 0;
        let is_answer = |it: &Entry| {
            let document = it.document.and_then(|id| look.truth.document(id));
            it.what == Act::Refused
                && document.is_some_and(fills_in)
                && (it.at - CLOCK..=it.at + SLOW).contains(&at)
        };
        look.truth.ledger.iter().any(is_answer)
    };
    let refused = look.truth.ledger.iter().any(|it| it.what == Act::Refused);
    for (entry, at) in new_entries(look) {
        match entry["by"].as_str() {
            Some("person") if !near(at) && !filled_in(at) && !answered(at) => {
                return Err(format!("{entry}, but nobody clicked"));
            }
            Some("site") if !refused => return Err(format!("{entry}, but nothing was refused")),
            Some("person" | "site" | "unseen") => {}
            _ => return Err(format!("{entry} by whom?")),
        }
    }
    Ok(())
}

/// What the person did in view of the extension is recorded as nobody else's.
fn what_the_person_did_is_nobody_elses(look: &Look) -> Verdict {
    for (entry, at) in new_entries(look).filter(|(entry, _)| entry["by"] != "person") {
        // A page that has just built its switch anew: nobody knows the new node yet, so that a click on
        // it tells only that the person did something.
        let is_anew = |flip: &Entry| {
            let document = flip.document.and_then(|id| look.truth.document(id));
            document.is_some_and(|it| it.scenario.rerender_every_ms > 0)
        };
        let is_own = |flip: &&Entry| {
            let is_same = (entry["to"] == "on") == flip.on;
            let is_excused = entry["by"] == "unseen" && is_anew(flip);
            is_same && !is_excused && (flip.at - SLOW / 2.0..=flip.at + CLOCK).contains(&at)
        };
        if let Some(flip) = look.truth.flips().find(is_own) {
            return Err(format!("{entry}, but the person did that: {flip:?}"));
        }
    }
    Ok(())
}

/// "On again" is said only where another device has turned the switch on.
fn turned_back_is_said_only_where_the_server_did_that(look: &Look) -> Verdict {
    let said = &look.sight.said;
    let Some(as_of) = said.as_of().filter(|_| said.turned_back()) else {
        return Ok(());
    };
    match look.truth.set_by(true, as_of + SLOW) {
        Some(Act::SetElsewhere) => Ok(()),
        by => Err(format!(
            "{:?}, but it was turned on by {by:?}",
            record::history(said.record.as_ref())
        )),
    }
}
