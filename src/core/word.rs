//! Document, control and time → what the document says of the switch, and how far that can be
//! relied on. A page shows defaults while it loads, a browser restores controls after a reload, and
//! what a person has just done may not be saved yet.

use super::record::By;
use super::testimony::{Control, Document, Navigation, ReadyState};
use super::time::{CLOCK_STEP, Timestamp};

/// A switch has settled once nothing in its row has changed for so many milliseconds in view.
pub const SETTLED_AFTER: f64 = 3_000.0;
/// At this age a switch counts as settled even where its row never comes to rest, in milliseconds
/// in view.
pub const SETTLED_AT_LATEST: f64 = 15_000.0;
/// "On" is recorded once it was shown for so many milliseconds in view: while a page is put
/// together, it shows other states for a moment.
pub const ON_AFTER: f64 = 500.0;

/// What a document says of its switch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Word {
    /// Nothing: the state is not clear, or a clock was wrong when the person touched the switch.
    Unclear,
    /// Nothing: the browser may have restored an old state, or shows the page from its cache.
    Restored,
    /// "On", in a page from the cache. LinkedIn may have sent that long ago, but it reassures nobody:
    /// better than nothing, where nothing is confirmed. In Firefox every page that a service worker
    /// hands on looks as if it came from the cache.
    Cached {
        /// When the document began to load.
        as_of: Timestamp,
    },
    /// Nothing yet: testify again after so many milliseconds in view.
    Wait(f64),
    /// The person has turned it on, and the page is still saving that. It is recorded at once,
    /// because the person may leave the page; nothing is said at the switch yet.
    Saving {
        /// When it was turned on.
        as_of: Timestamp,
    },
    /// LinkedIn has sent this state with the document.
    Shown {
        /// When the document began to load.
        as_of: Timestamp,
        /// Whether the document confirms the state.
        confirms: bool,
        /// Whether the document was watched from its start. If not, the person may have flipped the
        /// switch before.
        watched: bool,
        /// In how many milliseconds in view it can confirm; 0: it has settled.
        settles_in: f64,
    },
    /// It was changed to this state after the load. Whether that is saved is not known.
    Changed {
        /// When.
        as_of: Timestamp,
        /// Who changed it.
        by: By,
    },
}

