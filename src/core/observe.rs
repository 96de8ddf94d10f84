//! Entry and look → entry. What the switch was last shown to be is as new as the newest load
//! or flip that testified, never as the time of a look; a look that saw less takes nothing
//! from it.

use super::evidence::Evidence;
use super::record::{By, Change, Entry, Look, Outcome, State, Switch};
use super::report::Report;
use super::time::Timestamp;
use super::word::Word;

/// Where and how a switch was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Sighting {
    /// Its state.
    pub state: State,
    /// The document's name, the same for all that it says.
    pub document: String,
    /// On what evidence it was recognised.
    pub evidence: Evidence,
    /// Whether it was on the setting's own page.
    pub own_page: bool,
    /// When the person last did something there; see [`super::word::acted_at`].
    pub acted_at: Option<Timestamp>,
}

/// What is known after a document has said `word` of the switch. Told the same twice, it
/// changes nothing the second time.
pub fn see_switch(entry: &Entry, seen: &Sighting, word: Word) -> Entry {
    let mut next = entry.clone();
    let as_of = match word {
        Word::Unclear => return next,
        Word::Restored | Word::Wait(_) => {
            // The person may leave before what they did counts.
            if let Some(at) = seen.acted_at {
                next.act(at);
            }
            return next;
        }
        Word::Shown {
            as_of,
            confirms,
            watched,
            ..
        } => {
            // A press may lead to another page, and change something there.
            if let Some(at) = seen.acted_at {
                next.act(at);
            }
            show(&mut next, seen, as_of, confirms, watched);
            as_of
        }
        Word::Saving { as_of } => {
            change(&mut next, seen, as_of, By::Person);
            as_of
        }
        Word::Changed { as_of, by } => {
            change(&mut next, seen, as_of, by);
            as_of
        }
    };
    // The switch is there again, in a document that is no older than the one that lacked it.
    if next.look().is_some_and(|look| look.as_of <= as_of) {
        next.set_look(None);
    }
    next
}

/// The state that LinkedIn gave the switch in a document that was loaded at `as_of`.
fn show(entry: &mut Entry, seen: &Sighting, as_of: Timestamp, confirms: bool, watched: bool) {
    let old = entry.switch().cloned();
    // Elsewhere than at the setting's own address a page may use the key for something else.
    let confirms = confirms && seen.own_page && !entry.has_acted_since(as_of);
    let own_word = own_word(entry, seen);
    let is_corrected = own_word.as_ref().is_some_and(|word| word.confirmed);
    if let Some(word) = own_word {
        if word.state == seen.state {
            // It may have been loaded by a clock that was ahead, and has caught up since.
            let is_dated = as_of == word.as_of;
            if confirms && is_dated && !word.confirmed {
                let is_newer = word.before().is_none_or(|before| is_newer(as_of, before));
                confirm(entry, is_newer);
            }
            return;
        }
        take_back(entry, word);
    }
    let before = entry.switch().cloned();
    if let Some(before) = &before {
        let is_older = as_of < before.as_of || as_of == Timestamp::UNKNOWN;
        let differs = seen.state != before.state;
        // Of two loads of the same moment the one that reassures less counts.
        let reassures = as_of == before.as_of && seen.state == State::Off;
        // The same takes the place of what is confirmed only once it confirms that. But "on"
        // counts from its first sight, and so does what a document corrects its confirmed word
        // to: no older document knows better.
        let keeps = before.confirmed && !is_corrected;
        let is_news = confirms || seen.state == State::On || !keeps;
        let is_known = !differs && (!is_news || as_of == before.as_of);
        if is_older || (differs && reassures) || is_known {
            return;
        }
    }
    let kept = before.as_ref().filter(|before| before.state == seen.state);
    let switch = Switch {
        since: kept.map_or(as_of, |kept| kept.since),
        document: Some(seen.document.clone()),
        ..switch(old, seen, as_of)
    };
    let is_new = kept.is_none();
    let is_newer = before.as_ref().is_none_or(|before| is_newer(as_of, before));
    let was_confirmed = before.as_ref().is_some_and(|before| before.confirmed);
    entry.set_switch(Some(switch.after(before)));
    if is_new {
        if let Some(last) = entry.last_change_mut().filter(|_| was_confirmed) {
            last.confirmed.get_or_insert(true);
        }
        push(entry, as_of, seen.state, By::Unseen);
        // The person may have flipped it there, unseen.
        if let Some(last) = entry.last_change_mut().filter(|_| !watched) {
            last.confirmed = Some(false);
        }
    }
    if confirms {
        confirm(entry, is_newer);
    }
}

/// Whether a document that was loaded at `as_of` is newer than what is known. Of a record that
/// a wrong clock has written, `since` tells when it was repaired.
fn is_newer(as_of: Timestamp, before: &Switch) -> bool {
    as_of > before.as_of && as_of > before.since
}

/// What is recorded, where it is the word of this very document, in which nobody has touched it.
fn own_word(entry: &Entry, seen: &Sighting) -> Option<Switch> {
    let switch = entry.switch()?;
    (switch.document.as_ref() == Some(&seen.document)).then(|| switch.clone())
}

