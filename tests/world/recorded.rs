//! The record against what open pages have said: what is confirmed, what is newest, what was lost.

use super::clock::Ms;
use super::page::Source;
use super::post::Letter;
use super::record;
use super::truth::Said;
use super::verdict::{Verdict, Violation};
use super::world::{Open, World};

/// So much later than a press, at most, does a page that does not wait show what it led to; and
/// so long does a message take, where none is slow.
const MOMENT: Ms = 10;

/// Whether `support` can have said it last: `word` is no newer, or cannot be compared with it.
fn is_no_newer(world: &World, word: &Said, support: &Said) -> bool {
    let since = world.truth.comparable;
    word.as_of() <= support.loaded || word.loaded <= since || support.loaded <= since
}

/// Whether nothing that the background knows to be under way was begun after `support` was loaded.
fn is_saved(world: &World, support: &Said) -> bool {
    let since = world.truth.comparable;
    let heard = world.truth.said.iter().filter(|it| it.complete);
    let mut presses = heard.filter_map(|it| it.saving);
    support.loaded <= since || !presses.any(|at| at > support.loaded && at > since)
}

/// "Confirmed" rests on a document that the content script has watched from its start, that
/// nobody touched, that was loaded after the last change, and to which the server had said so.
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
        // A default that outlasts all patience cannot be told from an answer.
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

/// What was told last, and written, stands in the record.
pub fn the_newest_word_is_recorded(world: &World) -> Verdict {
    if world.clock.to_and_fro {
        return Ok(());
    }
    // A document that has taken its word back, and given no other yet, leaves it open.
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
    // What was said when the worker ended, or a write failed, may stand there or not; and so may
    // what did not have to be taken for an answer.
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

/// Once the faults have stopped and every page has been in view for a while, what the newest of
/// them shows is in the record: no ended worker, refused write or second tab has lost it.
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
        // What was erased may stay so.
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
        // What counts from this very moment on is still to be said, or on its way.
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
            // Of one moment, the word counts that reassures less; a flip is shown after the press.
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
