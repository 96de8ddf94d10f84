//! How a setting stands → the sign on the toolbar button.

use super::record::{Entry, Status};
use super::standing::Standing;

/// The sign on the toolbar button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Badge {
    /// One character, or nothing.
    pub text: &'static str,
    /// Its background, as CSS writes colours; white text on it has a contrast
    /// of at least 4.5 to 1.
    pub background: &'static str,
}

/// The badge for a setting. `doubtful`: what was seen since could not be written.
pub fn badge(standing: &Standing<'_>, doubtful: bool) -> Badge {
    let status = standing.entry.map(Entry::status).unwrap_or_default();
    let look_failed = standing.entry.is_some_and(|entry| entry.look().is_some());
    let (text, background) = match status {
        _ if doubtful || look_failed || standing.due => ("?", "#4a5568"),
        Status::OptedIn if standing.is_left_on() => NONE,
        Status::OptedIn => ("!", "#8a4b00"),
        Status::OptedOut => ("✓", "#1d6b3a"),
        Status::Unrecognised | Status::NotListed | Status::Unknown => NONE,
    };
    Badge { text, background }
}

/// No sign, and a colour that nobody sees.
const NONE: (&str, &str) = ("", "#4a5568");

#[cfg(test)]
mod tests {
    use super::super::record::tests::entry;
    use super::super::samples::time;
    use super::*;

    fn standing(entry: Option<&Entry>) -> Standing<'_> {
        Standing {
            entry,
            ..Standing::default()
        }
    }

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
            let standing = standing(Some(&entry));
            assert_eq!(badge(&standing, false).text, text, "{stored}");
            assert_eq!(badge(&standing, true).text, "?", "{stored}");
            let due = Standing {
                due: true,
                ..standing
            };
            assert_eq!(badge(&due, false).text, "?", "{stored}");
        }
        assert_eq!(badge(&standing(None), false).text, "");
    }

    #[test]
    fn a_switch_that_was_left_on_by_choice_has_no_sign_until_that_is_asked_again() {
        let on = entry(r#"{"switch":{"state":"on"}}"#);
        let left = Standing {
            left_at: Some(time(0.0)),
            ..standing(Some(&on))
        };
        assert_eq!(badge(&left, false).text, "");
        assert_eq!(badge(&left, true).text, "?");
        let due = Standing { due: true, ..left };
        assert_eq!(badge(&due, false).text, "?");
    }
}
