//! The names asked for against those of the certificates, in words.
//!
//! A name with A-labels is shown with what it stands for.

use std::rc::Rc;

use super::blocks::{counted, section};
use super::{Block, ComparisonRow, Mark, NameBlock, NameRow, Section, SectionKind};
use crate::idn::{both, written};
use crate::report::{ComparisonReport, NameReport, PresentedReport, Report};
use crate::visible::visible;

pub(super) fn names(report: &Report) -> Section {
    let blocks = report.names.iter().map(|name| Block::Name(Rc::new(block(name)))).collect();
    let summary = counted(report.names.len(), "name").unwrap_or_default();
    section(SectionKind::Names, "Names", summary, blocks)
}

fn block(name: &NameReport) -> NameBlock {
    let reference = written(&name.reference);
    let (matches, mut sentence) = match (&name.matched, name.verdict.as_str()) {
        (Some(matched), _) => {
            (Some(true), format!("{reference} is covered by {}.", both(&visible(matched))))
        }
        (None, "mismatch") => (Some(false), format!("{reference} is not covered.")),
        (None, _) => (None, format!("{reference} cannot be compared.")),
    };
    for remark in &name.remarks {
        sentence.push_str(&format!(" Of the name asked for: {remark}."));
    }
    NameBlock {
        reference,
        matches,
        sentence,
        presented: name.presented.iter().map(row).collect(),
        left_out: name.presented_count.saturating_sub(name.presented.len()),
        in_short: in_short(&name.comparisons),
        dissent: dissent(&name.comparisons),
        comparisons: name
            .comparisons
            .iter()
            .map(|one| ComparisonRow {
                who: one.who.clone(),
                outcome: Mark { text: one.outcome.clone(), good: good(&one.outcome) },
                says: one.says.clone(),
            })
            .collect(),
    }
}

/// The clients by what they say: "match: OpenSSL, Windows; not compared: JavaMail 1.x".
fn in_short(comparisons: &[ComparisonReport]) -> String {
    let outcomes = ["match", "mismatch", "not known", "not compared"];
    let groups = outcomes.into_iter().filter_map(|outcome| {
        let who: Vec<&str> = comparisons
            .iter()
            .filter(|one| one.outcome == outcome)
            .map(|one| one.who.as_str())
            .collect();
        (!who.is_empty()).then(|| format!("{outcome}: {}", who.join(", ")))
    });
    groups.collect::<Vec<_>>().join("; ")
}

fn dissent(comparisons: &[ComparisonReport]) -> Vec<String> {
    let Some((standard, others)) = comparisons.split_first() else { return Vec::new() };
    others
        .iter()
        .filter(|one| one.outcome != standard.outcome && one.outcome != "not compared")
        .map(|one| format!("{}: {} ({})", one.who, one.outcome, one.says))
        .collect()
}

fn good(outcome: &str) -> Option<bool> {
    match outcome {
        "match" => Some(true),
        "mismatch" => Some(false),
        _ => None,
    }
}

fn row(presented: &PresentedReport) -> NameRow {
    let matches = presented.why.is_empty();
    let says = match (matches, presented.remark.as_str()) {
        (false, _) => presented.why.clone(),
        (true, "") => "matches".into(),
        (true, remark) => format!("matches: {remark}"),
    };
    NameRow {
        kind: presented.kind.clone(),
        value: both(&presented.value).into_owned(),
        matches,
        says,
    }
}
