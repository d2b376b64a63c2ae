//! `handshake-failed`: did the handshake fail for a reason that no other rule tells of?
//!
//! The error's own words are quoted; what they mean is not known here.

use super::{forced, told};
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "handshake-failed",
    severity: Severity::Error,
    aspect: Aspect::Encryption,
    side: Side::Unknown,
    title: "The handshake failed",
    explanation: "No session came about: nothing that was said on this connection was protected. The text \
        does not show who ended it, or shows it in words that Handglass does not know.",
    remedy: "Run it again with -state -msg and paste all of it: the last message before the end shows who \
        stopped. The log of the server at the same second says more.",
    citations: &[Citation { document: "RFC 8446", section: "6" }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |handshake, ending| {
        let Ending::Other(error) = ending else { return None };
        Some(match error {
            Some(error) => {
                let reason = quoted(&error.value.reason);
                let text = format!("The program's error is '{reason}'.{}", forced(handshake));
                Evidence::at(error.span, text)
            }
            None => Evidence::at(
                handshake.span,
                "The transcript says that no suite was agreed, and gives no reason.".into(),
            ),
        })
    })
}
