//! `reported-bad-signature`: did a client say that a signature in the chain does not fit?
//!
//! What was computed from certificates has rules of its own; here a program says it.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reported-bad-signature",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "The client says that a signature in the chain does not stand",
    explanation: "The signature was made by another key than that of the issuer which the client found, by \
        an algorithm that it no longer takes, or the bytes were changed. Two CA certificates of \
        one name with different keys are the usual cause: an old intermediate in the client's \
        store.",
    remedy: "On the machine that complains: Get-ChildItem Cert:\\LocalMachine\\CA | Where-Object \
        Subject -eq '<issuer>' lists the intermediates of that name; remove the old one. Paste \
        the chain: openssl s_client -connect HOST:25 -starttls smtp -showcerts.",
    citations: &[
        Citation { document: "RFC 5280", section: "6.1.3" },
        Citation { document: "Microsoft Learn", section: "X509ChainStatusFlags Enum, Fields" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::BadSignature], |case, _| {
        let text = "A client says that a signature of the chain does not stand.";
        format!("{text}{}", beside::compared(case, Says::BadSignature))
    })
}
