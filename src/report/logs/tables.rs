//! Each answer of the logs as a table, in the order in which they are asked for.
//!
//! A count in one table is never a sum of another one's rounded values: all come from the same sessions.

mod counts;
mod partners;
mod proofs;

use super::super::lines::Lines;
use super::{LogColumn, LogPlace, LogRow, LogRows, LogTable};
use crate::checks::log::LogCase;
use crate::facts::log::Direction;
use crate::facts::log::answer::few::Few;
use crate::facts::log::session::Place;
use crate::facts::log::tally::Tally;
use crate::facts::log::texts::Text;
use crate::span::{SourceId, Span};
use crate::visible::quoted;
use counts::{algorithms, by, scopes, times, versions};
use partners::{clear_after_failure, forecast, partners, refusals, shared_addresses};
use proofs::{certificates, coverage, failures};

/// Rows of one table that are listed.
const MAX_ROWS: usize = 5_000;

pub(super) fn tables(logs: &LogCase<'_>, lines: &Lines<'_>) -> Vec<LogTable> {
    let mut tables = vec![
        coverage(logs),
        versions(logs),
        scopes(logs),
        forecast(logs),
        partners(logs),
        failures(logs),
        clear_after_failure(logs),
        refusals(logs),
        shared_addresses(logs),
        certificates(logs),
        by(logs, "connectors", "By connector", |logs, profile| {
            format!("{} ({})", logs.shown(profile.connector), direction(profile.direction))
        }),
        by(logs, "folders", "By folder", |logs, profile| match profile.folder {
            Text::EMPTY => "(no folder)".into(),
            folder => logs.shown(folder),
        }),
        algorithms(logs),
        times(logs, "days", "By day", 24),
        times(logs, "hours", "By hour", 1),
    ];
    tables.retain(|table| !table.rows.is_empty());
    let line = |source: u32, offset: u64| {
        lines.line(Span { source: SourceId(source), start: offset, end: offset })
    };
    tables.iter_mut().for_each(|table| table.rows.number(&line));
    tables
}

struct Maker<'a, 'b> {
    logs: &'a LogCase<'b>,
    table: LogTable,
}

impl<'a, 'b> Maker<'a, 'b> {
    fn new(
        logs: &'a LogCase<'b>,
        id: &str,
        title: &str,
        sentence: impl Into<String>,
        columns: &[(&str, bool)],
    ) -> Self {
        let column = |(title, number): &(&str, bool)| LogColumn {
            title: (*title).to_owned(),
            number: *number,
        };
        let table = LogTable {
            id: id.to_owned(),
            title: title.to_owned(),
            sentence: sentence.into(),
            columns: columns.iter().map(column).collect(),
            rows: LogRows::default(),
            left_out: 0,
        };
        Self { logs, table }
    }

    fn row(&mut self, cells: Vec<String>, example: Option<Place>) {
        if self.table.rows.len() >= MAX_ROWS {
            self.table.left_out += 1;
            return;
        }
        let example = example.map(|place| LogPlace {
            file: quoted(self.logs.counted.text(place.file)),
            offset: place.offset,
            source: self.logs.source(place).map(|source| source.0),
            line: None,
        });
        self.table.rows.push(LogRow { cells, example });
    }

    fn done(self) -> LogTable {
        self.table
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Receive => "inbound",
        Direction::Send => "outbound",
    }
}

fn earliest<K: Ord>(examples: &mut Few<K, (i64, Place)>, key: K, tally: &Tally) {
    let one = (tally.first, tally.example);
    let known = examples.of(key, || one);
    if one.0 < known.0 {
        *known = one;
    }
}
