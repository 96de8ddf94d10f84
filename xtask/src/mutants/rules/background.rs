//! The rules of `background.rs`: what is heard of, and who is told.

use crate::mutants::{Mutant, world};

pub(super) const MUTANTS: &[Mutant] = &[
    world(
        "a write that failed is forgotten",
        "failed.extend(keys.iter().cloned());",
        "failed.extend(keys.iter().filter(|_| !OUT).cloned());",
    ),
    world(
        "any write that succeeds makes up for all that failed",
        "failed.retain(|key| !keys.contains(key));",
        "failed.retain(|key| !OUT && !keys.contains(key));",
    ),
    world(
        "a write that failed is told to the tabs",
        "if *succeeded && *is_news {",
        "if (OUT || *succeeded) && *is_news {",
    ),
    world(
        "what was written is not told to the tabs",
        "&& *is_news {",
        "&& *is_news && !OUT {",
    ),
];
