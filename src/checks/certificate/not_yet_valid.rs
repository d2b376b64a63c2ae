//! `not-yet-valid`: had the validity of a certificate of the path not begun at the time asked about?

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::path::{Element, FaultKind};
use crate::timestamp::duration_in_words;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "not-yet-valid",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Unknown,
    title: "A certificate is not valid yet",
    explanation: "A client refuses a certificate before the first moment of its validity. Right after an \
        issue this is mostly a clock that is slow, on the client or on the CA.",
    remedy: "Compare the clock of the client with the true time (w32tm /query /status on Windows, \
        timedatectl on Linux). If the clock is right, use the old certificate until the day \
        named here.",
    citations: &[Citation { document: "RFC 5280", section: "4.1.2.5 and 6.1.3 (a)(2)" }],
};

fn run(case: &Case<'_>) -> Outcome {
    case.faults_told(RULE.severity, |fault| {
        if fault.kind != FaultKind::NotYetValid {
            return None;
        }
        let not_before = match fault.element {
            Element::Certificate(id) => case.certificate(id).not_before,
            Element::Anchor(id) => case.facts.anchor(id).not_before,
        };
        let (at, when) = case.time_of(fault);
        let wait = duration_in_words(not_before.seconds_since(at));
        let from = not_before.readable();
        Some(format!("is valid only from {from}, {wait} after {when}"))
    })
}
