//! Outcomes to findings: the violated rules, tempered by the policy, the graver first.

use serde::{Deserialize, Serialize};

use super::LogPlace;
use super::ask::{endpoint, filled};
use super::chains::send_too;
use super::excerpt::excerpt;
use super::lines::Lines;
use crate::checks::policy::temper;
use crate::checks::{CHECKS, Case, Evidence, Outcome, Rule, Severity, Side};
use crate::endpoint::Endpoint;
use crate::input::Reading;
use crate::order::Sort;

/// Occurrences of one finding that are listed.
const MAX_EVIDENCE: usize = 200;

const MISSING_INTERMEDIATE: &str = "missing-intermediate";

/// A rule that is violated, with every occurrence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub id: String,
    pub severity: Severity,
    pub title: String,
    pub explanation: String,
    pub remedy: String,
    pub citations: Vec<String>,
    pub evidence: Vec<EvidenceReport>,
    /// Occurrences that are not listed in `evidence`.
    pub evidence_left_out: usize,
    pub side: Side,
    /// Why the policy makes it less than the rule says; empty where it does not.
    pub lowered: String,
    /// Why the policy makes it more than the rule says, or keeps it as grave as it is; empty where it does
    /// not.
    pub raised: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceReport {
    pub text: String,
    pub source: Option<u32>,
    /// Counted from 1, in the masked text.
    pub line: Option<u64>,
    pub certificate: Option<String>,
    /// The lines there, cut to a few.
    pub excerpt: Vec<String>,
    /// The number of the first line of `excerpt`.
    pub excerpt_from: u64,
    /// Where it stands in a log whose text is not at hand.
    pub log: Option<LogPlace>,
}

/// Runs every check. Among equals the order of `CHECKS` stands.
pub(super) fn findings(case: &Case<'_>, readings: &[Reading], lines: &Lines<'_>) -> Vec<Finding> {
    let endpoint = endpoint(case);
    let mut findings: Vec<Finding> = CHECKS
        .iter()
        .filter_map(|check| match (check.run)(case) {
            Outcome::Holds | Outcome::NotApplicable | Outcome::Undetermined(_) => None,
            Outcome::Violated(evidence, severity) => {
                Some(finding(case, readings, lines, &endpoint, check.rule, (&evidence, severity)))
            }
        })
        .collect();
    findings.order_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

fn finding(
    case: &Case<'_>,
    readings: &[Reading],
    lines: &Lines<'_>,
    endpoint: &Endpoint,
    rule: &'static Rule,
    (evidence, severity): (&[Evidence], Severity),
) -> Finding {
    let weighed = temper(case.policy, rule.aspect, severity);
    // Three runs that show one certificate are one occurrence of its fault.
    let mut told: Vec<&Evidence> = Vec::new();
    let mut left_out = 0;
    for one in evidence {
        if told.len() == MAX_EVIDENCE {
            left_out += 1;
        } else if !told.iter().any(|other| other.span == one.span && other.text == one.text) {
            told.push(one);
        }
    }
    Finding {
        id: rule.id.into(),
        severity: weighed.severity,
        title: rule.title.into(),
        explanation: rule.explanation.into(),
        remedy: remedy(case, rule, endpoint),
        citations: rule.citations.iter().map(ToString::to_string).collect(),
        evidence: told
            .into_iter()
            .map(|evidence| occurrence(case, readings, lines, evidence))
            .collect(),
        evidence_left_out: left_out,
        side: rule.side,
        lowered: weighed.lowered.unwrap_or_default().into(),
        raised: weighed.raised.unwrap_or_default().into(),
    }
}

/// A remedy with what the case knows of the server and of what that should send.
fn remedy(case: &Case<'_>, rule: &'static Rule, endpoint: &Endpoint) -> String {
    let named = if rule.id == MISSING_INTERMEDIATE { send_too(case) } else { String::new() };
    format!("{named}{}", filled(rule.remedy, endpoint))
}

fn occurrence(
    case: &Case<'_>,
    readings: &[Reading],
    lines: &Lines<'_>,
    evidence: &Evidence,
) -> EvidenceReport {
    let first_line = evidence.span.and_then(|span| lines.line(span));
    EvidenceReport {
        text: evidence.text.clone(),
        source: evidence.span.map(|span| span.source.0),
        line: first_line,
        certificate: evidence.certificate.map(|id| case.certificate(id).sha256.to_string()),
        excerpt: evidence.span.map(|span| excerpt(readings, span)).unwrap_or_default(),
        excerpt_from: first_line.unwrap_or_default(),
        log: evidence.log.clone().map(|(file, offset)| LogPlace {
            file,
            offset,
            source: None,
            line: None,
        }),
    }
}
