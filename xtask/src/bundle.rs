//! Knows how the content script's modules become the one file that browsers
//! take: a content script cannot import. Readable, not minified.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{command, paths, tools};

/// The module that starts the content script, and its place in a package.
pub(crate) const MAIN: &str = "content/main.js";

/// Bundles `extension/content/` and the library that it uses into `folder`.
pub(crate) fn build_into(folder: &Path) -> Result<()> {
    build(&folder.join(MAIN), &["--format=iife"])
}

/// Bundles it into `file`, in a form of one's choice.
pub(crate) fn build(file: &Path, form: &[&str]) -> Result<()> {
    let mut esbuild = tools::node::script("esbuild/bin/esbuild")?;
    esbuild
        .arg(paths::root().join("extension").join(MAIN))
        .arg(format!("--outfile={}", file.display()))
        .args(["--bundle", "--charset=utf8"])
        .args(form)
        .args(["--target=chrome123,firefox142", "--loader:.css=text"])
        .args(["--legal-comments=inline", "--log-level=warning"]);
    command::run_quietly(&mut esbuild).context("cannot bundle the content script")
}
