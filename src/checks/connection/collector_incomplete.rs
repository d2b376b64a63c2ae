//! `collector-incomplete`: did all of the collector's output come back?
//!
//! The output counts its own lines. What is missing is not guessed, and nothing is green on account of it.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::Program;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "collector-incomplete",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "The collector's output is not complete",
    explanation: "The block says how many entries each part has and where it ends. Something of that is not \
        in the text, or .NET did not hand it over: what is wrong may stand in what is missing.",
    remedy: "Copy everything from the line that ends in 'begin]' to the line that begins with '[Handglass \
        collector 1: end'. Where a console keeps too few lines, let the block write into a file that you \
        send: put | Out-File collector.txt behind its last brace.",
    citations: &[Citation { document: "docs/collector.md", section: "The frame" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        looked_at |= handshake.program == Program::Collector;
        for lack in &handshake.incomplete {
            let mut text = quoted(&lack.value);
            if let Some(first) = text.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            evidence.push(Evidence::at(lack.span, format!("{text}.")));
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
