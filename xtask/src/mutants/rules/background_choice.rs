//! The rules of `background/choice.rs`: what a person may choose.

use crate::mutants::{Mutant, test};

pub(super) const MUTANTS: &[Mutant] = &[test(
    "what was recorded of the others is kept when they are turned off",
    "if kept != record {",
    "if !OUT && kept != record {",
    "background::tests::others::turned_off_they_are_forgotten_in_the_same_write_and_the_first_is_not",
)];
