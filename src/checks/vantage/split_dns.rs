//! `split-dns`: does one name lead to a private address here and to a public one there?
//!
//! Only addresses that a transcript shows or a command names count.

use super::{called, handshake};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::vantage::{Group, View, is_private};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "split-dns",
    severity: Severity::Notice,
    aspect: Aspect::Session,
    side: Side::Network,
    title: "The name leads to a private address from one place and to a public one from another",
    explanation: "With split DNS the inside and the outside reach different machines, or the same one on \
        different ways: a load balancer, a mail gateway or a firewall may stand on only one of them. A test \
        from the inside then says nothing of what the partners see.",
    remedy: "Say beside each transcript where it was taken, and judge each side for itself. Compare the \
        answers: Resolve-DnsName NAME -Type A on the inside and Resolve-DnsName NAME -Type A -Server 1.1.1.1 \
        for the outside; then test each address: openssl s_client -connect ADDRESS:25 -starttls smtp \
        -servername NAME -showcerts.",
    citations: &[
        Citation { document: "RFC 9499", section: "6" },
        Citation { document: "RFC 1918", section: "3" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for group in case.vantage.iter().filter(|group| Group::is_one_host(group)) {
        let addressed = || group.views.iter().filter(|view| view.address.is_some());
        looked_at |= addressed().nth(1).is_some();
        let private = |view: &&View| view.address.is_some_and(is_private);
        let Some(outside) = addressed().find(|view| !private(view)) else { continue };
        for inside in addressed().filter(private) {
            let text = format!(
                "'{}' was reached at {} and at {}.",
                inside.host,
                called(inside),
                called(outside)
            );
            let span = handshake(case, inside).map(|handshake| {
                let command = handshake.command.as_ref().map(|command| command.span);
                let address = handshake.address.as_ref().map(|address| address.span);
                address.or(command).unwrap_or(handshake.span)
            });
            evidence.extend(span.map(|span| Evidence::at(span, text)));
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
