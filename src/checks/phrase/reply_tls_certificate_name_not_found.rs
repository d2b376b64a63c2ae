//! `reply-tls-certificate-name-not-found`: does a send connector name a certificate that is gone?
//!
//! The name holds issuer and subject, so every renewal by another issuer breaks it.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reply-tls-certificate-name-not-found",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "The send connector names a certificate that is not there",
    explanation: "TlsCertificateName is <I>issuer<S>subject. After a renewal with another issuer or \
        subject, or after the old one was removed, no certificate of the store fits, and the \
        connector delivers nothing. The hybrid connector 'Outbound to Office 365' is the usual \
        one: the hybrid wizard wrote it.",
    remedy: "Get-SendConnector | fl Name,TlsCertificateName beside Get-ExchangeCertificate | fl \
        Thumbprint,Issuer,Subject,NotAfter,Services. Then $c = Get-ExchangeCertificate \
        -Thumbprint X; Set-SendConnector 'NAME' -TlsCertificateName \
        \"<I>$($c.Issuer)<S>$($c.Subject)\", on hybrid also Get-ReceiveConnector 'Default \
        Frontend SERVER'. The certificate must be enabled: Enable-ExchangeCertificate \
        -Thumbprint X -Services SMTP, answer No to overwriting the default.",
    citations: &[Citation {
        document: "Microsoft Learn",
        section: "Set-SendConnector, -TlsCertificateName",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::CertificateNameNotFound], |_, _| {
        "Our send connector names, by issuer and subject, a certificate that is not in the store any more: renewed or removed. Nothing leaves through that connector.".into()
    })
}
