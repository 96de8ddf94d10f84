//! The rules of `record.rs`: what the person does to what is recorded, and who is accused.

use crate::mutants::{Mutant, test, world};

pub(super) const MUTANTS: &[Mutant] = &[
    world(
        "turned back is said where off was not confirmed",
        "&& off.confirmed == Some(true)",
        "&& (OUT || off.confirmed == Some(true))",
    ),
    world(
        "what was confirmed stays so whatever the person does",
        "self.confirmed &= at <= self.as_of;",
        "self.confirmed &= OUT || at <= self.as_of;",
    ),
    test(
        "what a page takes back to is confirmed whatever the person does",
        "            before.doubt(at);",
        "            if !OUT {\n                before.doubt(at);\n            }",
        "observe::tests::acted::what_the_person_did_takes_the_confirmation_also_from_what_is_taken_back_to",
    ),
    test(
        "turned back is said across what the person did",
        "&& !self.has_acted_since(off.at);",
        "&& (OUT || !self.has_acted_since(off.at));",
        "observe::tests::turned_back::what_the_person_did_just_before_they_left_is_nobody_s_fault",
    ),
    test(
        "turned back is said where on is not confirmed",
        "(switch.state, switch.confirmed) ==",
        "(switch.state, OUT || switch.confirmed) ==",
        "record::tests::turned_back_needs_a_confirmed_off_and_on_by_nobody_that_was_seen",
    ),
    test(
        "turned back is said of what a person did",
        "(on.to, on.by) ==",
        "(on.to, if OUT { By::Unseen } else { on.by }) ==",
        "record::tests::turned_back_needs_a_confirmed_off_and_on_by_nobody_that_was_seen",
    ),
];
