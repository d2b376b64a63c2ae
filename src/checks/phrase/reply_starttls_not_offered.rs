//! `reply-starttls-not-offered`: was STARTTLS required by the sender and not offered?
//!
//! Why it is not offered is on the other side, or between.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reply-starttls-not-offered",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "Our side requires TLS and the other server did not offer it",
    explanation: "The words are our own connector's: RequireTLS (or XOORG for hybrid) is set, and the EHLO \
        answer had no STARTTLS. The other server has no usable certificate for its connector \
        (event 12014 there), the connector does not do TLS, or a firewall between masks the \
        answer as 250-XXXXXXXA.",
    remedy: "See the offer from our server and from outside: openssl s_client -connect HOST:25 \
        -starttls smtp, or telnet HOST 25 and EHLO test. Masked: switch off SMTP inspection on \
        the firewall. On the other server, if it is Exchange: Get-ReceiveConnector | fl \
        Name,Fqdn,TlsCertificateName,AuthMechanism and event 12014; mend TlsCertificateName: $c \
        = Get-ExchangeCertificate -Thumbprint X; Set-ReceiveConnector NAME -TlsCertificateName \
        \"<I>$($c.Issuer)<S>$($c.Subject)\". What our connector demands: Get-SendConnector | fl \
        Name,RequireTLS,TlsAuthLevel,TlsDomain.",
    citations: &[
        Citation { document: "RFC 3207", section: "4.1" },
        Citation {
            document: "Microsoft Learn",
            section: "Configure mail flow using connectors, TLS",
        },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::StartTlsNotOffered], |_, phrase| {
        format!(
            "Our connector requires TLS and {} did not offer STARTTLS, so the mail waits; it was not sent in clear.{}",
            phrase
                .remote
                .as_ref()
                .map_or_else(|| "the other server".into(), |remote| quoted(remote)),
            if phrase.handed_on {
                " The reply stands inside a failure of the proxy: this inner one is the cause."
            } else {
                ""
            }
        )
    })
}
