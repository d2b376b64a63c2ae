//! Which rules of RFC 5280 section 6.1 does a path break?
//!
//! Validity, signature, CA role, path length, extensions, purpose, names within limits, policies. Every
//! fault is collected, not only the first.

use super::name_constraints::{self, Kept};
use super::policies;
use super::rules::{AnchorRules, Rules};
use super::{CertificationPath, Element, FaultKind, PathFault, SignatureMark};
use crate::facts::anchors::Origin;
use crate::facts::certificate::NameConstraints;
use crate::facts::signature::{Hash, signature_hash};
use crate::facts::{Certificate, CertificateId, Facts, oids};
use crate::question::Purpose;
use crate::timestamp::Timestamp;

/// Extensions whose meaning this file, `search` or the name check applies.
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

/// Bits of an RSA key below which OpenSSL, Windows, Java, Go and browsers all refuse.
const SHORTEST_RSA: u32 = 1_024;
/// Windows' own list of purposes.
const APPLICATION_POLICIES: &str = "1.3.6.1.4.1.311.21.10";

/// All faults of a path but its end, which the search knows. `left` counts the comparisons of names that
/// the search may still make.
pub(super) fn faults(
    facts: &Facts,
    path: &CertificationPath,
    rules: &Rules<'_>,
    unsupported: &[(CertificateId, String)],
    left: &mut usize,
) -> Vec<PathFault> {
    let mut faults = Vec::new();
    let anchor = path.trust_anchor.filter(|_| !path.is_anchor_alone());
    let public =
        path.trust_anchor.is_some_and(|anchor| facts.anchor(anchor).origin == Origin::Mozilla);
    let mut cas_below = 0;
    for (position, id) in path.certificates.iter().enumerate() {
        let certificate = facts.certificate(*id);
        let mut add = |kind| faults.push(PathFault { element: Element::Certificate(*id), kind });
        validity(certificate.not_before, certificate.not_after, rules.at).map(&mut add);
        if let Some(link) = path.links.get(position) {
            match link.signature {
                SignatureMark::Verified => {}
                SignatureMark::Bad => add(FaultKind::BadSignature),
                SignatureMark::Unsupported => add(FaultKind::SignatureUnsupported(
                    unsupported
                        .iter()
                        .find(|(known, _)| known == id)
                        .map(|(_, why)| why.clone())
                        .unwrap_or_default(),
                )),
            }
            if certificate.signature_algorithm != certificate.inner_signature_algorithm {
                add(FaultKind::AlgorithmsDiffer);
            }
            match signature_hash(&certificate.signature_algorithm) {
                Some(Hash::Md2 | Hash::Md5) => add(FaultKind::WeakSignature),
                Some(Hash::Sha1) if public || rules.refuses_sha1 => add(FaultKind::WeakSignature),
                _ => {}
            }
        }
        if position > 0 {
            ca_role(certificate).map(&mut add);
            if !certificate.is_self_issued() {
                cas_below += 1;
            }
        }
        if let Some(purpose) = rules.purpose {
            if !allows(certificate, purpose) {
                add(if position > 0 { FaultKind::IssuerPurpose } else { FaultKind::WrongPurpose });
            } else if position == 0 && !key_serves(certificate, purpose) {
                add(FaultKind::WrongPurpose);
            }
        }
        if certificate.key.algorithm.starts_with("RSA")
            && let Some(bits) = certificate.key.bits.filter(|bits| *bits < SHORTEST_RSA)
        {
            add(FaultKind::WeakKey(bits));
        }
        extensions(certificate).into_iter().for_each(&mut add);
    }
    if let (Some(most), Some(last)) = (rules.max_intermediates, path.certificates.last())
        && cas_below as usize > most
    {
        let element = Element::Certificate(*last);
        faults.push(PathFault { element, kind: FaultKind::TooLong(most) });
    }
    if let Some(id) = anchor {
        let anchor = facts.anchor(id);
        let mut add = |kind| faults.push(PathFault { element: Element::Anchor(id), kind });
        if rules.anchor_dates {
            validity(anchor.not_before, anchor.not_after, rules.at).map(&mut add);
        }
        if let Some(certificate) = &anchor.certificate
            && rules.anchor >= AnchorRules::Clients
        {
            if certificate.version >= 3 || rules.anchor == AnchorRules::Role {
                ca_role(certificate).map(&mut add);
            }
            if rules.purpose.is_some_and(|purpose| !allows(certificate, purpose)) {
                add(FaultKind::IssuerPurpose);
            }
            extensions(certificate).into_iter().for_each(&mut add);
        }
    }
    path_lengths(facts, path, rules, &mut faults);
    names(facts, path, rules, left, &mut faults);
    policies(facts, path, rules, &mut faults);
    faults
}

/// How many rules an issuer breaks whatever stands below it: those with fewer are tried first.
pub(super) fn own_faults(certificate: &Certificate, rules: &Rules<'_>) -> usize {
    let purpose = rules.purpose.is_some_and(|purpose| !allows(certificate, purpose));
    usize::from(validity(certificate.not_before, certificate.not_after, rules.at).is_some())
        + usize::from(ca_role(certificate).is_some())
        + usize::from(purpose)
        + extensions(certificate).len()
}

