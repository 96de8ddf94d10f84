//! Record → the sign on the toolbar button.

use super::catalogue::SettingId;
use super::record::{Record, Status};

/// The sign on the toolbar button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Badge {
    /// One character, or nothing.
    pub text: &'static str,
    /// Its background, as CSS writes colours; white text on it has a contrast
    /// of at least 4.5 to 1.
    pub background: &'static str,
}

/// The badge for what is known of `setting`; `due`: it was last seen too long ago.
pub fn badge(record: &Record, setting: &SettingId, due: bool) -> Badge {
    let (text, background) = match record.status(setting) {
        _ if due => ("?", "#4a5568"),
        Status::OptedIn => ("!", "#8a4b00"),
        Status::OptedOut => ("✓", "#1d6b3a"),
        Status::Unrecognised => ("?", "#4a5568"),
        Status::Unknown | Status::NotOffered | Status::SignedOut => ("", "#4a5568"),
    };
    Badge { text, background }
}

#[cfg(test)]
mod tests {
    use super::super::record::Entry;
    use super::super::time::Timestamp;
    use super::*;

    #[test]
    fn each_status_has_its_sign() {
        for (status, text) in [
            (Status::Unknown, ""),
            (Status::OptedIn, "!"),
            (Status::OptedOut, "✓"),
            (Status::NotOffered, ""),
            (Status::SignedOut, ""),
            (Status::Unrecognised, "?"),
        ] {
            let setting = SettingId("ai-training".into());
            let now = Timestamp::from_millis(0.0);
            let mut record = Record::default();
            record.settings.insert(
                setting.clone(),
                Entry {
                    status,
                    confirmed: false,
                    since: now,
                    seen: now,
                    as_of: None,
                    evidence: None,
                    sighting: None,
                    report: None,
                    lang: None,
                },
            );
            assert_eq!(badge(&record, &setting, false).text, text);
            assert_eq!(badge(&record, &setting, true).text, "?");
        }
    }
}
