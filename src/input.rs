//! What is this, and what stands in it?
//!
//! A source's bytes become text (`encoding`), secrets are taken out of it (`secret`), the format is
//! recognised by the `FORMATS` table, and its reader turns the text into artefacts with their places.
//! Nothing here understands a certificate: DER bytes are handed on to `facts`.

pub mod base64_text;
pub mod collector;
mod command_line;
pub mod connector;
pub mod curl;
pub mod der;
mod dialog;
pub mod encoding;
mod error_line;
pub mod gnutls;
pub mod lines;
pub mod packed;
pub mod pem;
pub mod phrase;
pub mod pkcs7;
mod printed_date;
mod run;
pub mod s_client;
pub mod secret;
pub mod smtp_log;
pub mod transcript;

use std::ops::Range;

use crate::order::Sort;
use crate::problem::{Parsed, Problem, ProblemKind};
use crate::span::{SourceId, Span};
use crate::timestamp::Timestamp;
use phrase::Phrase;
use transcript::Transcript;

/// Bytes of one source that are looked at; what lies behind is named in a problem, never silently cut.
pub const MAX_SOURCE_BYTES: usize = 64 << 20;

/// PEM blocks of one source that are read.
pub const MAX_BLOCKS: usize = 1_000;

/// One thing that was pasted or dropped, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// File name, or "paste", or "stdin".
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Text that is safe to look at: UTF-8, secrets masked. Every span counts bytes of `bytes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub source: SourceId,
    /// Where `binary` is false this is UTF-8.
    pub bytes: Vec<u8>,
    /// True for DER and other binary files, which are kept as they are.
    pub binary: bool,
}

impl Text {
    pub fn span(&self, range: Range<usize>) -> Span {
        Span { source: self.source, start: range.start as u64, end: range.end as u64 }
    }

    /// The text as a string; empty for a binary source.
    pub fn as_str(&self) -> &str {
        if self.binary {
            return "";
        }
        std::str::from_utf8(&self.bytes).unwrap_or("")
    }
}

/// How sure a format is that the text is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    No,
    Maybe,
    Certain,
}

/// A kind of input: how it is recognised and read.
pub struct Format {
    /// The word in the report's `sources[].format` and in the page's override.
    pub id: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// A line or two that this format must recognise as its own; a test checks it.
    pub sample: &'static [u8],
    pub recognise: fn(&Text) -> Confidence,
    pub read: fn(&Text) -> Parsed<Vec<Artefact>>,
}

/// Every format, the more particular one first: of equals the first wins.
pub static FORMATS: &[&Format] = &[
    &collector::FORMAT,
    &smtp_log::FORMAT,
    &curl::FORMAT,
    &s_client::FORMAT,
    &gnutls::FORMAT,
    &pem::FORMAT,
    &der::FORMAT,
    &connector::FORMAT,
    &phrase::FORMAT,
    &base64_text::FORMAT,
];

/// Something of use that stands in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artefact {
    pub span: Span,
    pub kind: ArtefactKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArtefactKind {
    /// Bytes that say of themselves that they are an X.509 certificate.
    Certificate { der: Vec<u8> },
    /// A line in a transcript that names a certificate that was sent (`0 s:… i:…`), whose bytes may
    /// follow as the next `Certificate` artefact inside this span.
    NamedCertificate(NamedCertificate),
    /// One run of a program that speaks TLS; the artefacts inside its span belong to it.
    Transcript(Transcript),
    /// One object of `Get-SendConnector | fl`.
    Connector(connector::ConnectorText),
    /// An error message that somebody pasted.
    Phrase(Box<Phrase>),
    /// Recognised and named, not judged: a CRL, a request, a TLSA record …
    Other { what: &'static str },
    /// A secret that was masked; only its kind and size are kept. `size` counts the masked bytes;
    /// `exposes` is true where it does harm by itself (a key) and false where it only tells (an id).
    Secret { what: &'static str, size: usize, exposes: bool },
}

/// What a transcript prints of a certificate that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedCertificate {
    pub position: usize,
    /// Names as printed; the form differs between versions.
    pub subject: String,
    pub issuer: String,
    /// `RSA, 2048 (bit)`, where the version prints it.
    pub key: Option<String>,
    /// `sha256WithRSAEncryption`, likewise.
    pub signature: Option<String>,
    /// notBefore and notAfter, likewise.
    pub validity: Option<(Timestamp, Timestamp)>,
}

/// Evidence that bears on the verdict and that this version names without judging. While one of these
/// is in the input, nothing is called in order.
pub mod unjudged {
    pub const REVOCATION_LIST: &str = "a certificate revocation list (CRL)";
    pub const REVOCATION_LIST_INSIDE: &str =
        "a certificate revocation list (CRL) inside the PKCS#7 message";
    pub const OCSP_RESPONSE: &str = "an OCSP response";

    pub static ALL: &[&str] = &[REVOCATION_LIST, REVOCATION_LIST_INSIDE, OCSP_RESPONSE];
}

/// A source after it was read: the only thing that later rooms see of it.
#[derive(Clone, Debug)]
pub struct Reading {
    pub name: String,
    /// Size of the source as it came, in bytes.
    pub size: u64,
    pub text: Text,
    /// The format's id, or `None` where nothing recognised it.
    pub format: Option<&'static str>,
    /// Lines of a protocol log that stand beside something else; empty where the log is all of the text.
    pub log_lines: Vec<Range<usize>>,
    pub artefacts: Vec<Artefact>,
    pub problems: Vec<Problem>,
}

impl Reading {
    /// It holds a protocol log, alone or beside something else.
    pub fn is_log(&self) -> bool {
        self.format == Some(smtp_log::FORMAT.id) || !self.log_lines.is_empty()
    }

    pub fn masked_a_secret(&self) -> bool {
        self.artefacts.iter().any(|artefact| matches!(artefact.kind, ArtefactKind::Secret { .. }))
    }
}

/// Reads one source. `format` is the user's override; an unknown word is the same as none.
pub fn read(id: SourceId, source: Source, format: Option<&str>) -> Reading {
    let size = source.bytes.len() as u64;
    let mut bytes = source.bytes;
    let mut problems = Vec::new();
    if bytes.len() > MAX_SOURCE_BYTES {
        bytes.truncate(MAX_SOURCE_BYTES);
        let span = Span { source: id, start: MAX_SOURCE_BYTES as u64, end: size };
        let kind = ProblemKind::TooLarge { read: MAX_SOURCE_BYTES as u64 };
        problems.push(Problem { span, kind });
    }
    let decoded = encoding::decode(id, bytes);
    problems.extend(decoded.problems);
    let masked = secret::mask(decoded.value);
    problems.extend(masked.problems);
    let (text, mut artefacts) = masked.value;

    let mut chosen = choose(&text, format);
    let mut log_lines = Vec::new();
    if format.is_none()
        && let Some(both) = smtp_log::beside(&text)
        && let Some(other) = choose(&both.rest, None)
    {
        let read = (other.read)(&both.rest);
        if !read.value.is_empty() {
            log_lines = both.log;
            artefacts.extend(read.value);
            problems.extend(read.problems);
            chosen = chosen.or(Some(other));
        }
    }
    if let Some(format) = chosen {
        if log_lines.is_empty() {
            let read = (format.read)(&text);
            artefacts.extend(read.value);
            problems.extend(read.problems);
        }
        if format.id != connector::FORMAT.id {
            let beside = connector::beside(&text);
            // What a reader of transcripts does not understand may be a connector behind it.
            let own = |span: Span| {
                let inside = |artefact: &Artefact| {
                    artefact.span.start <= span.start && span.end <= artefact.span.end
                };
                beside.value.iter().any(inside)
            };
            problems.retain(|problem| {
                !(matches!(problem.kind, ProblemKind::LineNotUnderstood { .. })
                    && own(problem.span))
            });
            artefacts.extend(beside.value);
            problems.extend(beside.problems);
        }
    } else if artefacts.is_empty() {
        let kind = if size == 0 { ProblemKind::Empty } else { ProblemKind::NotRecognised };
        problems.push(Problem { span: text.span(0..text.bytes.len()), kind });
    }
    artefacts.order_by_key(|artefact| artefact.span.start);
    problems.order_by_key(|problem| problem.span.start);
    Reading {
        name: source.name,
        size,
        text,
        format: chosen.map(|format| format.id),
        log_lines,
        artefacts,
        problems,
    }
}

fn choose(text: &Text, wanted: Option<&str>) -> Option<&'static Format> {
    if let Some(format) = FORMATS.iter().find(|format| Some(format.id) == wanted) {
        return Some(format);
    }
    let mut best: (Confidence, Option<&'static Format>) = (Confidence::No, None);
    for format in FORMATS {
        let confidence = (format.recognise)(text);
        if confidence > best.0 {
            best = (confidence, Some(format));
        }
        // Nothing goes before what is certain.
        if confidence == Confidence::Certain {
            break;
        }
    }
    best.1
}
