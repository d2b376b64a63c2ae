//! Which error messages do people paste, and what do they name?
//!
//! The sentences of .NET, Java, Windows, SMTP servers and Exchange by which a failed TLS connection shows
//! in a ticket. One table a family; what a message names (hosts, subjects, a status, a code) is captured.
//! A message stands anywhere in a text, in any copy. What it means is for the rules; what a transcript's
//! program says itself is its own reader's.

mod capture;
mod dotnet;
mod exchange;
mod fold;
mod java;
mod schannel;
mod search;
mod smtp;
mod status;

use std::ops::Range;

use super::{Artefact, ArtefactKind, Confidence, Format, Text};
use crate::order::Sort;
use crate::problem::{Parsed, Problem, ProblemKind};

pub static FORMAT: Format = Format {
    id: "error-text",
    title: "an error message",
    sample: b"The remote certificate is invalid according to the validation procedure.\n",
    recognise,
    read,
};

/// Messages of one source that are kept.
pub const MAX_PHRASES: usize = 500;

/// One message, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub says: Says,
    pub by: Speaker,
    /// The words that were recognised, with what was captured behind them.
    pub words: String,
    /// The name that the message is about: the one that was looked for, or whose certificate it is.
    pub host: Option<String>,
    /// The peer that was reached.
    pub remote: Option<String>,
    pub connector: Option<String>,
    pub expected: Option<String>,
    pub presented: Option<String>,
    pub thumbprint: Option<String>,
    /// The status of the chain that a reply or an event gives as its reason, and its word.
    pub status: Option<Says>,
    pub status_word: Option<String>,
    /// The number of an alert (RFC 8446 section 6).
    pub alert: Option<u8>,
    /// The number of an event of Windows.
    pub event: Option<u32>,
    /// Hours that remain.
    pub hours: Option<u32>,
    /// It stands inside another message, which only hands it on.
    pub handed_on: bool,
}

/// Who prints such words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    DotNet,
    Java,
    Windows,
    Smtp,
    Exchange,
}

/// What a message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Invalid "according to the validation procedure", and no more.
    NoReason,
    NoCertificate,
    /// The chain is at fault, and not which of its faults.
    ChainErrors,
    OwnCallback,

    // Statuses of a certificate or its chain, whoever tells them.
    NameMismatch,
    PartialChain,
    UntrustedRoot,
    OutOfDates,
    Revoked,
    RevocationUnknown,
    WrongUsage,
    BadSignature,

    JavaPathBuilding,
    JavaValidity,
    JavaNoMatchingName,
    JavaNoAppropriateProtocol,
    JavaAlgorithmConstraints,
    JavaAlert,
    JavaPlainText,
    JavaClosed,

    NoCommonAlgorithm,
    UnexpectedMessage,
    NotProcessable,
    NoCredentials,
    AlertReceived,
    AlertSent,
    IssuerListCut,

    StartTlsRequired,
    StartTlsNotOffered,
    InvalidClientCertificate,
    /// The server checked our certificate and gives its status.
    ChannelRefused,
    /// We checked the server's certificate and give its status.
    ValidationFailure,
    TemporaryAuthentication,
    CertificateNameNotFound,
    InternalCertificate,
    TlsRate,
    ConnectionLost,
    ProxyFailed,
    TenantAttribution,
    SecureDomainDisallowed,
    SubjectMismatch,
    MtaSts,
    Dane,

    EventExpired,
    EventNotFound,
    EventExpiresSoon,
    PartnerExpired,
    DomainSecuredFailed,
}

impl Phrase {
    fn new(says: Says, by: Speaker) -> Self {
        Self {
            says,
            by,
            words: String::new(),
            host: None,
            remote: None,
            connector: None,
            expected: None,
            presented: None,
            thumbprint: None,
            status: None,
            status_word: None,
            alert: None,
            event: None,
            hours: None,
            handed_on: false,
        }
    }

    /// With what another message of the same kind says besides.
    fn with(mut self, other: &Self) -> Self {
        self.alert = self.alert.or(other.alert);
        self.event = self.event.or(other.event);
        self.hours = self.hours.or(other.hours);
        self.connector = self.connector.or_else(|| other.connector.clone());
        self
    }

    /// Nothing was captured that another message of the same kind does not say as well.
    fn is_bare(&self) -> bool {
        let Self { host, remote, expected, presented, thumbprint, status_word, .. } = self;
        [host, remote, expected, presented, thumbprint, status_word].iter().all(|one| one.is_none())
    }
}

fn recognise(text: &Text) -> Confidence {
    if text.binary || !search::any(&text.bytes) {
        return Confidence::No;
    }
    Confidence::Maybe
}

fn read(text: &Text) -> Parsed<Vec<Artefact>> {
    let mut parsed = Parsed { value: Vec::new(), problems: Vec::new() };
    let whole = 0..text.bytes.len();
    add(text, std::slice::from_ref(&whole), &mut parsed);
    parsed
}

/// Adds the messages that stand between the artefacts of another reader.
pub(super) fn beside(text: &Text, mut parsed: Parsed<Vec<Artefact>>) -> Parsed<Vec<Artefact>> {
    let taken = parsed.value.iter().map(|artefact| artefact.span.range_in(&text.bytes)).collect();
    add(text, &between(text.bytes.len(), taken), &mut parsed);
    parsed.value.order_by_key(|artefact| (artefact.span.start, u64::MAX - artefact.span.end));
    parsed
}

/// What the given ranges leave of a text.
pub(super) fn between(length: usize, mut taken: Vec<Range<usize>>) -> Vec<Range<usize>> {
    taken.order_by_key(|range| range.start);
    let mut free = Vec::new();
    let mut at = 0;
    for range in taken {
        if range.start > at {
            free.push(at..range.start);
        }
        at = at.max(range.end);
    }
    if at < length {
        free.push(at..length);
    }
    free
}

/// Adds the messages that stand in the given ranges, which come in order.
pub(super) fn add(text: &Text, ranges: &[Range<usize>], parsed: &mut Parsed<Vec<Artefact>>) {
    if text.binary {
        return;
    }
    let found = search::find(&text.bytes, ranges);
    if let Some((_, range)) = found.get(MAX_PHRASES) {
        let what =
            "There are more error messages than are read; the rest of them was not looked at.";
        let span = text.span(range.clone());
        parsed.problems.push(Problem { span, kind: ProblemKind::ReadInPart { what } });
    }
    for (phrase, range) in found.into_iter().take(MAX_PHRASES) {
        let kind = ArtefactKind::Phrase(Box::new(phrase));
        parsed.value.push(Artefact { span: text.span(range), kind });
    }
}

#[cfg(test)]
mod tests;
