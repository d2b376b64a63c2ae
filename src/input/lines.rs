//! Which lines did the program print, whatever the copy made of them?
//!
//! Line ends of all kinds, colour sequences, quote marks, indentation, line numbers, a log's prefixes,
//! HTML and quoted-printable are undone; a text that was joined into one line is cut where a known line
//! begins. Each line keeps the range of bytes that it came from. No line is understood here, and only
//! what the whole text shows to be its coding is decoded: a peer can write `&#10;` into a name too.

use std::ops::Range;

use super::pem::glyph::{self, Coding, Glyph};

/// One line as it was printed, without its margin and without blanks at its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub range: Range<usize>,
    /// False for the last line where the text ends without a line end: it may be cut.
    pub ended: bool,
}

/// Lines longer than this that hold several known beginnings were joined.
const JOINED: usize = 400;
/// Known lines without a prefix, after which no prefix is looked for any more.
const MOST_BARE: usize = 50;
/// Dashes at the start of a line that may all have been hyphens.
const MAX_DASHES: usize = 80;
/// The longest prefix that a log writes before each line.
const MAX_PREFIX: usize = 120;

/// All lines of a text. `begins` tells whether a known line begins at the start of a string; it is asked
/// for joined lines and for the prefix that every line may have.
pub fn lines(bytes: &[u8], begins: fn(&str) -> bool) -> Vec<Line> {
    let codings = Codings::of(bytes);
    let mut lines = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let line = codings.line(bytes, at);
        at = line.next;
        if line.text.len() > JOINED {
            split(line, begins, &mut lines);
        } else {
            lines.push(Line { text: line.text, range: line.range, ended: line.ended });
        }
    }
    strip_margins(&mut lines, begins);
    lines
}

/// A physical line, decoded, and where the next one begins.
struct Physical {
    text: String,
    range: Range<usize>,
    ended: bool,
    next: usize,
}

/// What a mail program or a web page did to all of the text.
struct Codings {
    html: bool,
    quoted_printable: bool,
    /// `\n` stands for line ends, as in JSON.
    escaped: bool,
}

impl Codings {
    fn of(bytes: &[u8]) -> Self {
        let (mut html, mut printable, mut escaped, mut ends) = (false, false, 0_usize, 0_usize);
        for (at, byte) in bytes.iter().enumerate() {
            let rest = || bytes.get(at..).unwrap_or_default();
            match byte {
                b'&' => {
                    html |= [b"&nbsp;".as_slice(), b"&lt;", b"&gt;", b"&amp;", b"&quot;", b"&#"]
                        .iter()
                        .any(|entity| rest().starts_with(entity));
                }
                b'<' => {
                    html |= [b"<br".as_slice(), b"<BR", b"<p>", b"<pre", b"<div", b"<span"]
                        .iter()
                        .any(|tag| rest().starts_with(tag));
                }
                b'=' => printable |= rest().starts_with(b"=3D"),
                b'\\' => escaped += usize::from(rest().starts_with(b"\\n")),
                b'\n' | b'\r' => ends += 1,
                _ => {}
            }
        }
        Self { html, quoted_printable: printable, escaped: escaped >= 4 && escaped > 4 * ends }
    }

    /// Whether a byte may be more than itself.
    const fn is_special(&self, byte: u8) -> bool {
        match byte {
            b'\n' | b'\r' | 0x1b | 0x80.. => true,
            b'=' => self.quoted_printable,
            b'&' | b'<' => self.html,
            b'\\' => self.escaped,
            _ => false,
        }
    }

