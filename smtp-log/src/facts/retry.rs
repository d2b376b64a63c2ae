//! Where was mail given in clear after a handshake had failed?
//!
//! An opportunistic Send connector whose handshake fails calls again at once and does not ask for
//! STARTTLS, though it is offered: two sessions of one remote address. Both are kept here with their
//! times until all sessions are known; they may lie in different files.

use super::session::Place;
use super::texts::Texts;
use crate::order::Sort;

/// Sessions of each kind that are kept of one remote address, the earliest ones.
const MAX_KEPT: usize = 256;
/// Milliseconds within which the second session follows: Exchange's first retry is a minute away.
const SOON: i64 = 5 * 60_000;

/// Sessions to one remote address that can be halves of such a pair.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Retries {
    /// Handshakes that failed: the beginning of the session in milliseconds since 1970, and its place.
    pub failed: Vec<(i64, Place)>,
    /// Deliveries in clear although STARTTLS was offered.
    pub clear: Vec<(i64, Place)>,
}

impl Retries {
    pub fn and(&mut self, other: Self, texts: &Texts) {
        for (kept, more) in [(&mut self.failed, other.failed), (&mut self.clear, other.clear)] {
            kept.extend(more);
            kept.order_by(|one, other| {
                one.0.cmp(&other.0).then_with(|| one.1.compare(other.1, texts))
            });
            kept.truncate(MAX_KEPT);
        }
    }

    /// Each delivery in clear that follows a failure soon, with that failure.
    pub fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut clear = self.clear.iter().peekable();
        for (index, (failed, place)) in self.failed.iter().enumerate() {
            while clear.next_if(|(begun, _)| begun < failed).is_some() {}
            let next = self.failed.get(index + 1).map_or(i64::MAX, |(time, _)| *time);
            let answers = |begun: i64| begun <= failed + SOON && begun < next.max(failed + 1);
            if let Some((begun, answer)) = clear.next_if(|(begun, _)| answers(*begun)) {
                pairs.push(Pair {
                    failed: *failed,
                    failure: *place,
                    clear: *begun,
                    delivery: *answer,
                });
            }
        }
        pairs
    }
}

/// A failed handshake, and the delivery in clear behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Milliseconds since 1970.
    pub failed: i64,
    pub failure: Place,
    pub clear: i64,
    pub delivery: Place,
}

#[cfg(test)]
mod tests {
    use super::super::texts::Text;
    use super::*;

    fn at(times: &[i64]) -> Vec<(i64, Place)> {
        times.iter().map(|time| (*time, Place { file: Text::EMPTY, offset: 0 })).collect()
    }

    #[test]
    fn a_pair_is_a_failure_and_what_follows_it_soon() {
        let pairs = |failed: &[i64], clear: &[i64]| {
            let retries = Retries { failed: at(failed), clear: at(clear) };
            retries.pairs().iter().map(|pair| (pair.failed, pair.clear)).collect::<Vec<_>>()
        };
        assert_eq!(pairs(&[1_000], &[1_200]), [(1_000, 1_200)]);
        assert_eq!(pairs(&[1_000], &[900]), [], "before the failure");
        assert_eq!(pairs(&[1_000], &[1_000 + SOON + 1]), [], "too late");
        assert_eq!(pairs(&[1_000, 5_000], &[5_100]), [(5_000, 5_100)], "the failure before it");
        assert_eq!(pairs(&[1_000, 5_000], &[1_100, 5_100]).len(), 2);
        assert_eq!(pairs(&[1_000, 1_000], &[1_000, 1_000]).len(), 2, "at the same moment");
    }
}
