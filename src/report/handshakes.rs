//! What do the transcripts show, and what does that come to beside the certificates?
//!
//! One report for each handshake. The transcript's claims stay claims: what was computed stands beside
//! them and never in their place. Nothing is judged here; that is for the rules.

mod compared;
mod course;
mod facts;
pub mod label;
mod printed_name;
#[cfg(test)]
mod tests;
mod words;

use super::HandshakeReport;
use super::lines::Lines;
use crate::checks::{Case, ChainCase};
use crate::facts::handshake::{Completion, Handshake, VerifyCode};
use crate::visible::quoted;

pub(super) fn handshakes(case: &Case<'_>, lines: &Lines<'_>) -> Vec<HandshakeReport> {
    case.facts.handshakes.iter().map(|handshake| report(case, handshake, lines)).collect()
}

fn report(case: &Case<'_>, handshake: &Handshake, lines: &Lines<'_>) -> HandshakeReport {
    let chain = handshake.chain.and_then(|position| case.chains.get(position));
    let presented = chain.map_or_else(Vec::new, |chain| presented(case, chain));
    let compared = compared::compared(case, handshake, chain, lines);
    let agree =
        |what: &str| compared.iter().find(|claim| claim.what == what).and_then(|claim| claim.agree);
    let (chain_agrees, name_agrees) = (agree(compared::VERIFICATION), agree(compared::HOST_NAME));
    let code = handshake.verify_code.as_ref().map(|code| &code.value);
    let agree = match (chain_agrees, name_agrees) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        // A name that fits says nothing on the chain.
        (None, Some(true)) if code.is_none_or(VerifyCode::is_ok) => None,
        (chain, name) => chain.or(name),
    };
    let error = course::error(handshake);
    HandshakeReport {
        source: handshake.span.source.0,
        connected: handshake.connected == Some(true),
        handshake_completed: handshake.completion == Completion::Completed,
        protocol: handshake.protocol.as_ref().map(|version| version.value.word().into()),
        cipher_suite: handshake.cipher_suite.as_ref().map(|suite| quoted(&suite.value)),
        verify_code: code.and_then(|code| code.number),
        verify_text: code.map(|code| quoted(&code.text)),
        peer_certificate: presented.first().cloned().flatten(),
        presented,
        line: lines.line(handshake.span),
        program: handshake.program.name().into(),
        target: words::target(handshake),
        sentence: course::sentence(handshake, error.as_deref()),
        stages: course::stages(handshake, error.as_deref(), agree),
        error,
        facts: facts::facts(handshake, chain, lines),
        compared,
    }
}

fn presented(case: &Case<'_>, chain: &ChainCase<'_>) -> Vec<Option<String>> {
    let sent = chain.chain.certificates.iter();
    sent.map(|sent| sent.certificate.map(|id| case.certificate(id).sha256.to_string())).collect()
}
