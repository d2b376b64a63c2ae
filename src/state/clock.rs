//! Which dates matter to the chains that stand on the page, and where on a slider do they stand?
//!
//! A stop for each day, and one for each date at its second: a step leads to the next day or to the next
//! date, whichever comes first. The range is that of the server's certificate and of whatever ends or begins
//! within its life, so that a root of thirty years does not press ninety days into a hair. It judges nothing.

use super::State;
use crate::order::Sort;
use crate::report::{ChainReport, Report};
use crate::timestamp::{Timestamp, duration_in_words};

const DAY: i64 = 86_400;

/// Chains whose dates are shown.
const MAX_CHAINS: usize = 8;

/// Dates that are shown.
const MAX_MARKS: usize = 48;

/// Days beside the first and the last date.
const MARGIN: i64 = 14;

/// A slider over days and dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Days since 1970.
    first_day: i64,
    last_day: i64,
    now: Timestamp,
    /// In order, each moment once.
    pub marks: Vec<Mark>,
    /// The stops between which the first chain holds by its dates.
    pub holds: Option<(i64, i64)>,
}

/// A date that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub at: Timestamp,
    /// "'mail.example' ends".
    pub what: String,
    pub kind: Kind,
}

/// The gravest counts where several things happen at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Begins,
    Now,
    Ends,
}

impl Kind {
    /// The word used for classes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Begins => "begins",
            Self::Now => "now",
            Self::Ends => "ends",
        }
    }
}

impl State {
    /// The slider for the report that is shown, and the moment that it stands at. `now` is the page's clock.
    pub fn clock(&self, now: Timestamp) -> Option<(Clock, Timestamp)> {
        let report = &self.shown.as_ref()?.report;
        let typed = self.asked.at.trim();
        let at = if typed.is_empty() { now } else { Timestamp::parse(typed)? };
        Some((Clock::of(report, at, now)?, at))
    }
}

impl Clock {
    /// `None` where no chain has a date. `asked` is the moment in the field.
    pub fn of(report: &Report, asked: Timestamp, now: Timestamp) -> Option<Self> {
        let mut marks = Vec::new();
        let (mut first, mut last) = (asked.min(now), asked.max(now));
        for chain in report.chains.iter().take(MAX_CHAINS) {
            dates(report, chain, &mut marks, (&mut first, &mut last));
        }
        if marks.is_empty() {
            return None;
        }
        marks.push(Mark { at: now, what: "now".into(), kind: Kind::Now });
        marks.order_by_key(|mark| mark.at);
        let mut merged: Vec<Mark> = Vec::new();
        for mark in marks.into_iter().filter(|mark| first <= mark.at && mark.at <= last) {
            let room = merged.len() < MAX_MARKS || mark.kind == Kind::Now;
            match merged.last_mut() {
                Some(before) if before.at == mark.at => {
                    if !before.what.contains(&mark.what) {
                        before.what.push_str(", ");
                        before.what.push_str(&mark.what);
                    }
                    before.kind = before.kind.max(mark.kind);
                }
                _ if room => merged.push(mark),
                _ => {}
            }
        }
        let mut clock = Self {
            first_day: day(first).saturating_sub(MARGIN),
            last_day: day(last).saturating_add(MARGIN),
            now,
            marks: merged,
            holds: None,
        };
        clock.holds = report.chains.first().and_then(|chain| {
            let (from, until) = (chain.holds_from?, chain.holds_until?);
            (from <= until).then(|| (clock.stop(from), clock.stop(until)))
        });
        Some(clock)
    }

    /// The number of the last stop; the first one is 0.
    pub fn last(&self) -> i64 {
        self.last_day - self.first_day + count(self.between().count())
    }

    /// The last stop that is not after a moment.
    pub fn stop(&self, at: Timestamp) -> i64 {
        let before = self.between().filter(|between| *between <= at).count();
        (day(at) - self.first_day + count(before)).clamp(0, self.last())
    }

    /// The moment of a stop.
    pub fn at(&self, stop: i64) -> Timestamp {
        let stop = stop.clamp(0, self.last());
        let mut passed = 0;
        for between in self.between() {
            let own = day(between) - self.first_day + 1 + passed;
            if own == stop {
                return between;
            }
            if own > stop {
                break;
            }
            passed += 1;
        }
        Timestamp::from_unix_seconds((self.first_day + stop - passed).saturating_mul(DAY))
    }

    /// The moments that have a stop of their own between those of the days.
    fn between(&self) -> impl Iterator<Item = Timestamp> {
        self.marks.iter().map(|mark| mark.at).filter(|at| !is_midnight(*at))
    }

    /// What stands in the field for a stop: nothing for now.
    pub fn field(&self, stop: i64) -> String {
        let at = self.at(stop);
        if at == self.now { String::new() } else { at.rfc3339() }
    }

