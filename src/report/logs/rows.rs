//! How are the rows of a long table kept? As one text, so that thousands of rows cross from the worker to
//! the page, and are drawn there, without a piece of memory for every cell.
//!
//! Written as JSON they are what anybody expects: a list of rows with their cells. Nothing is sorted or
//! searched here.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The rows of a table; each has as many cells as the table has columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogRows(Packed);

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Packed {
    /// All cells, one behind the other.
    text: String,
    /// Where each cell ends in it.
    ends: Vec<u32>,
    places: Vec<Option<Example>>,
    /// Each file once.
    files: Vec<String>,
}

impl Packed {
    fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len() as u32);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Example {
    file: u32,
    offset: u64,
    source: Option<u32>,
    line: Option<u64>,
}

/// A row by itself, as JSON has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogRow {
    pub cells: Vec<String>,
    /// Where a session that was counted here begins.
    pub example: Option<LogPlace>,
}

/// A place in a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPlace {
    /// Folder and name.
    pub file: String,
    /// Offset of the row's first byte.
    pub offset: u64,
    /// Of the report's sources, where its text is at hand, and the line there, counted from 1.
    pub source: Option<u32>,
    pub line: Option<u64>,
}

impl LogRows {
    pub const fn len(&self) -> usize {
        self.0.places.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.0.places.is_empty()
    }

    fn columns(&self) -> usize {
        self.0.ends.len().checked_div(self.len()).unwrap_or_default()
    }

    /// Rows that are pushed to one table have equally many cells.
    pub fn push(&mut self, row: LogRow) {
        let packed = &mut self.0;
        row.cells.iter().for_each(|cell| packed.push(cell));
        let example = row.example.map(|LogPlace { file, offset, source, line }| {
            // Rows of one file are often neighbours.
            let known = packed.files.iter().rposition(|known| *known == file);
            let file = known.unwrap_or_else(|| {
                packed.files.push(file);
                packed.files.len() - 1
            });
            Example { file: file as u32, offset, source, line }
        });
        packed.places.push(example);
    }

    /// Empty where there is no such cell.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let columns = self.columns();
        if column >= columns {
            return "";
        }
        let at = row * columns + column;
        let end = |at: usize| self.0.ends.get(at).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).map_or(0, end);
        self.0.text.get(start..end(at)).unwrap_or_default()
    }

    pub fn place(&self, row: usize) -> Option<LogPlace> {
        let Example { file, offset, source, line } = (*self.0.places.get(row)?)?;
        let file = self.0.files.get(file as usize)?.clone();
        Some(LogPlace { file, offset, source, line })
    }

    pub fn row(&self, row: usize) -> LogRow {
        let cells = (0..self.columns()).map(|column| self.cell(row, column).to_owned()).collect();
        LogRow { cells, example: self.place(row) }
    }

    /// Hands every cell, with its column, and every file's name to `change`.
    pub fn change(&mut self, change: &mut dyn FnMut(Option<usize>, &mut String)) {
        let mut changed = Packed { places: self.0.places.clone(), ..Packed::default() };
        for row in 0..self.len() {
            for (column, mut cell) in self.row(row).cells.into_iter().enumerate() {
                change(Some(column), &mut cell);
                changed.push(&cell);
            }
        }
        changed.files = std::mem::take(&mut self.0.files);
        changed.files.iter_mut().for_each(|file| change(None, file));
        self.0 = changed;
    }

    /// Gives each place whose text is at hand its line there.
    pub fn number(&mut self, line: &dyn Fn(u32, u64) -> Option<u64>) {
        for place in self.0.places.iter_mut().flatten() {
            place.line = place.source.and_then(|source| line(source, place.offset));
        }
    }

    pub fn files(&self) -> &[String] {
        &self.0.files
    }
}

impl FromIterator<LogRow> for LogRows {
    fn from_iter<I: IntoIterator<Item = LogRow>>(rows: I) -> Self {
        let mut all = Self::default();
        rows.into_iter().for_each(|row| all.push(row));
        all
    }
}

impl Serialize for LogRows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_seq((0..self.len()).map(|row| self.row(row)))
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for LogRows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            Ok(Vec::<LogRow>::deserialize(deserializer)?.into_iter().collect())
        } else {
            Ok(Self(Packed::deserialize(deserializer)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: [&str; 2], file: &str) -> LogRow {
        let place =
            |file: &str| LogPlace { file: file.into(), offset: 7, source: None, line: None };
        let example = (!file.is_empty()).then(|| place(file));
        LogRow { cells: cells.map(String::from).to_vec(), example }
    }

    #[test]
    fn what_goes_in_comes_out() {
        let all = [
            row(["", ""], ""),
            row(["a", "é"], "x.log"),
            row(["", "b"], "y.log"),
            row(["c", ""], "x.log"),
        ];
        let mut rows: LogRows = all.iter().cloned().collect();
        assert_eq!(rows.len(), 4);
        assert_eq!((0..4).map(|at| rows.row(at)).collect::<Vec<_>>(), all);
        assert_eq!(rows.files(), ["x.log", "y.log"]);
        assert_eq!((rows.cell(9, 0), rows.cell(1, 2)), ("", ""));
        assert_eq!(rows.place(9), None);

        let bytes = postcard::to_allocvec(&rows).expect("plain data");
        assert_eq!(postcard::from_bytes::<LogRows>(&bytes).expect("our own"), rows);
        let text = serde_json::to_string(&rows).expect("plain data");
        assert_eq!(text, serde_json::to_string(&all).expect("plain data"));
        assert_eq!(serde_json::from_str::<LogRows>(&text).expect("our own"), rows);

        rows.change(&mut |column, text| {
            if column != Some(1) {
                text.push('!');
            }
        });
        assert_eq!(rows.row(1), row(["a!", "é"], "x.log!"));
    }
}
