//! `mta-sts-failed`: did a sender refuse a server by its MTA-STS policy?
//!
//! The policy itself is not in the message.

use super::{named, status, told};
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "mta-sts-failed",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "A sender refused the server by its MTA-STS policy",
    explanation: "The domain publishes an MTA-STS policy in mode enforce: senders that follow it deliver \
        only to the MX names in the policy, over TLS, with a valid public certificate that bears \
        the MX name. What opportunistic senders accept is refused here.",
    remedy: "Read the policy: curl https://mta-sts.DOMAIN/.well-known/mta-sts.txt, and the record: \
        nslookup -type=TXT _mta-sts.DOMAIN. Every MX must be in it, and show a valid certificate \
        with its own name: openssl s_client -connect MX:25 -starttls smtp -servername MX \
        -showcerts -verify_hostname MX. To gain time set mode: testing and a new id.",
    citations: &[Citation { document: "RFC 8461", section: "4.1 and 5" }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::MtaSts], |case, phrase| {
        format!(
            "A sender that follows the MTA-STS policy{} refused the server.{}{}",
            named("of", phrase.host.as_ref()),
            status(phrase),
            phrase.status.map_or_else(String::new, |says| beside::compared(case, says))
        )
    })
}
