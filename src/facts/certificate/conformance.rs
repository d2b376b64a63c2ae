//! Which promises of its profile does a certificate break, without anything else being looked at?
//!
//! What RFC 5280 demands of conforming CAs, and what the CA/Browser Forum demands of public ones. Clients
//! let most of it pass: whether a path holds is `facts/path`. How long a certificate lives is the rule
//! `long-validity`.

use super::{Certificate, Extension, GeneralName};
use crate::facts::name::dns;
use crate::facts::oids;
use crate::facts::signature::{Hash, signature_hash};
use crate::question::Purpose;

/// Where in a path a certificate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    EndEntity(Purpose),
    Intermediate,
    Anchor,
}

/// A promise that is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Completes "the certificate …".
    pub what: &'static str,
    pub document: &'static str,
    pub section: &'static str,
    pub clients: Clients,
}

/// What clients do with a certificate that breaks a promise. Measured with OpenSSL 3.0 and GnuTLS 3.7 on
/// certificates of one departure each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clients {
    /// A rule of its own says so.
    Told,
    Pass,
    /// They pass it, but for those that ask for strictness.
    Strict,
    Refused,
    /// Of public CAs, which answer for it to those who keep the lists of roots.
    Promise,
    Keys,
}

use Clients::{Keys, Pass, Promise, Refused, Strict, Told};

impl Clients {
    /// Each that is told beside others, the graver first.
    pub const ALL: &'static [Self] = &[Refused, Strict, Keys, Promise, Pass];

    /// Completes "that is …: ".
    pub const fn words(self) -> &'static str {
        match self {
            Refused => "OpenSSL refuses it, GnuTLS lets it pass",
            Strict => {
                "OpenSSL lets it pass, and refuses it under -x509_strict, which Python sets since 3.13"
            }
            Keys => "OpenSSL takes such keys, browsers do not",
            Promise => "clients let it pass; CAs of public lists have promised otherwise",
            Told | Pass => "OpenSSL and GnuTLS let it pass",
        }
    }
}

pub const RFC: &str = "RFC 5280";
const FORUM: &str = "CA/Browser Forum Baseline Requirements";

const AUTHORITY_KEY_IDENTIFIER: &str = "2.5.29.35";
const SUBJECT_KEY_IDENTIFIER: &str = "2.5.29.14";
const AUTHORITY_INFORMATION_ACCESS: &str = "1.3.6.1.5.5.7.1.1";
const INHIBIT_ANY_POLICY: &str = "2.5.29.54";

/// Every broken promise; those of RFC 5280 first.
pub fn departures(certificate: &Certificate, place: Place) -> Vec<Departure> {
    let mut found = Vec::new();
    of_the_rfc(certificate, place, &mut |what, section, clients| {
        found.push(Departure { what, document: RFC, section, clients });
    });
    of_the_forum(certificate, place, &mut |what, section, clients| {
        found.push(Departure { what, document: FORUM, section, clients });
    });
    found
}

/// What is wrong with a serial number, by RFC 5280 section 4.1.2.2.
pub fn serial_fault(certificate: &Certificate) -> Option<&'static str> {
    let serial = certificate.serial_number.as_slice();
    match serial.first() {
        None => Some("has no serial number"),
        Some(first) if *first >= 0x80 => Some("has a negative serial number"),
        Some(_) if serial.iter().all(|byte| *byte == 0) => Some("has the serial number 0"),
        Some(0) if serial.get(1).is_some_and(|next| *next < 0x80) => {
            Some("has a serial number with superfluous zeros in front")
        }
        Some(_) if serial.len() > 20 => Some("has a serial number of more than 20 bytes"),
        Some(_) => None,
    }
}

type Add<'a> = &'a mut dyn FnMut(&'static str, &'static str, Clients);

fn critical(certificate: &Certificate, oid: &str) -> Option<bool> {
    let extension = certificate.extensions.iter().find(|extension| extension.oid == oid);
    extension.map(|extension: &Extension| extension.critical)
}

