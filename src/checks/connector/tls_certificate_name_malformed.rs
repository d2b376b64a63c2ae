//! `tls-certificate-name-malformed`: does TlsCertificateName have the form that Exchange looks for?

use super::evidence;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "tls-certificate-name-malformed",
    severity: Severity::Warning,
    aspect: Aspect::OwnCertificate,
    side: Side::Unknown,
    title: "TlsCertificateName does not have the form <I>issuer<S>subject",
    explanation: "The connector finds its certificate by issuer and subject together. A host name, a subject alone \
        or a thumbprint finds none, and the certificate that was meant is not used.",
    remedy: "$c = Get-ExchangeCertificate -Thumbprint <thumbprint>; then Set-SendConnector or Set-ReceiveConnector \
        <connector> -TlsCertificateName \"<I>$($c.Issuer)<S>$($c.Subject)\".",
    citations: &[Citation { document: "Set-ReceiveConnector", section: "TlsCertificateName" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut looked_at = false;
    let mut told: Vec<Evidence> = Vec::new();
    for connector in &case.facts.connectors {
        let Some(name) = &connector.certificate_name else { continue };
        looked_at = true;
        if name.value.names.is_none() {
            let text = format!("TlsCertificateName is '{}'.", quoted(&name.value.text));
            told.push(evidence(case, connector, Some(name), &text));
        }
    }
    Outcome::of(looked_at, told, RULE.severity)
}
