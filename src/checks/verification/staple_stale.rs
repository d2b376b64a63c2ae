//! `staple-stale`: was the stapled OCSP response past its time when it was sent?
//!
//! Where the text has no time of its own, the time asked about is taken, and that is said: a transcript
//! may be older than the question.

use super::taken_at;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::timestamp::duration_in_words;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "staple-stale",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "The stapled OCSP response is out of date",
    explanation: "A response counts until its Next Update. Clients that look at it take an older one for \
        none at all, or refuse; with a certificate that demands stapling they all refuse.",
    remedy: "See that the server can reach its CA's OCSP responder, directly or by its proxy, and that its \
        clock is right; then restart the service, so that it asks anew. A server that cannot reach it is \
        better off without stapling.",
    citations: &[
        Citation { document: "RFC 6960", section: "4.2.2.1" },
        Citation { document: "RFC 6066", section: "8" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut worst = Severity::Notice;
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        let Some(next) = handshake.staple.as_ref().and_then(|staple| staple.next_update.as_ref())
        else {
            continue;
        };
        looked_at = true;
        let taken = taken_at(handshake);
        let at = taken.unwrap_or(case.question.at);
        if at <= next.value {
            continue;
        }
        let ago = duration_in_words(at.seconds_since(next.value));
        let end = next.value.readable();
        let text = if taken.is_some() {
            worst = Severity::Warning;
            format!("It counted until {end}, {ago} before this was captured.")
        } else {
            format!(
                "It counted until {end}, {ago} before the time asked about. The text does not say when it \
                 was captured: if that was earlier, the response may have been good."
            )
        };
        evidence.push(Evidence::at(next.span, text));
    }
    Outcome::of(looked_at, evidence, worst)
}
