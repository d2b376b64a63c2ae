//! `expired`: was a certificate of the path past its end at the time asked about?
//!
//! A certificate that was sent but is not needed for the best path is told as a notice only.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::path::{Element, FaultKind};
use crate::timestamp::{Timestamp, duration_in_words};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "expired",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A certificate has expired",
    explanation: "A client compares the end of the validity period with its clock and refuses what is \
        over, for every certificate of the path. Most clients look at the root's dates too.",
    remedy: "Whoever runs the server named in the certificate renews it and installs the new one with \
        its intermediates. On Exchange: Import-ExchangeCertificate, then \
        Enable-ExchangeCertificate -Thumbprint <new> -Services SMTP and answer No to overwriting \
        the default. Where an intermediate or a cross-signed root has expired, replace it in the \
        chain by the CA's current one. If the date looks right, compare the clocks of both \
        sides.",
    citations: &[Citation { document: "RFC 5280", section: "4.1.2.5 and 6.1.3 (a)(2)" }],
};

fn run(case: &Case<'_>) -> Outcome {
    if case.chains.is_empty() {
        return Outcome::NotApplicable;
    }
    let at = case.question.at;
    let ended = |not_after: Timestamp, (at, when): (Timestamp, &str)| {
        let ago = duration_in_words(at.seconds_since(not_after));
        format!("expired {ago} before {when}, on {}", not_after.readable())
    };
    let mut evidence = Vec::new();
    for fault in case.faults(|kind| *kind == FaultKind::Expired) {
        let not_after = match fault.element {
            Element::Certificate(id) => case.certificate(id).not_after,
            Element::Anchor(id) => case.facts.anchor(id).not_after,
        };
        evidence.push(case.fault_evidence(fault, &ended(not_after, case.time_of(fault))));
    }
    if !evidence.is_empty() {
        return Outcome::Violated(evidence, RULE.severity);
    }
    for id in case.beside_the_paths() {
        let not_after = case.certificate(id).not_after;
        if at > not_after {
            let name = case.certificate(id).short_name();
            let ended = ended(not_after, (at, "the time asked about"));
            let text = format!("'{name}' {ended}; the path does not need it.");
            evidence.push(case.evidence(id, text));
        }
    }
    if evidence.is_empty() { Outcome::Holds } else { Outcome::Violated(evidence, Severity::Notice) }
}
