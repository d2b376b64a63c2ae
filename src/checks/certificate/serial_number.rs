//! `serial-number`: is a certificate's serial number one that it must not have?
//!
//! Of every certificate of the best paths. Whether two certificates share one is not looked at.

use crate::checks::{
    Aspect, Case, ChainCase, Check, Citation, Evidence, Outcome, Rule, Severity, Side,
};
use crate::facts::certificate::conformance::serial_fault;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "serial-number",
    severity: Severity::Notice,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A serial number is not in its form",
    explanation: "A serial number is a positive number of at most 20 bytes. Revocation lists and OCSP name a \
        certificate by it, so that one with 0, or with the number of another, may not be revocable. Go since \
        1.23 does not read a certificate with a negative one; most other clients let it pass. One without bytes or with \
        superfluous ones in front is no number at all: OpenSSL and Go do not read the certificate.",
    remedy: "Have the certificate issued anew by software that gives serial numbers of its own, positive and \
        random: openssl x509 -req takes -CAcreateserial, a Windows CA does so by itself.",
    citations: &[Citation { document: "RFC 5280", section: "4.1.2.2" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut worst = RULE.severity;
    let mut looked_at = false;
    for path in case.chains.iter().filter_map(ChainCase::best_path) {
        for id in &path.certificates {
            looked_at = true;
            let certificate = case.certificate(*id);
            let Some(fault) = serial_fault(certificate) else { continue };
            if evidence.iter().any(|told| told.certificate == Some(*id)) {
                continue;
            }
            worst = worst.max(match certificate.serial_number.as_slice() {
                [] => Severity::Error,
                [0, next, ..] if *next < 0x80 => Severity::Error,
                [0xff, next, ..] if *next >= 0x80 => Severity::Error,
                [first, ..] if *first >= 0x80 => Severity::Warning,
                _ => worst,
            });
            let text = format!("'{}' {fault}.", certificate.short_name());
            evidence.push(case.evidence(*id, text));
        }
    }
    Outcome::of(looked_at, evidence, worst)
}
