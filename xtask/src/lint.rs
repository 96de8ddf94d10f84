//! `cargo xtask lint`: what linters say of the sources, then of the packages. Nothing may be
//! left to say. Changes nothing.
//!
//! - `lint/house.rs`: the rules of this repository that no linter knows
//! - `lint/web_ext.rs`: Mozilla's linter over both packages

mod house;
mod web_ext;

use std::{ffi::OsString, process::ExitCode};

use anyhow::{Context, Result};

pub(crate) use web_ext::packages;

use crate::{build, command::run as run_command, paths, tools::node};

/// What `cargo xtask` says about this verb.
pub(crate) const SAYS: &str = "Lint the sources; build, and lint the packages";

/// The formatter and linter of JavaScript and CSS, set up in `biome.jsonc`.
const BIOME: &str = "@biomejs/biome/bin/biome";

pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    crate::no_arguments(arguments)?;
    sources()?;
    build::build()?;
    packages()?;
    Ok(ExitCode::SUCCESS)
}

/// Biome for the format and the lints of JavaScript and CSS; the rules of `lint/house.rs` for all
/// code.
pub(crate) fn sources() -> Result<()> {
    run_command(node::script(BIOME)?.args(["ci", "--error-on-warnings", "--colors=off"]))
        .context("run `node_modules/.bin/biome check --write`: it mends most of this")?;
    house::check(paths::root())
}
