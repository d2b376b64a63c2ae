//! Is this what `gnutls-cli` printed, and what does it say?
//!
//! Every run becomes a transcript of statements with their places; the list of certificates and the PEM
//! blocks become certificates. What is not understood inside a run is named with its line. Nothing is
//! believed or compared here: that is `facts::handshake`.

mod assemble;
mod certificate;
mod command;
mod words;

use super::run::{self, Reader};
use super::transcript::Program;
use super::{Artefact, Confidence, Format, Text};
use crate::problem::Parsed;

pub static FORMAT: Format = Format {
    id: "gnutls-cli",
    title: "gnutls-cli output",
    sample: b"Resolving 'mail.example:465'...\nConnecting to '192.0.2.1:465'...\n- Certificate type: X.509\n- Got a certificate list of 1 certificates.\n- Status: The certificate is trusted.\n",
    recognise,
    read,
};

pub(super) static READER: Reader =
    Reader { program: Program::GnutlsCli, recognise, begins: words::begins, runs: assemble::runs };

/// Words that no other program prints, and how sure they make us.
static ANCHORS: &[(&[u8], Confidence)] = &[
    (b"Connecting to '", Confidence::Certain),
    (b"Resolving '", Confidence::Certain),
    (b"- Got a certificate list of ", Confidence::Certain),
    (b"- Certificate type: ", Confidence::Certain),
    (b"- Status: The certificate is ", Confidence::Certain),
    (b"- Description: (", Confidence::Certain),
    (b"- Peer's certificate is ", Confidence::Certain),
    (b"- Simple Client Mode:", Confidence::Certain),
    (b"*** PKI verification of server certificate failed", Confidence::Certain),
    (b"- Handshake was completed", Confidence::Maybe),
    (b"*** Fatal error: ", Confidence::Maybe),
    (b"*** Received alert [", Confidence::Certain),
];

fn recognise(text: &Text) -> Confidence {
    if text.binary {
        return Confidence::No;
    }
    let bytes = &text.bytes;
    let mut best = Confidence::No;
    for (at, pair) in bytes.windows(2).enumerate() {
        // Two letters keep most of a paste from the table.
        if !matches!(pair, b"Co" | b"Re" | b"- " | b"**") {
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let anchor = ANCHORS.iter().find(|(anchor, _)| rest.starts_with(anchor));
        best = anchor.map_or(best, |(_, confidence)| best.max(*confidence));
        if best == Confidence::Certain {
            return best;
        }
    }
    best
}

fn read(text: &Text) -> Parsed<Vec<Artefact>> {
    run::read(text, Program::GnutlsCli)
}

#[cfg(test)]
mod tests;
