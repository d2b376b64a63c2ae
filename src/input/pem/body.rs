//! Which bytes stand between BEGIN and END, after the marks of the journey are taken off?
//!
//! A block's lines may carry quote marks, line numbers, time stamps, HTML, quoted-printable or escaped
//! line ends. They are read in up to three ways, and the first that gives a whole DER value is taken:
//! the value's own length says whether it is whole. What the value is, is not asked here.

use std::ops::Range;

use super::glyph::{self, Coding, Glyph};
use crate::input::der::tlv;

/// Bytes of text of one block that are looked at: a DER value of 1 MiB with room for decoration.
pub const MAX_TEXT: usize = 2 << 20;

/// The bytes of a block and how they were come by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    pub bytes: Vec<u8>,
    /// Offset in the source after the last line that was used.
    pub end: usize,
    pub state: State,
    /// What had to be undone, the weightiest first.
    pub undone: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The outer DER value is all there; its size in bytes. More bytes may follow.
    Whole(usize),
    /// The value announces more bytes than there are.
    Short { announced: usize },
    /// Dots, a remark or nothing where the value should be: somebody took it out.
    Removed,
    /// Something else than base64, or base64 of something else than a DER value.
    NotDer,
}

/// Reads the block's text in `range`. `margin` is what stands before BEGIN on its line. Where the block
/// is not `closed` by an END, nothing is read behind the value's own end.
pub fn read(source: &[u8], range: Range<usize>, margin: Range<usize>, closed: bool) -> Body {
    let start = range.start.min(source.len());
    let end = range.end.min(start.saturating_add(MAX_TEXT)).min(source.len());
    let text = Text::clean(source, start..end);
    let width = Text::clean(source, margin).columns();
    let ways = [Way::Whole, Way::LastToken, Way::Columns(width)];
    let mut best: Option<Body> = None;
    for way in ways {
        if way == Way::Columns(0) {
            continue;
        }
        let body = text.decode(way, closed);
        if matches!(body.state, State::Whole(_)) {
            return body;
        }
        // A value that begins well is the better account of a failure.
        let better = |old: &Body| {
            matches!(body.state, State::Short { .. })
                && (!matches!(old.state, State::Short { .. }) || body.bytes.len() > old.bytes.len())
        };
        if best.as_ref().is_none_or(better) {
            best = Some(body);
        }
    }
    best.unwrap_or(Body { bytes: Vec::new(), end: start, state: State::Removed, undone: None })
}

/// How a line's share of the base64 is told from its decoration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// All of the line is base64, but for marks and blanks around it.
    Whole,
    /// The longest end of the line that is base64: behind a time stamp or a line number.
    LastToken,
    /// What stands right of the column in which BEGIN began: behind a mark that is base64 itself.
    Columns(usize),
}

/// A block's text with every character as it was meant; foreign ones are `\x01`.
struct Text {
    /// The lines, each with the offset in the source at which it ends.
    lines: Vec<(Vec<u8>, usize)>,
    coding: Option<Coding>,
}

impl Text {
    fn clean(source: &[u8], range: Range<usize>) -> Self {
        let mut text = Self { lines: Vec::new(), coding: None };
        let mut line = Vec::new();
        let mut at = range.start;
        while at < range.end {
            // Most of a block means what it is; the rest is looked at one by one.
            let ahead = source.get(at..range.end).unwrap_or_default();
            let plain = ahead.iter().position(|byte| !is_plain(*byte)).unwrap_or(ahead.len());
            line.extend_from_slice(ahead.get(..plain).unwrap_or_default());
            at += plain;
            let Some(step) = glyph::step(source, at).filter(|_| at < range.end) else {
                break;
            };
            if step.coding != Coding::Plain && text.coding.is_none_or(|c| c == Coding::Invisible) {
                text.coding = Some(step.coding);
            }
            match step.glyph {
                Glyph::Char(byte) => line.push(byte),
                Glyph::Blank => line.push(b' '),
                Glyph::Foreign => line.push(1),
                Glyph::Nothing => {}
                Glyph::LineEnd => text.lines.push((std::mem::take(&mut line), at)),
            }
            at = step.end;
        }
        text.lines.push((line, range.end));
        text
    }

    fn columns(&self) -> usize {
        self.lines.last().map_or(0, |(line, _)| line.len())
    }

    fn decode(&self, way: Way, closed: bool) -> Body {
        let mut decoder = Decoder::default();
        let mut end = self.lines.first().map_or(0, |(_, end)| *end);
        let mut marked = false;
        let mut lines_used = 0;
        let mut in_header = true;
        for (index, (line, line_end)) in self.lines.iter().enumerate() {
            let inner = trim(line, 0);
            let text = line.get(inner.clone()).unwrap_or_default();
            if text.is_empty() || (in_header && is_header(text)) {
                continue;
            }
            in_header = false;
            let share = match way {
                Way::Columns(width) if index > 0 => trim(line, width),
                Way::Whole | Way::Columns(_) => inner,
                Way::LastToken => inner.start + last_token(text)..inner.end,
            };
            let mut base64 = line.get(share.clone()).unwrap_or_default();
            if !closed {
                base64 = before_dashes(base64);
            }
            let fits = !base64.is_empty() && base64.iter().all(|byte| is_base64(*byte));
            // Behind a whole value only a longer row is more base64; a short one is END's own margin.
            let enough = decoder.whole() && (!closed || base64.len() < 16);
            if !fits || enough {
                break;
            }
            marked |= index > 0 && line.iter().position(|byte| *byte != b' ') != Some(share.start);
            decoder.feed(base64);
            lines_used += 1;
            end = *line_end;
        }
        let state = state(&decoder.bytes);
        let whole = matches!(state, State::Whole(_));
        let joined = lines_used == 1 && decoder.bytes.len() > 96;
        let undone = self.undone(marked, joined).filter(|_| whole);
        Body { bytes: decoder.bytes, end, state, undone }
    }

