//! How is each part of the report drawn?
//!
//! A view is one file and one line of `VIEWS`. It draws the blocks of its section and computes nothing.

mod ask;
mod certificates;
mod chains;
mod findings;
mod handshakes;
mod logs;
mod names;
mod notes;
mod sentences;
mod table;

use yew::Html;

use crate::outline::{Block, Section, SectionKind};

/// How one kind of section is drawn.
pub(super) struct View {
    pub(super) kind: SectionKind,
    /// The short title among the ways to the parts.
    pub(super) title: &'static str,
    pub(super) draw: fn(&Section) -> Html,
}

/// Every view, in the order of the report.
static VIEWS: &[View] = &[
    View { kind: SectionKind::Undecided, title: "Missing", draw: sentences::draw },
    View { kind: SectionKind::AskNext, title: "Ask for", draw: ask::draw },
    View { kind: SectionKind::Findings, title: "Findings", draw: findings::draw },
    View { kind: SectionKind::Logs, title: "Logs", draw: logs::draw },
    View { kind: SectionKind::Vantage, title: "Side by side", draw: table::draw },
    View { kind: SectionKind::Handshakes, title: "Handshakes", draw: handshakes::draw },
    View { kind: SectionKind::Chains, title: "Chain", draw: chains::draw },
    View { kind: SectionKind::Names, title: "Names", draw: names::draw },
    View { kind: SectionKind::Connectors, title: "Connectors", draw: notes::draw },
    View { kind: SectionKind::Certificates, title: "Certificates", draw: certificates::draw },
    View { kind: SectionKind::Notes, title: "Notes", draw: notes::draw },
    View { kind: SectionKind::NotLookedAt, title: "Not looked at", draw: sentences::draw },
];

/// A kind that nobody has enlisted a view for: its sentences are shown, the rest is not.
static PLAIN: View = View { kind: SectionKind::Undecided, title: "More", draw: sentences::draw };

pub(super) fn view(kind: SectionKind) -> &'static View {
    VIEWS.iter().find(|view| view.kind == kind).unwrap_or(&PLAIN)
}

/// The number beside the way to a section; none where its blocks are plain sentences.
pub(super) fn count(section: &Section) -> Option<usize> {
    let sentences = section.blocks.iter().all(|block| matches!(block, Block::Text(_)));
    (!sentences).then_some(section.blocks.len())
}