    fn line(&self, bytes: &[u8], from: usize) -> Physical {
        let mut raw: Vec<u8> = Vec::new();
        let mut at = from;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let plain = rest.iter().position(|byte| self.is_special(*byte)).unwrap_or(rest.len());
            raw.extend_from_slice(rest.get(..plain).unwrap_or_default());
            at += plain;
            let Some(byte) = bytes.get(at).copied() else { break };
            let decoded = match byte {
                b'\n' | b'\r' => {
                    let crlf = byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
                    return physical(raw, from..at, true, at + 1 + usize::from(crlf));
                }
                b'=' => {
                    if let Some(after) = glyph::soft_break(bytes, at) {
                        at = after;
                        continue;
                    }
                    glyph::step(bytes, at)
                }
                0x80.. => glyph::step(bytes, at).filter(|step| step.glyph != Glyph::Foreign),
                _ => glyph::step(bytes, at),
            };
            let Some(step) = decoded else {
                raw.push(byte);
                at += 1;
                continue;
            };
            match step.glyph {
                Glyph::LineEnd => {
                    let mut next = step.end;
                    // `<br>` and the line end behind it are one.
                    if step.coding == Coding::Html {
                        next += match bytes.get(next..next + 2) {
                            Some(b"\r\n") => 2,
                            Some([b'\n' | b'\r', _]) => 1,
                            _ => 0,
                        };
                    }
                    return physical(raw, from..at, true, next);
                }
                Glyph::Blank => raw.push(b' '),
                // A dash of another kind inside a name is the peer's own.
                Glyph::Char(character) if step.coding != Coding::Typographic || is_dashes(&raw) => {
                    raw.push(character);
                }
                Glyph::Nothing => {}
                Glyph::Char(_) | Glyph::Foreign => {
                    raw.extend(bytes.get(at..step.end).unwrap_or_default())
                }
            }
            at = step.end;
        }
        physical(raw, from..at, false, at)
    }
}

/// A line of dashes so far, no longer than those around BEGIN and END.
fn is_dashes(raw: &[u8]) -> bool {
    raw.len() < MAX_DASHES && raw.iter().all(|byte| *byte == b'-')
}

fn physical(raw: Vec<u8>, range: Range<usize>, ended: bool, next: usize) -> Physical {
    let text = String::from_utf8(raw)
        .unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned());
    Physical { text, range, ended, next }
}

/// Cuts a joined line where known lines begin. Where fewer than three do, it is one long line.
fn split(line: Physical, begins: fn(&str) -> bool, lines: &mut Vec<Line>) {
    let mut cuts = vec![0];
    let blanks = line.text.match_indices(' ').map(|(at, _)| at + 1);
    cuts.extend(blanks.filter(|at| line.text.get(*at..).is_some_and(begins)));
    if cuts.len() < 4 {
        lines.push(Line { text: line.text, range: line.range, ended: line.ended });
        return;
    }
    let exact = line.text.len() == line.range.len();
    let ends = cuts.iter().skip(1).copied().chain([line.text.len()]);
    for (start, end) in cuts.iter().copied().zip(ends) {
        let text = line.text.get(start..end).unwrap_or_default().to_owned();
        // Where something was decoded the offsets within the line are lost: all of it is the place.
        let range = if exact {
            line.range.start + start..line.range.start + end
        } else {
            line.range.clone()
        };
        lines.push(Line { text, range, ended: line.ended || end < line.text.len() });
    }
}

fn strip_margins(lines: &mut [Line], begins: fn(&str) -> bool) {
    for line in lines.iter_mut() {
        let kept = unmarked(&line.text, begins);
        if kept.len() < line.text.len() {
            line.text = kept.to_owned();
        }
    }
    let Some(shape) = prefix(lines, begins) else { return };
    for line in lines {
        if let Some(rest) = shape.strip(&line.text) {
            line.text = unmarked(rest, begins).to_owned();
        }
    }
}

/// Without blanks and quote marks before it. `>>> TLS 1.3, Handshake` is s_client's own, `> EHLO` curl's.
fn unmarked(text: &str, begins: fn(&str) -> bool) -> &str {
    let mut rest = text.trim();
    while let Some(marked) = rest.strip_prefix(['>', '|']) {
        if rest.starts_with(">>> ") || begins(rest) {
            break;
        }
        rest = marked.trim_start();
    }
    rest
}

/// A prefix that every line bears: numbers may differ from line to line, the rest stays.
#[derive(PartialEq, Eq)]
struct Prefix(Vec<Part>);

#[derive(PartialEq, Eq)]
enum Part {
    Number,
    Blanks,
    Literal(u8),
}

impl Prefix {
    fn of(text: &[u8]) -> Self {
        let mut parts = Vec::new();
        for byte in text {
            let part = match byte {
                b'0'..=b'9' => Part::Number,
                b' ' | b'\t' => Part::Blanks,
                _ => Part::Literal(*byte),
            };
            if matches!(part, Part::Literal(_)) || parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        Self(parts)
    }

    /// The text behind the prefix; a line of nothing else may have lost the blanks at its end.
    fn strip<'a>(&self, text: &'a str) -> Option<&'a str> {
        let mut rest = text;
        for part in &self.0 {
            let after = match part {
                Part::Number => rest.trim_start_matches(|c: char| c.is_ascii_digit()),
                Part::Blanks => rest.trim_start_matches([' ', '\t']),
                Part::Literal(byte) => rest.strip_prefix(char::from(*byte))?,
            };
            let blank = matches!(part, Part::Blanks) && rest.is_empty();
            if after.len() == rest.len() && !blank {
                return None;
            }
            rest = after;
        }
        Some(rest)
    }
}

