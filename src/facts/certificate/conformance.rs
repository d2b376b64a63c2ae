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
}

const RFC: &str = "RFC 5280";
const FORUM: &str = "CA/Browser Forum Baseline Requirements";

const AUTHORITY_KEY_IDENTIFIER: &str = "2.5.29.35";
const SUBJECT_KEY_IDENTIFIER: &str = "2.5.29.14";
const AUTHORITY_INFORMATION_ACCESS: &str = "1.3.6.1.5.5.7.1.1";
const INHIBIT_ANY_POLICY: &str = "2.5.29.54";

/// Every broken promise; those of RFC 5280 first.
pub fn departures(certificate: &Certificate, place: Place) -> Vec<Departure> {
    let mut found = Vec::new();
    of_the_rfc(certificate, place, &mut |what, section| {
        found.push(Departure { what, document: RFC, section });
    });
    of_the_forum(certificate, place, &mut |what, section| {
        found.push(Departure { what, document: FORUM, section });
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

type Add<'a> = &'a mut dyn FnMut(&'static str, &'static str);

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
        add(what, "4.1.2.2");
    }
    if certificate.version < 3 && !certificate.extensions.is_empty() {
        add("has extensions and is older than version 3", "4.1.2.1");
    }
    if certificate.signature_algorithm != certificate.inner_signature_algorithm {
        add("names two different signature algorithms", "4.1.1.2");
    }
    if certificate.issuer.is_empty() {
        add("names no issuer", "4.1.2.4");
    }
    if ca && certificate.subject.is_empty() {
        add("is a CA's and has no subject", "4.1.2.6");
    }
    if certificate.dates_in_wrong_form {
        add("has dates in a form that is not theirs", "4.1.2.5");
    }
    if certificate.authority_key_identifier.is_none() && !self_issued {
        add("has no authority key identifier", "4.2.1.1");
    }
    if is(AUTHORITY_KEY_IDENTIFIER) == Some(true) {
        add("has a critical authority key identifier", "4.2.1.1");
    }
    if ca && certificate.subject_key_identifier.is_none() {
        add("is a CA's and has no subject key identifier", "4.2.1.2");
    }
    if is(SUBJECT_KEY_IDENTIFIER) == Some(true) {
        add("has a critical subject key identifier", "4.2.1.2");
    }
    if certificate.key_usage.is_some_and(|usage| usage.0 == 0) {
        add("has a key usage that allows nothing", "4.2.1.3");
    }
    if ca && certificate.key_usage.is_none() {
        add("is a CA's and has no key usage", "4.2.1.3");
    }
    if is(oids::SUBJECT_ALT_NAME) == Some(false) && certificate.subject.is_empty() {
        add("has no subject, and its subjectAltName is not critical", "4.2.1.6");
    }
    if certificate.has_extension(oids::SUBJECT_ALT_NAME) && certificate.subject_alt_names.is_empty()
    {
        add("has an empty subjectAltName", "4.2.1.6");
    }
    if signs && !ca {
        add("may sign certificates by its key usage and is no CA's", "4.2.1.9");
    }
    if let Some(bounds) = certificate.basic_constraints {
        if bounds.path_length.is_some() && !(bounds.ca && signs) {
            add("limits the length of paths and cannot issue certificates", "4.2.1.9");
        }
        if bounds.ca && is(oids::BASIC_CONSTRAINTS) == Some(false) {
            add("is a CA's, and its basic constraints are not critical", "4.2.1.9");
        }
    }
    if place == Place::Anchor && !ca {
        add("is a trust anchor and not a CA's", "4.2.1.9");
    }
    if let Some(limits) = &certificate.name_constraints {
        if !ca {
            add("has name constraints and is no CA's", "4.2.1.10");
        }
        if is(oids::NAME_CONSTRAINTS) == Some(false) {
            add("has name constraints that are not critical", "4.2.1.10");
        }
        if limits.leading_dot {
            add("has a limit on DNS names with a dot in front", "4.2.1.10");
        }
        if let Some(flaw) = limits.flaw {
            add(flaw, "4.2.1.10");
        }
    }
    if is(oids::POLICY_CONSTRAINTS) == Some(false) {
        add("has policy constraints that are not critical", "4.2.1.11");
    }
    if let Some(flaw) = certificate.policies.flaw {
        add(flaw, "4.2.1.4");
    }
    if certificate.extended_key_usage.as_ref().is_some_and(Vec::is_empty) {
        add("has an empty extended key usage", "4.2.1.12");
    }
    if is(INHIBIT_ANY_POLICY) == Some(false) {
        add("inhibits anyPolicy, and that is not critical", "4.2.1.14");
    }
    if is(AUTHORITY_INFORMATION_ACCESS) == Some(true) {
        add("has a critical authority information access", "4.2.2.1");
    }
}

fn of_the_forum(certificate: &Certificate, place: Place, add: Add<'_>) {
    if certificate.version != 3 {
        add("is not of version 3", "7.1.1");
    }
    key(certificate, add);
    let hash = signature_hash(&certificate.signature_algorithm);
    if place != Place::Anchor && matches!(hash, Some(Hash::Sha1 | Hash::Md5 | Hash::Md2)) {
        add("is signed with a hash that can be forged", "7.1.3.2");
    }
    let purposes = certificate.extended_key_usage.as_deref();
    match place {
        Place::Anchor => {
            if purposes.is_some() {
                add("is a root's and has an extended key usage", "7.1.2.1.2");
            }
            let authority = certificate.has_extension(AUTHORITY_KEY_IDENTIFIER);
            if certificate.is_self_issued()
                && authority
                && (certificate.authority_key_identifier != certificate.subject_key_identifier
                    || certificate.authority_names_issuer)
            {
                add("is a root's, and its key identifiers differ or say more", "7.1.2.1.3");
            }
        }
        Place::Intermediate => {
            if purposes.is_some_and(|it| it.iter().any(|oid| oid == oids::ANY_EXTENDED_KEY_USAGE)) {
                add("is a CA's and is meant for any purpose", "7.1.2.10.6");
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
                add("has an RSA key of less than 2,048 bits or of an odd size", "6.1.5");
            }
            let exponent = certificate.key.rsa_exponent.unwrap_or(u64::MAX);
            if exponent < 3 || exponent.is_multiple_of(2) {
                add("has an RSA key with an exponent that is not odd or below 3", "6.1.6");
            }
        }
        "EC" => {
            let curve = certificate.key.curve.as_deref().unwrap_or("");
            if !["P-256", "P-384", "P-521"].contains(&curve) {
                add("has a key on another curve than P-256, P-384 and P-521", "6.1.5");
            }
        }
        _ => add("has a key of another kind than RSA and ECDSA", "6.1.5"),
    }
}

fn end_entity(certificate: &Certificate, purpose: Purpose, add: Add<'_>) {
    if certificate.claims_to_be_ca() {
        add("is a CA's and stands where a server's belongs", "7.1.2.7.8");
    }
    let alternative = critical(certificate, oids::SUBJECT_ALT_NAME);
    if alternative.is_none() {
        add("has no subjectAltName", "7.1.2.7.12");
    }
    if alternative == Some(true) && !certificate.subject.is_empty() {
        add("has a critical subjectAltName although it has a subject", "7.1.2.7.12");
    }
    match certificate.extended_key_usage.as_deref() {
        None if purpose == Purpose::Server => add("has no extended key usage", "7.1.2.7.10"),
        Some(purposes) if purposes.iter().any(|oid| oid == oids::ANY_EXTENDED_KEY_USAGE) => {
            add("is meant for any purpose", "7.1.2.7.10");
        }
        Some(purposes) => {
            // Code signing, time stamping and OCSP signing are nothing that a server may do as well.
            let foreign = ["1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9"];
            if purposes.iter().any(|oid| foreign.contains(&oid.as_str())) {
                add("has purposes that a server's must not have", "7.1.2.7.10");
            }
        }
        None => {}
    }
    if critical(certificate, oids::EXTENDED_KEY_USAGE) == Some(true) {
        add("has a critical extended key usage", "7.1.2.7.6");
    }
    for name in certificate.dns_names() {
        if dns::flaw(name).is_some() || name.contains('_') {
            add("has a DNS name that is none", "7.1.2.7.12");
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
        add("has a common name that is not written as its alternative name is", "7.1.4.3");
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
