//! `log-direction-missing`: are logs of one direction missing?
//!
//! What is not in the folder cannot be counted.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::log::Direction;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-direction-missing",
    severity: Severity::Notice,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Logs of one direction are not in the input",
    explanation: "Receive logs tell what others use towards us, send logs what we use towards them. A \
        forecast for one says nothing of the other.",
    remedy: "Add the folder: TransportRoles\\Logs\\FrontEnd\\ProtocolLog\\SmtpReceive for what comes \
        in, TransportRoles\\Logs\\Hub\\ProtocolLog\\SmtpSend (and FrontEnd) for what goes out. \
        Switch logging on where it is off: Set-SendConnector NAME -ProtocolLoggingLevel Verbose, \
        Set-ReceiveConnector NAME -ProtocolLoggingLevel Verbose.",
    citations: &[Citation { document: "Microsoft Learn", section: "Protocol logging" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    let evidence = [Direction::Receive, Direction::Send]
        .into_iter()
        .filter(|direction| !logs.has(*direction))
        .map(|direction| {
            let (word, log) = super::missing(direction);
            let text = format!("{word} is unknown: the input holds no {log} log.");
            Evidence { text, span: None, certificate: None, log: None }
        })
        .collect();
    Outcome::of(logs.has_rows(), evidence, RULE.severity)
}
