//! The sessions of one folder in time: many at once, each row when it is due.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::io;
use std::vec::IntoIter;

use crate::calendar::{BEGIN, Clock, DAY};
use crate::dialogue::{Dialogue, Proof, Row};
use crate::files::{Files, Write};
use crate::partner::Partner;
use crate::random::Random;
use crate::server::{Role, STREAMS, Stream};
use crate::truth::{Told, Truth};
use crate::{internet, own};

/// About what a session takes in the file.
const SESSION_BYTES: u64 = 3_500;
/// Sessions that had begun before the log did.
const BEGUN_BEFORE: u64 = 3;

struct Session {
    id: u64,
    /// `,local,remote,` as it stands in the row.
    endpoints: String,
    remote: String,
    rows: IntoIter<Row>,
    next: Row,
    sequence: u32,
    told: Told,
    partner: Option<u32>,
    /// The session in clear that follows if this one fails.
    retry: Option<Box<Planned>>,
    /// The failed session that this one follows.
    retry_of: Option<u64>,
}

struct Planned {
    remote: String,
    rows: Vec<Row>,
    partner: Option<u32>,
    retry: Option<Box<Self>>,
}

pub(crate) struct Play<'a> {
    stream: &'static Stream,
    number: u64,
    partners: u32,
    random: Random,
    sessions: HashMap<u64, Session>,
    /// When each open session's next row is due.
    due: BinaryHeap<Reverse<(i64, u64)>>,
    begun: u64,
    failed: HashSet<u64>,
    truth: &'a mut Truth,
}

const fn id(stream: u64, number: u64) -> u64 {
    0x08DD_0000_0000_0000 + (stream << 36) + number * 3
}

#[expect(clippy::too_many_arguments, reason = "one call, by the plan")]
pub(crate) fn stream(
    stream: &'static Stream,
    number: u64,
    bytes: u64,
    partners: u32,
    random: Random,
    mut files: Files,
    truth: &mut Truth,
    write: &mut Write<'_>,
) -> io::Result<()> {
    let mut play = Play {
        stream,
        number,
        partners: partners.clamp(1, 100_000),
        random,
        sessions: HashMap::new(),
        due: BinaryHeap::new(),
        begun: 0,
        failed: HashSet::new(),
        truth,
    };
    // Sessions come in bursts, and the bursts fill a week.
    let pause_between_bursts = 2 * 7 * DAY as u64 / (bytes / SESSION_BYTES / 12).max(1);
    let mut arrival = BEGIN + number as i64 * 1_117;
    let mut clock = Clock::default();
    let limit = play.truth.bytes + bytes;
    while play.truth.bytes + (files.out.len() as u64) < limit {
        let next_row = play.due.peek().map_or(i64::MAX, |Reverse((time, _))| *time);
        if arrival <= next_row {
            let planned = play.planned();
            play.begin(planned, arrival, None);
            let burst = !play.random.chance(80);
            let pause = if burst { 700 } else { pause_between_bursts };
            arrival += play.random.below(pause.max(1)) as i64;
            continue;
        }
        files.before_row(next_row, play.truth, write)?;
        if play.random.below(200_000) == 0 {
            files.header(next_row, play.truth);
        }
        if play.random.below(50_000) == 0 {
            play.truth.not_understood += 1;
            files.line(b"2026-11-20T10:00:00.000Z,a row that was cut", play.truth);
        }
        play.emit(&mut clock, &mut files);
    }
    let mut open: Vec<Session> = play.sessions.drain().map(|(_, session)| session).collect();
    open.sort_by_key(|session| session.id);
    for session in open {
        play.ended(session);
    }
    files.flush(play.truth, write)
}

