//! A moment in UTC, as the whole program passes it around.
//!
//! It reads no clock: "now" is handed in by the page or the command.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// Seconds since 1970-01-01T00:00:00Z; negative before it. Leap seconds are not counted (POSIX time).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    pub const fn unix_seconds(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339, as `2026-11-21T10:00:00Z`; a fraction of a second is dropped. `None` for any
    /// other text.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text.trim(), &Rfc3339).ok()?;
        Some(Self(moment.unix_timestamp()))
    }

    /// `2026-11-21T10:00:00Z`, or the number of seconds where the year has more than four digits.
    pub fn rfc3339(self) -> String {
        OffsetDateTime::from_unix_timestamp(self.0)
            .ok()
            .and_then(|moment| moment.to_offset(UtcOffset::UTC).format(&Rfc3339).ok())
            .unwrap_or_else(|| format!("{} seconds since 1970", self.0))
    }

    /// `2026-11-21 10:00:00Z`: the form for people.
    pub fn readable(self) -> String {
        self.rfc3339().replacen('T', " ", 1)
    }

    /// Seconds from `earlier` to `self`; negative when `self` comes first.
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not an RFC 3339 time"))
    }
}

/// A span of seconds in words that a person says: "34 hours", "12 days", "3 years".
pub fn duration_in_words(seconds: i64) -> String {
    let seconds = seconds.unsigned_abs();
    let (count, unit) = match seconds {
        0..=119 => (seconds, "second"),
        120..=7_199 => (seconds / 60, "minute"),
        7_200..=172_799 => (seconds / 3_600, "hour"),
        172_800..=63_071_999 => (seconds / 86_400, "day"),
        _ => (seconds / 31_556_952, "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_rfc_3339() {
        let moment = Timestamp::parse("2026-11-21T11:00:00+01:00").map(Timestamp::rfc3339);
        assert_eq!(moment.as_deref(), Some("2026-11-21T10:00:00Z"));
        assert_eq!(Timestamp::parse("21.11.2026"), None);
        assert_eq!(Timestamp::parse(""), None);
    }

    #[test]
    fn years_past_9999_do_not_panic() {
        assert_eq!(Timestamp(i64::MAX).rfc3339(), "9223372036854775807 seconds since 1970");
    }

    #[test]
    fn durations_read_like_speech() {
        assert_eq!(duration_in_words(-122_400), "34 hours");
        assert_eq!(duration_in_words(86_400 * 12), "12 days");
        assert_eq!(duration_in_words(1), "1 second");
    }
}
