//! The extensions of a certificate, each to a fact and to a line in words.
//!
//! The first of two extensions with the same OID counts; that there are two is a fact of its own, to be
//! seen in `Certificate::extensions`.

use std::net::IpAddr;

use x509_parser::extensions::{
    DistributionPointName, GeneralName as ParsedName, KeyUsage as ParsedKeyUsage, ParsedExtension,
    X509Extension,
};

use super::{
    BasicConstraints, Certificate, Extension, GeneralName, KeyUsage, MALFORMED_ADDRESS,
    MAX_NAMES_SHOWN, UNREADABLE_NAME, constraints,
};
use crate::facts::distinguished_name::DistinguishedName;
use crate::facts::oids;
use crate::visible::visible;

/// DER of a TLS feature extension that holds `status_request` (5) alone: the only form in use.
const STATUS_REQUEST: &[u8] = &[0x30, 0x03, 0x02, 0x01, 0x05];

pub(super) fn take(certificate: &mut Certificate, extension: &X509Extension<'_>) {
    let oid = extension.oid.to_id_string();
    let first = !certificate.has_extension(&oid);
    let parsed = extension.parsed_extension();
    let malformed = matches!(parsed, ParsedExtension::ParseError { .. });
    if first && oid == oids::TLS_FEATURE {
        certificate.must_staple = extension.value == STATUS_REQUEST;
    }
    if first && oid == oids::BASIC_CONSTRAINTS {
        certificate.loose_ca_mark =
            matches!(extension.value, [0x30, _, 1, 1, mark, ..] if !matches!(mark, 0 | 0xff));
    }
    if first && oid == oids::NAME_CONSTRAINTS {
        certificate.name_constraints = Some(constraints::read(extension.value));
    }
    if first {
        certificate.policies.take(&oid, extension.value);
        keep(certificate, parsed);
    }
    let says = if malformed { None } else { says(parsed, extension.value) };
    certificate.extensions.push(Extension { oid, critical: extension.critical, says, malformed });
}

fn keep(certificate: &mut Certificate, parsed: &ParsedExtension<'_>) {
    match parsed {
        ParsedExtension::SubjectAlternativeName(names) => {
            certificate.subject_alt_names = names.general_names.iter().map(general_name).collect();
        }
        ParsedExtension::BasicConstraints(constraints) => {
            certificate.basic_constraints = Some(BasicConstraints {
                ca: constraints.ca,
                path_length: constraints.path_len_constraint,
            });
        }
        ParsedExtension::KeyUsage(usage) => certificate.key_usage = Some(KeyUsage(usage.flags)),
        ParsedExtension::ExtendedKeyUsage(usage) => {
            certificate.extended_key_usage = Some(purposes(usage));
        }
        ParsedExtension::SubjectKeyIdentifier(identifier) => {
            certificate.subject_key_identifier = Some(identifier.0.to_vec());
        }
        ParsedExtension::AuthorityKeyIdentifier(authority) => {
            certificate.authority_key_identifier =
                authority.key_identifier.as_ref().map(|identifier| identifier.0.to_vec());
            certificate.authority_names_issuer = authority.authority_cert_issuer.is_some()
                || authority.authority_cert_serial.is_some();
        }
        ParsedExtension::AuthorityInfoAccess(access) => {
            for description in &access.accessdescs {
                let ParsedName::URI(address) = description.access_location else {
                    continue;
                };
                match description.access_method.to_id_string().as_str() {
                    "1.3.6.1.5.5.7.48.2" => certificate.ca_issuers.push(address.into()),
                    "1.3.6.1.5.5.7.48.1" => certificate.ocsp_responders.push(address.into()),
                    _ => {}
                }
            }
        }
        ParsedExtension::CRLDistributionPoints(points) => {
            for point in &points.points {
                if let Some(DistributionPointName::FullName(names)) = &point.distribution_point {
                    certificate.crl_distribution_points.extend(names.iter().filter_map(|name| {
                        match name {
                            ParsedName::URI(address) => Some((*address).to_owned()),
                            _ => None,
                        }
                    }));
                }
            }
        }
        _ => {}
    }
}

fn general_name(name: &ParsedName<'_>) -> GeneralName {
    match name {
        ParsedName::DNSName(dns) => GeneralName::Dns((*dns).into()),
        ParsedName::RFC822Name(address) => GeneralName::Email((*address).into()),
        ParsedName::URI(address) => GeneralName::Uri((*address).into()),
        ParsedName::DirectoryName(name) => {
            GeneralName::Directory(DistinguishedName::from_parsed(name))
        }
        ParsedName::IPAddress(bytes) => {
            if let Ok(four) = <[u8; 4]>::try_from(*bytes) {
                return GeneralName::Ip(IpAddr::from(four));
            }
            match <[u8; 16]>::try_from(*bytes) {
                Ok(sixteen) => GeneralName::Ip(IpAddr::from(sixteen)),
                Err(_) => GeneralName::Other(MALFORMED_ADDRESS),
            }
        }
        ParsedName::OtherName(..) => GeneralName::Other("another kind of name"),
        ParsedName::X400Address(_) => GeneralName::Other("an X.400 address"),
        ParsedName::EDIPartyName(_) => GeneralName::Other("an EDI party name"),
        ParsedName::RegisteredID(_) => GeneralName::Other("a registered identifier"),
        ParsedName::Invalid(..) => GeneralName::Other(UNREADABLE_NAME),
    }
}

