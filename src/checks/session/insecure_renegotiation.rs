//! `insecure-renegotiation`: does the server lack the protection against a prefixed renegotiation?
//!
//! TLS 1.3 has no renegotiation, and a handshake that failed has nothing to protect: there the line is
//! printed all the same and means nothing.

use super::completed;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::ProtocolVersion;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "insecure-renegotiation",
    severity: Severity::Warning,
    aspect: Aspect::Strength,
    side: Side::Server,
    title: "The server does not support secure renegotiation",
    explanation: "Without it somebody between can put his own words before those of the client. OpenSSL 3 \
        refuses such servers with 'unsafe legacy renegotiation disabled'; others go on.",
    remedy: "Bring the TLS software of the server, or of the device before it, to a version that knows RFC \
        5746; all have since about 2010. A security device that takes the extension out shows the same: \
        test from inside as well.",
    citations: &[Citation { document: "RFC 5746", section: "3.4 and 4.1" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in completed(case) {
        let Some(protocol) = &handshake.protocol else { continue };
        let Some(supported) = &handshake.secure_renegotiation else { continue };
        if protocol.value == ProtocolVersion::Tls13 {
            continue;
        }
        looked_at = true;
        if !supported.value {
            let version = protocol.value.word();
            let text = format!(
                "The client says that it is not supported, after a handshake with {version}."
            );
            evidence.push(Evidence::at(supported.span, text));
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
