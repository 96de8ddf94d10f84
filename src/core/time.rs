//! A point in time: milliseconds in the browser, RFC 3339 in the record.

use ::time::format_description::well_known::Rfc3339;
use ::time::{OffsetDateTime, UtcOffset};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::Value;

/// A time may be ahead of the clock by so many milliseconds and still count as now: clocks are
/// corrected in small steps.
pub const CLOCK_STEP: f64 = 1_000.0;

/// Milliseconds since 1 January 1970, UTC. Written as RFC 3339, for instance
/// `2025-11-03T08:00:00Z`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Stands for a time that is not known. It is older than any other.
    pub const UNKNOWN: Self = Self(0);

    /// The last time in RFC 3339: the end of the year 9999.
    const LATEST: i64 = 253_402_300_799_999;

    /// From JavaScript's milliseconds. Times outside of 1970 to 9999 become the nearest end; NaN
    /// becomes 1970.
    pub fn from_millis(millis: f64) -> Self {
        // `as` saturates, and turns NaN into 0.
        Self((millis as i64).clamp(0, Self::LATEST))
    }

    /// This time; or `now`, where this is ahead of it by more than [`CLOCK_STEP`]. A smaller
    /// difference stays: if it became `now`, it would look newer at each event.
    pub fn by_now(self, now: Self) -> Self {
        match self.0 as f64 > now.millis() + CLOCK_STEP {
            true => now,
            false => self,
        }
    }

    /// Milliseconds since 1 January 1970, UTC.
    pub fn millis(self) -> f64 {
        self.0 as f64
    }

    /// This time and so many days, at most the end of the year 9999.
    pub fn plus_days(self, days: u16) -> Self {
        Self((self.0 + i64::from(days) * 86_400_000).min(Self::LATEST))
    }

    /// As RFC 3339, in a time zone that is `ahead` minutes ahead of UTC. An impossible offset
    /// counts as 0.
    pub fn rfc3339(self, ahead: i32) -> String {
        let offset = UtcOffset::from_whole_seconds(ahead.saturating_mul(60));
        self.text_in(offset.unwrap_or(UtcOffset::UTC))
            .unwrap_or_default()
    }

    fn text_in(self, offset: UtcOffset) -> Option<String> {
        // By seconds: from nanoseconds the conversion computes with 128 bits, which is more WASM.
        let time = OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000)).ok()?;
        let time = time.replace_millisecond(self.0.rem_euclid(1000) as u16);
        let there = time.ok()?.checked_to_offset(offset)?;
        there.format(&Rfc3339).ok()
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The reason is dropped: its words would be in the WASM.
        let text = self
            .text_in(UtcOffset::UTC)
            .ok_or_else(|| ser::Error::custom("a time that RFC 3339 cannot write"))?;
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    /// From RFC 3339 text, or from milliseconds since 1970.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let millis = match Value::deserialize(deserializer)? {
            Value::Number(millis) => millis.as_f64().map(|millis| millis as i64),
            Value::String(text) => OffsetDateTime::parse(&text, &Rfc3339)
                .ok()
                .map(|time| time.unix_timestamp() * 1000 + i64::from(time.millisecond())),
            _ => None,
        };
        millis
            .filter(|millis| (0..=Self::LATEST).contains(millis))
            .map(Self)
            .ok_or_else(|| de::Error::custom("no time from 1970 to 9999"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_and_read_as_rfc_3339() {
        let time = Timestamp::from_millis(1_762_156_800_123.0);
        let text = serde_json::to_string(&time).unwrap();
        assert_eq!(text, "\"2025-11-03T08:00:00.123Z\"");
        assert_eq!(serde_json::from_str::<Timestamp>(&text).unwrap(), time);
    }

    #[test]
    fn is_written_in_other_time_zones_too() {
        let time = Timestamp::from_millis(1_762_156_800_000.0);
        assert_eq!(time.rfc3339(0), "2025-11-03T08:00:00Z");
        assert_eq!(time.rfc3339(8 * 60), "2025-11-03T16:00:00+08:00");
        assert_eq!(time.rfc3339(-(3 * 60 + 30)), "2025-11-03T04:30:00-03:30");
        assert_eq!(time.rfc3339(i32::MAX), "2025-11-03T08:00:00Z");
    }

    #[test]
    fn days_are_added_up_to_the_last_time_that_can_be_written() {
        let day = Timestamp::from_millis(0.0).plus_days(1);
        assert_eq!(day.rfc3339(0), "1970-01-02T00:00:00Z");
        let end = Timestamp::from_millis(f64::MAX).plus_days(u16::MAX);
        assert_eq!(end, Timestamp::from_millis(f64::MAX));
    }

    #[test]
    fn milliseconds_are_understood() {
        let time: Timestamp = serde_json::from_str("1762156800123").unwrap();
        assert_eq!(time.millis(), 1_762_156_800_123.0);
    }

    #[test]
    fn offsets_are_understood() {
        let hong_kong: Timestamp = serde_json::from_str("\"2025-11-03T16:00:00+08:00\"").unwrap();
        assert_eq!(hong_kong.millis(), 1_762_156_800_000.0);
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for wrong in ["\"yesterday\"", "\"2025-13-03T00:00:00Z\"", "-17", "null"] {
            assert!(serde_json::from_str::<Timestamp>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_number_of_javascript_becomes_a_time_that_can_be_written() {
        for millis in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e300] {
            assert!(serde_json::to_string(&Timestamp::from_millis(millis)).is_ok());
        }
    }
}
