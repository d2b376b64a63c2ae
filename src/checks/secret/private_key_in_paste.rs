//! `private-key-in-paste`: did a secret stand in the input?
//!
//! The secret itself was masked before anything else looked at the text; only its kind is known here.
//! What only tells (a session's id, a user's name) is masked too and stands in the notes alone.

use crate::checks::Evidence;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "private-key-in-paste",
    severity: Severity::Warning,
    aspect: Aspect::Secret,
    side: Side::Unknown,
    title: "A private key or a session secret was in the input",
    explanation: "It was masked at once and left this page nowhere. But whoever sent the text has sent the \
        secret with it: with a private key anybody can pose as the server, with a session secret \
        a recorded connection can be read.",
    remedy: "Treat it as exposed wherever the text has been: mail, chat, ticket. For a private key: \
        make a new key, have a new certificate issued, revoke the old one. A session secret is \
        worth something only with a recording of that one connection. Delete the message that \
        carried it.",
    citations: &[
        Citation { document: "NIST SP 800-57 Part 1 Rev. 5", section: "5.5" },
        Citation { document: "CA/Browser Forum Baseline Requirements", section: "4.9.1.1" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let evidence: Vec<Evidence> = case
        .facts
        .secrets
        .iter()
        .filter(|secret| secret.exposes)
        .map(|secret| Evidence {
            text: format!("Masked: {}, {} characters.", secret.what, secret.size),
            span: Some(secret.span),
            certificate: None,
            log: None,
        })
        .collect();
    if evidence.is_empty() { Outcome::Holds } else { Outcome::Violated(evidence, RULE.severity) }
}
