//! `compression-on`: is the session compressed by TLS itself?
//!
//! What is compressed inside of it, by HTTP or a mail program, is not seen here.

use super::completed;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "compression-on",
    severity: Severity::Warning,
    aspect: Aspect::Strength,
    side: Side::Server,
    title: "TLS compression is on",
    explanation: "The length of what was compressed tells what is in it: whoever can have something of his \
        own sent along with a secret can guess the secret bit by bit (CRIME). TLS 1.3 has no \
        compression, and current clients do not offer it.",
    remedy: "Switch TLS compression off on the server; current TLS libraries have it off. With OpenSSL it \
        is the option SSL_OP_NO_COMPRESSION, on Postfix tls_ssl_options = NO_COMPRESSION.",
    citations: &[Citation { document: "RFC 9325", section: "3.3" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in completed(case) {
        let Some(compression) = &handshake.compression else { continue };
        looked_at = true;
        let method = compression.value.trim();
        if !method.eq_ignore_ascii_case("none") {
            let text = format!("The method agreed on is {}.", quoted(method));
            evidence.push(Evidence::at(compression.span, text));
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
