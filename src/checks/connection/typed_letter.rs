//! `typed-letter`: did a typed letter make the program do something else than send the line?
//!
//! s_client reads R, K and Q at the start of a line as commands. What follows is no fault of the server.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::{Completion, Letter};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "typed-letter",
    severity: Severity::Notice,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "s_client took a typed line for a command",
    explanation: "A line that begins with R renegotiates, one with Q ends, one with K updates the keys. RCPT \
        TO and QUIT begin so. The errors that follow ('no renegotiation', 'wrong ssl version') come from \
        that and say nothing on the server.",
    remedy: "Type in lower case (rcpt to, quit), or start s_client with -ign_eof or -quiet; OpenSSL 1.1.1 and \
        later also know -nocommands.",
    citations: &[Citation {
        document: "OpenSSL manual openssl-s_client(1)",
        section: "CONNECTED COMMANDS",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        looked_at |= handshake.completion == Completion::Completed;
        for letter in &handshake.letters {
            let text = match letter.value {
                Letter::Renegotiate => "A line that begins with R began a renegotiation.",
                Letter::KeyUpdate => "A line that begins with K updated the keys.",
                Letter::Quit => "A line that begins with Q ended the program.",
            };
            evidence.push(Evidence::at(letter.span, text.into()));
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
