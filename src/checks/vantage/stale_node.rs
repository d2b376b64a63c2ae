//! `stale-node`: does one address still show the certificate that others have replaced?
//!
//! Two captures that lie more than a day apart may show the same machine before and after its renewal:
//! of those nothing is said.

use super::{Relation, called, certificate, for_each_pair, relation};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "stale-node",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "One of several machines still shows the older certificate",
    explanation: "Behind one name or one domain stand several machines, and the renewed certificate is not \
        on all of them. A sender takes any of the addresses, so the trouble comes and goes; when the older \
        certificate ends, a part of the connections fails.",
    remedy: "Look at every address behind the name, Resolve-DnsName NAME -Type A and Resolve-DnsName DOMAIN \
        -Type MX list them, and test each: openssl s_client -connect ADDRESS:25 -starttls smtp -servername \
        NAME -showcerts. On the machine that lags behind import the renewed certificate with its key; on \
        Exchange then run Enable-ExchangeCertificate -Thumbprint X -Services SMTP and answer No to \
        overwriting the default. On a load balancer replace the certificate in every profile, or pass TLS \
        through.",
    citations: &[Citation { document: "RFC 5321", section: "5.1" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let (looked_at, evidence) = for_each_pair(
        case,
        |_| true,
        |view, other| {
            if relation(case, view, other) != Relation::Stale {
                return None;
            }
            let (old, new) = (view.seen.as_ref()?, other.seen.as_ref()?);
            Some(format!(
                "{} still shows {}; {} shows {}.",
                called(view),
                certificate(case, old),
                called(other),
                certificate(case, new)
            ))
        },
    );
    Outcome::of(looked_at, evidence, RULE.severity)
}
