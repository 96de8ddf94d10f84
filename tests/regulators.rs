//! What `data/regulators.json` may say, and which broken files the build refuses.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

#[path = "../src/core/build/regulators.rs"]
mod regulators;
#[allow(dead_code, reason = "shapes that only the other file has")]
#[path = "../src/core/build/shape.rs"]
mod shape;

fn file() -> Result<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/regulators.json");
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

/// The regulator `id` of the file.
fn regulator<'v>(file: &'v mut Value, id: &str) -> Result<&'v mut Value> {
    let regulators = file["regulators"].as_array_mut().context("no regulators")?;
    let mut found = regulators.iter_mut().filter(|it| it["id"] == id);
    found.next().with_context(|| format!("no {id}"))
}

/// The build's error after `change` to the first statement of the regulator `id`.
fn fault_of(id: &str, change: impl FnOnce(&mut Value)) -> Result<String> {
    let mut file = file()?;
    change(&mut regulator(&mut file, id)?["statements"][0]);
    match regulators::rust_of(&file) {
        Ok(_) => anyhow::bail!("{id} was let through: {}", regulator(&mut file, id)?),
        Err(fault) => Ok(fault),
    }
}

fn drop_field(name: &'static str) -> impl FnOnce(&mut Value) {
    move |statement| {
        statement.as_object_mut().map(|fields| fields.remove(name));
    }
}

#[test]
fn the_file_as_it_is_fits() -> Result<()> {
    let code = regulators::rust_of(&file()?).map_err(anyhow::Error::msg)?;
    ensure!(code.regulators.contains("Kind::Reminder"));
    ensure!(code.regions.contains("HK"));
    Ok(())
}

#[test]
fn a_statement_without_kind_date_or_mark_is_refused() -> Result<()> {
    for name in ["kind", "date", "mark", "gist"] {
        for id in ["pcpd", "edoeb"] {
            let fault = fault_of(id, drop_field(name))?;
            ensure!(fault.contains(name) && fault.contains("missing"), "{fault}");
        }
    }
    Ok(())
}

#[test]
fn a_name_without_its_language_and_two_names_in_one_language_are_refused() -> Result<()> {
    let french = json!({"lang": "fr", "name": "Commissariat"});
    for (names, words) in [
        (json!([{"name": "Commissariat"}]), "lang"),
        (json!([{"lang": "fr"}]), "name"),
        (json!([{"lang": "", "name": "Commissariat"}]), "language"),
        (json!([french, french]), "two are named fr"),
    ] {
        let mut file = file()?;
        regulator(&mut file, "opc")?["local_names"] = names;
        let fault = regulators::rust_of(&file).err().context("let through")?;
        ensure!(fault.contains(words), "{fault}");
    }
    Ok(())
}

#[test]
fn kinds_marks_and_dates_that_do_not_exist_are_refused() -> Result<()> {
    for (name, value) in [
        ("kind", json!("warning")),
        ("mark", json!("certain")),
        ("date", json!("2025")),
        ("date", json!({"day": "2025-10"})),
        ("date", json!({"day": "2025-13-01"})),
        ("date", json!({"month": "2025-10-01"})),
        ("date", json!({"autumn": "2025-10"})),
        ("date", json!({"autumn": "25"})),
        ("date", json!({"autumn": ["2024", "2025"]})),
        ("date", json!({"spring": "2025"})),
        ("date", json!({"between": ["2025-11-01", "2025-10-27"]})),
        ("date", json!({"between": ["2025-11-01"]})),
        ("date", json!({"day": "2025-11-01", "month": "2025-11"})),
        ("date", json!("none")),
    ] {
        fault_of("pcpd", |statement| statement[name] = value)?;
    }
    Ok(())
}

