//! A sentence on its way to a person: a message key and what to put into its places.
//! Knows no wording and no language.

use super::time::Timestamp;

/// A sentence, by its key in `_locales` and what to put into its places.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// The key.
    pub key: &'static str,
    /// For `$1`, `$2`, ….
    pub args: Vec<Arg>,
}

/// What is put into a sentence's place.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Words, as they are.
    Text(String),
    /// What LinkedIn's page calls something, and in which language (BCP 47).
    Name(&'static str, &'static str),
    /// A point in time, to be written in the person's language and time zone.
    Time(Timestamp),
    /// The days from the first to the second, each `YYYY-MM-DD`.
    Days(&'static str, &'static str),
    /// The months from the first to the second, each `YYYY-MM`.
    Months(&'static str, &'static str),
    /// The name of a country, by its code.
    Country(&'static str),
}

/// A sentence without places.
pub(super) fn plain(key: &'static str) -> Sentence {
    Sentence {
        key,
        args: Vec::new(),
    }
}

/// A sentence with one place, for a time.
pub(super) fn at(key: &'static str, time: Timestamp) -> Sentence {
    Sentence {
        key,
        args: vec![Arg::Time(time)],
    }
}
