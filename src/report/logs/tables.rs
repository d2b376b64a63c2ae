//! Each answer of the logs as a table, in the order in which they are asked for.
//!
//! A count in one table is never a sum of another one's rounded values: all come from the same sessions.

use std::collections::BTreeMap;

use super::super::lines::Lines;
use super::{LogColumn, LogPlace, LogRow, LogTable};
use crate::checks::log::{LogCase, fate, percent, time};
use crate::checks::log_errors::error;
use crate::facts::log::Direction;
use crate::facts::log::answer::Filter;
use crate::facts::log::answer::census::Census;
use crate::facts::log::answer::failure::Stage;
use crate::facts::log::event::Whose;
use crate::facts::log::negotiation::Negotiation;
use crate::facts::log::profile::{Kind, Outcome, Profile};
use crate::facts::log::scope::{SCOPES, Scope};
use crate::facts::log::session::Place;
use crate::facts::log::tally::Tally;
use crate::facts::log::texts::Text;
use crate::span::{SourceId, Span};
use crate::visible::quoted;

/// Rows of one table that are listed.
const MAX_ROWS: usize = 5_000;
/// Hours of one table: two months.
const MAX_HOURS: usize = 24 * 62;

pub(super) fn tables(logs: &LogCase<'_>, lines: &Lines<'_>) -> Vec<LogTable> {
    let mut tables = vec![
        coverage(logs),
        versions(logs),
        scopes(logs),
        forecast(logs),
        partners(logs),
        failures(logs),
        clear_after_failure(logs),
        refusals(logs),
        certificates(logs),
        by(logs, "connectors", "By connector", |logs, profile| {
            format!("{} ({})", logs.shown(profile.connector), direction(profile.direction))
        }),
        by(logs, "folders", "By folder", |logs, profile| match profile.folder {
            Text::EMPTY => "(no folder)".into(),
            folder => logs.shown(folder),
        }),
        algorithms(logs),
        times(logs, "days", "By day", 24),
        times(logs, "hours", "By hour", 1),
    ];
    tables.retain(|table| !table.rows.is_empty());
    for place in
        tables.iter_mut().flat_map(|table| &mut table.rows).filter_map(|row| row.example.as_mut())
    {
        let span = place.source.map(|source| Span {
            source: SourceId(source),
            start: place.offset,
            end: place.offset,
        });
        place.line = span.and_then(|span| lines.line(span));
    }
    tables
}

struct Maker<'a, 'b> {
    logs: &'a LogCase<'b>,
    table: LogTable,
}

impl<'a, 'b> Maker<'a, 'b> {
    fn new(
        logs: &'a LogCase<'b>,
        id: &str,
        title: &str,
        sentence: impl Into<String>,
        columns: &[(&str, bool)],
    ) -> Self {
        let column = |(title, number): &(&str, bool)| LogColumn {
            title: (*title).to_owned(),
            number: *number,
        };
        let table = LogTable {
            id: id.to_owned(),
            title: title.to_owned(),
            sentence: sentence.into(),
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
            left_out: 0,
        };
        Self { logs, table }
    }

    fn row(&mut self, cells: Vec<String>, example: Option<Place>) {
        if self.table.rows.len() >= MAX_ROWS {
            self.table.left_out += 1;
            return;
        }
        let example = example.map(|place| LogPlace {
            file: quoted(self.logs.counted.text(place.file)),
            offset: place.offset,
            source: self.logs.source(place).map(|source| source.0),
            line: None,
        });
        self.table.rows.push(LogRow { cells, example });
    }

    fn done(self) -> LogTable {
        self.table
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Receive => "inbound",
        Direction::Send => "outbound",
    }
}

fn coverage(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "coverage",
        "What the logs cover",
        "Only what is logged can be counted: a connector whose ProtocolLoggingLevel is not Verbose leaves no row. By default only Default Frontend and the FrontEnd's own send connector log.",
        &[
            ("Folder", false),
            ("Role", false),
            ("Direction", false),
            ("Rows", true),
            ("First", false),
            ("Last", false),
        ],
    );
    let mut all: Vec<_> = logs.counted.facts.coverage.iter().collect();
    all.sort_by_key(|(key, _)| **key);
    for ((folder, side), covered) in all {
        let name = logs.shown(*folder);
        maker.row(
            vec![
                if name.is_empty() { "(no folder)".into() } else { name.clone() },
                role(&name).into(),
                direction(*side).into(),
                covered.rows.to_string(),
                time(covered.first),
                time(covered.last),
            ],
            None,
        );
    }
    maker.done()
}

/// By the folders that Exchange 2013 and later use ("Protocol logging", default locations).
fn role(folder: &str) -> &'static str {
    let has = |word: &str| folder.split(['/', '\\']).any(|part| part.eq_ignore_ascii_case(word));
    if has("FrontEnd") {
        "FrontEnd"
    } else if has("Hub") {
        "Hub"
    } else if has("Edge") {
        "Edge"
    } else if has("Mailbox") {
        "Mailbox"
    } else {
        "not told"
    }
}

