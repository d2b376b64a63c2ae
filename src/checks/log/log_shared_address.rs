//! `log-shared-address`: do many senders hide behind one address?
//!
//! A gateway of our own greets with its own name.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::log::Direction;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-shared-address",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Network,
    title: "One address hides the real senders",
    explanation: "A balancer or firewall with source NAT shows its own address for everybody. Connectors \
        chosen by RemoteIPRanges, block lists by address and the tracing of a sender cannot work \
        behind it.",
    remedy: "Switch source NAT off for port 25 on the balancer (transparent mode, or direct server \
        return), with the Exchange servers' default route through it. Until then bind no connector \
        to the address of one partner.",
    citations: &[
        Citation { document: "Microsoft Learn", section: "Receive connectors, RemoteIPRanges" },
        Citation { document: "RFC 5321", section: "4.1.1.1" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    let all: u64 = logs.counted.facing(Direction::Receive).map(|(_, tally)| tally.sessions).sum();
    let evidence = logs
        .shared_addresses
        .iter()
        .map(|shared| {
            let cloud = match shared.cloud_without_rights {
                0 => String::new(),
                sessions => format!("; {sessions} cloud sessions got no cloud rights"),
            };
            let text = format!(
                "{} hides the real senders: {} EHLO names behind one address, in {} of {all} sessions, are source NAT (a mail gateway would greet with its own name), so connectors chosen by RemoteIPRanges cannot work{cloud}.",
                logs.shown(shared.address),
                shared.names,
                shared.sessions
            );
            logs.evidence(Some(shared.example), text)
        })
        .collect();
    Outcome::of(all > 0, evidence, RULE.severity)
}
