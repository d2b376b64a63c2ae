//! What the protocol logs say, in numbers and tables.
//!
//! The counts of the contract are over all sessions of all directions; each table says what it counts. What
//! the numbers mean stands in the findings. Tables are capped; what is left out is counted.

mod rows;
mod session;
mod tables;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::lines::Lines;
use crate::checks::Case;
use crate::checks::log::LogCase;
use crate::facts::log::tally::Coverage;
use crate::input::Reading;
use crate::timestamp::Timestamp;
pub use rows::{LogPlace, LogRow, LogRows};
pub use session::{SessionLine, SessionReport};

/// The part `logs` of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogsReport {
    pub files: u64,
    pub lines: u64,
    /// Lines that were used.
    pub lines_understood: u64,
    /// Lines that are known to say nothing on TLS.
    pub lines_not_needed: u64,
    pub lines_not_understood: u64,
    pub sessions: u64,
    /// Under the version of the last successful handshake.
    pub sessions_by_version: BTreeMap<String, u64>,
    /// STARTTLS never asked for, as far as the rows tell.
    pub sessions_without_tls: u64,
    /// A failure row and no success.
    pub handshakes_failed: u64,
    /// STARTTLS asked for, and neither row.
    pub handshakes_unfinished: u64,
    /// Sessions that lack their first or last row; they are in the counts above too.
    pub fragments: u64,
    /// Times of the first and the last row.
    pub first: Option<Timestamp>,
    pub last: Option<Timestamp>,
    pub tables: Vec<LogTable>,
}

/// One answer as a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogTable {
    /// Kebab-case: `coverage`, `versions`, `partners` …
    pub id: String,
    pub title: String,
    /// What is counted here.
    pub sentence: String,
    pub columns: Vec<LogColumn>,
    pub rows: LogRows,
    /// Rows that are not listed.
    pub left_out: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogColumn {
    pub title: String,
    /// Its cells are whole numbers.
    pub number: bool,
}

pub(super) fn logs(case: &Case<'_>, readings: &[Reading], lines: &Lines<'_>) -> Option<LogsReport> {
    let logs = case.logs.as_ref()?;
    let held = readings.iter().filter(|reading| reading.is_log()).count();
    // A summary stands for the logs that it was made of.
    let elsewhere = case.facts.log_files.iter().map(|file| file.summary_of.unwrap_or(1));
    let read_elsewhere = elsewhere.fold(0, u64::saturating_add);
    Some(of(logs, lines, read_elsewhere.saturating_add(held as u64)))
}

fn of(logs: &LogCase<'_>, lines: &Lines<'_>, files: u64) -> LogsReport {
    let (totals, facts) = (&logs.totals, logs.counted.facts);
    let mut sessions_by_version: BTreeMap<String, u64> = BTreeMap::new();
    for (version, sessions) in totals.by_version.iter() {
        *sessions_by_version.entry(version.word(&facts.texts).to_owned()).or_default() += sessions;
    }
    let covered = facts.coverage.values().copied().reduce(Coverage::and);
    let second = |time: i64| Timestamp::from_unix_seconds(time.div_euclid(1_000));
    LogsReport {
        files,
        lines: facts.lines.all(),
        lines_understood: facts.lines.understood,
        lines_not_needed: facts.lines.not_needed,
        lines_not_understood: facts.lines.not_understood,
        sessions: totals.sessions,
        sessions_by_version,
        sessions_without_tls: totals.without_tls,
        handshakes_failed: totals.failed,
        handshakes_unfinished: totals.unfinished,
        fragments: totals.fragments,
        first: covered.map(|covered| second(covered.first)),
        last: covered.map(|covered| second(covered.last)),
        tables: tables::tables(logs, lines),
    }
}
