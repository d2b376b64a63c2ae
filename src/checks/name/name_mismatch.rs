//! `name-mismatch`: does the end-entity certificate speak for the name asked for?
//!
//! Without a name nothing can be said, and that is said.

use crate::checks::Missing;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::name::{NameJudgement, NameVerdict};
use crate::idn::written;
use crate::visible::visible;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "name-mismatch",
    severity: Severity::Error,
    aspect: Aspect::Name,
    side: Side::Unknown,
    title: "The certificate does not cover the requested name",
    explanation: "A client compares the name that it was configured to reach with the names in the \
        certificate's subjectAltName extension. None of them fits, so the client cannot know \
        that it reached the right server.",
    remedy: "Connect by one of the names listed as evidence, or have the certificate issued anew with \
        the requested name among its subjectAltName entries. On Exchange: \
        New-ExchangeCertificate -GenerateRequest -DomainName <every name>.",
    citations: &[Citation { document: "RFC 9525", section: "6.3 and 6.4" }],
};

fn run(case: &Case<'_>) -> Outcome {
    if !case.has_certificates() {
        return Outcome::Undetermined(Missing::Certificate);
    }
    if case.question.reference_identifiers.is_empty() {
        return Outcome::Undetermined(Missing::ReferenceIdentifier);
    }
    let mut evidence = Vec::new();
    let mut unusable = None;
    for judgement in &case.names {
        match judgement.verdict {
            NameVerdict::Match(_) => {}
            NameVerdict::Undetermined(why) => unusable = Some((judgement.reference.clone(), why)),
            // Told on the connector that compares it.
            NameVerdict::Mismatch if is_compared(case, judgement) => {}
            NameVerdict::Mismatch => {
                let text = format!(
                    "'{}' is not covered: {}.",
                    written(&judgement.reference),
                    listed(judgement)
                );
                evidence.push(case.evidence(judgement.certificate, text));
            }
        }
    }
    if !evidence.is_empty() {
        return Outcome::Violated(evidence, RULE.severity);
    }
    match unusable {
        Some((reference, why)) => Outcome::Undetermined(Missing::UsableReference(reference, why)),
        None if case.names.is_empty() => Outcome::Undetermined(Missing::EndEntity),
        None => Outcome::Holds,
    }
}

fn is_compared(case: &Case<'_>, judgement: &NameJudgement) -> bool {
    case.compared.iter().any(|name| {
        name.certificate == judgement.certificate
            && name.domain.eq_ignore_ascii_case(&judgement.reference)
    })
}

/// The presented names with their reasons, the first few of them.
fn listed(judgement: &NameJudgement) -> String {
    const SHOWN: usize = 8;
    if judgement.presented.is_empty() {
        return "the certificate presents no name at all".into();
    }
    let parts: Vec<String> = judgement
        .presented
        .iter()
        .take(SHOWN)
        .map(|name| format!("{} ({})", visible(&name.value), name.why_not.unwrap_or("it matches")))
        .collect();
    let rest = judgement.presented.len().saturating_sub(SHOWN);
    let more = if rest > 0 { format!(", and {rest} more") } else { String::new() };
    format!("{}{more}", parts.join(", "))
}
