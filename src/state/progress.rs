//! How far is the reading of the files, how fast, and how long will it take?
//!
//! Times are handed in by the page.

/// Bytes that were read, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Of the first word on it, in milliseconds.
    pub since: i64,
    pub now: i64,
    pub done: u64,
    pub total: u64,
}

impl Progress {
    /// Whole percent, 100 where there is nothing to do.
    pub fn percent(self) -> u64 {
        let part = (u128::from(self.done) * 100).checked_div(u128::from(self.total));
        part.map_or(100, |part| part.min(100) as u64)
    }

    /// True where it is worth a word: most files are read before anybody could look.
    pub const fn takes_long(self) -> bool {
        self.total > 32 << 20
    }

    /// In words; rate and rest only where a second has told them.
    pub fn sentence(self) -> String {
        let megabytes = |bytes: u64| bytes / 1_000_000;
        let read = format!(
            "{} of {} MB read, {} %",
            megabytes(self.done),
            megabytes(self.total),
            self.percent()
        );
        let elapsed = u64::try_from(self.now - self.since).unwrap_or_default();
        let rate = self.done * 1_000 / elapsed.max(1);
        if elapsed < 1_000 || rate == 0 {
            return format!("{read}.");
        }
        let left = self.total.saturating_sub(self.done) / rate;
        format!("{read}, {} MB a second, about {} s left.", megabytes(rate), left + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_rest_are_told_after_a_second() {
        let early = Progress { since: 0, now: 10, done: 1_000_000, total: 4_000_000_000 };
        assert_eq!(early.sentence(), "1 of 4000 MB read, 0 %.");
        let later = Progress { now: 2_000, done: 1_000_000_000, ..early };
        assert_eq!(
            later.sentence(),
            "1000 of 4000 MB read, 25 %, 500 MB a second, about 7 s left."
        );
        let nothing = Progress { since: 0, now: 0, done: 0, total: 0 };
        assert_eq!(nothing.percent(), 100);
    }
}
