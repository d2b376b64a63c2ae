//! `event-certificate-not-found`: does a connector of Exchange find no certificate for its name?
//!
//! Exchange offers no STARTTLS on that connector then.

use super::{named, told};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "event-certificate-not-found",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "Exchange finds no certificate for the name of a connector",
    explanation: "Event 12014: no certificate in the personal store of the computer bears the FQDN of the \
        connector (or is the <I>…<S>… of its TlsCertificateName) and is enabled for SMTP with a \
        private key. The connector does not offer STARTTLS: senders go on in clear, and those \
        that require TLS stop.",
    remedy: "Compare Get-ReceiveConnector | fl Name,Fqdn,TlsCertificateName and Get-SendConnector | \
        fl Name,Fqdn,TlsCertificateName with Get-ExchangeCertificate | fl \
        Thumbprint,Services,CertificateDomains,HasPrivateKey,NotAfter. It is there and not \
        enabled: Enable-ExchangeCertificate -Thumbprint X -Services SMTP, answer No to \
        overwriting the default. A renewed one: $c = Get-ExchangeCertificate -Thumbprint X; \
        Set-ReceiveConnector NAME -TlsCertificateName \"<I>$($c.Issuer)<S>$($c.Subject)\". Never \
        change -Fqdn of Default SERVER: internal mail flow breaks.",
    citations: &[
        Citation { document: "MSExchangeTransport events", section: "12014" },
        Citation {
            document: "Microsoft Learn",
            section: "TLS functionality and related terminology, Selection of certificates",
        },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::EventNotFound], |_, phrase| {
        format!(
            "Exchange finds no usable certificate{}{}, so it does not offer STARTTLS there: mail comes in clear, or not at all where TLS is required.",
            named("for", phrase.host.as_ref()),
            named("on the connector", phrase.connector.as_ref())
        )
    })
}
