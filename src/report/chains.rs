//! The chains of the report: what was presented, every path, and the bundle to copy.

use super::holding::holding;
use super::lines::Lines;
use super::{ChainLevel, ChainReport, ElementReport, LinkReport, PathFaultReport, PathReport};
use base64ct::{Base64, Encoding};

use crate::checks::case::rule_of;
use crate::checks::{Case, ChainCase, ChainVerdict};
use crate::facts::anchors::Origin;
use crate::facts::path::{
    CertificationPath, Element, FaultKind, KeyIdentifierMark, Link, NameMark, PathFault,
    SignatureMark,
};
use crate::facts::presented::Presented;
use crate::facts::printed_name;
use crate::facts::{Certificate, CertificateId};
use crate::visible::visible;

pub(super) fn chains(case: &Case<'_>, lines: &Lines<'_>) -> Vec<ChainReport> {
    case.chains.iter().map(|chain| chain_report(case, chain, lines)).collect()
}

fn chain_report(case: &Case<'_>, chain: &ChainCase<'_>, lines: &Lines<'_>) -> ChainReport {
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
            .map(|path| path_report(case, path))
            .collect(),
        elements: elements(case, chain, lines),
        bundle: bundle(case, chain),
        sentence: format!("{}{}{dates}", judged_at(case, chain), sentence(case, chain, verdict)),
        trusted_until: holding.filter(|_| verdict == ChainVerdict::Trusted).map(|(_, until)| until),
        holds_from: holding.map(|(from, _)| from),
        holds_until: holding.map(|(_, until)| until),
    }
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
            let on_path = chain.best_path().is_some_and(|path| path.certificates.contains(&id));
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

fn path_report(case: &Case<'_>, path: &CertificationPath) -> PathReport {
    let facts = case.facts;
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
        FaultKind::NoPolicy => {
            "leaves no certificate policy that holds along the path, and one is demanded".into()
        }
        FaultKind::PoliciesMalformed(why) => {
            format!("has certificate policies that cannot be applied: {why}")
        }
        FaultKind::TooLong(most) => format!("is reached only over more than {most} intermediates"),
        FaultKind::IssuerMissing => "has an issuer that is neither here nor a trust anchor".into(),
        FaultKind::RootNotTrusted => "is self-signed and not among the trust anchors".into(),
    };
    PathFaultReport {
        element,
        rule: rule_of(path, &fault.kind).map(Into::into),
        text: format!("{} {says}.", case.element_name(fault.element)),
    }
}

/// The path's certificates that are no root, in PEM (RFC 7468).
fn bundle(case: &Case<'_>, chain: &ChainCase<'_>) -> String {
    let Some(path) = chain.best_path() else { return String::new() };
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
            format!("{word}: {}", faults_in_words(case, path))
        }
    }
}

/// The first few faults of a path, a sentence each.
pub(super) fn faults_in_words(case: &Case<'_>, path: &CertificationPath) -> String {
    let faults: Vec<String> =
        path.faults.iter().take(3).map(|fault| fault_report(case, path, fault).text).collect();
    let more = path.faults.len().saturating_sub(3);
    let more = if more > 0 { format!(" And {more} more.") } else { String::new() };
    format!("{}{more}", faults.join(" "))
}
