//! Each section of the outline but the chains, from the report's plain values.

use std::rc::Rc;

use super::life::{Life, bytes_in_words};
use super::{
    Block, CertificateBlock, ExtensionRow, FindingBlock, NoteBlock, Place, Section, SectionKind,
    VerdictBlock,
};
use crate::checks::{Severity, Side};
use crate::idn::{both, written};
use crate::report::{CertificateReport, EvidenceReport, Finding, Level, LogPlace, Report};
use crate::visible::visible;

pub(super) fn verdict(report: &Report) -> VerdictBlock {
    let verdict = &report.verdict;
    let question = &report.question;
    let why = match question.policy_why.as_str() {
        "" => String::new(),
        why => format!(" ({why})"),
    };
    let names = if question.hosts.is_empty() {
        "no name given".to_owned()
    } else {
        let names: Vec<String> = question.hosts.iter().map(|host| written(host)).collect();
        format!("for {}", names.join(", "))
    };
    let roots =
        if question.roots.is_empty() { "no roots".into() } else { question.roots.join(", ") };
    let at_hand = match question.at_hand.join(", ") {
        names if names.is_empty() => names,
        names => format!(", at hand: {names}"),
    };
    VerdictBlock {
        level: verdict.level,
        label: match verdict.level {
            Level::Ok => "In order",
            Level::Notice => "Works, with a remark",
            Level::Warning => "Warning",
            Level::Error => "Wrong",
            Level::Undetermined => "Not decided",
        },
        sentence: both(&verdict.sentence).into_owned(),
        side: match (verdict.level, verdict.side) {
            (Level::Ok | Level::Notice, _) | (_, Side::Unknown) => "",
            (_, Side::Server) => "The server's side",
            (_, Side::Client) => "The client's side",
            (_, Side::Network) => "The network between",
        },
        basis: verdict.basis.words(),
        action: verdict.action.clone(),
        asked: format!(
            "Judged as a {} at {}, {names}, policy {}{why}, roots: {roots}{at_hand}.",
            question.purpose,
            question.at.readable(),
            question.policy,
        ),
    }
}

pub(super) fn read_as(report: &Report) -> Vec<String> {
    report
        .sources
        .iter()
        .map(|source| {
            let name = visible(&source.name);
            format!("{name}: {}, {}", source.format_title, bytes_in_words(source.bytes))
        })
        .collect()
}

pub(super) fn undecided(report: &Report) -> Section {
    let blocks = report.undecided.iter().cloned().map(Block::Text).collect();
    section(SectionKind::Undecided, "What is missing", String::new(), blocks)
}

pub(super) fn findings(report: &Report) -> Section {
    let count = |severity: Severity| {
        report.findings.iter().filter(|finding| finding.severity == severity).count()
    };
    let counts = [
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
        counted(count(Severity::Notice), "notice"),
    ];
    let summary = counts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let blocks = report
        .findings
        .iter()
        .map(|finding| {
            Block::Finding(Rc::new(FindingBlock {
                id: finding.id.clone(),
                severity: finding.severity,
                title: finding.title.clone(),
                weighed: weighed(finding),
                explanation: finding.explanation.clone(),
                remedy: finding.remedy.clone(),
                citations: finding.citations.clone(),
                evidence: finding
                    .evidence
                    .iter()
                    .map(|evidence| occurrence(report, evidence))
                    .collect(),
                evidence_left_out: finding.evidence_left_out,
            }))
        })
        .collect();
    section(SectionKind::Findings, "Findings", summary, blocks)
}

