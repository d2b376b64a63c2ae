//! How many bytes of protocol logs does one core read in a second? `cargo bench --bench logs`.
//!
//! Best of several rounds over the same generated logs, by the processor's time of the thread where the
//! system tells it, so that a busy machine does not count. Beside it: finding the line ends alone, and the
//! csv crate, which is what everybody would write first. Printed and not judged.

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use handglass::facts::log::reader::{LogFile, LogReader};
use handglass::facts::log::tally::LogFacts;
use handglass_logs::{Plan, in_memory};

const ROUNDS: usize = 5;
/// What a worker gets at once.
const PIECE: usize = 1 << 20;

fn main() {
    let plan = Plan { bytes: 256 << 20, files: 40, ..Plan::default() };
    let (files, truth) = in_memory(&plan);
    println!("{} files, {} bytes, {} sessions", files.len(), truth.bytes, truth.all.sessions);
    let cases: [(&str, &dyn Fn() -> u64); 4] = [
        ("line ends alone", &|| {
            files.iter().map(|(_, bytes)| memchr::memchr_iter(b'\n', bytes).count() as u64).sum()
        }),
        ("the csv crate, rows counted", &|| files.iter().map(|(_, bytes)| csv_rows(bytes)).sum()),
        ("LogReader, each file by itself", &|| {
            files.iter().map(|(path, bytes)| read(path, bytes).sessions()).sum()
        }),
        ("LogReader, added up and settled", &|| {
            let each = files.iter().map(|(path, bytes)| read(path, bytes));
            each.fold(LogFacts::default(), LogFacts::and).settle().sessions()
        }),
    ];
    for (what, run) in cases {
        let seconds = (0..ROUNDS).map(|_| timed(run)).fold(f64::MAX, f64::min);
        println!("{what}: {:.2} GB/s", truth.bytes as f64 / 1e9 / seconds);
    }
}

fn read(path: &str, bytes: &[u8]) -> LogFacts {
    let mut reader = LogReader::new(&LogFile::at(path));
    for piece in bytes.chunks(PIECE) {
        reader.feed(piece);
    }
    reader.finish()
}

fn csv_rows(bytes: &[u8]) -> u64 {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).unwrap_or_default() {
        rows += u64::from(record.get(6) == Some(b"+"));
    }
    rows
}

fn timed(run: &dyn Fn() -> u64) -> f64 {
    let (started, used) = (Instant::now(), on_processor());
    black_box(run());
    match (used, on_processor()) {
        (Some(before), Some(after)) => (after - before) / 1e9,
        _ => started.elapsed().as_secs_f64(),
    }
}

/// Nanoseconds that this thread was running, where Linux tells.
fn on_processor() -> Option<f64> {
    fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}
