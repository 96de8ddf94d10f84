//! Knows which parts of the Rust toolchain are needed besides cargo itself.

use std::path::Path;

use anyhow::{Context, Result};

use crate::command::{answers, cargo, program, run_quietly};

/// The standard library for `target`.
pub(crate) fn wasm_target(target: &str) -> Result<()> {
    let question = ["--print", "target-libdir", "--target", target];
    let there = answers("rustc", &question).is_some_and(|folder| Path::new(&folder).is_dir());
    if there {
        Ok(())
    } else {
        rustup(&["target", "add", target])
    }
}

/// `clippy` or `rustfmt`, which rustup's minimal profile leaves out.
pub(crate) fn component(name: &str, subcommand: &str) -> Result<()> {
    let there = run_quietly(cargo().args([subcommand, "--version"])).is_ok();
    if there {
        Ok(())
    } else {
        rustup(&["component", "add", name])
    }
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
