//! `code-without-certificate`: does a code stand there although there was nothing to verify?
//!
//! Why no certificate came is told by other rules.

use super::Told;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::{Completion, Peer};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "code-without-certificate",
    severity: Severity::Notice,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "The verify return code means nothing here",
    explanation: "OpenSSL prints a code at the end of every run, and 0 (ok) whenever no error came up. None \
        can come up where no certificate was looked at: it is no sign that a certificate is fine.",
    remedy: "Do not read it as success. Look for the reason why no certificate came: the error lines above \
        it, an alert, or a suite without certificates.",
    citations: &[Citation { document: "OpenSSL manual SSL_get_verify_result(3)", section: "BUGS" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        let Some(code) = &handshake.verify_code else { continue };
        let why = match (handshake.peer, handshake.completion) {
            (Peer::Certificate | Peer::RawPublicKey(_), _) => {
                looked_at = true;
                continue;
            }
            // The client stopped at the certificate.
            (Peer::NoCertificate(_), _) if !handshake.path.is_empty() => continue,
            (Peer::NoCertificate(_), Completion::Failed) => {
                "the handshake failed before a certificate came"
            }
            (Peer::NoCertificate(_), Completion::Completed | Completion::NotShown) => {
                "no certificate came"
            }
            (Peer::NotShown, Completion::Failed) if code.value.is_ok() => {
                "the handshake failed, and no certificate is shown"
            }
            (Peer::NotShown, _) => continue,
        };
        let reports = if code.value.is_ok() {
            "that verification was ok".into()
        } else {
            Told::last(code).quoted()
        };
        let text = format!("The client reports {reports}, but {why}.");
        evidence.push(Evidence::at(code.span, text));
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
