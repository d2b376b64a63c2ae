//! `domain-secured-failed`: did a connection of domain security fail for the certificate?
//!
//! An expired one is answered by `event-partner-certificate-expired`.

use super::{named, status, told};
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "domain-secured-failed",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "A domain-secured connection failed for its certificate",
    explanation: "Domain security demands TLS with certificates on both sides that chain to a trusted root \
        and bear the domain. The status behind the words is what our server found in the \
        partner's certificate. Mail for this domain waits, mail for others goes.",
    remedy: "Paste what the partner sends: openssl s_client -connect MX:25 -starttls smtp -servername \
        MX -showcerts. Import a missing root on our transport servers: Import-Certificate \
        -FilePath root.cer -CertStoreLocation Cert:\\LocalMachine\\Root. Who is secured: \
        Get-TransportConfig | fl TLS*DomainSecureList, Get-SendConnector | fl \
        Name,DomainSecureEnabled,AddressSpaces.",
    citations: &[Citation { document: "MSExchangeTransport events", section: "11005 and 11011" }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::DomainSecuredFailed], |case, phrase| {
        format!(
            "A domain-secured connection{}{} failed because the certificate did not stand the check.{}{}",
            named("with", phrase.host.as_ref()),
            named("on the connector", phrase.connector.as_ref()),
            status(phrase),
            phrase.status.map_or_else(String::new, |says| beside::compared(case, says))
        )
    })
}
