//! Reads our own types out of JavaScript values, and says of what does not fit only
//! that it does not.
//!
//! By hand, although `serde-wasm-bindgen` does this too (and does the other way for us):
//! its errors say what was found instead, down to the digits of a number, and the code
//! for that is an eighth of the module. Nobody would read them: what others sent or
//! stored is refused without a word.

use std::fmt;

use js_sys::{Array, Object, Reflect};
use serde::de::value::StringDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// The value as a `T`, where it is one.
pub(super) fn from_js<T: DeserializeOwned>(value: JsValue) -> Option<T> {
    T::deserialize(FromJs(value)).ok()
}

/// A JavaScript value as serde reads it. A field that is `undefined` is missing.
pub(super) struct FromJs(pub(super) JsValue);

/// The value is not of the type that was asked for.
#[derive(Debug)]
pub(super) struct Misfit;

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

/// From here on JavaScript has no exact whole numbers.
const UNSAFE: f64 = 9_007_199_254_740_992.0;

impl<'de> Deserializer<'de> for FromJs {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let FromJs(value) = self;
        if value.is_null() || value.is_undefined() {
            return visitor.visit_unit();
        }
        if let Some(yes) = value.as_bool() {
            return visitor.visit_bool(yes);
        }
        if let Some(number) = value.as_f64() {
            // Types of whole numbers do not take an `f64`.
            return if number.trunc() == number && number.abs() < UNSAFE {
                visitor.visit_i64(number as i64)
            } else {
                visitor.visit_f64(number)
            };
        }
        if let Some(text) = value.as_string() {
            return visitor.visit_string(text);
        }
        if Array::is_array(&value) {
            let items = Array::from(&value);
            return visitor.visit_seq(Items { items, next: 0 });
        }
        let entries = Object::entries(&plain(value)?);
        visitor.visit_map(Fields {
            entries: entries.iter().map(pair),
            value: JsValue::UNDEFINED,
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let object = plain(self.0)?;
        let entries = fields.iter().filter_map(|name| {
            let value = Reflect::get(&object, &JsValue::from_str(name)).ok()?;
            (!value.is_undefined()).then(|| ((*name).to_owned(), value))
        });
        visitor.visit_map(Fields {
            entries,
            value: JsValue::UNDEFINED,
        })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    /// A variant is its name, or an object with its name as the only key.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        if let Some(name) = self.0.as_string() {
            let value = JsValue::UNDEFINED;
            return visitor.visit_enum(Variant { name, value });
        }
        let entries = Object::entries(&plain(self.0)?);
        if entries.length() != 1 {
            return Err(Misfit);
        }
        let (name, value) = pair(entries.get(0));
        visitor.visit_enum(Variant { name, value })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

/// An object that is no array.
fn plain(value: JsValue) -> Result<Object, Misfit> {
    if Array::is_array(&value) {
        return Err(Misfit);
    }
    value.dyn_into().map_err(|_| Misfit)
}

/// One of `Object.entries`.
fn pair(entry: JsValue) -> (String, JsValue) {
    let entry = Array::from(&entry);
    (entry.get(0).as_string().unwrap_or_default(), entry.get(1))
}

struct Items {
    items: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        if self.next == self.items.length() {
            return Ok(None);
        }
        let item = self.items.get(self.next);
        self.next += 1;
        seed.deserialize(FromJs(item)).map(Some)
    }
}

struct Fields<I> {
    entries: I,
    /// Of the key that was read last.
    value: JsValue,
}

impl<'de, I: Iterator<Item = (String, JsValue)>> MapAccess<'de> for Fields<I> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some((name, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = value;
        seed.deserialize(name_of(name)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Misfit> {
        seed.deserialize(FromJs(std::mem::take(&mut self.value)))
    }
}

struct Variant {
    name: String,
    value: JsValue,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Misfit;
    type Variant = FromJs;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, FromJs), Misfit> {
        let variant = seed.deserialize(name_of(self.name))?;
        Ok((variant, FromJs(self.value)))
    }
}

impl<'de> VariantAccess<'de> for FromJs {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        self.0.is_undefined().then_some(()).ok_or(Misfit)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_struct("", fields, visitor)
    }
}

fn name_of(name: String) -> StringDeserializer<Misfit> {
    name.into_deserializer()
}
