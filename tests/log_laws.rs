//! What holds for every protocol log, however its bytes come?
//!
//! Logs are written with their truth (tests/logs). Any split of the bytes, any order of the files and any
//! number of readers give equal facts, and these are the truth.

#[path = "log_laws/cuts.rs"]
mod cuts;
#[path = "log_laws/hostile.rs"]
mod hostile;
#[path = "log_laws/reference.rs"]
mod reference;

use std::collections::BTreeMap;

use handglass::facts::log::answer::census::Totals;
use handglass::facts::log::profile::{Kind, Outcome};
use handglass::facts::log::reader::{Head, LogFile, LogReader};
use handglass::facts::log::scope::Scope;
use handglass::facts::log::tally::LogFacts;
use handglass::input::smtp_log::Direction;
use handglass_logs::{Counts, Plan, Truth, in_memory};
use proptest::prelude::*;

type Files = Vec<(String, Vec<u8>)>;

fn read(path: &str, bytes: &[u8]) -> LogFacts {
    let mut reader = LogReader::new(&LogFile::at(path));
    reader.feed(bytes);
    reader.finish()
}

fn read_all(files: &[(String, Vec<u8>)]) -> LogFacts {
    let each = files.iter().map(|(path, bytes)| read(path, bytes));
    each.fold(LogFacts::default(), LogFacts::and).settle()
}

/// The counts of the generator's kind, out of our facts.
fn counts(facts: &LogFacts, wanted: impl Fn(Direction, Scope) -> bool) -> Counts {
    let mut counts = Counts::default();
    for (profile, tally) in &facts.profiles {
        if !wanted(profile.direction, profile.scope) {
            continue;
        }
        let sessions = tally.sessions;
        counts.sessions += sessions;
        counts.fragments += tally.fragments;
        match profile.outcome {
            Outcome::Negotiated(negotiation) => {
                let word = negotiation.version.word(&facts.texts);
                let known = ["TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"];
                let word = known.into_iter().find(|known| *known == word).unwrap_or("another");
                *counts.by_version.entry(word).or_default() += sessions;
            }
            Outcome::Failed(_) => counts.failed += sessions,
            Outcome::Unfinished => counts.unfinished += sessions,
            Outcome::Clear { .. } => counts.without_tls += sessions,
            Outcome::NotReached(_) => counts.not_reached += sessions,
            Outcome::Fragment { asked } => {
                counts.untold += sessions;
                counts.untold_asked += if asked { sessions } else { 0 };
            }
        }
    }
    counts
}

/// The counts of the report's contract, by its words.
#[track_caller]
fn assert_contract(facts: &LogFacts, truth: &Counts) {
    let totals = Totals::of(&facts.profiles);
    let by_version: u64 = totals.by_version.values().sum();
    assert_eq!(by_version, truth.by_version.values().sum::<u64>());
    assert_eq!(totals.without_tls, truth.never_asked());
    assert_eq!(totals.failed, truth.failed);
    assert_eq!(totals.unfinished, truth.asked_in_vain());
    assert_eq!(totals.fragments, truth.fragments);
    let classes = by_version + totals.without_tls + totals.failed + totals.unfinished;
    assert_eq!((totals.sessions, classes), (truth.sessions, truth.sessions), "they add up");
}

