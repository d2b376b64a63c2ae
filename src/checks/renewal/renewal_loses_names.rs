//! `renewal-loses-names`: does the younger certificate lack names that the older one has?
//!
//! Whether the names asked for are covered is said by `name-mismatch`.

use super::{for_each, listed};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "renewal-loses-names",
    severity: Severity::Warning,
    aspect: Aspect::Name,
    side: Side::Server,
    title: "The renewed certificate lacks names that the older one has",
    explanation: "Whoever dials one of these names and checks it refuses from the change on. In a certificate for Exchange \
        they are the names of connectors, of autodiscover and of the web services too.",
    remedy: "Order it again with the missing names, or make sure that nobody uses them: Get-ReceiveConnector | fl \
        Name,Fqdn; Get-SendConnector | fl Name,Fqdn; Get-ClientAccessService | fl AutoDiscoverServiceInternalUri, and \
        the connectors of partners whose TlsDomain is one of them.",
    citations: &[Citation { document: "RFC 9525", section: "6.1" }],
};

fn run(case: &Case<'_>) -> Outcome {
    for_each(case, RULE.severity, |renewal, _, younger| {
        let name = younger.short_name();
        (!renewal.lost.is_empty()).then(|| format!("'{name}' lacks {}.", listed(&renewal.lost)))
    })
}
