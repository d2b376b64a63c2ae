//! `expired-since`: was a certificate valid when the transcript was taken, and is it no longer?
//!
//! What had expired by then already is `expired`.

use crate::checks::{
    Aspect, Case, ChainCase, Check, Citation, Evidence, Outcome, Rule, Severity, Side,
};
use crate::facts::printed_name;
use crate::timestamp::Timestamp;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "expired-since",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A certificate has expired since this was captured",
    explanation: "The transcript is older than a day, so it is judged at its own time: what was valid then \
        was not the fault then. Today's connections see something else, a newer certificate or an expired \
        one.",
    remedy: "If the trouble is of today, capture it again and paste the new transcript. If it is of that \
        time, the dates were not its cause.",
    citations: &[Citation { document: "RFC 5280", section: "4.1.2.5" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for chain in case.chains.iter().filter(|chain| chain.at != case.question.at) {
        looked_at = true;
        let ended = |not_before: Timestamp, not_after: Timestamp| {
            not_before <= chain.at && chain.at <= not_after && case.question.at > not_after
        };
        for id in chain.best_path().into_iter().flat_map(|path| &path.certificates) {
            let certificate = case.certificate(*id);
            if ended(certificate.not_before, certificate.not_after) {
                let text = told(&certificate.short_name(), chain, certificate.not_after);
                evidence.push(case.evidence(*id, text));
            }
        }
        for presented in &chain.chain.certificates {
            if presented.certificate.is_none()
                && let Some(named) = &presented.named
                && let Some((not_before, not_after)) = named.validity
                && ended(not_before, not_after)
            {
                let name = quoted(printed_name::short(&named.subject));
                evidence.push(Evidence::at(presented.span, told(&name, chain, not_after)));
            }
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}

fn told(name: &str, chain: &ChainCase<'_>, not_after: Timestamp) -> String {
    let (at, end) = (chain.at.readable(), not_after.readable());
    format!("'{name}' was valid when this was captured on {at}, and has expired since, on {end}.")
}
