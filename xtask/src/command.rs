//! Runs other programs. An error names the command.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    process::{Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use anyhow::{Context, Result, anyhow, bail};

use crate::paths;

/// The program `name`, to be started in the root of the checkout.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(paths::root());
    command
}

/// The cargo that runs this program, so that the same toolchain is used throughout.
pub(crate) fn cargo() -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Cargo has set variables for this program. Build scripts of dependencies would take them for
    // changes, and everything would be compiled again each time.
    for (name, _) in std::env::vars_os() {
        let says = |prefix| name.to_string_lossy().starts_with(prefix);
        if says("CARGO_PKG_") || says("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs it with its output shown. An error where it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    succeeded(command, status)
}

/// Runs it with its output hidden. Where it fails, the error has the output.
pub(crate) fn run_quietly(command: &mut Command) -> Result<()> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| cannot_start(command))?;
    let said = [output.stdout, output.stderr].concat();
    succeeded(command, output.status)
        .map_err(|error| anyhow!("{error}\n{}", String::from_utf8_lossy(&said).trim_end()))
}

/// Runs it and returns its standard output. Its errors are shown.
pub(crate) fn output_of(command: &mut Command) -> Result<String> {
    let (status, output) = status_and_output_of(command)?;
    succeeded(command, status)?;
    Ok(output)
}

/// The same for a command that may fail.
pub(crate) fn status_and_output_of(command: &mut Command) -> Result<(ExitStatus, String)> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| cannot_start(command))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok((output.status, said))
}

/// Runs it, shows its standard output line by line, and returns the lines too.
pub(crate) fn run_and_read(command: &mut Command) -> Result<(ExitStatus, Vec<String>)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| cannot_start(command))?;
    let stdout = child
        .stdout
        .take()
        .context("the program has no standard output")?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            println!("{line}");
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    let status = child.wait()?;
    // A process that the program has started (a browser, say) may keep the pipe open after the
    // program's end: then the lines so far are enough.
    let mut lines = Vec::new();
    while let Ok(line) = receiver.recv_timeout(Duration::from_secs(1)) {
        lines.push(line);
    }
    Ok((status, lines))
}

/// The answer of `name` to `question`, such as its version. `None` where it cannot be started.
pub(crate) fn answers(name: impl AsRef<OsStr>, question: &[&str]) -> Option<String> {
    let output = program(name)
        .args(question)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let answer = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(answer)
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed: {status}", line(command));
    }
    Ok(())
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", line(command))
}

/// The command as a person would type it.
fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut words = vec![
        program
            .file_name()
            .unwrap_or(program.as_os_str())
            .to_string_lossy(),
    ];
    words.extend(command.get_args().map(OsStr::to_string_lossy));
    words.join(" ")
}
