//! `strict-encoding`: is something written in a way that only tolerant clients read?
//!
//! Of the best paths. What no client reads is a note on the input; a serial number is `serial-number`.

use crate::checks::{
    Aspect, Case, ChainCase, Check, Citation, Evidence, Outcome, Rule, Severity, Side,
};
use crate::facts::Certificate;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "strict-encoding",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "Strict clients cannot read or join a certificate",
    explanation: "OpenSSL overlooks it; rustls refuses, Go and browsers in part. Go and rustls compare the issuer's \
        name byte by byte with the issuer's own, so that a CA that now writes its name in another kind of string \
        or in other letters is not found.",
    remedy: "Have the certificate issued anew by software that follows the standard. Where two names are written \
        differently: issue with the CA certificate that bears the name as it stands in its older certificates.",
    citations: &[Citation { document: "RFC 5280", section: "4.1.2.1, 4.1.2.4 and 7.1" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut looked_at = false;
    for path in case.chains.iter().filter_map(ChainCase::best_path) {
        let anchor = path.trust_anchor.map(|id| case.facts.anchor(id).subject_der.as_slice());
        let above = path.certificates.iter().skip(1);
        let subjects = above.map(|id| case.certificate(*id).subject.der.as_slice()).chain(anchor);
        let mut subjects = subjects.take(path.links.len());
        for id in &path.certificates {
            looked_at = true;
            let certificate = case.certificate(*id);
            let other_name = subjects.next().is_some_and(|it| it != certificate.issuer.der);
            let odd = [
                other_name.then_some("writes its issuer's name otherwise than the issuer does"),
                odd_version(certificate),
                certificate.loose_ca_mark.then_some("has a CA mark that is not written as in DER"),
                odd_algorithm(certificate),
            ];
            for what in odd.into_iter().flatten() {
                let text = format!("'{}' {what}.", certificate.short_name());
                if !evidence.iter().any(|told| told.text == text) {
                    evidence.push(case.evidence(*id, text));
                }
            }
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}

fn odd_version(certificate: &Certificate) -> Option<&'static str> {
    match certificate.version {
        1 | 2 if !certificate.extensions.is_empty() => {
            Some("has extensions and is older than version 3")
        }
        0..=3 => None,
        _ => Some("has a version that does not exist"),
    }
}

/// RFC 5758 section 3.2: ECDSA has no parameters.
fn odd_algorithm(certificate: &Certificate) -> Option<&'static str> {
    let algorithm = &certificate.signature_algorithm;
    let ecdsa = algorithm.oid.starts_with("1.2.840.10045.4.");
    (ecdsa && algorithm.parameters.is_some())
        .then_some("names ECDSA with parameters, which it does not have")
}
