//! `key-identifier-mismatch`: does a certificate name another key than that of the issuer which has signed it?
//!
//! Of the best paths' links. Whether the signature verifies is `bad-signature`.

use crate::checks::{
    Aspect, Case, ChainCase, Check, Citation, Evidence, Outcome, Rule, Severity, Side,
};
use crate::facts::path::{KeyIdentifierMark, SignatureMark};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "key-identifier-mismatch",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A certificate names another key than its issuer's",
    explanation: "The signature verifies, and rustls and Go go on. OpenSSL passes over an issuer \
        whose subject key identifier is not the one that the certificate names, and says \"unable to get local \
        issuer certificate\" (20).",
    remedy: "Send the issuer's certificate that has the identifier: a CA that was certified again with one key \
        may have two. Else the certificate has to be issued anew.",
    citations: &[
        Citation { document: "RFC 5280", section: "4.2.1.1" },
        Citation { document: "OpenSSL", section: "openssl-verification-options" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut looked_at = false;
    for path in case.chains.iter().filter_map(ChainCase::best_path) {
        for (id, link) in path.certificates.iter().zip(&path.links) {
            looked_at = true;
            let told = evidence.iter().any(|told| told.certificate == Some(*id));
            let mismatch = link.key_identifier == KeyIdentifierMark::Mismatch;
            if mismatch && link.signature == SignatureMark::Verified && !told {
                let name = case.certificate(*id).short_name();
                let text = format!("'{name}' names another key identifier than its issuer has.");
                evidence.push(case.evidence(*id, text));
            }
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
