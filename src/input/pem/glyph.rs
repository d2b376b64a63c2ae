//! Which character was meant, whatever the mail program, the web page or the shell made of it?
//!
//! One step reads one character of a pasted block: plain, as HTML entity or tag, in quoted-printable
//! (RFC 2045 section 6.7), percent-encoded, or escaped as in JSON. It looks a bounded number of bytes
//! ahead, so that reading a text glyph by glyph stays linear. Only characters that can stand in an
//! armoured block are told apart; all else is `Foreign`.

/// What one step has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// A printable ASCII character.
    Char(u8),
    /// A blank of any width.
    Blank,
    LineEnd,
    /// Nothing to be seen: a zero-width character, a tag, a colour sequence.
    Nothing,
    /// Any other character.
    Foreign,
}

/// How the character was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    Plain,
    Html,
    QuotedPrintable,
    Percent,
    Escaped,
    Invisible,
    Typographic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub glyph: Glyph,
    pub coding: Coding,
    /// Offset of the byte after the character.
    pub end: usize,
}

/// The longest tag that is taken for one; mail programs write long style attributes.
const MAX_TAG: usize = 400;

/// The character at `at`, or `None` at the end of the bytes.
pub fn step(bytes: &[u8], at: usize) -> Option<Step> {
    let first = *bytes.get(at)?;
    let plain = |glyph| Some(Step { glyph, coding: Coding::Plain, end: at + 1 });
    match first {
        b'\n' => plain(Glyph::LineEnd),
        b'\r' => {
            let end = if bytes.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 };
            Some(Step { glyph: Glyph::LineEnd, coding: Coding::Plain, end })
        }
        b' ' | b'\t' | 0x0b | 0x0c => plain(Glyph::Blank),
        b'&' => entity(bytes, at).or_else(|| plain(Glyph::Char(first))),
        b'<' => tag(bytes, at).or_else(|| plain(Glyph::Char(first))),
        b'=' => hex_coded(bytes, at, Coding::QuotedPrintable).or_else(|| plain(Glyph::Char(first))),
        b'%' => hex_coded(bytes, at, Coding::Percent).or_else(|| plain(Glyph::Char(first))),
        b'\\' => escape(bytes, at).or_else(|| plain(Glyph::Char(first))),
        0x1b => colour(bytes, at).or_else(|| plain(Glyph::Nothing)),
        0x21..=0x7e => plain(Glyph::Char(first)),
        0x80.. => Some(beyond_ascii(bytes, at)),
        0x00 => plain(Glyph::Nothing),
        _ => plain(Glyph::Foreign),
    }
}

/// Where the text goes on if `at` is a soft line break of quoted-printable: `=` at the end of a line.
/// The padding of base64 looks the same, so the caller must know which of the two can stand here.
pub fn soft_break(bytes: &[u8], at: usize) -> Option<usize> {
    match (bytes.get(at)?, bytes.get(at + 1)?, bytes.get(at + 2)) {
        (b'=', b'\n', _) => Some(at + 2),
        (b'=', b'\r', Some(b'\n')) => Some(at + 3),
        _ => None,
    }
}

/// The glyph of one Unicode character.
fn of_char(character: char) -> (Glyph, Coding) {
    match character {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => (Glyph::LineEnd, Coding::Plain),
        ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            (Glyph::Blank, Coding::Plain)
        }
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => (Glyph::Nothing, Coding::Invisible),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => {
            (Glyph::Char(b'-'), Coding::Typographic)
        }
        '\0' => (Glyph::Nothing, Coding::Plain),
        '!'..='~' => (Glyph::Char(character as u8), Coding::Plain),
        _ => (Glyph::Foreign, Coding::Plain),
    }
}

