//! `starttls-not-in-auth-mechanism`: is TLS switched off on a Receive connector?

use super::{evidence, is};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "starttls-not-in-auth-mechanism",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "The Receive connector does not offer STARTTLS",
    explanation: "AuthMechanism must hold Tls; without it Exchange loads no certificate for this connector and leaves \
        STARTTLS out of its answer to EHLO. Senders that demand TLS then do not deliver, the others send in \
        clear text.",
    remedy: "On the receiving server add Tls to what is there: Set-ReceiveConnector <connector> -AuthMechanism \
        Tls,<what stands there now>.",
    citations: &[
        Citation { document: "Set-ReceiveConnector", section: "AuthMechanism" },
        Citation { document: "Selection of inbound STARTTLS certificates", section: "step 1" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut looked_at = false;
    let mut told: Vec<Evidence> = Vec::new();
    for connector in case.facts.connectors.iter().filter(|one| one.send != Some(true)) {
        let Some(mechanism) = &connector.auth_mechanism else { continue };
        looked_at = true;
        if mechanism.value.iter().any(|word| word.eq_ignore_ascii_case("Tls")) {
            continue;
        }
        let demanded = if is(&connector.require_tls, true) {
            " RequireTLS is True all the same, so nobody can deliver here."
        } else {
            ""
        };
        let text = format!("AuthMechanism is {}.{demanded}", mechanism.value.join(", "));
        told.push(evidence(case, connector, Some(mechanism), &text));
    }
    Outcome::of(looked_at, told, RULE.severity)
}
