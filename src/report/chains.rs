//! The chains of the report: what was presented, every path, and the bundle to copy.

use super::holding::holding;
use super::lines::Lines;
use super::{ChainLevel, ChainReport, ElementReport, LinkReport, PathFaultReport, PathReport};
use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use crate::checks::chain_case::rule_of;
use crate::checks::{Case, ChainCase, ChainVerdict};
use crate::facts::anchors::Origin;
use crate::facts::path::{
    CertificationPath, Element, FaultKind, KeyIdentifierMark, Link, NameMark, PathFault,
    SignatureMark,
};
use crate::facts::presented::Presented;
use crate::facts::printed_name;
use crate::facts::{Certificate, CertificateId};
use crate::input::Reading;
use crate::order::Sort;
use crate::visible::visible;

/// Ways that fail alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaysReport {
    pub count: usize,
    pub text: String,
}

pub(super) fn chains(case: &Case<'_>, readings: &[Reading], lines: &Lines<'_>) -> Vec<ChainReport> {
    case.chains.iter().map(|chain| chain_report(case, chain, readings, lines)).collect()
}

fn chain_report(
    case: &Case<'_>,
    chain: &ChainCase<'_>,
    readings: &[Reading],
    lines: &Lines<'_>,
) -> ChainReport {
    let sha256 = |presented: &Presented| {
        presented.certificate.map(|id| case.certificate(id).sha256.to_string())
    };
    let verdict = chain.verdict();
    let mut reasons: Vec<String> = Vec::new();
    if verdict != ChainVerdict::Trusted
        && let Some(path) = chain.best_path()
    {
        for id in path.faults.iter().filter_map(|fault| rule_of(path, &fault.kind)) {
            if !reasons.iter().any(|known| known == id) {
                reasons.push(id.into());
            }
        }
    }
    let holding = holding(case, chain);
    let dates = holding.as_ref().map_or_else(String::new, |holding| holding.sentence(chain.at));
    let holding = holding.map(|holding| (holding.from.at, holding.until.at));
    ChainReport {
        source: chain.chain.source.0,
        presented: chain.chain.certificates.iter().map(sha256).collect(),
        verdict: match verdict {
            ChainVerdict::Trusted => ChainLevel::Trusted,
            ChainVerdict::Untrusted => ChainLevel::Untrusted,
            ChainVerdict::Undetermined => ChainLevel::Undetermined,
        },
        reasons,
        paths: chain
            .search
            .iter()
            .flat_map(|search| &search.paths)
            .chain(&chain.beside)
            .map(|path| path_report(case, path, readings))
            .collect(),
        ways: chain.search.as_ref().map_or(0, |search| search.judged) + chain.beside.len(),
        more_ways: chain.search.as_ref().is_some_and(|search| search.stopped.is_some()),
        ways_left_out: ways_left_out(case, chain),
        elements: elements(case, chain, lines),
        bundle: bundle(case, chain),
        sentence: format!("{}{}{dates}", judged_at(case, chain), sentence(case, chain, verdict)),
        trusted_until: holding.filter(|_| verdict == ChainVerdict::Trusted).map(|(_, until)| until),
        holds_from: holding.map(|(from, _)| from),
        holds_until: holding.map(|(_, until)| until),
    }
}

fn ways_left_out(case: &Case<'_>, chain: &ChainCase<'_>) -> Vec<WaysReport> {
    let dropped = chain.search.iter().flat_map(|search| &search.dropped);
    let told = |(fault, count): &(PathFault, usize)| WaysReport {
        count: *count,
        text: fault_in_words(case, fault),
    };
    let mut ways: Vec<WaysReport> = dropped.map(told).collect();
    ways.order_by_key(|ways| std::cmp::Reverse(ways.count));
    ways
}

fn elements(case: &Case<'_>, chain: &ChainCase<'_>, lines: &Lines<'_>) -> Vec<ElementReport> {
    let mut seen: Vec<CertificateId> = Vec::new();
    chain
        .chain
        .certificates
        .iter()
        .map(|presented| {
            let line = lines.line(presented.span);
            let Some(id) = presented.certificate else {
                let name = presented.named.as_ref().map_or("", |named| named.subject.as_str());
                let name = visible(printed_name::short(name)).into_owned();
                return ElementReport { name, sha256: None, role: "named only".into(), line };
            };
            let certificate = case.certificate(id);
            let on_path = chain.may_use(id);
            let role = if seen.contains(&id) {
                "repeated"
            } else if chain.end_entity() == Some(id) {
                "end entity"
            } else if case.is_root(id) {
                "root"
            } else if on_path {
                "intermediate"
            } else {
                "unrelated"
            };
            seen.push(id);
            let sha256 = Some(certificate.sha256.to_string());
            ElementReport { name: certificate.short_name(), sha256, role: role.into(), line }
        })
        .collect()
}

