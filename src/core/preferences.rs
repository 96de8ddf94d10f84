//! What a person has chosen, in the layout in which it is stored under the key
//! `preferences`.

use serde::{Deserialize, Serialize};

use super::stored::Schema;

/// The key of the preferences in `storage.local`.
pub const KEY: &str = "preferences";

/// A person's choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// Version of the layout.
    pub schema: Schema,
    /// Whose regulator to show.
    #[serde(default = "hong_kong")]
    pub region: String,
    /// Whether to draw on LinkedIn's pages. Status and popup work without.
    #[serde(default = "yes")]
    pub highlights: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            schema: Schema,
            region: hong_kong(),
            highlights: yes(),
        }
    }
}

fn hong_kong() -> String {
    "HK".to_owned()
}

fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_hong_kong_with_highlights() {
        let written = serde_json::to_string(&Preferences::default()).unwrap();
        assert_eq!(written, r#"{"schema":1,"region":"HK","highlights":true}"#);
    }
}
