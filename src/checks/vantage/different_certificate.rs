//! `different-certificate`: do machines of one name show certificates that have nothing to do with each
//! other?
//!
//! A renewed one is `stale-node`, another place's issuer is `different-issuer`.

use super::{Relation, called, certificate, for_each_pair, relation};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::vantage::Group;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "different-certificate",
    severity: Severity::Notice,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "One name shows different certificates",
    explanation: "Each machine behind a name may have a certificate of its own. But a peer that knows only one \
        of them, or a machine with the wrong one, then fails for some connections and not for others, and \
        what was found on one machine says nothing of the other.",
    remedy: "Judge each of the certificates for the name. Where one of them is not meant for it, find the \
        machine by its address, Resolve-DnsName NAME -Type A lists them, and test it alone: openssl s_client \
        -connect ADDRESS:25 -starttls smtp -servername NAME -showcerts.",
    citations: &[Citation { document: "RFC 5321", section: "5.1" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let (looked_at, evidence) = for_each_pair(case, Group::is_one_host, |view, other| {
        // Told once for a pair, and not where the other side of it is told as something graver.
        let other_way = relation(case, other, view);
        if relation(case, view, other) != Relation::Other
            || other_way != Relation::Other
            || view.handshake < other.handshake
        {
            return None;
        }
        Some(format!(
            "{} shows {}; {} shows {}.",
            called(view),
            certificate(case, view.seen.as_ref()?),
            called(other),
            certificate(case, other.seen.as_ref()?)
        ))
    });
    Outcome::of(looked_at, evidence, RULE.severity)
}
