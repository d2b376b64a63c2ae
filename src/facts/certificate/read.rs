//! DER bytes to an owned `Certificate`, by x509-parser.
//!
//! A broken extension does not lose the certificate: it is kept as malformed, and the rules that need
//! it say so.

use sha1::Sha1;
use sha2::{Digest, Sha256};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;
use x509_parser::x509::AlgorithmIdentifier as ParsedAlgorithm;

use super::extensions;
use super::{Certificate, Fingerprint, Policies};
use crate::facts::distinguished_name::DistinguishedName;
use crate::facts::signature::{AlgorithmIdentifier, key_facts};
use crate::timestamp::Timestamp;

/// Reads one certificate. The error is a short reason in words, for a note on the input.
pub fn read(der: &[u8]) -> Result<Certificate, String> {
    let (_, parsed) = X509Certificate::from_der(der).map_err(reason)?;
    let der = &der[..parsed.as_raw().len().min(der.len())];
    let tbs = &parsed.tbs_certificate;
    let public_key = tbs.subject_pki.raw.to_vec();
    // The dates stand between the two names.
    let place = |part: &[u8]| (part.as_ptr() as usize).saturating_sub(der.as_ptr() as usize);
    let from = place(tbs.issuer.as_raw()) + tbs.issuer.as_raw().len();
    if !der.get(from..place(tbs.subject.as_raw())).is_some_and(dates_are_in_form) {
        return Err("its dates are not in the form that RFC 5280 section 4.1.2.5 gives them".into());
    }
    let mut certificate = Certificate {
        tbs: tbs.as_ref().to_vec(),
        sha256: Fingerprint(Sha256::digest(der).into()),
        sha1: Sha1::digest(der).into(),
        version: tbs.version.0.saturating_add(1),
        serial_number: tbs.raw_serial().to_vec(),
        subject: DistinguishedName::from_parsed(&tbs.subject),
        issuer: DistinguishedName::from_parsed(&tbs.issuer),
        not_before: Timestamp::from_unix_seconds(tbs.validity.not_before.timestamp()),
        not_after: Timestamp::from_unix_seconds(tbs.validity.not_after.timestamp()),
        loose_ca_mark: false,
        dates_in_wrong_form: [tbs.validity.not_before, tbs.validity.not_after]
            .iter()
            .any(|date| date.is_generalizedtime() == (date.to_datetime().year() < 2050)),
        key: key_facts(&public_key),
        subject_public_key_info: public_key,
        signature_algorithm: algorithm(&parsed.signature_algorithm),
        inner_signature_algorithm: algorithm(&tbs.signature),
        signature: parsed.signature_value.data.to_vec(),
        subject_alt_names: Vec::new(),
        basic_constraints: None,
        key_usage: None,
        extended_key_usage: None,
        name_constraints: None,
        policies: Policies::default(),
        subject_key_identifier: None,
        authority_key_identifier: None,
        authority_names_issuer: false,
        ca_issuers: Vec::new(),
        ocsp_responders: Vec::new(),
        crl_distribution_points: Vec::new(),
        must_staple: false,
        extensions: Vec::new(),
        der: der.to_vec(),
    };
    // The signature does not cover its own algorithm: it has to stand outside as it does inside.
    let inside = place(tbs.raw_serial()) + tbs.raw_serial().len()..place(tbs.issuer.as_raw());
    let behind = der.get(place(tbs.as_ref()) + tbs.as_ref().len()..).unwrap_or_default();
    let outside = der.get(inside).and_then(|inside| behind.strip_prefix(inside));
    if certificate.signature_algorithm == certificate.inner_signature_algorithm
        && outside.and_then(|signature| signature.first()) != Some(&0x03)
    {
        return Err("its signature algorithm is not written as inside of what is signed".into());
    }
    let unused_bits = place(&parsed.signature_value.data).checked_sub(1);
    if unused_bits.and_then(|at| der.get(at)) != Some(&0) {
        return Err("its signature does not consist of whole bytes".into());
    }
    for extension in tbs.extensions() {
        extensions::take(&mut certificate, extension);
    }
    Ok(certificate)
}

/// Whole seconds of Greenwich: what is less or more is understood by no client, or by each in its way.
fn dates_are_in_form(validity: &[u8]) -> bool {
    let mut rest = validity.get(2..).unwrap_or_default();
    while let [tag, length, more @ ..] = rest {
        let digits = match (tag, length) {
            (0x17, 13) => 12,
            (0x18, 15) => 14,
            _ => return false,
        };
        let Some((date, more)) = more.split_at_checked(digits + 1) else { return false };
        if date[digits] != b'Z' || !date[..digits].iter().all(u8::is_ascii_digit) {
            return false;
        }
        rest = more;
    }
    validity.first() == Some(&0x30)
}

fn algorithm(parsed: &ParsedAlgorithm<'_>) -> AlgorithmIdentifier {
    AlgorithmIdentifier {
        oid: parsed.algorithm.to_id_string(),
        parameters: parsed.parameters.as_ref().and_then(|any| {
            use x509_parser::asn1_rs::ToDer;
            any.to_der_vec().ok()
        }),
    }
}

/// x509-parser's error in a few plain words.
fn reason(error: x509_parser::nom::Err<x509_parser::error::X509Error>) -> String {
    use x509_parser::nom::Err;
    match error {
        Err::Incomplete(_) => "it ends too early".into(),
        Err::Error(error) | Err::Failure(error) => error.to_string(),
    }
}