/// The character that begins with a byte above 0x7f, and its length.
fn beyond_ascii(bytes: &[u8], at: usize) -> Step {
    let length = match bytes.get(at).copied().unwrap_or(0) {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    let character = bytes
        .get(at..at + length)
        .and_then(|slice| std::str::from_utf8(slice).ok())
        .and_then(|text| text.chars().next());
    match character {
        Some(character) => {
            let (glyph, coding) = of_char(character);
            Step { glyph, coding, end: at + length }
        }
        None => Step { glyph: Glyph::Foreign, coding: Coding::Plain, end: at + 1 },
    }
}

fn from_char(character: char, coding: Coding, end: usize) -> Step {
    Step { glyph: of_char(character).0, coding, end }
}

fn entity(bytes: &[u8], at: usize) -> Option<Step> {
    let mut start = at + 1;
    // Text that was escaped twice: `&amp;nbsp;`.
    while bytes.get(start..).is_some_and(|rest| rest.starts_with(b"amp;")) && start < at + 9 {
        start += 4;
    }
    named(bytes, start).or_else(|| {
        let ampersand = Step { glyph: Glyph::Char(b'&'), coding: Coding::Html, end: start };
        (start > at + 1).then_some(ampersand)
    })
}

/// The entity whose name begins at `start`, behind the `&`.
fn named(bytes: &[u8], start: usize) -> Option<Step> {
    let window = bytes.get(start..bytes.len().min(start + 10))?;
    let length = window.iter().position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(window.get(..length)?).ok()?;
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "plus" => '+',
        "equals" => '=',
        "sol" => '/',
        "colon" => ':',
        "comma" => ',',
        "period" => '.',
        "num" => '#',
        "vert" | "verbar" => '|',
        "hyphen" | "dash" | "minus" | "ndash" | "mdash" | "horbar" => '\u{2013}',
        "NewLine" => '\n',
        "Tab" => '\t',
        "shy" | "zwj" | "zwnj" | "lrm" | "rlm" => '\u{200b}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some(from_char(character, Coding::Html, start + length + 1))
}

/// A tag becomes nothing, or a line end where it ends a line on a page.
fn tag(bytes: &[u8], at: usize) -> Option<Step> {
    let next = *bytes.get(at + 1)?;
    if !next.is_ascii_alphabetic() && next != b'/' {
        return None;
    }
    let window = bytes.get(at + 1..bytes.len().min(at + MAX_TAG))?;
    // A second `<` means that this one is no tag; it also keeps the look ahead linear.
    let length = window.iter().position(|byte| matches!(byte, b'>' | b'<'))?;
    let inner = window.get(..length)?;
    if window.get(length) != Some(&b'>') {
        return None;
    }
    let name = inner.strip_prefix(b"/").unwrap_or(inner);
    let letters = name.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(name.len());
    let name = name.get(..letters)?;
    let ends_line = ["br", "p", "div", "li", "tr", "pre", "td"]
        .iter()
        .any(|ending| name.eq_ignore_ascii_case(ending.as_bytes()));
    let glyph = if ends_line { Glyph::LineEnd } else { Glyph::Nothing };
    Some(Step { glyph, coding: Coding::Html, end: at + length + 2 })
}

/// `=E2=80=93` or `%0A`: up to four coded bytes that make one character.
fn hex_coded(bytes: &[u8], at: usize, coding: Coding) -> Option<Step> {
    let mark = *bytes.get(at)?;
    let first = hex_byte(bytes, at + 1)?;
    let length = match first {
        0x00..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut coded = [0_u8; 4];
    for (index, slot) in coded.iter_mut().take(length).enumerate() {
        let start = at + 3 * index;
        if bytes.get(start) != Some(&mark) {
            return None;
        }
        *slot = hex_byte(bytes, start + 1)?;
    }
    let text = std::str::from_utf8(coded.get(..length)?).ok()?;
    Some(from_char(text.chars().next()?, coding, at + 3 * length))
}

/// `\n`, `\/`, `\u002b`, `\x2d`, also with the backslash itself escaped; and a backslash that ends a line.
fn escape(bytes: &[u8], at: usize) -> Option<Step> {
    let mut start = at;
    while bytes.get(start) == Some(&b'\\') && start < at + 4 {
        start += 1;
    }
    let step = |glyph, end| Some(Step { glyph, coding: Coding::Escaped, end });
    match bytes.get(start)? {
        b'n' | b'r' => step(Glyph::LineEnd, start + 1),
        b't' => step(Glyph::Blank, start + 1),
        character @ (b'/' | b'"' | b'\'') => step(Glyph::Char(*character), start + 1),
        b'u' => {
            let code = bytes.get(start + 1..start + 5)?;
            let code = u32::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok()?;
            Some(from_char(char::from_u32(code)?, Coding::Escaped, start + 5))
        }
        b'x' => {
            let code = hex_byte(bytes, start + 1)?;
            Some(from_char(char::from(code), Coding::Escaped, start + 3))
        }
        _ => None,
    }
}

/// A terminal's colour or cursor sequence, as `script` and some consoles leave in a capture.
fn colour(bytes: &[u8], at: usize) -> Option<Step> {
    if bytes.get(at + 1) != Some(&b'[') {
        return None;
    }
    let window = bytes.get(at + 2..bytes.len().min(at + 24))?;
    let length = window.iter().position(|byte| matches!(byte, 0x40..=0x7e))?;
    Some(Step { glyph: Glyph::Nothing, coding: Coding::Plain, end: at + 2 + length + 1 })
}

fn hex_byte(bytes: &[u8], at: usize) -> Option<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let high = digit(bytes.get(at)?)?;
    let low = digit(bytes.get(at + 1)?)?;
    u8::try_from(high * 16 + low).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut out = String::new();
        while let Some(step) = step(bytes, at) {
            at = step.end;
            match step.glyph {
                Glyph::Char(byte) => out.push(char::from(byte)),
                Glyph::Blank => out.push(' '),
                Glyph::LineEnd => out.push('\n'),
                Glyph::Nothing => {}
                Glyph::Foreign => out.push('?'),
            }
        }
        out
    }

    #[test]
    fn codings() {
        assert_eq!(read("a&#43;&#x2b;&plus;&amp;#43;&nbsp;&gt;&&amp; x;"), "a++++ >&& x;");
        assert_eq!(read("a<br>b<br />c</p><span style=\"x\">d</span>"), "a\nb\nc\nd");
        assert_eq!(read("a=3D=2B=\r\nb=E2=80=93="), "a=+=\nb-=");
        assert_eq!(read("a%2B%0Ab%"), "a+\nb%");
        assert_eq!(read(r"a\nb\\nc\/\u002b\x2d\q"), "a\nb\nc/+-\\q");
        assert_eq!(read("a\u{200b}b\u{a0}c\u{2014}\u{e9}\x1b[0md"), "ab c-?d");
        assert_eq!(read("a < b <c"), "a < b <c");
    }

    #[test]
    fn every_byte_moves_on() {
        for first in 0..=255_u8 {
            for second in 0..=255_u8 {
                let bytes = [first, second, b'1', b'2'];
                assert!(step(&bytes, 0).is_some_and(|step| step.end > 0));
            }
        }
    }
}
