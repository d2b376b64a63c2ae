//! Which rows of a table are shown, in which order?
//!
//! Searching and sorting; the numbers themselves are never touched.

use std::cmp::Ordering;

use crate::order::Sort;
use crate::outline::TableBlock;

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
pub fn rows(table: &TableBlock, wish: &Wish) -> Vec<usize> {
    let search = wish.search.trim().to_lowercase();
    let text = |row: usize, column: usize| {
        table.rows.get(row).and_then(|row| row.get(column)).map_or("", |cell| cell.text.as_str())
    };
    let mut rows: Vec<usize> = (0..table.rows.len())
        .filter(|row| {
            search.is_empty()
                || table.rows[*row].iter().any(|cell| cell.text.to_lowercase().contains(&search))
        })
        .collect();
    if let Some(column) = wish.column {
        rows.order_by(|one, other| {
            let order = compare(text(*one, column), text(*other, column));
            if wish.backwards { order.reverse() } else { order }
        });
    }
    rows
}

/// Numbers by their size, also as `12.5 %`; texts without case; numbers before texts.
fn compare(one: &str, other: &str) -> Ordering {
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one.total_cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => one.to_lowercase().cmp(&other.to_lowercase()),
    }
}

/// The number that a cell holds.
pub fn number(text: &str) -> Option<f64> {
    text.trim_end_matches(['%', ' ']).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::TableCell;

    fn table() -> TableBlock {
        let cell = |text: &str| TableCell {
            text: text.into(),
            full: String::new(),
            place: None,
            differs: false,
        };
        let row = |name: &str, count: &str| vec![cell(name), cell(count)];
        TableBlock {
            title: String::new(),
            sentence: String::new(),
            columns: vec!["Partner".into(), "Sessions".into()],
            counts: vec![1],
            rows: vec![row("b.example", "9"), row("A.example", "100"), row("c.test", "20 %")],
            left_out: 0,
        }
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
    fn a_search_looks_into_every_cell() {
        let search = |text: &str| rows(&table(), &Wish { search: text.into(), ..Wish::default() });
        assert_eq!(search("EXAMPLE "), [0, 1]);
        assert_eq!(search("20"), [2]);
        assert!(search("nobody").is_empty());
    }
}