#[track_caller]
fn assert_true(facts: &LogFacts, truth: &Truth) {
    assert_eq!(counts(facts, |_, _| true), truth.all);
    for (word, direction) in [("receive", Direction::Receive), ("send", Direction::Send)] {
        let expected = truth.by_direction.get(word).cloned().unwrap_or_default();
        assert_eq!(counts(facts, |of, _| of == direction), expected, "{word}");
    }
    for (word, scope) in [
        ("internet", Scope::Internet),
        ("private", Scope::Private),
        ("internal", Scope::Internal),
        ("probe", Scope::Probe),
        ("loopback", Scope::Loopback),
        ("untold", Scope::Untold),
    ] {
        let expected = truth.by_scope.get(word).cloned().unwrap_or_default();
        assert_eq!(counts(facts, |_, of| of == scope), expected, "{word}");
    }
    assert_contract(facts, &truth.all);
    assert_eq!(facts.lines.all(), truth.lines, "every line is accounted for");
    assert_eq!(facts.lines.not_understood, truth.not_understood);
    let rows: u64 = facts.coverage.values().map(|coverage| coverage.rows).sum();
    let unread = truth.lines - rows;
    assert!(unread >= 5 * truth.files, "headers are no rows");
    let first = facts.coverage.values().map(|coverage| coverage.first).min();
    let last = facts.coverage.values().map(|coverage| coverage.last).max();
    assert_eq!((first, last), (truth.first, truth.last));
    let pairs: usize = facts.retries.values().map(|retries| retries.pairs().len()).sum();
    assert_eq!(pairs as u64, truth.retries_in_clear, "in clear after a failure");
    let of_hours: u64 = facts.hours.values().sum();
    assert_eq!(of_hours, truth.all.sessions);
    let mut by_kind: BTreeMap<Kind, u64> = BTreeMap::new();
    for (hour, count) in &facts.hours {
        *by_kind.entry(hour.kind).or_default() += count;
    }
    for (profile, tally) in &facts.profiles {
        if let Some(count) = by_kind.get_mut(&profile.outcome.kind()) {
            *count -= tally.sessions;
        }
    }
    assert!(by_kind.values().all(|left| *left == 0), "both tables count the same");
}

#[test]
fn what_is_read_is_what_was_written() {
    for (seed, bytes, files) in
        [(1, 4_000, 1), (2, 30_000, 3), (3, 300_000, 12), (4, 2_000_000, 30), (5, 8_000_000, 12)]
    {
        let (files, truth) = in_memory(&Plan { seed, bytes, files, partners: 500 });
        assert_true(&read_all(&files), &truth);
    }
}

/// Ranges of whole lines, each read by a reader of its own by the head of the file; in any order.
fn read_in_ranges(files: &Files, cuts: &[usize], turn: usize) -> LogFacts {
    let mut readings = Vec::new();
    for (path, bytes) in files {
        let file = LogFile::at(path);
        let mut borders: Vec<usize> = cuts
            .iter()
            .map(|cut| cut % (bytes.len() + 1))
            .filter_map(|cut| Some(cut + bytes[cut..].iter().position(|byte| *byte == b'\n')? + 1))
            .collect();
        borders.extend([0, bytes.len()]);
        borders.sort_unstable();
        let mut head = LogReader::new(&file);
        head.feed(&bytes[..bytes.len().min(600)]);
        let head: Head = head.head();
        for range in borders.windows(2) {
            let [from, to] = *range else { continue };
            let head = if from == 0 { Head::default() } else { head };
            let mut reader = LogReader::at(&file, from as u64, head);
            for piece in bytes[from..to].chunks(cuts.first().map_or(1_000, |cut| cut % 5_000 + 1)) {
                reader.feed(piece);
            }
            assert!(!reader.differs(), "one header is like the other");
            readings.push(reader.finish());
        }
    }
    let turn = turn % readings.len().max(1);
    readings.rotate_left(turn);
    // As two workers would: each adds up its own, then both.
    let (mut one, mut other) = (LogFacts::default(), LogFacts::default());
    for (index, reading) in readings.into_iter().enumerate() {
        if (index ^ turn).is_multiple_of(3) {
            one = reading.and(one);
        } else {
            other = other.and(reading);
        }
    }
    one.and(other).settle()
}

/// Only the first twenty examples of each reading are kept, so that fewer readings may know fewer.
fn without_examples(facts: LogFacts) -> LogFacts {
    LogFacts { examples: Vec::new(), ..facts }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_readers_in_any_order_say_the_truth(
        seed in any::<u64>(),
        bytes in 2_000_u64..200_000,
        count in 1_usize..20,
        partners in 1_u32..3_000,
        cuts in prop::collection::vec(any::<usize>(), 0..6),
        turn in any::<usize>(),
    ) {
        let (files, truth) = in_memory(&Plan { seed, bytes, files: count, partners });
        let whole = read_all(&files);
        assert_true(&whole, &truth);
        let parts = read_in_ranges(&files, &cuts, turn);
        assert_true(&parts, &truth);
        prop_assert!(without_examples(parts) == without_examples(whole), "equal facts");
    }
}
