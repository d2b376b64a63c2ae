//! Which certificates do the logs tell of, and since when?
//!
//! One that is told in several layouts, with and without its dates, is one by its thumbprint.

use std::collections::BTreeMap;

use super::Counted;
use crate::facts::log::certificate::LoggedCertificate;
use crate::facts::log::event::Whose;
use crate::facts::log::tally::Use;
use crate::facts::log::texts::Text;
use crate::order::Sort;

/// A certificate with all that is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    pub whose: Whose,
    pub certificate: LoggedCertificate,
    pub shown: Use,
}

/// Each once, ours first, then by the number of sessions.
pub fn certificates(counted: &Counted<'_>) -> Vec<Shown> {
    let mut known: BTreeMap<(Whose, Text), Shown> = BTreeMap::new();
    let mut all: Vec<_> = counted.facts.certificates.iter().collect();
    all.order_by_key(|(key, _)| **key);
    for ((whose, certificate), shown) in all {
        let one = Shown { whose: *whose, certificate: *certificate, shown: *shown };
        known
            .entry((*whose, certificate.known_by()))
            .and_modify(|before| {
                before.certificate = before.certificate.then(*certificate);
                if shown.first < before.shown.first {
                    before.shown.example = shown.example;
                }
                before.shown.sessions += shown.sessions;
                before.shown.expired += shown.expired;
                before.shown.first = before.shown.first.min(shown.first);
                before.shown.last = before.shown.last.max(shown.last);
            })
            .or_insert(one);
    }
    let mut certificates: Vec<Shown> = known.into_values().collect();
    certificates.order_by_key(|one| (one.whose, std::cmp::Reverse(one.shown.sessions)));
    certificates
}
