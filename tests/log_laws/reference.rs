//! Are rows what the csv crate says they are?
//!
//! The scanner cuts rows at fixed places. Here stands what anybody would write first: lines, and the csv
//! crate for each of them. Both read what the generator wrote, in all its dialects, and the same with some
//! bytes changed.

use csv::{ByteRecord, ReaderBuilder, Terminator};
use handglass::input::smtp_log::{Line, Scanner};
use handglass::timestamp::Timestamp;
use handglass_logs::{Plan, in_memory};
use proptest::prelude::*;

/// The nine columns of a row and its place, as they stand in the file.
type Naive = (u64, Vec<Vec<u8>>);

fn scanned(bytes: &[u8], piece: usize) -> (Vec<Naive>, u64) {
    let (mut rows, mut others) = (Vec::new(), 0);
    let mut tell = |at: u64, line: &Line<'_>| {
        let Line::Row(row) = line else {
            others += 1;
            return;
        };
        let columns: [&[u8]; 5] =
            [&row.connector, &row.local, &row.remote, &row.data, &row.context];
        let mut columns: Vec<Vec<u8>> = columns.iter().map(|column| column.to_vec()).collect();
        columns.push(
            format!("{} {:X} {} {:?}", row.time, row.session, row.sequence, row.event).into(),
        );
        rows.push((at, columns));
    };
    let mut scanner = Scanner::default();
    for piece in bytes.chunks(piece.max(1)) {
        scanner.feed(piece, &mut tell);
    }
    scanner.finish(&mut tell);
    (rows, others)
}

fn naive(bytes: &[u8]) -> (Vec<Naive>, u64) {
    let (mut rows, mut others, mut at) = (Vec::new(), 0, 0);
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    for line in lines {
        let text = if at == 0 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
        match row(text.strip_suffix(b"\r").unwrap_or(text)) {
            Some(columns) => rows.push((at, columns)),
            None => others += 1,
        }
        at += line.len() as u64 + 1;
    }
    (rows, others)
}

fn row(line: &[u8]) -> Option<Vec<Vec<u8>>> {
    if line.starts_with(b"#") {
        return None;
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .terminator(Terminator::Any(b'\n'))
        .from_reader(line);
    let mut record = ByteRecord::new();
    reader.read_byte_record(&mut record).ok()?;
    let text = |index: usize| std::str::from_utf8(record.get(index)?).ok();
    let time = text(0).filter(|time| time.len() == 24)?;
    let seconds = Timestamp::parse(time)?.unix_seconds();
    // Other forms of RFC 3339 lose their fraction.
    let is_usual = time.ends_with('Z') && time.as_bytes()[10] == b'T';
    let behind = time.get(20..23).filter(|_| is_usual).unwrap_or("0");
    let time = seconds * 1_000 + behind.parse::<i64>().ok()?;
    let session = u64::from_str_radix(text(2).filter(|id| !id.starts_with('+'))?, 16).ok()?;
    let sequence: u32 = text(3).filter(|number| !number.starts_with('+'))?.parse().ok()?;
    let event = match text(6)? {
        "+" => "Connect",
        "-" => "Disconnect",
        ">" => "Sent",
        "<" => "Received",
        "*" => "Information",
        _ => return None,
    };
    let column = |index: usize| record.get(index).map(<[u8]>::to_vec);
    // A comma that nobody quoted belongs to the last column.
    let context: Vec<&[u8]> = record.iter().skip(8).collect();
    Some(vec![
        column(1)?,
        column(4)?,
        column(5)?,
        column(7)?,
        context.join(&b","[..]),
        format!("{time} {session:X} {sequence} {event}").into(),
    ])
}

#[test]
fn what_the_generator_writes_is_read_as_the_csv_crate_does() {
    let plan = Plan { seed: 5, bytes: 1_000_000, files: 12, partners: 300 };
    for (path, bytes) in &in_memory(&plan).0 {
        assert!(scanned(bytes, 7_777) == naive(bytes), "{path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn and_so_is_what_somebody_has_changed_in_it(
        seed in any::<u64>(),
        file in any::<prop::sample::Index>(),
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::sample::select(b"\",\r\n# \x00a0Z:-+*<>\xff".to_vec())),
            1..40,
        ),
        piece in 1_usize..4_000,
    ) {
        let plan = Plan { seed, bytes: 60_000, files: 12, partners: 30 };
        let (files, _) = in_memory(&plan);
        let mut bytes = file.get(&files).1.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let (scanned, naive) = (scanned(&bytes, piece), naive(&bytes));
        let differs = scanned.0.iter().zip(&naive.0).find(|(one, other)| one != other);
        let at = differs.map(|(one, other)| one.0.min(other.0) as usize).unwrap_or_default();
        let line = String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 400)]);
        prop_assert!(differs.is_none(), "{differs:?} at {at}: {line}");
        prop_assert_eq!((scanned.0.len(), scanned.1), (naive.0.len(), naive.1));
    }
}
