//! `reply-temporary-authentication-failure`: did Exchange servers fail to authenticate to each other?
//!
//! It is no fault of a certificate: TLS had come about before.

use super::{peer, told};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reply-temporary-authentication-failure",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Authentication between Exchange servers failed; no certificate is at fault",
    explanation: "454 4.7.0 Temporary authentication failure is Kerberos between Exchange servers: clocks \
        that differ by more than five minutes, an SPN that is missing or double, a domain \
        controller that is out of reach, or a host name that differs from the server's own. \
        Connectors that were changed so that Exchange Server authentication is gone give it too.",
    remedy: "Compare the clocks: w32tm /monitor, w32tm /query /status. SPNs: setspn -X, setspn -L \
        SERVER (SmtpSvc must be there). Secure channel: nltest /sc_verify:DOMAIN. On the \
        receiving server: Get-ReceiveConnector | fl \
        Name,Bindings,RemoteIPRanges,AuthMechanism,Fqdn; Default SERVER needs ExchangeServer and \
        its FQDN as it is. Event 1035 of MSExchangeTransport names the error.",
    citations: &[Citation {
        document: "Microsoft Learn",
        section: "SMTP authentication between Exchange servers, event 1035",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::TemporaryAuthentication], |_, phrase| {
        format!(
            "{} could not authenticate our server: Kerberos, clock or SPN between Exchange servers, not a certificate.",
            peer(phrase)
        )
    })
}
