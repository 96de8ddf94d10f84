//! Installs parts of the Rust toolchain through rustup.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command::{answers, cargo, program, run_quietly};

/// Installs the standard library for `target`.
pub(crate) fn wasm_target(target: &str) -> Result<()> {
    let question = ["--print", "target-libdir", "--target", target];
    let there = answers("rustc", &question).is_some_and(|folder| Path::new(&folder).is_dir());
    if there {
        Ok(())
    } else {
        rustup(&["target", "add", target])
    }
}

/// Installs `clippy` or `rustfmt`, which rustup's minimal profile lacks.
pub(crate) fn component(name: &str, subcommand: &str) -> Result<()> {
    let there = run_quietly(cargo().args([subcommand, "--version"])).is_ok();
    if there {
        Ok(())
    } else {
        rustup(&["component", "add", name])
    }
}

/// clippy-driver, for cargo's `RUSTC_WORKSPACE_WRAPPER`: it lints what it compiles. It is in
/// cargo's folder.
pub(crate) fn clippy_driver() -> Result<PathBuf> {
    component("clippy", "clippy")?;
    let name = format!("clippy-driver{}", std::env::consts::EXE_SUFFIX);
    let beside = |cargo: OsString| Path::new(&cargo).with_file_name(&name);
    let driver = std::env::var_os("CARGO").map(beside);
    Ok(driver
        .filter(|driver| driver.is_file())
        .unwrap_or_else(|| PathBuf::from(name)))
}

/// The warnings and errors in cargo's `messages` (JSON, one a line), as the compiler prints them.
pub(crate) fn complaints(messages: &str) -> Vec<String> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-message")
        .filter_map(|message| message["message"]["rendered"].as_str().map(str::to_owned))
        .collect()
}

fn rustup(arguments: &[&str]) -> Result<()> {
    eprintln!("Installing: rustup {}", arguments.join(" "));
    run_quietly(program("rustup").args(arguments)).with_context(|| {
        format!(
            "this toolchain is incomplete; run `rustup {}`",
            arguments.join(" ")
        )
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_is_what_the_compiler_says_of_the_code() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"headsup"}}
{"reason":"compiler-message","message":{"level":"warning","rendered":"warning: unused"}}
{"reason":"build-finished","success":true}"#;
        assert_eq!(complaints(messages), ["warning: unused"]);
        assert!(complaints("").is_empty());
    }
}
