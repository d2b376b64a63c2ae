//! From a judged case to the report.

use super::ask::{ask_next, collector};
use super::lines::Lines;
use super::verdict::{undecided, verdict};
use super::{AskedQuestion, Note, REPORT_VERSION, Report, SourceReport};
use super::{
    certificates, chains, connectors, findings, handshakes, logs, messages, offered, renewal,
    vantage,
};
use crate::checks::Case;
use crate::facts::log::evidence::ReadFile;
use crate::facts::roots::MOZILLA_LIST;
use crate::input::{FORMATS, Reading, smtp_log};
use crate::order::Sort;
use crate::problem::Problem;

/// Notes of one source that are listed.
const MAX_NOTES: usize = 200;

/// `more` are problems that came up after reading: each is told with its source.
pub fn compose(case: &Case<'_>, readings: &[Reading], more: &[Problem]) -> Report {
    let lines = Lines::of(readings);
    let findings = findings::findings(case, readings, &lines);
    let undecided = undecided(case, &findings);
    let verdict = verdict(case, &findings, &undecided);
    let handshakes = handshakes::handshakes(case, &lines);
    Report {
        report_version: REPORT_VERSION,
        question: asked(case),
        verdict,
        sources: readings
            .iter()
            .map(|reading| source(reading, more))
            .chain(case.facts.log_files.iter().map(log_file))
            .collect(),
        certificates: certificates::certificates(case, &lines),
        vantage: vantage::matrix(case, readings, &handshakes, &lines),
        renewals: renewal::renewals(case, &lines),
        handshakes,
        chains: chains::chains(case, readings, &lines),
        names: certificates::names(case),
        offered_names: offered::names(case, &lines),
        connectors: connectors::connectors(case, &lines),
        logs: logs::logs(case, readings, &lines),
        collector: collector(case, &findings),
        ask_next: ask_next(case, &findings),
        messages: messages::messages(case, &lines),
        findings,
        undecided,
        not_looked_at: not_looked_at(case),
    }
}

/// The id and the title of every format that can be read.
pub fn known_formats() -> impl Iterator<Item = (&'static str, &'static str)> {
    FORMATS.iter().map(|format| (format.id, format.title))
}

fn asked(case: &Case<'_>) -> AskedQuestion {
    let question = case.question;
    let mut roots: Vec<String> = question.own_roots.iter().map(|own| own.name.clone()).collect();
    if question.mozilla_roots {
        roots.push(MOZILLA_LIST.into());
    }
    AskedQuestion {
        at: question.at,
        hosts: question.reference_identifiers.clone(),
        roots,
        at_hand: question.at_hand.iter().map(|own| own.name.clone()).collect(),
        purpose: question.purpose.word().into(),
        policy: case.policy.word().into(),
        policy_why: case.settled.as_ref().map(|settled| settled.why.clone()).unwrap_or_default(),
    }
}

fn source(reading: &Reading, more: &[Problem]) -> SourceReport {
    let source = reading.text.source;
    let mut problems: Vec<&Problem> = reading
        .problems
        .iter()
        .chain(more.iter().filter(|problem| problem.span.source == source))
        .collect();
    problems.order_by_key(|problem| problem.span.start);
    // Lines are counted once, on the way from problem to problem: a million notes must not mean a
    // million walks through the text.
    let bytes = &reading.text.bytes;
    let mut line = 1;
    let mut counted = 0;
    let mut notes: Vec<Note> = Vec::new();
    for problem in problems.iter().take(MAX_NOTES) {
        let start = problem.span.range_in(bytes).start;
        line +=
            bytes[counted..start.max(counted)].iter().filter(|byte| **byte == b'\n').count() as u64;
        counted = start.max(counted);
        notes
            .push(Note { line: (!reading.text.binary).then_some(line), text: problem.kind.text() });
    }
    if problems.len() > MAX_NOTES {
        let text = format!("{} more notes are not listed.", problems.len() - MAX_NOTES);
        notes.push(Note { line: None, text });
    }
    let title = FORMATS.iter().find(|format| Some(format.id) == reading.format);
    SourceReport {
        name: reading.name.clone(),
        bytes: reading.size,
        format: reading.format.unwrap_or("unknown").into(),
        format_title: title.map_or("not recognised", |format| format.title).into(),
        notes,
    }
}

/// A log that was read as a file: its lines are not here.
fn log_file(file: &ReadFile) -> SourceReport {
    let (format, format_title) = if file.summary_of.is_some() {
        ("exchange-smtp-log-summary", "Summary of protocol logs")
    } else {
        (smtp_log::FORMAT.id, smtp_log::FORMAT.title)
    };
    let notes = file.notes.iter().map(|text| Note { line: None, text: text.clone() });
    SourceReport {
        name: file.name.clone(),
        bytes: file.bytes,
        format: format.into(),
        format_title: format_title.into(),
        notes: notes.collect(),
    }
}

fn not_looked_at(case: &Case<'_>) -> Vec<String> {
    if case.chains.is_empty() {
        return Vec::new();
    }
    let stapled =
        case.facts.handshakes.iter().any(|handshake| {
            handshake.staple.as_ref().is_some_and(|staple| staple.status.is_some())
        });
    let revocation = if stapled {
        "Revocation: the stapled OCSP answer is told as the transcript prints it; its signature is not in the text and was not checked."
    } else {
        "Revocation: no CRL or OCSP response was read, so nothing is said about it."
    };
    let mut sentences = vec![revocation.to_owned()];
    if case.question.mozilla_roots {
        sentences.push(format!(
            "The lists of Windows, Java and Apple: the anchors here are those of {MOZILLA_LIST}, and servers with root updates blocked may lack some of them. On Windows check with Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object Thumbprint -eq <sha1>."
        ));
    }
    sentences
}