    /// "2027-03-01 12:00:00Z, 100 days from now: 'mail.example' ends".
    pub fn says(&self, at: Timestamp) -> String {
        let away = at.seconds_since(self.now);
        let when = match away {
            0 => ", now".to_owned(),
            1.. => format!(", {} from now", duration_in_words(away)),
            _ => format!(", {} ago", duration_in_words(away)),
        };
        let what = self.marks.iter().find(|mark| mark.at == at && away != 0);
        let what = what.map_or_else(String::new, |mark| format!(": {}", mark.what));
        format!("{}{when}{what}", at.readable())
    }
}

/// The dates of a chain's best path, and the range that they ask for.
fn dates(
    report: &Report,
    chain: &ChainReport,
    marks: &mut Vec<Mark>,
    (first, last): (&mut Timestamp, &mut Timestamp),
) {
    let Some(path) = chain.paths.first() else { return };
    let mut reach = |at: Timestamp| {
        *first = at.min(*first);
        *last = at.max(*last);
    };
    let mut life = None;
    for sha256 in &path.certificates {
        let known = report.certificates.iter().find(|known| known.sha256 == *sha256);
        let Some(certificate) = known else { continue };
        let (begins, ends) = (certificate.not_before, certificate.not_after);
        let (from, until) = *life.get_or_insert((begins, ends));
        if begins >= from {
            reach(begins);
        }
        if ends <= until {
            reach(ends);
        }
        for (at, word, kind) in [(begins, "begins", Kind::Begins), (ends, "ends", Kind::Ends)] {
            marks.push(Mark { at, what: format!("'{}' {word}", certificate.name), kind });
        }
    }
    if let (Some(from), Some(until)) = (chain.holds_from, chain.holds_until) {
        reach(from);
        reach(until);
        // An anchor that is not in the input has no other date here.
        if marks.iter().all(|mark| mark.at != until) {
            let what = "the trust anchor ends".into();
            marks.push(Mark { at: until, what, kind: Kind::Ends });
        }
    }
}

const fn day(at: Timestamp) -> i64 {
    at.unix_seconds().div_euclid(DAY)
}

const fn is_midnight(at: Timestamp) -> bool {
    at.unix_seconds().rem_euclid(DAY) == 0
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clock(moments: &[i64], now: i64) -> Clock {
        let at = Timestamp::from_unix_seconds;
        let mut all: Vec<i64> = moments.to_vec();
        all.push(now);
        all.sort_unstable();
        all.dedup();
        let mark = |second: &i64| Mark { at: at(*second), what: "x".into(), kind: Kind::Ends };
        Clock {
            first_day: all[0].div_euclid(DAY) - MARGIN,
            last_day: all[all.len() - 1].div_euclid(DAY) + MARGIN,
            now: at(now),
            marks: all.iter().map(mark).collect(),
            holds: None,
        }
    }

    #[test]
    fn a_step_leads_to_the_next_day_or_to_the_next_date() {
        let clock = clock(&[DAY + 5, DAY + 9, 2 * DAY], 0);
        let start = clock.stop(Timestamp::from_unix_seconds(0));
        let steps: Vec<i64> = (0..5).map(|step| clock.at(start + step).unix_seconds()).collect();
        assert_eq!(steps, [0, DAY, DAY + 5, DAY + 9, 2 * DAY]);
        assert_eq!(clock.field(start), "");
        assert_eq!(clock.field(start + 2), "1970-01-02T00:00:05Z");
        assert_eq!(clock.says(clock.at(start + 2)), "1970-01-02 00:00:05Z, 24 hours from now: x");
        assert_eq!(clock.says(clock.at(start)), "1970-01-01 00:00:00Z, now");
    }

    proptest! {
        #[test]
        fn stops_and_moments_are_one_to_one_and_in_order(
            moments in prop::collection::vec(-400_i64 * DAY..400 * DAY, 0..12),
            now in -400_i64 * DAY..400 * DAY,
        ) {
            let clock = clock(&moments, now);
            let mut before = None;
            for stop in 0..=clock.last() {
                let at = clock.at(stop);
                prop_assert_eq!(clock.stop(at), stop);
                prop_assert!(before < Some(at));
                before = Some(at);
            }
            for mark in &clock.marks {
                prop_assert_eq!(clock.at(clock.stop(mark.at)), mark.at);
            }
        }

        #[test]
        fn no_date_is_too_far(stop: i64, moment: i64) {
            let clock = clock(&[0, 253_402_300_799], 7);
            let at = Timestamp::from_unix_seconds(moment);
            prop_assert!((0..=clock.last()).contains(&clock.stop(at)));
            prop_assert!(clock.at(stop) >= clock.at(0));
        }
    }
}
