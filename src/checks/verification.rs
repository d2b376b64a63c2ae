//! What does the client say of the certificates, and what is that worth?
//!
//! One file a rule; the order in which they are told is `CHECKS`. A client's errors are claims: what our
//! own rules find in the same bytes is told there and not again here.

pub mod clock_skew;
pub mod code_without_certificate;
pub mod expired_since;
pub mod no_trust_store;
pub mod only_the_leaf_pasted;
pub mod staple_revoked;
pub mod staple_stale;
pub mod staple_unusable;
pub mod tls_inspection;
pub mod verify_error;
pub mod verify_name_error;
pub mod windows_chain_refused;
pub mod windows_revocation_offline;

use super::windows_table::{Refusal, refusal};
use super::{Case, ChainCase, Evidence, Outcome, Rule};
use crate::facts::handshake::{Handshake, Peer, Stated, VerifyCode};
use crate::span::Span;
use crate::timestamp::Timestamp;
use crate::visible::quoted;

/// A verification error as the client tells it.
#[derive(Clone, Copy)]
struct Told<'a> {
    code: &'a VerifyCode,
    /// The depth and the name before it; none for the last line alone.
    depth: Option<u32>,
    name: &'a str,
    span: Span,
}

impl<'a> Told<'a> {
    /// The code of the last line.
    const fn last(code: &'a Stated<VerifyCode>) -> Self {
        Self { code: &code.value, depth: None, name: "", span: code.span }
    }
    /// In lower case and with the spelling of OpenSSL 3: texts changed, numbers changed their meaning.
    fn text(&self) -> String {
        let text = self.code.text.trim().to_ascii_lowercase();
        text.replacen("self signed", "self-signed", 1)
    }

    /// `20 (unable to get local issuer certificate)`.
    fn quoted(&self) -> String {
        let text = quoted(&self.code.text);
        self.code.number.map_or_else(|| text.clone(), |number| format!("{number} ({text})"))
    }
}

/// Every verification error of a handshake in order, the last code among them.
fn errors(handshake: &Handshake) -> Vec<Told<'_>> {
    let mut told: Vec<Told<'_>> = handshake
        .verify_errors
        .iter()
        .map(|error| Told {
            code: &error.value.code,
            depth: error.value.depth,
            name: &error.value.name,
            span: error.span,
        })
        .collect();
    if let Some(last) = handshake.verify_code.as_ref().filter(|last| !last.value.is_ok()) {
        let last = Told::last(last);
        if told.iter().all(|error| error.text() != last.text()) {
            told.push(last);
        }
    }
    told
}

/// The chain that the server sent in a handshake.
fn chain_of<'c, 'f>(case: &'c Case<'f>, handshake: &Handshake) -> Option<&'c ChainCase<'f>> {
    handshake.chain.and_then(|position| case.chains.get(position))
}

/// The outcome of a rule on one kind of refusal by Windows; `more` follows what the client reports.
fn refused_by_windows(
    case: &Case<'_>,
    rule: &'static Rule,
    wanted: Refusal,
    more: &str,
) -> Outcome {
    let mut looked_at = false;
    let mut evidence = Vec::new();
    for handshake in &case.facts.handshakes {
        looked_at |= handshake.peer == Peer::Certificate;
        let refused =
            errors(handshake).into_iter().find(|error| refusal(&error.text()) == Some(wanted));
        evidence.extend(refused.map(|error| {
            Evidence::at(error.span, format!("Windows reports {}. {more}", error.quoted()))
        }));
    }
    Outcome::of(looked_at, evidence, rule.severity)
}

/// When the transcript was taken, where it says so: by the client's clock.
fn taken_at(handshake: &Handshake) -> Option<Timestamp> {
    handshake.start_time.as_ref().map(|start| start.value)
}
