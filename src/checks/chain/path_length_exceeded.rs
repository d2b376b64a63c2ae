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
    case.faults_told(RULE.severity, |fault| match &fault.kind {
        FaultKind::PathLengthExceeded(allowed, by) => Some(format!(
            "is one CA too many: {} allows {allowed} below it",
            case.element_name(*by)
        )),
        _ => None,
    })
}
