//! What does a certificate say of itself?
//!
//! Owned facts out of the DER bytes (RFC 5280 section 4). Nothing is judged, no signature is checked.

pub mod conformance;
pub mod constraints;
mod extensions;
pub mod policies;
mod read;

use super::Fingerprint;
use super::distinguished_name::DistinguishedName;
use super::signature::{AlgorithmIdentifier, KeyFacts};
use crate::timestamp::Timestamp;

pub use constraints::NameConstraints;
pub use policies::Policies;
pub use read::read;

/// Names of one certificate that are kept for display; all of them are matched.
pub const MAX_NAMES_SHOWN: usize = 100;

/// An X.509 certificate (RFC 5280 section 4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The whole certificate.
    pub der: Vec<u8>,
    /// The signed part (`tbsCertificate`), for signature checks.
    pub tbs: Vec<u8>,
    pub sha256: Fingerprint,
    /// The thumbprint that Windows shows.
    pub sha1: [u8; 20],
    /// 1, 2 or 3; other numbers as encoded plus one.
    pub version: u32,
    /// Content bytes of the INTEGER, as encoded.
    pub serial_number: Vec<u8>,
    pub subject: DistinguishedName,
    pub issuer: DistinguishedName,
    pub not_before: Timestamp,
    pub not_after: Timestamp,
    /// The CA mark is a TRUE that is not written as DER writes it.
    pub loose_ca_mark: bool,
    /// A date before 2050 as GeneralizedTime, or the other way about (RFC 5280 section 4.1.2.5).
    pub dates_in_wrong_form: bool,
    /// DER `SubjectPublicKeyInfo`.
    pub subject_public_key_info: Vec<u8>,
    pub key: KeyFacts,
    /// Of the outer certificate.
    pub signature_algorithm: AlgorithmIdentifier,
    /// Of the signed part; RFC 5280 section 4.1.1.2 demands that it be the same.
    pub inner_signature_algorithm: AlgorithmIdentifier,
    pub signature: Vec<u8>,
    pub subject_alt_names: Vec<GeneralName>,
    pub basic_constraints: Option<BasicConstraints>,
    pub key_usage: Option<KeyUsage>,
    /// Dotted OIDs of the purposes.
    pub extended_key_usage: Option<Vec<String>>,
    pub name_constraints: Option<NameConstraints>,
    pub policies: Policies,
    pub subject_key_identifier: Option<Vec<u8>>,
    pub authority_key_identifier: Option<Vec<u8>>,
    /// The authority key identifier names the issuer's own issuer and serial number as well.
    pub authority_names_issuer: bool,
    /// Addresses from which the issuer's certificate can be had: text, never a link.
    pub ca_issuers: Vec<String>,
    pub ocsp_responders: Vec<String>,
    pub crl_distribution_points: Vec<String>,
    /// RFC 7633 TLS feature `status_request`.
    pub must_staple: bool,
    pub extensions: Vec<Extension>,
}

/// One extension as it stands, in the order of the encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    pub oid: String,
    pub critical: bool,
    /// What it says, in words, where we read it.
    pub says: Option<String>,
    /// True where the bytes do not have the form that the extension's definition demands.
    pub malformed: bool,
}

/// RFC 5280 section 4.2.1.9.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints {
    pub ca: bool,
    /// How many more CA certificates may follow below.
    pub path_length: Option<u32>,
}

/// RFC 5280 section 4.2.1.3; bit 0 is digitalSignature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyUsage(pub u16);

impl KeyUsage {
    pub const fn key_cert_sign(self) -> bool {
        self.0 & (1 << 5) != 0
    }
}

/// A GeneralName (RFC 5280 section 4.2.1.6) as far as TLS uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GeneralName {
    Dns(String),
    /// Four or sixteen bytes; any other number is kept as `Other(MALFORMED_ADDRESS)`.
    Ip(std::net::IpAddr),
    Email(String),
    Uri(String),
    Directory(DistinguishedName),
    /// A kind that no TLS client looks at, or bytes that do not have the form of their kind.
    Other(&'static str),
}

/// An IP address that is none, and names that cannot be read, as `GeneralName::Other` has them.
pub const MALFORMED_ADDRESS: &str = "an IP address of the wrong length";
pub const UNREADABLE_NAME: &str = "an unreadable name";

/// Four or sixteen bytes as an address, others in hex.
pub fn address_text(bytes: &[u8]) -> String {
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        return std::net::IpAddr::from(four).to_string();
    }
    match <[u8; 16]>::try_from(bytes) {
        Ok(sixteen) => std::net::IpAddr::from(sixteen).to_string(),
        Err(_) => base16ct::lower::encode_string(bytes),
    }
}

impl Certificate {
    /// Issuer and subject are the same name. It says nothing about who signed it.
    pub fn is_self_issued(&self) -> bool {
        self.subject.match_key() == self.issuer.match_key()
    }

    /// Says of itself that it may issue certificates; a v1 certificate cannot say so.
    pub fn claims_to_be_ca(&self) -> bool {
        self.basic_constraints.is_some_and(|constraints| constraints.ca)
    }

    pub fn dns_names(&self) -> impl Iterator<Item = &str> {
        self.subject_alt_names.iter().filter_map(|name| match name {
            GeneralName::Dns(dns) => Some(dns.as_str()),
            _ => None,
        })
    }

    pub fn ip_addresses(&self) -> impl Iterator<Item = std::net::IpAddr> {
        self.subject_alt_names.iter().filter_map(|name| match name {
            GeneralName::Ip(address) => Some(*address),
            _ => None,
        })
    }

    /// The serial number in lower-case hex, as the bytes stand, without separators.
    pub fn serial_hex(&self) -> String {
        base16ct::lower::encode_string(&self.serial_number)
    }

    pub fn has_extension(&self, oid: &str) -> bool {
        self.extensions.iter().any(|extension| extension.oid == oid)
    }

    /// The name that people use for it: common name, else the first DNS name, else the whole subject.
    pub fn short_name(&self) -> String {
        if self.subject.common_name().is_none()
            && let Some(dns) = self.dns_names().next()
        {
            return crate::visible::visible(dns).into_owned();
        }
        self.subject.short()
    }
}
