//! How many of what was asked is right, by row and column, and what is not?
//!
//! Counts only. A row comes into being with its first count and keeps its place.

use std::fmt::Write as _;

/// One row: a version, a way of damaging, a problem.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) cells: Vec<Cell>,
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Cell {
    pub(crate) asked: usize,
    pub(crate) right: usize,
}

impl Cell {
    fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.right += other.right;
    }

    /// Parts of a hundred, cut to one digit: what is not all is never shown as all.
    pub(crate) fn percent(self) -> f64 {
        if self.asked == 0 {
            return 100.0;
        }
        (self.right * 1_000 / self.asked) as f64 / 10.0
    }
}

pub(crate) struct Table {
    pub(crate) columns: &'static [&'static str],
    pub(crate) rows: Vec<Row>,
}

impl Table {
    pub(crate) fn new(columns: &'static [&'static str]) -> Self {
        Self { columns, rows: Vec::new() }
    }

    pub(crate) fn count(&mut self, row: &str, column: &str, right: bool) {
        let at = self.columns.iter().position(|known| *known == column).expect("a known column");
        let row = match self.rows.iter().position(|known| known.name == row) {
            Some(known) => &mut self.rows[known],
            None => {
                let cells = vec![Cell::default(); self.columns.len()];
                self.rows.push(Row { name: row.to_owned(), cells });
                self.rows.last_mut().expect("it was just pushed")
            }
        };
        row.cells[at].add(Cell { asked: 1, right: usize::from(right) });
    }

    pub(crate) fn total(&self, column: usize) -> Cell {
        let mut total = Cell::default();
        for row in &self.rows {
            total.add(row.cells[column]);
        }
        total
    }

    /// As Markdown, with a last row for all of it.
    pub(crate) fn markdown(&self, first: &str) -> String {
        let mut text = format!("| {first} |");
        for column in self.columns {
            let _ = write!(text, " {column} |");
        }
        text.push_str("\n| --- |");
        text.push_str(&" ---: |".repeat(self.columns.len()));
        text.push('\n');
        for row in &self.rows {
            line(&mut text, &row.name, row.cells.iter().copied());
        }
        let totals = (0..self.columns.len()).map(|column| self.total(column));
        line(&mut text, "**all**", totals);
        text
    }
}

fn line(text: &mut String, name: &str, cells: impl Iterator<Item = Cell>) {
    let _ = write!(text, "| {name} |");
    for cell in cells {
        match cell {
            Cell { asked: 0, .. } => text.push_str(" |"),
            Cell { asked, right } => {
                let _ = write!(text, " {right} of {asked} |");
            }
        }
    }
    text.push('\n');
}
