//! The report that stands on the page, with its outline.

use crate::outline::{Outline, RowsBlock, outline};
use crate::report::{Report, redact};

/// A report with its outline, made once.
#[derive(Clone, Debug)]
pub struct Shown {
    pub report: Report,
    pub outline: Outline,
}

/// One report is told from another by being another: comparing them word by word would cost more than
/// drawing again.
impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Shown {}

impl Shown {
    pub fn new(report: Report) -> Self {
        let outline = outline(&report);
        Self { report, outline }
    }

    /// A table of the logs with pseudonyms, its rows in the same order.
    pub fn redacted_table(&self, id: &str) -> Option<RowsBlock> {
        let logs = redact(&self.report).logs?;
        logs.tables.iter().find(|table| table.id == id).map(RowsBlock::of)
    }

    /// The same with pseudonyms, to be handed on.
    pub fn redacted(&self) -> Self {
        Self::new(redact(&self.report))
    }
}
