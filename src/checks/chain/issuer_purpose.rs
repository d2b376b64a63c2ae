//! `issuer-purpose`: may a CA of the path issue only for other purposes?
//!
//! RFC 5280 gives the extended key usage of a CA no such meaning; clients do. That of the end entity is
//! `wrong-purpose`.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::oids::purpose_name;
use crate::facts::path::{Element, FaultKind};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "issuer-purpose",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A CA may issue only for other purposes",
    explanation: "The extended key usage of a CA's certificate limits what lies below it, as Windows, OpenSSL, \
        Go, browsers and the CA/Browser Forum read it: a purpose has to be in every certificate of the path \
        that has the list. RFC 5280 itself gives the list of a CA no such meaning, so that a client which \
        follows its text alone takes the path. Public CAs are giving up client authentication in this way.",
    remedy: "Have the certificate issued by a CA whose own list allows the purpose or that has no list; \
        a new certificate of the same CA does not help. For mutual TLS ask the partner which CA's client \
        certificates it takes.",
    citations: &[
        Citation { document: "RFC 5280", section: "4.2.1.12" },
        Citation { document: "CA/Browser Forum Baseline Requirements", section: "7.1.2.10.6" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    case.faults_told(RULE.severity, |fault| {
        let FaultKind::IssuerPurpose = fault.kind else { return None };
        let certificate = match fault.element {
            Element::Certificate(id) => case.certificate(id),
            Element::Anchor(id) => case.facts.anchor(id).certificate.as_deref()?,
        };
        let purposes = certificate.extended_key_usage.iter().flatten();
        let listed: Vec<&str> = purposes.map(|oid| purpose_name(oid).unwrap_or(oid)).collect();
        let wanted = case.question.purpose.word();
        Some(format!("may issue for {} and not for {wanted} authentication", listed.join(", ")))
    })
}
