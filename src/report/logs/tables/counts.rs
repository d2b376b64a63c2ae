//! Sessions by version, by where they come from, by connector, algorithm and time.
//!
//! Every one counts the same sessions; partners have tables of their own.

use super::{Maker, earliest};
use crate::checks::log::{LogCase, percent, time};
use crate::facts::log::Direction;
use crate::facts::log::answer::Filter;
use crate::facts::log::answer::census::Census;
use crate::facts::log::answer::few::Few;
use crate::facts::log::negotiation::{Algorithm, Negotiation, Version};
use crate::facts::log::profile::{Kind, Outcome, Profile};
use crate::facts::log::scope::{SCOPES, Scope};
use crate::facts::log::session::Place;
use crate::order::Sort;
use crate::report::LogTable;
use crate::visible::quoted;

/// Hours of one table: two months.
const MAX_HOURS: usize = 24 * 62;

/// Inbound and outbound beside each other.
struct Sides([Census; 2], [u64; 2], Few<Kind, (i64, Place)>);

pub(super) fn versions(logs: &LogCase<'_>) -> LogTable {
    let mut sides = Sides([Census::default(), Census::default()], [0; 2], Few::default());
    for (profile, tally) in
        logs.counted.sessions(Filter { scope: Some(Scope::Internet), ..Filter::default() })
    {
        let kind = profile.outcome.kind();
        let side = usize::from(profile.direction == Direction::Send);
        sides.0[side].add(kind, tally.sessions);
        earliest(&mut sides.2, kind, tally);
    }
    sides.1 = [sides.0[0].decided(), sides.0[1].decided()];
    let mut maker = Maker::new(
        logs,
        "versions",
        "TLS versions of what faces the Internet",
        "A session counts once, under the version of its last successful handshake. Shares are of the sessions that came to the decision: fragments and connections that never stood are counted beside them. Talk among Exchange servers, probes, loopback and private networks is not in here.",
        &[
            ("Version", false),
            ("Inbound", true),
            ("Share inbound", false),
            ("Outbound", true),
            ("Share outbound", false),
        ],
    );
    let mut kinds: Vec<(&Kind, &(i64, Place))> = sides.2.iter().collect();
    // The newest version on top, what is no version behind.
    kinds.order_by_key(|(kind, _)| match kind {
        Kind::Version(version) => (0, Some(std::cmp::Reverse(*version)), **kind),
        _ => (1, None, **kind),
    });
    for (kind, (_, place)) in kinds {
        let decided = !matches!(kind, Kind::Fragment | Kind::NotReached);
        let cells = [0, 1].map(|side| {
            let count = sides.0[side].of_kind(*kind);
            let share = if decided && sides.1[side] > 0 {
                percent(count, sides.1[side])
            } else {
                String::new()
            };
            [count.to_string(), share]
        });
        let mut row = vec![quoted(kind.word(&logs.counted.facts.texts))];
        row.extend(cells.into_iter().flatten());
        maker.row(row, Some(*place));
    }
    maker.done()
}

const KINDS: &[(&str, bool)] = &[
    ("Sessions", true),
    ("TLS 1.3", true),
    ("TLS 1.2", true),
    ("TLS 1.1", true),
    ("TLS 1.0", true),
    ("SSL and others", true),
    ("No TLS", true),
    ("Failed", true),
    ("Unfinished", true),
    ("Not connected", true),
    ("Fragments", true),
];

/// The counts of a census in the columns of `KINDS`.
pub(super) fn counts(census: &Census) -> Vec<String> {
    let of = |version: Version| census.of_kind(Kind::Version(version));
    let known = [Version::Tls13, Version::Tls12, Version::Tls11, Version::Tls10].map(of);
    let versions: u64 = census
        .kinds
        .iter()
        .filter(|(kind, _)| matches!(kind, Kind::Version(_)))
        .map(|(_, count)| count)
        .sum();
    let mut counts = vec![census.all()];
    counts.extend(known);
    counts.push(versions - known.iter().sum::<u64>());
    counts.extend(
        [Kind::Clear, Kind::Failed, Kind::Unfinished, Kind::NotReached, Kind::Fragment]
            .map(|kind| census.of_kind(kind)),
    );
    counts.iter().map(ToString::to_string).collect()
}

pub(super) fn with_kinds(head: &'static [(&'static str, bool)]) -> Vec<(&'static str, bool)> {
    [head, KINDS].concat()
}

