//! Private keys between BEGIN and END, and keys that lost them.
//!
//! The frame stays, so that a reader sees what stood there. A block counts by its label, or, where the
//! label promises something harmless, by its first bytes.

use std::ops::Range;

use super::Found;
use super::kind::{self, Kind};
use super::run;
use crate::input::base64_text;
use crate::input::der::holds::{self, SecretDer};
use crate::input::pem::glyph::{self, Glyph};
use crate::input::pem::label::{self, Promise, SecretBlock};
use crate::input::pem::marker::{self, Marker, Side};

/// Text between BEGIN and END that is masked unread; what is longer is masked as far as it is base64.
const MAX_UNREAD: usize = 64 << 10;
const MAX_MARGIN: usize = 120;

/// The secret of the block whose boundary is `marker`. `floor` is where the last secret ended.
pub(super) fn find(bytes: &[u8], marker: &Marker, floor: usize) -> Option<Found> {
    let labelled = match label::promise(&marker.label) {
        Promise::Secret(secret) => Some(of_block(secret)),
        _ => None,
    };
    match marker.side {
        Side::Begin => {
            let kind = labelled.or_else(|| by_first_bytes(bytes, marker.end))?;
            begun(bytes, marker, kind)
        }
        Side::End => beheaded(bytes, marker, labelled?, floor),
    }
}

/// A key in base64 that has no frame; its first character stands at `at`.
pub(super) fn bare(bytes: &[u8], at: usize) -> Option<Found> {
    let solid = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let start = bytes.get(at..at + 20)?;
    if !start.iter().all(solid) {
        return None;
    }
    let kind = by_first_bytes(bytes, at)?;
    let range = at..run::end(bytes, at).max(at + 20);
    let size = range.len();
    Some(Found { range, kind, size, before: String::new(), after: String::new() })
}

fn begun(bytes: &[u8], begin: &Marker, kind: &'static Kind) -> Option<Found> {
    let next = marker::next(bytes, begin.end);
    let (range, closed) = match next {
        Some(end) if end.side == Side::End && end.start - begin.end <= MAX_UNREAD => {
            (begin.end..end.start, true)
        }
        next => {
            let limit = next.map_or(bytes.len(), |next| next.start);
            let part = bytes.get(..limit)?;
            (begin.end..run::end(part, begin.end), false)
        }
    };
    let body = bytes.get(range.clone())?;
    let margin = margin(bytes, begin.start);
    let (before, after) = frame(body, &margin, closed);
    if is_masked(body, &before, &after) || !run::holds_base64(body) {
        return None;
    }
    let size = range.len();
    Some(Found { range, kind, size, before, after })
}

/// An END of a private block whose BEGIN was lost: the base64 in front of it.
fn beheaded(bytes: &[u8], end: &Marker, kind: &'static Kind, floor: usize) -> Option<Found> {
    let from = run::start(bytes, end.start, floor.max(end.start.saturating_sub(MAX_UNREAD)));
    let body = bytes.get(from..end.start)?;
    if !run::holds_base64(body) {
        return None;
    }
    let after = frame(body, &margin(bytes, end.start), true).1;
    Some(Found { range: from..end.start, kind, size: body.len(), before: String::new(), after })
}

/// What keeps the mark on a line of its own where the block had lines.
fn frame(body: &[u8], margin: &str, closed: bool) -> (String, String) {
    let line_end = match body.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
        Some(at) if body.get(at) == Some(&b'\n') => "\n",
        Some(at) if body.get(at + 1) == Some(&b'\n') => "\r\n",
        Some(_) => "\r",
        None => return (String::new(), String::new()),
    };
    let line = format!("{line_end}{margin}");
    let after = if closed { line.clone() } else { String::new() };
    (line, after)
}

/// Whether this body is what masking leaves behind.
fn is_masked(body: &[u8], before: &str, after: &str) -> bool {
    let Some(opening) = body.windows(kind::OPENING.len()).position(|w| w == kind::OPENING) else {
        return false;
    };
    let Some((_, _, range)) = kind::read_mark(body, opening) else {
        return false;
    };
    let (ahead, behind) = (body.get(..range.start), body.get(range.end..));
    let (ahead, behind) = (ahead.unwrap_or_default(), behind.unwrap_or_default());
    let as_made = ahead == before.as_bytes() && behind == after.as_bytes();
    as_made || !(run::holds_base64(ahead) || run::holds_base64(behind))
}

/// What stands before the dashes on their line; the mark's line gets it too.
fn margin(bytes: &[u8], at: usize) -> String {
    let from = at.saturating_sub(MAX_MARGIN);
    let before = bytes.get(from..at).unwrap_or_default();
    let line = match before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')) {
        Some(line_end) => before.get(line_end + 1..),
        None if from == 0 => Some(before),
        None => None,
    };
    String::from_utf8(line.unwrap_or_default().to_vec()).unwrap_or_default()
}

fn of_block(secret: SecretBlock) -> &'static Kind {
    match secret {
        SecretBlock::PrivateKey => &kind::PRIVATE_KEY,
        SecretBlock::EncryptedPrivateKey => &kind::ENCRYPTED_PRIVATE_KEY,
        SecretBlock::OpenSshPrivateKey => &kind::OPENSSH_PRIVATE_KEY,
        SecretBlock::PgpPrivateKey => &kind::PGP_PRIVATE_KEY,
        SecretBlock::TlsSession => &kind::TLS_SESSION,
        SecretBlock::KeyStore => &kind::PKCS12,
        SecretBlock::StaticKey => &kind::STATIC_KEY,
    }
}

pub(super) fn of_der(secret: SecretDer) -> &'static Kind {
    match secret {
        SecretDer::PrivateKey => &kind::PRIVATE_KEY,
        SecretDer::EncryptedPrivateKey => &kind::ENCRYPTED_PRIVATE_KEY,
        SecretDer::Pkcs12 => &kind::PKCS12,
    }
}

/// The kind of a secret whose base64 begins at or soon after `from`, behind line ends and marks.
fn by_first_bytes(bytes: &[u8], from: usize) -> Option<&'static Kind> {
    const MOST: usize = 64;
    const FEWEST: usize = 20;
    let mut digits = Vec::with_capacity(MOST);
    let mut at = from;
    for _ in 0..400 {
        let Some(step) = glyph::step(bytes, at) else {
            break;
        };
        at = step.end;
        match step.glyph {
            Glyph::Char(byte) if byte.is_ascii_alphanumeric() || b"+/".contains(&byte) => {
                digits.push(byte);
            }
            _ if digits.len() >= FEWEST => break,
            // The next boundary, or our own mark.
            Glyph::Char(b'-' | b'[') if digits.is_empty() => return None,
            _ => digits.clear(),
        }
        if digits.len() == MOST {
            break;
        }
    }
    digits.truncate(digits.len() & !3);
    let head = base64_text::decode(&digits)?;
    holds::secret_prefix(&head).map(of_der)
}

/// The secrets of a binary file, as the ranges of the DER values that hold them.
pub(super) fn in_der(bytes: &[u8]) -> Vec<(Range<usize>, &'static Kind)> {
    use crate::input::der::tlv;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let size = match tlv::read(rest) {
            Ok(value) => value.whole.len(),
            Err(_) => rest.len(),
        };
        if let Some(secret) = holds::secret_prefix(rest) {
            found.push((at..at + size, of_der(secret)));
        }
        at += size;
    }
    found
}
