//! Does every chain that is made to be slow end soon, with its reason?
//!
//! The chains of `tests/chains`; `tests/browser` asks the shipped page the same, where time is what a person
//! waits. Here a debug build runs, beside other tests, so that the limit is wide.

use std::time::{Duration, Instant};

use handglass::input::Source;
use handglass::question::{OwnRoots, Question};
use handglass::report::Level;
use handglass::timestamp::Timestamp;
use handglass_chains::{Chain, pathological, to_pem};

const TOO_LONG: Duration = Duration::from_secs(6);

/// Chains that a limit ends. What ends without one has its own findings.
const STOPPED: &str = "search-stopped";

#[test]
fn every_one_ends_with_its_reason() {
    for chain in pathological::all() {
        let (level, findings, took) = ask(&chain);
        println!("{took:>10.1?}  {level:?} {findings:?}: {}", chain.what);
        assert!(took < TOO_LONG, "{} took {took:?}", chain.what);
        let green = matches!(level, Level::Ok | Level::Notice | Level::Warning);
        assert_eq!(green, chain.what.contains("which hold"), "{}: {level:?}", chain.what);
        assert!(green || findings.iter().any(|id| id == STOPPED), "{}: {findings:?}", chain.what);
    }
}

fn ask(chain: &Chain) -> (Level, Vec<String>, Duration) {
    let mut question = Question::at(Timestamp::from_unix_seconds(chain.at));
    question.mozilla_roots = false;
    question.reference_identifiers.push(chain.host.clone());
    for der in &chain.anchors {
        question.own_roots.push(OwnRoots { name: "root".into(), bytes: der.clone() });
    }
    let text = to_pem(std::iter::once(&chain.end_entity).chain(&chain.others));
    let paste = Source { name: "paste".into(), bytes: text.into_bytes() };
    let start = Instant::now();
    let report = handglass::analyse(vec![paste], &question).report;
    let took = start.elapsed();
    let ids = report.findings.into_iter().map(|finding| finding.id).collect();
    (report.verdict.level, ids, took)
}
