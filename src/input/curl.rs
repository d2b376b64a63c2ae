//! Is this what `curl -v` printed, and what does it say?
//!
//! Every connection becomes a transcript of statements with their places. curl prints neither the chain as
//! it was sent nor a certificate: what it says of them is a claim. What is not understood inside a run is
//! named with its line. Nothing is believed or compared here: that is `facts::handshake`.

mod assemble;
mod command;
mod failure;
mod info;
mod mark;
mod messages;
mod words;

use super::run::{self, Reader};
use super::transcript::Program;
use super::{Artefact, Confidence, Format, Text, s_client};
use crate::problem::Parsed;

pub static FORMAT: Format = Format {
    id: "curl",
    title: "curl -v output",
    sample: b"*   Trying 192.0.2.1:443...\n* SSL connection using TLSv1.2 / ECDHE-RSA-AES256-GCM-SHA384\n* Server certificate:\n*  SSL certificate verify ok.\n",
    recognise,
    read,
};

pub(super) static READER: Reader =
    Reader { program: Program::Curl, recognise, begins: mark::begins, runs: assemble::runs };

/// Words that stand in curl's output behind its mark.
static ANCHORS: &[&[u8]] = &[
    b"  Trying ",
    b"Connected to ",
    b"SSL connection using ",
    b"Server certificate:",
    b"ALPN, offering ",
    b"ALPN: offers ",
    b"ALPN: curl offers ",
    b"TLSv1",
    b"(304) (",
    b"schannel: ",
    b"SSL certificate problem: ",
    b"Could not resolve host",
    b"Failed to connect to ",
    b"Closing connection ",
    b"closing connection ",
    b"Connection #0 to host ",
];

/// Sure where curl speaks first: a page that it fetched may quote another program.
fn recognise(text: &Text) -> Confidence {
    match first(text) {
        Some(at) if !s_client::speaks_before(text, at) => Confidence::Certain,
        Some(_) => Confidence::Maybe,
        None => Confidence::No,
    }
}

/// Where the first line of curl's begins that no other text holds.
fn first(text: &Text) -> Option<usize> {
    if text.binary {
        return None;
    }
    let bytes = &text.bytes;
    for (at, byte) in bytes.iter().enumerate() {
        let rest = || bytes.get(at..).unwrap_or_default();
        let marked = match byte {
            b'*' => rest().get(1..),
            b'I' => rest().strip_prefix(b"Info:"),
            b'c' if is_exit(rest()) && begins_line(bytes, at) => return Some(at),
            _ => None,
        };
        let Some(marked) = marked else { continue };
        let known = |words: &[u8]| ANCHORS.iter().any(|anchor| words.starts_with(anchor));
        let blank = marked.strip_prefix(b" ").or_else(|| marked.strip_prefix(b"\xc2\xa0"));
        if blank.is_some_and(known) {
            return Some(at);
        }
    }
    None
}

fn is_exit(rest: &[u8]) -> bool {
    rest.starts_with(b"curl: (") || rest.starts_with(b"curl: option ")
}

/// Whether only blanks and marks of a quotation stand before it.
fn begins_line(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(at.saturating_sub(16)..at).unwrap_or_default();
    before
        .iter()
        .rev()
        .find(|byte| !matches!(byte, b' ' | b'\t' | b'>' | b'|' | 0xc2 | 0xa0))
        .is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}

fn read(text: &Text) -> Parsed<Vec<Artefact>> {
    run::read(text, Program::Curl)
}

#[cfg(test)]
mod tests;