impl Play<'_> {
    /// The next session, and from where it comes.
    fn planned(&mut self) -> Planned {
        let (stream, partners) = (self.stream, self.partners);
        let random = &mut self.random;
        let partner = Partner::of(random.rank(partners));
        let kind = random.below(1_000);
        let address = partner.address(random);
        let mut dialogue = Dialogue::new(stream, random);
        let mut retry = None;
        let (remote, known) = match (stream.role, stream.receives) {
            (Role::Hub, true) | (Role::FrontEnd, false) => {
                // The front end's log of receiving stands before or behind: ids are a matter of counting.
                let front_end = (0..).zip(&STREAMS).find(|(_, other)| {
                    other.role == Role::FrontEnd
                        && other.receives
                        && other.server.name == stream.server.name
                });
                let session = id(front_end.map_or(0, |(number, _)| number), self.begun);
                own::proxied(&mut dialogue, session, &partner);
                (stream.server.address.to_owned(), None)
            }
            (Role::FrontEnd, true) => match kind {
                0..60 => {
                    own::balancer(&mut dialogue);
                    ("10.0.0.9".to_owned(), None)
                }
                60..90 => {
                    own::health(&mut dialogue);
                    (if kind < 75 { "127.0.0.1" } else { "[::1]" }.to_owned(), None)
                }
                90..120 => {
                    own::device(&mut dialogue);
                    (format!("10.0.3.{}", kind), None)
                }
                120..180 if stream.server.name == "EX2" => {
                    // A balancer with source NAT: one address stands for all partners.
                    internet::receive(&mut dialogue, &partner);
                    ("10.0.0.200".to_owned(), Some(partner.number))
                }
                _ => {
                    internet::receive(&mut dialogue, &partner);
                    (address, Some(partner.number))
                }
            },
            (Role::Hub, false) if kind < 15 => {
                internet::not_reached(&mut dialogue, &address);
                (address, None)
            }
            (Role::Hub, false) => {
                if internet::send(&mut dialogue, &partner) {
                    let mut second = Dialogue::new(stream, dialogue.random);
                    internet::send_in_clear(&mut second, &partner);
                    retry = Some(Box::new(Planned {
                        remote: address.clone(),
                        rows: second.rows,
                        partner: Some(partner.number),
                        retry: None,
                    }));
                }
                (address, Some(partner.number))
            }
        };
        Planned { remote, rows: dialogue.rows, partner: known, retry }
    }

    fn begin(&mut self, mut planned: Planned, time: i64, retry_of: Option<u64>) {
        let id = id(self.number, self.begun);
        self.begun += 1;
        let mut sequence = 0;
        if self.begun <= BEGUN_BEFORE && planned.rows.len() > 2 {
            let skipped = 1 + self.random.below(planned.rows.len() as u64 - 2) as usize;
            planned.rows.drain(..skipped);
            sequence = skipped as u32;
        }
        let mut rows = planned.rows.into_iter();
        let Some(next) = rows.next() else { return };
        let port = 1_024 + self.random.below(60_000);
        let own = self.stream.server.address;
        let endpoints = if self.stream.receives {
            format!(",{own}:25,{}:{port},", planned.remote)
        } else {
            format!(",{own}:{port},{}:25,", planned.remote)
        };
        let (remote, partner, retry) = (planned.remote, planned.partner, planned.retry);
        let told = Told::default();
        let session =
            Session { id, endpoints, remote, rows, next, sequence, told, partner, retry, retry_of };
        self.due.push(Reverse((time, id)));
        self.sessions.insert(id, session);
    }

    /// Writes the row that is due.
    fn emit(&mut self, clock: &mut Clock, files: &mut Files) {
        let Some(Reverse((time, id))) = self.due.pop() else { return };
        let Some(mut session) = self.sessions.remove(&id) else { return };
        let row = &session.next;
        let out = &mut files.out;
        clock.write(time, out);
        out.push(b',');
        out.extend_from_slice(self.stream.connector.as_bytes());
        out.push(b',');
        for digit in (0..16).rev() {
            out.push(b"0123456789ABCDEF"[(id >> (4 * digit) & 0xf) as usize]);
        }
        out.push(b',');
        out.extend_from_slice(session.sequence.to_string().as_bytes());
        out.extend_from_slice(session.endpoints.as_bytes());
        out.push(row.event as u8);
        for field in [&row.data, &row.context] {
            out.push(b',');
            write_field(field, out);
        }
        files.end(self.truth);
        self.truth.row(time);
        session.told.take(row.proof);
        self.truth.not_understood += u64::from(row.proof == Proof::NotUnderstood);
        session.sequence += 1;
        if let Some(next) = session.rows.next() {
            self.due.push(Reverse((time + next.pause, id)));
            session.next = next;
            self.sessions.insert(id, session);
            return;
        }
        let retry = session.retry.take();
        self.ended(session);
        if let Some(retry) = retry {
            let pause = 200 + self.random.below(1_500) as i64;
            self.begin(*retry, time + pause, Some(id));
        }
    }

    /// No row of it follows, or none that is in the files.
    fn ended(&mut self, session: Session) {
        let told = session.told;
        if !told.any {
            return;
        }
        let is_loopback = session.remote == "127.0.0.1" || session.remote == "[::1]";
        let receives = self.stream.receives;
        let is_private = session.remote.starts_with("10.");
        let is_silent = told.opened && told.closed && !told.named && !told.asked && !told.delivered;
        let scope = if is_loopback {
            "loopback"
        } else if told.probe || (receives && is_silent) {
            "probe"
        } else if told.internal {
            "internal"
        } else if is_private {
            "private"
        } else {
            "internet"
        };
        self.truth.session(&told, if receives { "receive" } else { "send" }, scope);
        self.truth.partners.extend(session.partner);
        if told.failed {
            self.failed.insert(session.id);
        }
        let after_failure = session.retry_of.is_some_and(|first| self.failed.contains(&first));
        if after_failure && told.delivered && told.opened && told.closed {
            self.truth.retries_in_clear += 1;
        }
    }
}

impl Told {
    fn take(&mut self, proof: Proof) {
        self.any = true;
        match proof {
            Proof::Nothing | Proof::NotUnderstood => {}
            Proof::Opened => self.opened = true,
            Proof::Closed => self.closed = true,
            Proof::Named => self.named = true,
            Proof::Asked => self.asked = true,
            Proof::AskedAnonymously => {
                self.asked = true;
                self.internal = true;
            }
            Proof::Version(version) => self.version = Some(version),
            Proof::Failed => self.failed = true,
            Proof::NotReached => self.not_reached = true,
            Proof::Internal => self.internal = true,
            Proof::Probe => self.probe = true,
            Proof::Delivered => self.delivered = true,
        }
    }
}

/// RFC 4180: quotes where a comma or a quote stands in it.
fn write_field(field: &str, out: &mut Vec<u8>) {
    if !field.bytes().any(|byte| matches!(byte, b',' | b'"')) {
        out.extend_from_slice(field.as_bytes());
        return;
    }
    out.push(b'"');
    for byte in field.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}
