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
const TRANSCRIPT: &str = include_str!("../tests/stories/transcript-showcerts/input.txt");
/// What `-msg` and `-debug` print between the lines.
const DUMPS: &str = "\
<<< TLS 1.3, Handshake [length 0961], Certificate
    0b 00 09 5d 00 00 09 59 00 04 c2 30 82 04 be 30
    82 03 a6 a0 03 02 01 02 02 14 34 c4 b4 d7 02 a0
read from 0x55d0a8 [0x55d0b3] (5 bytes => 5 (0x5))
0000 - 17 03 03 09 72                                    ....r
0010 - 9c f5 b5 c5 79 69 7f 52-7c 8e f0 10 eb d7 30 0d   ....yi.R|.....0.
";

fn main() {
    let question = Question::at(Timestamp::from_unix_seconds(1_795_255_200));
    let noise: Vec<u8> = (0..50u64 << 20)
        .map(|index| (index.wrapping_mul(6_364_136_223_846_793_005) >> 56) as u8)
        .collect();
    let prose =
        b"The quick brown fox jumps over the lazy dog, and the mail still does not arrive.\n"
            .repeat(600_000);
    let many = TRANSCRIPT.repeat((1 << 20) / TRANSCRIPT.len());
    let (head, tail) = TRANSCRIPT.split_once('\n').unwrap_or((TRANSCRIPT, ""));
    let dumps = format!("{head}\n{}{tail}", DUMPS.repeat((1 << 20) / DUMPS.len()));
    let cases: [(&str, &[u8], usize); 7] = [
        ("a chain of two certificates", ONE_CHAIN, 200),
        ("a paste of ten certificates", TEN_CERTIFICATES, 100),
        ("a transcript", TRANSCRIPT.as_bytes(), 200),
        ("1 MB of transcripts", many.as_bytes(), 20),
        ("1 MB of one transcript with its messages dumped", dumps.as_bytes(), 20),
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
