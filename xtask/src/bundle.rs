//! Joins the content script's modules into one file, since a content script cannot import. Not
//! minified.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{command, paths, tools};

/// The module that starts the content script, and its place in a package.
pub(crate) const MAIN: &str = "content/main.js";

/// Bundles `extension/content/` into `folder`.
pub(crate) fn build_into(folder: &Path) -> Result<()> {
    let mut node = tools::node::own_script(&paths::root().join("xtask/src/bundle.mjs"))?;
    node.arg(paths::root().join("extension").join(MAIN))
        .arg(folder.join(MAIN));
    command::run_quietly(&mut node).context("cannot bundle the content script")
}
