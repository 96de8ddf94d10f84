//! What must hold of the core whatever it is told: by pages, by storage, by
//! messages, by the clock.
//!
//! - `pages`, `json`: what it may be told; `story`: what happens, one thing after the other
//! - `switch`: what is recorded of a switch; `scope`: of what nothing is
//! - `others`: the settings beside the first; `reversed`: a switch whose "on" means "off"
//! - `looked`: what is found on a page; `told`: what people are told
//! - `strange`: what cannot be understood
//!
//! What was once found is tried first: `tests/proptest-regressions/`.

#![allow(clippy::unwrap_used, clippy::panic)]

mod json;
mod looked;
mod others;
mod pages;
mod reversed;
mod scope;
mod story;
mod strange;
mod switch;
mod told;

#[allow(clippy::expect_used, clippy::panic)]
#[path = "../../fuzz/foreign/mod.rs"]
mod foreign;
