//! How does one file, or a range of its lines, become facts?
//!
//! Bytes go in, in pieces of any size; sessions that begin and end in them are counted and forgotten,
//! others are handed on as parts. It knows no file system: whoever has the bytes feeds them.

use std::sync::Arc;

use super::event::{Meaning, meaning};
use super::quick::QuickMap;
use super::session::{Place, Session};
use super::tally::{Coverage, LogFacts, SessionKey};
use super::texts::{Text, Texts};
use super::wording::Wording;
use crate::rows::{Columns, Direction, Header, Line, Row, Scanner};

/// Sessions of one file that may be open at once; of more, all are handed on as parts.
const MAX_OPEN: usize = 100_000;

/// What is known of a file before its bytes are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LogFile {
    /// The path without the file's own name; empty for a single file.
    pub folder: String,
    pub name: String,
}

impl LogFile {
    /// Of a path with slashes of either kind.
    pub fn at(path: &str) -> Self {
        match path.rsplit_once(['/', '\\']) {
            Some((folder, name)) => Self { folder: folder.to_owned(), name: name.to_owned() },
            None => Self { folder: String::new(), name: path.to_owned() },
        }
    }

    /// The path that places name it by.
    pub fn path(&self) -> String {
        if self.folder.is_empty() {
            return self.name.clone();
        }
        format!("{}/{}", self.folder, self.name)
    }
}

/// What a file's head tells of the rows that follow: a range in its middle is read by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub columns: Columns,
    pub direction: Option<Direction>,
}

/// Is told of every session whose beginning and end are there, when it ends.
pub type Each = Arc<dyn Fn(SessionKey, &Session, &Texts) + Send + Sync>;

pub struct LogReader {
    scanner: Scanner,
    told: Told,
}

/// What the lines have told so far.
struct Told {
    file: Text,
    folder: Text,
    /// By the header, else by the file's name; else each row tells.
    direction: Option<Direction>,
    /// Of the head by which the reading began.
    columns: Columns,
    /// A header within differs from the head by which the reading began.
    differs: bool,
    open: Open,
    /// Of receive rows, of send rows.
    coverage: [Option<Coverage>; 2],
    wording: Wording,
    each: Option<Each>,
    facts: LogFacts,
}

/// Sessions that have begun and not ended. They are large: they lie still while their numbers move.
#[derive(Default)]
struct Open {
    numbers: QuickMap<(Direction, u64), usize>,
    sessions: Vec<Session>,
    /// Places that are free again.
    free: Vec<usize>,
}

impl Open {
    fn find(&self, id: (Direction, u64)) -> Option<usize> {
        self.numbers.get(&id).copied()
    }

    fn at(&mut self, at: usize) -> &mut Session {
        &mut self.sessions[at]
    }

    fn begin(&mut self, id: (Direction, u64), session: Session) -> usize {
        let at = match self.free.pop() {
            Some(at) => {
                self.sessions[at] = session;
                at
            }
            None => {
                self.sessions.push(session);
                self.sessions.len() - 1
            }
        };
        self.numbers.insert(id, at);
        at
    }

    fn leave(&mut self, id: (Direction, u64), at: usize) -> Session {
        self.numbers.remove(&id);
        self.free.push(at);
        self.sessions[at]
    }
}

impl LogReader {
    pub fn new(file: &LogFile) -> Self {
        Self::at(file, 0, Head::default())
    }

    /// For a range that begins at `offset` with a line, of a file with this head.
    pub fn at(file: &LogFile, offset: u64, head: Head) -> Self {
        let mut wording = Wording::default();
        let told = Told {
            file: wording.texts.intern(&file.path()),
            folder: wording.texts.intern(&file.folder),
            direction: head.direction.or_else(|| by_name(&file.name)),
            columns: head.columns,
            differs: false,
            open: Open::default(),
            coverage: [None; 2],
            wording,
            each: None,
            facts: LogFacts::default(),
        };
        Self { scanner: Scanner::at(offset, head.columns), told }
    }

    /// Tells `each` of the sessions that are counted here; the others are told by `settle_telling`.
    pub fn telling(mut self, each: Each) -> Self {
        self.told.each = Some(each);
        self
    }

    pub fn feed(&mut self, bytes: &[u8]) {
        let told = &mut self.told;
        self.scanner.feed(bytes, &mut |offset, line| told.line(offset, line));
    }

    /// The reading was stopped within a line: what is there of it is not counted.
    pub fn let_go(&mut self) {
        self.scanner.let_go();
    }

