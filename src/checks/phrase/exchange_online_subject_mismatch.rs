//! `exchange-online-subject-mismatch`: which name did Exchange Online expect, and which did the server show?
//!
//! Dates and trust were good as far as this message goes.

use super::{named, told};
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "exchange-online-subject-mismatch",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "Exchange Online expected another name in the certificate",
    explanation: "The outbound connector of Exchange Online has TlsSettings DomainValidation with a \
        TlsDomain, and the certificate of our server does not bear it. A presented CN of a \
        server's own short name is Exchange's self-signed certificate: the receive connector \
        picked it in place of the public one.",
    remedy: "On the server that answers: Get-ReceiveConnector 'Default Frontend SERVER' | fl \
        TlsCertificateName,Fqdn and Get-ExchangeCertificate | fl \
        Thumbprint,Services,CertificateDomains,NotAfter. Name the public certificate: $c = \
        Get-ExchangeCertificate -Thumbprint X; Set-ReceiveConnector 'SERVER\\Default Frontend \
        SERVER' -TlsCertificateName \"<I>$($c.Issuer)<S>$($c.Subject)\". Or, in Exchange Online, \
        Set-OutboundConnector 'NAME' -TlsDomain <a name that the certificate has>.",
    citations: &[
        Citation { document: "Microsoft Learn", section: "Set-OutboundConnector, -TlsDomain" },
        Citation { document: "RFC 9525", section: "6.3" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::SubjectMismatch], |case, phrase| {
        format!(
            "Exchange Online expected{} and{} showed{}{}. The name is what it refused.{}",
            phrase
                .expected
                .as_ref()
                .map_or_else(|| " another name".into(), |name| format!(" '{}'", quoted(name))),
            phrase
                .remote
                .as_ref()
                .map_or_else(|| " the server".into(), |name| format!(" {}", quoted(name))),
            phrase.presented.as_ref().map_or_else(
                || " another certificate".into(),
                |name| format!(" '{}'", quoted(name))
            ),
            named("with the thumbprint", phrase.thumbprint.as_ref()),
            beside::compared(case, Says::NameMismatch)
        )
    })
}
