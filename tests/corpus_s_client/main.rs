//! Is every `openssl s_client` transcript of the shared corpus read as its makers say that it must be?
//!
//! The bar: at least 99 % of each field, nothing reported that the text does not show, nothing wrong
//! called in order, and no cut that unsays what stood before it. The corpus lies beside the repository
//! and is not part of it; where it is absent these tests say so and prove nothing.

mod capture;
mod cuts;
mod document;
mod expected;
#[path = "../laws/facts_of_cuts.rs"]
mod facts_of_cuts;
mod greens;
mod problems;
mod seen;
mod tally;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use capture::{ABSENT, Capture, Corpus};
use document::Outcome;
use expected::{FIELDS, Mark};
use handglass::report::Report;
use seen::Seen;
use tally::Table;

#[test]
fn every_field_and_every_verdict() {
    let Some(corpus) = Corpus::read() else {
        println!("{ABSENT}");
        return;
    };
    let mut outcome = Outcome {
        captures: corpus.captures.len(),
        versions: Table::new(FIELDS),
        transforms: Table::new(FIELDS),
        shown: Table::new(FIELDS),
        problems: Table::new(&["found"]),
        unseen: BTreeMap::new(),
        agreed: BTreeMap::new(),
        wrong: Vec::new(),
        invented: Vec::new(),
    };
    for capture in &corpus.captures {
        let report = capture.report(&corpus.as_asked(capture));
        outcome.fields(capture, &report);
        outcome.visible_problems(capture, &report);
    }
    let greens = greens::all(&corpus);
    println!("{}", outcome.document(&greens));
    keep_document(&outcome.document(&greens));
    assert_eq!(outcome.invented, Vec::<String>::new(), "the text does not show these");
    assert_eq!(greens.false_greens, Vec::<String>::new());
    assert_eq!(greens.false_reds, Vec::<String>::new());
    for (at, field) in FIELDS.iter().enumerate() {
        let total = outcome.versions.total(at);
        assert!(total.percent() >= 99.0, "{field}: {} of {}", total.right, total.asked);
    }
}

impl Outcome {
    fn count(&mut self, capture: &Capture, field: &str, right: bool) {
        self.versions.count(capture.version(), field, right);
        if let Some(transform) = capture.transform() {
            self.transforms.count(transform, field, right);
        }
    }

    fn fields(&mut self, capture: &Capture, report: &Report) {
        for scored in expected::score(capture, report) {
            let right = matches!(scored.mark, Mark::Right | Mark::Agreed);
            self.count(capture, scored.field, right);
            if scored.shown {
                self.shown.count("", scored.field, right);
            }
            let (field, file) = (scored.field, &capture.file);
            let line =
                format!("{file}: {field}: {} expected, {} found", scored.expected, scored.found);
            match scored.mark {
                Mark::Right => {}
                Mark::Agreed => *self.agreed.entry(field).or_default() += 1,
                Mark::Wrong => self.wrong.push(line),
                Mark::Invented => self.invented.push(line),
            }
        }
    }

    fn visible_problems(&mut self, capture: &Capture, report: &Report) {
        for (record, bytes) in capture.shown() {
            let seen = Seen::new(record, bytes);
            for id in record["truth"]["problems"].as_array().into_iter().flatten() {
                let problem = problems::by_id(id.as_str().expect("a problem's id"));
                let Some(sight) = problem.sight(&seen) else {
                    *self.unseen.entry(problem.id.to_owned()).or_default() += 1;
                    continue;
                };
                let found: Vec<&str> =
                    report.findings.iter().map(|finding| finding.id.as_str()).collect();
                let right = sight.rules.iter().any(|rule| found.contains(rule));
                self.count(capture, "problems", right);
                self.problems.count(problem.id, "found", right);
                if !right {
                    let rules = sight.rules.join(" or ");
                    let found = if found.is_empty() { "nothing".into() } else { found.join(", ") };
                    let (file, id) = (&capture.file, problem.id);
                    self.wrong.push(format!("{file}: {id}: {rules} expected, {found} found"));
                }
            }
        }
    }
}

/// Compares the page with what is committed, or writes it where that was asked for.
fn keep_document(page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/s_client.md");
    if env::var_os("HANDGLASS_BLESS").is_some() {
        fs::write(&path, page).expect("docs/s_client.md");
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/s_client.md is out of date: run this test with HANDGLASS_BLESS=1");
}