/// Inbound and outbound beside each other.
struct Sides([Census; 2], [u64; 2], BTreeMap<Kind, (i64, Place)>);

fn versions(logs: &LogCase<'_>) -> LogTable {
    let mut sides = Sides([Census::default(), Census::default()], [0; 2], BTreeMap::new());
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
    kinds.sort_by_key(|(kind, _)| match kind {
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

fn earliest<K: Ord>(examples: &mut BTreeMap<K, (i64, Place)>, key: K, tally: &Tally) {
    let one = (tally.first, tally.example);
    examples
        .entry(key)
        .and_modify(|known| {
            if one.0 < known.0 {
                *known = one;
            }
        })
        .or_insert(one);
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
fn counts(census: &Census) -> Vec<String> {
    use crate::facts::log::negotiation::Version;
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

fn with_kinds(head: &'static [(&'static str, bool)]) -> Vec<(&'static str, bool)> {
    [head, KINDS].concat()
}

fn scopes(logs: &LogCase<'_>) -> LogTable {
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

fn by(
    logs: &LogCase<'_>,
    id: &str,
    title: &str,
    name: impl Fn(&LogCase<'_>, &Profile) -> String,
) -> LogTable {
    let mut groups: BTreeMap<String, Census> = BTreeMap::new();
    let mut examples = BTreeMap::new();
    for (profile, tally) in logs.counted.sessions(Filter::default()) {
        let name = name(logs, profile);
        groups.entry(name.clone()).or_default().add(profile.outcome.kind(), tally.sessions);
        earliest(&mut examples, name, tally);
    }
    let columns = [&[("Name", false)][..], KINDS].concat();
    let mut maker = Maker::new(logs, id, title, "All sessions of both directions.", &columns);
    for (name, census) in groups {
        let example = examples.get(&name).map(|(_, place)| *place);
        let mut row = vec![name];
        row.extend(counts(&census));
        maker.row(row, example);
    }
    maker.done()
}

/// Cipher, hash and key exchange of every handshake that succeeded.
fn algorithms(logs: &LogCase<'_>) -> LogTable {
    let mut groups: BTreeMap<Negotiation, u64> = BTreeMap::new();
    let mut examples = BTreeMap::new();
    for (profile, tally) in logs.counted.sessions(Filter::default()) {
        if let Outcome::Negotiated(negotiation) = profile.outcome {
            // Whose role is named says nothing of the algorithms.
            let agreed = Negotiation { as_server: None, ..negotiation };
            *groups.entry(agreed).or_default() += tally.sessions;
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
    let mut groups: Vec<(Negotiation, u64)> = groups.into_iter().collect();
    groups.sort_by_key(|(agreed, sessions)| (std::cmp::Reverse(*sessions), *agreed));
    for (agreed, sessions) in groups {
        let algorithm = |one: crate::facts::log::negotiation::Algorithm| match one.bits {
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

fn times(logs: &LogCase<'_>, id: &str, title: &str, hours: i64) -> LogTable {
    let mut groups: BTreeMap<i64, Census> = BTreeMap::new();
    for (hour, count) in &logs.counted.facts.hours {
        groups.entry(hour.hour.div_euclid(hours) * hours).or_default().add(hour.kind, *count);
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
    for (hour, census) in groups.into_iter().skip(left_out) {
        let begun = time(hour.saturating_mul(3_600_000));
        let begun = if hours == 24 { begun.get(..10).unwrap_or(&begun).to_owned() } else { begun };
        let mut row = vec![begun];
        row.extend(counts(&census));
        maker.row(row, None);
    }
    maker.table.left_out += left_out;
    maker.done()
}

fn partners(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "partners",
        "Partners",
        "What faces the Internet: by the domain of the EHLO name, by the mail's domain where a hoster sends for many, else by address; outbound by the recipient's domain, or by the smart host.",
        &with_kinds(&[
            ("Partner", false),
            ("Direction", false),
            ("First", false),
            ("Last", false),
            ("Share in clear", false),
            ("Addresses", true),
            ("Certificates", true),
        ]),
    );
    for partner in &logs.partners {
        let census = &partner.census;
        let mut row = vec![
            logs.called(partner.key),
            direction(partner.direction).into(),
            time(partner.first()),
            time(partner.last()),
            percent(census.of_kind(Kind::Clear), census.decided()),
            partner.addresses.len().to_string(),
            partner.certificates.len().to_string(),
        ];
        row.extend(counts(census));
        let worst = partner.examples.values().next();
        maker.row(row, worst.copied());
    }
    maker.done()
}

fn forecast(logs: &LogCase<'_>) -> LogTable {
    let span = logs.totals.span.map_or_else(String::new, |(first, last)| {
        format!(" These logs cover {} to {}.", time(first), time(last))
    });
    let mut maker = Maker::new(
        logs,
        "forecast",
        "If TLS 1.0 and 1.1 are switched off, and if TLS is required",
        format!(
            "A log shows what was agreed on, not what could have been; who did not write in these days is not in here.{span}"
        ),
        &[
            ("Partner", false),
            ("Direction", false),
            ("Sessions", true),
            ("Below TLS 1.2", true),
            ("Last below TLS 1.2", false),
            ("TLS 1.0 and 1.1 off", false),
            ("TLS required", false),
        ],
    );
    for forecast in &logs.forecasts {
        maker.row(
            vec![
                logs.called(forecast.key),
                direction(forecast.direction).into(),
                forecast.sessions.to_string(),
                forecast.obsolete.to_string(),
                forecast.last_obsolete.map(time).unwrap_or_default(),
                fate(forecast.without_old).into(),
                fate(forecast.tls_required).into(),
            ],
            forecast.example,
        );
    }
    maker.done()
}

fn failures(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "failures",
        "Failures by cause",
        "All sessions of both directions; one that failed in several ways is in several rows.",
        &[
            ("Where", false),
            ("Direction", false),
            ("Cause", false),
            ("What it means", false),
            ("Sessions", true),
            ("Addresses", true),
            ("First", false),
            ("Last", false),
        ],
    );
    for failure in &logs.failures {
        let cause = logs.counted.text(failure.cause);
        let (cause, meaning) = match failure.stage {
            Stage::Handshake => error(cause),
            Stage::Unfinished => (
                "no row tells how it ended".to_owned(),
                "the connection broke, or the other side gave up, during the handshake",
            ),
            Stage::Reply => (cause.to_owned(), "see the findings"),
            Stage::ChainStatus => {
                (cause.to_owned(), "what Exchange's own check says of the other side's certificate")
            }
        };
        let stage = match failure.stage {
            Stage::Handshake => "handshake failed",
            Stage::Unfinished => "handshake unfinished",
            Stage::Reply => "reply",
            Stage::ChainStatus => "certificate check",
        };
        maker.row(
            vec![
                stage.into(),
                direction(failure.direction).into(),
                quoted(&cause),
                meaning.into(),
                failure.sessions.to_string(),
                failure.remotes.to_string(),
                time(failure.first),
                time(failure.last),
            ],
            Some(failure.example),
        );
    }
    maker.done()
}

fn clear_after_failure(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "clear-after-failure",
        "Given in clear after a failed handshake",
        "Two sessions with one address: the handshake failed, and a new session gave the mail without STARTTLS within five minutes. Of each address at most 256 failures are compared.",
        &[
            ("Address", false),
            ("Times", true),
            ("First failure", false),
            ("Last delivery in clear", false),
        ],
    );
    let mut rows: Vec<_> = crate::facts::log::answer::forecast::retries(&logs.counted)
        .filter(|(_, pairs)| !pairs.is_empty())
        .collect();
    rows.sort_by_key(|(remote, pairs)| (std::cmp::Reverse(pairs.len()), *remote));
    for (remote, pairs) in rows {
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { continue };
        maker.row(
            vec![logs.shown(remote), pairs.len().to_string(), time(first.failed), time(last.clear)],
            Some(first.failure),
        );
    }
    maker.done()
}

/// What we presented and what they answered.
fn refusals(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "refusals",
        "What we presented, and who refused it",
        "Sessions of ours that presented a certificate and were answered with words on TLS.",
        &[
            ("Host", false),
            ("Address", false),
            ("Connector", false),
            ("Certificate", false),
            ("Reply", false),
            ("Sessions", true),
            ("First", false),
            ("Last", false),
        ],
    );
    for (profile, tally) in logs.refused() {
        maker.row(
            vec![
                logs.shown(profile.peer),
                logs.shown(profile.remote),
                logs.shown(profile.connector),
                logs.certificate_called(Whose::Ours, profile.ours),
                logs.shown(profile.refusal),
                tally.sessions.to_string(),
                time(tally.first),
                time(tally.last),
            ],
            Some(tally.example),
        );
    }
    maker.done()
}

fn certificates(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "certificates",
        "Certificates in the logs",
        "Each once, by its thumbprint. A session is held against the certificate's end at its own time.",
        &[
            ("Whose", false),
            ("Subject", false),
            ("Issuer", false),
            ("Thumbprint", false),
            ("Names", false),
            ("Valid until", false),
            ("Sessions", true),
            ("After its end", true),
            ("First", false),
            ("Last", false),
        ],
    );
    for one in &logs.certificates {
        let certificate = one.certificate;
        maker.row(
            vec![
                match one.whose {
                    Whose::Ours => "ours".into(),
                    Whose::Theirs => "theirs".into(),
                },
                logs.shown(certificate.subject.or(certificate.names)),
                logs.shown(certificate.issuer),
                logs.shown(certificate.thumbprint),
                logs.shown(certificate.alternate_names),
                certificate
                    .not_after
                    .map(|end| time(end.saturating_mul(1_000)))
                    .unwrap_or_default(),
                one.shown.sessions.to_string(),
                one.shown.expired.to_string(),
                time(one.shown.first),
                time(one.shown.last),
            ],
            Some(one.shown.example),
        );
    }
    maker.done()
}
