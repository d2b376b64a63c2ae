//! `log-clear-after-failure`: was mail given in clear after its handshake had failed?
//!
//! Only where the log shows both sessions.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::log::answer::forecast;
use crate::order::Sort;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-clear-after-failure",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Mail went in clear after the handshake had failed",
    explanation: "An opportunistic Send connector whose handshake fails calls again and does not ask for \
        STARTTLS: the mail goes unencrypted, and nobody is told. It happens only where TLS is not \
        required.",
    remedy: "Find out why the handshake fails, see the other findings. Where the partner must get \
        nothing in clear: a Send connector of its own for its domain, Set-SendConnector NAME \
        -RequireTls $true -TlsAuthLevel EncryptionOnly. Then mail waits in the queue until TLS \
        comes about.",
    citations: &[
        Citation { document: "RFC 3207", section: "4.1" },
        Citation { document: "Microsoft Learn", section: "Set-SendConnector, -RequireTLS" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    let mut pairs: Vec<_> = forecast::retries(&logs.counted)
        .flat_map(|(remote, pairs)| pairs.into_iter().map(move |pair| (pair.failed, remote, pair)))
        .collect();
    pairs.order_by_key(|(failed, remote, _)| (*failed, *remote));
    let evidence: Vec<Evidence> = pairs
        .iter()
        .map(|(failed, remote, pair)| {
            let text = format!(
                "The handshake with {} at {} failed; at {} mail was given there in clear, on a new session without STARTTLS.",
                logs.shown(*remote),
                super::time(*failed),
                super::time(pair.clear)
            );
            logs.evidence(Some(pair.failure), text)
        })
        .collect();
    Outcome::of(logs.decided() > 0, evidence, RULE.severity)
}
