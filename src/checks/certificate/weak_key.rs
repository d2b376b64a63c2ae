//! `weak-key`: is a key of the path too short?
//!
//! Known leaked keys and keys of broken generators are not looked for. Where a transcript holds no bytes
//! of the server's certificate, its line on the key's length is taken.

use crate::checks::ChainCase;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::Handshake;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "weak-key",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A key is too short",
    explanation: "RSA keys below 2,048 bits are within reach of well-equipped attackers. Public CAs no \
        longer issue them, OpenSSL at security level 2 (Debian, Ubuntu, Red Hat) refuses them, \
        and Windows refuses RSA below 1,024 bits.",
    remedy: "Make a new key of at least RSA 2,048 bits or ECDSA P-256 and have a certificate issued \
        for it. On Exchange: New-ExchangeCertificate -GenerateRequest -KeySize 2048.",
    citations: &[
        Citation { document: "NIST SP 800-131A Rev. 2", section: "3" },
        Citation { document: "CA/Browser Forum Baseline Requirements", section: "6.1.5" },
    ],
};

/// Bits below which nearly every client refuses.
const REFUSED_RSA: u32 = 1_024;
const WEAK_RSA: u32 = 2_048;
const WEAK_EC: u32 = 224;
/// A transcript does not name the key's algorithm: no elliptic curve in use has so many bits.
const BEYOND_CURVES: u32 = 600;

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut worst = RULE.severity;
    let mut looked_at = false;
    for path in case.chains.iter().filter_map(ChainCase::best_path) {
        let anchor = path.trust_anchor.and_then(|id| case.facts.anchor(id).certificate.as_deref());
        let own = path.certificates.iter().map(|id| (Some(*id), case.certificate(*id)));
        for (id, certificate) in own.chain(anchor.map(|anchor| (None, anchor))) {
            let Some(bits) = certificate.key.bits else { continue };
            looked_at = true;
            let rsa =
                certificate.key.algorithm.starts_with("RSA") || certificate.key.algorithm == "DSA";
            let weak = if rsa { bits < WEAK_RSA } else { bits < WEAK_EC };
            if !weak {
                continue;
            }
            if rsa && bits < REFUSED_RSA {
                worst = Severity::Error;
            }
            let name = certificate.short_name();
            let text =
                format!("'{name}' has a key of {bits} bits ({}).", certificate.key.algorithm);
            evidence.push(match id {
                Some(id) => case.evidence(id, text),
                None => Evidence { text, span: None, certificate: None, log: None },
            });
        }
    }
    for handshake in case.facts.handshakes.iter().filter(|it| !has_leaf(case, it)) {
        let Some(bits) = &handshake.public_key_bits else { continue };
        looked_at = true;
        if (BEYOND_CURVES..WEAK_RSA).contains(&bits.value) {
            if bits.value < REFUSED_RSA {
                worst = Severity::Error;
            }
            let text = format!("The client says that the server's key has {} bits.", bits.value);
            evidence.push(Evidence::at(bits.span, text));
        }
    }
    match (looked_at, evidence.is_empty()) {
        (false, _) => Outcome::NotApplicable,
        (true, true) => Outcome::Holds,
        (true, false) => Outcome::Violated(evidence, worst),
    }
}

/// Whether the bytes of the server's certificate are in the text.
fn has_leaf(case: &Case<'_>, handshake: &Handshake) -> bool {
    let chain = handshake.chain.and_then(|position| case.facts.chains.get(position));
    chain.is_some_and(|chain| chain.certificates.first().is_some_and(|it| it.certificate.is_some()))
}
