//! `tls-auth-level-without-require-tls`: is a level of checking set that is not in force?

use super::{evidence, is, sending};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::connector::AuthLevel;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "tls-auth-level-without-require-tls",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "TlsAuthLevel is set and not in force",
    explanation: "TlsAuthLevel needs RequireTLS True and IgnoreSTARTTLS False. Without them TLS is opportunistic: \
        nothing is checked, and where the handshake fails the mail goes in clear text, which whoever set the \
        level did not mean.",
    remedy: "If the partner is to be checked: Set-SendConnector <connector> -RequireTLS $true. Mail that could be \
        delivered only in clear text then stays in the queue.",
    citations: &[Citation { document: "Set-SendConnector", section: "TlsAuthLevel" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut looked_at = false;
    let mut told: Vec<Evidence> = Vec::new();
    for connector in sending(&case.facts.connectors) {
        let Some(level) = connector.auth_level.as_ref() else { continue };
        looked_at = true;
        let without = is(&connector.require_tls, false);
        if level.value == AuthLevel::Empty || !(without || is(&connector.ignore_starttls, true)) {
            continue;
        }
        let but = if without { "RequireTLS is False" } else { "IgnoreSTARTTLS is True" };
        let text =
            format!("TlsAuthLevel is {}, but {but}.", crate::visible::quoted(level.value.word()));
        told.push(evidence(case, connector, Some(level), &text));
    }
    Outcome::of(looked_at, told, RULE.severity)
}
