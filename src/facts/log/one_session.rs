//! Which rows does one session have?
//!
//! They are read again from the place where the session begins. Rows of other sessions stand between them,
//! so the reading goes on until the session ends, or until nothing more is worth looking for. What the rows
//! add up to is counted elsewhere; here each is kept as it stands.

use super::event::{Command, Meaning, meaning};
use super::reader::Head;
use crate::input::smtp_log::{Columns, Direction, Event, Header, Line, MAX_LINE, Row, read};
use crate::input::{Text, secret};
use crate::span::SourceId;

/// Rows of one session that are kept.
const MAX_ROWS: usize = 1_000;
/// Bytes of one row that are kept.
const MAX_ROW: usize = 8 << 10;
/// Bytes behind the session's last row after which it is given up.
const MAX_GAP: u64 = 64 << 20;

/// A part of a session's way (RFC 5321, RFC 3207), in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Connect,
    Ehlo,
    StartTls,
    Handshake,
    Authentication,
    Mail,
    End,
}

/// A row as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// UTC, in milliseconds since 1970.
    pub time: i64,
    /// `None` = it goes on with the stage before.
    pub stage: Option<Stage>,
    /// Without its secrets.
    pub line: String,
}

/// Why no further row is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The session did.
    Closed,
    /// Its id was given to another one.
    Left,
    TooManyRows,
    /// Nothing of it in many megabytes.
    NothingMore,
    /// With the file.
    File,
    /// At the place stands no row of a session, but the line that is told.
    NoRow,
}

/// Takes the bytes from a place on.
pub struct SessionRows {
    columns: Columns,
    direction: Option<Direction>,
    session: Option<u64>,
    last_sequence: u32,
    /// The beginning of a line whose end has not come.
    carry: Vec<u8>,
    since_last: u64,
    rows: Vec<SessionRow>,
    ended: Option<Ended>,
}

impl SessionRows {
    /// For the session whose row stands at the place from which bytes are fed, in a file with this head.
    pub fn new(head: Head) -> Self {
        Self {
            columns: head.columns,
            direction: head.direction,
            session: None,
            last_sequence: 0,
            carry: Vec::new(),
            since_last: 0,
            rows: Vec::new(),
            ended: None,
        }
    }

    /// The next bytes; false where no more are wanted.
    pub fn feed(&mut self, bytes: &[u8]) -> bool {
        let mut rest = bytes;
        while let (None, Some(end)) = (self.ended, memchr::memchr(b'\n', rest)) {
            let (line, after) = (&rest[..end], &rest[end + 1..]);
            rest = after;
            if self.carry.is_empty() {
                self.line(line);
            } else {
                let mut whole = std::mem::take(&mut self.carry);
                whole.extend_from_slice(line);
                self.line(&whole);
            }
        }
        if self.ended.is_none() {
            // A line that is too long is no row: its end is looked for, its bytes are let go.
            if self.carry.len() <= MAX_LINE {
                self.carry.extend_from_slice(rest);
            }
            self.since_last += bytes.len() as u64;
            if self.since_last > MAX_GAP {
                self.ended = Some(Ended::NothingMore);
            }
        }
        self.ended.is_none()
    }

    /// The rows, with the reason why there is no further one.
    pub fn finish(mut self) -> (Vec<SessionRow>, Ended) {
        let last = std::mem::take(&mut self.carry);
        if self.ended.is_none() && !last.is_empty() {
            self.line(&last);
        }
        (self.rows, self.ended.unwrap_or(Ended::File))
    }

    fn line(&mut self, line: &[u8]) {
        let read =
            if line.len() > MAX_LINE { Line::NotUnderstood } else { read(line, self.columns) };
        match read {
            Line::Row(row) => self.row(&row, line),
            Line::Header(Header::Fields(columns)) => self.columns = columns,
            Line::Header(_) | Line::Blank | Line::NotUnderstood if self.session.is_none() => {
                let line = masked(line.get(..MAX_ROW).unwrap_or(line));
                self.rows.push(SessionRow { time: 0, stage: None, line });
                self.ended = Some(Ended::NoRow);
            }
            Line::Header(_) | Line::Blank | Line::NotUnderstood => {}
        }
    }

