//! `weak-signature`: is a certificate of the path signed with a hash that can be forged?
//!
//! The signature on a trust anchor itself does not matter: it is trusted for being in the list.

use crate::checks::ChainCase;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::path::FaultKind;
use crate::facts::signature::{Hash, signature_hash, signature_name};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "weak-signature",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A certificate is signed with a broken hash",
    explanation: "For MD5 and SHA-1 two certificates with one signature can be made, so the signature \
        proves little. Browsers, OpenSSL 3, Java and Go refuse them; Windows still accepts SHA-1 \
        from a private CA.",
    remedy: "Have the certificate issued anew with SHA-256. On a Windows CA: certutil -setreg \
        ca\\csp\\CNGHashAlgorithm SHA256, restart the service, then renew the certificates, the \
        intermediates first.",
    citations: &[
        Citation { document: "RFC 9155", section: "1" },
        Citation { document: "RFC 6151", section: "2" },
        Citation { document: "CA/Browser Forum Baseline Requirements", section: "7.1.3.2" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut worst = Severity::Warning;
    let mut looked_at = false;
    for path in case.chains.iter().filter_map(ChainCase::best_path) {
        let linked = path.certificates.iter().take(path.links.len());
        // Where nobody is known to have issued the last one, it is no anchor either.
        let open = path.certificates.last().filter(|id| {
            path.trust_anchor.is_none()
                && path.certificates.len() > path.links.len()
                && !case.certificate(**id).is_self_issued()
        });
        for id in linked.chain(open) {
            looked_at = true;
            let certificate = case.certificate(*id);
            let hash = match signature_hash(&certificate.signature_algorithm) {
                Some(Hash::Md2 | Hash::Md5) => {
                    worst = Severity::Error;
                    "MD5 or older"
                }
                Some(Hash::Sha1) => "SHA-1",
                _ => continue,
            };
            let public = path.faults.iter().any(|fault| fault.kind == FaultKind::WeakSignature);
            if public {
                worst = Severity::Error;
            }
            let name = certificate.short_name();
            let algorithm = signature_name(&certificate.signature_algorithm);
            evidence
                .push(case.evidence(*id, format!("'{name}' is signed with {hash} ({algorithm}).")));
        }
    }
    match (looked_at, evidence.is_empty()) {
        (false, _) => Outcome::NotApplicable,
        (true, true) => Outcome::Holds,
        (true, false) => Outcome::Violated(evidence, worst),
    }
}
