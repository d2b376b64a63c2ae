//! `tls-certificate-name-too-long`: is TlsCertificateName longer than an Edge server can hold?

use super::evidence;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "tls-certificate-name-too-long",
    severity: Severity::Notice,
    aspect: Aspect::OwnCertificate,
    side: Side::Unknown,
    title: "TlsCertificateName is too long for an Edge server",
    explanation: "The copy of a connector on an Edge Transport server holds 256 characters of it. With more, EdgeSync \
        ends as Incomplete, the connector there keeps its old settings, and mail from it looks external. Without \
        an Edge server the length does no harm.",
    remedy: "With an Edge subscription: have the certificate issued with a shorter subject or by an issuer with a \
        shorter name, set TlsCertificateName anew and run Start-EdgeSynchronization -ForceFullSync.",
    citations: &[Citation {
        document: "Microsoft support: email sent to online appears external",
        section: "Cause",
    }],
};

/// Characters that the Edge server's copy holds.
const MAX_CHARACTERS: usize = 256;

fn run(case: &Case<'_>) -> Outcome {
    let mut looked_at = false;
    let mut told: Vec<Evidence> = Vec::new();
    for connector in &case.facts.connectors {
        let Some(name) = &connector.certificate_name else { continue };
        looked_at = true;
        let length = name.value.text.chars().count();
        if length > MAX_CHARACTERS {
            let text =
                format!("TlsCertificateName has {length} characters of at most {MAX_CHARACTERS}.");
            told.push(evidence(case, connector, Some(name), &text));
        }
    }
    Outcome::of(looked_at, told, RULE.severity)
}
