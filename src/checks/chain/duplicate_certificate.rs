//! `duplicate-certificate`: is the same certificate in one chain more than once?
//!
//! Where a transcript only names certificates, the same names twice are told as what they are.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::{CertificateId, PresentedChain, printed_name};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "duplicate-certificate",
    severity: Severity::Notice,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A certificate is in the chain more than once",
    explanation: "It costs every handshake a few hundred bytes and does no other harm: clients skip what \
        they already have. It shows a bundle that was put together by hand.",
    remedy: "Remove the repeated block from the bundle. The page has the proper bundle to copy.",
    citations: &[Citation { document: "RFC 8446", section: "4.4.2" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut looked_at = false;
    let mut evidence = Vec::new();
    for chain in &case.chains {
        let named = named_twice(chain.chain);
        looked_at |= chain.chain.claims().len() > 1;
        evidence.extend(named);
        let mut seen: Vec<(CertificateId, usize)> = Vec::new();
        for presented in &chain.chain.certificates {
            let Some(id) = presented.certificate else { continue };
            match seen.iter_mut().find(|(known, _)| *known == id) {
                Some((_, count)) => *count += 1,
                None => seen.push((id, 1)),
            }
        }
        looked_at |= seen.len() > 1 || seen.iter().any(|(_, count)| *count > 1);
        for (id, count) in seen.into_iter().filter(|(_, count)| *count > 1) {
            let name = case.certificate(id).short_name();
            evidence.push(case.evidence(id, format!("'{name}' is there {count} times.")));
        }
    }
    match (looked_at, evidence.is_empty()) {
        (false, _) => Outcome::NotApplicable,
        (true, true) => Outcome::Holds,
        (true, false) => Outcome::Violated(evidence, RULE.severity),
    }
}

/// Lines that say the same as an earlier one, where the bytes of one of the two are not there.
fn named_twice(chain: &PresentedChain) -> Vec<Evidence> {
    let lines = chain.claims();
    let mut evidence = Vec::new();
    for (position, line, named) in &lines {
        let earlier = lines.iter().take_while(|(at, _, _)| at < position);
        let mut same = earlier.filter(|(_, known, said)| {
            let both_there = known.certificate.is_some() && line.certificate.is_some();
            let alike = said.subject == named.subject && said.issuer == named.issuer;
            !both_there && alike && said.validity == named.validity
        });
        if let Some((at, _, _)) = same.next() {
            let text = format!(
                "'{}' is named at position {} and again, with the same issuer, at position {}.",
                printed_name::short(&named.subject),
                at + 1,
                position + 1,
            );
            evidence.push(Evidence::at(line.span, text));
        }
    }
    evidence
}
