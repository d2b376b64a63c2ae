//! The report as JSON: the bytes that the contract promises, the same from the page and the command.

use crate::report::Report;

/// Pretty-printed, with a newline at the end.
pub fn json(report: &Report) -> String {
    // A report is plain data with string keys: serialising it cannot fail.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