    /// What the headers have told so far.
    pub const fn head(&self) -> Head {
        Head { columns: self.scanner.columns(), direction: self.told.direction }
    }

    /// True where a header within the range says otherwise than its file's head: other ranges of the file
    /// were read by a head that is not theirs, and the file has to be read in one piece.
    pub const fn differs(&self) -> bool {
        self.told.differs
    }

    /// Sessions that were counted so far.
    pub fn sessions(&self) -> u64 {
        self.told.facts.sessions()
    }

    /// The facts of what was fed. Sessions that are still open are among them as parts.
    pub fn finish(self) -> LogFacts {
        let mut told = self.told;
        self.scanner.finish(&mut |offset, line| told.line(offset, line));
        told.hand_on();
        for (direction, coverage) in
            [Direction::Receive, Direction::Send].into_iter().zip(told.coverage)
        {
            if let Some(coverage) = coverage {
                told.facts.cover(told.folder, direction, coverage);
            }
        }
        told.facts.texts = told.wording.texts;
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
    fn line(&mut self, offset: u64, line: &Line<'_>) {
        match line {
            Line::Row(row) => self.row(Place { file: self.file, offset }, row),
            Line::Header(header) => {
                self.header(header);
                self.facts.lines.not_needed += 1;
            }
            Line::Blank => self.facts.lines.not_needed += 1,
            Line::NotUnderstood => self.facts.not_understood(Place { file: self.file, offset }),
        }
    }

    fn header(&mut self, header: &Header<'_>) {
        match header {
            Header::Direction(direction) => {
                self.differs |= self.direction.is_some_and(|known| known != *direction);
                self.direction = Some(*direction);
            }
            Header::Fields(columns) => self.differs |= *columns != self.columns,
            Header::Version(_) | Header::OtherLog(_) | Header::Other => {}
        }
    }

    fn row(&mut self, place: Place, row: &Row<'_>) {
        // A receive connector is named with its server.
        let direction = self.direction.unwrap_or_else(|| {
            let receives = row.connector.contains(&b'\\');
            if receives { Direction::Receive } else { Direction::Send }
        });
        let meaning = meaning(row, direction);
        match meaning {
            Meaning::NotNeeded => self.facts.lines.not_needed += 1,
            Meaning::NotUnderstood => self.facts.not_understood(place),
            _ => self.facts.lines.understood += 1,
        }
        let one = Coverage { rows: 1, first: row.time, last: row.time };
        let coverage = &mut self.coverage[usize::from(direction == Direction::Send)];
        *coverage = Some(coverage.map_or(one, |known| known.and(one)));
        let key = SessionKey { folder: self.folder, direction, id: row.session };
        let side = (direction, row.session);
        let mut known = self.open.find(side);
        if let Some(at) = known
            && self.open.at(at).is_left_by(row.sequence, meaning == Meaning::Connected)
        {
            let before = self.open.leave(side, at);
            self.ended(key, &before);
            known = None;
        }
        let at = match known {
            Some(at) => at,
            None => self.open.begin(side, Session::begun(row, place, &mut self.wording)),
        };
        let session = self.open.at(at);
        session.fold(row, place, &meaning, &mut self.wording);
        // Nothing that follows its last row belongs to it.
        if session.closed {
            let closed = self.open.leave(side, at);
            self.ended(key, &closed);
        } else if self.open.numbers.len() > MAX_OPEN {
            self.hand_on();
        }
    }

    /// No further row of this reading belongs to the session.
    fn ended(&mut self, key: SessionKey, session: &Session) {
        if !session.local.is_empty() {
            self.facts.own_addresses.insert(session.local, ());
        }
        // A send session may begin before it connects: its first row can lie in the file before.
        if session.is_whole() && session.first.sequence == 0 {
            if let Some(each) = &self.each {
                each(key, session, &self.wording.texts);
            }
            // The texts are lent for the time of counting.
            std::mem::swap(&mut self.facts.texts, &mut self.wording.texts);
            self.facts.count(session, key);
            std::mem::swap(&mut self.facts.texts, &mut self.wording.texts);
        } else {
            self.facts.parts.push((key, *session));
        }
    }

    fn hand_on(&mut self) {
        let folder = self.folder;
        let Open { numbers, sessions, .. } = std::mem::take(&mut self.open);
        for ((direction, id), at) in numbers {
            if let Some(session) = sessions.get(at) {
                self.ended(SessionKey { folder, direction, id }, session);
            }
        }
    }
}

#[cfg(test)]
mod tests;
