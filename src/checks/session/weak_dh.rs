//! `weak-dh`: is the temporary Diffie-Hellman key of the server too short?
//!
//! Finite-field keys only. A handshake that the client broke off for it is judged too, where the text
//! names the size; the refusal itself is another rule's.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "weak-dh",
    severity: Severity::Warning,
    aspect: Aspect::Strength,
    side: Side::Server,
    title: "The Diffie-Hellman key is too short",
    explanation: "Below 2,048 bits the key exchange can be broken, at 1,024 bits and less for many sessions \
        at once, because most servers share the same few groups. OpenSSL, Java and Windows of today \
        refuse short ones, and the handshake fails.",
    remedy: "Let the server prefer ECDHE, or give it a group of at least 2,048 bits. On Windows it is \
        ServerMinKeyBitLength under SCHANNEL\\KeyExchangeAlgorithms\\Diffie-Hellman in the registry; on \
        Postfix 3.7 or later smtpd_tls_dh1024_param_file = auto.",
    citations: &[
        Citation { document: "RFC 9325", section: "4.5" },
        Citation { document: "RFC 7919", section: "1" },
    ],
};

/// Bits below which every current client refuses.
const REFUSED: u32 = 1_024;
const WEAK: u32 = 2_048;

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut worst = RULE.severity;
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        let Some(key) = &handshake.temporary_key else { continue };
        let Some(bits) = key.value.bits else { continue };
        looked_at = true;
        if !key.value.is_finite_field() || bits >= WEAK {
            continue;
        }
        if bits < REFUSED {
            worst = Severity::Error;
        }
        let text = format!("The server's temporary key is Diffie-Hellman with {bits} bits.");
        evidence.push(Evidence::at(key.span, text));
    }
    Outcome::of(looked_at, evidence, worst)
}
