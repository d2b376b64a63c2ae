//! Which rows of a table are shown, in which order?
//!
//! Searching and sorting; the numbers themselves are never touched.

use std::cmp::Ordering;

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
}

impl Wish {
    /// The same column again turns the order round. Numbers begin with the largest.
    pub fn sorted_by(&self, column: usize, number: bool) -> Self {
        let again = self.column == Some(column);
        let backwards = if again { !self.backwards } else { number };
        Self { search: self.search.clone(), column: Some(column), backwards }
    }
}

/// Positions of the rows to show, in their order.
pub fn rows(table: &RowsBlock, wish: &Wish) -> Vec<usize> {
    let search = wish.search.trim().to_lowercase();
    let mut rows: Vec<usize> = (0..table.len())
        .filter(|row| {
            search.is_empty()
                || (0..table.columns.len())
                    .any(|column| table.cell(*row, column).to_lowercase().contains(&search))
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
        (None, None) => one.to_lowercase().cmp(&other.to_lowercase()),
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
    fn a_search_looks_into_every_cell() {
        let search = |text: &str| rows(&table(), &Wish { search: text.into(), ..Wish::default() });
        assert_eq!(search("EXAMPLE "), [0, 1]);
        assert_eq!(search("20"), [2]);
        assert!(search("nobody").is_empty());
    }
}
