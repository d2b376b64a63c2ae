//! In which order, and in which words, is a report told?
//!
//! The one outline that the page and every rendering draw: sections of blocks, all text ready to be
//! shown (hidden characters are already visible). It knows no markup and no colours.

mod ask;
mod blocks;
mod chain;
mod chain_block;
pub mod command;
mod connectors;
mod handshake_terms;
mod handshakes;
pub mod life;
mod logs;
mod names;
mod place;
mod table;
pub mod term;

use std::rc::Rc;

use crate::checks::Severity;
use crate::report::{Level, Report};
pub use ask::{AskBlock, ScriptBlock};
pub use blocks::EvidenceBlock;
pub use chain_block::{ChainBlock, LinkMarks, PathBlock, PresentedRow, Step, WayGroup};
use life::Life;
pub use logs::RowsBlock;
pub use place::Place;
pub use table::{TableBlock, TableCell};

/// A report, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    pub verdict: VerdictBlock,
    /// What each source was taken for: "paste: PEM, 3.3 kB".
    pub read_as: Vec<String>,
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
    /// What it rests on: "proven by the certificates", or empty.
    pub basis: &'static str,
    pub action: String,
    /// What was asked, in one line.
    pub asked: String,
}

impl VerdictBlock {
    /// "The server's side; proven by the certificates", or empty.
    pub fn beside(&self) -> String {
        let parts = [self.side, self.basis].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("; ")
    }

    /// "Wrong (The server's side; proven by the certificates)".
    pub fn heading(&self, label: &str) -> String {
        match self.beside().as_str() {
            "" => label.to_owned(),
            beside => format!("{label} ({beside})"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub kind: SectionKind,
    pub title: &'static str,
    /// What is in it, in a few words: "3 certificates".
    pub summary: String,
    pub blocks: Vec<Block>,
}

impl Section {
    /// The title with what is in it: "Certificates (3 certificates)".
    pub fn heading(&self) -> String {
        if self.summary.is_empty() {
            return self.title.to_owned();
        }
        format!("{} ({})", self.title, self.summary)
    }
}

/// Each section, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    Undecided,
    AskNext,
    Findings,
    Logs,
    Vantage,
    Handshakes,
    Chains,
    Names,
    Connectors,
    Certificates,
    Notes,
    NotLookedAt,
}

impl SectionKind {
    /// The word used for anchors and classes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::AskNext => "ask-next",
            Self::Findings => "findings",
            Self::Logs => "logs",
            Self::Vantage => "vantage",
            Self::Handshakes => "handshakes",
            Self::Chains => "chains",
            Self::Names => "names",
            Self::Connectors => "connectors",
            Self::Certificates => "certificates",
            Self::Notes => "notes",
            Self::NotLookedAt => "not-looked-at",
        }
    }
}

/// One thing to draw. What is large is shared, so that the page can hand it around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Text(String),
    Ask(Rc<AskBlock>),
    Script(Rc<ScriptBlock>),
    Finding(Rc<FindingBlock>),
    Table(Rc<TableBlock>),
    Rows(Rc<RowsBlock>),
    Handshake(Rc<HandshakeBlock>),
    Chain(Rc<ChainBlock>),
    Name(Rc<NameBlock>),
    Certificate(Rc<CertificateBlock>),
    Note(NoteBlock),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingBlock {
    pub id: String,
    pub severity: Severity,
    pub title: String,
    /// What the policy makes of it: "Lowered:" and why.
    pub weighed: Option<(&'static str, String)>,
    pub explanation: String,
    pub remedy: String,
    pub citations: Vec<String>,
    pub evidence: Vec<EvidenceBlock>,
    pub evidence_left_out: usize,
}

/// One connection of a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandshakeBlock {
    /// "Connection 1: mail.example:25, openssl s_client".
    pub title: String,
    /// "completed", "failed" …
    pub completion: Mark,
    pub sentence: String,
    /// Where the transcript begins.
    pub place: Option<Place>,
    /// From the network to the end.
    pub stages: Vec<StageMark>,
    pub rows: Vec<HandshakeRow>,
    pub compared: Vec<ComparedRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageMark {
    pub what: String,
    pub mark: Mark,
}

/// What the text says under one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandshakeRow {
    pub label: String,
    /// What the label means.
    pub hint: &'static str,
    pub values: Vec<Told>,
}

/// What the text says, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub text: String,
    pub place: Option<Place>,
}

impl Told {
    /// " (line 12)", or nothing.
    pub fn line(&self) -> String {
        self.place.as_ref().map(|place| format!(" (line {})", place.line)).unwrap_or_default()
    }
}

/// A claim of the transcript beside what was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedRow {
    pub what: String,
    pub reported: Told,
    pub derived: String,
    pub agreement: Mark,
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
    pub presented: Vec<NameRow>,
    pub left_out: usize,
    /// What clients say that go by other rules, the standard's word first.
    pub comparisons: Vec<ComparisonRow>,
    /// The same in a sentence.
    pub in_short: String,
    /// Those of another opinion than the standard, and why, a sentence each.
    pub dissent: Vec<String>,
}

/// A name that the certificate presents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameRow {
    pub kind: String,
    pub value: String,
    pub matches: bool,
    /// "matches", or why it does not.
    pub says: String,
}

/// One client's word on a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonRow {
    pub who: String,
    pub outcome: Mark,
    pub says: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateBlock {
    pub sha256: String,
    pub name: String,
    /// "CA, valid for another 12 days".
    pub summary: String,
    pub life: Life,
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
        ask::ask_next(report),
        blocks::findings(report),
        logs::logs(report),
        table::vantage(report),
        handshakes::handshakes(report),
        chain::chains(report),
        names::names(report),
        connectors::connectors(report),
        blocks::certificates(report),
        blocks::notes(report),
        blocks::not_looked_at(report),
    ];
    Outline {
        verdict: blocks::verdict(report),
        read_as: blocks::read_as(report),
        sections: sections.into_iter().filter(|section| !section.blocks.is_empty()).collect(),
    }
}
