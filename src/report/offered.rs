//! The names that the input offers, with their places.

use serde::{Deserialize, Serialize};

use super::lines::Lines;
use crate::checks::Case;
use crate::facts::offered::{OfferedName, offered};
use crate::idn::written;

/// A name that stands in a command line, a banner or a connector: offered, never taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedReport {
    /// In lower case, A-labels.
    pub name: String,
    pub from: Vec<OfferedFrom>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedFrom {
    /// `-servername`, `the banner` …
    pub origin: String,
    pub source: u32,
    pub line: Option<u64>,
}

pub(super) fn names(case: &Case<'_>, lines: &Lines<'_>) -> Vec<OfferedReport> {
    let offered = offered(case.facts).into_iter();
    offered
        .map(|name| OfferedReport {
            from: name
                .from
                .iter()
                .map(|place| OfferedFrom {
                    origin: place.value.words().into(),
                    source: place.span.source.0,
                    line: lines.line(place.span),
                })
                .collect(),
            name: name.name,
        })
        .collect()
}

/// " The input offers mail.example (-servername): ask for …" or nothing.
pub(super) fn hint(case: &Case<'_>) -> String {
    const SHOWN: usize = 3;
    let offered = offered(case.facts);
    let told = |name: &OfferedName| {
        let from = name.from.first().map_or("", |place| place.value.words());
        format!("{} ({from})", written(&name.name))
    };
    let names: Vec<String> = offered.iter().take(SHOWN).map(told).collect();
    if names.is_empty() {
        return String::new();
    }
    let more = match offered.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    // Who tests may type another name than the application has: only its settings decide.
    let which = match offered.len() {
        1 => "it if that stands in the application's settings",
        _ => "the one that stands in the application's settings",
    };
    format!(" The input offers {}{more}: ask for {which}.", names.join(", "))
}
