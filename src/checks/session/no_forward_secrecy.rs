//! `no-forward-secrecy`: would the server's key, once stolen, open what was recorded before?
//!
//! By the suite's name alone. A resumed TLS 1.3 session may do without a new key exchange; the text does
//! not show it, so nothing is said.

use super::{completed, only_suite_offered, unseen_command};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::suite::{CipherSuite, KeyExchange};
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "no-forward-secrecy",
    severity: Severity::Warning,
    aspect: Aspect::Strength,
    side: Side::Server,
    title: "The session has no forward secrecy",
    explanation: "The keys of the session depend on a key that the server keeps for years. Whoever records \
        the session now and gets that key later can read it. TLS 1.3 no longer has such suites, and \
        more and more clients do not offer them.",
    remedy: "Let the server prefer suites that begin with ECDHE, and switch the others off once no partner \
        needs them. On Windows the order is the policy SSL Cipher Suite Order; Get-TlsCipherSuite \
        lists what is in force.",
    citations: &[Citation { document: "RFC 9325", section: "4.1 and 7.3" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in completed(case) {
        let Some(stated) = &handshake.cipher_suite else { continue };
        let why = match CipherSuite::read(&stated.value).key_exchange() {
            KeyExchange::Unknown => continue,
            KeyExchange::Ephemeral => {
                looked_at = true;
                continue;
            }
            KeyExchange::StaticRsa => "its keys are encrypted to the RSA key of the certificate",
            KeyExchange::StaticDiffieHellman => "its keys come from the key of the certificate",
            KeyExchange::PreSharedKey => "its keys come from the shared key alone",
        };
        let name = quoted(&stated.value);
        let remark = only_suite_offered(handshake);
        let unseen = unseen_command(handshake);
        let text = format!("The suite is {name}: {why}.{remark}{unseen}");
        evidence.push(Evidence::at(stated.span, text));
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
