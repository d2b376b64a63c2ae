//! Is anything called in order that is not, or wrong that is in order?
//!
//! A verdict of `ok` or `notice` is green. A capture may be green only where its handshake is finished,
//! a name was given, and nothing that its text shows keeps a client from trusting it. What is worth
//! knowing only (a long or an ending lifetime, what was sent too much) may be green with its notice. What
//! the text does not show cannot be told; where such a capture is green it is listed, so that a reader of
//! the list can say whether the text really does not show it.

use std::collections::BTreeMap;

use handglass::question::Question;
use handglass::report::{Level, Report};

use crate::capture::{Capture, Corpus};
use crate::problems;
use crate::seen::Seen;

/// Worth knowing, and no reason for a client to refuse.
const NOTICES: [&str; 7] = [
    "very_long_lifetime",
    "expires_within_7_days",
    "root_sent",
    "duplicate_cert",
    "unrelated_cert_sent",
    "v1_root",
    "hostile_subject",
];

/// With the roots of the command that was run.
const AS_ASKED: &str = "as asked";

/// With every root of the corpus.
const TRUSTED: &str = "every root trusted";

#[derive(Default)]
pub(crate) struct Greens {
    pub(crate) judged: usize,
    pub(crate) green: usize,
    /// Green, and it must not be: file and why.
    pub(crate) false_greens: Vec<String>,
    /// How often each level where nothing is wrong and the text shows all of it.
    pub(crate) in_order: BTreeMap<&'static str, usize>,
    /// Of these, called wrong: file and sentence.
    pub(crate) false_reds: Vec<String>,
    /// Green, and something is wrong that the text does not show: problem and file.
    pub(crate) unseen: Vec<String>,
}

impl Greens {
    fn judge(&mut self, capture: &Capture, question: &Question, how: &str) {
        let report = capture.report(question);
        self.judged += 1;
        let level = report.verdict.level;
        if how == TRUSTED && capture.is_in_order() {
            *self.in_order.entry(level.word()).or_default() += 1;
            if level == Level::Error {
                self.false_reds.push(format!("{}: {}", capture.file, report.verdict.sentence));
            }
        }
        if !matches!(level, Level::Ok | Level::Notice) {
            return;
        }
        self.green += 1;
        if question.reference_identifiers.is_empty() {
            self.against(capture, &report, how, "no name was given");
        }
        if !capture.completed() {
            self.against(capture, &report, how, "the text shows no finished handshake");
        }
        for (record, bytes) in capture.shown() {
            let seen = Seen::new(record, bytes);
            for id in record["truth"]["problems"].as_array().into_iter().flatten() {
                let problem = problems::by_id(id.as_str().expect("a problem's id"));
                // Whether a root is trusted is the question's, not the text's.
                let trusted = problem.id == "untrusted_root" && how != AS_ASKED;
                if trusted || NOTICES.contains(&problem.id) {
                    continue;
                }
                if problem.sight(&seen).is_some() {
                    self.against(capture, &report, how, problem.id);
                    continue;
                }
                let line = format!("{}: {}", problem.id, capture.file);
                if !self.unseen.contains(&line) {
                    self.unseen.push(line);
                }
                // Nobody looked at revocation: that must be told.
                let told = report.not_looked_at.iter().any(|what| what.starts_with("Revocation"));
                if problem.id == "revoked_but_not_checked" && !told {
                    self.against(capture, &report, how, problem.id);
                }
            }
        }
    }

    fn against(&mut self, capture: &Capture, report: &Report, how: &str, why: &str) {
        let (file, level) = (&capture.file, report.verdict.level.word());
        self.false_greens.push(format!("{file} ({how}): {level} although {why}"));
    }
}

/// Every capture, asked in every way that tempts to a green verdict.
pub(crate) fn all(corpus: &Corpus) -> Greens {
    let mut greens = Greens::default();
    let every_root: Vec<_> = ["bundle-trust.pem", "bundle-v1trust.pem", "ctroot.pem", "ecroot.pem"]
        .iter()
        .map(|name| corpus.roots(name))
        .collect();
    for capture in &corpus.captures {
        let asked = corpus.as_asked(capture);
        greens.judge(capture, &asked, AS_ASKED);
        let mut trusting = capture.question();
        trusting.mozilla_roots = false;
        trusting.own_roots.clone_from(&every_root);
        greens.judge(capture, &trusting, TRUSTED);
        trusting.reference_identifiers.clear();
        greens.judge(capture, &trusting, "every root trusted, no name");
    }
    greens
}
