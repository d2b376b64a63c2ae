//! How much of a certificate's life is over, and how large is a source, for the eye?
//!
//! Figures for a small bar and a short word. Whether an end is near enough to worry is a check's affair.

use crate::report::CertificateReport;
use crate::timestamp::Timestamp;

/// A certificate's validity against the time asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    pub stage: Stage,
    /// Thousandths of the validity that are over, 0 to 1000.
    pub spent: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    NotYet,
    Running,
    Over,
}

impl Stage {
    /// The word used for classes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotYet => "not-yet",
            Self::Running => "running",
            Self::Over => "over",
        }
    }
}

impl Life {
    pub(super) fn of(certificate: &CertificateReport, at: Timestamp) -> Self {
        Self::between(certificate.not_before, certificate.not_after, at)
    }

    /// A validity includes both its ends (RFC 5280 section 4.1.2.5).
    fn between(from: Timestamp, until: Timestamp, at: Timestamp) -> Self {
        if at < from {
            return Self { stage: Stage::NotYet, spent: 0 };
        }
        if at > until {
            return Self { stage: Stage::Over, spent: 1_000 };
        }
        let whole = i128::from(until.unix_seconds()) - i128::from(from.unix_seconds());
        let gone = i128::from(at.unix_seconds()) - i128::from(from.unix_seconds());
        let spent = (gone * 1_000).checked_div(whole).unwrap_or(1_000);
        Self { stage: Stage::Running, spent: u16::try_from(spent).unwrap_or(1_000) }
    }
}

/// "512 bytes", "3.3 kB", "12.0 MB" (powers of ten).
pub fn bytes_in_words(bytes: u64) -> String {
    let tenths = |unit: u64| format!("{}.{}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        1 => "1 byte".into(),
        0..=999 => format!("{bytes} bytes"),
        1_000..=999_999 => format!("{} kB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn life(from: i64, until: i64, at: i64) -> (Stage, u16) {
        let life = Life::between(
            Timestamp::from_unix_seconds(from),
            Timestamp::from_unix_seconds(until),
            Timestamp::from_unix_seconds(at),
        );
        (life.stage, life.spent)
    }

    #[test]
    fn a_life_is_measured_against_the_time_asked_about() {
        assert_eq!(life(0, 100, -1), (Stage::NotYet, 0));
        assert_eq!(life(0, 100, 25), (Stage::Running, 250));
        assert_eq!(life(0, 100, 100), (Stage::Running, 1_000));
        assert_eq!(life(0, 100, 101), (Stage::Over, 1_000));
        assert_eq!(life(7, 7, 7), (Stage::Running, 1_000));
        assert_eq!(life(i64::MIN, i64::MAX, 0), (Stage::Running, 500));
        assert_eq!(life(100, 0, 50), (Stage::NotYet, 0));
    }

    #[test]
    fn sizes_read_like_speech() {
        assert_eq!(bytes_in_words(0), "0 bytes");
        assert_eq!(bytes_in_words(1), "1 byte");
        assert_eq!(bytes_in_words(3_339), "3.3 kB");
        assert_eq!(bytes_in_words(52_428_800), "52.4 MB");
    }
}
