//! Reads a type of ours out of a JSON value. `None` where the value does not fit, without a reason.
//!
//! `serde_json` does the same with reasons in its errors, and reads structs from arrays too. That
//! is 38 KB more of WebAssembly (`cargo xtask build`), for errors that nobody reads: what others
//! have sent or stored is ignored when it does not fit.

use std::{fmt, slice};

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

/// `value` as a `T`. `None` where it does not fit.
pub fn from_value<'de, T: Deserialize<'de>>(value: &'de Value) -> Option<T> {
    T::deserialize(FromValue(value)).ok()
}

/// A JSON value as serde reads it.
#[derive(Clone, Copy)]
struct FromValue<'de>(&'de Value);

/// The value does not fit the type.
#[derive(Debug)]
struct Misfit;

impl fmt::Display for Misfit {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("not of the type that was asked for")
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Misfit
    }
}

impl<'de> IntoDeserializer<'de, Misfit> for FromValue<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for FromValue<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(yes) => visitor.visit_bool(*yes),
            Value::Number(number) => match number.as_i64() {
                Some(whole) => visitor.visit_i64(whole),
                None => visitor.visit_f64(number.as_f64().ok_or(Misfit)?),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => {
                visitor.visit_seq(SeqDeserializer::new(items.iter().map(FromValue)))
            }
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let fields = self.0.as_object().ok_or(Misfit)?.iter();
        let fields = fields.map(|(name, value)| (name.as_str(), FromValue(value)));
        visitor.visit_map(MapDeserializer::new(fields))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.fields(names, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    /// A variant is a text, its name; or an object with its name as the only key.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let (name, value) = match self.0 {
            Value::String(name) => (name, &Value::Null),
            Value::Object(fields) if fields.len() == 1 => fields.iter().next().ok_or(Misfit)?,
            _ => return Err(Misfit),
        };
        visitor.visit_enum(Variant { name, value })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct identifier ignored_any
    }
}

/// A variant of an enum, and what it holds.
struct Variant<'de> {
    name: &'de str,
    value: &'de Value,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Misfit;
    type Variant = FromValue<'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, FromValue<'de>), Misfit> {
        let name = seed.deserialize(self.name.into_deserializer())?;
        Ok((name, FromValue(self.value)))
    }
}

impl<'de> VariantAccess<'de> for FromValue<'de> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        match self.0 {
            Value::Null => Ok(()),
            _ => Err(Misfit),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Misfit> {
        Err(Misfit)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.fields(names, visitor)
    }
}

impl<'de> FromValue<'de> {
    /// Reads the named fields in this order. Read as a map they would be 7 KB more of WebAssembly.
    fn fields<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let object = self.0.as_object().ok_or(Misfit)?;
        let names = names.iter();
        visitor.visit_seq(Fields { object, names })
    }
}

/// The fields of an object. A missing one takes serde's default, where it has one.
struct Fields<'de> {
    object: &'de Map<String, Value>,
    names: slice::Iter<'static, &'static str>,
}

impl<'de> SeqAccess<'de> for Fields<'de> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        let value = self.names.next().and_then(|name| self.object.get(*name));
        value.map(|it| seed.deserialize(FromValue(it))).transpose()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::message::ToBackground;
    use super::super::page::Address;
    use super::*;

    #[test]
    fn structs_are_read_from_objects_alone_and_unknown_fields_are_passed_over() {
        let read = |value: Value| from_value::<Address>(&value).map(|address| address.path);
        let address = json!({"origin": "o", "path": "/", "newer": [1, {"a": null}]});
        assert_eq!(read(address), Some("/".to_owned()));
        for wrong in [
            json!(["o", "/"]),
            json!({"origin": "o"}),
            json!("o"),
            json!(null),
        ] {
            assert_eq!(read(wrong.clone()), None, "{wrong}");
        }
    }

    #[test]
    fn a_variant_is_its_name_or_an_object_with_its_name_alone() {
        let read = |value: Value| from_value::<ToBackground>(&value);
        assert_eq!(read(json!("erase")), Some(ToBackground::Erase));
        assert_eq!(read(json!({"erase": null})), Some(ToBackground::Erase));
        let days = read(json!({"setRecheck": {"days": 30}}));
        assert_eq!(days, Some(ToBackground::SetRecheck { days: 30 }));
        for wrong in [
            json!("setRecheck"),
            json!({"setRecheck": {"days": -1}}),
            json!({"setRecheck": {"days": 1.5}}),
            json!({"setRecheck": {"days": 30}, "erase": null}),
            json!({"erase": 1}),
            json!({}),
            json!([]),
        ] {
            assert_eq!(read(wrong.clone()), None, "{wrong}");
        }
    }
}
