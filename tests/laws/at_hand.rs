//! Does what somebody has at hand ever make a chain good?
//!
//! Every story is asked again with the certificates of all stories at hand: what it tells may grow, what is
//! judged stays.

use handglass::question::OwnRoots;
use handglass::report::{ChainReport, Report};

use crate::story::stories;

fn judged(report: &Report) -> impl PartialEq + std::fmt::Debug + use<> {
    let holds = |chain: &ChainReport| {
        let paths = chain.paths.iter().filter(|path| path.valid);
        (chain.verdict, paths.map(|path| path.certificates.clone()).collect::<Vec<_>>())
    };
    let chains: Vec<_> = report.chains.iter().map(holds).collect();
    (report.verdict.level, chains)
}

#[test]
fn what_is_at_hand_makes_no_chain_good_and_none_worse() {
    let stories = stories();
    let everything: Vec<u8> = stories
        .iter()
        .flat_map(|story| &story.sources)
        .filter(|source| source.bytes.len() < 40_000)
        .flat_map(|source| source.bytes.iter().copied().chain(*b"\n"))
        .collect();
    let (mut asked, mut told_more) = (0, 0);
    for story in stories {
        let mut question = story.question.clone();
        question.at_hand.clear();
        let without = handglass::analyse(story.sources.clone(), &question).report;
        if without.chains.is_empty() {
            continue;
        }
        let name = "everything.pem".into();
        question.at_hand = vec![OwnRoots { name, bytes: everything.clone() }];
        let with = handglass::analyse(story.sources, &question).report;
        asked += 1;
        assert_eq!(judged(&without), judged(&with), "{}", story.name);
        let path =
            |report: &Report| report.chains.iter().map(|chain| chain.paths.len()).sum::<usize>();
        told_more += usize::from(path(&with) > path(&without));
        // Neither does it hide what is found: a root that is not known may turn out as a missing issuer.
        let lost: Vec<&str> = without
            .findings
            .iter()
            .map(|finding| finding.id.as_str())
            .filter(|id| !with.findings.iter().any(|other| other.id == *id))
            .collect();
        let may_go = ["unknown-root", "unrelated-certificate"];
        assert!(lost.iter().all(|id| may_go.contains(id)), "{}: {lost:?}", story.name);
    }
    assert!(asked > 60 && told_more > 5, "{asked} asked, {told_more} told more");
}
