//! The certificates and the names of the report.

use super::lines::Lines;
use super::{CertificateReport, ComparisonReport, ExtensionReport, NameReport, PresentedReport};
use crate::checks::Case;
use crate::facts::CertificateId;
use crate::facts::certificate::{Certificate, MAX_NAMES_SHOWN};
use crate::facts::name::{NameJudgement, NameVerdict};
use crate::facts::oids::extension_name;
use crate::facts::signature::signature_name;
use crate::idn;
use crate::order::Sort;
use crate::timestamp::{Timestamp, duration_in_words};
use crate::visible::visible;

/// Those of the input, and of those at hand the ones that a path goes through.
pub(super) fn certificates(case: &Case<'_>, lines: &Lines<'_>) -> Vec<CertificateReport> {
    let (facts, at) = (case.facts, case.question.at);
    let paths = case.chains.iter().flat_map(|chain| &chain.beside);
    let mut used: Vec<CertificateId> = paths
        .flat_map(|path| path.certificates.iter().copied())
        .filter(|id| facts.is_at_hand(*id))
        .collect();
    used.order();
    used.dedup();
    (0..facts.certificates.len())
        .map(CertificateId)
        .chain(used)
        .map(|id| {
            let certificate = facts.certificate(id);
            let place = facts.first_place(id);
            CertificateReport {
                sha256: certificate.sha256.to_string(),
                sha1: base16ct::lower::encode_string(&certificate.sha1),
                subject: certificate.subject.rfc4514(),
                issuer: certificate.issuer.rfc4514(),
                serial: certificate.serial_hex(),
                not_before: certificate.not_before,
                not_after: certificate.not_after,
                key_algorithm: certificate.key.algorithm.clone(),
                key_bits: certificate.key.bits,
                signature_algorithm: signature_name(&certificate.signature_algorithm),
                dns_names: certificate.dns_names().map(str::to_owned).collect(),
                ip_addresses: certificate
                    .ip_addresses()
                    .map(|address| address.to_string())
                    .collect(),
                source: place.map_or(0, |span| span.source.0),
                line: place.and_then(|span| lines.line(span)),
                name: certificate.short_name(),
                version: certificate.version,
                ca: certificate.claims_to_be_ca(),
                validity: validity(certificate, at),
                extensions: extensions(certificate),
            }
        })
        .collect()
}

fn validity(certificate: &Certificate, at: Timestamp) -> String {
    if at < certificate.not_before {
        let wait = duration_in_words(certificate.not_before.seconds_since(at));
        return format!("not valid for another {wait}");
    }
    let words = duration_in_words(certificate.not_after.seconds_since(at));
    if at > certificate.not_after {
        format!("expired {words} ago")
    } else {
        format!("valid for another {words}")
    }
}

fn extensions(certificate: &Certificate) -> Vec<ExtensionReport> {
    certificate
        .extensions
        .iter()
        .map(|extension| {
            let known = extension_name(&extension.oid);
            let says = if extension.malformed {
                "not in the form that its definition demands".into()
            } else {
                extension.says.clone().unwrap_or_default()
            };
            ExtensionReport {
                oid: extension.oid.clone(),
                name: known.map_or_else(|| extension.oid.clone(), |(name, _)| name.into()),
                critical: extension.critical,
                purpose: known.map_or("not known to Handglass", |(_, purpose)| purpose).into(),
                says,
            }
        })
        .collect()
}

pub(super) fn names(case: &Case<'_>) -> Vec<NameReport> {
    case.names.iter().map(|judgement| name(case, judgement)).collect()
}

fn name(case: &Case<'_>, judgement: &NameJudgement) -> NameReport {
    let (verdict, matched) = match &judgement.verdict {
        NameVerdict::Match(matched) => ("match", Some(matched.clone())),
        NameVerdict::Mismatch => ("mismatch", None),
        NameVerdict::Undetermined(_) => ("undetermined", None),
    };
    NameReport {
        reference: judgement.reference.clone(),
        certificate: case.certificate(judgement.certificate).sha256.to_string(),
        verdict: verdict.into(),
        matched,
        presented: judgement
            .presented
            .iter()
            .take(MAX_NAMES_SHOWN)
            .map(|presented| PresentedReport {
                kind: presented.kind.into(),
                value: visible(&presented.value).into_owned(),
                why: presented.why_not.unwrap_or_default().into(),
                remark: presented.remark.unwrap_or_default().into(),
            })
            .collect(),
        presented_count: judgement.presented.len(),
        unicode: judgement
            .compared_as
            .as_deref()
            .or(Some(&judgement.reference))
            .and_then(idn::to_unicode),
        compared_as: judgement.compared_as.clone(),
        remarks: judgement.remarks.iter().map(|remark| (*remark).to_owned()).collect(),
        comparisons: judgement
            .comparisons
            .iter()
            .map(|one| ComparisonReport {
                who: one.who.into(),
                outcome: one.outcome.word().into(),
                says: one.says.into(),
            })
            .collect(),
    }
}
