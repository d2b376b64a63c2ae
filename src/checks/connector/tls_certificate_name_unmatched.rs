//! `tls-certificate-name-unmatched`: does TlsCertificateName still name the certificate that is there?
//!
//! Only a certificate that has one half of the name, or the connector's Fqdn, is taken for our own:
//! a partner's certificate beside the connector proves nothing.

use super::evidence;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "tls-certificate-name-unmatched",
    severity: Severity::Warning,
    aspect: Aspect::OwnCertificate,
    side: Side::Unknown,
    title: "TlsCertificateName does not name the certificate that is here",
    explanation: "The connector finds its certificate by the texts of issuer and subject. A renewed certificate of \
        another issuing CA, or with another subject, is not found by the old value: the connector falls back to \
        another certificate or to none.",
    remedy: "$c = Get-ExchangeCertificate -Thumbprint <new>; then Set-SendConnector or Set-ReceiveConnector <connector> \
        -TlsCertificateName \"<I>$($c.Issuer)<S>$($c.Subject)\".",
    citations: &[Citation { document: "Set-ReceiveConnector", section: "TlsCertificateName" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut looked_at = false;
    let mut told: Vec<Evidence> = Vec::new();
    for connector in &case.facts.connectors {
        let Some(name) = &connector.certificate_name else { continue };
        if name.value.names.is_none() {
            continue;
        }
        let fqdn = connector.fqdn.as_ref().map(|fqdn| fqdn.value.to_ascii_lowercase());
        let mut missed: Option<String> = None;
        let mut found = false;
        for certificate in case.facts.certificates.iter().filter(|one| !one.claims_to_be_ca()) {
            let (issuer, subject) = name.value.compare(&certificate.issuer, &certificate.subject);
            let covers = fqdn.as_ref().is_some_and(|fqdn| {
                certificate.dns_names().any(|name| name.eq_ignore_ascii_case(fqdn))
            });
            found |= issuer && subject;
            let differs = match (issuer, subject) {
                (true, true) => continue,
                (false, true) => "has this subject and another issuer",
                (true, false) if covers => "covers the connector's Fqdn and has another subject",
                (false, false) if covers => {
                    "covers the connector's Fqdn and has another issuer and subject"
                }
                (_, false) => continue,
            };
            missed = missed.or_else(|| {
                Some(format!(
                    "'{}', issued by '{}', {differs}.",
                    certificate.short_name(),
                    certificate.issuer.short()
                ))
            });
        }
        looked_at |= found || missed.is_some();
        if let Some(text) = missed.filter(|_| !found) {
            told.push(evidence(case, connector, Some(name), &text));
        }
    }
    Outcome::of(looked_at, told, RULE.severity)
}
