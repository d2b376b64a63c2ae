//! `no-shared-cipher`: do client and server have no suite, group or signature in common?
//!
//! Alert 40 and 71. A server that demands a client certificate says 40 as well: where it asked for one,
//! `client-certificate-required` tells it. Where its own certificate had come before the alert, a suite
//! was agreed by then, and `alert-received` tells it.

use super::{client_certificate_required, forced, told};
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::{Handshake, Peer};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "no-shared-cipher",
    severity: Severity::Error,
    aspect: Aspect::Encryption,
    side: Side::Unknown,
    title: "The server found nothing in common with the client",
    explanation: "Alert 40 means: no suite, no group, no signature algorithm or no certificate that fits what \
        the client offered. A server without any usable certificate says the same, and so does one of \
        TLS 1.2 that demands a certificate of the client. Alert 71 means: what is in common is too weak \
        for the server.",
    remedy: "On the server: is a certificate with a private key bound to the service, and of which kind? An \
        ECDSA certificate does not serve a client that offers RSA only. On Windows: Get-TlsCipherSuite | \
        ft Name, and Schannel events 36874 and 36888. From the client: try openssl s_client -cipher ALL, \
        then -tls1_2; if only old suites work, the server has to be brought up.",
    citations: &[Citation { document: "RFC 8446", section: "4.1.1 and 6.2" }],
};

/// Alert 40 that speaks of something later than the choice of a suite: the certificate comes behind it.
pub(super) fn comes_later(handshake: &Handshake, number: u8) -> bool {
    number == 40 && handshake.peer == Peer::Certificate
}

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |handshake, ending| {
        let Ending::Alert(alert, number @ (40 | 71)) = ending else { return None };
        let demanded = client_certificate_required::demanded(handshake, *number);
        if demanded || comes_later(handshake, *number) {
            return None;
        }
        let words = if *number == 40 { "handshake failure" } else { "insufficient security" };
        let text = format!("The server sent alert {number} ({words}).{}", forced(handshake));
        Some(Evidence::at(alert.span, text))
    })
}
