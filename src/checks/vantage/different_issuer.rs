//! `different-issuer`: does one name show another issuer from one place than from another?
//!
//! Told where the odd issuer is a known product, or no public CA while the other one is. A certificate
//! that signs itself is no sign of inspection: `different-certificate` tells of it.

use super::{Relation, called, for_each_pair, relation};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::vantage::Group;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "different-issuer",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Network,
    title: "From one place the certificate comes from another issuer",
    explanation: "The same name shows a certificate of a public CA from one place and one of another CA from \
        another. Something on the way answers in the server's place there, as firewalls and mail gateways do \
        that inspect TLS, or the name leads to another machine. What was captured there says nothing of the \
        server.",
    remedy: "Ask whoever runs the network at that place whether this connection is inspected, and have the \
        server or port 25 exempted. To see which it is compare the addresses, Resolve-DnsName NAME -Type A \
        on both sides, and dial the public one from the inside: openssl s_client -connect ADDRESS:25 \
        -starttls smtp -servername NAME -showcerts. If the issuer stays the odd one, a device on the way \
        answers.",
    citations: &[Citation { document: "US-CERT Alert TA17-075A", section: "Overview" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let (looked_at, evidence) = for_each_pair(case, Group::is_one_host, |view, other| {
        if relation(case, view, other) != Relation::Inspected {
            return None;
        }
        let (odd, usual) = (view.seen.as_ref()?, other.seen.as_ref()?);
        Some(format!(
            "{} shows a certificate issued by '{}'; {} shows one issued by '{}'.",
            called(view),
            odd.issuer,
            called(other),
            usual.issuer
        ))
    });
    Outcome::of(looked_at, evidence, RULE.severity)
}
