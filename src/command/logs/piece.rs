//! One file, or a range of its lines, read from the disk into facts.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::Place;
use crate::command::sources::read_limited;
use crate::facts::log::reader::{Each, Head, LogFile, LogReader};
use crate::facts::log::tally::LogFacts;
use crate::input::MAX_SOURCE_BYTES;
use crate::input::packed::{Packing, Unpacking};
use crate::input::smtp_log::{self, looks_like};

/// Bytes that are read at once.
const BUFFER: usize = 1 << 20;

const NO_END: &str = "Its last line has no end: the file is still being written, or was cut. Sessions at its end may go on elsewhere.";

/// What was odd about a file, one sentence each.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) texts: Vec<String>,
    /// Not all of it was read.
    pub(super) partial: bool,
}

impl Notes {
    pub(super) fn partial(&mut self, text: String) {
        self.texts.push(text);
        self.partial = true;
    }

    pub(super) fn and(&mut self, more: Self) {
        self.texts.extend(more.texts);
        self.partial |= more.partial;
    }
}

/// What a file turned out to be.
pub(super) enum Piece {
    Log {
        facts: Box<LogFacts>,
        notes: Notes,
    },
    /// Unpacked, up to what is looked at.
    Other {
        bytes: Vec<u8>,
        trouble: Option<&'static str>,
    },
}

/// All bytes of a file that is no log, one more than is looked at.
pub(in crate::command) fn whole(place: &Place) -> io::Result<Vec<u8>> {
    read_limited(File::open(&place.path)?, MAX_SOURCE_BYTES as u64)
}

/// A log in UTF-8.
pub(super) fn whole_log(place: &Place, each: Option<&Each>) -> io::Result<Piece> {
    let mut reader = reader(&place.name, each);
    let mut last = b'\n';
    let read = pieces(File::open(&place.path)?, place.size, |bytes| {
        last = bytes.last().copied().unwrap_or(last);
        reader.feed(bytes);
        true
    });
    let mut notes = Notes::default();
    match read {
        Ok(()) if last != b'\n' => notes.texts.push(NO_END.to_owned()),
        Ok(()) => {}
        Err(error) => notes.partial(broken_off(&error)),
    }
    Ok(Piece::Log { facts: Box::new(reader.finish()), notes })
}

fn reader(name: &str, each: Option<&Each>) -> LogReader {
    let reader = LogReader::new(&LogFile::at(name));
    match each {
        Some(each) => reader.telling(Each::clone(each)),
        None => reader,
    }
}

fn broken_off(error: &io::Error) -> String {
    format!("Reading it broke off ({error}); what stands before that was read.")
}

/// The lines whose first byte lies from `start` to before `end`, and whether they are of the head's kind.
pub(super) fn range(
    place: &Place,
    start: u64,
    end: u64,
    head: Head,
) -> io::Result<(LogFacts, bool, Notes)> {
    let mut file = File::open(&place.path)?;
    // The byte before tells whether a line begins at `start`.
    let mut at = start.saturating_sub(1);
    file.seek(SeekFrom::Start(at))?;
    let log = LogFile::at(&place.name);
    let mut reader = (start == 0).then(|| LogReader::at(&log, 0, head));
    let mut last = b'\n';
    let read = pieces(file, place.size - at, |bytes| {
        let mut rest = bytes;
        if reader.is_none() {
            let Some(line_end) = memchr::memchr(b'\n', rest) else {
                at += rest.len() as u64;
                return at < end;
            };
            at += line_end as u64 + 1;
            rest = &rest[line_end + 1..];
            if at >= end {
                return false;
            }
            reader = Some(LogReader::at(&log, at, head));
        }
        let Some(reader) = &mut reader else { return false };
        // The line in which the byte before `end` stands is the last one.
        let inside = usize::try_from(end - 1 - at).unwrap_or(usize::MAX);
        let line_end = rest.get(inside..).and_then(|behind| memchr::memchr(b'\n', behind));
        let taken = line_end.map_or(rest, |line_end| &rest[..inside + line_end + 1]);
        reader.feed(taken);
        last = taken.last().copied().unwrap_or(last);
        at = (at + taken.len() as u64).min(end - 1);
        // It may end with the piece.
        line_end.is_none()
    });
    let mut notes = Notes::default();
    match read {
        Ok(()) if last != b'\n' => notes.texts.push(NO_END.to_owned()),
        Ok(()) => {}
        Err(error) => notes.partial(broken_off(&error)),
    }
    Ok(match reader {
        Some(reader) => {
            let differs = reader.differs();
            (reader.finish(), differs, notes)
        }
        None => (LogFacts::default(), false, notes),
    })
}

