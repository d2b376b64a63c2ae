//! `starttls-not-offered`: did the server's answer to EHLO lack STARTTLS?
//!
//! s_client does not print the answer itself; curl does. Where the dialog shows what a firewall put in the keyword's
//! place, `starttls-masked` tells it.

use super::{starttls_masked, told};
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::Program;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "starttls-not-offered",
    severity: Severity::Error,
    aspect: Aspect::Encryption,
    side: Side::Server,
    title: "STARTTLS was not offered",
    explanation: "A sender that may fall back delivers in clear text; one that demands TLS does not deliver. \
        Either the server has no certificate for SMTP or is told not to offer it, or it refuses this \
        client already in its greeting, or a firewall on the way takes the keyword out.",
    remedy: "Look at the answer itself: telnet HOST 25, type EHLO test. If the keyword is there from inside \
        and not from outside, a firewall takes it out. On Exchange: Get-ExchangeCertificate must show one \
        with SMTP among its services, and the receive connector must have Tls in AuthMechanism: \
        Get-ReceiveConnector | fl Name,AuthMechanism,TlsCertificateName.",
    citations: &[
        Citation { document: "RFC 3207", section: "2 and 4" },
        Citation { document: "OpenSSL manual openssl-s_client(1)", section: "OPTIONS, -starttls" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |handshake, ending| {
        let Ending::StartTlsNotOffered(span) = ending else { return None };
        if starttls_masked::masked(handshake).is_some() {
            return None;
        }
        let text = if handshake.program == Program::SClient {
            "The program found no STARTTLS in the server's answer and tried all the same. What the answer \
             was it does not print."
        } else {
            "The program found no STARTTLS in the server's answer and stopped."
        };
        Some(Evidence::at(*span, text.into()))
    })
}
