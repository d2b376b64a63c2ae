//! `reply-invalid-client-certificate`: did the other server refuse the certificate that we showed?
//!
//! Which certificate it was is in the send log, not in the reply.

use super::{peer, status, told};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reply-invalid-client-certificate",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "The other server refuses the certificate that our side showed",
    explanation: "As the sender we are the client, and the other server checked our certificate: \
        Exchange's self-signed one, an expired one, one of a private CA, or one without \
        clientAuth is refused. A partner that does not ask for it takes the same mail.",
    remedy: "See which certificate was sent: the row \"Sending certificate\" in the SMTP send log \
        (Set-SendConnector 'NAME' -ProtocolLoggingLevel Verbose). Name the public one on the \
        connector: $c = Get-ExchangeCertificate -Thumbprint X; Set-SendConnector 'NAME' \
        -TlsCertificateName \"<I>$($c.Issuer)<S>$($c.Subject)\". Ask the partner which \
        authorities and which names it accepts; see what it announces: openssl s_client -connect \
        HOST:25 -starttls smtp prints the acceptable client certificate CA names. The \
        certificate needs clientAuth.",
    citations: &[
        Citation { document: "Microsoft Learn", section: "Set-SendConnector, -TlsCertificateName" },
        Citation { document: "RFC 5246", section: "7.4.6" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::InvalidClientCertificate, Says::ChannelRefused], |_, phrase| {
        format!(
            "{} rejects the certificate that we presented.{} Which one we presented and which authorities it accepts are not in the reply.",
            peer(phrase),
            status(phrase)
        )
    })
}
