//! What do all sessions say together?
//!
//! Counts by profile and by hour, the certificates that were shown, what the files cover, and every line
//! accounted for. Facts of two readings add up to the facts of both, in any order; sessions whose rows
//! lie in several of them are kept as parts until `settle`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::certificate::LoggedCertificate;
use super::event::Whose;
use super::profile::{Outcome, Profile};
use super::session::{Place, Session};
use crate::input::smtp_log::Direction;

/// Profiles that are kept apart; sessions of further ones are counted without name, domain and address.
pub const MAX_PROFILES: usize = 400_000;
/// Examples of lines that are not understood.
pub const MAX_EXAMPLES: usize = 20;
/// Certificates that are listed.
pub const MAX_CERTIFICATES: usize = 20_000;

const HOUR: i64 = 3_600_000;

/// Which session a row belongs to: ids are unique to a server's process, so files of one folder share
/// them and files of different folders do not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionKey {
    pub folder: String,
    pub direction: Direction,
    pub id: u64,
}

/// Everything that was read, added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFacts {
    pub profiles: HashMap<Profile, Tally>,
    /// By the hour of a session's first row, counted from 1970.
    pub hours: BTreeMap<(i64, Direction, Kind), u64>,
    pub certificates: BTreeMap<(Whose, LoggedCertificate), Use>,
    /// Addresses at which our side was reached or from which it called.
    pub own_addresses: BTreeSet<String>,
    pub coverage: BTreeMap<(String, Direction), Coverage>,
    pub lines: LineCounts,
    /// Places of lines that are not understood, the first ones of each reading.
    pub examples: BTreeSet<Place>,
    /// Rows of sessions that did not begin and end in what was read together.
    pub parts: BTreeMap<SessionKey, Vec<Session>>,
}

/// Sessions that went alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    pub sessions: u64,
    /// Of these, sessions whose first or last row is not in the input.
    pub fragments: u64,
    /// Of the first rows, milliseconds since 1970.
    pub first: i64,
    pub last: i64,
    /// Where one of them begins.
    pub example: Place,
}

/// What became of TLS, without the details.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Version(super::negotiation::Version),
    Failed,
    Unfinished,
    Clear,
    Fragment,
}

impl From<&Outcome> for Kind {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Negotiated(negotiation) => Self::Version(negotiation.version.clone()),
            Outcome::Failed(_) => Self::Failed,
            Outcome::Unfinished => Self::Unfinished,
            Outcome::Clear { .. } => Self::Clear,
            Outcome::Fragment => Self::Fragment,
        }
    }
}

/// When a certificate was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    pub sessions: u64,
    pub first: i64,
    pub last: i64,
    pub example: Place,
}

/// What the files of one folder and direction hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    pub rows: u64,
    pub first: i64,
    pub last: i64,
}

/// Every line of the input is one of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineCounts {
    pub understood: u64,
    /// Known to say nothing on TLS: headers, blank lines, the rest of the talk.
    pub not_needed: u64,
    pub not_understood: u64,
}

impl LineCounts {
    pub const fn all(self) -> u64 {
        self.understood + self.not_needed + self.not_understood
    }
}

impl LogFacts {
    /// Counts a session of which no row can come any more.
    pub fn count(&mut self, session: &Session, direction: Direction) {
        let profile = Profile::of(session, direction);
        let start = session.first.time;
        let hour = (start.div_euclid(HOUR), direction, Kind::from(&profile.outcome));
        *self.hours.entry(hour).or_default() += 1;
        for (whose, certificate) in [(Whose::Ours, &session.ours), (Whose::Theirs, &session.theirs)]
        {
            let told = certificate.as_ref().filter(|certificate| !certificate.is_empty());
            if let Some(certificate) = told {
                let shown =
                    Use { sessions: 1, first: start, last: start, example: session.first.place };
                self.shown((whose, certificate.clone()), shown);
            }
        }
        let one = Tally {
            sessions: 1,
            fragments: u64::from(!session.is_whole()),
            first: start,
            last: start,
            example: session.first.place,
        };
        self.tally(profile, one);
    }

    fn shown(&mut self, key: (Whose, LoggedCertificate), shown: Use) {
        let full = self.certificates.len() >= MAX_CERTIFICATES;
        if full && !self.certificates.contains_key(&key) {
            return;
        }
        self.certificates
            .entry(key)
            .and_modify(|known| {
                known.sessions += shown.sessions;
                known.first = known.first.min(shown.first);
                known.last = known.last.max(shown.last);
                known.example = known.example.min(shown.example);
            })
            .or_insert(shown);
    }

    fn tally(&mut self, profile: Profile, more: Tally) {
        let full = self.profiles.len() >= MAX_PROFILES && !self.profiles.contains_key(&profile);
        let profile = if full {
            let (remote, ehlo, domain, theirs) = Default::default();
            Profile { remote, ehlo, domain, theirs, ..profile }
        } else {
            profile
        };
        self.profiles
            .entry(profile)
            .and_modify(|known| {
                known.sessions += more.sessions;
                known.fragments += more.fragments;
                known.first = known.first.min(more.first);
                known.last = known.last.max(more.last);
                known.example = known.example.min(more.example);
            })
            .or_insert(more);
    }

    /// A row was read: what the files cover grows by it.
    pub fn cover(&mut self, folder: &str, direction: Direction, more: Coverage) {
        let key = (folder.to_owned(), direction);
        self.coverage
            .entry(key)
            .and_modify(|known| {
                known.rows += more.rows;
                known.first = known.first.min(more.first);
                known.last = known.last.max(more.last);
            })
            .or_insert(more);
    }

    /// The facts of both readings.
    pub fn and(mut self, other: Self) -> Self {
        for (profile, tally) in other.profiles {
            self.tally(profile, tally);
        }
        for (hour, count) in other.hours {
            *self.hours.entry(hour).or_default() += count;
        }
        for (key, shown) in other.certificates {
            self.shown(key, shown);
        }
        self.own_addresses.extend(other.own_addresses);
        for ((folder, direction), coverage) in other.coverage {
            self.cover(&folder, direction, coverage);
        }
        self.lines.understood += other.lines.understood;
        self.lines.not_needed += other.lines.not_needed;
        self.lines.not_understood += other.lines.not_understood;
        self.examples.extend(other.examples);
        while self.examples.len() > MAX_EXAMPLES {
            self.examples.pop_last();
        }
        for (key, parts) in other.parts {
            self.parts.entry(key).or_default().extend(parts);
        }
        self
    }

    /// Puts the parts of sessions together and counts them: nothing more will be read.
    pub fn settle(mut self) -> Self {
        for (key, mut parts) in std::mem::take(&mut self.parts) {
            // Numbers may repeat in an edited file: then the place decides.
            parts.sort_by_key(|part| (part.first.time, part.first.sequence, part.first.place));
            let mut current: Option<Session> = None;
            for part in parts {
                current = match current {
                    // A process that was restarted may give an id again.
                    Some(before) if before.closed.is_some() || part.opened => {
                        self.count(&before, key.direction);
                        Some(part)
                    }
                    Some(before) => Some(before.then(part)),
                    None => Some(part),
                };
            }
            if let Some(last) = current {
                self.count(&last, key.direction);
            }
        }
        self
    }

    /// Sessions, fragments among them.
    pub fn sessions(&self) -> u64 {
        self.profiles.values().map(|tally| tally.sessions).sum()
    }
}
