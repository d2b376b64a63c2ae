//! `reply-starttls-required`: does the server take no mail without TLS?
//!
//! Whether TLS would come about is not in the reply.

use super::{peer, told};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reply-starttls-required",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "The server takes nothing before STARTTLS",
    explanation: "The receiving connector requires TLS (RequireTLS), or authentication only after TLS, and \
        the sender went on in clear: it does not do STARTTLS, was told to ignore it, a device \
        between hides the offer, or its TLS failed and it tried again in clear. Exchange Online \
        says 451 5.7.3 with these words where the sender's TLS is too old.",
    remedy: "On the sender switch STARTTLS on: Exchange Set-SendConnector 'NAME' -IgnoreSTARTTLS \
        $false, Java mail.smtp.starttls.enable=true, Postfix smtp_tls_security_level = may, \
        System.Net.Mail EnableSsl = true. See whether it is offered and works from the sender's \
        machine: openssl s_client -connect HOST:25 -starttls smtp. If it works there and the \
        sender still fails, let it speak TLS 1.2. Taking RequireTLS off the connector is the \
        receiver's choice.",
    citations: &[Citation { document: "RFC 3207", section: "4" }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::StartTlsRequired], |_, phrase| {
        format!(
            "{} takes nothing before STARTTLS, and the sender had not started TLS. The reply does not say whether TLS would have worked.",
            peer(phrase)
        )
    })
}
