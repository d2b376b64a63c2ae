//! Would a careful web client trust this, one that also enforces what CAs have promised?
//!
//! A pure function from bytes to yes or no with the reason: RFC 5280, the departures of `conformance`, and
//! the name. The report does not judge by it: there clients decide, which take much that breaks a promise.
//! CRLs are not part of the question.

use std::net::IpAddr;

use super::rules::{AnchorRules, PolicyInputs};
use super::{CertificationPath, FaultKind, PathBuilder, PathFault, Rules};
use crate::facts::certificate::conformance::{Place, departures};
use crate::facts::certificate::{self, Certificate, GeneralName};
use crate::facts::name::{NameVerdict, judge};
use crate::facts::{CertificateId, Facts, TrustAnchor};
use crate::question::Purpose;
use crate::timestamp::Timestamp;

/// What is asked; certificates in DER.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    pub end_entity: &'a [u8],
    pub intermediates: &'a [Vec<u8>],
    pub anchors: &'a [Vec<u8>],
    pub at: Timestamp,
    pub purpose: Purpose,
    /// The host that was dialled.
    pub host: Option<&'a str>,
    /// Mail addresses that have to be among the names.
    pub addresses: &'a [String],
    pub max_intermediates: Option<usize>,
}

/// `Err` is the reason against it: of the best path where there is one.
pub fn validate(request: &Request<'_>) -> Result<(), String> {
    let end_entity = certificate::read(request.end_entity)
        .map_err(|why| format!("the certificate cannot be read: {why}"))?;
    let mut certificates = vec![end_entity];
    let readable = |der: &Vec<u8>| certificate::read(der).ok();
    for certificate in request.intermediates.iter().filter_map(readable) {
        if !certificates.contains(&certificate) {
            certificates.push(certificate);
        }
    }
    let anchors = request.anchors.iter().filter_map(readable);
    let anchors = anchors.map(|certificate| TrustAnchor::from_certificate(&certificate)).collect();
    let facts = Facts { certificates, anchors, ..Facts::default() };
    let rules = Rules {
        at: request.at,
        purpose: Some(request.purpose),
        anchor_dates: true,
        anchor: AnchorRules::Limits,
        refuses_sha1: true,
        policies: PolicyInputs::default(),
        max_intermediates: request.max_intermediates,
    };
    let search = PathBuilder::new(&facts).search_by(CertificateId(0), &rules);
    let mut refused = None;
    for path in &search.paths {
        match refusal(&facts, path, request.purpose) {
            None => return names(request, facts.certificate(CertificateId(0))),
            Some(why) => refused = refused.or(Some(why)),
        }
    }
    let stopped = search.stopped.map(|stopped| format!(" (the search stopped: {stopped:?})"));
    let refused = refused.unwrap_or_else(|| "there is no path".into());
    Err(format!("{refused}{}", stopped.unwrap_or_default()))
}

fn refusal(facts: &Facts, path: &CertificationPath, purpose: Purpose) -> Option<String> {
    if let Some(PathFault { element, kind }) = path.faults.first() {
        return Some(match kind {
            FaultKind::NameConstraint(fault) => format!("{element:?}: {fault:?}"),
            kind => format!("{element:?}: {kind:?}"),
        });
    }
    let anchor = path.trust_anchor.and_then(|id| facts.anchor(id).certificate.as_deref());
    let own = path.certificates.iter().map(|id| facts.certificate(*id)).enumerate();
    let own = own.map(|(position, certificate)| {
        (if position == 0 { Place::EndEntity(purpose) } else { Place::Intermediate }, certificate)
    });
    let above = anchor.filter(|_| !path.is_anchor_alone());
    own.chain(above.map(|certificate| (Place::Anchor, certificate))).find_map(
        |(place, certificate)| {
            let departure = departures(certificate, place).into_iter().next()?;
            let name = certificate.subject.rfc4514();
            Some(format!(
                "{name}: {} ({}, section {})",
                departure.what, departure.document, departure.section
            ))
        },
    )
}

fn names(request: &Request<'_>, certificate: &Certificate) -> Result<(), String> {
    if let Some(host) = request.host {
        let judged = judge(host, CertificateId(0), certificate);
        if !matches!(judged.verdict, NameVerdict::Match(_)) {
            return Err(format!("no name of the certificate is {host}: {:?}", judged.verdict));
        }
        if let NameVerdict::Match(matched) = &judged.verdict
            && host.parse::<IpAddr>().is_err()
            && is_registry_wildcard(matched)
        {
            return Err(format!("{matched} is a wildcard for all of a registry's domain"));
        }
    }
    for wanted in request.addresses {
        let has = |name: &GeneralName| matches!(name, GeneralName::Email(text) if text == wanted);
        if !certificate.subject_alt_names.iter().any(has) {
            return Err(format!("no name of the certificate is {wanted}"));
        }
    }
    Ok(())
}

/// `*.co.uk` and its like: a country's domain under which it has the usual second level. It stands for the
/// public suffix list, which is too large to be carried.
fn is_registry_wildcard(pattern: &str) -> bool {
    let labels: Vec<&str> = pattern.split('.').collect();
    let usual = ["ac", "co", "com", "edu", "gov", "mil", "ne", "net", "or", "org"];
    matches!(labels[..], ["*", second, top] if top.len() == 2
        && usual.iter().any(|label| label.eq_ignore_ascii_case(second)))
}
