//! What the storage answered, and what can be made of it: ours, nothing, or something that
//! must not be overwritten in silence.

use serde_json::Value;

use super::managed::Managed;
use super::part::WithRest;
use super::preferences::Preferences;
use super::record::Record;
use super::time::Timestamp;

/// Everything that the storage answered, as it was at one moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stored {
    /// `storage.local`, under [`super::record::KEY`].
    pub record: Option<Value>,
    /// `storage.local`, under [`super::preferences::KEY`].
    pub preferences: Option<Value>,
    /// What an organisation has set: what `storage.managed` last answered, as it is kept in
    /// `storage.local` under [`super::managed::KEY`]; where nothing is kept, what it answers now.
    pub managed: Option<Value>,
    /// Whether that was kept.
    pub is_managed_kept: bool,
    /// `storage.session`: the keys whose last write failed.
    pub failed: Vec<String>,
    /// `storage.session`: whether the browser has refused to start the content script on a
    /// settings page, and no page has testified since.
    pub barred: bool,
    /// Whether an earlier value was set aside because it could not be read.
    pub set_aside: bool,
    /// Whether `storage.local` did not answer: then nothing is known of what is in it.
    pub unreadable: bool,
}

/// What was found under a key of the storage.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<T> {
    /// Nothing yet.
    Nothing,
    /// A value of ours.
    Ours(T),
    /// Something else: damaged, or of another layout. It is to be kept under
    /// [`set_aside_key`] before anything takes its place.
    Foreign,
}

impl<T: Default + WithRest> Found<T> {
    fn read(value: Option<&Value>) -> Self {
        match value {
            None => Self::Nothing,
            Some(value) => T::read(value).map_or(Self::Foreign, Self::Ours),
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

impl Stored {
    /// What is remembered, as it is stored.
    pub fn record_as_stored(&self) -> Found<Record> {
        Found::read(self.record.as_ref())
    }

    /// What is remembered, as it can have been written by `now`.
    pub fn record(&self, now: Timestamp) -> Found<Record> {
        match self.record_as_stored() {
            Found::Ours(record) => Found::Ours(Record::repaired(record, now)),
            other => other,
        }
    }

    /// What the person has chosen.
    pub fn own_preferences(&self) -> Found<Preferences> {
        Found::read(self.preferences.as_ref())
    }

    /// What an organisation has set.
    pub fn managed(&self) -> Managed {
        Managed::read(self.managed.as_ref())
    }

    /// What counts: the organisation's word, and the person's for the rest.
    pub fn preferences(&self) -> Preferences {
        self.readable_preferences().with(&self.managed())
    }

    /// What can be read of what the person has chosen.
    pub fn readable_preferences(&self) -> Preferences {
        match (self.own_preferences(), &self.preferences) {
            (Found::Foreign, Some(foreign)) => Preferences::salvaged(foreign),
            (found, _) => found.or_new(),
        }
    }

    /// Whether what is known may be out of date, since it cannot be read or was not written.
    pub fn is_doubtful(&self) -> bool {
        self.unreadable || !self.failed.is_empty()
    }

    /// Whether highlights may be drawn. Where it cannot be read whether the person wants
    /// them, they may not.
    pub fn highlights(&self) -> bool {
        let is_known = !self.unreadable && self.own_preferences() != Found::Foreign;
        is_known && self.preferences().highlights
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
