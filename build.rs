//! Turns the knowledge in `data/` into Rust values, so that a file that does
//! not fit fails the build, and nothing is parsed while a page waits.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=data");
    let out = env::var("OUT_DIR")?;
    for (name, constant, kind, shape) in [
        ("settings", "CATALOGUE", "Catalogue", CATALOGUE),
        ("regulators", "REGULATORS", "Regulators", REGULATORS),
    ] {
        let file = format!("data/{name}.json");
        let value: Value = serde_json::from_str(&fs::read_to_string(&file)?)
            .map_err(|error| format!("{file}: {error}"))?;
        let mut code = format!("static {constant}: {kind} = ");
        write_value(&mut code, &value, shape, &file)?;
        code.push_str(";\n");
        fs::write(Path::new(&out).join(format!("{name}.rs")), code)?;
    }
    Ok(())
}

/// The Rust type that a JSON value is written as.
enum Shape {
    Number,
    Bool,
    Text,
    /// `null` or missing becomes `None`.
    Optional(&'static Shape),
    List(&'static Shape),
    /// An object used as a map: a list of pairs of texts.
    Pairs,
    /// An object with just these fields, written as a struct of this name.
    Struct(&'static str, &'static [(&'static str, Shape)]),
    /// A text that names a variant of this enum, in kebab-case.
    Variant(&'static str),
}

use Shape::{Bool, List, Number, Optional, Pairs, Struct, Text, Variant};

const CATALOGUE: &Shape = &Struct(
    "Catalogue",
    &[
        ("schema", Number),
        (
            "site",
            Struct(
                "Site",
                &[
                    ("origin", Text),
                    ("sign_in", List(&Text)),
                    ("categories", List(&Text)),
                    ("legacy", Pairs),
                ],
            ),
        ),
        ("settings", List(&SETTING)),
        (
            "siblings",
            List(&Struct("Sibling", &[("path", Text), ("keys", List(&Text))])),
        ),
    ],
);

const SETTING: Shape = Struct(
    "Setting",
    &[
        ("id", Text),
        ("category", Text),
        ("slug", Text),
        ("keys", List(&Text)),
        (
            "wording",
            List(&Struct(
                "Wording",
                &[
                    ("lang", Text),
                    ("category", Text),
                    ("name", Text),
                    ("label", List(&Text)),
                    ("on", Optional(&Text)),
                    ("off", Optional(&Text)),
                    ("verified", Bool),
                ],
            )),
        ),
    ],
);

const REGULATORS: &Shape = &Struct(
    "Regulators",
    &[
        ("schema", Number),
        (
            "regulators",
            List(&Struct(
                "Regulator",
                &[
                    ("id", Text),
                    ("region", Text),
                    ("name", Text),
                    ("local_name", Text),
                    ("short", Text),
                    ("statement", STATEMENT),
                ],
            )),
        ),
    ],
);

const STATEMENT: Shape = Struct(
    "Statement",
    &[
        ("kind", Variant("Kind")),
        ("from", Text),
        ("to", Text),
        ("mark", Variant("Mark")),
        ("asks", Text),
        ("quote", Optional(&Text)),
        ("data", Text),
        ("monitors", Text),
        (
            "source",
            Struct("Source", &[("name", Text), ("address", Text)]),
        ),
    ],
);

/// Writes `value` as Rust of `shape`. `at` says where in which file it stands.
fn write_value(code: &mut String, value: &Value, shape: &Shape, at: &str) -> Result<()> {
    match (shape, value) {
        (Number, Value::Number(number)) => write!(code, "{number}")?,
        (Bool, Value::Bool(bool)) => write!(code, "{bool}")?,
        (Text, Value::String(text)) => write!(code, "{text:?}")?,
        (Optional(_), Value::Null) => code.push_str("None"),
        (Optional(inner), some) => {
            code.push_str("Some(");
            write_value(code, some, inner, at)?;
            code.push(')');
        }
        (List(inner), Value::Array(items)) => {
            code.push_str("&[");
            for (index, item) in items.iter().enumerate() {
                write_value(code, item, inner, &format!("{at}[{index}]"))?;
                code.push(',');
            }
            code.push(']');
        }
        (Pairs, Value::Object(map)) => {
            code.push_str("&[");
            for (key, value) in map {
                write!(code, "({key:?},")?;
                write_value(code, value, &Text, &format!("{at}.{key}"))?;
                code.push_str("),");
            }
            code.push(']');
        }
        (Struct(name, fields), Value::Object(map)) => {
            if let Some(unknown) = map.keys().find(|key| fields.iter().all(|(f, _)| f != key)) {
                return Err(format!("{at}: unknown field `{unknown}`").into());
            }
            write!(code, "{name} {{")?;
            for (field, shape) in *fields {
                let value = map.get(*field).unwrap_or(&Value::Null);
                write!(code, "{field}:")?;
                write_value(code, value, shape, &format!("{at}.{field}"))?;
                code.push(',');
            }
            code.push('}');
        }
        (Variant(name), Value::String(text)) => {
            write!(code, "{name}::")?;
            for word in text.split('-') {
                let (first, rest) = word.split_at(usize::from(!word.is_empty()));
                write!(code, "{}{rest}", first.to_uppercase())?;
            }
        }
        (_, Value::Null) => return Err(format!("{at}: missing").into()),
        (_, other) => return Err(format!("{at}: {other} does not belong here").into()),
    }
    Ok(())
}