fn path_report(case: &Case<'_>, path: &CertificationPath, readings: &[Reading]) -> PathReport {
    let facts = case.facts;
    let not_sent = |id: &CertificateId| {
        let element = Element::Certificate(*id);
        let fault = PathFault { element, kind: FaultKind::NotSent };
        let span = facts.first_place(*id).filter(|_| path.faults.contains(&fault))?;
        readings.get(span.source.0 as usize).map(|reading| reading.name.clone())
    };
    let mut certificates: Vec<String> =
        path.certificates.iter().map(|id| facts.certificate(*id).sha256.to_string()).collect();
    let mut names: Vec<String> =
        path.certificates.iter().map(|id| facts.certificate(*id).short_name()).collect();
    let anchor = path.trust_anchor.map(|id| facts.anchor(id));
    if let Some(anchor) = anchor
        && !path.is_anchor_alone()
    {
        certificates.push(anchor.sha256.to_string());
        names.push(anchor.short_name.clone());
    }
    PathReport {
        certificates,
        trust_anchor: anchor.map(|anchor| anchor.subject.clone()),
        links: path.links.iter().map(link_report).collect(),
        valid: path.is_valid(),
        names,
        not_sent: path.certificates.iter().map(|id| not_sent(id).unwrap_or_default()).collect(),
        anchored_in: anchor.map(|anchor| origin(anchor.origin).into()),
        faults: path.faults.iter().map(|fault| fault_report(case, path, fault)).collect(),
    }
}

pub(super) const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Own => "your own roots",
        Origin::Mozilla => "Mozilla's list",
    }
}

fn link_report(link: &Link) -> LinkReport {
    LinkReport {
        name: match link.name {
            NameMark::Match => "match",
            NameMark::Mismatch => "mismatch",
        }
        .into(),
        key_identifier: match link.key_identifier {
            KeyIdentifierMark::Match => "match",
            KeyIdentifierMark::Mismatch => "mismatch",
            KeyIdentifierMark::Absent => "absent",
        }
        .into(),
        signature: match link.signature {
            SignatureMark::Verified => "verified",
            SignatureMark::Bad => "bad",
            SignatureMark::Unsupported => "unsupported",
        }
        .into(),
    }
}

fn fault_report(case: &Case<'_>, path: &CertificationPath, fault: &PathFault) -> PathFaultReport {
    let element = match fault.element {
        Element::Certificate(id) => {
            path.certificates.iter().position(|other| *other == id).unwrap_or(0)
        }
        Element::Anchor(_) => path.certificates.len(),
    };
    PathFaultReport {
        element,
        rule: rule_of(path, &fault.kind).map(Into::into),
        text: fault_in_words(case, fault),
    }
}

fn fault_in_words(case: &Case<'_>, fault: &PathFault) -> String {
    let says = match &fault.kind {
        FaultKind::NotYetValid => "is not valid yet".into(),
        FaultKind::Expired => "has expired".into(),
        FaultKind::BadSignature => "bears a signature that does not verify".into(),
        FaultKind::SignatureUnsupported(why) => {
            format!("has a signature that cannot be checked here: {why}")
        }
        FaultKind::AlgorithmsDiffer => "names two different signature algorithms".into(),
        FaultKind::WeakSignature => "is signed with a broken hash".into(),
        FaultKind::NotACa(why) => format!("is no CA: {why}"),
        FaultKind::PathLengthExceeded(allowed, by) => {
            format!("is one CA too many: {} allows {allowed} below it", case.element_name(*by))
        }
        FaultKind::WeakKey(bits) => {
            format!("has an RSA key of {bits} bits, which every client refuses")
        }
        FaultKind::CriticalExtension(oid) => {
            format!("has the critical extension {oid}, which is not understood")
        }
        FaultKind::MalformedExtension(oid) => {
            format!("has the extension {oid} twice or in a broken form")
        }
        FaultKind::WrongPurpose => "is not meant for this purpose".into(),
        FaultKind::IssuerPurpose => {
            "may issue only for other purposes, as clients read its extended key usage".into()
        }
        FaultKind::NameConstraint(fault) => case.name_fault_words(fault),
        FaultKind::NameConstraintsMalformed(why) => {
            format!("has name constraints that cannot be applied: {why}")
        }
        FaultKind::TooManyNames => {
            "has so many names, under so many limits, that comparing them was given up".into()
        }
        FaultKind::NotFollowed => {
            "was followed no further: the search for paths met its limit".into()
        }
        FaultKind::NotSent => match fault.element {
            Element::Certificate(id) if case.facts.is_at_hand(id) => {
                "was not sent: it is among the certificates at hand".into()
            }
            _ => "was not sent with this chain: it stands elsewhere in the input".into(),
        },
        FaultKind::NoPolicy => {
            "leaves no certificate policy that holds along the path, and one is demanded".into()
        }
        FaultKind::PoliciesMalformed(why) => {
            format!("has certificate policies that cannot be applied: {why}")
        }
        FaultKind::TooLong(most) => format!("is reached only over more than {most} intermediates"),
        FaultKind::IssuerMissing => "has an issuer that is neither here nor a trust anchor".into(),
        FaultKind::Circle => {
            "was issued by an authority that stands below it: they certified each other, and neither leads on"
                .into()
        }
        FaultKind::RootNotTrusted => "is self-signed and not among the trust anchors".into(),
    };
    format!("{} {says}.", case.element_name(fault.element))
}
/// The path's certificates that are no root, in PEM (RFC 7468).
fn bundle(case: &Case<'_>, chain: &ChainCase<'_>) -> String {
    let Some(path) = chain.completed().or(chain.best_path()) else { return String::new() };
    let end_entity = path.certificates.first();
    path.certificates
        .iter()
        .filter(|id| Some(*id) == end_entity || !case.certificate(**id).is_self_issued())
        .map(|id| pem(case.certificate(*id)))
        .collect()
}