/// What `document` says of its switch `control`, which shows that LinkedIn may use the data (`on`)
/// or may not.
pub fn word(document: &Document, control: &Control, on: bool, now: Timestamp) -> Word {
    // `aria-busy`: the page is saving or filling in the row. Some pages never take it away.
    let is_busy = control.busy && control.quiet < SETTLED_AT_LATEST;
    // [`Timestamp::UNKNOWN`] where a wrong clock dated it: then anything else is newer.
    let loaded = loaded_at(document, now);
    let touched = control
        .touched_at
        .filter(|at| !changed_nothing(*at, control))
        .map(|at| in_the_past(at, now));
    let since = in_the_past(control.since, now).unwrap_or(loaded);
    if is_busy {
        // If this were not recorded, "on" on the next page would be blamed on somebody else.
        let turned_on = touched
            .flatten()
            .filter(|_| on && led_to_it(control.touched_at, control));
        return turned_on.map_or(Word::Wait(SETTLED_AFTER), |touched| Word::Saving {
            as_of: flipped_at(touched, since, control).max(loaded),
        });
    }
    if let Some(touched) = touched {
        // The clock was ahead when the person touched it: it is not known when that was.
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
        // Dated by the flip that the page undoes, so that what a newer page has said still counts.
        // A page that waits for its server shows the flip some time after the touch.
        let flipped = control.prior_since.and_then(|at| in_the_past(at, now));
        let flipped = flipped.map_or(touched, |flipped| flipped.max(touched));
        return changed(flipped.max(loaded), By::Site);
    }
    let may_be_old = may_be_restored(document, control);
    let is_cached = document.navigation == Navigation::Cached;
    if may_be_old && !(on && is_cached) {
        return Word::Restored;
    }
    let wait = wait_for(document, control, on);
    if wait > 0.0 {
        return Word::Wait(wait);
    }
    if may_be_old {
        return Word::Cached { as_of: loaded };
    }
    // Another input of the person may have changed it, such as a button "Turn all off".
    if control.prior_since.is_some() && led_to_it(control.input_at, control) {
        return changed(since.max(loaded), By::Unseen);
    }
    // The page may be undoing such a change: dated by that change. The control's first state cannot
    // come from the person's input on this page: before it they have clicked on the row that led
    // here.
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
            // In a page reached without a page load, "off" may be a flip of the person's that is
            // not saved.
            && (on || !document.moved)
            && control.touched_at.is_none()
            // A disabled control may still show its default.
            && control.enabled
            && !control.busy
            // The page may be using the node for another setting, and not have filled it in yet.
            && !control.left_over
            // A page that could not read the setting shows a default beside its error.
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

/// When the switch was flipped: at the touch, or, where the page showed the new state later, then.
fn flipped_at(touched: Timestamp, since: Timestamp, control: &Control) -> Timestamp {
    control.prior_since.map_or(touched, |_| since.max(touched))
}

/// Whether the touch at `at` changed nothing: it came after the state was shown, which is still the
/// first one.
fn changed_nothing(at: f64, control: &Control) -> bool {
    control.prior_since.is_none() && at > control.since
}

/// Whether an input at `at` can have led to the present state: it came after the state before that
/// began.
fn led_to_it(at: Option<f64>, control: &Control) -> bool {
    match (at, control.prior_since) {
        (Some(at), Some(prior)) => at > prior,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// When the person last did something that may have changed the switch, or may yet change it.
/// `None`: not at all, or a wrong clock dated it.
pub fn acted_at(control: &Control, now: Timestamp) -> Option<Timestamp> {
    let led = |at| led_to_it(at, control);
    let flipped = control.prior_since.map(|_| control.since);
    let beside = flipped.filter(|_| led(control.input_at));
    // A page that waits for its server shows the result some time after the touch.
    let shown = match led(control.touched_at) {
        true => flipped,
        false => control.prior_since.filter(|_| control.touched_at.is_some()),
    };
    let at = control.touched_at.into_iter().chain(shown).chain(beside);
    // One by one: the clock may have been corrected between them.
    at.filter_map(|at| in_the_past(at, now)).max()
}

/// After how many milliseconds in view the state counts. "On" reassures nobody and counts sooner,
/// but not on a control that the page may still be using for another setting.
fn wait_for(document: &Document, control: &Control, on: bool) -> f64 {
    match on && !control.left_over {
        true => (ON_AFTER - control.held).max(0.0),
        false => until_settled(document, control),
    }
}

/// In how many milliseconds in view the control has settled; 0: it has.
fn until_settled(document: &Document, control: &Control) -> f64 {
    let at_latest = (SETTLED_AT_LATEST - control.age).max(0.0);
    match document.loaded && control.enabled {
        true => (SETTLED_AFTER - control.quiet).clamp(0.0, at_latest),
        false => at_latest,
    }
}

/// A page fills its row in before it comes to rest. A state that changes by itself later is
/// recorded, but not confirmed.
fn changed_after_it_had_settled(control: &Control) -> bool {
    control.quiet_before >= SETTLED_AFTER || control.age - control.held >= SETTLED_AT_LATEST
}

/// Whether the browser may have restored an old state. On a reload Firefox restores the controls
/// that the parser made; on the way through the history both browsers do, and may take the page and
/// its requests from their cache.
///
/// <https://html.spec.whatwg.org/multipage/browsing-the-web.html#restore-persisted-state>
fn may_be_restored(document: &Document, control: &Control) -> bool {
    match document.navigation {
        Navigation::Navigate | Navigation::Prerender => false,
        // A change after the load was made by the page or the person.
        Navigation::Reload | Navigation::Error => {
            control.parsed && control.differs && control.prior_since.is_none()
        }
        Navigation::BackForward | Navigation::Cached => true,
    }
}

/// When `document` was loaded. [`Timestamp::UNKNOWN`] where that is ahead of `now`: a wrong clock
/// dated it.
pub fn loaded_at(document: &Document, now: Timestamp) -> Timestamp {
    in_the_past(document.loaded_at, now).unwrap_or(Timestamp::UNKNOWN)
}

/// A time that a page told. `None` where it is ahead of `now`: a wrong clock told it.
fn in_the_past(millis: f64, now: Timestamp) -> Option<Timestamp> {
    (millis <= now.millis() + CLOCK_STEP).then(|| Timestamp::from_millis(millis))
}

#[cfg(test)]
mod tests;
