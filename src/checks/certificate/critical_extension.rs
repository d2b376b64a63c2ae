//! `critical-extension`: is there a critical extension that Handglass does not process?

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::oids::extension_name;
use crate::facts::path::FaultKind;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "critical-extension",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A critical extension is not understood",
    explanation: "An extension that is marked critical must be understood or the certificate be refused. \
        Clients that do not know this one refuse; so does Handglass, which cannot say what it \
        would change.",
    remedy: "Ask the CA what the extension is for. If it is of no use to TLS, have the certificate \
        issued without it or with the mark critical removed.",
    citations: &[Citation { document: "RFC 5280", section: "4.2 and 6.1.4 (o)" }],
};

fn run(case: &Case<'_>) -> Outcome {
    if case.chains.is_empty() {
        return Outcome::NotApplicable;
    }
    let mut evidence = Vec::new();
    for fault in case.faults(|kind| matches!(kind, FaultKind::CriticalExtension(_))) {
        if let FaultKind::CriticalExtension(oid) = &fault.kind {
            let name = extension_name(oid)
                .map_or_else(|| oid.clone(), |(name, _)| format!("{name} ({oid})"));
            evidence
                .push(case.fault_evidence(fault, &format!("has the critical extension {name}")));
        }
    }
    if evidence.is_empty() { Outcome::Holds } else { Outcome::Violated(evidence, RULE.severity) }
}
