//! Protocol logs, read by as many threads as there are cores.
//!
//! A large file is read in ranges of whole lines, a packed one in one piece; every piece becomes facts,
//! and facts add up in any order. Nothing is held but a buffer and the facts. What a row means is not
//! known here.

mod piece;
mod zip;

use std::io;
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

pub(super) use piece::whole;
pub(super) use zip::entries;

use crate::facts::log::evidence::{ReadFile, ReadLogs};
use crate::facts::log::reader::{Each, Head, LogFile, LogReader};
use crate::facts::log::tally::LogFacts;
use crate::input::Source;
use crate::input::packed::zip::Entry;
use piece::{Notes, Piece};

/// Bytes of one range.
const RANGE: u64 = 32 << 20;

/// A file as it was found.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) path: Arc<Path>,
    pub(super) size: u64,
}

/// What one thread reads at a time.
#[derive(Clone)]
pub(super) enum Work {
    /// Lines whose first byte lies between `start` and `end`, of a file that is read in `parts`.
    Range {
        place: Place,
        start: u64,
        end: u64,
        head: Head,
        parts: Arc<Parts>,
    },
    Utf16(Place),
    Gzip(Place),
    Entry {
        archive: Place,
        entry: Entry,
    },
}

/// The ranges of one file: none counts before all are known to be of one kind.
#[derive(Default)]
pub(super) struct Parts(Mutex<Gathered>);

#[derive(Default)]
struct Gathered {
    missing: usize,
    differs: bool,
    facts: LogFacts,
    notes: Notes,
}

/// The ranges of a log; `head` is its beginning.
pub(super) fn ranges(place: Place, head: &[u8]) -> Vec<Work> {
    let mut reader = LogReader::new(&LogFile::at(&place.name));
    reader.feed(head);
    let head = reader.head();
    let count = place.size.div_ceil(RANGE).max(1);
    let gathered =
        Gathered { missing: usize::try_from(count).unwrap_or(usize::MAX), ..Gathered::default() };
    let parts = Arc::new(Parts(Mutex::new(gathered)));
    (0..count)
        .map(|index| Work::Range {
            start: index * RANGE,
            end: ((index + 1) * RANGE).min(place.size),
            place: place.clone(),
            head,
            parts: Arc::clone(&parts),
        })
        .collect()
}

/// What all of it gave.
#[derive(Default)]
pub(super) struct Done {
    pub(super) logs: ReadLogs,
    /// What was packed and is no log.
    pub(super) others: Vec<Source>,
    pub(super) failures: Vec<String>,
}

impl Done {
    fn and(mut self, other: Self) -> Self {
        self.logs = self.logs.and(other.logs);
        self.others.extend(other.others);
        self.failures.extend(other.failures);
        self
    }

    fn take(&mut self, name: &str, size: u64, piece: io::Result<Piece>) {
        match piece {
            Ok(Piece::Log { facts, notes }) => {
                let file = ReadFile {
                    name: name.to_owned(),
                    bytes: size,
                    summary_of: None,
                    is_partial: notes.partial,
                    notes: notes.texts,
                };
                let more = ReadLogs { facts: *facts, files: vec![file] };
                self.logs = std::mem::take(&mut self.logs).and(more);
            }
            Ok(Piece::Other { bytes, trouble }) => {
                self.others.push(Source { name: name.to_owned(), bytes });
                self.failures.extend(trouble.map(|trouble| format!("{name}: {trouble}")));
            }
            Err(error) => self.failures.push(format!("{name}: {error}")),
        }
    }
}

pub(super) fn read(work: Vec<Work>, each: Option<&Each>) -> Done {
    let work = if each.is_some() { in_one_piece(work) } else { work };
    let next = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(work.len());
    let one_thread = || {
        let mut done = Done::default();
        while let Some(work) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.work(work, each);
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(one_thread)).collect();
        let mut done = Done::default();
        for thread in threads {
            match thread.join() {
                Ok(more) => done = done.and(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    // In the order of the names, whoever read them.
    done.logs.files.sort_by(|one, other| one.name.cmp(&other.name));
    done.others.sort_by(|one, other| one.name.cmp(&other.name));
    done.failures.sort();
    done
}

/// A file whose ranges disagree on its columns is read again, and sessions must not be told twice.
fn in_one_piece(work: Vec<Work>) -> Vec<Work> {
    let mut whole = Vec::new();
    for work in work {
        match work {
            Work::Range { start: 0, place, head, .. } => {
                let gathered = Gathered { missing: 1, ..Gathered::default() };
                let parts = Arc::new(Parts(Mutex::new(gathered)));
                whole.push(Work::Range { start: 0, end: place.size, place, head, parts });
            }
            Work::Range { .. } => {}
            other => whole.push(other),
        }
    }
    whole
}

impl Done {
    fn work(&mut self, work: &Work, each: Option<&Each>) {
        match work {
            Work::Range { place, start, end, head, parts } => {
                self.range(place, (*start, *end), *head, parts, each);
            }
            Work::Utf16(place) => {
                self.take(&place.name, place.size, piece::utf16(place, each));
            }
            Work::Gzip(place) => self.take(&place.name, place.size, piece::gzip(place, each)),
            Work::Entry { archive, entry } => {
                let name = format!("{}/{}", archive.name, entry.name);
                let piece = zip::piece(archive, entry, &name, each);
                self.take(&name, entry.packed_size, piece);
            }
        }
    }

    fn range(
        &mut self,
        place: &Place,
        (start, end): (u64, u64),
        head: Head,
        parts: &Parts,
        each: Option<&Each>,
    ) {
        let alone = start == 0 && end == place.size;
        if alone {
            return self.take(&place.name, place.size, piece::whole_log(place, each));
        }
        let read = piece::range(place, start, end, head);
        let mut gathered = parts.0.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.missing = gathered.missing.saturating_sub(1);
        match read {
            Ok((facts, differs, notes)) => {
                gathered.differs |= differs;
                gathered.facts = std::mem::take(&mut gathered.facts).and(facts);
                gathered.notes.and(notes);
            }
            Err(error) => {
                let told = format!("{error}; bytes {start} to {end} were not read.");
                gathered.notes.partial(told);
            }
        }
        if gathered.missing > 0 {
            return;
        }
        let Gathered { differs, facts, notes, .. } = std::mem::take(&mut *gathered);
        if differs {
            return self.take(&place.name, place.size, piece::whole_log(place, each));
        }
        self.take(&place.name, place.size, Ok(Piece::Log { facts: Box::new(facts), notes }));
    }
}
