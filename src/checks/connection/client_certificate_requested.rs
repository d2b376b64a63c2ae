//! `client-certificate-requested`: did the server ask for a certificate of the client?
//!
//! Asking is normal; a demand shows by what follows (`client-certificate-required`).

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::Completion;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "client-certificate-requested",
    severity: Severity::Notice,
    aspect: Aspect::OwnCertificate,
    side: Side::Server,
    title: "The server asked for a certificate of the client",
    explanation: "Exchange asks on every connection and goes on without one: it needs one only for domain \
        security and hybrid mail flow. By itself this is no fault.",
    remedy: "Nothing, unless the server refuses without one. For domain security and hybrid: the sending side \
        must present a certificate whose name and issuer the receiving side expects; name it on the \
        connector with TlsCertificateName.",
    citations: &[
        Citation { document: "RFC 8446", section: "4.3.2" },
        Citation { document: "RFC 5246", section: "7.4.4" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        looked_at |= handshake.completion == Completion::Completed;
        let Some(request) = &handshake.client_certificate else { continue };
        let names = match request.authority_count {
            0 => "It names no authorities".to_owned(),
            1 => "It names one authority".to_owned(),
            count => format!(
                "It names {count} authorities, about {} bytes of list",
                request.estimated_bytes
            ),
        };
        evidence.push(Evidence::at(request.span, format!("{names}.")));
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
