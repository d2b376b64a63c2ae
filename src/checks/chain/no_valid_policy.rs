//! `no-valid-policy`: is a certificate policy demanded along the path, and none holds?
//!
//! Only where a certificate demands one (requireExplicitPolicy). What the policies mean is for people.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::path::FaultKind;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "no-valid-policy",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A certificate policy is demanded and none holds",
    explanation: "A CA on the path demands that every certificate below be issued under a policy that all of \
        them share. From the certificate that is told below on, none is left. Windows and clients that check \
        policies refuse the path; OpenSSL does only with -policy_check, Go and most browsers do not look.",
    remedy: "Have the certificate issued anew under one of the policies of its CA (the extension certificate \
        policies of both lists them), or have the CA's certificate issued without requireExplicitPolicy. On a \
        Windows CA policies are set by CAPolicy.inf and by the template's issuance policies.",
    citations: &[
        Citation { document: "RFC 5280", section: "6.1.5 (g)" },
        Citation { document: "RFC 9618", section: "5" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    case.faults_told(RULE.severity, |fault| match &fault.kind {
        FaultKind::NoPolicy => {
            let from = "shares no certificate policy with those above it, and one is demanded";
            Some(from.into())
        }
        _ => None,
    })
}
