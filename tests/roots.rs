//! Is the table of built-in roots what the crate `webpki-root-certs` says?
//!
//! Written again and compared byte by byte; then read, and compared field by field with what
//! x509-parser, which had no part in writing it, finds in the certificates.

#[allow(dead_code)]
#[path = "../xtask/src/roots.rs"]
mod generator;

use std::collections::HashSet;

use handglass::facts::roots::{
    MOZILLA_LIST, MOZILLA_LIST_DATE, MOZILLA_LIST_SOURCE, RootAnchor, mozilla,
};
use handglass::facts::signature::{AlgorithmIdentifier, SignatureCheck, key_facts, verify};
use sha1::{Digest as _, Sha1};
use sha2::Sha256;
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;
use x509_parser::prelude::{FromDer as _, ParsedExtension, X509Certificate};

#[test]
fn the_table_is_the_one_that_the_generator_writes() {
    let written = generator::table().expect("every root fits the layout");
    let checked_in = include_bytes!("../src/facts/roots/mozilla.bin");
    assert!(
        written == checked_in,
        "the table is out of date: run `cargo xtask roots` and review the change"
    );
}

#[test]
fn the_table_names_the_version_it_came_from() {
    let manifest = include_str!("../Cargo.toml");
    let (name, version) = MOZILLA_LIST_SOURCE.split_once(' ').expect("a name and a version");
    assert!(
        manifest.contains(&format!("{name} = \"={version}\"")),
        "{MOZILLA_LIST_SOURCE} is not the pinned version"
    );
}

#[test]
fn the_list_is_called_by_its_day() {
    assert_eq!(MOZILLA_LIST, format!("Mozilla's list of {MOZILLA_LIST_DATE}"));
}

#[test]
fn every_root_reads_back_field_by_field() {
    assert_eq!(mozilla().len(), TLS_SERVER_ROOT_CERTS.len());
    for der in TLS_SERVER_ROOT_CERTS {
        let sha256: [u8; 32] = Sha256::digest(der).into();
        let root = mozilla()
            .iter()
            .find(|root| root.sha256 == sha256)
            .expect("every root is in the table");
        let (_, certificate) = X509Certificate::from_der(der).expect("a certificate");
        assert_eq!(root.subject, certificate.subject().as_raw(), "{}", root.name);
        assert_eq!(root.spki, certificate.public_key().raw, "{}", root.name);
        assert_eq!(root.sha1.as_slice(), Sha1::digest(der).as_slice(), "{}", root.name);
        assert_eq!(
            root.not_before.unix_seconds(),
            certificate.validity().not_before.timestamp(),
            "{}",
            root.name
        );
        assert_eq!(
            root.not_after.unix_seconds(),
            certificate.validity().not_after.timestamp(),
            "{}",
            root.name
        );
        assert_extensions(root, &certificate);
    }
}

fn assert_extensions(root: &RootAnchor, certificate: &X509Certificate<'_>) {
    let mut identifier = None;
    let mut constraints = None;
    for extension in certificate.extensions() {
        match extension.parsed_extension() {
            ParsedExtension::SubjectKeyIdentifier(found) => identifier = Some(found.0.to_vec()),
            ParsedExtension::NameConstraints(_) => constraints = Some(extension.value.to_vec()),
            _ => {}
        }
    }
    assert_eq!(root.subject_key_identifier, identifier, "{}", root.name);
    assert_eq!(root.name_constraints, constraints, "{}", root.name);
}

#[test]
fn every_root_has_a_name_of_its_own() {
    let names: HashSet<&str> = mozilla().iter().map(|root| root.name.as_str()).collect();
    assert_eq!(names.len(), mozilla().len());
    assert!(names.contains("ISRG Root X1"));
    assert!(names.contains("GlobalSign Root CA - R3"));
    assert!(names.contains("AC RAIZ FNMT-RCM"));
}

#[test]
fn every_root_signed_itself() {
    for der in TLS_SERVER_ROOT_CERTS {
        let (_, certificate) = X509Certificate::from_der(der).expect("a certificate");
        let algorithm = AlgorithmIdentifier {
            oid: certificate.signature_algorithm.algorithm.to_id_string(),
            parameters: None,
        };
        let spki = certificate.public_key().raw;
        let tbs = certificate.tbs_certificate.as_ref();
        let check = verify(&algorithm, spki, tbs, &certificate.signature_value.data);
        assert_eq!(check, SignatureCheck::Verified, "{}", certificate.subject());
        assert!(key_facts(spki).bits.is_some_and(|bits| bits >= 256), "{}", certificate.subject());
    }
}