pub(super) fn scopes(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "scopes",
        "Where sessions come from and go to",
        "All sessions of both directions. A delivery that a front end hands on to the transport service counts as the front end's; the second half is among those between Exchange servers.",
        &with_kinds(&[("Other side", false)]),
    );
    for scope in SCOPES {
        let filter = Filter { scope: Some(scope), ..Filter::default() };
        let census = Census::of(logs.counted.sessions(filter));
        if census.all() > 0 {
            let first = logs.counted.sessions(filter).min_by_key(|(_, tally)| tally.first);
            let mut row = vec![scope.word().to_owned()];
            row.extend(counts(&census));
            maker.row(row, first.map(|(_, tally)| tally.example));
        }
    }
    maker.done()
}

pub(super) fn by(
    logs: &LogCase<'_>,
    id: &str,
    title: &str,
    name: impl Fn(&LogCase<'_>, &Profile) -> String,
) -> LogTable {
    let mut groups: Few<String, Census> = Few::default();
    let mut examples = Few::default();
    for (profile, tally) in logs.counted.sessions(Filter::default()) {
        let name = name(logs, profile);
        groups.of(name.clone(), Census::default).add(profile.outcome.kind(), tally.sessions);
        earliest(&mut examples, name, tally);
    }
    let columns = [&[("Name", false)][..], KINDS].concat();
    let mut maker = Maker::new(logs, id, title, "All sessions of both directions.", &columns);
    for (name, census) in groups.into_entries() {
        let example = examples.get(&name).map(|(_, place)| *place);
        let mut row = vec![name];
        row.extend(counts(&census));
        maker.row(row, example);
    }
    maker.done()
}

/// Cipher, hash and key exchange of every handshake that succeeded.
pub(super) fn algorithms(logs: &LogCase<'_>) -> LogTable {
    let mut groups: Few<Negotiation, u64> = Few::default();
    let mut examples = Few::default();
    for (profile, tally) in logs.counted.sessions(Filter::default()) {
        if let Outcome::Negotiated(negotiation) = profile.outcome {
            // Whose role is named says nothing of the algorithms.
            let agreed = Negotiation { as_server: None, ..negotiation };
            *groups.of(agreed, || 0) += tally.sessions;
            earliest(&mut examples, agreed, tally);
        }
    }
    let mut maker = Maker::new(
        logs,
        "algorithms",
        "Ciphers, hashes and key exchanges",
        "All sessions of both directions with TLS. A log names no cipher suite; a hash of strength 0 belongs to an AEAD cipher, whose integrity is its own.",
        &[
            ("Version", false),
            ("Cipher", false),
            ("Hash", false),
            ("Key exchange", false),
            ("Sessions", true),
        ],
    );
    let mut groups = groups.into_entries();
    groups.order_by_key(|(agreed, sessions)| (std::cmp::Reverse(*sessions), *agreed));
    for (agreed, sessions) in groups {
        let algorithm = |one: Algorithm| match one.bits {
            _ if one.name.is_empty() => "not told".to_owned(),
            0 => format!("{} (AEAD)", logs.shown(one.name)),
            bits => format!("{}, {bits} bits", logs.shown(one.name)),
        };
        maker.row(
            vec![
                quoted(agreed.version.word(&logs.counted.facts.texts)),
                algorithm(agreed.cipher),
                algorithm(agreed.hash),
                algorithm(agreed.key_exchange),
                sessions.to_string(),
            ],
            examples.get(&agreed).map(|(_, place)| *place),
        );
    }
    maker.done()
}

pub(super) fn times(logs: &LogCase<'_>, id: &str, title: &str, hours: i64) -> LogTable {
    let mut groups: Few<i64, Census> = Few::default();
    for (hour, count) in &logs.counted.facts.hours {
        let begun = hour.hour.div_euclid(hours) * hours;
        groups.of(begun, Census::default).add(hour.kind, *count);
    }
    let columns = [&[("Begun (UTC)", false)][..], KINDS].concat();
    let mut maker = Maker::new(
        logs,
        id,
        title,
        "All sessions of both directions, by their first row.",
        &columns,
    );
    let left_out = groups.len().saturating_sub(MAX_HOURS);
    for (hour, census) in groups.into_entries().into_iter().skip(left_out) {
        let begun = time(hour.saturating_mul(3_600_000));
        let begun = if hours == 24 { begun.get(..10).unwrap_or(&begun).to_owned() } else { begun };
        let mut row = vec![begun];
        row.extend(counts(&census));
        maker.row(row, None);
    }
    maker.table.left_out += left_out;
    maker.done()
}
