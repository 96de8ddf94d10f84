//! Compiles the root crate to WebAssembly, and writes its JavaScript glue.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::{command, paths, tools};

/// The compiler's target.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The module's name in a package.
const MODULE: &str = "headsup_bg.wasm";

/// Compiles `headsup` in release mode, with the data files in the folder `data`. Writes
/// `headsup.js` and `headsup_bg.wasm` into `folder`.
pub(crate) fn build_into(folder: &Path, data: &Path) -> Result<()> {
    tools::rust::wasm_target(TARGET)?;
    let module = compile(data)?;
    Bindgen::new()
        .web(true)?
        .input_path(&module)
        .out_name("headsup")
        .typescript(false)
        // The caller passes the module's address. Otherwise the glue has a default address, which
        // the stores' linters complain of.
        .omit_default_module_path(true)
        // Lets the background start a core again that has panicked: see extension/background.js.
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .with_context(|| format!("wasm-bindgen cannot read {}", module.display()))?;
    shrink(&folder.join(MODULE))
}

/// Makes the module smaller: LLVM leaves functions that nobody calls any more after wasm-bindgen,
/// and locals that could be shared.
fn shrink(module: &Path) -> Result<()> {
    let mut wasm_opt = tools::node::script("binaryen/bin/wasm-opt")?;
    wasm_opt
        .arg(module)
        .arg("--output")
        .arg(module)
        // Not `--all-features`: the module's section `target_features` says what the compiler has
        // used, and wasm-opt must not use anything newer.
        // `--flatten --rereloop` undoes LLVM's nesting of blocks: with it, and with `-Oz` before it and
        // twice after it, the module is 2.1 KB smaller than with `-Oz` alone.
        .args(["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--converge"])
        .arg("--strip-target-features");
    command::run_quietly(&mut wasm_opt).context("cannot shrink the WASM")
}

/// Compiles. Returns the path of the module, as cargo reports it.
fn compile(data: &Path) -> Result<PathBuf> {
    let mut cargo = command::cargo();
    cargo
        .args(["build", "--package", "headsup", "--lib", "--release"])
        .args([
            "--target",
            TARGET,
            "--message-format",
            "json-render-diagnostics",
        ])
        .env("HEADSUP_DATA", data)
        .env("CARGO_ENCODED_RUSTFLAGS", flags()?.join("\u{1f}"));
    let messages = command::output_of(&mut cargo)?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .filter(|message| message["target"]["name"] == "headsup")
        .flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default())
        .filter_map(|file| file.as_str().map(PathBuf::from))
        .find(|file| {
            file.extension()
                .is_some_and(|extension| extension == "wasm")
        })
        .context("cargo made no .wasm of `headsup`; its crate-type must include `cdylib`")
}

/// Panic messages contain paths. Without the folders of this machine in them the same source makes
/// the same bytes everywhere.
fn flags() -> Result<Vec<String>> {
    let mut places = vec![(paths::root().to_owned(), "headsup".to_owned())];
    // One folder for each registry. Its name depends on the registry's address, so a mirror has
    // another one.
    for registry in registries()? {
        places.push((registry, "crates".to_owned()));
    }
    // The standard library's paths become those that rustc itself has in its binary.
    places.push(standard_library()?);
    Ok(places
        .into_iter()
        .map(|(place, name)| format!("--remap-path-prefix={}={name}", place.display()))
        .collect())
}

/// The folders into which cargo unpacks crates.
fn registries() -> Result<Vec<PathBuf>> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let home = home.context("there is no home directory, and no CARGO_HOME")?;
    // The folder is missing where all crates come from elsewhere (vendored).
    let Ok(entries) = fs::read_dir(home.join("registry/src")) else {
        return Ok(Vec::new());
    };
    entries.map(|entry| Ok(entry?.path())).collect()
}

/// The standard library's sources here, and their path in rustc's binary.
fn standard_library() -> Result<(PathBuf, String)> {
    let sysroot = command::answers("rustc", &["--print", "sysroot"])
        .context("rustc does not say where it is")?;
    let version = command::answers("rustc", &["--version", "--verbose"])
        .context("rustc does not say its version")?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .context("rustc does not say its commit")?;
    let place = Path::new(&sysroot).join("lib/rustlib/src/rust");
    Ok((place, format!("/rustc/{commit}")))
}
