//! How long does the library take for what people paste? `cargo bench --bench analyse`.
//!
//! Medians of many runs on this machine, printed and not judged: figures on a shared machine are noisy.
//! The browser's figures come from `cargo xtask bench`.

use std::time::{Duration, Instant};

use handglass::input::Source;
use handglass::question::Question;
use handglass::timestamp::Timestamp;

const TEN_CERTIFICATES: &[u8] = include_bytes!("../tests/browser/fixtures/ten_certificates.pem");
const ONE_CHAIN: &[u8] = include_bytes!("../tests/stories/good-chain/input.pem");

fn main() {
    let question = Question::at(Timestamp::from_unix_seconds(1_795_255_200));
    let noise: Vec<u8> = (0..50u64 << 20)
        .map(|index| (index.wrapping_mul(6_364_136_223_846_793_005) >> 56) as u8)
        .collect();
    let prose =
        b"The quick brown fox jumps over the lazy dog, and the mail still does not arrive.\n"
            .repeat(600_000);
    let cases: [(&str, &[u8], usize); 4] = [
        ("a chain of two certificates", ONE_CHAIN, 200),
        ("a paste of ten certificates", TEN_CERTIFICATES, 100),
        ("50 MB of binary noise", &noise, 3),
        ("50 MB of prose", &prose, 3),
    ];
    for (what, bytes, runs) in cases {
        let mut times: Vec<Duration> = (0..runs)
            .map(|_| {
                let source = Source { name: "paste".into(), bytes: bytes.to_vec() };
                let started = Instant::now();
                std::hint::black_box(handglass::analyse(vec![source], &question));
                started.elapsed()
            })
            .collect();
        times.sort_unstable();
        println!("{what}: median {:.2} ms of {runs} runs", times[runs / 2].as_secs_f64() * 1_000.0);
    }
}
