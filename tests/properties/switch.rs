//! What is recorded of a switch: when it may be off, when confirmed, and since when.

use headsup_core::catalogue::{Setting, SettingId, catalogue};
use headsup_core::record::{Entry, HISTORY_LIMIT, State as Recorded, Status, Switch};
use headsup_core::stored::Stored;
use headsup_core::testimony::{Document, Navigation, ReadyState, Shown, Testimony};
use headsup_core::time::Timestamp;
use proptest::prelude::*;

use crate::foreign::happens::happens;
use crate::foreign::switches::{is_off, is_own_page, is_settled, may_be, shows_off};
use crate::pages::{BEGINNING, at_rest, testimonies};
use crate::story::{Turn, after, entries, entry_of, hear, orderly_story, story, time};

fn switch_of<'e>(entries: &'e [(SettingId, Entry)], setting: &SettingId) -> Option<&'e Switch> {
    let (_, entry) = entries.iter().find(|(id, _)| id == setting)?;
    entry.switch()
}

fn known(id: &SettingId) -> &'static Setting {
    let mut known = catalogue().settings.iter();
    known.find(|it| *id == **it).unwrap()
}

/// Whether an untouched control that may be this setting's switch confirms this state: it has
/// settled, in a document that was watched from its start, and neither the browser, nor an error,
/// nor a later change by the page can have caused it.
fn confirms(setting: &Setting, said: &Testimony, state: Recorded) -> bool {
    let document = &said.document;
    let is_watched = document.started_at == ReadyState::Loading;
    said.controls.iter().any(|control| {
        let may_be_restored = match document.navigation {
            Navigation::Navigate | Navigation::Prerender => false,
            Navigation::Reload => control.parsed && control.differs,
            Navigation::BackForward | Navigation::Cached | Navigation::Error => true,
        };
        let is_so = match state {
            Recorded::Off => is_off(control),
            Recorded::On => control.state == Shown::On || !control.options.is_empty(),
        };
        is_watched
            && may_be(setting, said, control)
            && is_so
            && control.touched_at.is_none()
            && is_settled(document, control)
            && document.loaded
            && (state == Recorded::On || !document.moved)
            && control.enabled
            && !control.busy
            && !control.alert
            && !may_be_restored
    })
}

