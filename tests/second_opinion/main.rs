//! rustls-webpki as a second opinion: is every difference explained?
//!
//! The chains are those of the stories, those that `tests/chains` makes with a departure in every field, and
//! those of x509-limbo, bettertls and BoringSSL where they lie beside the project; each as it is and
//! swapped, cut short, doubled, with roots too many, encoded anew and with bits changed. What the page says of
//! each is set beside what rustls-webpki says with ring's signature checks. Where the verdicts differ, the reason
//! has to stand in `explained.rs`. Not compared: the words.

mod explained;
mod opinions;
#[path = "../corpus_paths/scores.rs"]
mod scores;
mod sources;
#[expect(dead_code, reason = "a test of the stories uses every field")]
#[path = "../stories/story.rs"]
mod story;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::thread;

use explained::{REFUSED_HERE, REFUSED_THERE};
use handglass_chains::{Chain, Random, mutations};

/// Chains that differ for one reason: how many, and one of them. Side, reason as it was given, the row.
type Differences = BTreeMap<(&'static str, String, &'static str), (usize, String)>;

const HERE: &str = "refused here alone";
const THERE: &str = "refused there alone";
const UNEXPLAINED: &str = "NOT EXPLAINED";

#[derive(Default)]
struct Tally {
    judged: usize,
    accepted: usize,
    refused: usize,
    differences: Differences,
}

impl Tally {
    fn add(&mut self, chain: &Chain) {
        self.judged += 1;
        let (side, why, told, reasons) = match (opinions::ours(chain), opinions::theirs(chain)) {
            (Ok(_), Ok(_)) => return self.accepted += 1,
            (Err(_), Err(_)) => return self.refused += 1,
            (Err(why), Ok(_)) => (HERE, why, Vec::new(), REFUSED_HERE),
            (Ok(told), Err(why)) => (THERE, why, told, REFUSED_THERE),
        };
        let reason = reasons.iter().find(|reason| reason.covers(&why, &chain.what, &told));
        let because = reason.map_or(UNEXPLAINED, |reason| reason.because);
        let why = if reason.is_none() && !told.is_empty() {
            format!("{why}, told here: {}", told.join(" "))
        } else {
            why
        };
        self.count((side, why, because), 1, &chain.what);
    }

    fn count(&mut self, key: (&'static str, String, &'static str), times: usize, example: &str) {
        self.differences.entry(key).or_insert_with(|| (0, example.to_owned())).0 += times;
    }

    fn and(mut self, other: Self) -> Self {
        self.judged += other.judged;
        self.accepted += other.accepted;
        self.refused += other.refused;
        for (key, (times, example)) in other.differences {
            self.count(key, times, &example);
        }
        self
    }
}

#[test]
fn chains_of_the_stories() {
    // There will be more stories: their counts are printed and stand nowhere.
    println!("{}", judge("stories", &sources::of_the_stories(), true));
}

#[test]
fn chains_with_a_departure_in_every_field() {
    let mut text =
        judge("Made with departures", &handglass_chains::generated(20_261_121, 1_500), false);
    let some: Vec<Chain> = handglass_chains::generated(7, 40).into_iter().step_by(9).collect();
    text.push_str(&judge("Some of them, mutated", &some, true));
    scores::part("second opinion, generated", &text);
}

#[test]
fn chains_of_the_suites() {
    let suites = [
        ("x509-limbo, mutated", sources::of_limbo(), true),
        ("bettertls", sources::of_bettertls(), false),
        ("BoringSSL, mutated", sources::of_boringssl(), true),
    ];
    if suites.iter().any(|(_, chains, _)| chains.is_empty()) {
        println!("skipped: the suites are not beside the project, so nothing was compared");
        return;
    }
    let text = suites.map(|(what, chains, mutate)| judge(what, &chains, mutate)).concat();
    scores::part("second opinion, suites", &text);
}

/// Both opinions on all of it; a difference that no row explains fails the test.
fn judge(what: &str, chains: &[Chain], mutate: bool) -> String {
    let stranger = sources::stranger();
    let half = chains.len().div_ceil(2);
    let tally = thread::scope(|scope| {
        let workers: Vec<_> = chains
            .chunks(half)
            .enumerate()
            .map(|(number, chains)| {
                let stranger = &stranger;
                scope.spawn(move || {
                    let mut random = Random::new(number as u64 + 1);
                    let mut tally = Tally::default();
                    for chain in chains {
                        if mutate {
                            let mutated = mutations(chain, stranger, &mut random);
                            mutated.iter().for_each(|chain| tally.add(chain));
                        } else {
                            tally.add(chain);
                        }
                    }
                    tally
                })
            })
            .collect();
        let tallies = workers.into_iter().map(|it| it.join().expect("no chain panics"));
        tallies.fold(Tally::default(), Tally::and)
    });
    let mut text = format!(
        "\n{what}: {} judged, {} accepted by both, {} refused by both.\n\n| Chains | Which | Why |\n|---|---|---|\n",
        tally.judged, tally.accepted, tally.refused
    );
    let mut rows: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut unexplained = Vec::new();
    for ((side, why, because), (times, example)) in &tally.differences {
        *rows.entry((side, because)).or_default() += times;
        let line = format!("{side}: {why}: {times} ({because}); as {example}");
        println!("  {line}");
        if *because == UNEXPLAINED {
            unexplained.push(line);
        }
    }
    for ((side, because), times) in rows {
        writeln!(text, "| {times} | {side} | {because} |").expect("a string grows");
    }
    assert!(unexplained.is_empty(), "{what}: {unexplained:#?}");
    text
}
