//! `log-in-clear`: how much mail came and went without TLS?
//!
//! Who is to blame is told by whether STARTTLS was offered.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::log::Direction;
use crate::facts::log::profile::Outcome as Became;
use crate::facts::log::session::Place;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-in-clear",
    severity: Severity::Notice,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Mail came or went without TLS",
    explanation: "A session without STARTTLS can be read by everybody between. It is offered and not asked \
        for by the client, or not offered by the server.",
    remedy: "Where partners must not send in clear: a receive connector for their addresses with \
        RequireTLS. Outbound: Set-SendConnector NAME -RequireTls $true for their domains. Not for \
        everybody: some of the Internet still has no TLS.",
    citations: &[
        Citation { document: "RFC 3207", section: "4.1" },
        Citation { document: "RFC 8314", section: "3" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    let mut evidence = Vec::new();
    for direction in [Direction::Receive, Direction::Send] {
        for offered in [true, false] {
            let (mut sessions, mut first) = (0, None::<(i64, Place)>);
            for (profile, tally) in logs.counted.facing(direction) {
                if profile.outcome == (Became::Clear { offered }) && profile.delivered {
                    sessions += tally.sessions;
                    if first.is_none_or(|(time, _)| tally.first < time) {
                        first = Some((tally.first, tally.example));
                    }
                }
            }
            let Some((_, place)) = first else { continue };
            let why = match (direction, offered) {
                (Direction::Receive, true) => {
                    "we offered STARTTLS, and the client did not ask for it"
                }
                (Direction::Receive, false) => "no offer of STARTTLS of ours is in the log",
                (Direction::Send, true) => "STARTTLS was offered, and we did not ask for it",
                (Direction::Send, false) => "the server did not offer STARTTLS",
            };
            let text =
                format!("{} gave mail without TLS: {why}.", super::sessions(sessions, direction));
            evidence.push(logs.evidence(Some(place), text));
        }
    }
    Outcome::of(logs.decided() > 0, evidence, RULE.severity)
}
