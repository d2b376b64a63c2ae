//! `staple-revoked`: does the stapled OCSP response say that the certificate is revoked?
//!
//! As the client printed it: the response's signature is not in the text and was not checked.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "staple-revoked",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "The certificate is revoked",
    explanation: "The server itself sent along a response of its CA that says so. Clients that look at \
        stapled responses, or ask the CA themselves, refuse; others do not notice.",
    remedy: "Ask the CA or the owner why it was revoked. If the private key may be known to others, make a \
        new key. Have a new certificate issued and put it in place of this one; on Exchange: \
        Import-ExchangeCertificate, then Enable-ExchangeCertificate -Thumbprint <new> -Services SMTP and \
        answer No to overwriting the default.",
    citations: &[
        Citation { document: "RFC 6960", section: "2.2" },
        Citation { document: "RFC 6066", section: "8" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        let Some(staple) = &handshake.staple else { continue };
        let Some(status) = &staple.status else { continue };
        looked_at = true;
        if !status.value.trim().eq_ignore_ascii_case("revoked") {
            continue;
        }
        let since = staple
            .revoked_at
            .map_or_else(String::new, |moment| format!(" since {}", moment.readable()));
        let text = format!("The stapled response says: revoked{since}.");
        evidence.push(Evidence::at(status.span, text));
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
