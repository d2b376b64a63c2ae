//! `search-stopped`: was the search for a path given up at one of its limits?
//!
//! Told only where no path was found to hold: with one that holds, others change nothing.

use crate::checks::{
    Aspect, Case, ChainVerdict, Check, Citation, Evidence, Outcome, Rule, Severity, Side,
};
use crate::facts::path::{FaultKind, Stopped};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "search-stopped",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "The search for a path was stopped at a limit",
    explanation: "There are more ways through these certificates, or more to compare on one of them, than \
        Handglass tries. Every client has such limits (OpenSSL follows 100 issuers, Go checks 100 signatures, \
        browsers fewer), and refuses what goes beyond them. No server needs as many certificates.",
    remedy: "Send the end entity's certificate and the one to three intermediates of its own path, and nothing \
        else. To learn whether one way holds, paste those alone.",
    citations: &[Citation { document: "RFC 4158", section: "2.2" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence: Vec<Evidence> = Vec::new();
    for chain in case.chains.iter().filter(|chain| chain.verdict() != ChainVerdict::Trusted) {
        let Some(search) = &chain.search else { continue };
        let limit = search.stopped.map(|stopped| match stopped {
            Stopped::Depth(most) => format!("paths of more than {most} certificates"),
            Stopped::Signatures(most) => format!("more than {most} signatures"),
            Stopped::Steps(most) => format!("more than {most} possible issuers"),
            Stopped::Judged(most) => format!("more than {most} paths, none of which holds"),
            Stopped::Paths(most) => format!("more than {most} paths"),
        });
        if let Some(limit) = limit {
            let name = case.certificate(search.end_entity).short_name();
            let text = format!("From '{name}' the search met {limit}.");
            evidence.push(case.evidence(search.end_entity, text));
        }
    }
    for fault in case.faults(|kind| *kind == FaultKind::TooManyNames) {
        let says = "has so many names, under so many name constraints, that they were not compared";
        evidence.push(case.fault_evidence(fault, says));
    }
    let looked_at = case.chains.iter().any(|chain| chain.search.is_some());
    Outcome::of(looked_at, evidence, RULE.severity)
}
