//! Which rules of RFC 5280 section 6.1 does a path break?
//!
//! Validity, signature, CA role, path length, extensions, purpose. Every fault is collected, not only
//! the first. Name constraints and required policies are reported as not evaluated.

use std::collections::HashMap;

use super::{CertificationPath, Element, FaultKind, PathFault, SignatureMark};
use crate::facts::anchors::Origin;
use crate::facts::signature::{Hash, signature_hash};
use crate::facts::{Certificate, CertificateId, Facts, oids};
use crate::question::Purpose;
use crate::timestamp::Timestamp;

/// Extensions whose meaning this file, `search` or the name check applies. Policies bind only where a
/// certificate demands an explicit policy, which is reported as not evaluated.
static PROCESSED: &[&str] = &[
    oids::BASIC_CONSTRAINTS,
    oids::KEY_USAGE,
    oids::EXTENDED_KEY_USAGE,
    oids::SUBJECT_ALT_NAME,
    oids::NAME_CONSTRAINTS,
    oids::POLICY_CONSTRAINTS,
    oids::TLS_FEATURE,
    "2.5.29.14",
    "2.5.29.35",
    "2.5.29.31",
    "2.5.29.32",
    "2.5.29.33",
    "2.5.29.54",
    "1.3.6.1.5.5.7.1.1",
];

/// All faults of a path but its end, which the search knows.
pub(super) fn faults(
    facts: &Facts,
    path: &CertificationPath,
    at: Timestamp,
    purpose: Purpose,
    unsupported: &HashMap<CertificateId, String>,
) -> Vec<PathFault> {
    let mut faults = Vec::new();
    let public =
        path.trust_anchor.is_some_and(|anchor| facts.anchor(anchor).origin == Origin::Mozilla);
    let mut cas_below = 0;
    for (position, id) in path.certificates.iter().enumerate() {
        let certificate = facts.certificate(*id);
        let mut add = |kind| faults.push(PathFault { element: Element::Certificate(*id), kind });
        validity(certificate.not_before, certificate.not_after, at).map(&mut add);
        if let Some(link) = path.links.get(position) {
            match link.signature {
                SignatureMark::Verified => {}
                SignatureMark::Bad => add(FaultKind::BadSignature),
                SignatureMark::Unsupported => add(FaultKind::SignatureUnsupported(
                    unsupported.get(id).cloned().unwrap_or_default(),
                )),
            }
            if certificate.signature_algorithm != certificate.inner_signature_algorithm {
                add(FaultKind::AlgorithmsDiffer);
            }
            match signature_hash(&certificate.signature_algorithm) {
                Some(Hash::Md2 | Hash::Md5) => add(FaultKind::WeakSignature),
                Some(Hash::Sha1) if public => add(FaultKind::WeakSignature),
                _ => {}
            }
        }
        if position > 0 {
            ca_role(certificate).map(&mut add);
            if let Some(allowed) =
                certificate.basic_constraints.and_then(|bounds| bounds.path_length)
                && cas_below > allowed
            {
                add(FaultKind::PathLengthExceeded(allowed));
            }
            if !certificate.is_self_issued() {
                cas_below += 1;
            }
        }
        if !allows(certificate, purpose) {
            add(FaultKind::WrongPurpose);
        }
        extensions(certificate).into_iter().for_each(&mut add);
    }
    if let Some(id) = path.trust_anchor
        && !path.is_anchor_alone()
    {
        let anchor = facts.anchor(id);
        let mut add = |kind| faults.push(PathFault { element: Element::Anchor(id), kind });
        validity(anchor.not_before, anchor.not_after, at).map(&mut add);
        if anchor.name_constrained {
            add(FaultKind::NotEvaluated("name constraints"));
        }
    }
    faults
}

/// RFC 5280 section 4.1.2.5: both ends belong to the period.
pub(in crate::facts) fn validity(
    from: Timestamp,
    to: Timestamp,
    at: Timestamp,
) -> Option<FaultKind> {
    if at < from {
        return Some(FaultKind::NotYetValid);
    }
    (at > to).then_some(FaultKind::Expired)
}

/// RFC 5280 section 6.1.4 (k) and (n).
fn ca_role(certificate: &Certificate) -> Option<FaultKind> {
    if certificate.version < 3 {
        return Some(FaultKind::NotACa(
            "it is older than X.509 version 3 and cannot say that it is a CA",
        ));
    }
    let Some(constraints) = certificate.basic_constraints else {
        return Some(FaultKind::NotACa("it has no basic constraints"));
    };
    if !constraints.ca {
        return Some(FaultKind::NotACa("its basic constraints say CA:FALSE"));
    }
    if certificate.key_usage.is_some_and(|usage| !usage.key_cert_sign()) {
        return Some(FaultKind::NotACa("its key usage does not allow certificate signing"));
    }
    None
}

/// No extended key usage allows everything; in a CA certificate it limits what lies below, as Windows,
/// browsers and the CA/Browser Forum read it (RFC 5280 itself does not).
pub(in crate::facts) fn allows(certificate: &Certificate, purpose: Purpose) -> bool {
    let Some(purposes) = &certificate.extended_key_usage else { return true };
    let wanted = match purpose {
        Purpose::Server => oids::SERVER_AUTH,
        Purpose::Client => oids::CLIENT_AUTH,
    };
    purposes.iter().any(|oid| oid == wanted || oid == oids::ANY_EXTENDED_KEY_USAGE)
}

fn extensions(certificate: &Certificate) -> Vec<FaultKind> {
    let mut faults = Vec::new();
    for (position, extension) in certificate.extensions.iter().enumerate() {
        let again =
            certificate.extensions[..position].iter().any(|earlier| earlier.oid == extension.oid);
        let processed = PROCESSED.contains(&extension.oid.as_str());
        if again || (extension.malformed && processed) {
            faults.push(FaultKind::MalformedExtension(extension.oid.clone()));
        } else if extension.critical && !processed {
            faults.push(FaultKind::CriticalExtension(extension.oid.clone()));
        }
    }
    if certificate.has_extension(oids::NAME_CONSTRAINTS) {
        faults.push(FaultKind::NotEvaluated("name constraints"));
    }
    if certificate.has_extension(oids::POLICY_CONSTRAINTS) {
        faults.push(FaultKind::NotEvaluated("required policies"));
    }
    faults
}
