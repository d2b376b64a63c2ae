//! In which order, and in which words, is a report told?
//!
//! The one outline that the page and every rendering draw: sections of blocks, all text ready to be
//! shown (hidden characters are already visible). It knows no markup and no colours.

mod blocks;

use crate::checks::Severity;
use crate::report::{ChainLevel, Level, Report};

/// A report, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    pub verdict: VerdictBlock,
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictBlock {
    pub level: Level,
    /// The level in a word for people.
    pub label: &'static str,
    pub sentence: String,
    /// "On the server's side", or empty.
    pub side: &'static str,
    pub action: String,
    /// What was asked, in one line.
    pub asked: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub kind: SectionKind,
    pub title: &'static str,
    /// What is in it, in a few words: "3 certificates".
    pub summary: String,
    pub blocks: Vec<Block>,
}

/// Each section, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    Undecided,
    Findings,
    Chains,
    Names,
    Certificates,
    Notes,
    NotLookedAt,
}

impl SectionKind {
    /// The word used for anchors and classes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Findings => "findings",
            Self::Chains => "chains",
            Self::Names => "names",
            Self::Certificates => "certificates",
            Self::Notes => "notes",
            Self::NotLookedAt => "not-looked-at",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Text(String),
    Finding(FindingBlock),
    Chain(ChainBlock),
    Name(NameBlock),
    Certificate(CertificateBlock),
    Note(NoteBlock),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingBlock {
    pub id: String,
    pub severity: Severity,
    pub title: String,
    pub lowered: String,
    pub explanation: String,
    pub remedy: String,
    pub citations: Vec<String>,
    pub evidence: Vec<EvidenceBlock>,
    pub evidence_left_out: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceBlock {
    pub text: String,
    pub place: Option<Place>,
    /// Line number and text.
    pub excerpt: Vec<(u64, String)>,
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index into the report's sources.
    pub source: u32,
    pub source_name: String,
    pub line: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainBlock {
    pub title: String,
    pub level: ChainLevel,
    pub sentence: String,
    /// What was presented, in order.
    pub presented: Vec<PresentedRow>,
    pub paths: Vec<PathBlock>,
    /// PEM to copy; empty where there is none.
    pub bundle: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentedRow {
    pub name: String,
    pub role: String,
    pub place: Option<Place>,
    /// SHA-256 of the certificate, where its bytes are there.
    pub sha256: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathBlock {
    pub title: String,
    pub valid: bool,
    pub steps: Vec<Step>,
}

/// An element of a path and how it is joined with the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub name: String,
    pub sha256: String,
    /// "trust anchor in Mozilla's list", or empty.
    pub anchor: String,
    pub faults: Vec<String>,
    pub link: Option<LinkMarks>,
}

/// The three marks of a link, each as a word and whether it speaks for the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkMarks {
    pub name: Mark,
    pub key_identifier: Mark,
    pub signature: Mark,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub text: String,
    pub good: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameBlock {
    pub reference: String,
    pub matches: Option<bool>,
    pub sentence: String,
    /// Kind, value, why not (empty where it matches).
    pub presented: Vec<(String, String, String)>,
    pub left_out: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateBlock {
    pub sha256: String,
    pub name: String,
    /// "CA, valid for another 12 days".
    pub summary: String,
    pub place: Option<Place>,
    /// Label and value.
    pub rows: Vec<(&'static str, String)>,
    pub extensions: Vec<ExtensionRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtensionRow {
    pub name: String,
    pub critical: bool,
    pub purpose: String,
    pub says: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteBlock {
    pub source: String,
    pub place: Option<Place>,
    pub text: String,
}

/// The outline of a report. Empty sections are left out.
pub fn outline(report: &Report) -> Outline {
    let sections = [
        blocks::undecided(report),
        blocks::findings(report),
        blocks::chains(report),
        blocks::names(report),
        blocks::certificates(report),
        blocks::notes(report),
        blocks::not_looked_at(report),
    ];
    Outline {
        verdict: blocks::verdict(report),
        sections: sections.into_iter().filter(|section| !section.blocks.is_empty()).collect(),
    }
}
