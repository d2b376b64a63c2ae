//! Log-ins that curl was given, and those that it sent.
//!
//! `-u name:password` on its command line; `> PASS …`, `> A1 LOGIN … …` and what answers a server's `+` behind
//! its mark `> `. Only behind that mark: the same words stand in prose too.

use std::ops::Range;

use crate::input::pem::glyph::{self, Glyph};

/// The longest command line that is looked at.
const MAX_COMMAND: usize = 4_096;
/// Lines of curl's between a question and its answer.
const MAX_NOISE: usize = 6;
/// The longest prefix that a log writes before each line.
const MAX_PREFIX: usize = 120;

/// The password of `-u name:password`, `--user name:password`; `from` is behind `curl`.
pub(super) fn user_option(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let rest = bytes.get(from..bytes.len().min(from + MAX_COMMAND))?;
    let line = rest.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let mut expected = false;
    let mut at = 0;
    for word in line.split(|byte| *byte == b' ') {
        let start = at;
        at += word.len() + 1;
        if expected && !word.is_empty() {
            let colon = word.iter().position(|byte| *byte == b':')?;
            let value = word.get(colon + 1..)?;
            let value = value.strip_suffix(b"\"").or(value.strip_suffix(b"'")).unwrap_or(value);
            let start = from + start + colon + 1;
            let masked = value.starts_with(b"[masked");
            return (!value.is_empty() && !masked).then(|| start..start + value.len());
        }
        let letters = word.strip_prefix(b"-").filter(|rest| !rest.starts_with(b"-"));
        let short = letters.is_some_and(|letters| letters.ends_with(b"u"));
        expected |= short || matches!(word, b"--user" | b"--proxy-user" | b"-U");
    }
    None
}

/// The rest of a line that was sent: `> PASS secret`.
pub(super) fn password(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let before = line_before(bytes, from).strip_suffix(b"PASS ")?;
    (before.trim_ascii() == b">").then(|| rest_of_line(bytes, from))?
}

/// Name and password of a line that was sent: `> A1 LOGIN name secret`.
pub(super) fn login(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let before = line_before(bytes, from).strip_suffix(b"LOGIN ")?;
    let tag = before.trim_ascii_start().strip_prefix(b"> ")?.trim_ascii();
    let tagged = !tag.is_empty() && tag.iter().all(u8::is_ascii_alphanumeric);
    tagged.then(|| rest_of_line(bytes, from))?
}

/// What was sent in answer to a server's `+` (IMAP, POP3); `from` is where the mechanism's line ends. With
/// several questions the answers and what stands between them.
pub(super) fn continued(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let mut at = line_end(bytes, from)?;
    let mut found: Option<Range<usize>> = None;
    while let Some((question, end)) = line(bytes, behind_noise(bytes, at)) {
        let question = question.trim_ascii();
        let question = question.strip_prefix(b"<").unwrap_or(question).trim_ascii();
        if !(question == b"+" || question.starts_with(b"+ ")) {
            break;
        }
        let start = behind_noise(bytes, end);
        let Some((answer, next)) = line(bytes, start) else { break };
        let value = answer.trim_ascii().strip_prefix(b">").unwrap_or(answer).trim_ascii();
        let alone = !value.is_empty() && !value.contains(&b' ');
        let place = answer.windows(value.len().max(1)).position(|part| part == value);
        let Some(place) = place.filter(|_| alone) else { break };
        let place = start + place..start + place + value.len();
        found = Some(found.map_or(place.start, |found| found.start)..place.end);
        at = next;
    }
    found
}

/// Behind the lines that curl prints about the bytes it moved: `{ [5 bytes data]`.
pub(super) fn behind_noise(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    for _ in 0..MAX_NOISE {
        let Some((text, next)) = line(bytes, at) else { return at };
        let noise = [b"{ [", b"} ["].iter().any(|mark| text.windows(3).any(|part| part == *mark));
        let moved = noise && text.trim_ascii_end().windows(11).any(|part| part == b"bytes data]");
        if !moved && !text.trim_ascii().is_empty() {
            return at;
        }
        at = next;
    }
    at
}

/// Behind the marks of a quotation and curl's own, however the text is coded.
pub(super) fn behind_marks(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    for _ in 0..40 {
        match glyph::step(bytes, at) {
            Some(step) if is_mark(step.glyph) => at = step.end,
            _ => break,
        }
    }
    // A log has its own words before curl's mark.
    let logged = line(bytes, at).and_then(|(text, _)| {
        let mark = text.windows(2).take(MAX_PREFIX).position(|part| part == b"> ")?;
        let word = text.get(mark + 2..)?.trim_ascii();
        (!word.is_empty() && !word.contains(&b' ')).then_some(at + mark + 2)
    });
    logged.unwrap_or(at)
}

const fn is_mark(glyph: Glyph) -> bool {
    matches!(glyph, Glyph::Blank | Glyph::Nothing | Glyph::Char(b'>' | b'|'))
}

/// The line that begins at `from`, at most a few hundred bytes of it, and where the next one begins.
fn line(bytes: &[u8], from: usize) -> Option<(&[u8], usize)> {
    let rest = bytes.get(from..bytes.len().min(from + 512))?;
    if rest.is_empty() {
        return None;
    }
    let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    Some((rest.get(..length)?, from + length + 1))
}

/// Where the next line begins, if only blanks stand before it.
fn line_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(step) = glyph::step(bytes, at) {
        match step.glyph {
            Glyph::Blank | Glyph::Nothing => at = step.end,
            // A carriage return and a line feed are one.
            Glyph::LineEnd => {
                let pair = bytes.get(at..at + 2) == Some(b"\r\n") && step.end == at + 1;
                return Some(step.end + usize::from(pair));
            }
            Glyph::Char(_) | Glyph::Foreign => return None,
        }
    }
    None
}

/// What stands on the line up to `from`.
fn line_before(bytes: &[u8], from: usize) -> &[u8] {
    let window = bytes.get(from.saturating_sub(64)..from).unwrap_or_default();
    let start =
        window.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
    window.get(start..).unwrap_or_default()
}

fn rest_of_line(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let (rest, _) = line(bytes, from)?;
    let value = rest.trim_ascii_end();
    let masked = value.starts_with(super::kind::OPENING);
    (!value.is_empty() && !masked).then(|| from..from + value.len())
}
