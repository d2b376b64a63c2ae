//! Does a cut of a transcript, at any byte, unsay what stood before it?
//!
//! Fifty captures: of every version a failed run, one with options, one with the whole chain and another,
//! and ten damaged pastes. Cut at every byte they are read and their facts are gathered, and what was read
//! may not be taken back (`tests/laws/facts_of_cuts.rs`). The whole analysis is run at the end of every line and at every 64th byte: every report has
//! its sentence, and no finding goes but those that say what was not there yet.

use std::collections::BTreeSet;
use std::thread;

use handglass::input::Source;
use handglass::question::Question;
use handglass::report::Report;

use super::facts_of_cuts;
use crate::capture::{ABSENT, Capture, Corpus};

/// Longer ones hold nothing that shorter ones do not, and every byte of them costs a reading.
const LONGEST: usize = 8_000;
const CAPTURES: usize = 50;
/// The whole analysis is ten times as much work as a reading.
const STEP: usize = 64;

/// Findings that a longer text may take back, and what must be there in their place; nothing = they say
/// what was not there yet.
const MAY_GO: &[(&str, &[&str])] = &[
    // An answer came.
    ("no-answer", &[]),
    // The bytes came.
    ("only-the-leaf-pasted", &[]),
    // It was tried all the same, and came to an end.
    ("starttls-not-offered", &[]),
    // What the client claimed is found in the bytes, or explained by the store that it lacked.
    (
        "verify-error",
        &[
            "no-trust-store",
            "expired",
            "not-yet-valid",
            "self-signed",
            "missing-intermediate",
            "unknown-root",
            "wrong-purpose",
        ],
    ),
    // The rest of the text says more of the cause.
    ("alert-received", &["client-certificate-required"]),
    ("handshake-failed", &["connection-failed"]),
];

#[test]
fn every_cut_of_fifty_captures_unsays_nothing() {
    let Some(corpus) = Corpus::read() else {
        println!("{ABSENT}");
        return;
    };
    let chosen = chosen(&corpus);
    assert_eq!(chosen.len(), CAPTURES);
    let bytes: usize = chosen.iter().map(|capture| capture.bytes.len()).sum();
    println!("{CAPTURES} captures, cut at each of {bytes} bytes");
    let corpus = &corpus;
    let unsaid: Vec<String> = thread::scope(|scope| {
        let halves: Vec<_> = (0..2)
            .map(|half| {
                let own: Vec<&Capture> = chosen.iter().skip(half).step_by(2).copied().collect();
                scope.spawn(move || {
                    own.iter()
                        .flat_map(|capture| {
                            let mut unsaid =
                                facts_of_cuts::taken_back(&capture.file, &capture.bytes);
                            unsaid.extend(reports_of_cuts(capture, &corpus.as_asked(capture)));
                            unsaid
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        halves.into_iter().flat_map(|half| half.join().expect("no cut panics")).collect()
    });
    assert!(unsaid.is_empty(), "{}", unsaid.join("\n"));
}

/// The first of each kind that is not the same in every version, and damaged pastes of all kinds.
fn chosen(corpus: &Corpus) -> Vec<&Capture> {
    let kinds: [fn(&str) -> bool; 4] = [
        |case| case.starts_with("fail-"),
        |case| case.starts_with("opt-"),
        |case| case.ends_with("-showcerts"),
        |case| {
            !case.starts_with("fail-") && !case.starts_with("opt-") && !case.ends_with("-showcerts")
        },
    ];
    let mut versions: Vec<&str> = Vec::new();
    for capture in &corpus.captures {
        if capture.transform().is_none() && !versions.contains(&capture.version()) {
            versions.push(capture.version());
        }
    }
    let short = |capture: &&Capture| capture.bytes.len() <= LONGEST;
    let mut chosen: Vec<&Capture> = Vec::new();
    for (at, version) in versions.iter().enumerate() {
        for (kind, fits) in kinds.iter().enumerate() {
            let case = |capture: &&Capture| capture.record["case"].as_str().is_some_and(fits);
            let own = corpus
                .captures
                .iter()
                .filter(|capture| capture.transform().is_none() && capture.version() == *version);
            let own: Vec<&Capture> = own.filter(case).filter(short).collect();
            chosen.extend(own.get((3 * at + 5 * kind) % own.len().max(1)));
        }
    }
    let damaged = corpus.captures.iter().filter(|capture| capture.transform().is_some());
    let damaged: Vec<&Capture> = damaged.filter(short).collect();
    let left = CAPTURES - chosen.len();
    chosen.extend(damaged.iter().step_by(damaged.len() / left).take(left));
    chosen
}

fn reports_of_cuts(capture: &Capture, question: &Question) -> Vec<String> {
    let mut unsaid = Vec::new();
    let mut before: BTreeSet<String> = BTreeSet::new();
    for end in 0..=capture.bytes.len() {
        let ends_line = end == 0 || matches!(capture.bytes.get(end - 1), Some(b'\n' | b'\r'));
        if !ends_line && !end.is_multiple_of(STEP) && end < capture.bytes.len() {
            continue;
        }
        let report = report(capture, end, question);
        assert!(!report.verdict.sentence.is_empty(), "{} cut at {end}", capture.file);
        let now: BTreeSet<String> =
            report.findings.iter().map(|finding| finding.id.clone()).collect();
        for gone in before.difference(&now) {
            let may_go = MAY_GO.iter().any(|(rule, by)| {
                rule == gone && (by.is_empty() || by.iter().any(|by| now.contains(*by)))
            });
            if !may_go {
                unsaid.push(format!("{} cut at {end}: {gone}", capture.file));
            }
        }
        before = now;
    }
    unsaid
}

fn report(capture: &Capture, end: usize, question: &Question) -> Report {
    let bytes = capture.bytes.get(..end).unwrap_or_default().to_vec();
    let source = Source { name: handglass::PASTE.into(), bytes };
    handglass::analyse(vec![source], question).report
}
