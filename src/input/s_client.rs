//! Is this what `openssl s_client` printed, and what does it say?
//!
//! Every run becomes a transcript of statements with their places; the chain's lines and the PEM blocks
//! become certificates. What is not understood inside a run is named with its line. Nothing is believed
//! or compared here: that is `facts::handshake`.

mod assemble;
mod build;
mod command;
mod section;
mod words;

use super::run::{self, Reader};
use super::transcript::Program;
use super::{Artefact, Confidence, Format, Text};
use crate::problem::Parsed;

pub static FORMAT: Format = Format {
    id: "s_client",
    title: "openssl s_client output",
    sample:
        b"CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = a.example\n   i:CN = CA\n---\n",
    recognise,
    read,
};

pub(super) static READER: Reader =
    Reader { program: Program::SClient, recognise, begins: words::begins, runs: assemble::runs };

/// Words that stand in s_client output, and how sure they make us. An error queue line may come from any
/// program that uses OpenSSL.
static ANCHORS: &[(&[u8], Confidence)] = &[
    (b"CONNECTED(", Confidence::Certain),
    (b"CONNECTION ESTABLISHED", Confidence::Certain),
    (b"SSL handshake has read", Confidence::Certain),
    (b"SSL-Session:", Confidence::Certain),
    (b"Verify return code:", Confidence::Certain),
    (b"verify return:", Confidence::Certain),
    (b"verify error:num=", Confidence::Certain),
    (b"connect:errno=", Confidence::Certain),
    (b"usage: s_client", Confidence::Certain),
    (b"s_client: ", Confidence::Certain),
    (b":SSL routines:", Confidence::Maybe),
    (b":BIO routines:", Confidence::Maybe),
];

fn recognise(text: &Text) -> Confidence {
    if text.binary { Confidence::No } else { sure_of(&text.bytes) }
}

/// Whether the text up to `end` is surely s_client's.
pub(super) fn speaks_before(text: &Text, end: usize) -> bool {
    text.bytes.get(..end).is_some_and(|bytes| sure_of(bytes) == Confidence::Certain)
}

fn sure_of(bytes: &[u8]) -> Confidence {
    let mut best = Confidence::No;
    let mut chain = false;
    let mut chain_line = false;
    for (at, byte) in bytes.iter().enumerate() {
        if !matches!(byte, b'C' | b'S' | b'V' | b'N' | b'v' | b'c' | b'u' | b's' | b':' | b'i') {
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        if is_cipher_line(rest) {
            return Confidence::Certain;
        }
        let anchor = ANCHORS.iter().find(|(anchor, _)| rest.starts_with(anchor));
        best = anchor.map_or(best, |(_, confidence)| best.max(*confidence));
        if best == Confidence::Certain {
            return best;
        }
        chain |= rest.starts_with(b"Certificate chain");
        chain_line |= rest.starts_with(b"s:") && follows_position(bytes, at);
        if chain_line && rest.starts_with(b"i:") {
            best = best.max(if chain { Confidence::Certain } else { Confidence::Maybe });
        }
    }
    best
}

/// `New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384`
fn is_cipher_line(rest: &[u8]) -> bool {
    let line = rest.get(..rest.len().min(40)).unwrap_or_default();
    line.starts_with(b"New, ") && line.windows(11).any(|part| part == b", Cipher is")
}

/// Whether a number and a blank stand before the `s:` at `at`, alone.
fn follows_position(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(at.saturating_sub(6)..at).unwrap_or_default();
    let Some(before) = before.strip_suffix(b" ").or_else(|| before.strip_suffix(b"\xc2\xa0"))
    else {
        return false;
    };
    let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let apart = before.get(..before.len() - digits).unwrap_or_default().last();
    (1..=3).contains(&digits)
        && apart.is_none_or(|byte| {
            byte.is_ascii_whitespace() || matches!(byte, b'>' | b'|' | b';' | 0xa0)
        })
}

fn read(text: &Text) -> Parsed<Vec<Artefact>> {
    run::read(text, Program::SClient)
}
