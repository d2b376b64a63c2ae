//! What was presented, in which order, and which parts of it are only named?
//!
//! A transcript's chain block is one chain. A PEM or DER source is one chain too, unless it holds
//! several end entities and begins with one: then each begins a chain of its own.

use super::{CertificateId, Facts};
use crate::input::NamedCertificate;
use crate::span::{SourceId, Span};

/// Lines of a chain block whose names are compared with each other.
const MAX_CLAIMS: usize = 100;

/// Certificates in the order in which they were sent or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentedChain {
    pub source: SourceId,
    pub certificates: Vec<Presented>,
    pub order: Order,
    /// The text ends within the chain block: what came behind is not known.
    pub cut: bool,
}

/// What the order of the certificates means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As it was on the wire: a transcript's chain block.
    Sent,
    /// Likewise, and only that the first one came first is known: .NET hands the others over as a store.
    SentLeafFirst,
    /// As somebody wrote it into a text or a bundle.
    Written,
    /// Nothing: a PKCS#7 SET has no order.
    None,
}

impl Order {
    /// It was on the wire.
    pub const fn is_sent(self) -> bool {
        matches!(self, Self::Sent | Self::SentLeafFirst)
    }
}

/// One position of a presented chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presented {
    /// `None`: the text names it, but its bytes are not there.
    pub certificate: Option<CertificateId>,
    /// What the transcript prints of it.
    pub named: Option<NamedCertificate>,
    pub span: Span,
}

impl PresentedChain {
    pub fn ids(&self) -> impl Iterator<Item = CertificateId> {
        self.certificates.iter().filter_map(|presented| presented.certificate)
    }

    /// Whether every certificate that was named is there with its bytes.
    pub fn is_complete(&self) -> bool {
        self.certificates.iter().all(|presented| presented.certificate.is_some())
    }

    /// A transcript's chain block that stands there whole, with the bytes of each line: what is not in it was
    /// not sent.
    pub fn is_all_that_was_sent(&self) -> bool {
        let listed = |presented: &Presented| presented.named.is_some();
        self.order == Order::Sent
            && !self.cut
            && self.is_complete()
            && self.certificates.iter().all(listed)
    }

    /// The lines of a chain block that holds not every certificate's bytes, with their positions: what
    /// was sent, by the text's own account. Empty where the bytes themselves can be looked at. A block of
    /// more lines than any server sends is looked at no further.
    pub fn claims(&self) -> Vec<(usize, &Presented, &NamedCertificate)> {
        if self.order != Order::Sent || self.is_complete() {
            return Vec::new();
        }
        let lines = self.certificates.iter().enumerate().take(MAX_CLAIMS);
        lines.filter_map(|(at, line)| Some((at, line, line.named.as_ref()?))).collect()
    }

    /// The issuer that the last line names, where the text names every certificate and each line's issuer
    /// is the next line's subject: by its own words the chain is complete up to there. Claimed, not
    /// proven.
    pub fn named_end(&self) -> Option<&str> {
        let named: Option<Vec<&NamedCertificate>> =
            self.certificates.iter().map(|presented| presented.named.as_ref()).collect();
        let named = named.filter(|_| self.order == Order::Sent && !self.cut)?;
        let linked = named.windows(2).all(|pair| pair[0].issuer == pair[1].subject);
        named.last().filter(|_| linked).map(|last| last.issuer.as_str())
    }

    /// The certificate that this chain speaks for. On the wire it is the first one (RFC 8446
    /// section 4.4.2). Elsewhere it is the first that issued no other one here.
    pub fn end_entity(&self, facts: &Facts) -> Option<CertificateId> {
        if self.order.is_sent() {
            return self.certificates.first()?.certificate;
        }
        let ids: Vec<CertificateId> = self.ids().collect();
        let first = *ids.first()?;
        if is_end_entity(facts, first, &ids) {
            return Some(first);
        }
        ids.iter().copied().find(|id| is_end_entity(facts, *id, &ids)).or_else(|| {
            ids.iter().copied().find(|id| !issues_another(facts, *id, &ids)).or(Some(first))
        })
    }
}

/// Not a CA by its own word, and issuer of none of the others.
pub(super) fn is_end_entity(facts: &Facts, id: CertificateId, among: &[CertificateId]) -> bool {
    !facts.certificate(id).claims_to_be_ca() && !issues_another(facts, id, among)
}

fn issues_another(facts: &Facts, id: CertificateId, among: &[CertificateId]) -> bool {
    let subject = facts.certificate(id).subject.match_key();
    among
        .iter()
        .any(|other| *other != id && facts.certificate(*other).issuer.match_key() == subject)
}
