//! Which rows of a table are shown, in which order?
//!
//! Searching and sorting; the numbers themselves are never touched.

use std::cmp::Ordering;

use crate::letter_case::lower;
use crate::order::Sort;
use crate::outline::RowsBlock;

/// How a person wants to see a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Rows with this text in one of their cells; empty = all.
    pub search: String,
    /// By this column; `None` = as the report has them.
    pub column: Option<usize>,
    pub backwards: bool,
    /// Rows that count sessions of this kind, by the word of the table of versions.
    pub kind: Option<String>,
}

/// Tables whose columns count the sessions of each kind.
const TELL_KINDS: [&str; 6] = ["scopes", "partners", "connectors", "folders", "days", "hours"];

/// Whether a table can be held to the rows of one kind of session.
pub fn tells_kinds(table: &RowsBlock) -> bool {
    TELL_KINDS.contains(&&*table.id)
}

/// The column that counts the sessions of a kind.
fn column_of(kind: &str) -> &str {
    match kind {
        "TLS 1.3" | "TLS 1.2" | "TLS 1.1" | "TLS 1.0" => kind,
        "no TLS" => "No TLS",
        "handshake failed" => "Failed",
        "handshake unfinished" => "Unfinished",
        "not connected" => "Not connected",
        "fragment" => "Fragments",
        _ => "SSL and others",
    }
}

impl Wish {
    /// The same column again turns the order round. Numbers begin with the largest.
    pub fn sorted_by(&self, column: usize, number: bool) -> Self {
        let again = self.column == Some(column);
        let backwards = if again { !self.backwards } else { number };
        Self { column: Some(column), backwards, ..self.clone() }
    }
}

/// Positions of the rows to show, in their order.
pub fn rows(table: &RowsBlock, wish: &Wish) -> Vec<usize> {
    let search = lower(wish.search.trim());
    let kind = wish.kind.as_deref().filter(|_| tells_kinds(table)).map(|kind| {
        let title = column_of(kind);
        // Where nobody counts any, the column is not shown, and no row is meant.
        table.columns.iter().position(|column| column == title).unwrap_or(usize::MAX)
    });
    let mut rows: Vec<usize> = (0..table.len())
        .filter(|row| kind.is_none_or(|column| !matches!(table.cell(*row, column), "" | "0")))
        .filter(|row| {
            search.is_empty()
                || (0..table.columns.len())
                    .any(|column| lower(table.cell(*row, column)).contains(&search))
        })
        .collect();
    if let Some(column) = wish.column {
        rows.order_by(|one, other| {
            let order = compare(table.cell(*one, column), table.cell(*other, column));
            if wish.backwards { order.reverse() } else { order }
        });
    }
    rows
}

/// Numbers by their size, also as `12.5 %`; texts without case; numbers before texts.
fn compare(one: &str, other: &str) -> Ordering {
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => lower(one).cmp(&lower(other)),
    }
}

/// The number that a cell holds, in thousandths. Floating point would bring its tables into the page.
pub fn number(text: &str) -> Option<i64> {
    let text = text.trim_end_matches(['%', ' ']);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = fraction.get(..3).unwrap_or(fraction);
    let scale = [1_000, 100, 10, 1].get(digits.len()).copied()?;
    let whole = i64::from(whole.parse::<u32>().ok()?);
    Some(whole * 1_000 + i64::from(digits.parse::<u32>().ok()?) * scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{LogColumn, LogRow, LogRows, LogTable};

    fn table() -> RowsBlock {
        let column = |title: &str, number| LogColumn { title: title.into(), number };
        let cells = [["b.example", "9"], ["A.example", "100"], ["c.test", "20 %"]];
        let row = |cells: [&str; 2]| LogRow { cells: cells.map(Into::into).into(), example: None };
        RowsBlock::of(&LogTable {
            id: String::new(),
            title: String::new(),
            sentence: String::new(),
            columns: vec![column("Partner", false), column("Sessions", true)],
            rows: cells.into_iter().map(row).collect::<LogRows>(),
            left_out: 0,
        })
    }

    #[test]
    fn numbers_are_sorted_by_size_and_names_without_case() {
        let by_count = Wish::default().sorted_by(1, true);
        assert_eq!(rows(&table(), &by_count), [1, 2, 0]);
        assert_eq!(rows(&table(), &by_count.sorted_by(1, true)), [0, 2, 1]);
        assert_eq!(rows(&table(), &by_count.sorted_by(0, false)), [1, 0, 2]);
        assert_eq!(rows(&table(), &Wish::default()), [0, 1, 2]);
    }

    #[test]
    fn numbers_are_read_to_the_thousandth() {
        let numbers = ["7", "12.5 %", "0.0625", "1.", "a.b", "", "-1", "9.9.9"].map(number);
        let expected = [Some(7_000), Some(12_500), Some(62), None, None, None, None, None];
        assert_eq!(numbers, expected);
    }

    #[test]
    fn rows_of_one_kind_are_those_that_count_some() {
        let of = |kind: &str| Wish { kind: Some(kind.into()), ..Wish::default() };
        let mut table = table();
        assert_eq!(rows(&table, &of("no TLS")), [0, 1, 2], "it tells no kinds");
        table.id = "partners".into();
        assert!(rows(&table, &of("no TLS")).is_empty());
        table.columns[1] = "No TLS".into();
        assert_eq!(rows(&table, &of("no TLS")), [0, 1, 2]);
        assert!(rows(&table, &of("SSL 3.0")).is_empty());
    }

    #[test]
    fn a_search_looks_into_every_cell() {
        let search = |text: &str| rows(&table(), &Wish { search: text.into(), ..Wish::default() });
        assert_eq!(search("EXAMPLE "), [0, 1]);
        assert_eq!(search("20"), [2]);
        assert!(search("nobody").is_empty());
    }
}
