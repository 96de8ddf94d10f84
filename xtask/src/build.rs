//! `cargo xtask build`: two packages, `dist/chrome` and `dist/firefox`, from one source.
//! Writes nothing outside `dist/` and cargo's own folder.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{
    bundle,
    manifest::{self, Package},
    page_data, paths,
    sizes::{self, Sizes, files_below},
    wasm,
};

/// What `cargo xtask` says about this verb.
pub(crate) const SAYS: &str = "Make the packages dist/chrome and dist/firefox";

pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    crate::no_arguments(arguments)?;
    build()?;
    Ok(ExitCode::SUCCESS)
}

/// Builds both packages and prints their sizes. Returns the sizes by package. Replaces both in
/// `dist/`, or fails and leaves both as they were.
pub(crate) fn build() -> Result<Vec<(&'static str, Sizes)>> {
    let staging = paths::dist().join(".unfinished");
    empty(&staging)?;
    let wasm = staging.join("wasm");
    wasm::build_into(&wasm, &paths::root().join("data"))?;
    let bundle = staging.join("bundle");
    bundle::build_into(&bundle)?;

    let mut measured = Vec::new();
    for package in Package::ALL {
        let folder = staging.join(package.name());
        lay_out(package, &wasm, &bundle, &folder)
            .with_context(|| format!("cannot lay out the package for {}", package.name()))?;
        measured.push((package.name(), sizes::measure(&folder)?));
    }
    for package in Package::ALL {
        let finished = paths::dist().join(package.name());
        remove(&finished)?;
        fs::rename(staging.join(package.name()), &finished)
            .with_context(|| format!("cannot put {} in place", finished.display()))?;
    }
    remove(&staging)?;
    println!("{}", sizes::table(&measured));
    Ok(measured)
}

/// Builds both packages into `target/another-setting/`, with one entry more in `data/settings.json`
/// and its messages: those of `tests/another-setting/`.
pub(crate) fn build_with_another_setting() -> Result<()> {
    let made_up = paths::root().join("tests/another-setting");
    let folder = paths::root().join("target/another-setting");
    let data = folder.join("data");
    empty(&data)?;
    let mut settings: Value = read_json(&paths::root().join("data/settings.json"))?;
    let entries = settings["settings"].as_array_mut();
    let entry = read_json(&made_up.join("entry.json"))?;
    entries
        .context("data/settings.json: `settings` is no list")?
        .push(entry);
    fs::write(data.join("settings.json"), settings.to_string())?;
    let regulators = "regulators.json";
    copy(
        &paths::root().join("data").join(regulators),
        &data.join(regulators),
    )?;

    let words = made_up.join("messages.json");
    copy(&words, &data.join("messages.json"))?;
    let words = read_json(&words)?;
    let (wasm, bundle) = (folder.join("wasm"), folder.join("bundle"));
    wasm::build_into(&wasm, &data)?;
    bundle::build_into(&bundle)?;
    for package in Package::ALL {
        let package_folder = folder.join(package.name());
        remove(&package_folder)?;
        lay_out(package, &wasm, &bundle, &package_folder)?;
        for file in files_below(&package_folder)? {
            if !file.ends_with("/messages.json") {
                continue;
            }
            let file = package_folder.join(file);
            let mut messages = read_json(&file)?;
            if let (Some(all), Some(words)) = (messages.as_object_mut(), words.as_object()) {
                all.extend(words.clone());
            }
            fs::write(file, messages.to_string())?;
        }
    }
    Ok(())
}

/// Puts a whole package into `folder`.
fn lay_out(package: Package, wasm: &Path, bundle: &Path, folder: &Path) -> Result<()> {
    let manifest = source_manifest()
        .and_then(|root| manifest::derive(&root, package, env!("CARGO_PKG_VERSION")))
        .context("manifest.json")?;
    let extension = paths::root().join("extension");
    for file in shipped(&extension, &manifest)? {
        copy(&extension.join(&file), &folder.join(&file))?;
    }
    for file in files_below(wasm)? {
        copy(&wasm.join(&file), &folder.join("wasm").join(&file))?;
    }
    copy(&bundle.join(bundle::MAIN), &folder.join(bundle::MAIN))?;
    for (file, text) in page_data::modules()? {
        fs::write(folder.join(file), text)?;
    }
    for file in manifest::files(&manifest) {
        if !folder.join(&file).is_file() {
            bail!(
                "manifest.json names {file}, but there is no extension/{file}: add the file, or take the \
                 name out"
            );
        }
    }
    fs::write(folder.join("manifest.json"), format!("{manifest:#}\n"))?;
    Ok(())
}

fn source_manifest() -> Result<Value> {
    read_json(&paths::root().join("manifest.json"))
}

fn read_json(file: &Path) -> Result<Value> {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no JSON", file.display()))
}

/// The files of `extension/` that are copied into a package. Not copied: hidden files, types, the
/// modules of the content script, and `.svg` files that neither the manifest nor a shipped file
/// names.
fn shipped(extension: &Path, manifest: &Value) -> Result<Vec<String>> {
    let (drawings, mut files): (Vec<_>, Vec<_>) = files_below(extension)?
        .into_iter()
        .filter(|file| {
            !file.ends_with(".d.ts")
                && !file.starts_with("content/")
                && !file.split('/').any(|part| part.starts_with('.'))
        })
        .partition(|file| file.ends_with(".svg"));
    let mut texts = manifest.to_string();
    for file in files.iter().filter(|file| is_text(file)) {
        texts += &fs::read_to_string(extension.join(file))
            .with_context(|| format!("cannot read extension/{file} as text"))?;
    }
    files.extend(
        drawings
            .into_iter()
            .filter(|file| texts.contains(file_name(file))),
    );
    Ok(files)
}

fn is_text(file: &str) -> bool {
    [".css", ".html", ".js", ".json"]
        .iter()
        .any(|end| file.ends_with(end))
}

fn file_name(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let parent = to.parent().map(PathBuf::from).unwrap_or_default();
    fs::create_dir_all(&parent)
        .and_then(|()| fs::copy(from, to))
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

fn empty(folder: &Path) -> Result<()> {
    remove(folder)?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}
