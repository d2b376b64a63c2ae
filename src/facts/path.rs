//! Which ways lead from an end entity to a trust anchor, and what holds on each of them?
//!
//! `search` finds the ways by name and judges each link by three separate marks (name, key identifier,
//! signature). `faults` applies the rules of RFC 5280 section 6.1 to a way; which of the rules that are
//! open there count is in `rules`. `strict` judges as a careful web client would that also enforces what
//! CAs have promised. Not evaluated, and said so: revocation. Not done: fetching what is missing.

mod asked;
mod budget;
mod faults;
mod name_constraints;
mod policies;
pub mod rules;
mod search;
pub mod strict;

use super::{AnchorId, CertificateId};

pub use asked::{PathSearch, Reach};
pub use budget::Stopped;
pub use faults::allows;
pub use rules::{AnchorRules, Rules};
pub use search::PathBuilder;

/// A way from the end entity upwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificationPath {
    /// Certificates of the input, the end entity first.
    pub certificates: Vec<CertificateId>,
    /// Where it ends in trust. Where the end entity is itself the anchor there are no links.
    pub trust_anchor: Option<AnchorId>,
    /// Link `n` joins element `n` with its issuer; the last one may lead to the anchor.
    pub links: Vec<Link>,
    pub faults: Vec<PathFault>,
}

/// What joins a certificate with its issuer, by three marks that are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub name: NameMark,
    pub key_identifier: KeyIdentifierMark,
    pub signature: SignatureMark,
}

/// Issuer name of the lower against subject of the upper (RFC 5280 section 7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameMark {
    Match,
    Mismatch,
}

/// Authority key identifier of the lower against subject key identifier of the upper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyIdentifierMark {
    Match,
    Mismatch,
    Absent,
}

/// Signature of the lower under the key of the upper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureMark {
    Verified,
    Bad,
    /// The algorithm is known or not, but it cannot be computed here.
    Unsupported,
}

/// A rule that a path breaks, or that could not be applied to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathFault {
    pub element: Element,
    pub kind: FaultKind,
}

/// A place on a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    Certificate(CertificateId),
    Anchor(AnchorId),
}

/// Each way in which a path can fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    NotYetValid,
    Expired,
    /// The signature does not verify under the issuer's key.
    BadSignature,
    /// The signature could not be computed here; the reason in words.
    SignatureUnsupported(String),
    /// Inner and outer signature algorithm differ (RFC 5280 section 4.1.1.2).
    AlgorithmsDiffer,
    /// MD2, MD5, or SHA-1 under a public root.
    WeakSignature,
    /// An RSA key so short that every client refuses it; its bits.
    WeakKey(u32),
    /// Issues a certificate without being a CA (sections 4.2.1.3 and 4.2.1.9).
    NotACa(&'static str),
    /// One CA more than one above it allows; how many that allows, and which it is.
    PathLengthExceeded(u32, Element),
    /// A critical extension that we do not process; its OID.
    CriticalExtension(String),
    /// An extension that is there twice or does not have its form; its OID.
    MalformedExtension(String),
    /// Extended key usage of the end entity excludes the purpose (section 4.2.1.12).
    WrongPurpose,
    /// Extended key usage of an issuer does: clients take it as a limit on all that lies below, RFC 5280
    /// does not.
    IssuerPurpose,
    /// A name is outside the limits set above it (section 6.1.3 (b) and (c)).
    NameConstraint(Box<NameFault>),
    /// Name constraints that cannot be applied as they stand, and why (section 4.2.1.10).
    NameConstraintsMalformed(&'static str),
    /// Names and limits are so many that comparing them was given up.
    TooManyNames,
    /// No policy holds all along the path, and one is demanded (section 6.1.5 (g)).
    NoPolicy,
    /// The extensions on policies cannot be applied as they stand, and why.
    PoliciesMalformed(&'static str),
    /// More intermediates than were asked for; the number asked for.
    TooLong(usize),
    /// Its issuers were not followed: the search met one of its limits.
    NotFollowed,
    /// It did not come with the chain: the user has it at hand, or it stands elsewhere in the input.
    NotSent,
    /// The issuer of this certificate is not in the input and not an anchor.
    IssuerMissing,
    /// Whoever could have issued it stands below it already: authorities that certified each other.
    Circle,
    /// It ends at a self-signed certificate that is no anchor.
    RootNotTrusted,
}

/// A name that does not keep within limits set above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameFault {
    /// Whose limits they are.
    pub by: Element,
    /// With its kind, as "DNS name mail.example.com".
    pub name: String,
    pub limit: Limit,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The subtree that excludes it.
    Excluded(String),
    /// What is permitted for names of its kind.
    NotPermitted(String),
    /// There are limits for names of its kind, and why they cannot be compared.
    NotComparable(&'static str),
}

impl FaultKind {
    /// True where the path may be fine and only we cannot tell.
    pub const fn is_undetermined(&self) -> bool {
        match self {
            Self::SignatureUnsupported(_) | Self::TooManyNames | Self::NotFollowed => true,
            Self::NotYetValid
            | Self::Expired
            | Self::BadSignature
            | Self::AlgorithmsDiffer
            | Self::WeakSignature
            | Self::NotACa(_)
            | Self::PathLengthExceeded(..)
            | Self::WeakKey(_)
            | Self::CriticalExtension(_)
            | Self::MalformedExtension(_)
            | Self::WrongPurpose
            | Self::IssuerPurpose
            | Self::NameConstraint(_)
            | Self::NameConstraintsMalformed(_)
            | Self::NoPolicy
            | Self::PoliciesMalformed(_)
            | Self::TooLong(_)
            | Self::NotSent
            | Self::IssuerMissing
            | Self::Circle
            | Self::RootNotTrusted => false,
        }
    }
}

impl CertificationPath {
    /// Anchored and without any fault.
    pub const fn is_valid(&self) -> bool {
        self.trust_anchor.is_some() && self.faults.is_empty()
    }

    /// Anchored, and what stands against it is only what we cannot tell.
    pub fn may_be_valid(&self) -> bool {
        self.trust_anchor.is_some() && self.faults.iter().all(|fault| fault.kind.is_undetermined())
    }

    /// The end entity is the anchor itself.
    pub const fn is_anchor_alone(&self) -> bool {
        self.trust_anchor.is_some() && self.links.is_empty()
    }
}
