//! What do all sessions say together?
//!
//! Counts by profile and by hour, the certificates that were shown, what the files cover, and every line
//! accounted for. How the facts of several readings add up is the affair of `adding`. Where a table is full
//! the totals stay exact and the rest is counted as "others".

use super::certificate::LoggedCertificate;
use super::event::Whose;
use super::profile::{Kind, Outcome, Profile};
use super::quick::QuickMap;
use super::retry::Retries;
use super::scope::Scope;
use super::session::{Place, Session};
use super::texts::{Text, Texts};
use crate::rows::Direction;

/// Profiles that are kept apart; sessions of further ones are counted without name, domain and address.
pub const MAX_PROFILES: usize = 400_000;
/// Examples of lines that are not understood, the first ones.
pub const MAX_EXAMPLES: usize = 20;
/// Certificates that are listed.
pub const MAX_CERTIFICATES: usize = 20_000;
/// Remote addresses whose failures are compared with deliveries in clear.
pub const MAX_RETRIES: usize = 20_000;

const HOUR: i64 = 3_600_000;

/// Which session a row belongs to: ids are unique to a server's process, so files of one folder share
/// them and files of different folders do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct SessionKey {
    pub folder: Text,
    pub direction: Direction,
    pub id: u64,
}

/// Sessions that began in one hour and went alike.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Hour {
    /// Hours since 1970.
    pub hour: i64,
    pub direction: Direction,
    pub folder: Text,
    pub connector: Text,
    pub scope: Scope,
    pub kind: Kind,
}

/// Everything that was read, added up.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LogFacts {
    pub texts: Texts,
    pub profiles: QuickMap<Profile, Tally>,
    pub hours: QuickMap<Hour, u64>,
    pub certificates: QuickMap<(Whose, LoggedCertificate), Use>,
    /// Send sessions by folder and remote address.
    pub retries: QuickMap<(Text, Text), Retries>,
    /// Addresses at which our side was reached or from which it called.
    pub own_addresses: QuickMap<Text, ()>,
    pub coverage: QuickMap<(Text, Direction), Coverage>,
    pub lines: LineCounts,
    /// Places of lines that are not understood.
    pub examples: Vec<Place>,
    /// Sessions that did not begin and end in what was read together.
    pub parts: Vec<(SessionKey, Session)>,
}

/// Sessions that went alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    pub sessions: u64,
    /// Of these, sessions whose first or last row is not in the input.
    pub fragments: u64,
    /// Of the first rows, milliseconds since 1970.
    pub first: i64,
    pub last: i64,
    /// Where the first of them begins.
    pub example: Place,
}

/// When a certificate was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Use {
    pub sessions: u64,
    /// Of these, sessions that began after its end.
    pub expired: u64,
    pub first: i64,
    pub last: i64,
    /// Where the first of them begins.
    pub example: Place,
}

/// What the files of one folder and direction hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Coverage {
    pub rows: u64,
    pub first: i64,
    pub last: i64,
}

/// Every line of the input is one of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            understood: self.understood + other.understood,
            not_needed: self.not_needed + other.not_needed,
            not_understood: self.not_understood + other.not_understood,
        }
    }
}

impl Coverage {
    pub fn and(self, other: Self) -> Self {
        Self {
            rows: self.rows + other.rows,
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }
}

impl Tally {
    fn and(self, other: Self, texts: &Texts) -> Self {
        Self {
            sessions: self.sessions + other.sessions,
            fragments: self.fragments + other.fragments,
            first: self.first.min(other.first),
            last: self.last.max(other.last),
            example: earlier((self.first, self.example), (other.first, other.example), texts),
        }
    }
}

impl Use {
    fn and(self, other: Self, texts: &Texts) -> Self {
        Self {
            sessions: self.sessions + other.sessions,
            expired: self.expired + other.expired,
            first: self.first.min(other.first),
            last: self.last.max(other.last),
            example: earlier((self.first, self.example), (other.first, other.example), texts),
        }
    }
}

fn earlier(one: (i64, Place), other: (i64, Place), texts: &Texts) -> Place {
    let order = one.0.cmp(&other.0).then_with(|| one.1.compare(other.1, texts));
    if order.is_le() { one.1 } else { other.1 }
}

impl LogFacts {
    /// Counts a session of which no row can come any more.
    pub fn count(&mut self, session: &Session, key: SessionKey) {
        let profile = Profile::of(session, key.direction, key.folder, &self.texts);
        let (start, example) = (session.first.time, session.first.place);
        let hour = Hour {
            hour: start.div_euclid(HOUR),
            direction: key.direction,
            folder: key.folder,
            connector: profile.connector,
            scope: profile.scope,
            kind: profile.outcome.kind(),
        };
        *self.hours.entry(hour).or_default() += 1;
        for (whose, certificate) in [(Whose::Ours, session.ours), (Whose::Theirs, session.theirs)] {
            let Some(certificate) = certificate.filter(|told| !told.is_empty()) else { continue };
            let over = certificate.not_after.is_some_and(|end| start > end.saturating_mul(1_000));
            let expired = u64::from(over);
            let shown = Use { sessions: 1, expired, first: start, last: start, example };
            self.shown((whose, certificate), shown);
        }
        if key.direction == Direction::Send {
            let (failed, clear) = match profile.outcome {
                Outcome::Failed(_) => (vec![(start, example)], vec![]),
                Outcome::Clear { offered: true } if profile.delivered => {
                    (vec![], vec![(start, example)])
                }
                _ => (vec![], vec![]),
            };
            if !failed.is_empty() || !clear.is_empty() {
                self.retried((key.folder, profile.remote), Retries { failed, clear });
            }
        }
        // What never connected has no rows that could be missing.
        let is_part = !session.is_whole() && profile.outcome.kind() != Kind::NotReached;
        let fragments = u64::from(is_part);
        let one = Tally { sessions: 1, fragments, first: start, last: start, example };
        self.tally(profile, one);
    }

    pub(super) fn shown(&mut self, key: (Whose, LoggedCertificate), shown: Use) {
        if let Some(known) = self.certificates.get_mut(&key) {
            *known = known.and(shown, &self.texts);
        } else if self.certificates.len() < MAX_CERTIFICATES {
            self.certificates.insert(key, shown);
        }
    }

    pub(super) fn retried(&mut self, key: (Text, Text), more: Retries) {
        if let Some(known) = self.retries.get_mut(&key) {
            known.and(more, &self.texts);
        } else if self.retries.len() < MAX_RETRIES {
            self.retries.insert(key, more);
        }
    }

    pub(super) fn tally(&mut self, profile: Profile, more: Tally) {
        let full = self.profiles.len() >= MAX_PROFILES && !self.profiles.contains_key(&profile);
        let profile = if full { profile.anybody() } else { profile };
        let texts = &self.texts;
        self.profiles
            .entry(profile)
            .and_modify(|known| *known = known.and(more, texts))
            .or_insert(more);
    }

    /// Rows were read: what the files cover grows by them.
    pub fn cover(&mut self, folder: Text, direction: Direction, more: Coverage) {
        self.coverage
            .entry((folder, direction))
            .and_modify(|known| *known = known.and(more))
            .or_insert(more);
    }

    /// A line that is not understood.
    pub fn not_understood(&mut self, place: Place) {
        self.lines.not_understood += 1;
        if self.examples.len() < MAX_EXAMPLES {
            self.examples.push(place);
        }
    }

    /// Sessions, fragments among them.
    pub fn sessions(&self) -> u64 {
        self.profiles.values().map(|tally| tally.sessions).sum()
    }
}
