//! Writes JSON as Rust values of a given shape. An error names the place that does not fit.

use serde_json::Value;

/// An error says where in the file, and what is wrong.
pub type Result<T> = std::result::Result<T, String>;

/// The Rust type that a JSON value is written as.
pub enum Shape {
    Number,
    Bool,
    /// May be missing, which is the same as `false`.
    Flag,
    Text,
    /// `null` or missing becomes `None`.
    Optional(&'static Shape),
    List(&'static Shape),
    /// A list that may be missing, which is the same as an empty one.
    AnyList(&'static Shape),
    /// An object used as a map: a list of pairs of texts.
    Pairs,
    /// An object with just these fields, written as a struct of this name.
    Struct(&'static str, &'static [(&'static str, Shape)]),
    /// A text that names one of these variants of an enum, in kebab-case.
    Variant(&'static str, &'static [&'static str]),
    /// An object with one field. Its name is one of these variants of an enum, its value as many
    /// texts as the number says. A variant with no texts is a JSON text.
    Tagged(&'static str, &'static [(&'static str, usize)]),
}

use Shape::{AnyList, Bool, Flag, List, Number, Optional, Pairs, Struct, Tagged, Text, Variant};

/// The Rust code for `value`, which must have this shape. `at` is its place in the file, for
/// errors.
pub fn rust_value(value: &Value, shape: &Shape, at: &str) -> Result<String> {
    let mut code = String::new();
    write_value(&mut code, value, shape, at)?;
    Ok(code)
}

fn write_value(code: &mut String, value: &Value, shape: &Shape, at: &str) -> Result<()> {
    match (shape, value) {
        (Number, Value::Number(number)) => code.push_str(&number.to_string()),
        (Flag, Value::Null) => code.push_str("false"),
        (Bool | Flag, Value::Bool(bool)) => code.push_str(&bool.to_string()),
        (Text, Value::String(text)) => code.push_str(&format!("{text:?}")),
        (Optional(_), Value::Null) => code.push_str("None"),
        (Optional(inner), some) => {
            code.push_str("Some(");
            write_value(code, some, inner, at)?;
            code.push(')');
        }
        (AnyList(_), Value::Null) => code.push_str("&[]"),
        (List(inner) | AnyList(inner), Value::Array(items)) => {
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
                code.push_str(&format!("({key:?},"));
                write_value(code, value, &Text, &format!("{at}.{key}"))?;
                code.push_str("),");
            }
            code.push(']');
        }
        (Struct(name, fields), Value::Object(map)) => {
            if let Some(unknown) = map.keys().find(|key| fields.iter().all(|(f, _)| f != key)) {
                let known: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
                return Err(format!(
                    "{at}: unknown field `{unknown}`; there are: {}",
                    known.join(", ")
                ));
            }
            code.push_str(&format!("{name} {{"));
            for (field, shape) in *fields {
                let value = map.get(*field).unwrap_or(&Value::Null);
                code.push_str(&format!("{field}:"));
                write_value(code, value, shape, &format!("{at}.{field}"))?;
                code.push(',');
            }
            code.push('}');
        }
        (Variant(name, variants), Value::String(text)) => {
            if !variants.contains(&text.as_str()) {
                return Err(format!("{at}: `{text}` is none of {variants:?}"));
            }
            code.push_str(&format!("{name}::{}", variant(text)));
        }
        (Tagged(name, variants), value) if !value.is_null() => {
            let (tag, texts) = tagged(value, at)?;
            if !variants.contains(&(tag, texts.len())) {
                return Err(format!("{at}: {value} is none of {variants:?}"));
            }
            code.push_str(&format!("{name}::{}", variant(tag)));
            if !texts.is_empty() {
                code.push_str(&format!("({})", texts.join(", ")));
            }
        }
        (_, Value::Null) => return Err(format!("{at}: missing; it must be {}", kind_of(shape))),
        (_, other) => {
            return Err(format!(
                "{at}: {other} does not fit; it must be {}",
                kind_of(shape)
            ));
        }
    }
    Ok(())
}

/// What JSON a shape is written as, for errors.
fn kind_of(shape: &Shape) -> &'static str {
    match shape {
        Number => "a number",
        Bool | Flag => "true or false",
        Text => "a text",
        Optional(inner) => kind_of(inner),
        List(_) | AnyList(_) => "a list",
        Pairs | Struct(..) => "an object",
        Variant(..) => "one of the enum's names, in kebab-case",
        Tagged(..) => "a name, or an object with one field",
    }
}

/// `none-found` → `NoneFound`.
fn variant(text: &str) -> String {
    text.split('-')
        .map(|word| {
            let (first, rest) = word.split_at(usize::from(!word.is_empty()));
            format!("{}{rest}", first.to_uppercase())
        })
        .collect()
}

/// The tag of an enum value and its texts, as Rust writes them: from `"none"`, `{"day":
/// "2025-11-07"}` or `{"months": ["2024-10", "2025-04"]}`.
fn tagged<'v>(value: &'v Value, at: &str) -> Result<(&'v str, Vec<String>)> {
    let fault =
        || format!("{at}: {value} must be a name, or an object with one field and its texts");
    if let Value::String(tag) = value {
        return Ok((tag, Vec::new()));
    }
    let object = value.as_object().filter(|object| object.len() == 1);
    let (tag, content) = object.and_then(|it| it.iter().next()).ok_or_else(fault)?;
    let texts: Option<Vec<String>> = match content {
        Value::Array(texts) => texts.iter().map(quoted).collect(),
        one => quoted(one).map(|text| vec![text]),
    };
    Ok((tag, texts.ok_or_else(fault)?))
}

fn quoted(value: &Value) -> Option<String> {
    value.as_str().map(|text| format!("{text:?}"))
}