/// The prefix that stands before most of the known lines, where most of them have one.
fn prefix(lines: &[Line], begins: fn(&str) -> bool) -> Option<Prefix> {
    let mut bare = 0;
    let mut found: Vec<(Prefix, usize)> = Vec::new();
    for line in lines.iter().take(2_000) {
        if begins(&line.text) {
            bare += 1;
            if bare > MOST_BARE {
                return None;
            }
            continue;
        }
        let window = line.text.get(..line.text.floor_char_boundary(MAX_PREFIX)).unwrap_or_default();
        let behind = window.match_indices(' ').map(|(at, _)| at + 1).find(|at| {
            let digits = window.get(..*at).is_some_and(|p| p.bytes().any(|b| b.is_ascii_digit()));
            digits && line.text.get(*at..).is_some_and(|rest| begins(rest.trim_start()))
        });
        let Some(behind) = behind else { continue };
        let shape = Prefix::of(line.text.get(..behind).unwrap_or_default().as_bytes());
        if let Some((_, count)) = found.iter_mut().find(|(known, _)| *known == shape) {
            *count += 1;
        } else if found.len() < 50 {
            found.push((shape, 1));
        }
    }
    let (shape, count) = found.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 2 && count > bare).then_some(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begins(text: &str) -> bool {
        ["CONNECTED(", "verify return:", "---", "Certificate chain"]
            .iter()
            .any(|word| text.starts_with(word))
    }

    fn read(text: &str) -> Vec<String> {
        lines(text.as_bytes(), begins).into_iter().map(|line| line.text).collect()
    }

    const PLAIN: &str = "CONNECTED(00000003)\nverify return:1\n---\nCertificate chain\n";

    #[test]
    fn every_copy_gives_the_same_lines() {
        let expected = read(PLAIN);
        assert_eq!(expected.len(), 4);
        let numbered: String =
            PLAIN.lines().zip(8..).map(|(line, n)| format!("{n:4}  {line}\n")).collect();
        let logged: String = PLAIN
            .lines()
            .zip(8..)
            .map(|(line, n)| format!("2026-11-20T13:02:00.0{n:02}Z edge01 check[812]: {line}\n"))
            .collect();
        for copy in [
            PLAIN.replace('\n', "\r\n"),
            PLAIN.replace('\n', "\r"),
            PLAIN.replace('\n', "\n    "),
            format!("> > {}", PLAIN.replace('\n', "\n> > ")),
            format!(">{}", PLAIN.replace('\n', "\n>")),
            format!("<p>{}", PLAIN.replace('\n', "<br />\n")).replace(' ', "&nbsp;"),
            PLAIN.replace('\n', "\\n"),
            PLAIN.replace("CONNECTED", "\u{1b}[0mCONN\u{200b}ECTED"),
            numbered,
            logged,
        ] {
            let mut lines = read(&copy);
            lines.retain(|line| !line.is_empty());
            assert_eq!(lines, expected, "{copy:?}");
        }
    }

    #[test]
    fn a_joined_text_is_cut_where_lines_begin() {
        let long = format!(
            "CONNECTED(00000003) verify return:1 --- Certificate chain {}",
            "x".repeat(500)
        );
        let found = lines(long.as_bytes(), begins);
        let texts: Vec<&str> = found.iter().take(3).map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["CONNECTED(00000003)", "verify return:1", "---"]);
        assert_eq!(found.get(1).map(|line| line.range.clone()), Some(20..36));
    }

    #[test]
    fn the_last_line_may_be_cut() {
        let found = lines(b"---\n--", begins);
        let ended: Vec<bool> = found.iter().map(|line| line.ended).collect();
        assert_eq!(ended, [true, false]);
    }

    #[test]
    fn nothing_is_decoded_that_the_text_is_not_coded_in() {
        assert_eq!(read("depth=0 CN = a\\nb&c%0A<x>\n"), ["depth=0 CN = a\\nb&c%0A<x>"]);
    }
}
