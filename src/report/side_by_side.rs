//! The shape of a comparison: things beside each other, with a mark where they differ.
//!
//! It says where they differ. What that means is in the findings, or in a column of its own.

use serde::{Deserialize, Serialize};

/// A table that compares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideBySide {
    pub title: String,
    pub sentence: String,
    /// The first column names the row.
    pub columns: Vec<String>,
    pub rows: Vec<SideRow>,
    /// Rows that are not listed.
    pub left_out: usize,
}

/// A row has a cell for each column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideRow {
    pub cells: Vec<SideCell>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideCell {
    /// Empty where the text does not show it.
    pub text: String,
    /// More of the same, for those who ask; empty where there is no more.
    pub full: String,
    pub source: Option<u32>,
    pub line: Option<u64>,
    pub differs: bool,
}

impl SideCell {
    pub(super) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}
