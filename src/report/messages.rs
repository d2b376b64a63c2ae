//! Which error messages were in the input, for those who read the report by program?
//!
//! What they mean stands in the findings.

use super::MessageReport;
use super::lines::Lines;
use crate::checks::Case;
use crate::facts::phrase::Says;

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
