//! What can be said where a transcript names certificates whose bytes are not in it?
//!
//! The lines of its chain are the client's own account of what was sent: told as such, never as proof.

use crate::checks::{Case, ChainCase};
use crate::facts::anchors::Origin;
use crate::facts::handshake::Handshake;
use crate::facts::printed_name;
use crate::report::{Finding, Level};
use crate::visible::visible;

/// The rule that says that the client had no trust anchors to build on.
const NO_TRUST_STORE: &str = "no-trust-store";

/// The finding that tells what to do where nothing graver is found and the verdict stays open.
pub(super) fn hint(findings: &[Finding], level: Level) -> Option<&Finding> {
    let open = level == Level::Undetermined;
    findings.iter().find(|finding| open && finding.id == NO_TRUST_STORE)
}

/// The sentence on a chain that is complete by the transcript's own words.
pub(super) fn sentence(case: &Case<'_>, findings: &[Finding]) -> Option<String> {
    let (chain, end) = case.chains.iter().find_map(|chain| {
        let incomplete = !chain.chain.is_complete() && chain.chain.certificates.len() > 1;
        Some((chain, chain.chain.named_end().filter(|_| incomplete)?))
    })?;
    let mut sentence = format!(
        "The server sent a complete chain up to the {} '{}'",
        kind_of_root(case, end),
        visible(printed_name::short(end)),
    );
    if findings.iter().any(|finding| finding.id == NO_TRUST_STORE) {
        let code = handshake_of(case, chain)
            .and_then(|handshake| handshake.verify_code.as_ref()?.value.number)
            .map_or_else(|| "its verification error".into(), |number| format!("code {number}"));
        sentence.push_str(&format!(
            "; this OpenSSL had no trust store, so {code} does not prove that your application lacks that \
             root. Check it with the command below."
        ));
    } else {
        sentence.push('.');
    }
    sentence.push_str(if chain.search.is_none() {
        " Name, dates and signatures could not be checked because the certificates are cut out."
    } else {
        " Only a part of the certificates is in the text: the links between the others are claimed, not \
         proven. Run it again with -showcerts."
    });
    Some(sentence)
}

fn kind_of_root(case: &Case<'_>, name: &str) -> &'static str {
    let short = printed_name::short(name);
    let known = case
        .facts
        .anchors
        .iter()
        .any(|anchor| anchor.origin == Origin::Mozilla && anchor.short_name == short);
    match (case.question.mozilla_roots, known) {
        (_, true) => "public root",
        (true, false) => "private root",
        (false, false) => "root",
    }
}

fn handshake_of<'a>(case: &'a Case<'_>, chain: &ChainCase<'_>) -> Option<&'a Handshake> {
    let first = chain.chain.certificates.first()?.span;
    case.facts.handshakes.iter().find(|handshake| {
        handshake.span.source == first.source
            && handshake.span.start <= first.start
            && first.start < handshake.span.end
    })
}
