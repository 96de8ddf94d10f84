//! `cargo xtask check`: the steps of `cargo xtask test` that need no browser, with fewer histories
//! of the simulated world.

use std::{ffi::OsString, process::ExitCode};

use anyhow::Result;

use crate::test;

/// What `cargo xtask` says about this verb.
pub(crate) const SAYS: &str =
    "Format, lint and test all that needs no browser, in at most three minutes once it is compiled";

const STEPS: [&str; 7] = [
    "format",
    "types",
    "lint",
    "content",
    "clippy",
    "clippy-wasm",
    "core",
];
/// Takes about ten seconds.
const HISTORIES: u32 = 10_000;

pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    crate::no_arguments(arguments)?;
    test::run_with(&STEPS.map(OsString::from), Some(HISTORIES))
}