/// A document's earlier word, which it has changed by itself, has never been said.
fn take_back(entry: &mut Entry, word: Switch) {
    let mut before = word.before().cloned();
    if let Some(before) = &mut before {
        // What a newer version has added to it stays.
        before.rest.extend(word.rest);
    }
    match &before {
        Some(before) if before.state == word.state => {
            // What the document has confirmed is as it was.
            let last = entry
                .last_change_mut()
                .filter(|last| last.confirmed == Some(true));
            if let Some(last) = last.filter(|_| !before.confirmed) {
                last.confirmed = None;
            }
        }
        // What was known before an earlier document is forgotten, but not that this one only
        // showed the same.
        None if word.since != word.as_of => {}
        _ => entry.pop_change(),
    }
    entry.set_switch(before);
}

/// A state that the switch was brought to at `as_of`: what LinkedIn holds of it is not known.
fn change(entry: &mut Entry, seen: &Sighting, as_of: Timestamp, by: By) {
    let old = entry.switch().cloned();
    // A flip has changed it: if the document had said the same before, it has changed that by
    // itself in between.
    let own_word = own_word(entry, seen).filter(|word| word.state == seen.state);
    if let (By::Person, Some(word)) = (by, own_word) {
        take_back(entry, word);
    }
    let before = entry.switch().cloned();
    if let Some(before) = &before {
        let is_same = before.state == seen.state;
        let is_repeated = as_of == before.as_of && is_same && before.document.is_none();
        if is_repeated {
            return;
        }
        // As between two loads of the same moment: else the two would take turns for ever.
        let is_elsewhere = before
            .document
            .as_ref()
            .is_some_and(|it| *it != seen.document);
        let is_tie = as_of == before.as_of && is_elsewhere;
        let reassures = !is_same && seen.state == State::Off;
        if as_of < before.as_of || (is_tie && reassures) {
            // A write that failed may have lost it, until a newer page was recorded.
            entry.act(as_of);
            return;
        }
    }
    let kept = before.filter(|before| before.state == seen.state);
    let switch = Switch {
        since: kept.as_ref().map_or(as_of, |kept| kept.since),
        ..switch(old, seen, as_of)
    };
    entry.set_switch(Some(switch));
    // The person had a hand in it. What they turn off once more can be confirmed once more.
    let is_off_again = kept.is_some() && seen.state == State::Off;
    if let Some(last) = entry.last_change_mut() {
        last.confirmed = (!is_off_again).then_some(false);
    }
    if kept.is_none() {
        push(entry, as_of, seen.state, by);
    }
}

/// A switch as `seen`, not confirmed, with what a newer version has added to the one before.
fn switch(old: Option<Switch>, seen: &Sighting, as_of: Timestamp) -> Switch {
    Switch {
        state: seen.state,
        confirmed: false,
        since: as_of,
        seen: as_of,
        as_of,
        evidence: Some(seen.evidence),
        own_page: Some(seen.own_page),
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        document: None,
        ..old.unwrap_or_else(|| Switch::new(seen.state, as_of))
    }
    .after(None)
}

fn push(entry: &mut Entry, at: Timestamp, to: State, by: By) {
    // A word that was taken back may have left nothing but the history.
    if entry
        .history()
        .next_back()
        .is_some_and(|last| last.to == to)
    {
        return;
    }
    // In order even where a wrong clock wrote the last one.
    let at = entry
        .history()
        .next_back()
        .map_or(at, |last| last.at.max(at));
    entry.push_change(Change::new(at, to, by));
}

/// Confirms the present state, where the document that shows it was loaded after the last
/// change.
fn confirm(entry: &mut Entry, is_newer: bool) {
    let Some(switch) = entry.switch().filter(|_| is_newer).cloned() else {
        return;
    };
    let state = switch.state;
    entry.set_switch(Some(Switch {
        confirmed: true,
        ..switch
    }));
    if let Some(last) = entry.last_change_mut().filter(|last| last.to == state) {
        last.confirmed.get_or_insert(true);
    }
}

/// What is known after a look that did not show the switch, at a document that was loaded at
/// `as_of`. It counts only if that is newer than all that is known.
pub fn see_no_switch(
    entry: &Entry,
    outcome: Outcome,
    report: Option<&Report>,
    as_of: Timestamp,
    now: Timestamp,
) -> Entry {
    let mut next = entry.clone();
    let report = report.map(ToString::to_string);
    let is_known = entry.look().is_some_and(|look| {
        let is_same = look.outcome == outcome && look.report == report;
        as_of < look.as_of || (as_of == look.as_of && is_same)
    });
    if is_known || entry.switch().is_some_and(|switch| as_of <= switch.as_of) {
        return next;
    }
    let old = entry.look().cloned();
    next.set_look(Some(Look {
        outcome,
        at: now,
        as_of,
        report,
        ..old.unwrap_or_else(|| Look::new(outcome, now))
    }));
    next
}

/// What is known after a row that leads to the setting was seen, in a document that was loaded
/// at `as_of`: it is on the list after all.
pub fn see_row(entry: &Entry, as_of: Timestamp) -> Entry {
    let mut next = entry.clone();
    let is_contradicted = entry
        .look()
        .is_some_and(|look| look.outcome == Outcome::NotListed && look.as_of <= as_of);
    if is_contradicted {
        next.set_look(None);
    }
    next
}

#[cfg(test)]
mod tests;
