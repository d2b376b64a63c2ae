//! `critical-extension`: is there a critical extension that Handglass does not process?

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::oids::extension_title;
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
    case.faults_told(RULE.severity, |fault| match &fault.kind {
        FaultKind::CriticalExtension(oid) => {
            Some(format!("has the critical extension {}", extension_title(oid)))
        }
        _ => None,
    })
}
