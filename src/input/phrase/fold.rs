//! Which letters stand in a text, whatever a copy did to blanks, quotation marks and case?
//!
//! Terminals and mail programs wrap an error message anywhere and change its quotation marks. So it is
//! compared without blanks, quotation marks and case; what is captured from it is read with blanks. Both
//! keep the place of every byte. No message is known here.

use crate::input::pem::glyph::{self, Coding, Glyph};

/// What the whole text shows to be done to it.
#[derive(Clone, Copy)]
pub(super) struct Codings {
    printable: bool,
    /// `\n` and `\"` stand for line ends and quotation marks, as in JSON.
    escaped: bool,
}

/// A text with the offset that each of its bytes came from.
#[derive(Default)]
pub(super) struct Folded {
    pub(super) text: Vec<u8>,
    pub(super) from: Vec<usize>,
}

impl Folded {
    fn push(&mut self, byte: u8, from: usize) {
        self.text.push(byte);
        self.from.push(from);
    }
}

/// A character of the text, undone.
enum Letter {
    Char(u8),
    Blank,
    LineEnd,
    Quote(u8),
    /// Some other character, from here to `end`.
    Foreign,
    Nothing,
}

impl Codings {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let (mut printable, mut escapes, mut ends) = (false, 0_usize, 0_usize);
        for at in memchr::memchr3_iter(b'=', b'\\', b'\n', bytes) {
            match bytes.get(at..at + 3) {
                Some([b'=', b'3', b'D']) => printable = true,
                Some([b'\\', b'n' | b'r', _]) => escapes += 1,
                Some([b'\n', ..]) => ends += 1,
                _ => {}
            }
        }
        Self { printable, escaped: escapes > ends.max(1) }
    }

    fn letter(self, bytes: &[u8], at: usize) -> (Letter, usize) {
        let Some(byte) = bytes.get(at).copied() else { return (Letter::Nothing, at + 1) };
        let plain = match byte {
            b'\n' | b'\r' => Letter::LineEnd,
            b' ' | b'\t' => Letter::Blank,
            b'"' | b'\'' | b'`' => Letter::Quote(if byte == b'"' { b'"' } else { b'\'' }),
            b'=' | b'&' | b'<' | b'\\' | 0x1b | 0x80.. => return self.coded(bytes, at, byte),
            0x21..=0x7e => Letter::Char(byte),
            _ => Letter::Nothing,
        };
        (plain, at + 1)
    }

    /// A character that may be more than itself.
    fn coded(self, bytes: &[u8], at: usize, byte: u8) -> (Letter, usize) {
        let plain = (Letter::Char(byte), at + 1);
        match byte {
            b'=' if !self.printable => return plain,
            b'=' => {
                if let Some(end) = glyph::soft_break(bytes, at) {
                    return (Letter::Nothing, end);
                }
            }
            b'\\' => {
                return match bytes.get(at + 1) {
                    Some(quote @ (b'"' | b'\'')) => (Letter::Quote(*quote), at + 2),
                    Some(b'n' | b'r') if self.escaped => (Letter::LineEnd, at + 2),
                    _ => plain,
                };
            }
            b'<' if !is_tag(bytes.get(at + 1..).unwrap_or_default()) => return plain,
            b'&' => {
                let rest = bytes.get(at + 1..).unwrap_or_default();
                let named = ["lsquo;", "rsquo;", "ldquo;", "rdquo;", "laquo;", "raquo;"];
                if let Some(name) = named.iter().find(|name| rest.starts_with(name.as_bytes())) {
                    let quote = if name.contains('s') { b'\'' } else { b'"' };
                    return (Letter::Quote(quote), at + 1 + name.len());
                }
            }
            0x80.. => {
                if let Some(quote) = typographic(bytes.get(at..).unwrap_or_default()) {
                    return quote_of(quote, at);
                }
            }
            _ => {}
        }
        let Some(step) = glyph::step(bytes, at) else { return plain };
        let letter = match step.glyph {
            Glyph::Char(quote @ (b'"' | b'\'')) => Letter::Quote(quote),
            Glyph::Char(character) => Letter::Char(character),
            Glyph::Blank => Letter::Blank,
            Glyph::LineEnd => Letter::LineEnd,
            Glyph::Nothing => Letter::Nothing,
            Glyph::Foreign if step.coding == Coding::Html => Letter::Quote(b'\''),
            Glyph::Foreign => Letter::Foreign,
        };
        (letter, step.end)
    }
}

const fn quote_of((quote, length): (u8, usize), at: usize) -> (Letter, usize) {
    (Letter::Quote(quote), at + length)
}

/// A quotation mark of another kind and its length in bytes.
fn typographic(rest: &[u8]) -> Option<(u8, usize)> {
    match rest {
        // ‘ ’ ‚ ‛ and ‹ ›
        [0xe2, 0x80, 0x98..=0x9b | 0xb9 | 0xba, ..] => Some((b'\'', 3)),
        // “ ” „ ‟
        [0xe2, 0x80, 0x9c..=0x9f, ..] => Some((b'"', 3)),
        // « » and ´
        [0xc2, 0xab | 0xbb, ..] => Some((b'"', 2)),
        [0xc2, 0xb4, ..] => Some((b'\'', 2)),
        _ => None,
    }
}

