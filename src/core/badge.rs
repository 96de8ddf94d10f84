//! Entry → the sign on the toolbar button.

use super::record::{Entry, Status};

/// The sign on the toolbar button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Badge {
    /// One character, or nothing.
    pub text: &'static str,
    /// Its background, as CSS writes colours; white text on it has a contrast
    /// of at least 4.5 to 1.
    pub background: &'static str,
}

/// The badge for what is known of a setting. `doubtful`: it was last seen too long ago, or
/// what was seen since could not be written.
pub fn badge(entry: Option<&Entry>, doubtful: bool) -> Badge {
    let status = entry.map(Entry::status).unwrap_or_default();
    let look_failed = entry.is_some_and(|entry| entry.look().is_some());
    let (text, background) = match status {
        _ if doubtful || look_failed => ("?", "#4a5568"),
        Status::OptedIn => ("!", "#8a4b00"),
        Status::OptedOut => ("✓", "#1d6b3a"),
        Status::Unrecognised | Status::NotListed | Status::Unknown => ("", "#4a5568"),
    };
    Badge { text, background }
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::entry;
    use super::*;

    #[test]
    fn each_state_has_its_sign_and_doubt_goes_before_it() {
        for (stored, text) in [
            (r#"{}"#, ""),
            (r#"{"switch":{"state":"on"}}"#, "!"),
            (r#"{"switch":{"state":"off"}}"#, "✓"),
            (r#"{"look":{"outcome":"unrecognised"}}"#, "?"),
            (r#"{"look":{"outcome":"not-listed"}}"#, "?"),
            (
                r#"{"switch":{"state":"off"},"look":{"outcome":"not-listed"}}"#,
                "?",
            ),
        ] {
            let entry = entry(stored);
            assert_eq!(badge(Some(&entry), false).text, text, "{stored}");
            assert_eq!(badge(Some(&entry), true).text, "?", "{stored}");
        }
        assert_eq!(badge(None, false).text, "");
    }
}
