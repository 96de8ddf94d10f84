//! What is stored, as the storage answered, and whether each value is one of ours.

use serde_json::Value;

use super::managed::Managed;
use super::part::WithRest;
use super::preferences::Preferences;
use super::record::Record;
use super::time::Timestamp;

/// Everything that is stored, at one moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stored {
    /// From `storage.local`, under [`super::record::KEY`].
    pub record: Option<Value>,
    /// From `storage.local`, under [`super::preferences::KEY`].
    pub preferences: Option<Value>,
    /// What an organisation has set: from `storage.local` under [`super::managed::KEY`]; where
    /// nothing is stored there, from `storage.managed`.
    pub managed: Option<Value>,
    /// Whether it came from `storage.local`.
    pub is_managed_kept: bool,
    /// From `storage.session`: the keys whose last write has failed.
    pub failed: Vec<String>,
    /// From `storage.session`: whether the browser has refused to start the content script on a
    /// settings page, and no page has testified since.
    pub barred: bool,
    /// Whether an unreadable value was set aside earlier.
    pub set_aside: bool,
    /// Whether `storage.local` could not be read. Then it is not known what is stored.
    pub unreadable: bool,
}

/// A stored value, as we read it.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<T> {
    /// Nothing is stored under the key.
    Nothing,
    /// It is a value of ours.
    Ours(T),
    /// It does not fit: damaged, or of another version. Before something is written in its place,
    /// it must be kept under [`set_aside_key`].
    Foreign,
}

impl<T: Default + WithRest> Found<T> {
    fn read(value: Option<&Value>) -> Self {
        match value {
            None => Self::Nothing,
            Some(value) => T::read(value).map_or(Self::Foreign, Self::Ours),
        }
    }

    /// The value, or a new one where it is missing or does not fit.
    pub fn or_new(self) -> T {
        match self {
            Self::Ours(value) => value,
            Self::Nothing | Self::Foreign => T::default(),
        }
    }
}

impl Stored {
    /// The stored record.
    pub fn record_as_stored(&self) -> Found<Record> {
        Found::read(self.record.as_ref())
    }

    /// The stored record with impossible times repaired; see [`Record::repaired`].
    pub fn record(&self, now: Timestamp) -> Found<Record> {
        match self.record_as_stored() {
            Found::Ours(record) => Found::Ours(Record::repaired(record, now)),
            other => other,
        }
    }

    /// The stored preferences of the person.
    pub fn own_preferences(&self) -> Found<Preferences> {
        Found::read(self.preferences.as_ref())
    }

    /// What an organisation has set.
    pub fn managed(&self) -> Managed {
        Managed::read(self.managed.as_ref())
    }

    /// The preferences that count: what an organisation has set, and the person's for the rest.
    pub fn preferences(&self) -> Preferences {
        self.readable_preferences().with(&self.managed())
    }

    /// The stored preferences; of those that do not fit, the fields that do.
    pub fn readable_preferences(&self) -> Preferences {
        match (self.own_preferences(), &self.preferences) {
            (Found::Foreign, Some(foreign)) => Preferences::salvaged(foreign),
            (found, _) => found.or_new(),
        }
    }

    /// Whether what is known may be out of date: the storage could not be read, or a write has
    /// failed.
    pub fn is_doubtful(&self) -> bool {
        self.unreadable || !self.failed.is_empty()
    }

    /// Whether highlights may be drawn. Not where the preferences cannot be read: the person may
    /// have turned them off.
    pub fn highlights(&self) -> bool {
        let is_known = !self.unreadable && self.own_preferences() != Found::Foreign;
        is_known && self.preferences().highlights
    }
}

/// Stands between a key and the time at which its value was set aside, in milliseconds since 1970.
const SET_ASIDE: &str = ".set-aside.";

/// The key under which an unreadable value of `key` is kept.
pub fn set_aside_key(key: &str, now: Timestamp) -> String {
    format!("{key}{SET_ASIDE}{}", now.millis() as u64)
}

/// Whether `key` is one that [`set_aside_key`] makes.
pub fn is_set_aside(key: &str) -> bool {
    key.contains(SET_ASIDE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Found<Record> {
        Found::read(Some(&serde_json::from_str(json).unwrap()))
    }

    #[test]
    fn what_is_not_ours_is_told_from_what_is_not_there() {
        assert_eq!(Found::<Record>::read(None), Found::Nothing);
        for foreign in [
            "null",
            "\"\"",
            "[]",
            "{}",
            r#"{"schema":1,"settings":{},"history":[]}"#,
            r#"{"schema":3,"settings":{}}"#,
            r#"{"schema":2,"settings":[]}"#,
        ] {
            assert_eq!(read(foreign), Found::Foreign, "{foreign}");
        }
        let ours = r#"{"schema":2,"settings":{}}"#;
        assert_eq!(read(ours), Found::Ours(Record::default()));
    }

    #[test]
    fn nothing_is_drawn_where_it_cannot_be_read_whether_it_is_wanted() {
        let with = |preferences: Option<Value>| Stored {
            preferences,
            ..Stored::default()
        };
        assert!(with(None).highlights());
        assert!(!with(Some(serde_json::json!({"schema": 9}))).highlights());
        let off = serde_json::json!({"schema": 2, "highlights": false});
        assert!(!with(Some(off)).highlights());
        let unreadable = Stored {
            unreadable: true,
            ..Stored::default()
        };
        assert!(!unreadable.highlights());
    }

    #[test]
    fn what_is_set_aside_is_known_by_its_key() {
        let key = set_aside_key("record", Timestamp::from_millis(5.0));
        assert_eq!(key, "record.set-aside.5");
        assert!(is_set_aside(&key));
        assert!(!is_set_aside("record"));
    }
}