fn purposes(usage: &x509_parser::extensions::ExtendedKeyUsage<'_>) -> Vec<String> {
    let named: [(bool, &str); 7] = [
        (usage.any, oids::ANY_EXTENDED_KEY_USAGE),
        (usage.server_auth, oids::SERVER_AUTH),
        (usage.client_auth, oids::CLIENT_AUTH),
        (usage.code_signing, "1.3.6.1.5.5.7.3.3"),
        (usage.email_protection, "1.3.6.1.5.5.7.3.4"),
        (usage.time_stamping, "1.3.6.1.5.5.7.3.8"),
        (usage.ocsp_signing, "1.3.6.1.5.5.7.3.9"),
    ];
    let known = named.iter().filter(|(set, _)| *set).map(|(_, oid)| (*oid).to_owned());
    known.chain(usage.other.iter().map(|oid| oid.to_id_string())).collect()
}

/// The extension's content in words; `None` where we do not read it.
fn says(parsed: &ParsedExtension<'_>, raw: &[u8]) -> Option<String> {
    Some(match parsed {
        ParsedExtension::SubjectAlternativeName(names) => list(&names.general_names),
        ParsedExtension::IssuerAlternativeName(names) => list(&names.general_names),
        ParsedExtension::BasicConstraints(constraints) => match constraints {
            constraints if !constraints.ca => "may not issue certificates".into(),
            constraints => match constraints.path_len_constraint {
                Some(length) => {
                    format!("may issue certificates, with at most {length} more CAs below it")
                }
                None => "may issue certificates".into(),
            },
        },
        ParsedExtension::KeyUsage(usage) => key_usage(usage),
        ParsedExtension::ExtendedKeyUsage(usage) => purposes(usage)
            .iter()
            .map(|oid| oids::purpose_name(oid).unwrap_or(oid).to_owned())
            .collect::<Vec<_>>()
            .join(", "),
        ParsedExtension::SubjectKeyIdentifier(identifier) => hex(identifier.0),
        ParsedExtension::AuthorityKeyIdentifier(authority) => {
            let mut parts = Vec::new();
            parts.extend(authority.key_identifier.as_ref().map(|identifier| hex(identifier.0)));
            parts.extend(
                authority
                    .authority_cert_issuer
                    .as_ref()
                    .map(|names| format!("issuer {}", list(names))),
            );
            parts.extend(
                authority.authority_cert_serial.map(|serial| format!("serial {}", hex(serial))),
            );
            parts.join(", ")
        }
        ParsedExtension::CertificatePolicies(policies) => policies
            .iter()
            .map(|policy| policy.policy_id.to_id_string())
            .collect::<Vec<_>>()
            .join(", "),
        ParsedExtension::PolicyMappings(mappings) => mappings
            .mappings
            .iter()
            .map(|pair| {
                format!(
                    "{} = {}",
                    pair.issuer_domain_policy.to_id_string(),
                    pair.subject_domain_policy.to_id_string()
                )
            })
            .collect::<Vec<_>>()
            .join(", "),
        ParsedExtension::NameConstraints(constraints) => {
            let part = |word: &str, subtrees: Option<&Vec<x509_parser::extensions::GeneralSubtree<'_>>>| {
                subtrees.map(|subtrees| {
                    let bases: Vec<String> = subtrees.iter().map(|subtree| shown(&subtree.base)).collect();
                    format!("{word} {}", bases.join(", "))
                })
            };
            let parts = [
                part("permitted", constraints.permitted_subtrees.as_ref()),
                part("excluded", constraints.excluded_subtrees.as_ref()),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
        }
        ParsedExtension::AuthorityInfoAccess(access) => access
            .accessdescs
            .iter()
            .map(|description| shown(&description.access_location))
            .collect::<Vec<_>>()
            .join(", "),
        ParsedExtension::CRLDistributionPoints(points) => points
            .points
            .iter()
            .filter_map(|point| match &point.distribution_point {
                Some(DistributionPointName::FullName(names)) => Some(list(names)),
                _ => None,
            })
            .collect::<Vec<_>>()
            .join(", "),
        ParsedExtension::SCT(timestamps) => format!("{} timestamps", timestamps.len()),
        ParsedExtension::NsCertComment(comment) => visible(comment).into_owned(),
        _ if raw == STATUS_REQUEST => "the server must staple an OCSP response".into(),
        _ => return None,
    })
}

fn key_usage(usage: &ParsedKeyUsage) -> String {
    let named = [
        (usage.digital_signature(), "digital signature"),
        (usage.non_repudiation(), "content commitment"),
        (usage.key_encipherment(), "key encipherment"),
        (usage.data_encipherment(), "data encipherment"),
        (usage.key_agreement(), "key agreement"),
        (usage.key_cert_sign(), "certificate signing"),
        (usage.crl_sign(), "CRL signing"),
        (usage.encipher_only(), "encipher only"),
        (usage.decipher_only(), "decipher only"),
    ];
    named.iter().filter(|(set, _)| *set).map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
}

fn list(names: &[ParsedName<'_>]) -> String {
    let mut text = names.iter().take(MAX_NAMES_SHOWN).map(shown).collect::<Vec<_>>().join(", ");
    if names.len() > MAX_NAMES_SHOWN {
        text.push_str(&format!(", and {} more", names.len() - MAX_NAMES_SHOWN));
    }
    text
}

fn shown(name: &ParsedName<'_>) -> String {
    if let ParsedName::IPAddress(bytes) = name
        && (bytes.len() == 8 || bytes.len() == 32)
    {
        return format!("{} (address and mask)", hex(bytes));
    }
    match general_name(name) {
        GeneralName::Dns(text) | GeneralName::Email(text) | GeneralName::Uri(text) => {
            visible(&text).into_owned()
        }
        GeneralName::Ip(address) => address.to_string(),
        GeneralName::Directory(name) => name.rfc4514(),
        GeneralName::Other(what) => what.into(),
    }
}

fn hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}
