//! `verify-name-error`: did the client find another name than the one it was told to check?
//!
//! Names that were given to Handglass are judged by `name-mismatch`; the same name is not told twice.

use super::{Told, chain_of, errors};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::Handshake;
use crate::facts::name::NameVerdict;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "verify-name-error",
    severity: Severity::Error,
    aspect: Aspect::Name,
    side: Side::Unknown,
    title: "The client was told to check a name, and the certificate has another",
    explanation: "The client was given a name to compare (OpenSSL by -verify_hostname, -verify_email or \
        -verify_ip, curl and gnutls-cli by the address they dial), and none in the certificate fits. An \
        application that is configured with that name refuses.",
    remedy: "Find out which name the application is configured to reach, and give it here. Then either \
        connect by a name that is in the certificate, or have the certificate issued anew with the name \
        among its subjectAltName entries.",
    citations: &[Citation { document: "RFC 9525", section: "6.3 and 6.4" }],
};

pub(super) fn is_about_a_name(error: &Told<'_>) -> bool {
    error.code.is_about_the_name()
}

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        looked_at |= handshake.verified_name.is_some();
        let Some(error) = errors(handshake).into_iter().find(is_about_a_name) else { continue };
        if is_told_by_name_mismatch(case, handshake) {
            continue;
        }
        let asked = handshake
            .missed_name()
            .map_or_else(String::new, |name| format!(" The name asked for was {}.", quoted(name)));
        let text = format!("The client reports {}.{asked}", error.quoted());
        evidence.push(Evidence::at(error.span, text));
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}

/// The same certificate does not cover a name that was given here: the one of the command, or, where the
/// command is not shown, any.
fn is_told_by_name_mismatch(case: &Case<'_>, handshake: &Handshake) -> bool {
    let leaf = chain_of(case, handshake).and_then(|chain| chain.names_owner(case.facts));
    let asked = handshake.missed_name();
    case.names.iter().any(|judgement| {
        Some(judgement.certificate) == leaf
            && judgement.verdict == NameVerdict::Mismatch
            && asked.is_none_or(|asked| asked.eq_ignore_ascii_case(&judgement.reference))
    })
}
