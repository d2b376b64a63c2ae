//! `reply-tenant-attribution`: did Exchange Online not know the sender by its certificate?
//!
//! Which certificate was shown is in our send log.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reply-tenant-attribution",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "Exchange Online does not take our certificate for its inbound connector",
    explanation: "550 5.7.51 TenantInboundAttribution: the inbound connector of the tenant has \
        RestrictDomainsToCertificate, and the certificate that our server showed does not bear \
        TlsSenderCertificateName, or none was shown.",
    remedy: "In Exchange Online: Get-InboundConnector | fl \
        Name,TlsSenderCertificateName,RestrictDomainsToCertificate,SenderDomains. On our server: \
        Get-SendConnector 'Outbound to Office 365*' | fl \
        TlsCertificateName,CloudServicesMailEnabled, and the row \"Sending certificate\" of the \
        send log. Make both name the same: $c = Get-ExchangeCertificate -Thumbprint X; \
        Set-SendConnector 'NAME' -TlsCertificateName \"<I>$($c.Issuer)<S>$($c.Subject)\", or \
        Set-InboundConnector 'NAME' -TlsSenderCertificateName 'mail.example.com'.",
    citations: &[Citation {
        document: "Microsoft Learn",
        section: "Set-InboundConnector, -RestrictDomainsToCertificate",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::TenantAttribution], |_, _| {
        "Exchange Online takes mail for this connector only with a certificate of the agreed name, and what our server showed does not bear it.".into()
    })
}
