//! `unknown-root`: does the path end at an authority that is not among the trust anchors?
//!
//! A self-signed end entity is `self-signed`; a chain without any issuer is `missing-intermediate`.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::path::FaultKind;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "unknown-root",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Client,
    title: "The chain does not lead to a trusted root",
    explanation: "A client accepts a chain only where it ends in a root of its own list. A private CA's \
        root is in no public list: each client has to be given it once.",
    remedy: "If the root is your own or your partner's, install it on the client. Windows, elevated: \
        Import-Certificate -FilePath root.cer -CertStoreLocation Cert:\\LocalMachine\\Root \
        (never an intermediate there). Java: keytool -importcert -trustcacerts -cacerts -alias \
        NAME -file root.cer, for the runtime that the application uses. OpenSSL: -CAfile \
        root.pem. Then give the root here under trusted roots and read again. If it should be \
        public, an intermediate above the last certificate may be missing: ask for the complete \
        bundle.",
    citations: &[Citation { document: "RFC 5280", section: "6.1.1 (d)" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut outcome = Outcome::NotApplicable;
    let mut evidence = Vec::new();
    for chain in &case.chains {
        let Some(path) = chain.best_path() else { continue };
        if chain.lacks_issuer().is_some() {
            continue;
        }
        if outcome == Outcome::NotApplicable {
            outcome = Outcome::Holds;
        }
        let has = |kind: &FaultKind| path.faults.iter().any(|fault| fault.kind == *kind);
        let ended = chain.open_end().is_some() || has(&FaultKind::RootNotTrusted);
        // What is missing above is known: that is `missing-intermediate`.
        let missing = chain.open_end().is_some() && chain.completed().is_some();
        if path.certificates.len() < 2 || !ended || missing {
            continue;
        }
        let Some(last) = path.certificates.last().copied() else { continue };
        let certificate = case.certificate(last);
        let text = if has(&FaultKind::Circle) {
            format!(
                "'{}' and an authority below it certified each other: the chain goes round and reaches no root.",
                certificate.short_name(),
            )
        } else if chain.open_end().is_some() {
            format!(
                "The chain ends with '{}', issued by {}, which is neither in the input nor a trust anchor.",
                certificate.short_name(),
                certificate.issuer.rfc4514(),
            )
        } else {
            format!(
                "The chain ends in the root '{}', which is not among the trust anchors.",
                certificate.short_name()
            )
        };
        evidence.push(case.evidence(last, text));
    }
    if evidence.is_empty() { outcome } else { Outcome::Violated(evidence, RULE.severity) }
}
