//! `closed-in-handshake`: did the other side go away in the middle of the handshake without a word?
//!
//! An alert or plain text says more and is told by its own rule.

use super::{forced, told};
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::Handshake;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "closed-in-handshake",
    severity: Severity::Error,
    aspect: Aspect::Encryption,
    side: Side::Server,
    title: "The other side ended the connection in the handshake",
    explanation: "A TLS server that gives no reason is mostly Windows' Schannel (no version or suite in \
        common, no certificate bound, no right to read the private key), a load balancer without a \
        backend, or a device on the way. A reset instead of an orderly end points to a device, or to \
        Schannel as well.",
    remedy: "On a Windows server look into the System log for Schannel events 36871, 36874 and 36888 of that \
        minute: they name the reason. Try one version at a time: -tls1_2, then -tls1_3. Try from inside \
        and from outside: if only one of them works, a device between ends it. With -servername HOST and \
        without: some balancers need the name.",
    citations: &[Citation { document: "RFC 8446", section: "6.1" }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |handshake, ending| {
        let (span, how) = match ending {
            Ending::Closed(span) => {
                (*span, "The connection was closed before the handshake ended".to_owned())
            }
            Ending::Reset(span, failure) => {
                (*span, format!("The connection was reset (error {})", failure.number))
            }
            _ => return None,
        };
        Some(Evidence::at(span, format!("{how}{}.{}", read(handshake), forced(handshake))))
    })
}

fn read(handshake: &Handshake) -> &'static str {
    match handshake.bytes.as_ref().map(|bytes| bytes.value.read) {
        Some(0) => ", and the server had not sent a single byte",
        _ => "",
    }
}
