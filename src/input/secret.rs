//! Which secrets stand in the text, and how do we forget them?
//!
//! The first step after decoding: nothing later has seen a secret, and every span refers to the text
//! that leaves here. The frame of a secret stays and a mark says what stood in it; a masked text is read
//! again with the same result. What is known to hold keys in a binary file is dropped.
//!
//! Not masked, because nothing tells them from other text: passwords in prose, and keys in a form that
//! this list does not know.

mod block;
mod field;
mod kind;
mod run;
mod sent;

use std::ops::Range;

use self::kind::Kind;
use super::pem::marker;
use super::{Artefact, ArtefactKind, Text, encoding};
use crate::problem::{Parsed, Problem, ProblemKind};

/// Secrets that are listed one by one. All are masked.
const MAX_LISTED: usize = 1_000;

/// A secret's place in the text as it came.
struct Found {
    range: Range<usize>,
    kind: &'static Kind,
    /// Bytes that were masked: now, or when the text was masked before.
    size: usize,
    /// Line ends and margins around the mark.
    before: String,
    after: String,
}

impl Found {
    fn plain(range: Range<usize>, kind: &'static Kind) -> Self {
        let size = range.len();
        Self { range, kind, size, before: String::new(), after: String::new() }
    }
}

/// The text without its secrets, and where they stood.
pub fn mask(text: Text) -> Parsed<(Text, Vec<Artefact>)> {
    let mut text = text;
    let mut dropped = Vec::new();
    if text.binary {
        dropped = drop_binary(&mut text);
    }
    let found = find(&text.bytes);
    if found.is_empty() && dropped.is_empty() {
        return Parsed { value: (text, Vec::new()), problems: Vec::new() };
    }
    let mut places = dropped;
    text.bytes = rewritten(&text.bytes, &found, &mut places);
    listed(text, &places)
}

type Place = (Range<usize>, &'static Kind, usize);

fn rewritten(bytes: &[u8], found: &[Found], places: &mut Vec<Place>) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut copied = 0;
    for secret in found {
        out.extend_from_slice(bytes.get(copied..secret.range.start).unwrap_or_default());
        out.extend_from_slice(secret.before.as_bytes());
        let start = out.len();
        out.extend_from_slice(kind::mark(secret.kind, secret.size).as_bytes());
        places.push((start..out.len(), secret.kind, secret.size));
        out.extend_from_slice(secret.after.as_bytes());
        copied = secret.range.end;
    }
    out.extend_from_slice(bytes.get(copied..).unwrap_or_default());
    out
}

fn listed(text: Text, places: &[Place]) -> Parsed<(Text, Vec<Artefact>)> {
    let mut artefacts = Vec::new();
    let mut problems = Vec::new();
    for (range, kind, size) in places.iter().take(MAX_LISTED) {
        let span = text.span(range.clone());
        let secret = ArtefactKind::Secret { what: kind.word, size: *size, exposes: kind.exposes };
        artefacts.push(Artefact { span, kind: secret });
        problems.push(Problem { span, kind: ProblemKind::SecretMasked { what: kind.note } });
    }
    if let Some((first_unlisted, ..)) = places.get(MAX_LISTED) {
        let count = places.len();
        let kind = ProblemKind::ListCut { what: "secrets", count, kept: MAX_LISTED };
        problems.push(Problem { span: text.span(first_unlisted.clone()), kind });
    }
    Parsed { value: (text, artefacts), problems }
}

/// Takes keys and key stores out of a binary file; nothing is left where they stood.
fn drop_binary(text: &mut Text) -> Vec<Place> {
    if encoding::is_key_store(&text.bytes) {
        let size = text.bytes.len();
        text.bytes = Vec::new();
        return vec![(0..0, &kind::KEY_STORE, size)];
    }
    let secrets = block::in_der(&text.bytes);
    if secrets.is_empty() {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut kept = Vec::new();
    let mut copied = 0;
    for (range, kind) in secrets {
        kept.extend_from_slice(text.bytes.get(copied..range.start).unwrap_or_default());
        places.push((kept.len()..kept.len(), kind, range.len()));
        copied = range.end;
    }
    kept.extend_from_slice(text.bytes.get(copied..).unwrap_or_default());
    text.bytes = kept;
    places
}

/// All secrets of a text, in order, none overlapping another. One pass; at most bytes only a table is
/// asked.
fn find(bytes: &[u8]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    let mut floor = 0;
    let mut json_web_key = None;
    while let Some(byte) = bytes.get(at) {
        let secret = match trigger(*byte) {
            Trigger::None => None,
            Trigger::Mark => kind::read_mark(bytes, at)
                .map(|(kind, size, range)| Found { size, ..Found::plain(range, kind) }),
            Trigger::Quote => field::json_web_key(bytes, at).filter(|_| {
                *json_web_key.get_or_insert_with(|| bytes.windows(3).any(|part| part == b"kty"))
            }),
            Trigger::Letter => match marker::at_word(bytes, at, floor) {
                Some(marker) => block::find(bytes, &marker, floor),
                None if begins_word(bytes, at) => field::find(bytes, at).or_else(|| {
                    let key = *byte == b'M' && begins_base64(bytes, at);
                    key.then(|| block::bare(bytes, at)).flatten()
                }),
                None => None,
            },
        };
        match secret.filter(|secret| secret.range.start >= floor && !secret.range.is_empty()) {
            Some(secret) => {
                at = secret.range.end.max(at + 1);
                floor = at;
                found.push(secret);
            }
            None => at += 1,
        }
    }
    found
}

#[derive(Clone, Copy)]
enum Trigger {
    None,
    /// Perhaps our own mark.
    Mark,
    /// Perhaps a member of a JSON object.
    Quote,
    /// Perhaps a field's name, a boundary, a key in base64.
    Letter,
}

const fn trigger(byte: u8) -> Trigger {
    match byte {
        b'[' => Trigger::Mark,
        b'"' => Trigger::Quote,
        b'A' | b'B' | b'C' | b'E' | b'L' | b'M' | b'P' | b'R' | b'S' | b'T' | b'X' | b'3' => {
            Trigger::Letter
        }
        b'a' | b'b' | b'c' | b'e' | b'm' | b'p' | b'r' | b's' | b't' | b'x' => Trigger::Letter,
        _ => Trigger::None,
    }
}

/// Whether a name may begin here: nothing that belongs to a word stands before it.
fn begins_word(bytes: &[u8], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| bytes.get(at));
    let word =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/' | b'+');
    // `\n` as two characters ends a line too.
    let escaped = before(2) == Some(&b'\\') && matches!(before(1), Some(b'n' | b'r' | b't'));
    escaped || !before(1).is_some_and(word)
}

/// `M` and one of the letters that the length of a SEQUENCE may have behind it.
fn begins_base64(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1).is_some_and(|next| matches!(next, b'A'..=b'P'))
}

#[cfg(test)]
mod tests;
