//! `client-certificate-required`: did the server refuse because no certificate of the client came?
//!
//! In TLS 1.3 the refusal comes after a handshake that looked finished.

use super::told;
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::Handshake;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "client-certificate-required",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "The server demands a certificate of the client",
    explanation: "Mutual TLS: without a certificate that the server accepts there is no session. s_client \
        shows a finished handshake all the same in TLS 1.3, because the client ends first and the refusal \
        comes behind it; Verify return code 0 speaks of the server's certificate only.",
    remedy: "Run it with the client's certificate: -cert client.pem -key client.key. If clients without one \
        are meant to get in, the server must ask instead of demand: Exchange receive connectors demand it \
        where DomainSecureEnabled or RequireTLS with mutual authentication is set; IIS under SSL \
        Settings; Postfix by smtpd_tls_req_ccert.",
    citations: &[
        Citation { document: "RFC 8446", section: "4.4.2.4 and 6.2" },
        Citation { document: "RFC 5246", section: "7.4.6" },
    ],
};

/// Whether an alert of this handshake means that a certificate was demanded.
pub(super) fn demanded(handshake: &Handshake, number: u8) -> bool {
    number == 116 || (number == 40 && handshake.client_certificate.is_some())
}

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |handshake, ending| {
        let Ending::Alert(alert, number) = ending else { return None };
        if !demanded(handshake, *number) {
            return None;
        }
        let text = if *number == 116 {
            "The server sent alert 116 (certificate required)."
        } else {
            "The server asked for a certificate and then sent alert 40 (handshake failure)."
        };
        Some(Evidence::at(alert.span, text.into()))
    })
}
