//! How many sessions went how?
//!
//! A session counts once, under the version of its last successful handshake, or under what became of
//! TLS where none succeeded.

use super::few::Few;
use crate::facts::log::negotiation::Version;
use crate::facts::log::profile::{Kind, Outcome, Profile};
use crate::facts::log::tally::Tally;

/// Sessions by what became of TLS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    pub kinds: Few<Kind, u64>,
}

impl Census {
    pub fn of<'a>(sessions: impl Iterator<Item = (&'a Profile, &'a Tally)>) -> Self {
        let mut census = Self::default();
        for (profile, tally) in sessions {
            census.add(profile.outcome.kind(), tally.sessions);
        }
        census
    }

    pub fn add(&mut self, kind: Kind, sessions: u64) {
        *self.kinds.of(kind, || 0) += sessions;
    }

    pub fn of_kind(&self, kind: Kind) -> u64 {
        self.kinds.get(&kind).copied().unwrap_or_default()
    }

    pub fn all(&self) -> u64 {
        self.kinds.values().sum()
    }

    /// Sessions that came to where TLS is decided: connected, and both ends of them are in the input.
    pub fn decided(&self) -> u64 {
        self.all() - self.of_kind(Kind::Fragment) - self.of_kind(Kind::NotReached)
    }

    /// Sessions of versions that RFC 8996 forbids, and of older ones.
    pub fn obsolete(&self) -> u64 {
        self.kinds.iter().filter(|(kind, _)| is_obsolete(**kind)).map(|(_, count)| count).sum()
    }

    /// The newest version that was ever agreed on; one that is not known is none.
    pub fn newest(&self) -> Option<Version> {
        let known = self.kinds.keys().filter_map(|kind| match kind {
            Kind::Version(Version::Other(_)) => None,
            Kind::Version(version) => Some(*version),
            _ => None,
        });
        known.max()
    }
}

/// SSL, TLS 1.0 and TLS 1.1 (RFC 8996, RFC 7568, RFC 6176).
pub const fn is_obsolete(kind: Kind) -> bool {
    matches!(kind, Kind::Version(Version::Ssl2 | Version::Ssl3 | Version::Tls10 | Version::Tls11))
}

/// The contract's counts: every session in one of four classes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub by_version: Few<Version, u64>,
    /// STARTTLS never asked for, as far as the rows tell.
    pub without_tls: u64,
    /// A failure row and no success.
    pub failed: u64,
    /// STARTTLS asked for, and neither row.
    pub unfinished: u64,
    /// Sessions whose first or last row is not in the input; they are in the classes above too.
    pub fragments: u64,
    pub sessions: u64,
    /// Of the first rows, milliseconds since 1970; `None` without sessions.
    pub span: Option<(i64, i64)>,
}

impl Totals {
    pub fn of<'a>(sessions: impl IntoIterator<Item = (&'a Profile, &'a Tally)>) -> Self {
        let mut totals = Self::default();
        for (profile, tally) in sessions {
            let class = match profile.outcome {
                Outcome::Negotiated(told) => totals.by_version.of(told.version, || 0),
                Outcome::Failed(_) => &mut totals.failed,
                Outcome::Unfinished | Outcome::Fragment { asked: true } => &mut totals.unfinished,
                Outcome::Clear { .. }
                | Outcome::NotReached(_)
                | Outcome::Fragment { asked: false } => &mut totals.without_tls,
            };
            *class += tally.sessions;
            totals.sessions += tally.sessions;
            totals.fragments += tally.fragments;
            let (first, last) = totals.span.unwrap_or((tally.first, tally.last));
            totals.span = Some((first.min(tally.first), last.max(tally.last)));
        }
        totals
    }
}
