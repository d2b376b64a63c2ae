//! Reads one range of a log: slice by slice, the next one on its way while this one is read.
//!
//! A line belongs to the range in which it begins. Nothing is held but a slice, and the facts.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use web_sys::File;

use super::file_slices::{bytes_in, name_of, promise};
use super::log_plan::{is_converted, text};
use super::{LogRange, RangeRead};
use crate::facts::log::reader::{LogFile, LogReader};
use crate::facts::log::tally::LogFacts;
use crate::input::packed::{Packing, Unpacking};
use crate::input::smtp_log;

/// Bytes asked for at once.
const SLICE: u64 = 4 << 20;

/// Where the reading of a range stands.
struct Reading<'a> {
    range: &'a LogRange,
    reader: LogReader,
    /// Of a file whose text is packed or in another encoding.
    unpacking: Option<Unpacking>,
    /// The first line belongs to the range before, until it ends.
    skips: bool,
    /// The offset of the next byte.
    at: u64,
    log: LogFile,
    head: Vec<u8>,
}

/// The facts of a range, as far as it could be read. `progress` is told the size of each slice; after
/// `stopped` says so no other one is read.
pub(super) async fn read(
    range: &LogRange,
    file: &File,
    stopped: impl Fn() -> bool,
    progress: impl Fn(u64),
) -> (RangeRead, LogFacts) {
    let mut read = RangeRead { differs: false, is_partial: false, note: None };
    let head = match promise(file, 0, range.size.min(smtp_log::HEAD as u64)) {
        Ok(asked) => bytes_in(asked).await,
        Err(error) => Err(error),
    };
    let head = head.unwrap_or_else(|error| {
        read.failed(0, &error);
        Vec::new()
    });
    if read.is_partial {
        return (read, LogFacts::default());
    }
    let mut reading = Reading::new(range, head);
    let mut next = reading.ask(file, reading.at);
    while let Some(asked) = next.take() {
        let slice = match asked {
            Ok(asked) => bytes_in(asked).await,
            Err(error) => Err(error),
        };
        let bytes = match slice {
            Ok(bytes) => bytes,
            Err(error) => {
                read.failed(reading.at, &error);
                break;
            }
        };
        if stopped() {
            read.is_partial = true;
            break;
        }
        next = reading.ask(file, reading.at + bytes.len() as u64);
        progress(bytes.len() as u64);
        if !reading.feed(&bytes) {
            break;
        }
    }
    read.differs = reading.reader.differs() && (range.start > 0 || range.end < range.size);
    let (facts, trouble) = reading.finish(read.is_partial);
    read.note = read.note.or(trouble);
    (read, facts)
}

impl RangeRead {
    fn failed(&mut self, at: u64, error: &JsValue) {
        let reason = name_of(error);
        self.is_partial = true;
        self.note = Some(format!(
            "It could not be read further ({reason}) after {at} bytes; what stands before was counted. Was it moved, deleted or rotated meanwhile?"
        ));
    }
}

impl<'a> Reading<'a> {
    fn new(range: &'a LogRange, head: Vec<u8>) -> Self {
        let log = LogFile::at(&range.path);
        let unpacking = is_converted(&head).then(|| Unpacking::new(Packing::of(&head)));
        let skips = range.start > 0;
        let at = range.start.saturating_sub(1);
        Self { range, reader: LogReader::new(&log), unpacking, skips, at, log, head }
    }

    /// Asks for the slice at `at`. Beyond the range only the rest of its last line is wanted.
    fn ask(&self, file: &File, at: u64) -> Option<Result<Promise, JsValue>> {
        let end = if at < self.range.end { self.range.end } else { self.range.size };
        let end = end.min(at + SLICE);
        (at < end).then(|| promise(file, at, end))
    }

    /// The next bytes; false where nothing more is wanted.
    fn feed(&mut self, bytes: &[u8]) -> bool {
        let reader = &mut self.reader;
        if let Some(unpacking) = &mut self.unpacking {
            unpacking.feed(bytes, &mut |text| reader.feed(text));
            self.at += bytes.len() as u64;
            return !unpacking.is_over();
        }
        let is_beyond = self.at >= self.range.end;
        let start = self.at;
        self.at += bytes.len() as u64;
        let mut rest = bytes;
        if self.skips {
            let Some(end) = rest.iter().position(|byte| *byte == b'\n') else {
                return !is_beyond && self.at < self.range.end;
            };
            rest = &rest[end + 1..];
            self.skips = false;
            let mut of_head = LogReader::new(&self.log);
            of_head.feed(&text(&self.head));
            self.reader = LogReader::at(&self.log, start + end as u64 + 1, of_head.head());
        }
        if !is_beyond {
            self.reader.feed(rest);
            // The range may end with a line's end.
            return self.at < self.range.end || bytes.last() != Some(&b'\n');
        }
        match rest.iter().position(|byte| *byte == b'\n') {
            Some(end) => {
                self.reader.feed(&rest[..=end]);
                false
            }
            None => {
                self.reader.feed(rest);
                true
            }
        }
    }

    fn finish(self, stopped: bool) -> (LogFacts, Option<String>) {
        let Self { mut reader, unpacking, .. } = self;
        let trouble =
            unpacking.and_then(|unpacking| unpacking.finish(&mut |text| reader.feed(text)));
        if stopped {
            reader.let_go();
        }
        let trouble = trouble.filter(|_| !stopped).map(|trouble| trouble.text().to_owned());
        (reader.finish(), trouble)
    }
}
