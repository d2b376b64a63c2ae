//! Which keys are trusted from the start?
//!
//! The user's own roots and Mozilla's list. Whether an anchor's own dates matter is a rule's business.

use super::certificate::{NameConstraints, constraints};
use super::distinguished_name::{DistinguishedName, MatchKey};
use super::{Certificate, Fingerprint, roots};
use crate::timestamp::Timestamp;

/// A trust anchor by its position in `Facts::anchors`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnchorId(pub usize);

/// A name and a key that the user trusts (RFC 5280 section 6.1.1 (d)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustAnchor {
    pub subject: String,
    /// The subject as it is encoded.
    pub subject_der: Vec<u8>,
    pub match_key: MatchKey,
    pub short_name: String,
    pub subject_public_key_info: Vec<u8>,
    pub subject_key_identifier: Option<Vec<u8>>,
    pub sha256: Fingerprint,
    pub sha1: [u8; 20],
    pub not_before: Timestamp,
    pub not_after: Timestamp,
    /// The limits on names below it.
    pub name_constraints: Option<NameConstraints>,
    /// The certificate that it was taken from, where that is at hand: the built-in list has none.
    pub certificate: Option<Box<Certificate>>,
    pub origin: Origin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Own,
    Mozilla,
}

impl TrustAnchor {
    pub fn from_certificate(certificate: &Certificate) -> Self {
        Self {
            subject: certificate.subject.rfc4514(),
            subject_der: certificate.subject.der.clone(),
            match_key: certificate.subject.match_key().clone(),
            short_name: certificate.short_name(),
            subject_public_key_info: certificate.subject_public_key_info.clone(),
            subject_key_identifier: certificate.subject_key_identifier.clone(),
            sha256: certificate.sha256,
            sha1: certificate.sha1,
            not_before: certificate.not_before,
            not_after: certificate.not_after,
            name_constraints: certificate.name_constraints.clone(),
            certificate: Some(Box::new(certificate.clone())),
            origin: Origin::Own,
        }
    }

    /// Every anchor of Mozilla's list.
    pub fn mozilla() -> Vec<Self> {
        roots::mozilla().iter().filter_map(Self::from_root).collect()
    }

    fn from_root(root: &roots::RootAnchor) -> Option<Self> {
        let name = DistinguishedName::read(&root.subject)?;
        Some(Self {
            subject: name.rfc4514(),
            subject_der: root.subject.clone(),
            match_key: name.match_key().clone(),
            short_name: root.name.clone(),
            subject_public_key_info: root.spki.clone(),
            subject_key_identifier: root.subject_key_identifier.clone(),
            sha256: Fingerprint(root.sha256),
            sha1: root.sha1,
            not_before: root.not_before,
            not_after: root.not_after,
            name_constraints: root.name_constraints.as_deref().map(constraints::read),
            certificate: None,
            origin: Origin::Mozilla,
        })
    }
}

/// Whether a certificate is this anchor, or another certificate of the same name and key.
pub fn is_anchor(anchor: &TrustAnchor, certificate: &Certificate) -> bool {
    anchor.subject_public_key_info == certificate.subject_public_key_info
        && anchor.match_key == *certificate.subject.match_key()
}
