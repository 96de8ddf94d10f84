//! The list of all invariants. Each is a function with a name and a reason, in the file of what it
//! is about.

use std::sync::LazyLock;

use serde_json::Value;

use super::badge::{
    a_reassuring_badge_is_gone_within_a_second,
    a_write_that_failed_is_shown_until_that_key_is_written, the_alarm_is_set,
    the_badge_says_what_the_record_says, the_reminder_comes,
    the_reminder_of_each_other_setting_comes,
};
use super::leave::{
    only_what_was_left_on_by_choice_has_no_sign, what_is_left_on_is_what_the_person_chose,
};
use super::others::{
    nothing_of_the_others_is_kept_while_they_are_off, what_is_said_of_one_setting_changes_no_other,
};
use super::recorded::{confirmed_is_what_the_server_said_last, the_newest_word_is_recorded};
use super::stored::{
    a_failed_look_is_newer_than_the_switch, history_takes_turns, nothing_is_said_from_the_future,
    seen_is_no_later_than_the_newest_load_or_flip,
    the_person_is_named_only_for_what_the_person_did, what_a_newer_version_left_stays,
    what_is_written_can_be_read, what_was_known_is_not_lost_to_a_look_that_saw_less,
};
use super::surfaces::{
    badge_and_popup_tell_one_story, callout_and_record_tell_one_story,
    turned_back_is_said_only_where_the_server_did_that,
};
use super::truth::Said;
use super::verdict::{Verdict, Violation, named};
use super::worker::Handled;
use super::world::World;

/// The world after an event, and what the event has changed.
pub struct Moment<'w> {
    pub world: &'w World,
    pub message: Option<&'w Value>,
    pub handled: &'w Handled,
}

impl Moment<'_> {
    /// The record before it.
    pub fn before(&self) -> Option<&Value> {
        match &self.handled.replaced {
            Some(before) => before.as_ref(),
            None => self.after(),
        }
    }

    pub fn after(&self) -> Option<&Value> {
        self.world.worker.storage.record.as_ref()
    }

    pub fn said(&self) -> Option<&Said> {
        self.message?.get("testimony")?;
        self.world.truth.said.last()
    }
}

type AfterEvent = fn(&Moment) -> Verdict;
const AFTER_EVENT: &[(&str, AfterEvent)] = named![
    what_was_known_is_not_lost_to_a_look_that_saw_less,
    nothing_is_said_from_the_future,
    seen_is_no_later_than_the_newest_load_or_flip,
    what_a_newer_version_left_stays,
    a_failed_look_is_newer_than_the_switch,
    history_takes_turns,
    the_person_is_named_only_for_what_the_person_did,
    what_is_written_can_be_read,
    what_is_left_on_is_what_the_person_chose,
    a_write_that_failed_is_shown_until_that_key_is_written,
    callout_and_record_tell_one_story,
    badge_and_popup_tell_one_story,
    nothing_of_the_others_is_kept_while_they_are_off,
    what_is_said_of_one_setting_changes_no_other,
];

type AfterStep = fn(&World) -> Verdict;
const AFTER_STEP: &[(&str, AfterStep)] = named![
    confirmed_is_what_the_server_said_last,
    the_newest_word_is_recorded,
    a_reassuring_badge_is_gone_within_a_second,
    the_badge_says_what_the_record_says,
    only_what_was_left_on_by_choice_has_no_sign,
    the_reminder_comes,
    the_reminder_of_each_other_setting_comes,
    the_alarm_is_set,
    turned_back_is_said_only_where_the_server_did_that,
];

/// `WORLD_EXCEPT=name,name` leaves out invariants that are known to fail, to see which others do.
fn check<T>(named: &[(&'static str, T)], holds: impl Fn(&T) -> Verdict) -> Result<(), Violation> {
    static EXCEPT: LazyLock<String> =
        LazyLock::new(|| std::env::var("WORLD_EXCEPT").unwrap_or_default());
    for (name, invariant) in named {
        if let Err(told) = holds(invariant)
            && !EXCEPT.split(',').any(|except| except == *name)
        {
            return Err(Violation::new(name, told));
        }
    }
    Ok(())
}

/// Checks the world after an event.
pub fn after_event(moment: &Moment) -> Result<(), Violation> {
    check(AFTER_EVENT, |holds| holds(moment))
}

/// Checks the world after a step, once everything that is due has been done.
pub fn after_step(world: &World) -> Result<(), Violation> {
    check(AFTER_STEP, |holds| holds(world))
}
