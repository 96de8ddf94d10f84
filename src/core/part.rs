//! Values that others may have written too: what a newer version has added to one of ours, and
//! what it has written otherwise, stays as it is.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::from_value::from_value;

/// Fields that we do not know.
pub type Rest = Map<String, Value>;

/// An object of ours that may have fields which we do not know.
pub trait WithRest: Serialize + DeserializeOwned {
    /// The names of our own fields.
    const FIELDS: &[&str];

    /// The others.
    fn rest(&self) -> &Rest;

    /// The others.
    fn rest_mut(&mut self) -> &mut Rest;

    /// Reads the fields that hold parts, which serde skips; `None` where one is no such field.
    fn read_parts(&mut self, value: &Value) -> Option<()>;

    /// Reads it, where it is one.
    fn read(value: &Value) -> Option<Self> {
        let mut own: Self = from_value(value)?;
        own.read_parts(value)?;
        *own.rest_mut() = rest_of(value, Self::FIELDS);
        Some(own)
    }

    /// Writes it, with what was read beside it.
    fn write(&self) -> Value {
        // Our own types, all of whose fields JSON can say.
        let own = serde_json::to_value(self).unwrap_or_default();
        beside(self.rest(), own)
    }
}

/// The fields of `value` that are not among `known`.
fn rest_of(value: &Value, known: &[&str]) -> Rest {
    let mut rest = Rest::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        if !known.contains(&name.as_str()) {
            rest.insert(name.clone(), value.clone());
        }
    }
    rest
}

/// The fields of `own` beside `rest`.
fn beside(rest: &Rest, own: Value) -> Value {
    let mut fields = rest.clone();
    if let Value::Object(own) = own {
        for (name, value) in own {
            fields.insert(name, value);
        }
    }
    Value::Object(fields)
}

/// Implements [`WithRest`] for a type with a field `rest` that serde skips. After `parts` stand
/// the fields that hold parts: `#[serde(skip_deserializing)]`, and the same name in JSON.
macro_rules! with_rest {
    ($type:ident: $($field:literal),+ $(; parts: $($part:ident),+)?) => {
        impl $crate::part::WithRest for $type {
            const FIELDS: &[&str] = &[$($field),+];

            fn rest(&self) -> &$crate::part::Rest {
                &self.rest
            }

            fn rest_mut(&mut self) -> &mut $crate::part::Rest {
                &mut self.rest
            }

            fn read_parts(&mut self, _value: &serde_json::Value) -> Option<()> {
                $($(
                    self.$part = $crate::part::Parts::read(_value.get(stringify!($part)))?;
                )+)?
                Some(())
            }
        }
    };
}
pub(super) use with_rest;

/// A part of a stored value: ours, or something that we do not understand and keep as it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Part<T> {
    /// Of a layout that we know.
    Ours(T),
    /// Of another.
    Foreign(Value),
}

impl<T> Part<T> {
    /// The part, where it is ours.
    pub fn ours(&self) -> Option<&T> {
        match self {
            Part::Ours(part) => Some(part),
            Part::Foreign(_) => None,
        }
    }

    /// The part, where it is ours.
    pub fn ours_mut(&mut self) -> Option<&mut T> {
        match self {
            Part::Ours(part) => Some(part),
            Part::Foreign(_) => None,
        }
    }
}

impl<T: WithRest> Part<T> {
    fn read(value: &Value) -> Self {
        T::read(value).map_or_else(|| Part::Foreign(value.clone()), Part::Ours)
    }
}

/// A field that holds parts. Read by hand: serde hands a value on only as a copy, and the record
/// is parts within parts.
pub trait Parts: Sized {
    /// The field of this value; `None` where it cannot be one.
    fn read(value: Option<&Value>) -> Option<Self>;
}

impl<T: WithRest> Parts for Option<Part<T>> {
    fn read(value: Option<&Value>) -> Option<Self> {
        Some(value.filter(|value| !value.is_null()).map(Part::read))
    }
}

impl<T: WithRest> Parts for Option<Box<Part<T>>> {
    fn read(value: Option<&Value>) -> Option<Self> {
        <Option<Part<T>> as Parts>::read(value).map(|part| part.map(Box::new))
    }
}

impl<T: WithRest> Parts for Vec<Part<T>> {
    fn read(value: Option<&Value>) -> Option<Self> {
        let Some(value) = value else {
            return Some(Vec::new());
        };
        Some(value.as_array()?.iter().map(Part::read).collect())
    }
}

impl<K: From<String> + Ord, T: WithRest> Parts for BTreeMap<K, Part<T>> {
    fn read(value: Option<&Value>) -> Option<Self> {
        // Not collected: that would sort them, by 4 KB of the WASM.
        let mut parts = Self::new();
        for (name, value) in value?.as_object()? {
            parts.insert(name.clone().into(), Part::read(value));
        }
        Some(parts)
    }
}

impl<T: WithRest> Serialize for Part<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Part::Ours(part) => part.write().serialize(serializer),
            Part::Foreign(value) => value.serialize(serializer),
        }
    }
}
