//! Where do the lines of a log end, when its bytes come in pieces?
//!
//! Lines go out in order, each with its place in the file. A line that is cut by the end of a piece waits
//! for the next one. A line without an end is given up at `MAX_LINE` and told once.

use super::digits::Second;
use super::line::{Columns, read_after};
use super::{Header, Line, MAX_LINE};

/// UTF-8 with a byte order mark, which Exchange 2010 and later write too.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Takes the bytes of one file, or of a range of it that begins and ends with a line.
#[derive(Clone, Debug, Default)]
pub struct Scanner {
    columns: Columns,
    second: Second,
    /// The beginning of a line whose end has not come.
    carry: Vec<u8>,
    /// Offset of the next byte, or of the first one in `carry`.
    offset: u64,
    /// The line in hand is too long: its bytes are let go until it ends.
    skipping: bool,
}

impl Scanner {
    /// For a range that begins at `offset`, of a file whose header has named `columns`.
    pub fn at(offset: u64, columns: Columns) -> Self {
        Self { columns, offset, ..Self::default() }
    }

    /// Those of the rows that come next.
    pub const fn columns(&self) -> Columns {
        self.columns
    }

    /// The next bytes; `tell` gets each line with the offset of its first byte.
    pub fn feed(&mut self, bytes: &[u8], tell: &mut impl FnMut(u64, &Line<'_>)) {
        let mut rest = bytes;
        while let Some(end) = memchr::memchr(b'\n', rest) {
            let (line, after) = (&rest[..end], &rest[end + 1..]);
            rest = after;
            if self.skipping {
                self.skipping = false;
                self.offset += end as u64 + 1;
            } else if self.carry.is_empty() {
                self.line(line, tell);
                self.offset += end as u64 + 1;
            } else {
                let mut whole = std::mem::take(&mut self.carry);
                whole.extend_from_slice(line);
                self.line(&whole, tell);
                self.offset += whole.len() as u64 + 1;
                whole.clear();
                self.carry = whole;
            }
        }
        if self.skipping {
            self.offset += rest.len() as u64;
            return;
        }
        self.carry.extend_from_slice(rest);
        if self.carry.len() > MAX_LINE {
            tell(self.offset, &Line::NotUnderstood);
            self.offset += self.carry.len() as u64;
            self.carry = Vec::new();
            self.skipping = true;
        }
    }

    /// The rest of the line in hand will not come, because the reading was stopped: it is not told.
    pub fn let_go(&mut self) {
        self.carry.clear();
    }

    /// The last line, where no line end follows it: a file that is still being written.
    pub fn finish(mut self, tell: &mut impl FnMut(u64, &Line<'_>)) {
        let last = std::mem::take(&mut self.carry);
        if !last.is_empty() {
            self.line(&last, tell);
        }
    }

    fn line(&mut self, line: &[u8], tell: &mut impl FnMut(u64, &Line<'_>)) {
        let line = match line.strip_prefix(BYTE_ORDER_MARK) {
            Some(marked) if self.offset == 0 => marked,
            _ => line,
        };
        let read = if line.len() > MAX_LINE {
            Line::NotUnderstood
        } else {
            read_after(line, self.columns, &mut self.second)
        };
        if let Line::Header(Header::Fields(columns)) = &read {
            self.columns = *columns;
        }
        tell(self.offset, &read);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &[u8] = b"\xef\xbb\xbf#Software: Microsoft Exchange Server\r\n#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n2023-01-11T15:59:56.232Z,C,08D760DF231F00BC,0,a:1,b:2,+,,\r\n\r\n2023-01-11T15:59:56.233Z,C,08D760DF231F00BC,1,a:1,b:2,-,,Local";

    fn told(pieces: &[&[u8]]) -> Vec<(u64, String)> {
        let mut lines = Vec::new();
        let mut tell = |at: u64, line: &Line<'_>| lines.push((at, format!("{line:?}")));
        let mut scanner = Scanner::default();
        for piece in pieces {
            scanner.feed(piece, &mut tell);
        }
        scanner.finish(&mut tell);
        lines
    }

    #[test]
    fn any_split_gives_the_same_lines() {
        let whole = told(&[LOG]);
        assert_eq!(whole.len(), 5);
        for cut in 0..=LOG.len() {
            let (before, after) = LOG.split_at(cut);
            assert_eq!(told(&[before, after]), whole, "cut at {cut}");
        }
        let bytes: Vec<&[u8]> = LOG.chunks(1).collect();
        assert_eq!(told(&bytes), whole);
    }

    #[test]
    fn offsets_are_those_of_the_file() {
        for (at, _) in told(&[LOG]) {
            let at = at as usize;
            assert!(at == 0 || LOG[at - 1] == b'\n', "{at}");
        }
    }

    #[test]
    fn a_line_without_an_end_is_told_once() {
        let long = vec![b'x'; MAX_LINE + 10];
        let lines = told(&[&long, &long, b"\n#Software: y\n"]);
        let kinds: Vec<&str> = lines.iter().map(|(_, line)| line.as_str()).collect();
        assert_eq!(kinds, ["NotUnderstood", "Header(Other)"]);
    }
}
