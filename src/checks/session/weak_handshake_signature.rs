//! `weak-handshake-signature`: did the server sign the handshake with a broken hash, though it had better?
//!
//! Before TLS 1.2 nothing but MD5 and SHA-1 is possible: there `obsolete-protocol` says all. What signs
//! certificates is `weak-signature`.

use super::completed;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::ProtocolVersion;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "weak-handshake-signature",
    severity: Severity::Notice,
    aspect: Aspect::Strength,
    side: Side::Server,
    title: "The server signed the handshake with a broken hash",
    explanation: "With this signature the server proves that it has the key of its certificate. In TLS 1.2 \
        the hash is chosen from a list, and MD5 and SHA-1 are no longer to be on it. Clients that \
        leave them out of their list get SHA-256 from most servers, and no handshake from the rest.",
    remedy: "Nothing is urgent as long as handshakes succeed. Keep the system of the server up to date; on \
        Windows see that the order of the signature and hash algorithms in force begins with SHA256.",
    citations: &[Citation { document: "RFC 9155", section: "4" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut worst = RULE.severity;
    let mut looked_at = false;
    for handshake in completed(case) {
        let Some(digest) = &handshake.peer_digest else { continue };
        let protocol = handshake.protocol.as_ref().map(|protocol| protocol.value);
        if protocol != Some(ProtocolVersion::Tls12) && protocol != Some(ProtocolVersion::Tls13) {
            continue;
        }
        looked_at = true;
        match digest.value.trim() {
            "SHA1" | "SHA-1" => {}
            "MD5" | "MD5-SHA1" => worst = Severity::Warning,
            _ => continue,
        }
        let hash = quoted(&digest.value);
        evidence.push(Evidence::at(digest.span, format!("The signature's hash is {hash}.")));
    }
    Outcome::of(looked_at, evidence, worst)
}
