//! Standings of the settings → the sign on the toolbar button.

use super::record::Status;
use super::standing::Standing;

/// The sign on the toolbar button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Badge {
    /// One character, or empty.
    pub text: &'static str,
    /// A CSS colour. White text on it has a contrast of at least 4.5 to 1.
    pub background: &'static str,
}

/// The badge for one setting. `doubtful`: the last write failed, or the storage cannot be read.
pub fn badge(standing: &Standing<'_>, doubtful: bool) -> Badge {
    let (text, background) = match standing.status() {
        _ if doubtful || standing.has_failed() || standing.due => ("?", "#4a5568"),
        Status::OptedIn if standing.is_left_on() => NONE,
        Status::OptedIn => ("!", "#8a4b00"),
        Status::OptedOut => ("✓", "#1d6b3a"),
        Status::Unrecognised | Status::NotListed | Status::Unknown => NONE,
    };
    Badge { text, background }
}

/// The badge for several settings: the most urgent one. `✓` only for the first: that another
/// setting is off says nothing about AI training.
pub fn badge_of_all(standings: &[Standing<'_>], doubtful: bool) -> Badge {
    let mut badges = standings.iter().map(|standing| badge(standing, doubtful));
    let first = badges
        .next()
        .unwrap_or(badge(&Standing::default(), doubtful));
    badges.fold(first, |most, other| match (most.text, other.text) {
        ("?", _) | (_, "✓" | "") | ("!", "!") => most,
        _ => other,
    })
}

/// No sign. Without a text browsers do not draw the colour.
const NONE: (&str, &str) = ("", "#4a5568");

#[cfg(test)]
mod tests {
    use super::super::record::Entry;
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

    #[test]
    fn of_several_settings_the_most_urgent_counts_and_only_the_first_is_reassuring() {
        let of = |stored: &[&str]| {
            let entries: Vec<_> = stored.iter().map(|it| entry(it)).collect();
            let standings: Vec<_> = entries.iter().map(|it| standing(Some(it))).collect();
            badge_of_all(&standings, false).text
        };
        let (on, off) = (
            r#"{"switch":{"state":"on"}}"#,
            r#"{"switch":{"state":"off"}}"#,
        );
        let failed = r#"{"look":{"outcome":"unrecognised"}}"#;
        for (stored, text) in [
            (&[off, off][..], "✓"),
            (&[off, "{}"], "✓"),
            (&["{}", off], ""),
            (&[off, on], "!"),
            (&[on, off], "!"),
            (&[off, on, failed], "?"),
            (&[failed, on], "?"),
            (&["{}", on], "!"),
            (&[], ""),
        ] {
            assert_eq!(of(stored), text, "{stored:?}");
        }
        assert_eq!(badge_of_all(&[], true).text, "?");
    }
}
