//! Does base64 of a certificate stand here without BEGIN and END?
//!
//! A `.cer` file in base64, a value copied out of JSON or XML, a block that lost its frame. Text counts
//! only where it decodes to a whole value of a known kind, so prose and other base64 are left alone.

use std::ops::Range;

use base64ct::{Base64, Encoding};

use super::der::{self, tlv};
use super::pem::body::{self, State};
use super::pem::glyph::{self, Coding, Glyph};
use super::{Artefact, Confidence, Format, MAX_BLOCKS, Text};
use crate::problem::{Parsed, Problem, ProblemKind};

pub static FORMAT: Format =
    Format { id: "base64", title: "base64 without BEGIN and END", sample: SAMPLE, recognise, read };

/// A public key of zero bytes: the shortest value that shows the form.
const SAMPLE: &[u8] = b"MDQwAwYBAAMtAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// No certificate is shorter than this; a random word could be.
const MIN_SIZE: usize = 40;
const MAX_SIZE: usize = 1 << 20;
/// Times that the text may be gone over for values that turn out to be none.
const PASSES: usize = 1;

/// One value, decoded.
pub struct Value {
    pub range: Range<usize>,
    /// Exactly the outer value.
    pub der: Vec<u8>,
    /// Bytes that followed it in the same base64.
    pub trailing: usize,
    pub undone: Option<&'static str>,
}

fn recognise(text: &Text) -> Confidence {
    if text.binary || values(&text.bytes, 0..text.bytes.len(), 1).is_empty() {
        return Confidence::No;
    }
    Confidence::Maybe
}

fn read(text: &Text) -> Parsed<Vec<Artefact>> {
    let mut artefacts = Vec::new();
    let mut problems: Vec<Problem> = Vec::new();
    for value in values(&text.bytes, 0..text.bytes.len(), MAX_BLOCKS + 1) {
        let span = text.span(value.range.clone());
        if artefacts.len() >= MAX_BLOCKS {
            let kind = ProblemKind::TooManyBlocks { read: artefacts.len() };
            problems.push(Problem { span, kind });
            break;
        }
        if let Some(how) = value.undone {
            let kind = ProblemKind::PemRepaired { label: "base64".into(), how };
            if !problems.iter().any(|problem| problem.kind == kind) {
                problems.push(Problem { span, kind });
            }
        }
        if value.trailing > 0 {
            let kind = ProblemKind::TrailingBytes { count: value.trailing };
            problems.push(Problem { span, kind });
        }
        let opened = der::open(&value.der, false);
        opened.hand_on(text, &mut artefacts, &mut problems, |_| value.range.clone());
    }
    Parsed { value: artefacts, problems }
}

/// The first values of known kinds in a part of the text, in order, `most` at the most.
pub fn values(bytes: &[u8], range: Range<usize>, most: usize) -> Vec<Value> {
    let mut found = Vec::new();
    let limit = range.end.min(bytes.len());
    let mut work = range.len().saturating_mul(PASSES).saturating_add(MAX_SIZE);
    let mut at = range.start;
    while found.len() < most
        && let Some(ahead) = bytes.get(at..limit).and_then(find_m)
    {
        at += ahead;
        let Some(size) = announced(bytes, at) else {
            at += 1;
            continue;
        };
        // Room for what a mail or a page puts around the characters.
        let room = size.saturating_mul(4).saturating_add(4_096);
        let until = value_end(bytes, at, limit.min(at.saturating_add(room)));
        match value(bytes, at..until) {
            Some(value) => {
                at = value.range.end.max(at + 1);
                found.push(value);
            }
            None => {
                // Only what was read in vain counts: the rest is read once.
                let Some(left) = work.checked_sub(until - at) else {
                    break;
                };
                work = left;
                at += 1;
            }
        }
    }
    found
}

fn find_m(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == b'M')
}

fn value(bytes: &[u8], range: Range<usize>) -> Option<Value> {
    let line = bytes.get(..range.start).unwrap_or_default();
    let margin = line.iter().rev().take(120).position(|byte| matches!(byte, b'\n' | b'\r'));
    let margin = range.start - margin.unwrap_or(0)..range.start;
    let body = body::read(bytes, range.clone(), margin, false);
    let State::Whole(size) = body.state else {
        return None;
    };
    let der = body.bytes.get(..size)?.to_vec();
    let opened = der::open(&der, false);
    if opened.certificates.is_empty() && opened.named.is_none() {
        return None;
    }
    let trailing = body.bytes.len() - size;
    Some(Value { range: range.start..body.end, der, trailing, undone: body.undone })
}

