//! The files of one folder: their names, their headers, and when the next one begins.

use std::collections::BTreeMap;
use std::io;

use crate::calendar;
use crate::server::Stream;
use crate::truth::Truth;

/// Bytes that are handed on at once.
const PIECE: usize = 1 << 18;

pub(crate) type Write<'a> = dyn FnMut(&str, &[u8]) -> io::Result<()> + 'a;

pub(crate) struct Files {
    stream: &'static Stream,
    /// Of each file.
    bytes: u64,
    left: usize,
    path: String,
    /// Of the file in hand, handed on already.
    written: u64,
    pub(crate) out: Vec<u8>,
    /// Files of each hour.
    of_hour: BTreeMap<String, u32>,
}

impl Files {
    pub(crate) fn new(stream: &'static Stream, bytes: u64, files: usize) -> Self {
        let (path, of_hour) = (String::new(), BTreeMap::new());
        Self { stream, bytes, left: files, path, written: 0, out: Vec::new(), of_hour }
    }

    /// Makes ready for a row of this time: a file is full, or bytes enough are waiting.
    pub(crate) fn before_row(
        &mut self,
        time: i64,
        truth: &mut Truth,
        write: &mut Write<'_>,
    ) -> io::Result<()> {
        let full = self.written + self.out.len() as u64 >= self.bytes && self.left > 0;
        if self.path.is_empty() || full {
            self.flush(truth, write)?;
            self.next(time, truth);
        } else if self.out.len() >= PIECE {
            self.flush(truth, write)?;
        }
        Ok(())
    }

    pub(crate) fn flush(&mut self, truth: &mut Truth, write: &mut Write<'_>) -> io::Result<()> {
        if !self.out.is_empty() {
            write(&self.path, &self.out)?;
            truth.bytes += self.out.len() as u64;
            self.written += self.out.len() as u64;
            self.out.clear();
        }
        Ok(())
    }

    fn next(&mut self, time: i64, truth: &mut Truth) {
        let [year, month, day, hour, ..] = calendar::parts(time);
        let hour = format!("{year:04}{month:02}{day:02}{hour:02}");
        let number = self.of_hour.entry(hour.clone()).or_default();
        *number += 1;
        let word = if self.stream.receives { "RECV" } else { "SEND" };
        self.path = format!("{}/{word}{hour}-{number}.LOG", self.stream.folder);
        self.left = self.left.saturating_sub(1);
        self.written = 0;
        truth.files += 1;
        if self.stream.server.byte_order_mark {
            self.out.extend_from_slice("\u{feff}".as_bytes());
        }
        self.header(time, truth);
    }

    /// At the top of a file, and wherever the service was started again.
    pub(crate) fn header(&mut self, time: i64, truth: &mut Truth) {
        let server = self.stream.server;
        let direction = if self.stream.receives { "Receive" } else { "Send" };
        let (version, date) = (server.version, calendar::written(time));
        for line in [
            "#Software: Microsoft Exchange Server",
            &format!("#Version: {version}"),
            &format!("#Log-type: SMTP {direction} Protocol Log"),
            &format!("#Date: {date}"),
            "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context",
        ] {
            self.line(line.as_bytes(), truth);
        }
    }

    /// A line that is no row.
    pub(crate) fn line(&mut self, line: &[u8], truth: &mut Truth) {
        self.out.extend_from_slice(line);
        self.end(truth);
    }

    /// The end of a line whose bytes stand in `out`.
    pub(crate) fn end(&mut self, truth: &mut Truth) {
        self.out.extend_from_slice(self.stream.server.line_end.as_bytes());
        truth.lines += 1;
    }
}
