//! `reply-tls-rate`: did the server refuse TLS because too many began at once?
//!
//! Certificates and versions play no part.

use super::{peer, told};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reply-tls-rate",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "The server has reached its limit of TLS handshakes",
    explanation: "454 4.7.0 with these words is a throttle of Exchange: too many handshakes in a minute, \
        often one sender that opens a connection for each mail or retries after each failure. A \
        sender falls back to a later try, or to clear text where it may.",
    remedy: "Find who opens them: count the sessions by remote address in the SMTP receive log. Let \
        that sender keep connections open and send several mails in each. Look at what limits: \
        Get-ReceiveConnector | fl \
        Name,MaxInboundConnection,MaxInboundConnectionPerSource,ConnectionInactivityTimeout.",
    citations: &[
        Citation { document: "RFC 3207", section: "4" },
        Citation { document: "Microsoft Learn", section: "Message rate limits and throttling" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::TlsRate], |_, phrase| {
        format!(
            "{} takes no more TLS handshakes for the moment: a limit, not a fault of certificate or version.",
            peer(phrase)
        )
    })
}