/// Bytes that the value announces whose base64 may begin here: `M`, and the start of a SEQUENCE of
/// sensible size with a tag in it that the known kinds begin with.
fn announced(bytes: &[u8], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let escaped = at >= 2 && bytes.get(at - 2) == Some(&b'\\');
    if before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
        && !escaped
    {
        return None;
    }
    let first = bytes.get(at..at + 16)?;
    let head = decode(first)?;
    let inside = match head.get(..2)? {
        [0x30, 0x80] => head.get(2..)?,
        [0x30, short @ ..0x80] if usize::from(*short) >= MIN_SIZE => head.get(2..)?,
        [0x30, long @ 0x81..=0x84] => head.get(2 + usize::from(long & 0x7f)..)?,
        _ => return None,
    };
    if !matches!(inside.first()?, 0x30 | 0x06 | 0x0a) {
        return None;
    }
    let size = tlv::announced(&head).unwrap_or(MAX_SIZE);
    (MIN_SIZE..=MAX_SIZE).contains(&size).then_some(size)
}

/// A value inside quotes or between commas ends there; one in lines may go on to `limit`.
fn value_end(bytes: &[u8], from: usize, limit: usize) -> usize {
    let mut at = from;
    while at < limit {
        let Some(step) = glyph::step(bytes, at) else {
            break;
        };
        match step.glyph {
            Glyph::Char(byte) if byte.is_ascii_alphanumeric() || b"+/=".contains(&byte) => {}
            Glyph::Nothing => {}
            // A string that goes on in the next line of a program.
            Glyph::Char(b'"' | b'\'' | b'\\') if line_ends_soon(bytes, step.end) => return limit,
            Glyph::Char(_) | Glyph::Foreign => return at,
            Glyph::Blank | Glyph::LineEnd if step.coding == Coding::Html => return limit,
            Glyph::Blank | Glyph::LineEnd => return limit,
        }
        at = step.end;
    }
    limit
}

fn line_ends_soon(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..bytes.len().min(at + 4)).unwrap_or_default();
    rest.iter().any(|byte| matches!(byte, b'\n' | b'\r'))
}

/// The bytes that whole, padded base64 stands for (RFC 4648 section 4); `None` for anything else.
pub(super) fn decode(digits: &[u8]) -> Option<Vec<u8>> {
    Base64::decode_vec(std::str::from_utf8(digits).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::ArtefactKind;
    use crate::span::SourceId;

    const LEAF: &str = include_str!("../../tests/fixtures/leaf.pem");
    const ISSUER: &str = include_str!("../../tests/fixtures/issuer.pem");

    fn bare(pem: &str) -> String {
        pem.lines().filter(|line| !line.starts_with('-')).map(|line| format!("{line}\n")).collect()
    }

    #[track_caller]
    fn check(text: &str, certificates: usize) {
        let text = Text { source: SourceId(0), bytes: text.as_bytes().to_vec(), binary: false };
        let expected = if certificates > 0 { Confidence::Maybe } else { Confidence::No };
        assert_eq!(recognise(&text), expected);
        let parsed = read(&text);
        let ders: Vec<&Vec<u8>> = parsed
            .value
            .iter()
            .filter_map(|artefact| match &artefact.kind {
                ArtefactKind::Certificate { der } => Some(der),
                _ => None,
            })
            .collect();
        assert_eq!(ders.len(), certificates);
        assert!(
            ders.iter().all(|der| tlv::read(der).is_ok_and(|value| value.whole.len() == der.len()))
        );
    }

    #[test]
    fn forms_of_bare_base64() {
        let (leaf, issuer) = (bare(LEAF), bare(ISSUER));
        check(&leaf, 1);
        check(&format!("{leaf}\n{issuer}"), 2);
        check(&format!("{leaf}{issuer}"), 2);
        check(&format!("{leaf}{issuer}").repeat(40), 80);
        check(&leaf.replace('\n', ""), 1);
        check(&leaf.replace('\n', "\r\n"), 1);
        check(&format!("> {}", leaf.trim().replace('\n', "\n> ")), 1);
        let joined = |text: &str| text.replace('\n', "");
        check(&format!("{{\"x5c\":[\"{}\",\"{}\"]}}", joined(&leaf), joined(&issuer)), 2);
        check(&format!("<ds:X509Certificate>{leaf}</ds:X509Certificate>"), 1);
        check(&leaf.replace('\n', "\\n"), 1);
    }

    #[test]
    fn prose_and_other_base64_are_left_alone() {
        check("MIME-Version: 1.0 MIICROSOFT MIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIII", 0);
        check("Monday MAILBOX MEETING", 0);
        check(&"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\n".repeat(50), 0);
        check(bare(LEAF).get(..400).unwrap_or_default(), 0);
    }
}
