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
    TableBlock {
        title: table.title.clone(),
        sentence: table.sentence.clone(),
        columns: table.columns.iter().map(|column| column.title.clone()).collect(),
        rows: table.rows.iter().map(|row| cells(report, row)).collect(),
        left_out: table.left_out,
    }
}

fn cells(report: &Report, row: &LogRow) -> Vec<TableCell> {
    row.cells
        .iter()
        .enumerate()
        .map(|(column, text)| TableCell {
            text: text.clone(),
            full: String::new(),
            place: (column == 0)
                .then(|| {
                    let example = row.example.as_ref()?;
                    place(report, example.source?, example.line)
                })
                .flatten(),
            differs: false,
        })
        .collect()
}