fn of_the_rfc(certificate: &Certificate, place: Place, add: Add<'_>) {
    let ca = certificate.claims_to_be_ca();
    let self_issued = certificate.is_self_issued();
    let signs = certificate.key_usage.is_some_and(super::KeyUsage::key_cert_sign);
    let is = |oid| critical(certificate, oid);
    if let Some(what) = serial_fault(certificate) {
        add(what, "4.1.2.2", Told);
    }
    if certificate.version < 3 && !certificate.extensions.is_empty() {
        add("has extensions and is older than version 3", "4.1.2.1", Told);
    }
    if certificate.signature_algorithm != certificate.inner_signature_algorithm {
        add("names two different signature algorithms", "4.1.1.2", Told);
    }
    if certificate.issuer.is_empty() {
        add("names no issuer", "4.1.2.4", Strict);
    }
    if ca && certificate.subject.is_empty() {
        add("is a CA's and has no subject", "4.1.2.6", Strict);
    }
    if certificate.dates_in_wrong_form {
        add("has dates in a form that is not theirs", "4.1.2.5", Pass);
    }
    if certificate.authority_key_identifier.is_none() && !self_issued {
        add("has no authority key identifier", "4.2.1.1", Strict);
    }
    if is(AUTHORITY_KEY_IDENTIFIER) == Some(true) {
        add("has a critical authority key identifier", "4.2.1.1", Refused);
    }
    if ca && certificate.subject_key_identifier.is_none() {
        add("is a CA's and has no subject key identifier", "4.2.1.2", Strict);
    }
    if is(SUBJECT_KEY_IDENTIFIER) == Some(true) {
        add("has a critical subject key identifier", "4.2.1.2", Refused);
    }
    if certificate.key_usage.is_some_and(|usage| usage.0 == 0) {
        add("has a key usage that allows nothing", "4.2.1.3", Refused);
    }
    if ca && certificate.key_usage.is_none() {
        add("is a CA's and has no key usage", "4.2.1.3", Strict);
    }
    if is(oids::SUBJECT_ALT_NAME) == Some(false) && certificate.subject.is_empty() {
        add("has no subject, and its subjectAltName is not critical", "4.2.1.6", Strict);
    }
    if certificate.has_extension(oids::SUBJECT_ALT_NAME) && certificate.subject_alt_names.is_empty()
    {
        add("has an empty subjectAltName", "4.2.1.6", Told);
    }
    if signs && !ca {
        add("may sign certificates by its key usage and is no CA's", "4.2.1.9", Strict);
    }
    if let Some(bounds) = certificate.basic_constraints {
        if bounds.path_length.is_some() && !(bounds.ca && signs) {
            add("limits the length of paths and cannot issue certificates", "4.2.1.9", Strict);
        }
        if bounds.ca && is(oids::BASIC_CONSTRAINTS) == Some(false) {
            add("is a CA's, and its basic constraints are not critical", "4.2.1.9", Strict);
        }
    }
    if place == Place::Anchor && !ca {
        add("is a trust anchor and not a CA's", "4.2.1.9", Strict);
    }
    if let Some(limits) = &certificate.name_constraints {
        if !ca {
            add("has name constraints and is no CA's", "4.2.1.10", Pass);
        }
        if is(oids::NAME_CONSTRAINTS) == Some(false) {
            add("has name constraints that are not critical", "4.2.1.10", Pass);
        }
        if limits.leading_dot {
            add("has a limit on DNS names with a dot in front", "4.2.1.10", Pass);
        }
        if let Some(flaw) = limits.flaw {
            add(flaw, "4.2.1.10", Told);
        }
    }
    if is(oids::POLICY_CONSTRAINTS) == Some(false) {
        add("has policy constraints that are not critical", "4.2.1.11", Pass);
    }
    if let Some(flaw) = certificate.policies.flaw {
        add(flaw, "4.2.1.4", Told);
    }
    if certificate.extended_key_usage.as_ref().is_some_and(Vec::is_empty) {
        add("has an empty extended key usage", "4.2.1.12", Told);
    }
    if is(INHIBIT_ANY_POLICY) == Some(false) {
        add("inhibits anyPolicy, and that is not critical", "4.2.1.14", Pass);
    }
    if is(AUTHORITY_INFORMATION_ACCESS) == Some(true) {
        add("has a critical authority information access", "4.2.2.1", Refused);
    }
}

fn of_the_forum(certificate: &Certificate, place: Place, add: Add<'_>) {
    if certificate.version != 3 {
        add("is not of version 3", "7.1.1", Told);
    }
    key(certificate, add);
    let hash = signature_hash(&certificate.signature_algorithm);
    if place != Place::Anchor && matches!(hash, Some(Hash::Sha1 | Hash::Md5 | Hash::Md2)) {
        add("is signed with a hash that can be forged", "7.1.3.2", Told);
    }
    let purposes = certificate.extended_key_usage.as_deref();
    match place {
        Place::Anchor => {
            if purposes.is_some() {
                add("is a root's and has an extended key usage", "7.1.2.1.2", Promise);
            }
            let authority = certificate.has_extension(AUTHORITY_KEY_IDENTIFIER);
            if certificate.is_self_issued()
                && authority
                && (certificate.authority_key_identifier != certificate.subject_key_identifier
                    || certificate.authority_names_issuer)
            {
                add(
                    "is a root's, and its key identifiers differ or say more",
                    "7.1.2.1.3",
                    Promise,
                );
            }
        }
        Place::Intermediate => {
            if purposes.is_some_and(|it| it.iter().any(|oid| oid == oids::ANY_EXTENDED_KEY_USAGE)) {
                add("is a CA's and is meant for any purpose", "7.1.2.10.6", Told);
            }
        }
        Place::EndEntity(purpose) => end_entity(certificate, purpose, add),
    }
}

