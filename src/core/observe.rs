//! Entry and word, or entry and failed look → the next entry.
//!
//! A state is as new as the newest page load or flip that showed it, not as the look at it: an old
//! tab that comes to the front renews nothing. A look that failed takes nothing from what is known
//! of the switch.

use super::evidence::Evidence;
use super::record::{By, Change, Entry, Look, LookOutcome, State, Switch};
use super::report::Report;
use super::time::Timestamp;
use super::word::Word;

/// How long a page may take to save a flip, in milliseconds.
const SAVED_WITHIN: f64 = 10_000.0;

/// Where and how a switch was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Sighting {
    /// Its state.
    pub state: State,
    /// The name of the document; see `background::hearing`.
    pub document: String,
    /// On what evidence it was recognised.
    pub evidence: Evidence,
    /// Whether it was on the setting's own page. Its key is recognised on other pages too.
    pub own_page: bool,
    /// When the person last acted on it there; see [`super::word::acted_at`].
    pub acted_at: Option<Timestamp>,
}

/// The entry after a document has said `word` of the switch. The same call twice changes nothing
/// the second time.
pub fn see_switch(entry: &Entry, seen: &Sighting, word: Word) -> Entry {
    let mut next = entry.clone();
    let as_of = match word {
        Word::Unclear => return next,
        Word::Cached { as_of } => {
            // First: the press may take the confirmation from what is known.
            seen.acted_at.into_iter().for_each(|at| next.act(at));
            if next.switch().is_some_and(|known| known.confirmed) {
                return next;
            }
            show(&mut next, seen, as_of, false, false);
            as_of
        }
        Word::Restored | Word::Wait(_) => {
            // The person may leave the page before their flip counts: the record must not blame
            // LinkedIn later.
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
            // The press may have opened another page that changed something.
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
    // The switch is there after all, in a document that is no older than the one that lacked it.
    if next.look().is_some_and(|look| look.as_of <= as_of) {
        next.set_look(None);
    }
    next
}

/// Records a state that LinkedIn has sent with a document loaded at `as_of`.
fn show(entry: &mut Entry, seen: &Sighting, as_of: Timestamp, confirms: bool, watched: bool) {
    let old = entry.switch().cloned();
    // On other pages the key may stand for something else.
    let confirms = confirms
        && seen.own_page
        && !entry.has_acted_since(as_of)
        && !may_be_saved_late(entry, seen.state, as_of);
    let own_word = own_word(entry, seen);
    let is_corrected = own_word.as_ref().is_some_and(|word| word.confirmed);
    if let Some(word) = own_word {
        if word.state == seen.state {
            // False where the document was dated by a clock that was ahead, until that time had
            // come.
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
        // Of two documents loaded in the same millisecond the one with "on" counts.
        let reassures = as_of == before.as_of && seen.state == State::Off;
        // An unconfirmed sight of the state that is confirmed already changes nothing. But "on"
        // counts at once. So does what a document shows after its own confirmed state was wrong: no
        // older document knows better.
        let keeps = before.confirmed && !is_corrected;
        let is_news = confirms || seen.state == State::On || !keeps;
        let is_known = !differs && (!is_news || as_of == before.as_of);
        // The newest document may take its word back. Then what is before that counts again, unless this
        // document has denied it.
        let denied = entry.before_mut().filter(|it| it.state != seen.state);
        if let (true, Some(denied)) = (is_older, denied) {
            denied.doubt(as_of);
        }
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
        // The switch may have been flipped by the person before the document was watched: that
        // blames nobody.
        if let Some(last) = entry.last_change_mut().filter(|_| !watched) {
            last.confirmed = Some(false);
        }
    }
    if confirms {
        confirm(entry, is_newer);
    }
}

/// Whether `state`, of a document loaded at `as_of`, may be what the server held before it saved
/// the person's last flip: the page was loaded anew while that was on its way. Only where `state`
/// reassures.
fn may_be_saved_late(entry: &Entry, state: State, as_of: Timestamp) -> bool {
    let flip = entry.history().rfind(|change| change.by == By::Person);
    state == State::Off
        && flip.is_some_and(|flip| {
            flip.to == State::On && as_of.millis() < flip.at.millis() + SAVED_WITHIN
        })
}

/// Whether a document loaded at `as_of` is newer than what is known. `since` is compared too: a
/// record that was repaired has `as_of` unknown and `since` at the time of the repair.
fn is_newer(as_of: Timestamp, before: &Switch) -> bool {
    as_of > before.as_of && as_of > before.since
}

/// The recorded switch, where this document showed it and nobody has touched it there.
fn own_word(entry: &Entry, seen: &Sighting) -> Option<Switch> {
    let switch = entry.switch()?;
    (switch.document.as_ref() == Some(&seen.document)).then(|| switch.clone())
}

/// Takes back what a document showed earlier and has changed by itself: as if it had never been
/// shown.
fn take_back(entry: &mut Entry, word: Switch) {
    let mut before = word.before().cloned();
    if let Some(before) = &mut before {
        // Fields of a newer version stay.
        before.rest.extend(word.rest);
    }
    match &before {
        Some(before) if before.state == word.state => {
            // The confirmation came from what is taken back.
            let last = entry
                .last_change_mut()
                .filter(|last| last.confirmed == Some(true));
            if let Some(last) = last.filter(|_| !before.confirmed) {
                last.confirmed = None;
            }
        }
        // The state is older than this document (`before` was lost): the change stays in the
        // history.
        None if word.since != word.as_of => {}
        _ => entry.pop_change(),
    }
    entry.set_switch(before);
}

/// Records a state to which the switch was brought at `as_of`. Whether LinkedIn has saved it is not
/// known.
fn change(entry: &mut Entry, seen: &Sighting, as_of: Timestamp, by: By) {
    let old = entry.switch().cloned();
    // The person flipped it into the state that this document had shown before: so the document
    // changed it by itself in between, and that earlier state is taken back.
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
        // Of two flips in the same millisecond in two documents "on" counts. Else each document
        // would overwrite the other for ever.
        let is_elsewhere = before
            .document
            .as_ref()
            .is_some_and(|it| *it != seen.document);
        let is_tie = as_of == before.as_of && is_elsewhere;
        let reassures = !is_same && seen.state == State::Off;
        if as_of < before.as_of || (is_tie && reassures) {
            // A failed write may have lost the flip. Until a newer page is recorded, nothing older
            // is confirmed.
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
    // The person has acted: later changes blame nobody. But "off" once more can be confirmed once
    // more.
    let is_off_again = kept.is_some() && seen.state == State::Off;
    if let Some(last) = entry.last_change_mut() {
        last.confirmed = (!is_off_again).then_some(false);
    }
    if kept.is_none() {
        push(entry, as_of, seen.state, by);
    }
}

/// An unconfirmed switch as `seen`, with the fields that a newer version has added to the one
/// before.
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
    // Where a state was taken back, the history may end with the same state already.
    if entry
        .history()
        .next_back()
        .is_some_and(|last| last.to == to)
    {
        return;
    }
    // Keeps the history in order where a wrong clock dated the last change.
    let at = entry
        .history()
        .next_back()
        .map_or(at, |last| last.at.max(at));
    entry.push_change(Change::new(at, to, by));
}

/// Confirms the present state, where its document was loaded after the last change.
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

/// The entry after a look that did not find the switch, in a document loaded at `as_of`. Ignored
/// where something newer is known.
pub fn see_no_switch(
    entry: &Entry,
    outcome: LookOutcome,
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

/// The entry after a link to the setting was seen in a document loaded at `as_of`: "not listed" is
/// over.
pub fn see_row(entry: &Entry, as_of: Timestamp) -> Entry {
    let mut next = entry.clone();
    let is_contradicted = entry
        .look()
        .is_some_and(|look| look.outcome == LookOutcome::NotListed && look.as_of <= as_of);
    if is_contradicted {
        next.set_look(None);
    }
    next
}

#[cfg(test)]
mod tests;
