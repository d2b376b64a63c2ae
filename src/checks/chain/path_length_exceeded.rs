//! `path-length-exceeded`: stand more CAs below a CA than its certificate allows?

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::path::FaultKind;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "path-length-exceeded",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "More CAs follow than a CA certificate allows",
    explanation: "A CA certificate may say how many further CAs may follow below it. A longer chain is \
        refused.",
    remedy: "The owner of the CA issues from a CA that is allowed to, or has the limiting CA \
        certificate issued anew with a larger pathLenConstraint or none.",
    citations: &[
        Citation { document: "RFC 5280", section: "4.2.1.9" },
        Citation { document: "RFC 5280", section: "6.1.4 (l) and (m)" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    if case.chains.is_empty() {
        return Outcome::NotApplicable;
    }
    let mut evidence = Vec::new();
    for fault in case.faults(|kind| matches!(kind, FaultKind::PathLengthExceeded(_))) {
        if let FaultKind::PathLengthExceeded(allowed) = &fault.kind {
            let says = format!("allows {allowed} more CAs below it, and more follow");
            evidence.push(case.fault_evidence(fault, &says));
        }
    }
    if evidence.is_empty() { Outcome::Holds } else { Outcome::Violated(evidence, RULE.severity) }
}
