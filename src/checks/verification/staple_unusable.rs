//! `staple-unusable`: did the server staple an OCSP response that says nothing?
//!
//! That no response was sent is no fault: most servers send none.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "staple-unusable",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "The stapled OCSP response says nothing of the certificate",
    explanation: "The server passes on an answer of the OCSP responder that is an error, or that says that \
        the responder does not know the certificate. Most clients go on as if there were none; a few \
        refuse.",
    remedy: "Look at the responder that the certificate names: is it the right one, and does it know this \
        certificate by now? Right after the issue some CAs need hours. A restart of the service makes \
        most servers ask anew.",
    citations: &[
        Citation { document: "RFC 6960", section: "2.2 and 2.3" },
        Citation { document: "RFC 6066", section: "8" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        let Some(staple) = &handshake.staple else { continue };
        let Some(response) = &staple.response else { continue };
        looked_at = true;
        if !response.trim_start().to_ascii_lowercase().starts_with("successful") {
            let text = format!("The response is the error {}.", quoted(response));
            evidence.push(Evidence::at(staple.span, text));
            continue;
        }
        let status = staple.status.as_ref();
        if let Some(status) =
            status.filter(|status| status.value.trim().eq_ignore_ascii_case("unknown"))
        {
            let text = "The responder does not know the certificate: its status is unknown.";
            evidence.push(Evidence::at(status.span, text.into()));
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
