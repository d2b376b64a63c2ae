//! `plain-text-answer`: did plain text come where TLS was expected?
//!
//! The program tries to read the first bytes as a TLS record and fails. Which words they were is not in
//! its output.

use super::told;
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::Handshake;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "plain-text-answer",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "Plain text came where TLS was expected",
    explanation: "'wrong version number' and 'unknown protocol' are not about TLS versions: the bytes were \
        no TLS at all. Ports 25, 110, 143 and 587 begin in plain text and need STARTTLS; 465, 993, 995 and \
        443 speak TLS at once. A server that refuses STARTTLS (454) looks the same, because s_client does \
        not print its refusal.",
    remedy: "Port 25 and 587: openssl s_client -starttls smtp -connect HOST:25. Port 143: -starttls imap; \
        port 110: -starttls pop3. If -starttls was there already, look at the server's words: telnet HOST \
        25, EHLO test, STARTTLS. An answer of 454 is the server's own trouble with its certificate.",
    citations: &[
        Citation { document: "RFC 8446", section: "5.1" },
        Citation { document: "RFC 8314", section: "3" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |handshake, ending| {
        let Ending::PlainText(error) = ending else { return None };
        let text = format!("{}: {}.", quoted(&error.value.reason), likely(handshake));
        Some(Evidence::at(error.span, text))
    })
}

fn likely(handshake: &Handshake) -> &'static str {
    let command = handshake.command.as_ref().map(|command| &command.value);
    match (command, handshake.starttls.is_some()) {
        (_, true) => "STARTTLS was asked for, and what came back was no TLS: most likely a refusal",
        (Some(_), false) => "the command asked for TLS at once, without -starttls",
        (None, false) => {
            "the command is not in the text: either -starttls was missing, or STARTTLS was refused"
        }
    }
}
