//! What differs between connections to the same name, seen from several places?
//!
//! One file a rule. How the connections are grouped is `facts/vantage.rs`; here stands what several rules
//! ask of a pair. A certificate that was renewed between two captures is nobody's fault.

pub mod different_certificate;
pub mod different_intermediates;
pub mod different_issuer;
pub mod different_protocol;
pub mod split_dns;
pub mod stale_node;
pub mod starttls_at_one_only;

use super::verification::tls_inspection::{is_a_product, leads_to_a_public_root};
use super::{Case, ChainCase, Evidence};
use crate::facts::Handshake;
use crate::facts::vantage::{Group, Seen, View};

/// Seconds between two captures from which on what changed may have been changed in between.
const A_DAY: i64 = 86_400;

fn handshake<'c>(case: &'c Case<'_>, view: &View) -> Option<&'c Handshake> {
    case.facts.handshakes.get(view.handshake)
}

fn chain<'c, 'f>(case: &'c Case<'f>, view: &View) -> Option<&'c ChainCase<'f>> {
    handshake(case, view)?.chain.and_then(|chain| case.chains.get(chain))
}

/// What a connection is called in a sentence: its address, else its name, with its source.
pub fn called(view: &View) -> String {
    let number = view.handshake + 1;
    match view.address {
        Some(address) => format!("{address} (connection {number})"),
        None => format!("connection {number}"),
    }
}

/// A certificate in a sentence: the thumbprint's beginning, its end.
pub fn certificate(case: &Case<'_>, seen: &Seen) -> String {
    let until = seen.not_after.map(|end| format!(", valid until {}", end.readable()));
    let until = until.unwrap_or_default();
    let thumbprint = seen.certificate.map(|id| thumbprint(&case.certificate(id).sha1));
    format!("{}{until}", thumbprint.unwrap_or_else(|| format!("'{}'", seen.name)))
}

/// The first eight digits, as Windows shows them.
pub fn thumbprint(sha1: &[u8; 20]) -> String {
    base16ct::upper::encode_string(&sha1[..4])
}

/// Evidence that stands on what one connection shows.
fn at(view: &View, case: &Case<'_>, text: String) -> Option<Evidence> {
    let span = match &view.seen {
        Some(seen) => seen.span,
        None => handshake(case, view)?.span,
    };
    Some(Evidence::at(span, text))
}

/// How the certificates of two connections are related.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Same,
    /// The first shows an older one while the second shows its successor.
    Stale,
    /// Likewise, but it may have been renewed between the two captures.
    RenewedSince,
    /// The first one's issuer is no public CA or a known product, the second one's is another.
    Inspected,
    Other,
    NotShown,
}

/// Of connections to one host.
fn relation(case: &Case<'_>, one: &View, other: &View) -> Relation {
    let (Some(this), Some(that)) = (&one.seen, &other.seen) else { return Relation::NotShown };
    match this.is_same(that) {
        Some(true) => return Relation::Same,
        None => return Relation::NotShown,
        Some(false) => {}
    }
    if that.renews(this) {
        return if at_one_time(one, other) { Relation::Stale } else { Relation::RenewedSince };
    }
    let issuers_differ = this.issuer != that.issuer && one.host == other.host;
    let product = is_a_product(&this.issuer_name) && !is_a_product(&that.issuer_name);
    if issuers_differ && (product || is_private(case, one) && is_public(case, other)) {
        return Relation::Inspected;
    }
    Relation::Other
}

/// Captured within a day of each other; where the text shows no times, at addresses of their own.
fn at_one_time(one: &View, other: &View) -> bool {
    match (one.time, other.time) {
        (Some(this), Some(that)) => that.seconds_since(this).abs() <= A_DAY,
        _ => one.address.is_some() && other.address.is_some() && one.address != other.address,
    }
}

fn is_public(case: &Case<'_>, view: &View) -> bool {
    chain(case, view).is_some_and(|chain| leads_to_a_public_root(case, chain))
}

/// From a CA of its own, which is no public one; what signs itself inspects nothing.
fn is_private(case: &Case<'_>, view: &View) -> bool {
    let Some(chain) = chain(case, view) else { return false };
    let self_issued = view.seen.as_ref().is_some_and(|seen| seen.name == seen.issuer);
    !self_issued && chain.search.is_some() && !leads_to_a_public_root(case, chain)
}

/// Pairs of connections of each group, and what a rule says of the first beside the second: once for
/// each connection. `None` where there is no pair to look at.
fn for_each_pair(
    case: &Case<'_>,
    wanted: impl Fn(&Group) -> bool,
    says: impl Fn(&View, &View) -> Option<String>,
) -> (bool, Vec<Evidence>) {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for group in case.vantage.iter().filter(|group| wanted(group)) {
        for view in &group.views {
            let others = group.views.iter().filter(|other| other.handshake != view.handshake);
            let shown = others.filter(|other| view.seen.is_some() && other.seen.is_some());
            let mut text = None;
            for other in shown {
                looked_at = true;
                text = text.or_else(|| says(view, other));
            }
            evidence.extend(text.and_then(|text| at(view, case, text)));
        }
    }
    (looked_at, evidence)
}
