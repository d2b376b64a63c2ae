//! `starttls-refused`: was STARTTLS offered and then refused?
//!
//! s_client does not print the refusal; curl and a typed dialog do. Without it the refusal looks like plain
//! text where TLS was expected (`plain-text-answer`).

use super::told;
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "starttls-refused",
    severity: Severity::Error,
    aspect: Aspect::Encryption,
    side: Side::Server,
    title: "The server refused STARTTLS",
    explanation: "454 says that TLS is not available for the moment: often the server cannot use its \
        certificate, because it is gone, expired, not enabled for the service, or its private key cannot \
        be read. 5xx says that it does not take the command at all.",
    remedy: "On Exchange: look at event 12014 and 12016 of MSExchangeTransport (no usable certificate for a \
        name) and at Get-ExchangeCertificate | fl Thumbprint,Services,NotAfter,HasPrivateKey,Status. \
        Elsewhere: the mail server's own log at the moment of the refusal names the file or key that it \
        could not use.",
    citations: &[Citation { document: "RFC 3207", section: "4" }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |_, ending| match ending {
        Ending::StartTlsRefused(span, words) => {
            Some(Evidence::at(*span, format!("The server answered '{}'.", quoted(words))))
        }
        _ => None,
    })
}
