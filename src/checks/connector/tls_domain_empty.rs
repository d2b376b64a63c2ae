//! `tls-domain-empty`: does a connector with DomainValidation leave open which name it compares?
//!
//! Where the certificate does not fit, `connector-name-mismatch` tells it, and this is not told again.

use super::{evidence, is, validates_domain};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::name::exchange::Fit;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "tls-domain-empty",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "DomainValidation without TlsDomain",
    explanation: "Without TlsDomain the certificate is compared with each recipient's domain, which the certificates \
        of mail servers rarely have. With smart hosts TlsDomain is required.",
    remedy: "Agree on a host with the partner: Set-SendConnector <connector> -TlsDomain <host>, a name of its \
        certificate, or *.domain for all hosts below a domain.",
    citations: &[Citation { document: "Set-SendConnector", section: "TlsDomain" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut looked_at = false;
    let mut told: Vec<Evidence> = Vec::new();
    for (position, connector) in case.facts.connectors.iter().enumerate() {
        let Some(domain) = connector.tls_domain.as_ref().filter(|_| validates_domain(connector))
        else {
            continue;
        };
        looked_at = true;
        let missed =
            case.compared.iter().any(|name| name.connector == position && name.fit == Fit::FitsNot);
        if !domain.value.is_empty() || missed {
            continue;
        }
        let hosts = is(&connector.dns_routing, false) || !connector.smart_hosts.is_empty();
        let text = if hosts {
            "TlsDomain is empty, and mail goes to a smart host."
        } else {
            "TlsDomain is empty."
        };
        told.push(evidence(case, connector, Some(domain), text));
    }
    Outcome::of(looked_at, told, RULE.severity)
}
