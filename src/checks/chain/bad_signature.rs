//! `bad-signature`: is there a signature on the path that does not verify under the issuer's key?
//!
//! A signature by an algorithm that cannot be computed here is undetermined, never bad.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::checks::{ChainCase, Evidence, Missing};
use crate::facts::path::{FaultKind, PathFault};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "bad-signature",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A signature in the chain is wrong",
    explanation: "The signature proves that the issuer vouches for exactly these bytes. Where it does not \
        verify, the certificate was altered or damaged, or it was issued by another key of the \
        same name: a private CA that was renewed with a new key leaves such chains behind.",
    remedy: "Replace the certificate or its issuer: ask the CA for the issuer's certificate with the \
        key identifier that the certificate names (Authority Key Identifier). If the paste may \
        have been damaged, export the certificate again: openssl x509 -in cert.pem -outform PEM, \
        on Windows certutil -encode cert.cer cert.pem.",
    citations: &[
        Citation { document: "RFC 5280", section: "6.1.3 (a)(1)" },
        Citation { document: "RFC 5280", section: "4.1.1.2" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let wrong =
        case.faults(|kind| matches!(kind, FaultKind::BadSignature | FaultKind::AlgorithmsDiffer));
    let evidence: Vec<Evidence> = wrong
        .into_iter()
        .map(|fault| {
            let says = if fault.kind == FaultKind::BadSignature {
                "bears a signature that does not verify under the key of its issuer"
            } else {
                "names one signature algorithm inside and another one outside"
            };
            case.fault_evidence(fault, says)
        })
        .collect();
    if !evidence.is_empty() {
        return Outcome::Violated(evidence, RULE.severity);
    }
    let unsupported = case.faults(|kind| matches!(kind, FaultKind::SignatureUnsupported(_)));
    if let Some(PathFault { kind: FaultKind::SignatureUnsupported(why), .. }) = unsupported.first()
    {
        return Outcome::Undetermined(Missing::Signature(why.clone()));
    }
    let any_link =
        case.chains.iter().filter_map(ChainCase::best_path).any(|path| !path.links.is_empty());
    if any_link { Outcome::Holds } else { Outcome::NotApplicable }
}
