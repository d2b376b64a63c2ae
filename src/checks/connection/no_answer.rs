//! `no-answer`: was the connection made, and then nothing said?
//!
//! A text that was cut right behind CONNECTED looks the same; the finding says so.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::{Completion, Handshake, Peer};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "no-answer",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Network,
    title: "The connection was made, and nothing came back",
    explanation: "A server that waits before its greeting (a tar pit), a firewall that lets the connection \
        through and not what is said on it, or a port where TLS is spoken at once while STARTTLS was \
        asked for, or the other way round.",
    remedy: "Wait a minute and run it again. Then try the other way: port 465 and 443 without -starttls, port \
        25 and 587 with -starttls smtp. Look whether a plain connection is greeted: telnet HOST 25, or \
        Test-NetConnection HOST -Port 25. If the text was cut, paste all of it.",
    citations: &[Citation { document: "RFC 5321", section: "4.3.1" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        if is_silent(handshake) {
            let text = "CONNECTED, and no further line: no greeting, no handshake, no error. The text may \
                        also have been cut here.";
            evidence.push(Evidence::at(handshake.span, text.into()));
        }
        looked_at |= handshake.completion == Completion::Completed;
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}

fn is_silent(handshake: &Handshake) -> bool {
    handshake.completion == Completion::NotShown
        && handshake.connected == Some(true)
        && handshake.peer == Peer::NotShown
        && handshake.chain.is_none()
        && handshake.path.is_empty()
        && handshake.alerts.is_empty()
        && handshake.dialog.is_empty()
        && handshake.bytes.is_none()
        && handshake.verify_code.is_none()
        && handshake.starttls_not_offered.is_none()
        && handshake.starttls_refused.is_none()
}
