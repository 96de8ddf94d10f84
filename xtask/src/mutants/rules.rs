//! The rules that [`super`] takes out, and what must fail without each.
//!
//! Most are about what is recorded, and when. In `to`, `OUT` stands for the question whether this
//! rule is out.

mod background;
mod background_choice;
mod background_hearing;
mod background_known;
mod observe;
mod record;
mod record_repair;
mod word;

use super::{Mutant, test, world};

/// By the file below `src/core/` that has them.
pub(super) const MUTANTS: &[(&str, &[Mutant])] = &[
    ("word.rs", word::MUTANTS),
    ("observe.rs", observe::MUTANTS),
    ("background/hearing.rs", background_hearing::MUTANTS),
    ("background.rs", background::MUTANTS),
    ("background/known.rs", background_known::MUTANTS),
    ("background/choice.rs", background_choice::MUTANTS),
    ("record/repair.rs", record_repair::MUTANTS),
    ("record.rs", record::MUTANTS),
    (
        "recognise.rs",
        &[test(
            "a request to sign in is a page without the switch",
            "&& !said.asks_password {",
            "&& (OUT || !said.asks_password) {",
            "background::tests::a_sign_in_form_at_the_address_is_no_look_at_the_setting",
        )],
    ),
    (
        "guidance.rs",
        &[test(
            "a page that is older than what is recorded does not say so",
            "if !is_shown || as_of",
            "if !OUT && !is_shown || as_of",
            "guidance::tests::a_page_loaded_before_the_last_change_says_so_and_offers_a_reload",
        )],
    ),
    (
        "part.rs",
        &[world(
            "what a newer version has added is dropped",
            "let mut fields = rest.clone();",
            "let mut fields = if OUT { Rest::new() } else { rest.clone() };",
        )],
    ),
    (
        "standing.rs",
        &[
            world(
                "the reminder never comes",
                ".is_some_and(|due| due <= now)",
                ".is_some_and(|due| !OUT && due <= now)",
            ),
            test(
                "a choice to leave it on does not put the reminder off",
                "left_at.unwrap_or(Timestamp::UNKNOWN)",
                "left_at.filter(|_| !OUT).unwrap_or(Timestamp::UNKNOWN)",
                "standing::tests::what_is_left_on_by_choice_is_asked_again_after_the_choice_or_a_later_sight",
            ),
            test(
                "a choice by a clock that was far ahead puts the reminder off",
                "true => Timestamp::UNKNOWN,",
                "true => if OUT { at } else { Timestamp::UNKNOWN },",
                "standing::tests::a_choice_by_a_clock_that_was_far_ahead_puts_the_reminder_off_by_nothing",
            ),
            test(
                "a choice by a clock that was a little ahead puts the reminder off by more",
                "false => at.by_now(now),",
                "false => if OUT { at } else { at.by_now(now) },",
                "standing::tests::a_choice_by_a_clock_that_was_a_little_ahead_counts_as_one_of_now",
            ),
            world(
                "nothing wakes the worker for the reminder",
                ".filter(|due| *due > now)",
                ".filter(|due| !OUT && *due > now)",
            ),
        ],
    ),
    (
        "badge.rs",
        &[
            world(
                "the badge does not doubt after a look that failed",
                "doubtful || standing.has_failed()",
                "doubtful || (!OUT && standing.has_failed())",
            ),
            world(
                "whoever has left it on by choice is nagged",
                "Status::OptedIn if standing.is_left_on()",
                "Status::OptedIn if !OUT && standing.is_left_on()",
            ),
        ],
    ),
];
