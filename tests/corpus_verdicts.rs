//! Is any of the corpus' transcripts called in order, although its handshake was not judged?
//!
//! The name and the root are given, so nothing but the rule for unjudged evidence stands between a good
//! chain and a green verdict. Where the corpus is absent the test says so and proves nothing.

use std::fs;
use std::path::Path;

use handglass::input::Source;
use handglass::question::{OwnRoots, Policy, Question};
use handglass::report::Level;
use handglass::timestamp::Timestamp;
use serde_json::Value;

#[test]
fn no_transcript_is_green_while_handshakes_are_not_judged() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/s_client");
    let Ok(index) = fs::read_to_string(home.join("index.jsonl")) else {
        println!("skipped: the corpus is not beside the project, so nothing was judged");
        return;
    };
    let root = fs::read(home.join("pki/root.pem")).expect("the corpus' root");
    let mut judged = 0;
    for line in index.lines() {
        let row: Value = serde_json::from_str(line).expect("a row of the index");
        let file = row["file"].as_str().expect("a file");
        let at = row["captured_at"].as_str().and_then(Timestamp::parse);
        let mut question = Question::at(at.unwrap_or(Timestamp::from_unix_seconds(1_795_255_200)));
        question.mozilla_roots = false;
        question.own_roots = vec![OwnRoots { name: "root.pem".into(), bytes: root.clone() }];
        question.reference_identifiers = vec!["mail.nordwind.example".into()];
        question.policy = Some(Policy::Name);
        let bytes = fs::read(home.join(file)).expect("a capture");
        let source = Source { name: file.into(), bytes };
        let level = handglass::analyse(vec![source], &question).report.verdict.level;
        assert!(matches!(level, Level::Error | Level::Undetermined), "{file}: {level:?}");
        judged += 1;
    }
    println!("{judged} transcripts judged");
    assert!(judged >= 1_300, "only {judged} transcripts were judged");
}
