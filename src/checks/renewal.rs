//! What changes for others when the younger of two certificates takes the older one's place?
//!
//! One file a rule. Which certificates are taken for a pair is `facts/renewal.rs`; what a device on the way
//! made on the spot replaces nothing.

pub mod renewal_changes_issuer;
pub mod renewal_changes_key_type;
pub mod renewal_changes_root;
pub mod renewal_loses_client_authentication;
pub mod renewal_loses_names;

use super::verification::tls_inspection::is_a_product;
use super::{Case, ChainCase, Evidence, Outcome, Severity};
use crate::facts::distinguished_name::MatchKey;
use crate::facts::renewal::{self, Renewal, Renewed};
use crate::facts::{Certificate, Facts, oids};
use crate::visible::quoted;

pub(super) fn renewals(facts: &Facts, chains: &[ChainCase<'_>]) -> Vec<Renewal> {
    let end_entities: Vec<Renewed> = chains
        .iter()
        .enumerate()
        .filter_map(|(chain, case)| Some(Renewed { chain, certificate: case.names_owner(facts)? }))
        .filter(|one| !is_a_product(&facts.certificate(one.certificate).issuer.rfc4514()))
        .collect();
    renewal::renewals(facts, &end_entities)
}

/// The older and the younger certificate.
pub fn pair<'c>(case: &'c Case<'_>, renewal: &Renewal) -> (&'c Certificate, &'c Certificate) {
    (case.certificate(renewal.older.certificate), case.certificate(renewal.younger.certificate))
}

/// Where a chain ends: its anchor, else the root that came with it; `None` where the root is not known.
pub fn root<'c>(case: &'c Case<'_>, renewed: Renewed) -> Option<(&'c MatchKey, String)> {
    let path = case.chains.get(renewed.chain)?.best_path()?;
    if let Some(anchor) = path.trust_anchor {
        let anchor = case.facts.anchor(anchor);
        return Some((&anchor.match_key, anchor.short_name.clone()));
    }
    let last = *path.certificates.last()?;
    let certificate = case.certificate(last);
    certificate
        .is_self_issued()
        .then(|| (certificate.subject.match_key(), certificate.short_name()))
}

/// Whether a client may be recognised by it (RFC 5280 section 4.2.1.12).
pub fn serves_a_client(certificate: &Certificate) -> bool {
    certificate.extended_key_usage.as_ref().is_none_or(|purposes| {
        purposes.iter().any(|oid| oid == oids::CLIENT_AUTH || oid == oids::ANY_EXTENDED_KEY_USAGE)
    })
}

/// A rule on each pair; `says` is evidence on the younger certificate.
fn for_each(
    case: &Case<'_>,
    severity: Severity,
    says: impl Fn(&Renewal, &Certificate, &Certificate) -> Option<String>,
) -> Outcome {
    let evidence: Vec<Evidence> = case
        .renewals
        .iter()
        .filter_map(|renewal| {
            let (older, younger) = pair(case, renewal);
            let text = says(renewal, older, younger)?;
            Some(case.evidence(renewal.younger.certificate, text))
        })
        .collect();
    Outcome::of(!case.renewals.is_empty(), evidence, severity)
}

/// Names in a sentence, the first ten of them.
pub fn listed(names: &[String]) -> String {
    let first: Vec<String> = names.iter().take(10).map(|name| quoted(name)).collect();
    match names.len().saturating_sub(first.len()) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}
