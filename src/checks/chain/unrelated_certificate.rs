//! `unrelated-certificate`: is there a certificate in the chain that no path uses?
//!
//! Roots that were sent along are `superfluous-root`.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::CertificateId;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "unrelated-certificate",
    severity: Severity::Notice,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A certificate in the chain belongs to no path",
    explanation: "Clients ignore what they cannot use. It is often the sign of a half-done renewal: the \
        intermediate of the old certificate is still in the bundle, and the new one may be \
        missing.",
    remedy: "Check whether the bundle fits the present certificate, and remove what does not. The \
        proper bundle can be copied below.",
    citations: &[Citation { document: "RFC 8446", section: "4.4.2" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut looked_at = false;
    let mut evidence = Vec::new();
    for chain in &case.chains {
        if chain.search.is_none() {
            continue;
        }
        let mut seen = Vec::new();
        for id in chain.chain.ids() {
            looked_at |= chain.chain.certificates.len() > 1;
            let used = chain.may_use(id);
            if used || case.is_root(id) || seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let certificate = case.certificate(id);
            let mut text = format!(
                "'{}', issued by '{}', is not needed.",
                certificate.short_name(),
                certificate.issuer.short()
            );
            let another_key = |id: &CertificateId| {
                let used = case.certificate(*id);
                used.subject.match_key() == certificate.subject.match_key()
                    && used.subject_public_key_info != certificate.subject_public_key_info
            };
            if chain.best_path().is_some_and(|path| path.certificates.iter().any(another_key)) {
                text.push_str(" The path goes over the same CA with another key: it was renewed.");
            }
            evidence.push(case.evidence(id, text));
        }
    }
    match (looked_at, evidence.is_empty()) {
        (false, _) => Outcome::NotApplicable,
        (true, true) => Outcome::Holds,
        (true, false) => Outcome::Violated(evidence, RULE.severity),
    }
}
