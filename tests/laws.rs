//! What holds for every input, not only for those that we thought of?
//!
//! No cut and no mutation makes it panic; what stood before a cut is not unsaid; the same bytes and the
//! same question give the same report; a broken neighbour hides nobody.

#[path = "laws/at_hand.rs"]
mod at_hand;
#[path = "laws/clock.rs"]
mod clock;
#[path = "laws/facts_of_cuts.rs"]
mod facts_of_cuts;
#[expect(dead_code, reason = "a test of the stories uses every field")]
#[path = "stories/story.rs"]
mod story;

use std::collections::BTreeSet;
use std::thread;

use handglass::input::Source;
use handglass::question::Question;
use handglass::report::{Level, Report};
use handglass::timestamp::Timestamp;
use proptest::prelude::*;

fn question() -> Question {
    let mut question = Question::at(Timestamp::from_unix_seconds(1_795_255_200));
    question.mozilla_roots = false;
    question.reference_identifiers = vec!["mail.nordwind.example".into()];
    question
}

fn report(bytes: &[u8]) -> Report {
    let source = Source { name: "paste".into(), bytes: bytes.to_vec() };
    handglass::analyse(vec![source], &question()).report
}

fn certificates(report: &Report) -> BTreeSet<String> {
    report.certificates.iter().map(|certificate| certificate.sha256.clone()).collect()
}

/// Twenty-odd stories' inputs from all over the alphabet; the long ones are left to the sampled law below.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let mut fixtures = Vec::new();
    for story in story::stories() {
        for source in story.sources {
            if source.bytes.len() < 6_000 {
                fixtures.push((format!("{}/{}", story.name, source.name), source.bytes));
            }
        }
    }
    let step = fixtures.len().div_ceil(24).max(1);
    let mut position = 0;
    fixtures.retain(|(name, _)| {
        position += 1;
        position % step == 0 || name.starts_with("good-chain/")
    });
    assert!(fixtures.len() >= 20, "the law asks for twenty fixtures");
    fixtures
}

#[test]
fn every_cut_gives_a_report_that_unsays_nothing() {
    let fixtures = fixtures();
    thread::scope(|scope| {
        for half in 0..2 {
            let fixtures = &fixtures;
            scope.spawn(move || {
                for (name, bytes) in fixtures.iter().skip(half).step_by(2) {
                    let mut seen = BTreeSet::new();
                    for end in 0..=bytes.len() {
                        let report = report(&bytes[..end]);
                        let found = certificates(&report);
                        assert!(
                            found.is_superset(&seen),
                            "{name} cut at {end}: a certificate was unsaid"
                        );
                        assert!(!report.verdict.sentence.is_empty(), "{name} cut at {end}");
                        seen = found;
                    }
                }
            });
        }
    });
}

/// The short transcripts among the stories, and every fourth of the long ones.
#[test]
fn no_cut_takes_back_what_a_transcript_showed() {
    let mut transcripts = Vec::new();
    let mut long = 0;
    for story in story::stories() {
        for source in story.sources {
            let text = String::from_utf8_lossy(&source.bytes);
            long += usize::from(text.len() >= 2_000);
            if text.len() < 2_000 || (long % 4 == 0 && text.len() < 6_000) {
                transcripts.push((story.name.clone(), source.bytes));
            }
        }
    }
    let taken_back: Vec<String> = thread::scope(|scope| {
        let halves: Vec<_> = (0..2)
            .map(|half| {
                let own = transcripts.iter().skip(half).step_by(2);
                scope.spawn(move || {
                    own.flat_map(|(name, bytes)| facts_of_cuts::taken_back(name, bytes))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        halves.into_iter().flat_map(|half| half.join().expect("no cut panics")).collect()
    });
    assert!(taken_back.is_empty(), "{}", taken_back.join("\n"));
}

/// The frame tells of every loss, before and behind: a part of a good output is never in order.
#[test]
fn no_piece_of_a_collectors_output_is_green() {
    let good = story::stories().into_iter().find(|story| story.name == "collector-good");
    let Some(good) = good else { panic!("the story is gone") };
    let judged = |bytes: &[u8]| {
        let source = Source { name: "paste".into(), bytes: bytes.to_vec() };
        handglass::analyse(vec![source], &good.question).report.verdict.level
    };
    let whole = good.sources.first().map(|source| source.bytes.clone()).unwrap_or_default();
    assert_eq!(judged(&whole), Level::Ok);
    let text = String::from_utf8_lossy(&whole);
    let last_part = text.rfind("[section: ").expect("it has parts");
    let (begin, end) = (text.find('[').expect("a frame"), text.trim_end().len());
    for cut in (1..whole.len()).step_by(7).chain(last_part..whole.len()).chain(1..40) {
        let green = |bytes: &[u8]| judged(bytes) == Level::Ok;
        assert!(cut >= end || !green(&whole[..cut]), "the first {cut} bytes are green");
        assert!(
            cut <= begin || cut >= last_part || !green(&whole[cut..]),
            "from {cut} on it is green"
        );
    }
}

#[test]
fn nothing_is_green_without_a_certificate() {
    for (name, bytes) in fixtures() {
        let end = bytes.len() / 8;
        let report = report(&bytes[..end]);
        if report.certificates.is_empty() {
            let level = report.verdict.level;
            assert!(!matches!(level, Level::Ok | Level::Notice), "{name}: {level:?}");
        }
    }
}

#[test]
fn a_broken_neighbour_hides_nobody() {
    let (_, good) = fixtures()
        .into_iter()
        .find(|(name, _)| name.starts_with("good-chain/"))
        .expect("good-chain");
    let expected = certificates(&report(&good));
    let broken: [&[u8]; 6] = [
        b"-----BEGIN CERTIFICATE-----\nMIIB\n",
        b"-----BEGIN CERTIFICATE-----\n%%%%\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        b"\0\0\0 <script>alert(1)</script> \xE2\x80\xAE\n",
        b"-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n",
        b"-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n",
    ];
    for neighbour in broken {
        let after = [&good, &b"\n"[..], neighbour].concat();
        let before = [neighbour, &good].concat();
        for bytes in [after, before] {
            let found = certificates(&report(&bytes));
            assert!(
                found.is_superset(&expected),
                "hidden by {:?}",
                String::from_utf8_lossy(neighbour)
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_report(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        report(&bytes);
    }

    #[test]
    fn any_mutation_gives_a_report(
        which in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let all = fixtures();
        let mut bytes = all[which.index(all.len())].1.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        report(&bytes);
    }

    #[test]
    fn mutated_certificates_give_a_report(
        which in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let ders = ders();
        let mut der = ders[which.index(ders.len())].clone();
        for (at, byte) in changes {
            let at = at.index(der.len());
            der[at] = byte;
        }
        report(&der);
    }
}

/// The certificates of the fixtures as DER, so that mutations meet the certificate reader itself.
fn ders() -> Vec<Vec<u8>> {
    let home = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    ["root.pem", "test-root.pem"]
        .iter()
        .map(|name| {
            let text = std::fs::read_to_string(home.join(name)).expect("a fixture");
            let inside: String = text.lines().filter(|line| !line.starts_with('-')).collect();
            data_encoding::BASE64.decode(inside.as_bytes()).expect("base64")
        })
        .collect()
}