    fn row(&mut self, row: &Row<'_>, line: &[u8]) {
        if *self.session.get_or_insert(row.session) != row.session {
            return;
        }
        let begins_again = row.sequence == 0 && self.last_sequence > 0;
        if begins_again {
            self.ended = Some(Ended::Left);
            return;
        }
        let receives = row.connector.contains(&b'\\');
        let by_row = if receives { Direction::Receive } else { Direction::Send };
        let stage = stage(&meaning(row, self.direction.unwrap_or(by_row)));
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = masked(line.get(..MAX_ROW).unwrap_or(line));
        self.rows.push(SessionRow { time: row.time, stage, line });
        self.last_sequence = row.sequence;
        self.since_last = 0;
        if row.event == Event::Disconnect {
            self.ended = Some(Ended::Closed);
        } else if self.rows.len() >= MAX_ROWS {
            self.ended = Some(Ended::TooManyRows);
        }
    }
}

fn masked(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(line).into_owned();
    let text = Text { source: SourceId(0), bytes: text.into_bytes(), binary: false };
    let (text, _) = secret::mask(text).value;
    String::from_utf8_lossy(&text.bytes).into_owned()
}

fn stage(meaning: &Meaning<'_>) -> Option<Stage> {
    match meaning {
        Meaning::Connected | Meaning::NotReached(_) => Some(Stage::Connect),
        Meaning::Disconnected(_) => Some(Stage::End),
        Meaning::Command(Command::Ehlo(_)) => Some(Stage::Ehlo),
        Meaning::Command(Command::StartTls | Command::AnonymousTls) => Some(Stage::StartTls),
        Meaning::Negotiated(_)
        | Meaning::Failed(_)
        | Meaning::Certificate(..)
        | Meaning::ChainStatus(_)
        | Meaning::Capabilities { .. }
        | Meaning::RevocationFailure(_) => Some(Stage::Handshake),
        Meaning::Command(Command::Auth) => Some(Stage::Authentication),
        Meaning::Command(Command::MailFrom(_) | Command::RcptTo(_) | Command::Content) => {
            Some(Stage::Mail)
        }
        Meaning::CertificatePart(..)
        | Meaning::Command(Command::Other)
        | Meaning::Reply(_)
        | Meaning::Proxied(_)
        | Meaning::NotNeeded
        | Meaning::NotUnderstood => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "2026-11-20T10:00:00.000Z,EX1\\Default,0000000000000001,0,10.0.0.1:25,198.51.100.7:4711,+,,\r
2026-11-20T10:00:00.010Z,EX1\\Default,0000000000000002,0,10.0.0.1:25,198.51.100.8:4711,+,,\r
2026-11-20T10:00:01.000Z,EX1\\Default,0000000000000001,1,10.0.0.1:25,198.51.100.7:4711,<,EHLO mx.partner.example,\r
#Software: Microsoft Exchange Server\r
2026-11-20T10:00:02.000Z,EX1\\Default,0000000000000001,2,10.0.0.1:25,198.51.100.7:4711,<,STARTTLS,\r
2026-11-20T10:00:02.100Z,EX1\\Default,0000000000000002,1,10.0.0.1:25,198.51.100.8:4711,-,,Remote\r
2026-11-20T10:00:03.000Z,EX1\\Default,0000000000000001,3,10.0.0.1:25,198.51.100.7:4711,-,,Local\r
";

    fn told(text: &str, pieces: usize) -> (Vec<SessionRow>, Ended) {
        let mut session = SessionRows::new(Head::default());
        for piece in text.as_bytes().chunks(pieces) {
            if !session.feed(piece) {
                break;
            }
        }
        session.finish()
    }

    #[test]
    fn any_split_gives_the_rows_of_the_first_session_alone() {
        let (rows, ended) = told(LOG, LOG.len());
        assert_eq!(ended, Ended::Closed);
        let stages: Vec<_> = rows.iter().filter_map(|row| row.stage).collect();
        assert_eq!(stages, [Stage::Connect, Stage::Ehlo, Stage::StartTls, Stage::End]);
        assert!(rows.iter().all(|row| row.line.contains("0000000000000001")));
        for pieces in 1..80 {
            assert_eq!(told(LOG, pieces), (rows.clone(), ended), "{pieces}");
        }
    }

    #[test]
    fn why_there_is_no_further_row_is_told() {
        let cut = &LOG[..LOG.find("2026-11-20T10:00:02.100Z").expect("a row")];
        assert_eq!(told(cut, 50).1, Ended::File);
        let again = format!("{cut}{LOG}");
        assert_eq!((told(&again, 64).0.len(), told(&again, 64).1), (3, Ended::Left));
        let no_row = SessionRow { time: 0, stage: None, line: "no row".into() };
        assert_eq!(told("no row\n", 3), (vec![no_row], Ended::NoRow));
        assert_eq!(told(&LOG[5..], 500).1, Ended::NoRow);
    }
}
