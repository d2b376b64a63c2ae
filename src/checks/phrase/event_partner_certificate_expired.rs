//! `event-partner-certificate-expired`: did our server find that the partner's certificate has expired?
//!
//! Our own certificate has another event.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "event-partner-certificate-expired",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "The partner's certificate has expired",
    explanation: "Domain security and connectors with CertificateValidation or DomainValidation refuse it. \
        An opportunistic send connector validates nothing: it goes on encrypted and \
        unauthenticated, and not in clear.",
    remedy: "Compare every MX host and address of the partner: openssl s_client -connect MX:25 \
        -starttls smtp -servername MX -showcerts. Whether our mail stops: Get-SendConnector | fl \
        Name,AddressSpaces,RequireTLS,TlsAuthLevel,TlsDomain,DomainSecureEnabled,IgnoreSTARTTLS \
        and Get-TransportConfig | fl TLS*DomainSecureList. The partner renews; tell its \
        postmaster the name and the date.",
    citations: &[
        Citation { document: "MSExchangeTransport events", section: "11005, 12019 and 12020" },
        Citation { document: "Microsoft Learn", section: "Set-SendConnector, -TlsAuthLevel" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::PartnerExpired], |case, phrase| {
        format!(
            "Their certificate has expired; only connectors that validate stop.{}{}{}",
            phrase
                .host
                .as_ref()
                .map_or_else(String::new, |host| format!(" It is that of {}.", quoted(host))),
            phrase.connector.as_ref().map_or_else(String::new, |name| format!(
                " Our connector '{}' validates.",
                quoted(name)
            )),
            beside::compared(case, Says::OutOfDates)
        )
    })
}
