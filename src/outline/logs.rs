//! The logs of the outline: what was read, and each answer as a table.

use std::rc::Rc;

use super::blocks::{counted, section};
use super::{Block, Place, Section, SectionKind, TableBlock, TableCell};
use crate::report::{LogPlace, LogRows, LogTable, LogsReport, Report};

pub(super) fn logs(report: &Report) -> Section {
    let Some(logs) = &report.logs else {
        return section(SectionKind::Logs, "Protocol logs", String::new(), Vec::new());
    };
    let mut blocks = vec![Block::Text(read(logs))];
    blocks.extend(logs.tables.iter().map(|table| Block::Rows(Rc::new(RowsBlock::of(table)))));
    let summary = counted(usize::try_from(logs.sessions).unwrap_or(usize::MAX), "session");
    section(SectionKind::Logs, "Protocol logs", summary.unwrap_or_default(), blocks)
}

/// Every line accounted for.
fn read(logs: &LogsReport) -> String {
    let span = match (logs.first, logs.last) {
        (Some(first), Some(last)) => {
            format!(" in rows from {} to {}", first.readable(), last.readable())
        }
        _ => String::new(),
    };
    let files = counted(usize::try_from(logs.files).unwrap_or(usize::MAX), "file");
    format!(
        "{} with {} lines: {} used, {} known and not needed, {} not understood. {} sessions{span}; {} of them are fragments.",
        files.unwrap_or_else(|| "No file".into()),
        logs.lines,
        logs.lines_understood,
        logs.lines_not_needed,
        logs.lines_not_understood,
        logs.sessions,
        logs.fragments
    )
}

fn says_nothing(cell: &str) -> bool {
    matches!(cell, "" | "0" | "(no folder)" | "not told")
}

/// A table that may be long: its rows stay packed, whoever draws takes those that are seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsBlock {
    /// The table's id in the report.
    pub id: String,
    pub title: String,
    pub sentence: String,
    pub columns: Vec<String>,
    /// Which columns hold whole numbers.
    pub counts: Vec<usize>,
    pub left_out: usize,
    rows: LogRows,
    /// Those columns of the rows that say anything.
    shown: Vec<usize>,
}

impl RowsBlock {
    pub fn of(table: &LogTable) -> Self {
        // A column in which nobody counts anything is left out; so is one of empty cells.
        let says = |column: &usize| {
            (0..table.rows.len()).any(|row| !says_nothing(table.rows.cell(row, *column)))
        };
        let shown: Vec<usize> = (0..table.columns.len()).filter(says).collect();
        let columns = || shown.iter().filter_map(|column| table.columns.get(*column));
        Self {
            id: table.id.clone(),
            title: table.title.clone(),
            sentence: table.sentence.clone(),
            columns: columns().map(|column| column.title.clone()).collect(),
            counts: (0..)
                .zip(columns())
                .filter(|(_, column)| column.number)
                .map(|(at, _)| at)
                .collect(),
            rows: table.rows.clone(),
            shown,
            left_out: table.left_out,
        }
    }

    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// By the columns of the block.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.shown.get(column).map_or("", |column| self.rows.cell(row, *column))
    }

    /// Where a session that the row counts begins.
    pub fn example(&self, row: usize) -> Option<LogPlace> {
        self.rows.place(row)
    }

    /// The same, where its text is at hand.
    pub fn place(&self, row: usize) -> Option<Place> {
        let LogPlace { file, source, line, .. } = self.rows.place(row)?;
        let (source, line) = (source?, line?);
        let in_paste = source == 0 && file == crate::PASTE;
        Some(Place { source, source_name: file, line, in_paste })
    }

    /// Its first rows as a table like any other.
    pub fn table(&self, most: usize) -> TableBlock {
        let count = self.len().min(most);
        let cell = |row: usize, column: usize| TableCell {
            text: self.cell(row, column).to_owned(),
            full: String::new(),
            place: if column == 0 { self.place(row) } else { None },
            differs: false,
        };
        let row = |row: usize| (0..self.columns.len()).map(|column| cell(row, column)).collect();
        TableBlock {
            title: self.title.clone(),
            sentence: self.sentence.clone(),
            columns: self.columns.clone(),
            counts: self.counts.clone(),
            rows: (0..count).map(row).collect(),
            left_out: self.left_out + self.len() - count,
        }
    }
}
