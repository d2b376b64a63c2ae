//! `connection-failed`: did no TCP connection come about?
//!
//! Then nothing is known of TLS. One finding for each run, by its first reason.

use super::told;
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::ConnectFailureKind;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "connection-failed",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Network,
    title: "No connection came about",
    explanation: "The failure lies before TLS: no certificate, version or suite is to blame, and changing \
        them mends nothing.",
    remedy: "From the machine in question. Windows: Resolve-DnsName HOST, then Test-NetConnection HOST -Port \
        25. Unix: getent hosts HOST, then nc -vz HOST 25. Refused: look whether the service runs and \
        listens there. No answer: look at the firewalls on the way; many providers close port 25. Name \
        unknown: look at the name and at the DNS server that was asked.",
    citations: &[Citation { document: "RFC 9293", section: "3.5" }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |_, ending| {
        let Ending::Connect(failure) = ending else { return None };
        let means = match failure.value.kind {
            ConnectFailureKind::Refused => {
                "the machine answered and nothing listens on that port, or a firewall says so in its place"
            }
            ConnectFailureKind::TimedOut => {
                "nothing answered: a firewall drops the packets, or the machine is off"
            }
            ConnectFailureKind::NameUnknown => "the name could not be resolved to an address",
            ConnectFailureKind::Unreachable => "there is no way to that network from here",
            ConnectFailureKind::BadPort => "the port is no number and no known service",
            ConnectFailureKind::Other => "the system gives no clearer reason",
        };
        let text = format!("{}: {means}.", quoted(&failure.value.text));
        Some(Evidence::at(failure.span, text))
    })
}
