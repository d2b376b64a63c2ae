//! How far does a key's base64 reach?
//!
//! Where END is missing nobody says where a key stops. Rather too much than too little: lines count as
//! long as they end in base64, behind whatever marks stand in front of them.

use crate::input::pem::body;
use crate::input::pem::glyph::{self, Glyph};

/// Base64 characters in a row that no word of prose has.
const LONG: usize = 16;
/// Bytes of a line that are looked at when it does not begin with base64.
const MAX_LINE: usize = 320;
/// Header lines that a key may have before its base64.
const MAX_HEADERS: usize = 6;
/// Characters of a line that are looked at for `Name: value`.
const HEAD: usize = 40;

/// The end of the base64 that begins at or after `from`; `from` itself where there is none. A blank line
/// or a header line does not end it.
pub(super) fn end(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    let mut at = from;
    let mut empty = 0;
    let mut headers = 0;
    loop {
        let line = Line::read(bytes, at);
        match line.verdict(end > from) {
            Verdict::Empty if empty < 2 => empty += 1,
            Verdict::Header if headers < MAX_HEADERS && end == from => headers += 1,
            Verdict::Base64(until) => {
                end = until;
                empty = 0;
            }
            Verdict::Leads(until) => return until,
            Verdict::Empty | Verdict::Header | Verdict::Other => return end,
        }
        if line.next >= bytes.len() || line.next <= at {
            return end;
        }
        at = line.next;
    }
}

/// Where the base64 begins that ends at `until`, looking no further back than `floor`.
pub(super) fn start(bytes: &[u8], until: usize, floor: usize) -> usize {
    let mut start = until;
    let mut line_end = line_start(bytes, until, floor);
    while line_end > floor {
        let from = line_start(bytes, line_end - 1, floor);
        let line = Line::read(bytes, from);
        match line.verdict(true) {
            Verdict::Base64(_) => start = from,
            Verdict::Empty => {}
            Verdict::Header | Verdict::Leads(_) | Verdict::Other => break,
        }
        line_end = from;
    }
    start
}

/// Whether there is more than a remark: something to hide.
pub(super) fn holds_base64(bytes: &[u8]) -> bool {
    let mut row = 0;
    let mut all = 0;
    for byte in bytes {
        if is_base64(*byte) {
            row += 1;
            all += 1;
        } else {
            row = 0;
        }
        if row >= LONG || all >= 4 * LONG {
            return true;
        }
    }
    false
}

fn line_start(bytes: &[u8], at: usize, floor: usize) -> usize {
    let before = bytes.get(floor..at).unwrap_or_default();
    let line_end = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    line_end.map_or(floor, |line_end| floor + line_end + 1)
}

const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

enum Verdict {
    Empty,
    Header,
    /// All of the line belongs to the key, up to this offset.
    Base64(usize),
    /// The line begins with base64 and goes on with something else.
    Leads(usize),
    Other,
}

/// Where a token stands between its marks and its base64.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Before,
    Solid,
    Padded,
    After,
    /// Base64 again behind something else: no token of a key.
    Broken,
}

/// Characters between blanks: how many of them are base64, and where these end.
#[derive(Clone, Copy, Default)]
struct Token {
    stage: Stage,
    solid: usize,
    end: usize,
    padded: bool,
}

impl Token {
    fn take(&mut self, byte: u8, end: usize) {
        self.stage = match (self.stage, byte) {
            (Stage::Before | Stage::Solid, byte) if is_base64(byte) => Stage::Solid,
            (Stage::Padded | Stage::After, byte) if is_base64(byte) => Stage::Broken,
            (Stage::Solid | Stage::Padded, b'=') => Stage::Padded,
            (Stage::Solid | Stage::Padded, _) => Stage::After,
            (stage, _) => stage,
        };
        if matches!(self.stage, Stage::Solid | Stage::Padded) {
            self.solid += usize::from(self.stage == Stage::Solid);
            self.padded = self.stage == Stage::Padded;
            self.end = end;
        }
    }
}

#[derive(Default)]
struct Line {
    tokens: usize,
    /// The end of the base64 that the line begins with.
    leading: Option<usize>,
    leads: bool,
    last: Token,
    header: bool,
    next: usize,
}

impl Line {
    fn read(bytes: &[u8], from: usize) -> Self {
        let mut line = Self { leads: true, next: from, ..Self::default() };
        let mut token = Token::default();
        let mut head = Vec::with_capacity(HEAD);
        let mut at = from;
        while let Some(step) = glyph::step(bytes, at) {
            line.next = step.end;
            match step.glyph {
                Glyph::LineEnd => break,
                Glyph::Blank => line.close(&mut token),
                Glyph::Char(byte) => token.take(byte, step.end),
                Glyph::Foreign => token.take(1, step.end),
                Glyph::Nothing => {}
            }
            match step.glyph {
                Glyph::Char(byte) if head.len() < HEAD => head.push(byte),
                Glyph::Blank if !head.is_empty() && head.len() < HEAD => head.push(b' '),
                _ => {}
            }
            at = step.end;
            // What is no base64 is not read in full: many keys may stand in one endless line.
            let other = !line.leads || matches!(token.stage, Stage::After | Stage::Broken);
            let over = line.leads && token.stage == Stage::Broken && token.solid >= LONG;
            if over || (other && at - from > MAX_LINE) {
                break;
            }
        }
        line.close(&mut token);
        line.header = body::is_header(&head);
        line
    }

    fn close(&mut self, token: &mut Token) {
        let token = std::mem::take(token);
        if token.solid == 0 {
            return;
        }
        self.tokens += 1;
        self.last = token;
        if self.leads && (token.solid >= LONG || (token.padded && self.leading.is_some())) {
            self.leading = Some(token.end);
        } else {
            self.leads = false;
        }
        self.leads &= token.stage != Stage::Broken;
    }

    fn verdict(&self, begun: bool) -> Verdict {
        let last = self.last;
        if self.tokens == 0 {
            return Verdict::Empty;
        }
        let alone = self.tokens == 1 && begun && !self.header;
        let ends_in_base64 =
            last.stage != Stage::Broken && (last.solid >= LONG || last.padded || alone);
        if ends_in_base64 {
            return Verdict::Base64(last.end);
        }
        if let Some(end) = self.leading {
            return Verdict::Leads(end);
        }
        if self.header { Verdict::Header } else { Verdict::Other }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG_LINE: &str = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";

    #[track_caller]
    fn check(before: &str, after: &str) {
        let text = format!("{before}{after}");
        assert_eq!(end(text.as_bytes(), 0), before.len(), "{text:?}");
    }

    #[test]
    fn the_end_of_a_run() {
        let line = LONG_LINE;
        check(&format!("{line}\n{line}\nHA=="), "\nServer certificate\n");
        check(&format!("> {line}\n> {line}\n> abcd"), "\n> --\n");
        check(&format!("{line} {line} HA=="), " and so on, as said before");
        check(line, "\",\"next\":1}");
        check(&format!("\\n{line}\\n{line}"), "\", \"x\": 1");
        check(&format!("  12  {line}\n  13  HA=="), "\n  14  Verify return code: 0 (ok)\n");
        check(
            &format!("\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00FF\n\n{line}"),
            "\n(the end)\n",
        );
        check("", "nothing like it, here");
        check("", "");
    }

    #[test]
    fn the_start_of_a_run() {
        let text = format!("Dear all,\n{LONG_LINE}\n{LONG_LINE}\nHA==\n-----END");
        assert_eq!(start(text.as_bytes(), text.len() - 8, 0), 10);
        assert_eq!(start(b"Dear all,\n-----END", 10, 0), 10);
    }
}