/// A tag of a page or a mail. `<I>` and `<S>` of Exchange's certificate names are none, nor is XML.
fn is_tag(rest: &[u8]) -> bool {
    const TAGS: &[&[u8]] = &[
        b"br", b"p", b"div", b"span", b"pre", b"td", b"tr", b"li", b"b", b"strong", b"em", b"font",
        b"code", b"a", b"table", b"tbody", b"ul", b"html", b"body",
    ];
    let rest = rest.strip_prefix(b"/").unwrap_or(rest);
    TAGS.iter().any(|tag| {
        rest.get(..tag.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag))
            && matches!(rest.get(tag.len()), Some(b'>' | b' ' | b'/'))
    })
}

/// Letters in lower case and signs of a part of the text, without blanks and quotation marks. Marks of a
/// quoted mail at the beginning of a line are left out.
pub(super) fn tight(bytes: &[u8], range: std::ops::Range<usize>, codings: Codings) -> Folded {
    let mut folded = Folded::default();
    folded.text.reserve(range.len());
    folded.from.reserve(range.len());
    let mut at = range.start;
    let mut margin = at == 0;
    while at < range.end {
        let (letter, end) = codings.letter(bytes, at);
        match letter {
            Letter::Char(b'>' | b'|') if margin => {}
            Letter::Char(character) => {
                margin = false;
                folded.push(character.to_ascii_lowercase(), at);
            }
            Letter::Foreign => {
                margin = false;
                folded.push(0xff, at);
            }
            Letter::LineEnd => margin = true,
            Letter::Quote(_) => margin = false,
            Letter::Blank | Letter::Nothing => {}
        }
        at = end;
    }
    folded
}

/// The text from an offset on as a person reads it: one blank between words, plain quotation marks. It
/// ends at an empty line, at `until` or after `most` bytes.
pub(super) fn readable(
    bytes: &[u8],
    from: usize,
    until: usize,
    most: usize,
    codings: Codings,
) -> Folded {
    let mut folded = Folded::default();
    let mut at = from;
    let (mut margin, mut ends, mut blank) = (false, 0, false);
    while at < until.min(bytes.len()) && folded.text.len() < most {
        let (letter, end) = codings.letter(bytes, at);
        let shown = match letter {
            Letter::Char(b'>' | b'|') if margin => 0..0,
            Letter::Char(_) | Letter::Quote(_) | Letter::Foreign => at..end,
            Letter::LineEnd | Letter::Blank | Letter::Nothing => 0..0,
        };
        if !shown.is_empty() {
            if blank && !folded.text.is_empty() {
                folded.push(b' ', at);
            }
            (margin, ends, blank) = (false, 0, false);
        }
        match letter {
            Letter::Char(_) if shown.is_empty() => {}
            Letter::Char(character) | Letter::Quote(character) => folded.push(character, at),
            Letter::Foreign => {
                let raw = bytes.get(shown).unwrap_or_default();
                raw.iter().for_each(|byte| folded.push(*byte, at));
            }
            Letter::LineEnd => {
                // CR LF are one.
                if !(bytes.get(at) == Some(&b'\r') && bytes.get(end) == Some(&b'\n')) {
                    ends += 1;
                }
                if ends > 1 {
                    break;
                }
                (margin, blank) = (true, true);
            }
            Letter::Blank => blank = true,
            Letter::Nothing => {}
        }
        at = end;
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tight_of(text: &str) -> String {
        let bytes = text.as_bytes();
        let folded = tight(bytes, 0..bytes.len(), Codings::of(bytes));
        assert_eq!(folded.text.len(), folded.from.len());
        String::from_utf8(folded.text).expect("ASCII")
    }

    fn readable_of(text: &str) -> String {
        let bytes = text.as_bytes();
        let folded = readable(bytes, 0, bytes.len(), 500, Codings::of(bytes));
        assert_eq!(folded.text.len(), folded.from.len());
        String::from_utf8(folded.text).expect("UTF-8")
    }

    #[test]
    fn every_copy_is_the_same() {
        for copy in [
            "The remote 'host' is bad",
            "> the Remote\r\n> \u{2018}ho\n> st\u{2019} is bad",
            "The remote &#39;host&#39; is&nbsp;bad",
            "<p>The remote <b>&quot;host&quot;</b> is<br/>bad</p>",
            r#"The remote \"host\" is bad"#,
        ] {
            assert_eq!(tight_of(copy), "theremotehostisbad", "{copy}");
        }
        assert_eq!(tight_of("a=3Db the =\r\nend"), "a=btheend");
    }

    #[test]
    fn what_is_captured_keeps_its_words() {
        assert_eq!(readable_of("CN=EX1,  O=\u{201c}A\nB\u{201d}"), "CN=EX1, O=\"A B\"");
        assert_eq!(readable_of("<I>CN=CA<S>CN=mail"), "<I>CN=CA<S>CN=mail");
        assert_eq!(readable_of("a\r\nb\r\n\r\nc"), "a b");
        assert_eq!(readable_of("CN=K\u{f6}ln C:\\new"), "CN=K\u{f6}ln C:\\new");
    }
}
