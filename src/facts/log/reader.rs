//! How does one file, or a range of its lines, become facts?
//!
//! Bytes go in, in pieces of any size; sessions that begin and end in them are counted and forgotten,
//! others are handed on as parts. It knows no file system: whoever has the bytes feeds them.

use std::collections::HashMap;

use super::event::{Meaning, meaning};
use super::profile::address;
use super::session::{Place, Session};
use super::tally::{Coverage, LogFacts, MAX_EXAMPLES, SessionKey};
use crate::input::smtp_log::{Columns, Direction, Header, Line, Row, Scanner};

/// Sessions of one file that may be open at once; of more, all are handed on as parts.
const MAX_OPEN: usize = 200_000;

/// What is known of a file before its bytes are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFile {
    /// Index of the file among all.
    pub index: u32,
    /// The path without the file's own name; empty for a single file.
    pub folder: String,
    pub name: String,
}

pub struct LogReader {
    file: LogFile,
    scanner: Scanner,
    told: Told,
}

/// What the lines have told so far.
struct Told {
    file: u32,
    folder: String,
    /// By the header, else by the file's name; else each row tells.
    direction: Option<Direction>,
    open: HashMap<(Direction, u64), Session>,
    coverage: HashMap<Direction, Coverage>,
    /// The last local endpoint, which the next row most often repeats.
    local: Vec<u8>,
    facts: LogFacts,
}

impl LogReader {
    pub fn new(file: LogFile) -> Self {
        Self::at(file, 0, Columns::default(), None)
    }

    /// For a range that begins at `offset` with a line, of a file whose header has told the rest.
    pub fn at(file: LogFile, offset: u64, columns: Columns, header: Option<Direction>) -> Self {
        let told = Told {
            file: file.index,
            folder: file.folder.clone(),
            direction: header.or_else(|| by_name(&file.name)),
            open: HashMap::new(),
            coverage: HashMap::new(),
            local: Vec::new(),
            facts: LogFacts::default(),
        };
        Self { file, scanner: Scanner::at(offset, columns), told }
    }

    pub fn file(&self) -> &LogFile {
        &self.file
    }

    pub fn feed(&mut self, bytes: &[u8]) {
        let told = &mut self.told;
        self.scanner.feed(bytes, &mut |offset, line| told.line(offset, line));
    }

    /// The facts of what was fed. Sessions that are still open are among them as parts.
    pub fn finish(self) -> LogFacts {
        let mut told = self.told;
        self.scanner.finish(&mut |offset, line| told.line(offset, line));
        told.hand_on();
        for (direction, coverage) in std::mem::take(&mut told.coverage) {
            told.facts.cover(&told.folder, direction, coverage);
        }
        told.facts
    }
}

/// `RECV2023011116-1.LOG`, `SEND20200613-1.log`.
fn by_name(name: &str) -> Option<Direction> {
    let begins = |word: &str| name.get(..4).is_some_and(|head| head.eq_ignore_ascii_case(word));
    if begins("RECV") {
        Some(Direction::Receive)
    } else if begins("SEND") {
        Some(Direction::Send)
    } else {
        None
    }
}

impl Told {
    fn line(&mut self, offset: u64, line: Line<'_>) {
        match line {
            Line::Row(row) => self.row(Place { file: self.file, offset }, &row),
            Line::Header(header) => {
                if let Header::Direction(direction) = header {
                    self.direction = Some(direction);
                }
                self.facts.lines.not_needed += 1;
            }
            Line::Blank => self.facts.lines.not_needed += 1,
            Line::NotUnderstood => self.not_understood(offset),
        }
    }

    fn not_understood(&mut self, offset: u64) {
        self.facts.lines.not_understood += 1;
        if self.facts.examples.len() < MAX_EXAMPLES {
            self.facts.examples.insert(Place { file: self.file, offset });
        }
    }

    fn row(&mut self, place: Place, row: &Row<'_>) {
        // A receive connector is named with its server.
        let guessed =
            if row.connector.contains(&b'\\') { Direction::Receive } else { Direction::Send };
        let direction = self.direction.unwrap_or(guessed);
        let meaning = meaning(row, direction);
        match meaning {
            Meaning::NotNeeded => self.facts.lines.not_needed += 1,
            Meaning::NotUnderstood => self.not_understood(place.offset),
            _ => self.facts.lines.understood += 1,
        }
        self.coverage
            .entry(direction)
            .and_modify(|known| {
                known.rows += 1;
                known.first = known.first.min(row.time);
                known.last = known.last.max(row.time);
            })
            .or_insert(Coverage { rows: 1, first: row.time, last: row.time });
        if self.local != row.local.as_ref() {
            self.local = row.local.to_vec();
            if let Ok(local) = std::str::from_utf8(&self.local)
                && !local.is_empty()
            {
                self.facts.own_addresses.insert(address(local).to_owned());
            }
        }
        let key = (direction, row.session);
        // An id that begins anew is another session of a process that was restarted.
        if meaning == Meaning::Connected
            && let Some(before) = self.open.remove(&key)
        {
            self.part(key, before);
        }
        let session = self.open.entry(key).or_insert_with(|| Session::begun(row, place));
        session.fold(row, place, &meaning);
        // Nothing that follows its last row belongs to it.
        if session.closed.is_some()
            && let Some(closed) = self.open.remove(&key)
        {
            if closed.is_whole() {
                self.facts.count(&closed, direction);
            } else {
                self.part(key, closed);
            }
        }
        if self.open.len() > MAX_OPEN {
            self.hand_on();
        }
    }

    fn hand_on(&mut self) {
        for (key, session) in std::mem::take(&mut self.open) {
            self.part(key, session);
        }
    }

    fn part(&mut self, (direction, id): (Direction, u64), session: Session) {
        let key = SessionKey { folder: self.folder.clone(), direction, id };
        self.facts.parts.entry(key).or_default().push(session);
    }
}

#[cfg(test)]
mod tests;
