//! Invariants between the record and what open pages have testified: what is confirmed, what is
//! newest, what was lost.

use super::clock::Ms;
use super::page::Source;
use super::post::Letter;
use super::record;
use super::truth::Said;
use super::verdict::{Verdict, Violation};
use super::world::{Open, World};

/// A page that does not wait for its server shows a flip within so many milliseconds after the
/// press. A message takes as long, unless messages are slow.
const MOMENT: Ms = 10;

/// Whether `word` is not newer than `support`, or the two cannot be compared.
fn is_no_newer(world: &World, word: &Said, support: &Said) -> bool {
    let since = world.truth.comparable;
    word.as_of() <= support.loaded || word.loaded <= since || support.loaded <= since
}

/// Whether the background knows of no flip that was begun after `support` was loaded.
fn is_saved(world: &World, support: &Said) -> bool {
    let since = world.truth.comparable;
    let heard = world.truth.said.iter().filter(|it| it.complete);
    let mut presses = heard.filter_map(|it| it.saving);
    support.loaded <= since || !presses.any(|at| at > support.loaded && at > since)
}

/// "Confirmed" needs a document that was watched from its start, that nobody touched, that was
/// loaded after the last change, and to which the server had sent that state.
pub fn confirmed_is_what_the_server_said_last(world: &World) -> Verdict {
    let Some(on) = record::is_confirmed(world.worker.storage.record.as_ref()) else {
        return Ok(());
    };
    let others: Vec<&Said> = world
        .truth
        .standing()
        .filter(|said| said.on != on || said.touched.or(said.rowed).is_some())
        .filter(|said| !world.truth.is_no_news(said))
        .collect();
    let is_support = |said: &&Said| {
        // A default that is shown for longer than 15 s looks like an answer.
        let sourced = match said.source {
            Source::Served => true,
            Source::Default | Source::Meddled => said.settled && !said.late,
            Source::Restored | Source::Stale | Source::Person | Source::TurnedBack => false,
        };
        let is_whole = said.watched && said.touched.is_none() && !said.alert;
        let own = said.on == on && is_whole && sourced;
        own && others.iter().all(|word| is_no_newer(world, word, said)) && is_saved(world, said)
    };
    match world.truth.said.iter().any(|said| is_support(&said)) {
        true => Ok(()),
        false => {
            let said: Vec<String> = world
                .truth
                .said
                .iter()
                .map(|it| format!("\n  {it:?}"))
                .collect();
            Err(format!("on: {on}, what was said:{}", said.concat()))
        }
    }
}

/// The newest state that was testified and written is recorded.
pub fn the_newest_word_is_recorded(world: &World) -> Verdict {
    if world.clock.to_and_fro {
        return Ok(());
    }
    // A document that has changed its state by itself, and has not settled again, may be recorded
    // or not.
    let newest = world.truth.counting().map(Said::as_of).max();
    let words = world
        .truth
        .standing()
        .filter(|said| Some(said.as_of()) == newest);
    let Some(word) = words
        .last()
        .filter(|said| said.loaded > world.truth.comparable)
    else {
        return Ok(());
    };
    // May be recorded or not: a testimony during which the worker was stopped or a write failed,
    // and one that need not count.
    let in_doubt = |said: &Said| {
        let is_heard_late = said.is_by_another_clock(&world.truth);
        !said.complete || is_heard_late || said.may_be_as_of() >= word.as_of()
    };
    let mut said = world.truth.said.iter();
    if world.truth.is_no_news(word) || said.any(|said| said.on != word.on && in_doubt(said)) {
        return Ok(());
    }
    let switch = record::switch(world.worker.storage.record.as_ref());
    match switch.is_some_and(|it| (it["state"] == "on") == word.on) {
        true => Ok(()),
        false => Err(format!("{switch:?} after {word:?}")),
    }
}

/// Once the faults have stopped and every page was in view for a while, the state that the newest
/// one shows is recorded, whatever happened before.
pub fn nothing_was_lost(world: &World) -> Result<(), Violation> {
    if world.clock.to_and_fro {
        return Ok(());
    }
    let shown = world.tabs.iter().filter_map(|tab| tab.document);
    for document in shown {
        let Open { page, script, .. } = &world.documents[document];
        let Some(script) = script.as_ref().filter(|it| it.watches_the_switch(page)) else {
            continue;
        };
        let Some(said) = world.truth.draft(document, page, script) else {
            continue;
        };
        // What was erased may stay erased.
        if !world
            .truth
            .said
            .iter()
            .any(|said| said.document == document)
        {
            continue;
        }
        if !said.counts || said.loaded <= world.truth.comparable || world.truth.is_no_news(&said) {
            continue;
        }
        // A state that counts from this moment on is testified in a moment.
        let is_of_it = |letter: &Letter| matches!(letter, Letter::Testimony { document: of, .. } if *of == document);
        let is_under_way = world.letters.iter().any(|(_, letter)| is_of_it(letter));
        if is_under_way || script.next_in(page).is_some_and(|ms| ms <= MOMENT) {
            continue;
        }
        let of = said.as_of();
        let newer = world
            .truth
            .said
            .iter()
            .filter(|it| it.document != document || it.may_be_as_of() > of)
            // Of two at the same time "on" counts. A page may show a flip a moment after the press.
            .any(|it| it.may_be_as_of() + MOMENT >= of || it.is_by_another_clock(&world.truth));
        let switch = record::switch(world.worker.storage.record.as_ref());
        if !newer && switch.is_none_or(|it| (it["state"] == "on") != said.on) {
            return Err(Violation::new(
                "nothing_was_lost",
                format!(
                    "document {document} shows {}, the record has {switch:?}",
                    said.on
                ),
            ));
        }
    }
    Ok(())
}
