//! What of a text is a protocol log, and what is something else?
//!
//! A mail may quote rows of a log and a transcript. Each part is read by its own reader: the log's lines
//! become blanks for the others, so that places stay what they are.

use std::ops::Range;

use super::super::Text;
use super::{Columns, read};
use super::{Header, Line};

/// Rows without a header before they count as a log: one or two may be quoted in a letter.
const MIN_ROWS: usize = 3;
/// Parts of one text; of more, nobody knows what belongs together.
const MAX_PARTS: usize = 1_000;

/// A text that holds both.
pub struct Beside {
    /// The text with the lines of the log as blanks.
    pub rest: Text,
    /// Lines of the log, in order.
    pub log: Vec<Range<usize>>,
}

/// `None` where the text is only one of both.
pub fn beside(text: &Text) -> Option<Beside> {
    if text.binary {
        return None;
    }
    let (mut log, mut rows, mut others): (Vec<Range<usize>>, usize, bool) = Default::default();
    let (mut at, mut joins) = (0, false);
    for line in text.bytes.split_inclusive(|byte| *byte == b'\n') {
        let range = at..at + line.len();
        at = range.end;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let weight = weight(line);
        let Some(weight) = weight else {
            (others, joins) = (true, false);
            continue;
        };
        rows += weight;
        match log.last_mut() {
            Some(last) if joins => last.end = range.end,
            _ => log.push(range),
        }
        joins = true;
    }
    if !others || rows < MIN_ROWS || log.len() > MAX_PARTS {
        return None;
    }
    let mut rest = text.clone();
    for range in &log {
        for byte in rest.bytes.get_mut(range.clone()).unwrap_or_default() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    Some(Beside { rest, log })
}

/// What a line of a log counts; `None` for other lines. A row that was cut is one of a log, too.
fn weight(line: &[u8]) -> Option<usize> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii_end();
    if line.starts_with(b"#") {
        return match read(line, Columns::default()) {
            Line::Header(Header::Direction(_) | Header::Fields(_)) => Some(MIN_ROWS),
            _ if line.starts_with(b"#Software: Microsoft Exchange") => Some(0),
            _ if line.starts_with(b"#Version: ") || line.starts_with(b"#Date: ") => Some(0),
            _ => None,
        };
    }
    if line.get(4) != Some(&b'-') || line.get(10) != Some(&b'T') || line.get(24) != Some(&b',') {
        return None;
    }
    Some(usize::from(matches!(read(line, Columns::default()), Line::Row(_))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::SourceId;

    const ROW: &str = "2023-01-11T15:59:56.232Z,EX1\\Default,08D760DF231F00BC,0,10.0.0.1:25,192.0.2.7:4711,+,,\r\n";

    fn parts(text: &str) -> Option<(String, Vec<Range<usize>>)> {
        let bytes = text.as_bytes().to_vec();
        let found = beside(&Text { source: SourceId(0), bytes, binary: false })?;
        assert_eq!(found.rest.bytes.len(), text.len(), "places stay");
        Some((String::from_utf8(found.rest.bytes).expect("text"), found.log))
    }

    #[test]
    fn each_part_is_found() {
        let text = format!("Hello,\n{ROW}\r\n{ROW}{ROW}CONNECTED(00000003)\n{ROW}");
        let (rest, log) = parts(&text).expect("both");
        let end = 7 + ROW.len() * 3 + 2;
        assert_eq!(log, [7..end, text.len() - ROW.len()..text.len()]);
        let words: Vec<&str> = rest.split_whitespace().collect();
        assert_eq!(words, ["Hello,", "CONNECTED(00000003)"]);
    }

    #[test]
    fn only_one_of_both() {
        for text in [
            ROW.repeat(5),
            format!("{ROW}{ROW}a letter"),
            "CONNECTED(00000003)\n#!/bin/sh\n".into(),
            String::new(),
        ] {
            assert_eq!(parts(&text), None, "{text}");
        }
        assert!(parts("#Log-type: SMTP Receive Protocol Log\nCONNECTED(00000003)\n").is_some());
    }
}
