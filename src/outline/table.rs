//! Comparisons of the outline: a table of cells, each with its place and whether it differs.

use std::rc::Rc;

use super::blocks::{counted, place, section};
use super::{Block, Place, Section, SectionKind};
use crate::report::{Report, SideBySide, SideCell};

/// A table that compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableBlock {
    pub title: String,
    pub sentence: String,
    pub columns: Vec<String>,
    /// Which columns hold whole numbers.
    pub counts: Vec<usize>,
    /// The first cell names the row.
    pub rows: Vec<Vec<TableCell>>,
    pub left_out: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCell {
    pub text: String,
    /// More of the same; empty where there is no more.
    pub full: String,
    pub place: Option<Place>,
    pub differs: bool,
}

pub(super) fn vantage(report: &Report) -> Section {
    let summary =
        counted(report.vantage.len() + report.renewals.len(), "comparison").unwrap_or_default();
    let mut blocks = tables(report, &report.vantage);
    blocks.extend(tables(report, &report.renewals));
    section(SectionKind::Vantage, "Side by side", summary, blocks)
}

fn tables(report: &Report, tables: &[SideBySide]) -> Vec<Block> {
    tables.iter().map(|table| Block::Table(Rc::new(block(report, table)))).collect()
}

fn block(report: &Report, table: &SideBySide) -> TableBlock {
    // A column in which nobody shows anything is left out.
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|column| {
            table
                .rows
                .iter()
                .any(|row| row.cells.get(*column).is_some_and(|cell| !cell.text.is_empty()))
        })
        .collect();
    let cells = |cells: &[SideCell]| -> Vec<TableCell> {
        shown.iter().filter_map(|column| cells.get(*column)).map(|one| cell(report, one)).collect()
    };
    TableBlock {
        title: table.title.clone(),
        sentence: table.sentence.clone(),
        columns: shown.iter().filter_map(|column| table.columns.get(*column)).cloned().collect(),
        counts: Vec::new(),
        rows: table.rows.iter().map(|row| cells(&row.cells)).collect(),
        left_out: table.left_out,
    }
}

fn cell(report: &Report, cell: &SideCell) -> TableCell {
    TableCell {
        text: cell.text.clone(),
        full: cell.full.clone(),
        place: cell.source.and_then(|source| place(report, source, cell.line)),
        differs: cell.differs,
    }
}
