//! What is known of whether a person has opted out, as one word.

use serde::{Deserialize, Serialize};

/// What is known of whether a person has opted out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nothing was recorded yet.
    #[default]
    Unknown,
    /// The switch was seen on.
    OptedIn,
    /// The switch was seen off.
    OptedOut,
    /// No switch was ever seen, and the setting's page was not recognised.
    Unrecognised,
    /// No switch was ever seen, and the list did not have the setting.
    NotListed,
}

impl Status {
    /// The value of `data-status`.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Unknown => "unknown",
            Status::OptedIn => "opted-in",
            Status::OptedOut => "opted-out",
            Status::Unrecognised => "unrecognised",
            Status::NotListed => "not-listed",
        }
    }
}
