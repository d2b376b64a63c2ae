//! `issuer-not-a-ca`: did a certificate issue another one without being allowed to?

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::path::FaultKind;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "issuer-not-a-ca",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A certificate was issued by one that is no CA",
    explanation: "Only a certificate marked as a CA may issue others. Without that rule any server could \
        issue certificates for any name, so every client refuses.",
    remedy: "Have the certificate issued by a real CA certificate. For a private CA: issue the CA's \
        own certificate anew with basicConstraints=critical,CA:TRUE and \
        keyUsage=critical,keyCertSign,cRLSign.",
    citations: &[
        Citation { document: "RFC 5280", section: "6.1.4 (k) and (n)" },
        Citation { document: "RFC 5280", section: "4.2.1.9" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    case.faults_told(RULE.severity, |fault| match &fault.kind {
        FaultKind::NotACa(why) => Some(format!("issued a certificate, but {why}")),
        _ => None,
    })
}
