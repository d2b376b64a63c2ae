//! `tls-domain-without-effect`: is a TlsDomain set that nothing is compared with?

use super::{evidence, sending};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::connector::AuthLevel;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "tls-domain-without-effect",
    severity: Severity::Notice,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "TlsDomain is set and not used",
    explanation: "TlsDomain is compared only under DomainValidation. At any other level the connector accepts a \
        certificate with whatever name.",
    remedy: "If the name is to be checked: Set-SendConnector <connector> -RequireTLS $true -TlsAuthLevel \
        DomainValidation. Else empty it, so that nobody relies on it: Set-SendConnector <connector> -TlsDomain \
        $null.",
    citations: &[Citation { document: "Set-SendConnector", section: "TlsDomain" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut looked_at = false;
    let mut told: Vec<Evidence> = Vec::new();
    for connector in sending(&case.facts.connectors) {
        let (Some(domain), Some(level)) = (&connector.tls_domain, &connector.auth_level) else {
            continue;
        };
        looked_at = true;
        if domain.value.is_empty() || level.value == AuthLevel::DomainValidation {
            continue;
        }
        let level = match &level.value {
            AuthLevel::Empty => "empty".to_owned(),
            level => crate::visible::quoted(level.word()),
        };
        let domain_words = crate::idn::written(&domain.value);
        let text = format!("TlsDomain is {domain_words}, and TlsAuthLevel is {level}.");
        told.push(evidence(case, connector, Some(domain), &text));
    }
    Outcome::of(looked_at, told, RULE.severity)
}
