//! Reads our own types out of JavaScript values, and says of what does not fit only
//! that it does not.
//!
//! By hand, although `serde-wasm-bindgen` does this too (and does the other way for us):
//! its errors say what was found instead, down to the digits of a number, which takes
//! code that every start of the background would load. Nobody would read them: what
//! others sent or stored is refused without a word.

use std::fmt;
use std::iter::Zip;
use std::ops::RangeFrom;
use std::slice::Iter;

use js_sys::{Array, Object, Reflect};
use serde::de::value::U32Deserializer;
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
        match seen(self.0)? {
            Seen::Nothing => visitor.visit_unit(),
            Seen::Bool(yes) => visitor.visit_bool(yes),
            Seen::Whole(number) => visitor.visit_i64(number),
            Seen::Number(number) => visitor.visit_f64(number),
            Seen::Text(text) => visitor.visit_string(text),
            Seen::Items(items) => visitor.visit_seq(items),
            Seen::Entries(entries) => visitor.visit_map(entries),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_map(Fields {
            object: plain(self.0)?,
            names: fields.iter().zip(0..),
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
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_enum(variant(self.0, variants)?)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

/// What a value is.
enum Seen {
    Nothing,
    Bool(bool),
    /// Types of whole numbers do not take an `f64`.
    Whole(i64),
    Number(f64),
    Text(String),
    Items(Items),
    Entries(Entries),
}

/// Apart from `deserialize_any`, which is there once for each type that is read.
fn seen(value: JsValue) -> Result<Seen, Misfit> {
    Ok(if value.is_null() || value.is_undefined() {
        Seen::Nothing
    } else if let Some(yes) = value.as_bool() {
        Seen::Bool(yes)
    } else if let Some(number) = value.as_f64() {
        if number.trunc() == number && number.abs() < UNSAFE {
            Seen::Whole(number as i64)
        } else {
            Seen::Number(number)
        }
    } else if let Some(text) = value.as_string() {
        Seen::Text(text)
    } else if Array::is_array(&value) {
        let items = Array::from(&value);
        Seen::Items(Items { items, next: 0 })
    } else {
        let entries = Object::entries(&plain(value)?);
        Seen::Entries(Entries { entries, next: 0 })
    })
}

/// An object that is no array.
fn plain(value: JsValue) -> Result<Object, Misfit> {
    if Array::is_array(&value) {
        return Err(Misfit);
    }
    value.dyn_into().map_err(|_| Misfit)
}

/// Which of `variants` it is, and what it holds.
fn variant(value: JsValue, variants: &[&str]) -> Result<Variant, Misfit> {
    let (name, value) = match value.as_string() {
        Some(name) => (name, JsValue::UNDEFINED),
        None => {
            let entries = Object::entries(&plain(value)?);
            if entries.length() != 1 {
                return Err(Misfit);
            }
            pair(&entries, 0)
        }
    };
    let index = (0..).zip(variants).find(|(_, known)| **known == name);
    let (index, _) = index.ok_or(Misfit)?;
    Ok(Variant { index, value })
}

/// One of `Object.entries`.
fn pair(entries: &Array, index: u32) -> (String, JsValue) {
    let entry = Array::from(&entries.get(index));
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

/// The fields of a struct, in the order in which it declares them. Each is named by its
/// place in that order, which serde's derived code takes as well as the name (a field has
/// one place only as long as none has an `alias`): comparing names would be written out
/// for every struct.
struct Fields {
    object: Object,
    names: Zip<Iter<'static, &'static str>, RangeFrom<u32>>,
    /// Of the field that was named last.
    value: JsValue,
}

impl Fields {
    /// The next field that is there.
    fn advance(&mut self) -> Option<u32> {
        let Fields { object, names, .. } = self;
        let (index, value) = names.find_map(|(name, index)| {
            let value = Reflect::get(object, &JsValue::from_str(name)).ok()?;
            (!value.is_undefined()).then_some((index, value))
        })?;
        self.value = value;
        Some(index)
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        match self.advance() {
            Some(index) => seed.deserialize(place(index)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Misfit> {
        seed.deserialize(FromJs(std::mem::take(&mut self.value)))
    }
}

/// The entries of a map, with the keys that it has.
struct Entries {
    entries: Array,
    next: u32,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        if self.next == self.entries.length() {
            return Ok(None);
        }
        let (name, _) = pair(&self.entries, self.next);
        seed.deserialize(FromJs(name.into())).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Misfit> {
        let (_, value) = pair(&self.entries, self.next);
        self.next += 1;
        seed.deserialize(FromJs(value))
    }
}

struct Variant {
    index: u32,
    value: JsValue,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Misfit;
    type Variant = FromJs;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, FromJs), Misfit> {
        let variant = seed.deserialize(place(self.index))?;
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

fn place(index: u32) -> U32Deserializer<Misfit> {
    index.into_deserializer()
}
