//! `starttls-at-one-only`: is STARTTLS offered at one machine or from one place, and not at the other?
//!
//! That it is missing is `starttls-not-offered`; here it is set against the connection that has it.

use super::{called, handshake};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::Handshake;
use crate::facts::handshake::Completion;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "starttls-at-one-only",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Network,
    title: "STARTTLS is offered on one connection and not on the other",
    explanation: "The same name offers STARTTLS in one case and not in another. Where the machine is the same, \
        something on the way takes the offer out of the answer, as firewalls do that inspect SMTP; where it \
        is another, one machine has no usable certificate. Opportunistic senders then send in clear text \
        without a word, those that require TLS keep the mail.",
    remedy: "Compare the answers to EHLO line by line: 250-XXXXXXXA in place of 250-STARTTLS is a firewall that \
        masks it; switch its SMTP inspection off. On Exchange look for event 12014 on the machine that does \
        not offer it and run Get-ExchangeCertificate -Server NAME. Test each address: openssl s_client \
        -connect ADDRESS:25 -starttls smtp -servername NAME.",
    citations: &[Citation { document: "RFC 3207", section: "6" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for group in &case.vantage {
        let shown = || group.views.iter().filter_map(|view| Some((view, handshake(case, view)?)));
        let Some((with, _)) = shown().find(|(_, handshake)| began_after_starttls(handshake)) else {
            continue;
        };
        for (view, handshake) in shown().filter(|(view, _)| view.handshake != with.handshake) {
            looked_at |= began_after_starttls(handshake);
            if let Some(span) = handshake.starttls_not_offered {
                let text =
                    format!("{} was not offered STARTTLS; {} was.", called(view), called(with));
                evidence.push(Evidence::at(span, text));
            }
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}

/// It was offered and a handshake came of it.
fn began_after_starttls(handshake: &Handshake) -> bool {
    handshake.starttls.is_some()
        && handshake.starttls_not_offered.is_none()
        && handshake.completion == Completion::Completed
}
