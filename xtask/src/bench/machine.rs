//! Knows what the figures were measured on.

use std::{fs, path::Path};

use practice::browser::Kind;
use serde_json::{Value, json};

use crate::command::answers;

/// Processor, cores, memory, system, browsers.
pub(super) fn describe(kinds: &[Kind]) -> Value {
    let first = |file: &str, key: &str| line(Path::new(file), key);
    json!({
        "processor": first("/proc/cpuinfo", "model name"),
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "memory": first("/proc/meminfo", "MemTotal"),
        "system": first("/etc/os-release", "PRETTY_NAME="),
        "load": fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
        "browsers": kinds.iter().map(|kind| version(*kind)).collect::<Vec<_>>(),
    })
}

fn version(kind: Kind) -> String {
    let names: &[&str] = match kind {
        Kind::Chromium => &["chromium", "chromium-browser", "google-chrome"],
        Kind::Firefox => &["firefox-esr", "firefox"],
    };
    let version = names.iter().find_map(|name| answers(name, &["--version"]));
    version.unwrap_or_else(|| format!("{kind:?}, of unknown version"))
}

/// What follows `key` in the first line that begins with it.
fn line(file: &Path, key: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let found = text.lines().find_map(|line| line.strip_prefix(key));
    let trimmed = found
        .unwrap_or("unknown")
        .trim_matches([' ', '\t', ':', '"']);
    trimmed.to_owned()
}
