//! Reads the stored record as plain JSON, without the core's types.

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::clock::Ms;

/// The setting's id.
pub const SETTING: &str = "linkedin/ai-training";
/// Its entry, as a JSON pointer.
pub const ENTRY: &str = "/settings/linkedin~1ai-training";

/// The setting's entry.
pub fn entry(record: Option<&Value>) -> Option<&Value> {
    entry_of(record, SETTING)
}

/// The same of any setting.
pub fn entry_of<'v>(record: Option<&'v Value>, id: &str) -> Option<&'v Value> {
    record?.get("settings")?.get(id)
}

/// Its switch.
pub fn switch(record: Option<&Value>) -> Option<&Value> {
    switch_of(record, SETTING)
}

/// The same of any setting.
pub fn switch_of<'v>(record: Option<&'v Value>, id: &str) -> Option<&'v Value> {
    let switch = entry_of(record, id)?.get("switch");
    switch.filter(|it| it.is_object())
}

/// Its failed look.
pub fn look(record: Option<&Value>) -> Option<&Value> {
    entry(record)?.get("look").filter(|it| it.is_object())
}

pub fn history(record: Option<&Value>) -> &[Value] {
    let history = entry(record).and_then(|it| it.get("history"));
    history.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Whether the switch is confirmed, or on. `None`: there is no switch.
pub fn is_confirmed(record: Option<&Value>) -> Option<bool> {
    let switch = switch(record).filter(|it| it["confirmed"] == true)?;
    Some(switch["state"] == "on")
}

/// A time, as text or as milliseconds.
pub fn time(value: &Value) -> Option<Ms> {
    if let Some(millis) = value.as_f64() {
        return Some(millis as Ms);
    }
    let at = OffsetDateTime::parse(value.as_str()?, &Rfc3339).ok()?;
    Some((at.unix_timestamp_nanos() / 1_000_000) as Ms)
}

/// All times of one entry, with the part and the name under which each stands.
pub fn times(entry: &Value) -> impl Iterator<Item = (&'static str, &'static str, Ms)> {
    let parts = ["switch", "look"].map(|part| (part, entry.get(part)));
    let acted = entry.get("acted").and_then(time);
    let changes = entry.get("history").and_then(Value::as_array);
    let changes = changes.into_iter().flatten();
    let parts = parts
        .into_iter()
        .chain(changes.map(|it| ("history", Some(it))));
    let names = ["since", "seen", "asOf", "at"];
    let values = parts.flat_map(move |(part, it)| names.map(|name| (part, name, it)));
    values
        .filter_map(|(part, name, it)| Some((part, name, time(it?.get(name)?)?)))
        .chain(acted.map(|at| ("entry", "acted", at)))
}
