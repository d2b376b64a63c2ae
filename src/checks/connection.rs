//! Did a session come about, and if not, who ended it and why?
//!
//! One file a rule; the order in which they are told is `CHECKS`. What ended a handshake is decided once
//! (`ending`), so that a failure is told by one rule. How well a session protects is `session`.

pub mod alert_received;
pub mod client_authority_list_too_long;
pub mod client_certificate_rejected;
pub mod client_certificate_requested;
pub mod client_certificate_required;
pub mod client_policy;
pub mod closed_in_handshake;
pub mod collector_incomplete;
pub mod connection_failed;
pub mod handshake_failed;
pub mod no_answer;
pub mod no_shared_cipher;
pub mod no_shared_protocol;
pub mod plain_text_answer;
pub mod starttls_masked;
pub mod starttls_not_offered;
pub mod starttls_refused;
pub mod typed_letter;
pub mod usage_error;

use super::ending::{Ending, ending};
use super::{Case, Evidence, Outcome, Severity};
use crate::facts::handshake::Handshake;
use crate::visible::quoted;

/// The outcome of a rule that tells of one kind of ending: `tells` gives its evidence.
fn told(
    case: &Case<'_>,
    severity: Severity,
    tells: impl Fn(&Handshake, &Ending<'_>) -> Option<Evidence>,
) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        match ending(handshake) {
            Some(ending) => evidence.extend(tells(handshake, &ending)),
            None => looked_at = true,
        }
    }
    Outcome::of(looked_at, evidence, severity)
}

/// A remark where the command line left no choice of versions or suites.
fn forced(handshake: &Handshake) -> String {
    let forced = handshake.command.as_ref().map_or(&[][..], |command| &command.value.forced);
    if forced.is_empty() {
        return String::new();
    }
    let forced: Vec<String> = forced.iter().map(|option| quoted(option)).collect();
    format!(" The command itself offered less than the program can: {}.", forced.join(", "))
}
