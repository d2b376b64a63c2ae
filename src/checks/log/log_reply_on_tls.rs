//! `log-reply-on-tls`: which replies of the servers bear on TLS?
//!
//! A refusal of our own certificate has a rule of its own.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::log::Direction;
use crate::facts::log::answer::failure::Stage;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-reply-on-tls",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Servers refused with words on TLS",
    explanation: "The reply of a server says which demand was not met: STARTTLS first, a certificate that \
        validates, fewer handshakes at a time.",
    remedy: "Take the reply, with its session, to whoever answered so. Must issue a STARTTLS command \
        first: the client has to ask for TLS. STARTTLS is required to send mail: we require it, \
        and the other side did not offer it: see its EHLO answer. maximum TLS rate exceeded: it \
        comes again by itself.",
    citations: &[
        Citation { document: "RFC 3207", section: "4" },
        Citation {
            document: "Microsoft Learn",
            section: "Non-delivery reports in Exchange Online",
        },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    let replies = logs.failures.iter().filter(|failure| {
        let status = logs.counted.text(failure.cause);
        failure.stage == Stage::Reply && !super::refuses_our_certificate(failure.direction, status)
    });
    let evidence = replies
        .map(|failure| {
            let who = match failure.direction {
                Direction::Receive => "We answered",
                Direction::Send => "They answered",
            };
            let text = format!(
                "{who} '{}' in {} with {}, first on {}, last on {}.",
                crate::visible::quoted(logs.counted.text(failure.cause)),
                super::sessions(failure.sessions, failure.direction).to_ascii_lowercase(),
                super::counted(failure.remotes, "address", "addresses"),
                super::time(failure.first),
                super::time(failure.last)
            );
            logs.evidence(Some(failure.example), text)
        })
        .collect();
    Outcome::of(logs.decided() > 0, evidence, RULE.severity)
}
