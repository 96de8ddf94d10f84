//! A message key and the values for its placeholders, on the way to a person. Knows no words and no
//! language.

use super::time::Timestamp;

/// A sentence that our pages show: a message key, and values for its placeholders.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// The key.
    pub key: &'static str,
    /// For `$1`, `$2`, ….
    pub args: Vec<Arg>,
}

/// A value for a placeholder.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// A text, as it is.
    Text(String),
    /// A name on LinkedIn's page, and its language (BCP 47).
    Name(&'static str, &'static str),
    /// A time, to be written in the person's language and time zone.
    Time(Timestamp),
    /// The days from the first to the second, each `YYYY-MM-DD`. The same twice: one day.
    Days(&'static str, &'static str),
    /// The months from the first to the second, each `YYYY-MM`. The same twice: one month.
    Months(&'static str, &'static str),
    /// A country, by its ISO 3166-1 code.
    Country(&'static str),
}

/// A sentence without placeholders.
pub(super) fn plain(key: &'static str) -> Sentence {
    Sentence {
        key,
        args: Vec::new(),
    }
}

/// A sentence with a time as its only placeholder.
pub(super) fn at(key: &'static str, time: Timestamp) -> Sentence {
    Sentence {
        key,
        args: vec![Arg::Time(time)],
    }
}
