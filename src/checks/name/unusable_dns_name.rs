//! `unusable-dns-name`: does the server's certificate present DNS names that no client of the standard matches?
//!
//! Names with hidden characters are told by `hidden-characters`.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::name::dns::flaw;
use crate::visible::{is_hidden, visible};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "unusable-dns-name",
    severity: Severity::Notice,
    aspect: Aspect::Name,
    side: Side::Server,
    title: "The certificate presents a DNS name that matches no host",
    explanation: "A DNS entry holds a host name in A-labels, or a wildcard as its whole left-most label with two \
        labels behind it. An address, a URL, a dot at the end or a wildcard elsewhere is compared and never \
        fits, so whoever ordered the certificate for that name is refused. Some clients are laxer, and so the \
        fault shows only with others.",
    remedy: "Have the certificate issued anew: addresses as iPAddress entries, names without dot, port and \
        path, names outside ASCII as xn--…, and instead of a part of a label either the whole wildcard or \
        every host by its name.",
    citations: &[
        Citation { document: "RFC 9525", section: "6.3 and 6.4" },
        Citation { document: "RFC 5280", section: "4.2.1.6" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut owners = Vec::new();
    for id in case.chains.iter().filter_map(|chain| chain.names_owner(case.facts)) {
        if owners.contains(&id) {
            continue;
        }
        owners.push(id);
        for name in case.certificate(id).dns_names().filter(|name| !name.chars().any(is_hidden)) {
            if let Some(flaw) = flaw(name) {
                evidence.push(case.evidence(id, format!("'{}': {flaw}.", visible(name))));
            }
        }
    }
    Outcome::of(!owners.is_empty(), evidence, RULE.severity)
}
