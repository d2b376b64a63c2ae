//! How well does the session protect, as far as a transcript shows it?
//!
//! One file a rule; the order in which they are told is `CHECKS`. Only what was agreed is judged: what a
//! server would have agreed to with another client is not in the text.

pub mod compression_on;
pub mod insecure_renegotiation;
pub mod no_forward_secrecy;
pub mod no_peer_certificate;
pub mod obsolete_protocol;
pub mod weak_cipher;
pub mod weak_dh;
pub mod weak_handshake_signature;

use super::Case;
use crate::facts::handshake::{Completion, Handshake};
use crate::visible::quoted;

/// The handshakes that came to an end.
fn completed<'a>(case: &'a Case<'_>) -> impl Iterator<Item = &'a Handshake> {
    case.facts.handshakes.iter().filter(|handshake| handshake.completion == Completion::Completed)
}

/// The option of the command line that left the server no other choice.
fn forced(handshake: &Handshake, by: impl Fn(&str) -> bool) -> Option<String> {
    let forced = &handshake.command.as_ref()?.value.forced;
    forced.iter().find(|option| by(option)).map(|option| quoted(option))
}

/// A remark on the evidence where nobody can see what was offered.
const fn unseen_command(handshake: &Handshake) -> &'static str {
    if handshake.command.is_some() {
        return "";
    }
    " The command is not in the text: if it offered nothing else, the server may have better."
}

/// A remark on the evidence where the suite was chosen by the client alone.
fn only_suite_offered(handshake: &Handshake) -> String {
    forced(handshake, |option| option.trim_start_matches('-').starts_with("cipher")).map_or_else(String::new, |option| {
        format!(" The command offered nothing else ({option}): the server accepts it, which does not say that it prefers it.")
    })
}
