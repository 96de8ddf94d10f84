//! Testimony of one control → what its document says of the switch, and how far that can be
//! relied on. Pages show defaults while they load, browsers put controls back as they were,
//! and what a person has just done is not yet what LinkedIn holds.

use super::record::By;
use super::testimony::{Control, Document, Navigation, ReadyState};
use super::time::{CLOCK_STEP, Timestamp};

/// For how long nothing in a switch's row may change before what it shows is believed, in
/// milliseconds.
pub const SETTLED_AFTER: f64 = 3_000.0;
/// At this age a switch is believed even where its row never comes to rest, in milliseconds.
pub const SETTLED_AT_LATEST: f64 = 15_000.0;
/// For how long a switch must be on before that is recorded, in milliseconds: a page that is
/// being put together shows other states for a moment.
pub const ON_AFTER: f64 = 500.0;

/// What a document says of the switch on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Word {
    /// Nothing: no state could be read, or no clock tells when the person touched it.
    Unclear,
    /// Nothing: what is shown may be what the browser has put back, or has kept.
    Restored,
    /// Nothing yet; ask again after so many milliseconds in view.
    Wait(f64),
    /// The person has turned it on, and the page is saving that. It is recorded, for it
    /// reassures nobody, and the page may be left before it is saved; nothing is said of it yet.
    Saving {
        /// When it was turned on.
        as_of: Timestamp,
    },
    /// The state that LinkedIn gave it, as of the load of the document.
    Shown {
        /// When the document began to load.
        as_of: Timestamp,
        /// Whether that confirms the state.
        confirms: bool,
        /// Whether the document was watched from its start. If not, the person may have
        /// flipped the switch unseen.
        watched: bool,
        /// How long until it can confirm, in milliseconds in view; 0: no longer than this.
        settles_in: f64,
    },
    /// A state that it was brought to after the load. It says nothing of what is saved.
    Changed {
        /// When.
        as_of: Timestamp,
        /// By whom.
        by: By,
    },
}

/// What `document` says of the switch whose testimony `control` is, where it is on or off.
pub fn word(document: &Document, control: &Control, on: bool, now: Timestamp) -> Word {
    // Being saved, or filled in; unless the page never takes `aria-busy` away.
    let is_busy = control.busy && control.quiet < SETTLED_AT_LATEST;
    // Where a wrong clock has said when it was loaded, anything else is newer.
    let loaded = loaded_at(document, now);
    let touched = control
        .touched_at
        .filter(|at| !changed_nothing(*at, control))
        .map(|at| in_the_past(at, now));
    let since = in_the_past(control.since, now).unwrap_or(loaded);
    if is_busy {
        // Unrecorded, "on" on the next page would be put down to somebody else.
        let turned_on = touched
            .flatten()
            .filter(|_| on && led_to_it(control.touched_at, control));
        return turned_on.map_or(Word::Wait(SETTLED_AFTER), |touched| Word::Saving {
            as_of: flipped_at(touched, since, control).max(loaded),
        });
    }
    if let Some(touched) = touched {
        // A touch by a clock that was put back since was told when it was made.
        let Some(touched) = touched else {
            return Word::Unclear;
        };
        if led_to_it(control.touched_at, control) {
            let flipped = flipped_at(touched, since, control);
            return changed(flipped.max(loaded), By::Person);
        }
        let wait = wait_for(document, control, on);
        if wait > 0.0 {
            return Word::Wait(wait);
        }
        if led_to_it(control.input_at, control) {
            return changed(since.max(touched).max(loaded), By::Unseen);
        }
        // As of the flip that it undoes: what another page has said since is newer. Pages that
        // wait for their server show the flip some time after the touch.
        let flipped = control.prior_since.and_then(|at| in_the_past(at, now));
        let flipped = flipped.map_or(touched, |flipped| flipped.max(touched));
        return changed(flipped.max(loaded), By::Site);
    }
    if may_be_restored(document, control) {
        return Word::Restored;
    }
    let wait = wait_for(document, control, on);
    if wait > 0.0 {
        return Word::Wait(wait);
    }
    // The person may have brought it there by something else, such as "Turn all off".
    if control.prior_since.is_some() && led_to_it(control.input_at, control) {
        return changed(since.max(loaded), By::Unseen);
    }
    // What the page takes back that was brought about so is as new as that. Nothing that the
    // person did can have led to the first state: on the way to a page they click on its row.
    let may_be_back = control.input_at.is_some() && control.changes > 1;
    if let Some(prior) = control.prior_since.filter(|_| may_be_back) {
        let prior = in_the_past(prior, now).unwrap_or(loaded);
        return changed(prior.max(loaded), By::Unseen);
    }
    let settles_in = until_settled(document, control);
    let watched = document.started_at == ReadyState::Loading;
    Word::Shown {
        as_of: loaded,
        confirms: settles_in <= 0.0
            && watched
            && document.loaded
            && document.navigation != Navigation::Error
            // What the page shows there may be what the person did on the way, unsaved.
            && (on || !document.moved)
            && control.touched_at.is_none()
            // It may never have been filled in.
            && control.enabled
            && !control.busy
            // The page may have used it for another setting, and not filled it in yet.
            && !control.left_over
            // A page that could not load the setting shows a default beside its error.
            && !control.alert
            && loaded > Timestamp::UNKNOWN
            && !changed_after_it_had_settled(control),
        watched,
        settles_in,
    }
}

