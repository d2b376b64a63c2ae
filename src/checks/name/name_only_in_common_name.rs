//! `name-only-in-common-name`: does only the common name speak for the name asked for?
//!
//! That the name is not covered is told by `name-mismatch`; this says which clients accept it all the same.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::name::{NameVerdict, ReferenceIdentifier, dns};
use crate::idn::written;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "name-only-in-common-name",
    severity: Severity::Notice,
    aspect: Aspect::Name,
    side: Side::Server,
    title: "Only the common name has the requested name",
    explanation: "The old rule took the common name where a certificate presents no DNS name at all. OpenSSL up \
        to 3.x and, from practice, Windows still do; OpenSSL 4, browsers, Go and what follows the standard \
        refuse. So one client connects and the next one does not, to the same server. As soon as there is a \
        single DNS entry the common name counts for nobody.",
    remedy: "Have the certificate issued anew with every name in the subjectAltName extension, the common \
        name among them. On Exchange: New-ExchangeCertificate -GenerateRequest -DomainName <every name>.",
    citations: &[
        Citation { document: "RFC 9525", section: "2 and 6.3" },
        Citation { document: "RFC 6125", section: "6.4.4" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    for judgement in &case.names {
        let certificate = case.certificate(judgement.certificate);
        let ReferenceIdentifier::Dns(host) = ReferenceIdentifier::parse(&judgement.reference)
        else {
            continue;
        };
        let fits = certificate
            .subject
            .common_name()
            .is_some_and(|name| dns::mismatch(name, &host).is_none());
        if judgement.verdict != NameVerdict::Mismatch || !fits {
            continue;
        }
        let entries = certificate.dns_names().count();
        let text = match entries {
            0 => format!(
                "'{}' is the common name, and there is no DNS entry: clients of the old rule accept it.",
                written(&judgement.reference)
            ),
            _ => format!(
                "'{}' is the common name, and there are DNS entries without it ({entries}): no client accepts it.",
                written(&judgement.reference)
            ),
        };
        evidence.push(case.evidence(judgement.certificate, text));
    }
    Outcome::of(!case.names.is_empty(), evidence, RULE.severity)
}
