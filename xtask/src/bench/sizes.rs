//! Knows how large the packages and their parts are, beside the peers that ship any.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use practice::browser::Kind;
use serde_json::{Value, json};

use super::{contenders::Contender, report::aligned};
use crate::{
    paths,
    sizes::{CONTENT_BUDGET, WASM_BUDGET, files_below, measure as measure_package},
};

/// A part, its bytes, and what they may be at most.
pub(super) struct Size {
    part: &'static str,
    bytes: u64,
    most: Option<u64>,
}

pub(super) fn measure() -> Result<Vec<Size>> {
    let chrome = measure_package(&paths::dist().join("chrome"))?;
    let firefox = measure_package(&paths::dist().join("firefox"))?;
    let peer = |kind| {
        let package = Contender::Autoconsent.package(kind);
        package.map_or(Ok(0), |package| all_of(&package))
    };
    let driver = paths::root().join("node_modules/driver.js/dist");
    let size = |part, bytes, most| Size { part, bytes, most };
    Ok(vec![
        size("WASM", chrome.wasm, Some(WASM_BUDGET)),
        size("content script", chrome.content, Some(CONTENT_BUDGET)),
        size("package for Chrome, unpacked", chrome.all, None),
        size("package for Firefox, unpacked", firefox.all, None),
        size(
            "autoconsent for Chrome, unpacked",
            peer(Kind::Chromium)?,
            None,
        ),
        size(
            "autoconsent for Firefox, unpacked",
            peer(Kind::Firefox)?,
            None,
        ),
        size(
            "driver.js, minified, with its style",
            length(&driver.join("driver.js.iife.js"))? + length(&driver.join("driver.css"))?,
            None,
        ),
    ])
}

fn all_of(package: &Path) -> Result<u64> {
    let files = files_below(package)?;
    files.iter().map(|file| length(&package.join(file))).sum()
}

fn length(file: &Path) -> Result<u64> {
    let found = fs::metadata(file).with_context(|| file.display().to_string())?;
    Ok(found.len())
}

pub(super) fn table(sizes: &[Size]) -> String {
    let head = ["part", "bytes", "budget", ""].map(str::to_owned);
    let rows: Vec<Vec<String>> = sizes
        .iter()
        .map(|Size { part, bytes, most }| {
            let verdict = match most {
                None => "–",
                Some(most) if bytes <= most => "met",
                Some(_) => "MISSED",
            };
            let most = most.map_or("–".to_owned(), |most| format!("≤ {most}"));
            vec![
                (*part).to_owned(),
                bytes.to_string(),
                most,
                verdict.to_owned(),
            ]
        })
        .collect();
    aligned(&head, &rows)
}

pub(super) fn json(sizes: &[Size]) -> Value {
    let sizes = sizes.iter();
    sizes
        .map(|size| json!({"part": size.part, "bytes": size.bytes, "most": size.most}))
        .collect()
}
