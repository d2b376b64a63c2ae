//! What failed, and in which words?
//!
//! Sessions whose handshake failed, by the error; replies that bear on TLS, by their status; verdicts on
//! the other side's chain. What each means is for the rules.

use super::few::Few;
use super::{Counted, Filter};
use crate::facts::log::profile::{Kind, Outcome};
use crate::facts::log::quick::QuickSet;
use crate::facts::log::reply::bears_on_tls;
use crate::facts::log::session::Place;
use crate::facts::log::texts::Text;
use crate::input::smtp_log::Direction;
use crate::order::Sort;

/// Where the failure showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// `TLS negotiation failed with error …`
    Handshake,
    /// STARTTLS was asked for, and no row tells how it ended.
    Unfinished,
    /// A reply of 400 and above with words on TLS.
    Reply,
    /// `Client certificate chain validation status: …`
    ChainStatus,
}

/// Sessions that failed alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub stage: Stage,
    pub direction: Direction,
    /// The error's name or number, the reply's status and words, the chain's status.
    pub cause: Text,
    pub sessions: u64,
    pub remotes: usize,
    /// Milliseconds since 1970.
    pub first: i64,
    pub last: i64,
    pub example: Place,
}

/// Every kind of failure, the most frequent first. A session can be in one row a stage.
pub fn failures(counted: &Counted<'_>) -> Vec<Failure> {
    struct Sum {
        failure: Failure,
        remotes: QuickSet<Text>,
    }
    let mut sums: Few<(Stage, Direction, Text), Sum> = Few::default();
    for (profile, tally) in counted.sessions(Filter::default()) {
        let mut found = Vec::new();
        match profile.outcome {
            Outcome::Failed(error) => found.push((Stage::Handshake, error)),
            _ if profile.outcome.kind() == Kind::Unfinished => {
                found.push((Stage::Unfinished, Text::EMPTY));
            }
            _ => {}
        }
        if bears_on_tls(counted.text(profile.refusal)) {
            found.push((Stage::Reply, profile.refusal));
        }
        // None presented is the rule on the Internet and no failure (practice.md, point 5).
        if !matches!(counted.text(profile.chain_status), "" | "EmptyCertificate" | "Valid") {
            found.push((Stage::ChainStatus, profile.chain_status));
        }
        for (stage, cause) in found {
            let direction = profile.direction;
            let sum = sums.of((stage, direction, cause), || Sum {
                failure: Failure {
                    stage,
                    direction,
                    cause,
                    sessions: 0,
                    remotes: 0,
                    first: tally.first,
                    last: tally.last,
                    example: tally.example,
                },
                remotes: QuickSet::default(),
            });
            sum.failure.sessions += tally.sessions;
            sum.failure.last = sum.failure.last.max(tally.last);
            if tally.first < sum.failure.first {
                sum.failure.first = tally.first;
                sum.failure.example = tally.example;
            }
            sum.remotes.insert(profile.remote);
        }
    }
    let mut failures: Vec<Failure> = sums
        .into_entries()
        .into_iter()
        .map(|(_, sum)| Failure { remotes: sum.remotes.len(), ..sum.failure })
        .collect();
    failures.order_by_key(|failure| std::cmp::Reverse(failure.sessions));
    failures
}