fn key(certificate: &Certificate, add: Add<'_>) {
    let bits = certificate.key.bits.unwrap_or(0);
    match certificate.key.algorithm.as_str() {
        "RSA" | "RSA-PSS" => {
            if bits < 2_048 || !bits.is_multiple_of(8) {
                add("has an RSA key of less than 2,048 bits or of an odd size", "6.1.5", Told);
            }
            let exponent = certificate.key.rsa_exponent.unwrap_or(u64::MAX);
            if exponent < 3 || exponent.is_multiple_of(2) {
                add("has an RSA key with an exponent that is not odd or below 3", "6.1.6", Promise);
            }
        }
        "EC" => {
            let curve = certificate.key.curve.as_deref().unwrap_or("");
            if !["P-256", "P-384", "P-521"].contains(&curve) {
                add("has a key on another curve than P-256, P-384 and P-521", "6.1.5", Keys);
            }
        }
        _ => add("has a key of another kind than RSA and ECDSA", "6.1.5", Keys),
    }
}

fn end_entity(certificate: &Certificate, purpose: Purpose, add: Add<'_>) {
    if certificate.claims_to_be_ca() {
        add("is a CA's and stands where a server's belongs", "7.1.2.7.8", Promise);
    }
    let alternative = critical(certificate, oids::SUBJECT_ALT_NAME);
    if alternative.is_none() {
        add("has no subjectAltName", "7.1.2.7.12", Told);
    }
    if alternative == Some(true) && !certificate.subject.is_empty() {
        add("has a critical subjectAltName although it has a subject", "7.1.2.7.12", Promise);
    }
    match certificate.extended_key_usage.as_deref() {
        None if purpose == Purpose::Server => {
            add("has no extended key usage", "7.1.2.7.10", Promise)
        }
        Some(purposes) if purposes.iter().any(|oid| oid == oids::ANY_EXTENDED_KEY_USAGE) => {
            add("is meant for any purpose", "7.1.2.7.10", Told);
        }
        Some(purposes) => {
            // Code signing, time stamping and OCSP signing are nothing that a server may do as well.
            let foreign = ["1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9"];
            if purposes.iter().any(|oid| foreign.contains(&oid.as_str())) {
                add("has purposes that a server's must not have", "7.1.2.7.10", Promise);
            }
        }
        None => {}
    }
    if critical(certificate, oids::EXTENDED_KEY_USAGE) == Some(true) {
        add("has a critical extended key usage", "7.1.2.7.6", Promise);
    }
    for name in certificate.dns_names() {
        if dns::flaw(name).is_some() || name.contains('_') {
            add("has a DNS name that is none", "7.1.2.7.12", Told);
            break;
        }
    }
    if let Some(common_name) = certificate.subject.common_name()
        && !certificate.subject_alt_names.iter().any(|name| match name {
            GeneralName::Dns(dns) => dns == common_name,
            GeneralName::Ip(address) => address.to_string() == common_name,
            _ => false,
        })
        && is_another_form(common_name, certificate)
    {
        add("has a common name that is not written as its alternative name is", "7.1.4.3", Promise);
    }
}

/// A host's name in a form in which it is no alternative name: an address, a name outside ASCII or in its
/// A-label, or one that differs in case. A plain name that is none of them is let pass, as every client
/// does: nobody compares it.
fn is_another_form(text: &str, certificate: &Certificate) -> bool {
    let inner = |letter: char| letter.is_alphanumeric() || "-_.*:".contains(letter);
    if !text.contains(['.', ':']) || !text.chars().all(inner) {
        return false;
    }
    if text.parse::<std::net::IpAddr>().is_ok_and(|address| address.to_string() == text) {
        return false;
    }
    let address = text.contains(':')
        || text.split('.').all(|part| {
            let digits = part.strip_prefix("0x").unwrap_or(part);
            !digits.is_empty()
                && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
                && (digits.len() < part.len() || part.bytes().all(|byte| byte.is_ascii_digit()))
        });
    address
        || !text.is_ascii()
        || text.split('.').any(|label| label.starts_with("xn--"))
        || certificate.dns_names().any(|name| name.eq_ignore_ascii_case(text))
}