/// RFC 5280 section 6.1.3 (b) and (c), from the top down. What an anchor limits by RFC 5937.
fn names(
    facts: &Facts,
    path: &CertificationPath,
    rules: &Rules<'_>,
    left: &mut usize,
    faults: &mut Vec<PathFault>,
) {
    let mut limits: Vec<(Element, &NameConstraints)> = Vec::new();
    if let Some(id) = path.trust_anchor.filter(|_| rules.anchor >= AnchorRules::Limits)
        && !path.is_anchor_alone()
    {
        limits.extend(facts.anchor(id).name_constraints.iter().map(|it| (Element::Anchor(id), it)));
    }
    for (position, id) in path.certificates.iter().enumerate().rev() {
        let certificate = facts.certificate(*id);
        let element = Element::Certificate(*id);
        if position == 0 || !certificate.is_self_issued() {
            for (by, limits) in limits.iter().filter(|(_, limits)| limits.flaw.is_none()) {
                match name_constraints::check(certificate, *by, limits, left) {
                    Kept::Within => {}
                    Kept::Outside(fault) => {
                        let kind = FaultKind::NameConstraint(Box::new(fault));
                        faults.push(PathFault { element, kind });
                    }
                    Kept::TooMany => {
                        faults.push(PathFault { element, kind: FaultKind::TooManyNames });
                        break;
                    }
                }
            }
        }
        if position > 0 {
            limits.extend(certificate.name_constraints.iter().map(|it| (element, it)));
        }
    }
    for (element, limits) in limits {
        if let Some(why) = limits.flaw {
            faults.push(PathFault { element, kind: FaultKind::NameConstraintsMalformed(why) });
        }
    }
}

fn policies(
    facts: &Facts,
    path: &CertificationPath,
    rules: &Rules<'_>,
    faults: &mut Vec<PathFault>,
) {
    let mut elements: Vec<Element> =
        path.certificates.iter().map(|id| Element::Certificate(*id)).collect();
    let mut chain: Vec<&Certificate> =
        path.certificates.iter().map(|id| facts.certificate(*id)).collect();
    if let Some(id) = path.trust_anchor.filter(|_| rules.anchor >= AnchorRules::Limits)
        && let Some(certificate) = &facts.anchor(id).certificate
        && !path.is_anchor_alone()
    {
        elements.push(Element::Anchor(id));
        chain.push(certificate);
    }
    let anchored = chain.len() > path.certificates.len();
    let judged = policies::judge(&chain, anchored, &rules.policies);
    let mut add = |position: usize, kind| {
        faults.extend(elements.get(position).map(|element| PathFault { element: *element, kind }));
    };
    for (position, why) in judged.malformed {
        add(position, FaultKind::PoliciesMalformed(why));
    }
    if let Some(position) = judged.none_left {
        add(position, FaultKind::NoPolicy);
    }
}

/// RFC 5280 section 6.1.4 (l) and (m): of the CAs below one that limits their number, the first beyond it. Those
/// that issued themselves do not count.
fn path_lengths(
    facts: &Facts,
    path: &CertificationPath,
    rules: &Rules<'_>,
    faults: &mut Vec<PathFault>,
) {
    let allowed = |certificate: &Certificate| {
        certificate.basic_constraints.and_then(|bounds| bounds.path_length)
    };
    let count = path.certificates.len();
    let anchor = path.trust_anchor.filter(|_| rules.anchor >= AnchorRules::Limits && count > 1);
    let limited = anchor.and_then(|id| {
        Some((count, allowed(facts.anchor(id).certificate.as_ref()?)?, Element::Anchor(id)))
    });
    let own = path.certificates.iter().enumerate().skip(1).filter_map(|(position, id)| {
        Some((position, allowed(facts.certificate(*id))?, Element::Certificate(*id)))
    });
    for (position, allowed, by) in own.chain(limited) {
        let below = path.certificates[1..position].iter().rev();
        let excess = below
            .filter(|id| !facts.certificate(**id).is_self_issued())
            .nth(usize::try_from(allowed).unwrap_or(usize::MAX));
        faults.extend(excess.map(|id| PathFault {
            element: Element::Certificate(*id),
            kind: FaultKind::PathLengthExceeded(allowed, by),
        }));
    }
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
pub fn allows(certificate: &Certificate, purpose: Purpose) -> bool {
    let Some(purposes) = &certificate.extended_key_usage else { return true };
    let wanted = match purpose {
        Purpose::Server => oids::SERVER_AUTH,
        Purpose::Client => oids::CLIENT_AUTH,
    };
    purposes.iter().any(|oid| oid == wanted || oid == oids::ANY_EXTENDED_KEY_USAGE)
}

/// Whether the key usage of an end entity leaves any handshake: RFC 5280 section 4.2.1.12 names the usages that
/// go with each purpose. Without the extension every use is allowed.
fn key_serves(certificate: &Certificate, purpose: Purpose) -> bool {
    // digitalSignature and keyAgreement; for a server keyEncipherment as well.
    let wanted = match purpose {
        Purpose::Server => 0b1_0101,
        Purpose::Client => 0b1_0001,
    };
    // A CA's certificate without names stands here only because the end entity's is missing.
    let stands_in = certificate.claims_to_be_ca() && certificate.subject_alt_names.is_empty();
    stands_in || certificate.key_usage.is_none_or(|usage| usage.0 & wanted != 0)
}

fn extensions(certificate: &Certificate) -> Vec<FaultKind> {
    let mut faults = Vec::new();
    for (position, extension) in certificate.extensions.iter().enumerate() {
        let again =
            certificate.extensions[..position].iter().any(|earlier| earlier.oid == extension.oid);
        // Beside the extended key usage it says nothing new: that is what is applied.
        let processed = PROCESSED.contains(&extension.oid.as_str())
            || (extension.oid == APPLICATION_POLICIES && certificate.extended_key_usage.is_some());
        if again || (extension.malformed && processed) {
            faults.push(FaultKind::MalformedExtension(extension.oid.clone()));
        } else if extension.critical && !processed {
            faults.push(FaultKind::CriticalExtension(extension.oid.clone()));
        }
    }
    faults
}
