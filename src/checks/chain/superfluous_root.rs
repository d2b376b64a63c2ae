//! `superfluous-root`: was the root sent along?
//!
//! Where the text holds no bytes of a certificate, its line says whether it names itself as its issuer.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::printed_name;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "superfluous-root",
    severity: Severity::Notice,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "The root certificate is sent along",
    explanation: "A client trusts a root because it has it already; a root that comes with the chain \
        changes nothing. It costs bytes in every handshake and does no harm.",
    remedy: "Leave the root out of the bundle if you like. Nothing fails because of it.",
    citations: &[Citation { document: "RFC 8446", section: "4.4.2" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut looked_at = false;
    let mut evidence = Vec::new();
    for chain in &case.chains {
        for (position, line, named) in chain.chain.claims() {
            if position == 0 || line.certificate.is_some() {
                continue;
            }
            looked_at = true;
            if named.subject == named.issuer && !named.subject.is_empty() {
                let name = printed_name::short(&named.subject);
                let text = format!("'{name}' names itself as its issuer, as a root does.");
                evidence.push(Evidence::at(line.span, text));
            }
        }
        let Some(end_entity) = chain.end_entity() else { continue };
        // A list of CAs is nothing that a server sends.
        if chain.names_owner(case.facts).is_none() {
            continue;
        }
        let mut seen = Vec::new();
        for id in chain.chain.ids().filter(|id| *id != end_entity) {
            looked_at = true;
            let certificate = case.certificate(id);
            if !certificate.is_self_issued() || seen.contains(&id) || !case.is_root(id) {
                continue;
            }
            seen.push(id);
            let text = format!("'{}' is a root.", certificate.short_name());
            evidence.push(case.evidence(id, text));
        }
    }
    match (looked_at, evidence.is_empty()) {
        (false, _) => Outcome::NotApplicable,
        (true, true) => Outcome::Holds,
        (true, false) => Outcome::Violated(evidence, RULE.severity),
    }
}
