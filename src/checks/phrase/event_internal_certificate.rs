//! `event-internal-certificate`: can Exchange not use its internal transport certificate?
//!
//! Mail with other organisations does not need it.

use super::{named, told};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "event-internal-certificate",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "Exchange cannot use its internal transport certificate",
    explanation: "Exchange servers authenticate to each other with the certificate that stands in the \
        server's object of Active Directory (events 12012, 12013, 12022 to 12024, and 451 5.7.3 \
        Cannot load Internal Transport Certificate). If it is gone or its key cannot be read, \
        Exchange takes another or makes one for the time being, and direct trust between servers \
        fails.",
    remedy: "Get-TransportService SERVER | fl InternalTransportCertificateThumbprint beside \
        Get-ExchangeCertificate | fl Thumbprint,Services,HasPrivateKey,NotAfter. If it is still \
        there: Enable-ExchangeCertificate -Thumbprint X -Services SMTP. If it is gone: \
        New-ExchangeCertificate makes a new self-signed one, and only here answer Yes to \
        overwriting the default; then restart MSExchangeTransport and \
        MSExchangeFrontEndTransport. With an Edge server subscribe anew.",
    citations: &[Citation {
        document: "MSExchangeTransport events",
        section: "12012, 12013, 12022 to 12024",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::InternalCertificate], |_, phrase| {
        format!(
            "Exchange cannot load its internal transport certificate{}: authentication between Exchange servers fails. Partners do not see this certificate.",
            named("with the thumbprint", phrase.thumbprint.as_ref())
        )
    })
}
