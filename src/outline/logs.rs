//! The logs of the outline: what was read, and each answer as a table.

use std::rc::Rc;

use super::blocks::{counted, place, section};
use super::{Block, Section, SectionKind, TableBlock, TableCell};
use crate::report::{LogRow, LogTable, LogsReport, Report};

pub(super) fn logs(report: &Report) -> Section {
    let Some(logs) = &report.logs else {
        return section(SectionKind::Logs, "Protocol logs", String::new(), Vec::new());
    };
    let mut blocks = vec![Block::Text(read(logs))];
    blocks.extend(logs.tables.iter().map(|table| Block::Table(Rc::new(block(report, table)))));
    let summary = counted(usize::try_from(logs.sessions).unwrap_or(usize::MAX), "session");
    section(SectionKind::Logs, "Protocol logs", summary.unwrap_or_default(), blocks)
}

/// Every line accounted for.
fn read(logs: &LogsReport) -> String {
    let span = match (logs.first, logs.last) {
        (Some(first), Some(last)) => {
            format!(", begun between {} and {}", first.readable(), last.readable())
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

fn block(report: &Report, table: &LogTable) -> TableBlock {
    // A column in which nobody counts anything is left out; so is one of empty cells.
    let says = |column: usize| {
        table.rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| !says_nothing(cell)))
    };
    let shown: Vec<usize> = (0..table.columns.len()).filter(|column| says(*column)).collect();
    let columns = || shown.iter().filter_map(|column| table.columns.get(*column));
    TableBlock {
        title: table.title.clone(),
        sentence: table.sentence.clone(),
        columns: columns().map(|column| column.title.clone()).collect(),
        counts: (0..)
            .zip(columns())
            .filter(|(_, column)| column.number)
            .map(|(at, _)| at)
            .collect(),
        rows: table.rows.iter().map(|row| cells(report, row, &shown)).collect(),
        left_out: table.left_out,
    }
}

fn says_nothing(cell: &str) -> bool {
    matches!(cell, "" | "0" | "(no folder)" | "not told")
}

fn cells(report: &Report, row: &LogRow, shown: &[usize]) -> Vec<TableCell> {
    let place =
        row.example.as_ref().and_then(|example| place(report, example.source?, example.line));
    let mut cells: Vec<TableCell> = shown
        .iter()
        .filter_map(|column| row.cells.get(*column))
        .map(|text| TableCell {
            text: text.clone(),
            full: String::new(),
            place: None,
            differs: false,
        })
        .collect();
    if let Some(first) = cells.first_mut() {
        first.place = place;
    }
    cells
}
