//! `malformed-extension`: is an extension there twice, or not in the form that its definition demands?

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::oids::extension_title;
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
    citations: &[
        Citation { document: "RFC 5280", section: "4.2" },
        Citation { document: "RFC 5280", section: "4.2.1.4, 4.2.1.5, 4.2.1.10 and 4.2.1.11" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    case.faults_told(RULE.severity, |fault| match &fault.kind {
        FaultKind::MalformedExtension(oid) => {
            Some(format!("has the extension {} twice or in a broken form", extension_title(oid)))
        }
        FaultKind::NameConstraintsMalformed(why) => {
            Some(format!("has name constraints that cannot be applied: {why}"))
        }
        FaultKind::PoliciesMalformed(why) => {
            Some(format!("has certificate policies that cannot be applied: {why}"))
        }
        _ => None,
    })
}
