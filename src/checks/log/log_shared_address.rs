//! `log-shared-address`: do many senders hide behind one address?
//!
//! A gateway of our own greets with its own name.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use std::collections::{BTreeMap, HashSet};

use crate::facts::log::Direction;
use crate::facts::log::session::Place;
use crate::facts::log::texts::Text;

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
    let mut addresses: BTreeMap<Text, Behind> = BTreeMap::new();
    let mut all = 0;
    for (profile, tally) in logs.counted.facing(Direction::Receive) {
        all += tally.sessions;
        if !logs.counted.standings.is_shared(profile.remote) {
            continue;
        }
        let behind = addresses.entry(profile.remote).or_insert_with(|| Behind::at(tally.example));
        behind.sessions += tally.sessions;
        behind.names.insert(profile.peer);
        let cloud = logs.counted.text(profile.peer).ends_with(".outlook.com");
        if cloud && logs.counted.text(profile.capabilities) == "None" {
            behind.cloud += tally.sessions;
        }
    }
    let evidence = addresses
        .into_iter()
        .map(|(address, behind)| {
            let cloud = match behind.cloud {
                0 => String::new(),
                sessions => format!("; {sessions} cloud sessions got no cloud rights"),
            };
            let text = format!(
                "{} hides the real senders: {} EHLO names behind one address, in {} of {all} sessions, are source NAT (a mail gateway would greet with its own name), so connectors chosen by RemoteIPRanges cannot work{cloud}.",
                logs.shown(address),
                behind.names.len(),
                behind.sessions
            );
            logs.evidence(Some(behind.example), text)
        })
        .collect();
    Outcome::of(all > 0, evidence, RULE.severity)
}

/// What stands behind one address.
struct Behind {
    sessions: u64,
    cloud: u64,
    names: HashSet<Text>,
    example: Place,
}

impl Behind {
    fn at(example: Place) -> Self {
        Self { sessions: 0, cloud: 0, names: HashSet::new(), example }
    }
}
