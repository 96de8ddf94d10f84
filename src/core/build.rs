//! Writes the files under `data/` as Rust values into `OUT_DIR`. A file that does not fit its type
//! fails the build; at run time nothing is parsed.

use std::path::Path;
use std::{env, fs};

use serde_json::Value;

#[path = "build/regulators.rs"]
mod regulators;
#[path = "build/settings.rs"]
mod settings;
#[path = "build/shape.rs"]
mod shape;

/// The environment variable that names the folder of the data files. Without it: [`DATA`].
const FOLDER: &str = "HEADSUP_DATA";

/// `data/`, from this package's folder.
const DATA: &str = "../../data";
/// The messages whose keys the data files name.
const MESSAGES: &str = "../../extension/_locales/en/messages.json";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed={DATA}");
    println!("cargo::rerun-if-env-changed={FOLDER}");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={MESSAGES}");
    let in_file = |name| move |fault: String| format!("data/{name}.json: {fault}");
    let catalogue = settings::rust_of(&read("settings")?, &messages()?);
    let catalogue = catalogue.map_err(in_file("settings"))?;
    write("settings", "CATALOGUE: Catalogue", &catalogue)?;
    let code = regulators::rust_of(&read("regulators")?).map_err(in_file("regulators"))?;
    write("regulators", "REGULATORS: Regulators", &code.regulators)?;
    write("regions", "REGIONS: Regions", &code.regions)?;
    Ok(())
}

fn read(name: &str) -> Result<Value, Box<dyn std::error::Error>> {
    // Set by `tests/settings.rs` and by the browser test of a made-up setting.
    let folder = env::var(FOLDER).unwrap_or_else(|_| DATA.to_owned());
    let file = format!("{folder}/{name}.json");
    parsed(&file)
}

fn parsed(file: &str) -> Result<Value, Box<dyn std::error::Error>> {
    let text = fs::read_to_string(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    Ok(serde_json::from_str(&text).map_err(|error| format!("{file} is no JSON: {error}"))?)
}

/// The English messages; where [`FOLDER`] is set, with those of its own `messages.json`.
fn messages() -> Result<Value, Box<dyn std::error::Error>> {
    let mut messages = parsed(MESSAGES)?;
    let own = env::var(FOLDER).map(|folder| format!("{folder}/messages.json"));
    if let Some(own) = own.ok().filter(|own| Path::new(own).exists())
        && let (Some(all), Value::Object(own)) = (messages.as_object_mut(), parsed(&own)?)
    {
        all.extend(own);
    }
    Ok(messages)
}

fn write(name: &str, item: &str, value: &str) -> Result<(), Box<dyn std::error::Error>> {
    let file = Path::new(&env::var("OUT_DIR")?).join(format!("{name}.rs"));
    Ok(fs::write(file, format!("static {item} = {value};\n"))?)
}
