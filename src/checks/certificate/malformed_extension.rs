//! `malformed-extension`: is an extension there twice, or not in the form that its definition demands?

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::oids::extension_name;
use crate::facts::path::FaultKind;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "malformed-extension",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "An extension is malformed or stands there twice",
    explanation: "Clients cannot tell what such a certificate allows. Strict ones refuse it, others read \
        one of the two meanings.",
    remedy: "Have the certificate issued anew by software that writes the extension once and in its \
        proper form.",
    citations: &[Citation { document: "RFC 5280", section: "4.2" }],
};

fn run(case: &Case<'_>) -> Outcome {
    if case.chains.is_empty() {
        return Outcome::NotApplicable;
    }
    let mut evidence = Vec::new();
    for fault in case.faults(|kind| matches!(kind, FaultKind::MalformedExtension(_))) {
        if let FaultKind::MalformedExtension(oid) = &fault.kind {
            let name = extension_name(oid)
                .map_or_else(|| oid.clone(), |(name, _)| format!("{name} ({oid})"));
            evidence.push(case.fault_evidence(
                fault,
                &format!("has the extension {name} twice or in a broken form"),
            ));
        }
    }
    if evidence.is_empty() { Outcome::Holds } else { Outcome::Violated(evidence, RULE.severity) }
}