fn pem(certificate: &Certificate) -> String {
    let encoded = Base64::encode_string(&certificate.der);
    let mut text = String::from("-----BEGIN CERTIFICATE-----\n");
    for line in encoded.as_bytes().chunks(64) {
        text.push_str(&String::from_utf8_lossy(line));
        text.push('\n');
    }
    text.push_str("-----END CERTIFICATE-----\n");
    text
}

/// Said only where the time is not the one asked about.
fn judged_at(case: &Case<'_>, chain: &ChainCase<'_>) -> String {
    if chain.at == case.question.at || chain.search.is_none() {
        return String::new();
    }
    format!("Judged at {}, when the transcript was taken. ", chain.at.readable())
}

fn sentence(case: &Case<'_>, chain: &ChainCase<'_>, verdict: ChainVerdict) -> String {
    let Some(path) = chain.best_path() else {
        return "The server's certificate is only named in the text; its bytes are not there."
            .into();
    };
    match verdict {
        ChainVerdict::Trusted => {
            let anchor = path.trust_anchor.map(|id| case.facts.anchor(id));
            let (name, list) = anchor
                .map_or(("", ""), |anchor| (anchor.short_name.as_str(), origin(anchor.origin)));
            let signatures = match path.links.len() {
                1 => "the signature verifies".to_owned(),
                links => format!("all {links} signatures verify"),
            };
            if path.is_anchor_alone() {
                return format!("'{name}' is itself a trust anchor, in {list}.");
            }
            format!("Trusted: it leads to '{name}' in {list}; {signatures}.")
        }
        ChainVerdict::Untrusted | ChainVerdict::Undetermined => {
            let word =
                if verdict == ChainVerdict::Untrusted { "Not trusted" } else { "Not decided" };
            format!("{word}: {}{}", faults_in_words(case, path), completed(case, chain))
        }
    }
}

/// What would make the chain complete, a sentence; empty where nothing is known to.
fn completed(case: &Case<'_>, chain: &ChainCase<'_>) -> String {
    let anchor = chain.completed().and_then(|path| path.trust_anchor);
    let Some(anchor) = anchor.map(|id| case.facts.anchor(id)) else { return String::new() };
    let shown = chain.lacks_issuer().is_none();
    let (which, rest) = if shown {
        ("which did not come with it", "; a client that has not got that already refuses")
    } else {
        ("whose bytes did not come with it", ". The text does not show whether it was sent")
    };
    format!(
        " With {}, {which}, it would lead to '{}' in {}{rest}.",
        case.names_of(&chain.lacking()),
        anchor.short_name,
        origin(anchor.origin)
    )
}

/// What the server lacks and is known: for the remedy, a sentence; empty where nothing is.
pub(super) fn send_too(case: &Case<'_>) -> String {
    let shown = case.chains.iter().filter(|chain| chain.lacks_issuer().is_none());
    let mut wanted: Vec<CertificateId> = shown.flat_map(ChainCase::lacking).collect();
    wanted.order();
    wanted.dedup();
    let wanted: Vec<String> = wanted
        .iter()
        .map(|id| {
            let certificate = case.certificate(*id);
            let thumbprint = base16ct::upper::encode_string(&certificate.sha1);
            format!("'{}' (thumbprint {thumbprint})", certificate.short_name())
        })
        .collect();
    if wanted.is_empty() {
        return String::new();
    }
    format!("Send this too: {}. The bundle to copy has it. ", wanted.join(", "))
}

/// The first few faults of a path, a sentence each.
pub(super) fn faults_in_words(case: &Case<'_>, path: &CertificationPath) -> String {
    let faults: Vec<String> =
        path.faults.iter().take(3).map(|fault| fault_report(case, path, fault).text).collect();
    let more = path.faults.len().saturating_sub(3);
    let more = if more > 0 { format!(" And {more} more.") } else { String::new() };
    format!("{}{more}", faults.join(" "))
}
