//! `dane-failed`: did a sender refuse a server by its TLSA record?
//!
//! The record itself is not in the message.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "dane-failed",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "A sender refused the server by DANE",
    explanation: "The MX has a TLSA record below DNSSEC: senders that follow it demand STARTTLS and a \
        certificate that fits the record. A renewal with a new key without a new record breaks \
        it; .321 is STARTTLS not offered, .322 an expired certificate, .323 a record that does \
        not fit, .324 a broken DNSSEC answer, .325 another host's certificate.",
    remedy: "Compare record and certificate: dig +dnssec TLSA _25._tcp.MX, and openssl s_client \
        -connect MX:25 -starttls smtp -showcerts -dane_tlsa_domain MX -dane_tlsa_rrdata '3 1 1 \
        <hash>'. The hash for 3 1 1: openssl x509 -in leaf.pem -pubkey -noout | openssl pkey \
        -pubin -outform DER | openssl sha256. Publish the new record before the certificate is \
        changed, and keep both for two TTLs.",
    citations: &[Citation { document: "RFC 7672", section: "2.2 and 8.1" }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::Dane], |_, phrase| {
        format!(
            "A sender that follows DANE refused{}: '{}'. Senders that do not look at TLSA still deliver.",
            phrase
                .remote
                .as_ref()
                .map_or_else(|| " the server".into(), |remote| format!(" {}", quoted(remote))),
            quoted(phrase.words.split([':', ']', '}']).next().unwrap_or_default())
        )
    })
}