/// A log in UTF-16.
pub(super) fn utf16(place: &Place, each: Option<&Each>) -> io::Result<Piece> {
    let text = Unpacking::new(Packing::Plain);
    let mut piece = unpacked(text, File::open(&place.path)?, place.size, &place.name, each);
    if let Piece::Log { notes, .. } = &mut piece {
        notes
            .texts
            .push("The text is UTF-16; places in it count the bytes of its UTF-8 form.".into());
    }
    Ok(piece)
}

pub(super) fn gzip(place: &Place, each: Option<&Each>) -> io::Result<Piece> {
    let text = Unpacking::new(Packing::Gzip);
    Ok(unpacked(text, File::open(&place.path)?, place.size, &place.name, each))
}

/// What comes out of an unpacking: a log is known by its beginning, anything else is held.
pub(super) fn unpacked(
    mut unpacking: Unpacking,
    file: impl Read,
    size: u64,
    name: &str,
    each: Option<&Each>,
) -> Piece {
    let mut held = Vec::new();
    let mut log: Option<LogReader> = None;
    let mut last = b'\n';
    let mut told = false;
    let mut text = |bytes: &[u8]| {
        last = bytes.last().copied().unwrap_or(last);
        if let Some(log) = &mut log {
            return log.feed(bytes);
        }
        if held.len() <= MAX_SOURCE_BYTES {
            held.extend_from_slice(bytes);
        }
        if !told && held.len() >= smtp_log::HEAD {
            told = true;
            log = begun(&mut held, name, each);
        }
    };
    let read = pieces(file, size, |bytes| {
        unpacking.feed(bytes, &mut text);
        !unpacking.is_over()
    });
    let trouble = unpacking.finish(&mut text);
    if !told {
        log = begun(&mut held, name, each);
    }
    let Some(log) = log else {
        return Piece::Other { bytes: held, trouble: trouble.map(|trouble| trouble.text()) };
    };
    let mut notes = Notes::default();
    if let Err(error) = read {
        notes.partial(broken_off(&error));
    }
    match trouble {
        Some(trouble) => notes.partial(trouble.text().to_owned()),
        None if last != b'\n' => notes.texts.push(NO_END.to_owned()),
        None => {}
    }
    Piece::Log { facts: Box::new(log.finish()), notes }
}

/// A reader that was fed what is held, where that is a log.
fn begun(held: &mut Vec<u8>, name: &str, each: Option<&Each>) -> Option<LogReader> {
    if !looks_like(held) {
        return None;
    }
    let mut log = reader(name, each);
    log.feed(&std::mem::take(held));
    Some(log)
}

/// The next `size` bytes of a file in pieces, as long as `take` wants more.
fn pieces(mut file: impl Read, size: u64, mut take: impl FnMut(&[u8]) -> bool) -> io::Result<()> {
    let mut buffer = vec![0; BUFFER];
    let mut left = size;
    while left > 0 {
        let wanted = usize::try_from(left).unwrap_or(BUFFER).min(BUFFER);
        match file.read(&mut buffer[..wanted]) {
            Ok(0) => return Err(io::Error::other("the file has become shorter")),
            Ok(count) => {
                left -= count as u64;
                if !take(&buffer[..count]) {
                    return Ok(());
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A log whose byte at `line_end` ends a line, and some more.
    fn log(line_end: usize) -> Vec<u8> {
        let mut log = Vec::new();
        let mut number = 0;
        let mut row = |log: &mut Vec<u8>, wanted: usize| {
            number += 1;
            let mut row = format!("2026-11-01T00:00:00.000Z,C,{number:016X},0,a:1,b:2,+,,");
            row.extend(std::iter::repeat_n('x', wanted.saturating_sub(row.len() + 1)));
            row.push('\n');
            log.extend(row.into_bytes());
        };
        while line_end + 1 - log.len() > 8_000 {
            row(&mut log, 4_000);
        }
        let rest = line_end + 1 - log.len();
        row(&mut log, rest);
        assert_eq!((log.len(), log.last()), (line_end + 1, Some(&b'\n')));
        for _ in 0..100 {
            row(&mut log, 0);
        }
        log
    }

    #[test]
    fn two_ranges_read_every_line_once() {
        let path = std::env::temp_dir().join(format!("handglass-ranges-{}", std::process::id()));
        for line_end in [BUFFER - 2, BUFFER - 1, BUFFER] {
            let bytes = log(line_end);
            fs::write(&path, &bytes).expect("a file");
            let size = bytes.len() as u64;
            let place = Place { name: "a.log".into(), path: path.clone().into(), size };
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
            for cut in line_end as u64 - 1..line_end as u64 + 4 {
                let read = |start, end| {
                    let (facts, _, notes) =
                        range(&place, start, end, Head::default()).expect("a range");
                    assert_eq!(notes.texts, Vec::<String>::new());
                    facts
                };
                let all = read(0, cut).and(read(cut, size));
                assert_eq!(all.lines.all(), lines, "line end {line_end}, cut {cut}");
            }
        }
        let _ = fs::remove_file(path);
    }
}
