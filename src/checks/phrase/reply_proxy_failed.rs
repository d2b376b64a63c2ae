//! `reply-proxy-failed`: did a front end only pass on what another server answered?
//!
//! Where the inner reply is known, its own rule answers and this one is silent.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reply-proxy-failed",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "The front end passes on a failure of the next server",
    explanation: "450 4.4.101 Proxy session setup failed, and \"Primary target IP address responded \
        with\", are no causes: the reply in quotation marks inside is. Cut copies lose it.",
    remedy: "Read the reply in the inner quotation marks. If the copy is cut: Get-Queue | fl \
        Identity,NextHopDomain,LastError, or the send log of the front end in \
        TransportRoles\\Logs\\FrontEnd\\ProtocolLog\\SmtpSend.",
    citations: &[Citation {
        document: "Microsoft Learn",
        section: "Queues and messages in queues, LastError",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    if case
        .facts
        .phrases
        .iter()
        .any(|stated| stated.phrase.handed_on && stated.phrase.says != Says::ProxyFailed)
    {
        return Outcome::Holds;
    }
    told(case, &RULE, &[Says::ProxyFailed], |_, phrase| {
        format!(
            "The front end passes on what the next server answered, and that is the cause.{}",
            phrase
                .status_word
                .as_ref()
                .map_or_else(String::new, |said| format!(" It answered '{}'.", quoted(said)))
        )
    })
}
