//! `log-lines-not-understood`: are there lines in the logs that nobody understands?
//!
//! They are counted and not used.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-lines-not-understood",
    severity: Severity::Notice,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Lines of the logs are not understood",
    explanation: "A line that is neither a row of the nine columns nor a header was left out of every count. \
        A few are a file that was cut; many are another format or a damaged copy.",
    remedy: "Look at the examples. Copy the files again, without an editor in between; a log that \
        Exchange has open can be copied as it is.",
    citations: &[Citation { document: "Microsoft Learn", section: "Protocol logging" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    let facts = logs.counted.facts;
    let evidence = facts
        .examples
        .iter()
        .map(|place| {
            let text = format!(
                "{} of {} lines are not understood.",
                facts.lines.not_understood,
                facts.lines.all()
            );
            logs.evidence(Some(*place), text)
        })
        .collect();
    Outcome::of(logs.has_rows(), evidence, RULE.severity)
}
