//! `starttls-ignored`: does a Send connector never ask for TLS?

use super::{evidence, sending};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "starttls-ignored",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "The connector ignores STARTTLS: its mail goes in clear text",
    explanation: "With IgnoreSTARTTLS the connector never asks for TLS, whatever the other side offers. No \
        certificate on either side has any bearing on it.",
    remedy: "If nothing in between breaks TLS any more: Set-SendConnector <connector> -IgnoreSTARTTLS $false. \
        Where a device cannot do TLS, keep the setting on a connector of its own for that device alone.",
    citations: &[Citation { document: "Set-SendConnector", section: "IgnoreSTARTTLS" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut looked_at = false;
    let mut told: Vec<Evidence> = Vec::new();
    for connector in sending(&case.facts.connectors) {
        let Some(ignore) = &connector.ignore_starttls else { continue };
        looked_at = true;
        if ignore.value {
            told.push(evidence(case, connector, Some(ignore), "IgnoreSTARTTLS is True."));
        }
    }
    Outcome::of(looked_at, told, RULE.severity)
}
