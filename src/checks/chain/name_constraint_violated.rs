//! `name-constraint-violated`: is a name outside of what a CA above may vouch for?
//!
//! Names are compared by kind; which limit is broken stands in the evidence. Limits that cannot be read are
//! `malformed-extension`.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::path::FaultKind;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "name-constraint-violated",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A name is outside of what its CA may vouch for",
    explanation: "A CA above is limited to certain names, and one name of this certificate is not among \
        them. Clients refuse the whole certificate then, whichever of its names was asked for: OpenSSL with \
        'permitted subtree violation' or 'excluded subtree violation', Windows with \
        CERT_E_INVALID_NAME, Java with 'name constraints'.",
    remedy: "Have the certificate issued anew without the name that is told below, or by a CA that may vouch \
        for it. Who runs the limited CA can have its certificate issued anew with wider limits: its \
        extension name constraints lists them.",
    citations: &[
        Citation { document: "RFC 5280", section: "6.1.3 (b) and (c)" },
        Citation { document: "RFC 5280", section: "4.2.1.10" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    case.faults_told(RULE.severity, |fault| match &fault.kind {
        FaultKind::NameConstraint(fault) => Some(case.name_fault_words(fault)),
        _ => None,
    })
}
