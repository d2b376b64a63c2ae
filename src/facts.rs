//! What is the case?
//!
//! Artefacts become certificates, presented chains and certification paths. Nothing is judged here as
//! good or bad for somebody: that is `checks`. What a text claims and what was computed stay apart.

pub mod anchors;
pub mod certificate;
pub mod connector;
pub mod distinguished_name;
pub mod gather;
pub mod handshake;
mod known;
pub mod log;
pub mod name;
pub mod offered;
pub mod oids;
pub mod path;
pub mod phrase;
pub mod presented;
pub mod printed_name;
pub mod renewal;
pub mod roots;
pub mod signature;
pub mod vantage;

use std::fmt;

use crate::span::{SourceId, Span};
pub use anchors::{AnchorId, TrustAnchor};
pub use certificate::Certificate;
pub use gather::gather;
pub use handshake::Handshake;
pub use path::CertificationPath;
pub use presented::PresentedChain;

/// A certificate by its position in `Facts::certificates`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CertificateId(pub usize);

/// The SHA-256 of a certificate's DER bytes: its name in every report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 32]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&base16ct::lower::encode_string(&self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// All that the input says, without an opinion.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Something in the input was to be a certificate and cannot be read.
    pub unread: bool,
    /// Each certificate of the input once, in the order of first appearance.
    pub certificates: Vec<Certificate>,
    /// Certificates that the user has at hand beside the input, without those of the input. Their ids go on
    /// behind those of `certificates`.
    pub at_hand: Vec<Certificate>,
    /// Every place where a certificate stands, in the order of the input.
    pub occurrences: Vec<Occurrence>,
    pub chains: Vec<PresentedChain>,
    /// One for each connection that a transcript shows, in the order of the input.
    pub handshakes: Vec<Handshake>,
    /// Exchange connectors, in the order of the input.
    pub connectors: Vec<connector::Connector>,
    /// Error messages that stand in the input, in its order.
    pub phrases: Vec<phrase::StatedPhrase>,
    /// What the protocol logs say together; `None` where there is none.
    pub logs: Option<log::tally::LogFacts>,
    /// Logs whose text is at hand, by the name that places give them.
    pub log_texts: Vec<(String, SourceId)>,
    /// The logs that were read as files, beside the sources.
    pub log_files: Vec<log::evidence::ReadFile>,
    pub secrets: Vec<Secret>,
    /// Evidence that bears on the verdict and was only named, each kind once.
    pub unjudged: Vec<&'static str>,
    /// Own roots first, then the built-in list.
    pub anchors: Vec<TrustAnchor>,
}

/// One place of one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub certificate: CertificateId,
    pub span: Span,
}

/// A secret that stood in the input; the secret itself is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    pub what: &'static str,
    /// Bytes that were masked.
    pub size: usize,
    /// It does harm by itself, as a key does; a session's id only tells.
    pub exposes: bool,
    pub span: Span,
}

impl Facts {
    /// A certificate by its id. Ids come from this very value, so the index always exists.
    pub fn certificate(&self, id: CertificateId) -> &Certificate {
        match id.0.checked_sub(self.certificates.len()) {
            None => &self.certificates[id.0],
            Some(behind) => &self.at_hand[behind],
        }
    }

    /// It is not in the input: the user has it at hand.
    pub const fn is_at_hand(&self, id: CertificateId) -> bool {
        id.0 >= self.certificates.len()
    }

    pub fn anchor(&self, id: AnchorId) -> &TrustAnchor {
        &self.anchors[id.0]
    }

    /// The first place where a certificate stands.
    pub fn first_place(&self, id: CertificateId) -> Option<Span> {
        self.occurrences
            .iter()
            .find(|occurrence| occurrence.certificate == id)
            .map(|occurrence| occurrence.span)
    }
}
