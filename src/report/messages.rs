//! Which error messages were in the input, for those who read the report by program?
//!
//! What they mean stands in the findings.

use serde::{Deserialize, Serialize};

use super::lines::Lines;
use crate::checks::Case;
use crate::facts::phrase::Says;

/// An error message that was recognised, and what it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageReport {
    pub source: u32,
    pub line: Option<u64>,
    /// The words as they stand.
    pub words: String,
    /// Hosts, subjects, connectors and thumbprints that it names.
    pub names: Vec<String>,
    /// Another server's reply that it hands on.
    pub quotes: Option<String>,
}

pub(super) fn messages(case: &Case<'_>, lines: &Lines<'_>) -> Vec<MessageReport> {
    case.facts
        .phrases
        .iter()
        .map(|stated| {
            let phrase = &stated.phrase;
            let named = [
                &phrase.host,
                &phrase.remote,
                &phrase.connector,
                &phrase.expected,
                &phrase.presented,
                &phrase.thumbprint,
            ];
            MessageReport {
                source: stated.span.source.0,
                line: lines.line(stated.span),
                words: phrase.words.clone(),
                quotes: phrase.status_word.clone().filter(|_| phrase.says == Says::ProxyFailed),
                names: named.into_iter().flatten().cloned().collect(),
            }
        })
        .collect()
}