/// What the policy in force makes of a finding.
fn weighed(finding: &Finding) -> Option<(&'static str, String)> {
    let said = [("Lowered:", &finding.lowered), ("Under this policy:", &finding.raised)];
    let (label, why) = said.into_iter().find(|(_, why)| !why.is_empty())?;
    Some((label, why.clone()))
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceBlock {
    pub text: String,
    pub place: Option<Place>,
    /// Line number and text.
    pub excerpt: Vec<(u64, String)>,
    /// In a log, whose rows can be read again.
    pub log: Option<LogPlace>,
}

fn occurrence(report: &Report, evidence: &EvidenceReport) -> EvidenceBlock {
    EvidenceBlock {
        text: both(&evidence.text).into_owned(),
        place: evidence.source.and_then(|source| place(report, source, evidence.line)),
        excerpt: (evidence.excerpt_from..).zip(evidence.excerpt.iter().cloned()).collect(),
        log: evidence.log.clone(),
    }
}

pub(super) fn place(report: &Report, source: u32, line: Option<u64>) -> Option<Place> {
    let source_name = &report.sources.get(source as usize)?.name;
    Some(Place {
        source,
        source_name: visible(source_name).into_owned(),
        line: line?,
        // The box is always the first source; a file may bear its name.
        in_paste: source == 0 && source_name == crate::PASTE,
    })
}

pub(super) fn certificates(report: &Report) -> Section {
    let blocks = report
        .certificates
        .iter()
        .map(|certificate| Block::Certificate(Rc::new(certificate_block(report, certificate))))
        .collect();
    let summary = counted(report.certificates.len(), "certificate").unwrap_or_default();
    section(SectionKind::Certificates, "Certificates", summary, blocks)
}

/// Names that are written into the row; the report's JSON has all of them.
const MAX_NAMES: usize = 100;

/// "CA, valid for another 12 days".
pub(super) fn in_short(certificate: &CertificateReport) -> String {
    let role = if certificate.ca { "CA, " } else { "" };
    format!("{role}{}", certificate.validity)
}

fn certificate_block(report: &Report, certificate: &CertificateReport) -> CertificateBlock {
    let key = match certificate.key_bits {
        Some(bits) => format!("{}, {bits} bits", certificate.key_algorithm),
        None => certificate.key_algorithm.clone(),
    };
    let all: Vec<&String> = certificate.dns_names.iter().chain(&certificate.ip_addresses).collect();
    let shown: Vec<String> =
        all.iter().take(MAX_NAMES).map(|name| both(&visible(name)).into_owned()).collect();
    let mut names = shown.join(", ");
    if all.len() > MAX_NAMES {
        names.push_str(&format!(", and {} more", all.len() - MAX_NAMES));
    }
    let mut rows = vec![
        ("Subject", both(&certificate.subject).into_owned()),
        ("Issuer", certificate.issuer.clone()),
        ("Names", names),
        ("Valid from", certificate.not_before.readable()),
        ("Valid until", certificate.not_after.readable()),
        ("Key", key),
        ("Signature", certificate.signature_algorithm.clone()),
        ("Serial number", certificate.serial.clone()),
        ("SHA-256", certificate.sha256.clone()),
        ("SHA-1 (Windows thumbprint)", certificate.sha1.clone()),
        ("Version", certificate.version.to_string()),
    ];
    rows.retain(|(_, value)| !value.is_empty());
    CertificateBlock {
        sha256: certificate.sha256.clone(),
        name: both(&certificate.name).into_owned(),
        summary: in_short(certificate),
        life: Life::of(certificate, report.question.at),
        place: place(report, certificate.source, certificate.line),
        rows,
        extensions: certificate
            .extensions
            .iter()
            .map(|extension| ExtensionRow {
                name: extension.name.clone(),
                critical: extension.critical,
                purpose: extension.purpose.clone(),
                says: extension.says.clone(),
            })
            .collect(),
    }
}

pub(super) fn notes(report: &Report) -> Section {
    let mut blocks = Vec::new();
    for (index, source) in (0..).zip(&report.sources) {
        for note in &source.notes {
            blocks.push(Block::Note(NoteBlock {
                source: visible(&source.name).into_owned(),
                place: place(report, index, note.line),
                text: note.text.clone(),
            }));
        }
    }
    let summary = counted(blocks.len(), "note").unwrap_or_default();
    section(SectionKind::Notes, "Notes on the input", summary, blocks)
}

pub(super) fn not_looked_at(report: &Report) -> Section {
    let blocks = report.not_looked_at.iter().cloned().map(Block::Text).collect();
    section(SectionKind::NotLookedAt, "What was not looked at", String::new(), blocks)
}

pub(super) fn section(
    kind: SectionKind,
    title: &'static str,
    summary: String,
    blocks: Vec<Block>,
) -> Section {
    Section { kind, title, summary, blocks }
}

/// "1 note", "3 notes"; `None` for nothing.
pub(super) fn counted(count: usize, what: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{count} {what}s")),
    }
}
