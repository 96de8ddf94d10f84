//! Record, preferences and time → whether it is time to look at the switch
//! again, and when it will be.

use super::catalogue::SettingId;
use super::preferences::Preferences;
use super::record::Record;
use super::time::Timestamp;

/// How far ahead of the clock a sight may be and still count: clocks are put
/// right by small steps. What is further ahead was written by a clock that was
/// wrong, so how long ago it was is not known.
const LEEWAY_DAYS: u16 = 1;

/// Whether the last sight of `setting`'s switch is older than the person wants
/// it to be. A setting whose switch is not known is never due: the popup says
/// so already.
pub fn is_due(
    record: &Record,
    setting: &SettingId,
    preferences: &Preferences,
    now: Timestamp,
) -> bool {
    due_at(record, setting, preferences)
        .is_some_and(|(seen, due)| due <= now || seen > now.plus_days(LEEWAY_DAYS))
}

/// When it will be due; `None` where it is due already, or never will be.
pub fn next(
    record: &Record,
    setting: &SettingId,
    preferences: &Preferences,
    now: Timestamp,
) -> Option<Timestamp> {
    let (_, due) = due_at(record, setting, preferences)?;
    (!is_due(record, setting, preferences, now)).then_some(due)
}

/// When the switch was last seen, and when that is too long ago.
fn due_at(
    record: &Record,
    setting: &SettingId,
    preferences: &Preferences,
) -> Option<(Timestamp, Timestamp)> {
    let entry = record.settings.get(setting)?;
    let wanted = entry.status.is_of_a_switch() && preferences.recheck_days > 0;
    wanted.then(|| (entry.seen, entry.seen.plus_days(preferences.recheck_days)))
}

#[cfg(test)]
mod tests {
    use super::super::record::{Entry, Status};
    use super::*;

    fn day(number: u16) -> Timestamp {
        Timestamp::default().plus_days(number)
    }

    fn id() -> SettingId {
        SettingId("ai-training".into())
    }

    /// Seen on day 100.
    fn record(status: Status) -> Record {
        let mut record = Record::default();
        let entry = Entry {
            status,
            confirmed: true,
            since: day(1),
            seen: day(100),
            as_of: None,
            evidence: None,
            sighting: None,
            report: None,
            lang: None,
        };
        record.settings.insert(id(), entry);
        record
    }

    fn every(recheck_days: u16) -> Preferences {
        Preferences {
            recheck_days,
            ..Preferences::default()
        }
    }

    #[test]
    fn is_due_as_many_days_after_the_last_sight_as_was_chosen() {
        for status in [Status::OptedIn, Status::OptedOut] {
            let record = record(status);
            assert!(!is_due(&record, &id(), &every(30), day(129)));
            assert_eq!(next(&record, &id(), &every(30), day(129)), Some(day(130)));
            assert!(is_due(&record, &id(), &every(30), day(130)));
            assert_eq!(next(&record, &id(), &every(30), day(130)), None);
            assert!(!is_due(&record, &id(), &every(90), day(130)));
        }
    }

    #[test]
    fn is_never_due_where_that_was_chosen_or_no_switch_is_known() {
        let known = record(Status::OptedOut);
        assert!(!is_due(&known, &id(), &every(0), day(60_000)));
        assert_eq!(next(&known, &id(), &every(0), day(101)), None);
        for status in [
            Status::Unknown,
            Status::NotOffered,
            Status::SignedOut,
            Status::Unrecognised,
        ] {
            assert!(!is_due(&record(status), &id(), &every(1), day(60_000)));
        }
        assert!(!is_due(&Record::default(), &id(), &every(1), day(60_000)));
    }

    #[test]
    fn a_clock_put_right_by_a_little_changes_nothing() {
        let record = record(Status::OptedOut);
        assert!(!is_due(&record, &id(), &every(30), day(99)));
        assert_eq!(next(&record, &id(), &every(30), day(99)), Some(day(130)));
    }

    #[test]
    fn a_sight_by_a_clock_that_was_wrong_is_due_at_once_and_not_years_later() {
        let record = record(Status::OptedOut);
        assert!(is_due(&record, &id(), &every(30), day(98)));
        assert_eq!(next(&record, &id(), &every(30), day(98)), None);
    }
}