proptest! {
    #[test]
    fn never_opted_out_without_a_switch_shown_off_by_the_person_or_at_rest(story in story()) {
        let mut stored = Stored::default();
        let mut shown_off: Vec<SettingId> = Vec::new();
        for (turn, now) in &story {
            stored = happens(&turn.event(), &stored, time(*now));
            if let Some(said) = turn.said() {
                let off = catalogue().settings.iter().filter(|it| shows_off(it, said));
                shown_off.extend(off.map(Setting::id));
            }
            for (setting, entry) in entries(&stored, *now) {
                prop_assert!(entry.status() != Status::OptedOut || shown_off.contains(&setting));
            }
        }
    }

    #[test]
    fn never_confirmed_but_by_an_untouched_page_loaded_later_and_watched_from_its_start(
        story in orderly_story(),
    ) {
        let mut stored = Stored::default();
        for (turn, now) in &story {
            let before = entries(&stored, *now);
            stored = happens(&turn.event(), &stored, time(*now));
            for (setting, entry) in entries(&stored, *now) {
                let Some(switch) = entry.switch().filter(|it| it.confirmed) else {
                    continue;
                };
                let is_known = switch_of(&before, &setting).is_some_and(|it| {
                    let earlier = it.before();
                    let is = |it: &Switch| {
                        it.confirmed && (it.state, it.as_of) == (switch.state, switch.as_of)
                    };
                    is(it) || earlier.is_some_and(is)
                });
                if !is_known {
                    let setting = known(&setting);
                    let said = turn.said().unwrap();
                    prop_assert!(confirms(setting, said, switch.state), "{switch:?}");
                    prop_assert!(is_own_page(setting, &said.path));
                    prop_assert_eq!(switch.as_of, time(said.document.loaded_at).by_now(time(*now)));
                }
            }
        }
    }

    #[test]
    fn an_untouched_page_is_never_newer_than_its_load(story in orderly_story()) {
        let mut stored = Stored::default();
        for (turn, now) in &story {
            let before = entries(&stored, *now);
            stored = happens(&turn.event(), &stored, time(*now));
            let Some(said) = turn.said() else {
                continue;
            };
            let is_untouched = said.controls.iter().all(|control| {
                control.touched_at.is_none()
                    && (control.input_at.is_none() || control.prior_since.is_none())
            });
            if !is_untouched {
                continue;
            }
            for (setting, entry) in entries(&stored, *now) {
                let before = switch_of(&before, &setting);
                let Some(switch) = entry.switch() else {
                    continue;
                };
                let known = before.map_or(Timestamp::UNKNOWN, |before| before.seen);
                let loaded = time(said.document.loaded_at);
                prop_assert!(switch.seen <= known.max(loaded), "{switch:?} {before:?}");
            }
        }
    }

    #[test]
    fn the_newest_page_at_rest_decides(story in orderly_story(), said in at_rest()) {
        let stored = after(&story);
        // Loaded a minute after everything else.
        let loaded_at = BEGINNING + 180_000.0;
        let document = Document { id: 99.0, loaded_at, moved: false, ..said.document };
        let said = Testimony { document, ..said };
        let now = loaded_at + 11_000.0;
        let next = hear(&stored, &said, now);
        let shown = stored.preferences().settings();
        for setting in shown.iter().filter(|it| is_own_page(it, &said.path)) {
            let mut controls = said.controls.iter();
            let control = controls.find(|it| may_be(setting, &said, it)).unwrap();
            let entry = entry_of(&next, &setting.id(), now);
            let shown = match control.state {
                Shown::Off => Status::OptedOut,
                Shown::On | Shown::Unclear => Status::OptedIn,
            };
            prop_assert_eq!(entry.status(), shown);
            if said.document.started_at == ReadyState::Loading {
                let switch = entry.switch().unwrap();
                prop_assert!(switch.confirmed);
                prop_assert_eq!(switch.seen, time(loaded_at));
            }
            prop_assert_eq!(entry.look(), None);
        }
    }

    #[test]
    fn a_failed_look_takes_nothing_from_the_switch(story in story(), said in testimonies()) {
        let stored = after(&story);
        let now = BEGINNING + 180_000.0;
        let empty = Testimony { controls: Vec::new(), ..said };
        let next = hear(&stored, &empty, now);
        for (setting, before) in entries(&stored, now) {
            let next = entry_of(&next, &setting, now);
            if before.switch().is_some() {
                prop_assert_eq!(before.switch(), next.switch());
                prop_assert!(before.history().eq(next.history()));
            }
        }
    }

    #[test]
    fn the_history_is_bounded_in_order_and_without_gaps(story in orderly_story()) {
        let mut stored = Stored::default();
        let mut latest = BEGINNING;
        for round in 0..5 {
            // Each two minutes later than the one before.
            let later = f64::from(round) * 120_000.0;
            for (turn, now) in &story {
                let mut turn = turn.clone();
                if let Turn::Said(said) = &mut turn {
                    said.document.loaded_at += later;
                    said.document.id += later;
                }
                latest = now + later;
                stored = happens(&turn.event(), &stored, time(latest));
            }
        }
        for (_, entry) in entries(&stored, latest) {
            let history: Vec<_> = entry.history().collect();
            prop_assert!(history.len() <= HISTORY_LIMIT);
            prop_assert!(history.is_sorted_by_key(|change| change.at), "{history:?}");
            prop_assert!(history.windows(2).all(|pair| pair[0].to != pair[1].to), "{history:?}");
            let last = history.last().map(|change| change.to);
            prop_assert_eq!(last, entry.switch().map(|switch| switch.state));
        }
    }
}
