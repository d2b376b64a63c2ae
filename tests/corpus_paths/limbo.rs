//! x509-limbo, by the strict profile, through the function that `examples/limbo.rs` prints from.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use handglass::timestamp::Timestamp;
use serde_json::Value;

use crate::{corpus, example, scores};

/// Cases that are judged otherwise on purpose, and why.
const ON_PURPOSE: &[(&str, &str)] = &[
    (
        "rfc5280::ca-as-leaf",
        "the suite has it both ways: webpki::ca-as-leaf has to be refused, and the profile is the web's",
    ),
    (
        "rfc5280::eku::ee-without-eku",
        "the suite has it both ways: webpki::eku::ee-without-eku has to be refused",
    ),
    (
        "webpki::nc::permitted-dns-match-noncritical",
        "RFC 5280 section 4.2.1.10 wants it critical, and a broken rule of the RFC counts here",
    ),
];

/// Without a time of its own a case is judged at this one, so that the scores stay.
const NOW: &str = "2026-11-21T12:00:00Z";
/// The longest that a case may take, on a machine that does other things and without optimisation.
const LONGEST: Duration = Duration::from_secs(10);

#[derive(Default)]
struct Score {
    agree: usize,
    wrongly_accepted: usize,
    wrongly_refused: usize,
    skipped: usize,
}

struct Answer {
    id: String,
    expected: String,
    actual: &'static str,
    contested: bool,
    why: String,
}

#[test]
fn every_case() {
    let Some(path) = corpus("limbo/limbo_dev.json.xz") else { return };
    let unpacked = Command::new("xz").arg("-dc").arg(path).output().expect("xz is installed");
    let document: Value = serde_json::from_slice(&unpacked.stdout).expect("JSON");
    let cases: Vec<&Value> = document["testcases"].as_array().into_iter().flatten().collect();
    assert!(cases.len() > 4_000, "the suite holds thousands of cases");
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let halves = cases.chunks(cases.len().div_ceil(4));
        let workers: Vec<_> = halves
            .map(|half| scope.spawn(|| half.iter().map(|case| judge(case)).collect()))
            .collect();
        workers.into_iter().flat_map(|it| -> Vec<Answer> { it.join().expect("no panic") }).collect()
    });
    let mut table: BTreeMap<(String, String), Score> = BTreeMap::new();
    let mut listed = String::new();
    let mut unexplained = Vec::new();
    for answer in &answers {
        let key = (namespace(&answer.id), answer.expected.clone());
        let score = table.entry(key).or_default();
        if answer.actual == "SKIPPED" {
            score.skipped += 1;
            continue;
        }
        if answer.actual == answer.expected {
            score.agree += 1;
            continue;
        }
        if answer.actual == "SUCCESS" {
            score.wrongly_accepted += 1;
        } else {
            score.wrongly_refused += 1;
        }
        let reason = ON_PURPOSE.iter().find(|(id, _)| *id == answer.id).map(|(_, why)| *why);
        let excused = answer.actual == "FAILURE" || answer.contested;
        if reason.is_none_or(|_| !excused) {
            unexplained.push(format!("{}: {} ({})", answer.id, answer.actual, answer.why));
        }
        let why = reason.unwrap_or("not explained");
        writeln!(listed, "- `{}`: {}; {why}", answer.id, answer.actual).expect("a string grows");
    }
    let core = |answer: &&Answer| !answer.id.starts_with("bettertls");
    let skipped = answers.iter().filter(core).filter(|it| it.actual == "SKIPPED").count();
    let all = answers.iter().filter(core).count();
    let agree = answers.iter().filter(core).filter(|it| it.actual == it.expected).count();
    scores::part("x509-limbo", &text(&table, &listed, agree, all, skipped));
    assert_eq!(unexplained, Vec::<String>::new());
    assert!(skipped * 20 <= all, "at most 5 % are skipped");
    assert!(agree * 100 >= (all - skipped) * 95, "at least 95 % agree");
}

fn judge(case: &Value) -> Answer {
    let start = Instant::now();
    let now = Timestamp::parse(NOW).expect("a moment");
    let (actual, why) = example::answer(case, now);
    let id = case["id"].as_str().unwrap_or_default().to_owned();
    assert!(start.elapsed() < LONGEST, "{id} took {:?}", start.elapsed());
    Answer {
        id,
        expected: case["expected_result"].as_str().unwrap_or_default().to_owned(),
        actual,
        contested: case["features"].as_array().is_some_and(|features| !features.is_empty()),
        why,
    }
}

fn namespace(id: &str) -> String {
    let take = if id.starts_with("bettertls") { 2 } else { 1 };
    id.split("::").take(take).collect::<Vec<_>>().join("::")
}

fn text(
    table: &BTreeMap<(String, String), Score>,
    listed: &str,
    agree: usize,
    all: usize,
    skipped: usize,
) -> String {
    let mut text = format!(
        "Core: {agree} of {} supported cases agree, {skipped} of {all} are skipped (revocation lists).\n\n\
         | Namespace | Expected | Agree | Wrongly accepted | Wrongly refused | Skipped |\n\
         |---|---|---|---|---|---|\n",
        all - skipped
    );
    for ((namespace, expected), score) in table {
        let Score { agree, wrongly_accepted, wrongly_refused, skipped } = score;
        writeln!(
            text,
            "| {namespace} | {expected} | {agree} | {wrongly_accepted} | {wrongly_refused} | {skipped} |"
        )
        .expect("a string grows");
    }
    if !listed.is_empty() {
        text.push_str("\nJudged otherwise, and why:\n\n");
        text.push_str(listed);
    }
    text
}