    fn undone(&self, marked: bool, joined: bool) -> Option<&'static str> {
        match self.coding {
            Some(Coding::Html) => Some("HTML tags and entities were undone"),
            Some(Coding::QuotedPrintable) => Some("quoted-printable encoding was undone"),
            Some(Coding::Percent) => Some("percent encoding was undone"),
            Some(Coding::Escaped) => Some("escaped line ends were undone"),
            _ if marked => Some("the marks in front of its lines were taken off"),
            Some(Coding::Invisible) => Some("invisible characters were taken out"),
            _ if joined => Some("its lines had been joined into one"),
            Some(Coding::Plain | Coding::Typographic) | None => None,
        }
    }
}

fn state(bytes: &[u8]) -> State {
    if bytes.first() != Some(&0x30) {
        // A remark of plain words is base64 by accident, but a short one.
        return if bytes.len() < 48 { State::Removed } else { State::NotDer };
    }
    match tlv::read(bytes) {
        Ok(value) => State::Whole(value.whole.len()),
        Err(tlv::Refusal::Short { announced }) => State::Short { announced },
        Err(tlv::Refusal::Header | tlv::Refusal::TooDeep) => State::NotDer,
    }
}

/// True for what no coding writes for something else.
#[inline(always)]
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

#[inline(always)]
const fn is_base64(byte: u8) -> bool {
    is_plain(byte) || matches!(byte, b'=' | b' ')
}

/// The part of a line, from `column` on, without the blanks, quote marks, comment signs, string quotes
/// and the like at both its ends.
fn trim(line: &[u8], column: usize) -> Range<usize> {
    let decoration = |byte: &u8| b" >|\"'`,*#;:-.\\[](){}_~".contains(byte);
    let from = line.get(column..).unwrap_or_default();
    let Some(ahead) = from.iter().position(|byte| !decoration(byte)) else {
        return line.len()..line.len();
    };
    let start = column + ahead;
    let mut end = line.len();
    // The `+` of a string that goes on in the next line of a program.
    let mut backwards = line.iter().rposition(|byte| *byte != b' ').into_iter();
    if let Some(last) = backwards.find(|last| line.get(*last) == Some(&b'+')) {
        let before = line.get(start..last).unwrap_or_default();
        if matches!(before.iter().rfind(|byte| **byte != b' '), Some(b'"' | b'\'')) {
            end = last;
        }
    }
    let kept = line.get(start..end).unwrap_or_default();
    let last = kept.iter().rposition(|byte| !decoration(byte)).map_or(0, |last| last + 1);
    start..start + last
}

/// Without the beginning of an END that was cut: no base64 has two hyphens.
fn before_dashes(share: &[u8]) -> &[u8] {
    let dashes = share.windows(2).position(|pair| pair == b"--");
    share.get(..dashes.unwrap_or(share.len())).unwrap_or_default()
}

/// Where the longest end of `text` begins that is base64 without a blank.
fn last_token(text: &[u8]) -> usize {
    let solid = |byte: &u8| is_base64(*byte) && *byte != b' ';
    text.iter().rposition(|byte| !solid(byte)).map_or(0, |last| last + 1)
}

/// `Proc-Type: 4,ENCRYPTED` and its like before the base64 (RFC 1421).
pub fn is_header(line: &[u8]) -> bool {
    let Some(colon) = line.iter().position(|byte| *byte == b':') else {
        return false;
    };
    let name = line.get(..colon).unwrap_or_default();
    line.get(colon + 1) == Some(&b' ')
        && name.first().is_some_and(u8::is_ascii_alphabetic)
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// Base64 (RFC 4648 section 4) that takes its characters as they come and does not insist on padding.
#[derive(Default)]
struct Decoder {
    bytes: Vec<u8>,
    buffer: u32,
    bits: u32,
    padded: bool,
}

impl Decoder {
    fn feed(&mut self, share: &[u8]) {
        for byte in share {
            let value = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                b'=' => {
                    // Inside a value it is no padding but a soft line break of quoted-printable.
                    self.padded = self.whole();
                    continue;
                }
                _ => continue,
            };
            if self.padded {
                // A second value begins behind the padding of the first.
                self.padded = false;
                self.bits = 0;
            }
            self.buffer = (self.buffer << 6) | u32::from(value);
            self.bits += 6;
            if self.bits >= 8 {
                self.bits -= 8;
                self.bytes.push(((self.buffer >> self.bits) & 0xff) as u8);
            }
        }
    }

    /// Whether the outer value's announced bytes have all come.
    fn whole(&self) -> bool {
        self.bytes.first() == Some(&0x30)
            && tlv::announced(&self.bytes).is_some_and(|size| self.bytes.len() >= size)
    }
}

#[cfg(test)]
mod tests;