fn changed(as_of: Timestamp, by: By) -> Word {
    Word::Changed { as_of, by }
}

/// When the person's touch led to the present state, shown since `since`.
fn flipped_at(touched: Timestamp, since: Timestamp, control: &Control) -> Timestamp {
    control.prior_since.map_or(touched, |_| since.max(touched))
}

/// Whether the person's touch at `at` changed nothing: the switch shows what it showed before,
/// and has never shown anything else.
fn changed_nothing(at: f64, control: &Control) -> bool {
    control.prior_since.is_none() && at > control.since
}

/// Whether what the person did at `at` can have led to the present state: it came after the
/// state before this one began.
fn led_to_it(at: Option<f64>, control: &Control) -> bool {
    match (at, control.prior_since) {
        (Some(at), Some(prior)) => at > prior,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// When the person last did something that may have led to the present state, or may yet lead
/// to another; `None` where no clock tells.
pub fn acted_at(control: &Control, now: Timestamp) -> Option<Timestamp> {
    let led = |at| led_to_it(at, control);
    let flipped = control.prior_since.map(|_| control.since);
    let beside = flipped.filter(|_| led(control.input_at));
    // A page that waits for its server shows some time after the touch what it led to.
    let shown = match led(control.touched_at) {
        true => flipped,
        false => control.prior_since.filter(|_| control.touched_at.is_some()),
    };
    let at = control.touched_at.into_iter().chain(shown).chain(beside);
    // Of each by itself: a clock may have been put back between them.
    at.filter_map(|at| in_the_past(at, now)).max()
}

/// How long to wait before this state counts, in milliseconds in view. "On" reassures nobody,
/// and counts sooner; but not in a node that may still show another setting.
fn wait_for(document: &Document, control: &Control, on: bool) -> f64 {
    match on && !control.left_over {
        true => (ON_AFTER - control.held).max(0.0),
        false => until_settled(document, control),
    }
}

/// How long until the control has settled, in milliseconds in view; 0: it has.
fn until_settled(document: &Document, control: &Control) -> f64 {
    let at_latest = (SETTLED_AT_LATEST - control.age).max(0.0);
    match document.loaded && control.enabled {
        true => (SETTLED_AFTER - control.quiet).clamp(0.0, at_latest),
        false => at_latest,
    }
}

/// A page that fills itself in does so before it comes to rest. What changes later by itself
/// is believed, but does not confirm itself.
fn changed_after_it_had_settled(control: &Control) -> bool {
    control.quiet_before >= SETTLED_AFTER || control.age - control.held >= SETTLED_AT_LATEST
}

/// Browsers put controls that the parser made back as they were, on a reload (Firefox) and on
/// the way through the history (both). On that way they take the page, and what it asks its
/// server for, from their cache, however old that is.
/// <https://html.spec.whatwg.org/multipage/browsing-the-web.html#restore-persisted-state>
fn may_be_restored(document: &Document, control: &Control) -> bool {
    match document.navigation {
        Navigation::Navigate | Navigation::Prerender => false,
        // What has changed since is the page's doing, or the person's.
        Navigation::Reload | Navigation::Error => {
            control.parsed && control.differs && control.prior_since.is_none()
        }
        Navigation::BackForward | Navigation::Cached => true,
    }
}

/// When `document` was loaded; [`Timestamp::UNKNOWN`] where the clock has been put back since.
pub fn loaded_at(document: &Document, now: Timestamp) -> Timestamp {
    in_the_past(document.loaded_at, now).unwrap_or(Timestamp::UNKNOWN)
}

/// A wall-clock time that a page told, as ours; `None` where the clock was ahead then, and has
/// been put back since.
fn in_the_past(millis: f64, now: Timestamp) -> Option<Timestamp> {
    (millis <= now.millis() + CLOCK_STEP).then(|| Timestamp::from_millis(millis))
}

#[cfg(test)]
mod tests;
