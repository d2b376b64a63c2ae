//! Does a chain hold from when to when its report says, to the second?

use handglass::report::{ChainLevel, Report};
use handglass::timestamp::Timestamp;

use crate::story::{Story, stories};

fn at(story: &Story, at: Timestamp) -> Report {
    let mut question = story.question.clone();
    question.at = at;
    handglass::analyse(story.sources.clone(), &question).report
}

fn trusted(report: &Report, chain: usize) -> bool {
    report.chains.get(chain).is_some_and(|chain| chain.verdict == ChainLevel::Trusted)
}

#[test]
fn a_chain_holds_at_both_ends_of_its_span_and_not_a_second_beyond() {
    let (mut asked, mut beyond) = (0, 0);
    for story in stories() {
        // A transcript is judged at its own time, whatever is asked.
        if !story.sources.iter().all(|source| source.name.ends_with(".pem")) {
            continue;
        }
        let report = handglass::analyse(story.sources.clone(), &story.question).report;
        for (number, chain) in report.chains.iter().enumerate() {
            let (Some(from), Some(until)) = (chain.holds_from, chain.holds_until) else { continue };
            let second = |moment: Timestamp, more: i64| {
                Timestamp::from_unix_seconds(moment.unix_seconds() + more)
            };
            let name = format!("{}, chain {number}", story.name);
            asked += 1;
            let never = until < from;
            assert_eq!(trusted(&at(&story, from), number), !never, "{name}: as it begins");
            assert_eq!(trusted(&at(&story, until), number), !never, "{name}: as it ends");
            // Where there is another path, it may hold on.
            if chain.paths.len() == 1 {
                beyond += 1;
                assert!(!trusted(&at(&story, second(from, -1)), number), "{name}: before");
                assert!(!trusted(&at(&story, second(until, 1)), number), "{name}: after");
            }
            let now = chain.verdict == ChainLevel::Trusted;
            assert_eq!(chain.trusted_until.is_some(), now, "{name}");
        }
    }
    assert!(asked > 20 && beyond > 10, "{asked} spans, {beyond} of them with one path");
}