#[test]
fn an_address_that_is_not_https_or_carries_parameters_is_refused() -> Result<()> {
    for address in [
        "http://www.pcpd.org.hk/",
        "www.pcpd.org.hk",
        "javascript:alert(1)",
        "https://www.pcpd.org.hk/?ref=headsup",
    ] {
        let fault = fault_of("pcpd", |statement| {
            statement["source"]["address"] = address.into();
        })?;
        ensure!(fault.contains("address"), "{fault}");
        let fault = fault_of("ico", |statement| {
            statement["pages"][0]["address"] = address.into();
        })?;
        ensure!(fault.contains("address"), "{fault}");
        let mut file = file()?;
        file["rights"][0]["page"]["address"] = address.into();
        ensure!(regulators::rust_of(&file).is_err(), "{address}");
    }
    Ok(())
}

#[test]
fn only_the_one_sentence_may_be_quoted_and_only_as_its_own_regulators() -> Result<()> {
    let quote = regulator(&mut file()?, "pcpd")?["statements"][0]["quote"].clone();
    let fault = fault_of("ap", |statement| statement["quote"] = quote.clone())?;
    ensure!(
        fault.starts_with("ap: statements[0].quote: not to be quoted"),
        "{fault}"
    );
    let shortened = quote
        .as_str()
        .context("no quote")?
        .replace("in order to decide", "to decide");
    fault_of("pcpd", |statement| statement["quote"] = shortened.into())?;
    Ok(())
}

#[test]
fn a_reminder_in_the_mouth_of_a_regulator_that_gave_none_is_refused() -> Result<()> {
    for id in ["ico", "dpc", "tietosuoja", "opc"] {
        let fault = fault_of(id, |statement| statement["kind"] = "reminder".into())?;
        ensure!(fault.contains("gave no reminder"), "{fault}");
        ensure!(fault.contains("`REMINDED`"), "{fault}");
    }
    fault_of("edoeb", |statement| {
        statement["kind"] = "reminder".into();
        statement["mark"] = "reported".into();
        statement["date"] = json!({"month": "2025-10"});
    })?;
    Ok(())
}

#[test]
fn silence_is_not_marked_as_a_statement_nor_a_statement_as_silence() -> Result<()> {
    for (id, mark) in [
        ("edoeb", "primary"),
        ("pcpd", "searched"),
        ("national-searched", "not-searched"),
    ] {
        let fault = fault_of(id, |statement| statement["mark"] = mark.into())?;
        ensure!(fault.contains("cannot be marked"), "{fault}");
    }
    fault_of("ap", |statement| statement["mark"] = "primary".into())?;
    Ok(())
}

#[test]
fn a_region_of_an_unknown_regulator_is_refused() -> Result<()> {
    for (field, value) in [
        ("own", json!(["nobody"])),
        ("lead", json!("nobody")),
        ("rights", json!("none")),
    ] {
        let mut file = file()?;
        file["regions"][4][field] = value;
        ensure!(regulators::rust_of(&file).is_err_and(|fault| fault.contains("not known")));
    }
    Ok(())
}

/// Each message key in the file exists in `_locales`.
#[test]
fn every_sentence_exists() -> Result<()> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/extension/_locales/en/messages.json"
    );
    let messages: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    let file = file()?;
    let mut keys = Vec::new();
    for part in ["regulators", "rights", "regions"] {
        collect_keys(&file[part], part, &mut keys);
    }
    ensure!(keys.len() > 40, "only {keys:?}");
    for key in keys {
        ensure!(messages.get(&key).is_some(), "no message {key}");
    }
    Ok(())
}

fn collect_keys(value: &Value, part: &str, keys: &mut Vec<String>) {
    let fields: &[&str] = match part {
        "regions" => &["name", "note"],
        "rights" => &["law", "label", "note"],
        _ => &["gist"],
    };
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let is_source = part == "regulators"
                    && name == "name"
                    && object.len() == 2
                    && object.contains_key("address");
                match value {
                    Value::String(key) if fields.contains(&name.as_str()) || is_source => {
                        keys.push(key.clone());
                    }
                    Value::Array(notes) if name == "notes" => {
                        keys.extend(notes.iter().filter_map(|it| it.as_str().map(str::to_owned)));
                    }
                    _ => collect_keys(value, part, keys),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_keys(item, part, keys)),
        _ => {}
    }
}
