//! Reading what storage holds: ours, nothing, or something that we must not
//! overwrite in silence.

use serde::{Deserialize, Deserializer, Serialize};

use super::time::Timestamp;

/// The version of the layout of everything that we store.
pub const SCHEMA: u32 = 1;

/// The only number that may stand in `schema`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Schema;

impl From<Schema> for u32 {
    fn from(_: Schema) -> Self {
        SCHEMA
    }
}

impl TryFrom<u32> for Schema {
    type Error = String;

    fn try_from(version: u32) -> Result<Self, Self::Error> {
        if version == SCHEMA {
            Ok(Self)
        } else {
            Err(format!("schema {version}, where {SCHEMA} is known"))
        }
    }
}

/// What was found under a key of the storage.
#[derive(Debug, Clone, PartialEq)]
pub enum Stored<T> {
    /// Nothing yet.
    Nothing,
    /// A value of ours.
    Ours(T),
    /// Something else: damaged, or written by a newer version. It is to be
    /// kept under [`set_aside_key`] before anything takes its place.
    Foreign,
}

impl<T: Default> Stored<T> {
    /// Reads the value that was stored, `None` where there is none.
    pub fn read<'de, D>(value: Option<D>) -> Self
    where
        T: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        match value {
            None => Self::Nothing,
            Some(value) => T::deserialize(value).map_or(Self::Foreign, Self::Ours),
        }
    }

    /// The value to go on with.
    pub fn or_new(self) -> T {
        match self {
            Self::Ours(value) => value,
            Self::Nothing | Self::Foreign => T::default(),
        }
    }
}

/// What stands between a key and the time at which its value was set aside.
const SET_ASIDE: &str = ".set-aside.";

/// The key under which a value that we cannot read is kept.
pub fn set_aside_key(key: &str, now: Timestamp) -> String {
    format!("{key}{SET_ASIDE}{}", now.millis() as u64)
}

/// Whether `key` holds something that was set aside.
pub fn is_set_aside(key: &str) -> bool {
    key.contains(SET_ASIDE)
}

#[cfg(test)]
mod tests {
    use super::super::record::Record;
    use super::*;

    fn read(json: &str) -> Stored<Record> {
        Stored::read(Some(&mut serde_json::Deserializer::from_str(json)))
    }

    #[test]
    fn what_is_not_ours_is_told_from_what_is_not_there() {
        let nothing: Option<serde_json::Value> = None;
        assert_eq!(Stored::<Record>::read(nothing), Stored::Nothing);
        for foreign in [
            "null",
            "\"\"",
            "[]",
            "{}",
            r#"{"schema":2,"settings":{},"history":[]}"#,
            r#"{"schema":1,"settings":{"ai-training":{"status":"opted-out"}},"history":[]}"#,
            r#"{"schema":1,"settings":{"ai-training":{"status":"perhaps","confirmed":true,"since":"2025-11-03T00:00:00Z","seen":"2025-11-03T00:00:00Z"}},"history":[]}"#,
        ] {
            assert_eq!(read(foreign), Stored::Foreign, "{foreign}");
        }
        let ours = r#"{"schema":1,"settings":{},"history":[]}"#;
        assert_eq!(read(ours), Stored::Ours(Record::default()));
    }

    #[test]
    fn what_is_set_aside_is_known_by_its_key() {
        let key = set_aside_key("record", Timestamp::from_millis(5.0));
        assert_eq!(key, "record.set-aside.5");
        assert!(is_set_aside(&key));
        assert!(!is_set_aside("record"));
    }
}
